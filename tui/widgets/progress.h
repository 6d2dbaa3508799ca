/* A progress bar, and the spinner. */
#ifndef RR_TUI_PROGRESS_H
#define RR_TUI_PROGRESS_H

#include "tui/canvas.h"

/* `done` of `total` in one row; a total of 0 or less shows an empty bar. */
void progress_draw(struct canvas *canvas, struct rect area, int64_t done, int64_t total);

/* One turn is GLYPH_SPIN_FRAMES ticks. */
enum glyph spinner_glyph(unsigned tick);

#endif
