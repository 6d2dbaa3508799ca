/* A cursor among rows. */
#include "config.h"

#include "tui/widgets/list.h"

static int clamp(int value, int least, int most)
{
    if (value > most)
        value = most;
    return value < least ? least : value;
}

void list_fit(struct list *list, int n, int page)
{
    list->n = n > 0 ? n : 0;
    list->page = page > 1 ? page : 1;
    list->cursor = clamp(list->cursor, 0, list->n - 1);
    int least = list->cursor - list->page + 1;
    list->top = clamp(list->top, least, list->cursor);
    list->top = clamp(list->top, 0, list->n - list->page);
}

void list_go(struct list *list, int row)
{
    list->cursor = row;
    list_fit(list, list->n, list->page);
}

bool list_update(struct list *list, enum action action)
{
    switch (action) {
    case ACTION_UP:
        list_go(list, list->cursor - 1);
        return true;
    case ACTION_DOWN:
        list_go(list, list->cursor + 1);
        return true;
    case ACTION_PAGE_UP:
        list_go(list, list->cursor - list->page);
        return true;
    case ACTION_PAGE_DOWN:
        list_go(list, list->cursor + list->page);
        return true;
    case ACTION_HOME:
        list_go(list, 0);
        return true;
    case ACTION_END:
        list_go(list, list->n - 1);
        return true;
    default:
        return false;
    }
}

bool list_mouse(struct list *list, struct rect area, struct mouse mouse)
{
    enum { WHEEL_ROWS = 3 };
    if (!rect_has(area, mouse.row, mouse.col))
        return false;
    switch (mouse.kind) {
    case MOUSE_WHEEL_UP:
        list_go(list, list->cursor - WHEEL_ROWS);
        return true;
    case MOUSE_WHEEL_DOWN:
        list_go(list, list->cursor + WHEEL_ROWS);
        return true;
    case MOUSE_PRESS:
        break;
    }
    int row = list->top + mouse.row - area.row;
    if (row >= list->n)
        return false;
    list_go(list, row);
    return true;
}

int list_end(const struct list *list)
{
    int end = list->top + list->page;
    return end < list->n ? end : list->n;
}

void list_draw_scrollbar(const struct list *list, struct canvas *canvas, struct rect area)
{
    if (list->n <= list->page || rect_is_empty(area))
        return;
    struct rect bar = rect_skip(area, 0, area.cols - 1);
    int thumb = clamp(bar.rows * list->page / list->n, 1, bar.rows);
    int room = bar.rows - thumb;
    int hidden = list->n - list->page;
    // At the ends only when there is nothing more that way.
    int begin = room * list->top / hidden;
    if (list->top > 0 && list->top < hidden && room >= 2)
        begin = clamp(begin, 1, room - 1);
    for (int i = 0; i < bar.rows; i++) {
        bool is_thumb = i >= begin && i < begin + thumb;
        canvas_glyph(canvas, rect_row(bar, i), STYLE_SCROLLBAR,
                     is_thumb ? GLYPH_THUMB : GLYPH_TRACK);
    }
}
