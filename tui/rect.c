/* Rectangles: cutting areas for views. */
#include "config.h"

#include "tui/canvas.h"

static int at_least_0(int n)
{
    return n > 0 ? n : 0;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

struct rect canvas_all(const struct canvas *canvas)
{
    return (struct rect){0, 0, canvas->rows, canvas->cols};
}

bool rect_is_empty(struct rect area)
{
    return area.rows <= 0 || area.cols <= 0;
}

bool rect_has(struct rect area, int row, int col)
{
    return row >= area.row && row < area.row + area.rows && col >= area.col &&
           col < area.col + area.cols;
}

struct rect rect_skip(struct rect area, int rows, int cols)
{
    rows = least(at_least_0(rows), at_least_0(area.rows));
    cols = least(at_least_0(cols), at_least_0(area.cols));
    return (struct rect){area.row + rows, area.col + cols, area.rows - rows, area.cols - cols};
}

struct rect rect_keep(struct rect area, int rows, int cols)
{
    area.rows = least(area.rows, at_least_0(rows));
    area.cols = least(area.cols, at_least_0(cols));
    return area;
}

struct rect rect_rows(struct rect area, int row, int n)
{
    if (row < 0) {
        n += row;
        row = 0;
    }
    return rect_keep(rect_skip(area, row, 0), n, area.cols);
}

struct rect rect_row(struct rect area, int row)
{
    return rect_rows(area, row, 1);
}

struct rect rect_inset(struct rect area, int rows, int cols)
{
    struct rect inner = rect_skip(area, rows, cols);
    return rect_keep(inner, inner.rows - rows, inner.cols - cols);
}

struct rect rect_centre(struct rect area, int rows, int cols)
{
    struct rect inner = rect_skip(area, (area.rows - rows) / 2, (area.cols - cols) / 2);
    return rect_keep(inner, rows, cols);
}
