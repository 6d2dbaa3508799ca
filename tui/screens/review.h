/* What the Review page keeps between messages, and what it shows: written anew whenever something was judged. */
#ifndef RR_TUI_SCREENS_REVIEW_H
#define RR_TUI_SCREENS_REVIEW_H

#include "runready/review.h"
#include "tui/widgets/list.h"
#include "tui/widgets/pager.h"
#include "tui/widgets/tabs.h"

enum review_tab {
    REVIEW_CHANGES,
    REVIEW_DIFF,
    REVIEW_GCLOUD,
    REVIEW_TERRAFORM,
    REVIEW_REQUEST,
    REVIEW_TABS
};

struct review {
    struct tabs tabs;
    struct list list;
    struct pager pager;
};

/* Lives with what was judged. */
struct reviewed {
    struct rr_review value;
    struct rr_powers powers;        // of what is on
    const char *texts[REVIEW_TABS]; // "" for the changes, which are rows
};

/* A row of the changes: the button, a resource, or one of its steps. */
struct review_row {
    const struct rr_review_resource *resource; // NULL = the button
    const struct rr_review_step *step;         // NULL = the resource itself
};

int review_rows(const struct reviewed *reviewed);
struct review_row review_row_at(const struct reviewed *reviewed, int i);

struct model;

/* Writes what the page shows from what is judged and switched off now. For update only. */
void review_write(struct model *m);

/* Is the line about a member of a role, and not about a state? */
bool review_is_member(const struct rr_review_line *line);

/* Before and after of one resource, line by line: "  role", "+   member". Lives in `arena`. */
const char *review_change_text(const struct rr_review_resource *resource, struct rr_arena *arena);

#endif
