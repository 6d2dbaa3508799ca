/* How facts are shown: on the Check page and in the station overlay. */
#ifndef RR_TUI_FACTS_H
#define RR_TUI_FACTS_H

#include "tui/canvas.h"
#include "tui/model.h"
#include "tui/pen.h"

struct fact_look {
    enum glyph glyph;
    enum style style;
    const char *word; // N_
};
struct fact_look fact_look(enum rr_fact_state state);

/* The title with what tells one fact of a row from the others: "organisation policy: iam.allowed...". */
enum { FACT_TITLE = 200 };
const char *fact_title(const char *id, char out[FACT_TITLE]);

/* What was asked, and why there is no answer: the permission, and who usually has it. */
void fact_explain(struct pen *pen, const struct check_line *line);

#endif
