/* Rectangles from the size; see frame.h. */
#include "config.h"

#include "tui/frame.h"
#include "tui/model.h"
#include "tui/widgets/overlay.h"

/* Cuts `n` rows off the top of `area`. */
static struct rect take_top(struct rect *area, int n)
{
    struct rect top = rect_rows(*area, 0, n);
    *area = rect_skip(*area, n, 0);
    return top;
}

static struct rect take_bottom(struct rect *area, int n)
{
    struct rect bottom = rect_rows(*area, area->rows - n, n);
    *area = rect_keep(*area, area->rows - n, area->cols);
    return bottom;
}

struct layout frame_layout(int rows, int cols)
{
    enum { ROWS_FOR_STRIP = 20, COLS_FOR_STRIP = 76, ROWS_FOR_STEPS = 15, COLS_FOR_STEPS = 60 };
    struct layout layout = {.is_too_small = rows < FRAME_LEAST_ROWS || cols < FRAME_LEAST_COLS};
    struct rect rest = {0, 0, rows, cols};
    if (layout.is_too_small) {
        layout.body = rest;
        return layout;
    }
    layout.head = take_top(&rest, 1);
    if (rows >= ROWS_FOR_STEPS && cols >= COLS_FOR_STEPS)
        layout.steps = take_top(&rest, 1);
    layout.lines[0] = take_top(&rest, 1);
    if (rows >= ROWS_FOR_STRIP && cols >= COLS_FOR_STRIP) {
        layout.strip = take_top(&rest, 2);
        layout.lines[1] = take_top(&rest, 1);
    }
    layout.footer = take_bottom(&rest, 1);
    layout.notice = take_bottom(&rest, 1);
    layout.body = rest;
    return layout;
}

struct rect frame_body(const struct model *m)
{
    return frame_layout(m->rows, m->cols).body;
}

struct rect frame_overlay(const struct model *m)
{
    return overlay_inside((struct rect){0, 0, m->rows, m->cols}, OVERLAY_ROWS, OVERLAY_COLS);
}

struct panes frame_panes(struct rect body)
{
    enum { COLS_FOR_SIDE = 100, ROWS_FOR_BELOW = 10, ROWS_BELOW = 5, SIDE_PERCENT = 42 };
    struct panes panes = {.list = body};
    if (body.cols >= COLS_FOR_SIDE) {
        int side = body.cols * SIDE_PERCENT / 100;
        panes.is_side = true;
        panes.list = rect_keep(body, body.rows, body.cols - side - 1);
        panes.details = rect_skip(body, 0, body.cols - side + 1);
    } else if (body.rows >= ROWS_FOR_BELOW) {
        panes.list = rect_keep(body, body.rows - ROWS_BELOW - 1, body.cols);
        panes.details = rect_inset(rect_skip(body, body.rows - ROWS_BELOW, 0), 0, 2);
    }
    return panes;
}

void frame_draw_divider(struct canvas *canvas, struct rect body, struct panes panes)
{
    if (panes.is_side)
        canvas_vline(canvas, rect_skip(body, 0, panes.list.cols), STYLE_BORDER);
    else if (!rect_is_empty(panes.details))
        canvas_hline(canvas, rect_row(body, panes.list.rows), STYLE_BORDER);
}
