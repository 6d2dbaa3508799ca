/* Grouping and order; see the header. */
#include "config.h"

#include "core/apply/group.h"

#include <string.h>

#include "core/apply/kind.h"

enum need { NEED_MET, NEED_OPEN, NEED_FAILED };

static bool find_step(const struct rr_plan *plan, const char *id, size_t *i)
{
    for (*i = 0; *i < plan->n_steps; (*i)++)
        if (strcmp(plan->steps[*i].id, id) == 0)
            return true;
    return false;
}

static bool are_together(const struct rr_step *a, const struct rr_step *b)
{
    return a == b || (a->kind == b->kind && a->is_undo == b->is_undo && rr_kind_is_grant(a->kind) &&
                      strcmp(a->resource, b->resource) == 0);
}

/* What a plan does not hold was left out on purpose, or is there already. */
static enum need look_at_need(const struct rr_plan *plan,
                              const struct rr_step_result *results,
                              const struct rr_step *step,
                              const char *id)
{
    size_t i;
    if (!find_step(plan, id, &i))
        return NEED_MET;
    enum rr_step_outcome outcome = results[i].outcome;
    if (outcome == RR_OUTCOME_DONE || outcome == RR_OUTCOME_ALREADY)
        return NEED_MET;
    if (outcome != RR_OUTCOME_WAITING)
        return NEED_FAILED;
    return are_together(&plan->steps[i], step) ? NEED_MET : NEED_OPEN;
}

static enum need look_at_needs(const struct rr_plan *plan,
                               const struct rr_step_result *results,
                               const struct rr_step *step)
{
    enum need worst = NEED_MET;
    for (size_t i = 0; i < step->n_needs; i++) {
        enum need need = look_at_need(plan, results, step, step->needs[i]);
        worst = need > worst ? need : worst;
    }
    return worst;
}

size_t rr_group_skip(const struct rr_plan *plan, const struct rr_step_result *results, size_t *skip)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_steps; i++)
        if (results[i].outcome == RR_OUTCOME_WAITING &&
            look_at_needs(plan, results, &plan->steps[i]) == NEED_FAILED)
            skip[n++] = i;
    return n;
}

/* All waiting steps that go with `first`, and how many of them may begin. */
static size_t collect(const struct rr_plan *plan,
                      const struct rr_step_result *results,
                      size_t first,
                      size_t *out,
                      size_t *n_open)
{
    size_t n = 0;
    *n_open = 0;
    for (size_t i = first; i < plan->n_steps; i++) {
        const struct rr_step *step = &plan->steps[i];
        if (results[i].outcome != RR_OUTCOME_WAITING || !are_together(step, &plan->steps[first]))
            continue;
        if (look_at_needs(plan, results, step) == NEED_MET)
            out[n++] = i;
        else
            (*n_open)++;
    }
    return n;
}

size_t rr_group_next(const struct rr_plan *plan, const struct rr_step_result *results, size_t *out)
{
    // first a group that is complete; else, where groups need each other, what can begin of one
    for (int may_be_partial = 0; may_be_partial < 2; may_be_partial++)
        for (size_t i = 0; i < plan->n_steps; i++) {
            size_t n_open;
            if (results[i].outcome != RR_OUTCOME_WAITING)
                continue;
            size_t n = collect(plan, results, i, out, &n_open);
            if (n > 0 && (n_open == 0 || may_be_partial))
                return n;
        }
    return 0;
}
