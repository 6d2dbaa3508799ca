/* Completion under an input: the candidates that hold what was typed. */
#ifndef RR_TUI_COMPLETION_H
#define RR_TUI_COMPLETION_H

#include "tui/action.h"
#include "tui/widgets/input.h"
#include "tui/widgets/list.h"

/* What can be completed; borrowed from the model. */
struct candidates {
    const char *const *items;
    const char *const *remarks; // what stands beside each; may be NULL
    size_t n;
};

struct completion {
    bool is_open;
    struct list list; // among the candidates that match
};

/* The index of the `nth` candidate that holds `text`, or -1. Those that begin with it come first. */
int completion_match(const struct candidates *candidates, const char *text, int nth);
int completion_count(const struct candidates *candidates, const char *text);

/* After the text changed: opens where something matches that is not yet there whole. */
void completion_refresh(struct completion *completion,
                        const struct candidates *candidates,
                        const char *text);

/*
 * A key while the input has the focus. Down opens and moves, Enter and Tab take, Esc closes; true when taken by the
 * completion, which then may have changed the input.
 */
bool completion_key(struct completion *completion,
                    const struct candidates *candidates,
                    struct input *input,
                    struct key key);

/* The open list in `area`, as many rows as there are candidates and room. Returns the rows used. */
int completion_draw(const struct completion *completion,
                    const struct candidates *candidates,
                    const char *text,
                    struct canvas *canvas,
                    struct rect area);

enum { COMPLETION_ROWS = 6 };

#endif
