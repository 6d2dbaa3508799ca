/* What the pages of the dialogue share; private to tui/plain. */
#ifndef RR_TUI_PLAIN_DIALOGUE_H
#define RR_TUI_PLAIN_DIALOGUE_H

#include "core/util/clock.h"
#include "tui/engine.h"
#include "tui/model.h"
#include "tui/plain/talk.h"

struct plain {
    struct model model;
    struct engine *engine;
    struct rr_clock clock;
    struct talk talk;
    struct rr_arena page; // what the page being shown needs; emptied before the next
    bool is_over;
    bool was_stopped;
};

/* What came of an answer. */
enum plain_answer {
    PLAIN_UNKNOWN, // not one of the page's
    PLAIN_SAID,    // what there was to say was said
    PLAIN_CHANGED  // the page is to be said anew
};

/* One page of the dialogue. Any function may be NULL. */
struct plain_page {
    void (*show)(struct plain *p);

    /* A number that stands before a line of the page: from 1. */
    enum plain_answer (*choose)(struct plain *p, size_t number);

    /* A word of the page's own, with what stands behind it. */
    enum plain_answer (*word)(struct plain *p, const char *word, const char *rest);

    /* What Enter does, said before the prompt; in the language of the moment. */
    const char *(*next)(struct plain *p);

    const char *words; // N_: the page's own words, for "?"
};

extern const struct plain_page plain_start, plain_check, plain_account, plain_roles, plain_access,
    plain_schedule, plain_review, plain_apply, plain_wait, plain_deploy, plain_done;

/* The page the dialogue is on. */
const struct plain_page *plain_page_of(const struct plain *p);

/* A word that means the same everywhere. */
enum plain_answer plain_take_word(struct plain *p, const char *word, const char *rest);

/* Hands a message to the model, and carries out what that asks for. */
void plain_update(struct plain *p, struct msg *msg);

/* As if the key had been pressed on the screen; what follows from it is waited for. */
void plain_press(struct plain *p, struct key key);
void plain_press_enter(struct plain *p);
void plain_press_rune(struct plain *p, uint32_t rune);

/* Changes the model by one of its functions, and carries out what that asks for. */
void plain_change(struct plain *p, void (*change)(struct model *m, struct effects *fx));

/* Asks for the text of a field until it has the form, or is left as it is. Returns true when it was changed. */
struct form_row;
bool plain_ask_field(struct plain *p, const struct form_row *row);

/* Says a finding: state, title, why, evidence. */
void plain_say_finding(struct plain *p, const struct rr_finding *finding);

/* Says an error: what, why, what now. */
void plain_say_err(struct plain *p, const struct rr_err *err);

#endif
