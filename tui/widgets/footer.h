/* The footer: the keys that work now; and the page of all keys. Both come from the table of actions. */
#ifndef RR_TUI_FOOTER_H
#define RR_TUI_FOOTER_H

#include "tui/action.h"
#include "tui/canvas.h"

struct footer {
    unsigned contexts;
    // Why an action that is live does nothing now (translated), or NULL when it works. May be NULL.
    const char *(*why_not)(const void *data, enum action action);
    const void *data;
    // Another word than the table's for an action here (translated), or NULL. May be NULL.
    const char *(*word)(const void *data, enum action action);
};

/* One row: what does not fit is left out by rank; help and quit stay. Keys that do nothing now are dim. */
void footer_draw(const struct footer *footer, struct canvas *canvas, struct rect area);

/* The action whose key stands under a click; ACTION_NONE where there is none. */
enum action footer_mouse(const struct footer *footer,
                         const struct canvas *canvas,
                         struct rect area,
                         struct mouse mouse);

/* All keys of the live actions, one a line, with why those that do nothing now do not: for the overlay of keys. */
void footer_add_keys(const struct footer *footer, struct rr_buf *out);

#endif
