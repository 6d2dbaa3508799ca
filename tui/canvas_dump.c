/* A canvas as text, for golden files. */
#include "config.h"

#include <string.h>

#include "tui/canvas.h"

/* Takes blanks (or `c`) from the end of what was added since `begin`, then ends the line. */
static void end_line(struct rr_buf *out, size_t begin, char c)
{
    while (out->len > begin && out->data[out->len - 1] == c)
        out->data[--out->len] = '\0';
    rr_buf_addc(out, '\n');
}

void canvas_dump_text(const struct canvas *canvas, struct rr_buf *out)
{
    for (int row = 0; row < canvas->rows; row++) {
        size_t begin = out->len;
        for (int col = 0; col < canvas->cols; col++) {
            const struct cell *cell = canvas_cell(canvas, row, col);
            if (cell->n_bytes > 0)
                rr_buf_addn(out, cell->text, cell->n_bytes);
            else if (cell->width > 0)
                rr_buf_addc(out, ' ');
        }
        end_line(out, begin, ' ');
    }
}

static bool dump_layer(const struct canvas *canvas, bool of_grounds, struct rr_buf *out)
{
    char plain = style_def(STYLE_PLAIN)->mark;
    bool has_any = false;
    for (int row = 0; row < canvas->rows; row++) {
        size_t begin = out->len;
        for (int col = 0; col < canvas->cols; col++) {
            const struct cell *cell = canvas_cell(canvas, row, col);
            enum style style = of_grounds ? cell->ground : cell->style;
            has_any |= style != STYLE_PLAIN;
            rr_buf_addc(out, style_def(style)->mark);
        }
        end_line(out, begin, plain);
    }
    return has_any;
}

void canvas_dump_styles(const struct canvas *canvas, struct rr_buf *out)
{
    dump_layer(canvas, false, out);
    RR_BUF_AUTO grounds = {0};
    if (!dump_layer(canvas, true, &grounds))
        return;
    rr_buf_add(out, "grounds\n");
    rr_buf_add(out, rr_buf_text(&grounds));
}
