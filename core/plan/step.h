/* The kinds of step as a table: what each is called, what the caller needs, what it does. */
#ifndef RR_PLAN_STEP_H
#define RR_PLAN_STEP_H

#include "runready/plan.h"

/* What the step does, in one line for people. Lives in `arena`. */
const char *rr_step_title(const struct rr_step *step, struct rr_arena *arena);

/* How it is taken back, in one line for people. Lives in `arena`. */
const char *rr_step_undo(const struct rr_step *step, struct rr_arena *arena);

bool rr_step_is_grant(const struct rr_step *step);

#endif
