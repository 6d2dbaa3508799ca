/*
 * Does a grant still mean what it meant when its plan was made and confirmed? Pure.
 */
#ifndef RR_APPLY_GRANT_DRIFT_H
#define RR_APPLY_GRANT_DRIFT_H

#include "core/policy/policy.h"
#include "runready/arena.h"
#include "runready/plan.h"

/*
 * Compares the role's bindings now with the step's `before`. What matters: a condition now stands on
 * the member's grant, or on the role's binding that had none; the member is now a deleted one. Other
 * members coming and going, and other roles, do not.
 * Errors: RR_STALE, naming what moved.
 */
RR_MUST_CHECK bool
rr_grant_still_fits(const struct rr_step *step, const struct rr_policy *now, struct rr_err *err);

/* Every binding of `role` now, in the form a step keeps. Lives in `arena`, texts in `now`. */
const struct rr_step_binding *
rr_grant_bindings(const struct rr_policy *now, const char *role, size_t *n, struct rr_arena *arena);

#endif
