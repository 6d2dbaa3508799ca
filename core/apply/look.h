/* Is what a step is about there now? Reads the cloud, each policy once. */
#ifndef RR_APPLY_LOOK_H
#define RR_APPLY_LOOK_H

#include "core/gcp/call.h"
#include "core/policy/policy.h"
#include "runready/plan.h"

/* Zero-initialise but for what is named; everything read lives in `arena`. */
struct rr_looker {
    struct rr_caller *caller;
    const char *project; // as the plan's context names it
    struct rr_arena *arena;
    struct rr_looked_policy *policies;
    size_t n_policies, cap_policies;
};

void rr_looker_free(struct rr_looker *looker);

/*
 * Is the grant, the repository, are all the services of the step there? For a step that takes back,
 * the same question: not there means that it took.
 * Errors: those of reading. A resource that is not there has nothing on it: no error.
 */
RR_MUST_CHECK bool
rr_look(struct rr_looker *looker, const struct rr_step *step, bool *is_there, struct rr_err *err);

/* The policy that a grant changes; NULL in `*out` when its resource is not there. Errors: those of reading. */
RR_MUST_CHECK bool rr_look_at_policy(struct rr_looker *looker,
                                     const struct rr_step *step,
                                     const struct rr_policy **out,
                                     struct rr_err *err);

/* Asks for what a step of creation made. Lives in `arena`. */
struct rr_call rr_creation_look_up(const struct rr_step *step, struct rr_arena *arena);

/* The answer of a call; NULL in `*out` for 404. The caller puts it. Errors: those of reading. */
RR_MUST_CHECK bool rr_look_up(struct rr_looker *looker,
                              const struct rr_call *call,
                              struct json_object **out,
                              struct rr_err *err);

#endif
