/* Conditions of bindings and deny rules for the resource and the time of a question; see the header. */
#include "config.h"

#include "core/policy/validity.h"

static enum rr_truth evaluate(const struct rr_condition *condition)
{
    return *condition->expression == '\0' ? RR_GRANTED_TRUTH : RR_UNKNOWN_TRUTH;
}

struct rr_validity rr_validity_of(const struct rr_question *question,
                                  const struct rr_condition *condition,
                                  const char *permission)
{
    (void)question, (void)permission;
    return (struct rr_validity){evaluate(condition), INT64_MAX};
}

enum rr_truth rr_denial_holds(const struct rr_question *question,
                              const struct rr_condition *condition,
                              const char *permission)
{
    (void)question, (void)permission;
    return evaluate(condition);
}
