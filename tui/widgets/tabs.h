/* Tabs: names in a row, one of them current. */
#ifndef RR_TUI_TABS_H
#define RR_TUI_TABS_H

#include "tui/action.h"
#include "tui/canvas.h"

struct tabs {
    int n;
    int current;
};

/* Left, right, "[" and "]"; round the ends. False when the action is none of a tab's. */
bool tabs_update(struct tabs *tabs, enum action action);

/* The names (translated by the caller) in one row. Where they do not fit, the current one and its neighbours are seen. */
void tabs_draw(const struct tabs *tabs,
               struct canvas *canvas,
               struct rect area,
               const char *const *names);

/* A click on a name, as drawn in `area`. */
bool tabs_mouse(struct tabs *tabs, struct rect area, const char *const *names, struct mouse mouse);

#endif
