/* A box over everything. */
#include "config.h"

#include "tui/widgets/overlay.h"

enum { LEAST_ROWS = 10, LEAST_COLS = 44, MARGIN = 2 };

/* A border, and a blank column on both sides of the text. */
enum { EDGE_ROWS = 1, EDGE_COLS = 2 };

static bool has_frame(struct rect screen)
{
    return screen.rows >= LEAST_ROWS && screen.cols >= LEAST_COLS;
}

static struct rect box(struct rect screen, int rows, int cols)
{
    if (!has_frame(screen))
        return screen;
    struct rect room = rect_inset(screen, 1, MARGIN);
    return rect_centre(room, rows + 2 * EDGE_ROWS, cols + 2 * EDGE_COLS);
}

struct rect overlay_inside(struct rect screen, int rows, int cols)
{
    struct rect area = box(screen, rows, cols);
    if (!has_frame(screen))
        return rect_skip(area, 1, 0);
    return rect_inset(area, EDGE_ROWS, EDGE_COLS);
}

struct rect overlay_draw(struct canvas *canvas, const char *title, int rows, int cols)
{
    struct rect screen = canvas_all(canvas);
    struct rect area = box(screen, rows, cols);
    canvas_ground(canvas, screen, STYLE_SHADE);
    canvas_cursor(canvas, -1, -1);
    canvas_fill(canvas, area, STYLE_OVERLAY);
    if (!has_frame(screen)) {
        canvas_put_cut(canvas, area, STYLE_OVERLAY_TITLE, title);
        return overlay_inside(screen, rows, cols);
    }
    canvas_frame(canvas, area, STYLE_BORDER_FOCUS);
    struct rect top = rect_inset(rect_row(area, 0), 0, EDGE_COLS);
    canvas_put(canvas, top, STYLE_OVERLAY_TITLE, " ");
    int used = canvas_put_cut(canvas, rect_skip(rect_keep(top, 1, top.cols - 1), 0, 1),
                              STYLE_OVERLAY_TITLE, title);
    canvas_put(canvas, rect_skip(top, 0, used + 1), STYLE_OVERLAY_TITLE, " ");
    return overlay_inside(screen, rows, cols);
}
