/*
 * Evaluates a condition now, and then at each moment at which something it looks at changes, until the
 * outcome is another one.
 */
#include "config.h"

#include "core/policy/condition.h"

#include <string.h>

#include "core/policy/condition_eval.h"
#include "core/policy/condition_parse.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

// An expression that looks at the hour changes up to 24 times a day: this is a week and a bit.
enum { MAX_STEPS = 200, MAX_COST = 20000 };

static enum rr_condition_kind kind_of(struct rr_value value)
{
    switch (value.kind) {
    case RR_VALUE_BOOL:
        return value.number != 0 ? RR_CONDITION_HOLDS : RR_CONDITION_DOES_NOT;
    case RR_VALUE_UNKNOWN:
        return RR_CONDITION_UNKNOWN;
    case RR_VALUE_UNREAD:
        return RR_CONDITION_UNREADABLE;
    case RR_VALUE_NULL:
    case RR_VALUE_ERROR:
    case RR_VALUE_INT:
    case RR_VALUE_TEXT:
    case RR_VALUE_TIME:
    case RR_VALUE_SPAN:
    case RR_VALUE_LIST:
        break;
    }
    return RR_CONDITION_ERROR;
}

static const char *about(struct rr_value value, const struct rr_node *node, struct rr_arena *arena)
{
    if (rr_value_is_undecided(value))
        return rr_node_causes(node, arena);
    if (value.kind == RR_VALUE_BOOL)
        return "";
    return rr_arena_str(arena,
                        value.kind == RR_VALUE_ERROR
                            ? value.text
                            : _("the expression comes to something else than true or false"));
}

/* Goes on in time; `eval` has been used for now. */
static void find_change(struct rr_eval *eval, struct rr_node *node, struct rr_condition_result *out)
{
    for (int i = 0; i < MAX_STEPS && eval->cost < MAX_COST && eval->next_s != INT64_MAX; i++) {
        int64_t at_s = eval->next_s;
        eval->now_us = at_s * RR_US;
        eval->next_s = INT64_MAX;
        enum rr_condition_kind kind = kind_of(rr_node_eval(eval, node));
        if (kind == out->kind)
            continue;
        out->changes_at_s = at_s;
        out->becomes = kind;
        return;
    }
}

static struct rr_condition_result
evaluate(struct rr_node *node, const struct rr_condition_facts *facts, struct rr_arena *arena)
{
    struct rr_arena scratch = {0};
    struct rr_eval eval = {
        .facts = facts, .now_us = facts->now_s * RR_US, .arena = &scratch, .next_s = INT64_MAX};
    struct rr_value value = rr_node_eval(&eval, node);
    struct rr_condition_result out = {.kind = kind_of(value), .about = about(value, node, arena)};
    out.becomes = out.kind;
    if (!facts->only_now)
        find_change(&eval, node, &out);
    out.varies = eval.varies;
    rr_arena_free(&scratch);
    return out;
}

// Beyond these years no sum below overflows, and no clock is right.
static bool is_plausible(int64_t now_s)
{
    return now_s > -INT64_C(62135596800) && now_s < INT64_C(253402300799);
}

struct rr_condition_result rr_condition_eval(const struct rr_condition *condition,
                                             const struct rr_condition_facts *facts,
                                             struct rr_arena *arena)
{
    if (rr_str_is_empty(condition->expression))
        return (struct rr_condition_result){
            .kind = RR_CONDITION_HOLDS, .about = "", .becomes = RR_CONDITION_HOLDS};
    struct rr_arena tree = {0};
    const char *why = _("the time is not known");
    struct rr_node *node =
        is_plausible(facts->now_s) ? rr_condition_parse(condition->expression, &tree, &why) : NULL;
    struct rr_condition_result out = {.kind = RR_CONDITION_UNREADABLE,
                                      .becomes = RR_CONDITION_UNREADABLE};
    if (node != NULL)
        out = evaluate(node, facts, arena);
    else
        out.about = rr_arena_str(arena, why);
    rr_arena_free(&tree);
    return out;
}

const char *rr_condition_word(enum rr_condition_kind kind)
{
    static const char *const words[RR_CONDITION_KIND_COUNT] = {
        [RR_CONDITION_HOLDS] = "holds",           [RR_CONDITION_DOES_NOT] = "does-not-hold",
        [RR_CONDITION_UNKNOWN] = "unknown",       [RR_CONDITION_ERROR] = "error",
        [RR_CONDITION_UNREADABLE] = "unreadable",
    };
    return words[kind];
}
