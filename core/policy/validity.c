/* Conditions of bindings and deny rules for the resource and the time of a question; see the header. */
#include "config.h"

#include "core/policy/validity.h"

#include "core/policy/condition.h"
#include "core/util/i18n.h"

static struct rr_condition_result evaluate(const struct rr_use *use,
                                           const struct rr_condition *condition)
{
    const struct rr_question *question = use->question;
    // A question without a time cannot tell what a condition comes to.
    if (question->now_s == 0 || question->n_levels == 0)
        return (struct rr_condition_result){
            .kind = RR_CONDITION_UNKNOWN, .about = "request.time", .becomes = RR_CONDITION_UNKNOWN};
    const struct rr_level *level = &question->levels[0];
    struct rr_condition_facts facts =
        rr_condition_facts_of(level->resource, level->is_bucket, use->permission, use->arena);
    facts.now_s = question->now_s;
    facts.only_now = use->only_now;
    return rr_condition_eval(condition, &facts, use->arena);
}

static enum rr_truth truth_of(enum rr_condition_kind kind, enum rr_truth of_error)
{
    switch (kind) {
    case RR_CONDITION_HOLDS:
        return RR_GRANTED_TRUTH;
    case RR_CONDITION_DOES_NOT:
        return RR_DENIED_TRUTH;
    case RR_CONDITION_ERROR:
        return of_error;
    case RR_CONDITION_UNKNOWN:
    case RR_CONDITION_UNREADABLE:
    case RR_CONDITION_KIND_COUNT:
        break;
    }
    return RR_UNKNOWN_TRUTH;
}

static const char *tell(const struct rr_condition_result *result, struct rr_arena *arena)
{
    switch (result->kind) {
    case RR_CONDITION_UNKNOWN:
        return rr_arena_printf(arena, _("it depends on %s, which cannot be seen"), result->about);
    case RR_CONDITION_UNREADABLE:
        return rr_arena_printf(arena, _("this program does not understand it (%s)"), result->about);
    case RR_CONDITION_ERROR:
        return rr_arena_printf(arena, _("it cannot be evaluated (%s)"), result->about);
    case RR_CONDITION_HOLDS:
    case RR_CONDITION_DOES_NOT:
    case RR_CONDITION_KIND_COUNT:
        break;
    }
    return "";
}

static struct rr_validity
validity(const struct rr_condition_result *result, enum rr_truth of_error, struct rr_arena *arena)
{
    struct rr_validity validity = {.truth = truth_of(result->kind, of_error),
                                   .until_s = INT64_MAX,
                                   .about = tell(result, arena)};
    bool does_change = result->changes_at_s != 0;
    if (does_change && validity.truth == RR_GRANTED_TRUTH)
        validity.until_s = result->changes_at_s;
    if (does_change && result->becomes == RR_CONDITION_HOLDS)
        validity.from_s = result->changes_at_s;
    return validity;
}

static struct rr_validity without_condition(void)
{
    return (struct rr_validity){.truth = RR_GRANTED_TRUTH, .until_s = INT64_MAX, .about = ""};
}

struct rr_validity rr_validity_of(const struct rr_use *use, const struct rr_condition *condition)
{
    if (*condition->expression == '\0')
        return without_condition();
    struct rr_condition_result result = evaluate(use, condition);
    return validity(&result, RR_DENIED_TRUTH, use->arena);
}

struct rr_validity rr_denial_validity(const struct rr_use *use,
                                      const struct rr_condition *condition)
{
    if (*condition->expression == '\0')
        return without_condition();
    struct rr_condition_result result = evaluate(use, condition);
    return validity(&result, RR_GRANTED_TRUTH, use->arena);
}
