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

/* One row of grounds as runs: "13: 54O 13:" is thirteen ":", fifty-four "O", thirteen ":". */
static bool add_runs(const struct canvas *canvas, int row, struct rr_buf *out)
{
    bool is_plain = true;
    for (int col = 0, n = 0; col < canvas->cols; col++) {
        enum style ground = canvas_cell(canvas, row, col)->ground;
        const struct cell *next = canvas_cell(canvas, row, col + 1);
        is_plain &= ground == STYLE_PLAIN;
        n++;
        if (next != NULL && next->ground == ground)
            continue;
        rr_buf_printf(out, "%s%d%c", out->len > 0 ? " " : "", n, style_def(ground)->mark);
        n = 0;
    }
    return !is_plain;
}

/* Rows with grounds, those that are alike in one line: "8-14  13: 54O 13:". */
static void dump_grounds(const struct canvas *canvas, struct rr_buf *out)
{
    for (int row = 0; row < canvas->rows;) {
        RR_BUF_AUTO runs = {0};
        bool has_any = add_runs(canvas, row, &runs);
        int end = row + 1;
        for (; end < canvas->rows; end++) {
            RR_BUF_AUTO more = {0};
            add_runs(canvas, end, &more);
            if (strcmp(rr_buf_text(&runs), rr_buf_text(&more)) != 0)
                break;
        }
        if (has_any && end == row + 1)
            rr_buf_printf(out, "ground %d  %s\n", row, rr_buf_text(&runs));
        else if (has_any)
            rr_buf_printf(out, "ground %d-%d  %s\n", row, end - 1, rr_buf_text(&runs));
        row = end;
    }
}

void canvas_dump_styles(const struct canvas *canvas, struct rr_buf *out)
{
    char plain = style_def(STYLE_PLAIN)->mark;
    for (int row = 0; row < canvas->rows; row++) {
        size_t begin = out->len;
        for (int col = 0; col < canvas->cols; col++)
            rr_buf_addc(out, style_def((enum style)canvas_cell(canvas, row, col)->style)->mark);
        end_line(out, begin, plain);
    }
    dump_grounds(canvas, out);
}
