/* How the Review page looks; private to the page. */
#ifndef RR_TUI_SCREENS_REVIEW_VIEW_H
#define RR_TUI_SCREENS_REVIEW_VIEW_H

#include "tui/canvas.h"
#include "tui/screens/review.h"

struct model;

/* The rows of the changes, and the text of the other tabs, within the page's body. */
struct rect review_list_area(struct rect body);
struct rect review_text_area(struct rect body);

/* In the language of the moment. */
void review_tab_names(const char *names[REVIEW_TABS]);

void review_view(const struct model *m, struct canvas *canvas, struct rect body);

#endif
