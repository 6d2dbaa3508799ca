/* A progress bar, and the spinner. */
#include "config.h"

#include "tui/widgets/progress.h"

void progress_draw(struct canvas *canvas, struct rect area, int64_t done, int64_t total)
{
    if (done > total)
        done = total;
    int full = total > 0 && done > 0 ? (int)(area.cols * done / total) : 0;
    for (int i = 0; i < area.cols; i++) {
        bool is_done = i < full;
        canvas_glyph(canvas, rect_skip(area, 0, i), is_done ? STYLE_PROGRESS : STYLE_PROGRESS_REST,
                     is_done ? GLYPH_BAR : GLYPH_BAR_REST);
    }
}

enum glyph spinner_glyph(unsigned tick)
{
    return (enum glyph)(GLYPH_SPIN_0 + tick % GLYPH_SPIN_FRAMES);
}
