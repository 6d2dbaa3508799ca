/* Tabs. */
#include "config.h"

#include "tui/widgets/tabs.h"

enum { GAP = 2 };

bool tabs_update(struct tabs *tabs, enum action action)
{
    int step = 0;
    if (action == ACTION_TAB_NEXT || action == ACTION_RIGHT)
        step = 1;
    else if (action == ACTION_TAB_PREVIOUS || action == ACTION_LEFT)
        step = -1;
    if (step == 0 || tabs->n == 0)
        return false;
    tabs->current = (tabs->current + step + tabs->n) % tabs->n;
    return true;
}

static int width_until(const char *const *names, int from, int end)
{
    int width = 0;
    for (int i = from; i < end; i++)
        width += text_width(names[i]) + GAP;
    return width;
}

/* The first tab that is seen, so that the current one is. */
static int first_seen(const struct tabs *tabs, struct rect area, const char *const *names)
{
    int first = 0;
    while (first < tabs->current && width_until(names, first, tabs->current + 1) > area.cols + GAP)
        first++;
    return first;
}

void tabs_draw(const struct tabs *tabs,
               struct canvas *canvas,
               struct rect area,
               const char *const *names)
{
    for (int i = first_seen(tabs, area, names); i < tabs->n && area.cols > 0; i++) {
        enum style style = i == tabs->current ? STYLE_TAB_FOCUS : STYLE_TAB;
        int used = canvas_put_cut(canvas, area, style, names[i]);
        area = rect_skip(area, 0, used + GAP);
    }
}

bool tabs_mouse(struct tabs *tabs, struct rect area, const char *const *names, struct mouse mouse)
{
    if (mouse.kind != MOUSE_PRESS || !rect_has(rect_row(area, 0), mouse.row, mouse.col))
        return false;
    for (int i = first_seen(tabs, area, names); i < tabs->n; i++) {
        int width = text_width(names[i]);
        if (rect_has(rect_keep(area, 1, width), mouse.row, mouse.col)) {
            tabs->current = i;
            return true;
        }
        area = rect_skip(area, 0, width + GAP);
    }
    return false;
}
