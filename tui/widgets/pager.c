/* A text to scroll. */
#include "config.h"

#include "tui/widgets/pager.h"

#include <string.h>

#include "tui/widgets/list.h"

int pager_cols(struct rect area)
{
    return area.cols > 3 ? area.cols - 1 : area.cols;
}

void pager_fit(struct pager *pager, const char *text, int rows, int cols)
{
    pager->page = rows > 1 ? rows : 1;
    pager->lines = text_lines(text, cols > 1 ? cols : 1);
    int last = pager->lines - pager->page;
    if (pager->top > last)
        pager->top = last;
    if (pager->top < 0)
        pager->top = 0;
}

bool pager_is_whole(const struct pager *pager)
{
    return pager->lines <= pager->page;
}

static bool scroll_to(struct pager *pager, int top)
{
    int last = pager->lines > pager->page ? pager->lines - pager->page : 0;
    pager->top = top > last ? last : top;
    if (pager->top < 0)
        pager->top = 0;
    return true;
}

bool pager_update(struct pager *pager, enum action action)
{
    switch (action) {
    case ACTION_UP:
        return scroll_to(pager, pager->top - 1);
    case ACTION_DOWN:
        return scroll_to(pager, pager->top + 1);
    case ACTION_PAGE_UP:
        return scroll_to(pager, pager->top - pager->page);
    case ACTION_PAGE_DOWN:
        return scroll_to(pager, pager->top + pager->page);
    case ACTION_HOME:
        return scroll_to(pager, 0);
    case ACTION_END:
        return scroll_to(pager, pager->lines);
    default:
        return false;
    }
}

bool pager_mouse(struct pager *pager, struct rect area, struct mouse mouse)
{
    enum { WHEEL_ROWS = 3 };
    if (!rect_has(area, mouse.row, mouse.col) || mouse.kind == MOUSE_PRESS)
        return false;
    bool is_up = mouse.kind == MOUSE_WHEEL_UP;
    return scroll_to(pager, pager->top + (is_up ? -WHEEL_ROWS : WHEEL_ROWS));
}

enum style pager_diff_style(struct text_span line)
{
    char first = line.n > 0 ? line.text[0] : ' ';
    if (first == '+')
        return STYLE_ADDED;
    if (first == '-')
        return STYLE_REMOVED;
    return first == '@' ? STYLE_DIM : STYLE_PLAIN;
}

/* The whole line of the text in which `at` lies. */
static struct text_span whole_line(const char *text, const char *at)
{
    const char *begin = at;
    while (begin > text && begin[-1] != '\n')
        begin--;
    return (struct text_span){begin, strcspn(begin, "\n")};
}

void pager_draw(const struct pager *pager,
                struct canvas *canvas,
                struct rect area,
                const char *text,
                pager_style *style)
{
    struct text_span line;
    const char *rest = text;
    int cols = pager_cols(area);
    for (int i = 0; cols > 0 && text_next_line(&rest, cols, &line); i++) {
        if (i < pager->top)
            continue;
        if (i >= pager->top + area.rows)
            break;
        enum style look = style != NULL ? style(whole_line(text, line.text)) : STYLE_PLAIN;
        canvas_putn(canvas, rect_row(area, i - pager->top), look, line);
    }
    struct list bar = {.n = pager->lines, .page = pager->page, .top = pager->top};
    list_draw_scrollbar(&bar, canvas, area);
}
