/* Rows of a list on a page: the cursor's moves and their drawing, with the count of rows given each time. */
#ifndef RR_TUI_ROWS_H
#define RR_TUI_ROWS_H

#include "tui/widgets/input.h"
#include "tui/widgets/list.h"

/* Puts the cursor on a row; `n` rows there are, `page` of them seen. */
void rows_set(struct list *list, int row, int n, int page);

/* Moves as the action says; false for an action that is none of a list's. */
bool rows_act(struct list *list, enum action action, int n, int page);
bool rows_mouse(struct list *list, const struct mouse *mouse, struct rect area, int n);

/* Where row `i` of `n` stands in `area`; empty when it is not seen. */
struct rect rows_rect(const struct list *list, struct rect area, int n, int i);

void rows_draw_cursor(struct canvas *canvas, struct rect row);
void rows_draw_more(const struct list *list, struct canvas *canvas, struct rect area, int n);

/* A field of a form: its line, and whether what stands in it is right. */
void rows_draw_field(const struct input *input,
                     struct canvas *canvas,
                     struct rect area,
                     bool is_right,
                     bool has_focus);

#endif
