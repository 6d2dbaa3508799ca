/* Rows of a list; see the header. */
#include "config.h"

#include "tui/rows.h"

void rows_set(struct list *list, int row, int n, int page)
{
    list_fit(list, n, page);
    list_go(list, row);
}

bool rows_act(struct list *list, enum action action, int n, int page)
{
    list_fit(list, n, page);
    return list_update(list, action);
}

bool rows_mouse(struct list *list, const struct mouse *mouse, struct rect area, int n)
{
    list_fit(list, n, area.rows);
    return list_mouse(list, area, *mouse);
}

/* Rows and size may have changed since the last update, and a view changes nothing. */
static struct list fitted(const struct list *list, struct rect area, int n)
{
    struct list copy = *list;
    list_fit(&copy, n, area.rows);
    return copy;
}

struct rect rows_rect(const struct list *list, struct rect area, int n, int i)
{
    struct list seen = fitted(list, area, n);
    return i < list_end(&seen) ? rect_row(area, i - seen.top) : (struct rect){0};
}

void rows_draw_cursor(struct canvas *canvas, struct rect row)
{
    canvas_glyph(canvas, row, STYLE_STRONG, GLYPH_CURSOR);
    canvas_ground(canvas, row, STYLE_FOCUS);
}

void rows_draw_more(const struct list *list, struct canvas *canvas, struct rect area, int n)
{
    struct list seen = fitted(list, area, n);
    list_draw_scrollbar(&seen, canvas, area);
}

void rows_draw_field(const struct input *input,
                     struct canvas *canvas,
                     struct rect area,
                     bool is_right,
                     bool has_focus)
{
    struct input_view view = {.has_focus = has_focus, .error = is_right ? NULL : ""};
    input_draw(input, canvas, area, &view);
}
