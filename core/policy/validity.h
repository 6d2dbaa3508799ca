/* Does a condition hold for the question at hand? Private to policy. */
#ifndef RR_POLICY_VALIDITY_H
#define RR_POLICY_VALIDITY_H

#include "core/policy/access.h"

struct rr_validity {
    enum rr_truth truth; // granted = it holds now (or there is none), denied = it does not
    int64_t until_s;     // holds: until when; INT64_MAX = for good, or as far as can be told
    int64_t from_s;      // does not hold: from when it does; 0 = never, or nobody can tell
    const char *about;   // why it is not plainly one or the other; never NULL
};

/* What a condition is looked at for: this permission on the resource of the question. */
struct rr_use {
    const struct rr_question *question;
    const char *permission;
    struct rr_arena *arena; // for texts of the result
    bool only_now;          // until_s and from_s are of no interest
};

/* The condition of a binding. One that cannot be evaluated for an error never holds. */
struct rr_validity rr_validity_of(const struct rr_use *use, const struct rr_condition *condition);

/* The condition of a deny rule. One that cannot be evaluated for an error holds. Source: IAM v2, DenyRule.denialCondition. */
struct rr_validity rr_denial_validity(const struct rr_use *use,
                                      const struct rr_condition *condition);

#endif
