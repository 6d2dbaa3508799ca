/*
 * Pages and overlays as rows of tables: what a page is called, which keys are live on it, how it changes
 * and how it looks. Nothing else in the program knows one page from another.
 */
#ifndef RR_TUI_PAGE_H
#define RR_TUI_PAGE_H

#include <stdbool.h>

#include "tui/action.h"
#include "tui/canvas.h"
#include "tui/effect.h"
#include "tui/msg.h"

struct model;

enum page_id {
    PAGE_START,
    PAGE_CHECK,
    PAGE_ACCOUNT,
    PAGE_ROLES,
    PAGE_ACCESS,
    PAGE_SCHEDULE,
    PAGE_REVIEW,
    PAGE_APPLY,
    PAGE_PROPAGATION,
    PAGE_DEPLOY,
    PAGE_DONE,
    PAGE_COUNT
};

enum overlay_id {
    OVERLAY_HELP,
    OVERLAY_KEYS,
    OVERLAY_THEMES,
    OVERLAY_LANGUAGE,
    OVERLAY_ACTIVITY,
    OVERLAY_TROUBLE,
    OVERLAY_SIGN_IN,
    OVERLAY_GLOSSARY,
    OVERLAY_STATION,
    OVERLAY_ROLE,
    OVERLAY_STEP,
    OVERLAY_ERROR,
    OVERLAY_QUIT,
    OVERLAY_COUNT
};

/*
 * update side (may change the model): enter, act, text, mouse, take. view side: everything const.
 * Any function may be NULL.
 */
struct screen {
    const char *id;    // in golden files and tests
    const char *title; // N_
    const char *help;  // N_: what this screen is for, a few sentences

    void (*enter)(struct model *m, struct effects *fx);

    /* Which CONTEXT_ bits hold now, beside ALWAYS and PAGE: keys, footer and help follow from it. */
    unsigned (*contexts)(const struct model *m);

    /* An action that is live. False = not mine: the frame does what it usually does (Enter goes on, Esc goes back). */
    bool (*act)(struct model *m, enum action action, struct effects *fx);

    /* A character or an editing key for a text field (CONTEXT_TEXT), or a paste. */
    void (*text)(struct model *m, const struct msg *msg, struct effects *fx);

    /* A press or the wheel inside `body`, the rectangle that view got. */
    void (*mouse)(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx);

    /* A message of the engine or a tick, after the model took it. */
    void (*take)(struct model *m, const struct msg *msg, struct effects *fx);

    /* Pages: does Enter go on from here now? False with the reason in `why`. */
    bool (*may_leave)(const struct model *m, struct rr_err *why);

    /* Pages: not part of the way as things are. */
    bool (*is_skipped)(const struct model *m);

    void (*view)(const struct model *m, struct canvas *canvas, struct rect body);
};

/* The pages beside this one on the way, as things are; the page itself at the ends. */
enum page_id page_after(const struct model *m, enum page_id page);
enum page_id page_before(const struct model *m, enum page_id page);

const struct screen *page_screen(enum page_id page);
const struct screen *overlay_screen(enum overlay_id overlay);

#endif
