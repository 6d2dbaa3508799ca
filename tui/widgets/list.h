/*
 * A cursor among rows that scroll. The rows themselves are the caller's: draw those from `top` to list_end.
 *
 *     list_fit(&list, n_rows, area.rows);                        in update, after rows or size changed
 *     for (int i = list.top; i < list_end(&list); i++) ...       in view, at rect_row(area, i - list.top)
 */
#ifndef RR_TUI_LIST_H
#define RR_TUI_LIST_H

#include "tui/action.h"
#include "tui/canvas.h"

struct list {
    int n;      // rows there are
    int page;   // rows that are seen at once
    int cursor; // 0 to n - 1; 0 when empty
    int top;    // the first row that is seen
};

/* Takes over how many rows there are and are seen; keeps the cursor inside and in sight. */
void list_fit(struct list *list, int n, int page);

/* Moves the cursor; false when the action is none of a list's. At the ends it stays. */
bool list_update(struct list *list, enum action action);

/* The wheel moves the cursor by three; a click puts it on the row. False when the mouse is outside `area`. */
bool list_mouse(struct list *list, struct rect area, struct mouse mouse);

/* One past the last row that is seen. */
int list_end(const struct list *list);

/* Puts the cursor there, in sight. */
void list_go(struct list *list, int row);

/* Signs of there being more, at the right edge of `area`; nothing when all is seen. */
void list_draw_scrollbar(const struct list *list, struct canvas *canvas, struct rect area);

#endif
