/* The kinds of step as a table: what each is called, what the caller needs, what it does. */
#ifndef RR_PLAN_STEP_H
#define RR_PLAN_STEP_H

#include "runready/plan.h"

struct rr_step_def {
    const char *word;          // as in JSON and on the command line
    const char *title;         // N_: one line with one %s for the resource or role
    const char *undo;          // N_: what takes it back
    const char *const *rights; // permissions the caller needs
    size_t n_rights;
};

const struct rr_step_def *rr_step_def(enum rr_step_kind kind);

/* What the step does, in one line for people. Lives in `arena`. */
const char *rr_step_title(const struct rr_step *step, struct rr_arena *arena);

/* How it is taken back, in one line for people. Lives in `arena`. */
const char *rr_step_undo(const struct rr_step *step, struct rr_arena *arena);

bool rr_step_is_grant(const struct rr_step *step);

#endif
