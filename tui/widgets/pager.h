/* A text to scroll: help, diffs, exports. The text is the caller's; long lines are wrapped. */
#ifndef RR_TUI_PAGER_H
#define RR_TUI_PAGER_H

#include "tui/action.h"
#include "tui/canvas.h"

struct pager {
    int top;   // the first line that is seen
    int lines; // there are, wrapped
    int page;  // seen at once
};

/* Takes over text and room (in update, after either changed). */
void pager_fit(struct pager *pager, const char *text, int rows, int cols);

/* Scrolls; false when the action is none of a pager's. */
bool pager_update(struct pager *pager, enum action action);
bool pager_mouse(struct pager *pager, struct rect area, struct mouse mouse);

/* Are there lines above or below what is seen? */
bool pager_is_whole(const struct pager *pager);

/* The style of a line of the text (not wrapped); NULL = plain. pager_diff_style knows "+", "-" and "@". */
typedef enum style pager_style(struct text_span line);
enum style pager_diff_style(struct text_span line);

/* Columns that wrapping leaves for the text in `area`: the rightmost is the scroll bar's. */
int pager_cols(struct rect area);

void pager_draw(const struct pager *pager,
                struct canvas *canvas,
                struct rect area,
                const char *text,
                pager_style *style);

#endif
