/* The kinds of step as a table: what each is called, what the caller needs, what it does. */
#ifndef RR_PLAN_STEP_H
#define RR_PLAN_STEP_H

#include "core/observe/observed.h"
#include "runready/plan.h"

/* What the step does, in one line for people. Lives in `arena`. */
const char *rr_step_title(const struct rr_step *step, struct rr_arena *arena);

/* How it is taken back, in one line for people. Lives in `arena`. */
const char *rr_step_undo(const struct rr_step *step, struct rr_arena *arena);

bool rr_step_is_grant(const struct rr_step *step);

/* The read that shows the policy which a grant of this kind changes; RR_READ_COUNT for other kinds. */
enum rr_read rr_step_policy_read(enum rr_step_kind kind);

/* That policy; NULL when it is not known, or the kind is no grant. */
const struct rr_policy *rr_step_policy(const struct rr_observed *observed, enum rr_step_kind kind);

#endif
