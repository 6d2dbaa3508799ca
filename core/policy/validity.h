/* Does a condition hold for the question at hand? Private to policy. */
#ifndef RR_POLICY_VALIDITY_H
#define RR_POLICY_VALIDITY_H

#include "core/policy/access.h"

struct rr_validity {
    enum rr_truth truth; // granted = it holds now (or there is none), denied = it does not
    int64_t until_s;     // holds: until when; INT64_MAX = for good, or as far as can be told
};

/* The condition of a binding. One that cannot be evaluated for an error never holds. */
struct rr_validity rr_validity_of(const struct rr_question *question,
                                  const struct rr_condition *condition,
                                  const char *permission);

/* The condition of a deny rule. One that cannot be evaluated for an error holds. Source: IAM v2, DenyRule.denialCondition. */
enum rr_truth rr_denial_holds(const struct rr_question *question,
                              const struct rr_condition *condition,
                              const char *permission);

#endif
