/* Keeps or drops steps of a plan by id or kind. Pure. */
#include "config.h"

#include <string.h>

#include "core/plan/step.h"
#include "core/util/i18n.h"
#include "runready/plan.h"

static bool names(const char *word, const struct rr_step *step)
{
    return strcmp(word, step->id) == 0 || strcmp(word, rr_step_kind_word(step->kind)) == 0;
}

static bool any_names(const char *const *words, size_t n, const struct rr_step *step)
{
    for (size_t i = 0; i < n; i++)
        if (names(words[i], step))
            return true;
    return false;
}

/* A kind that this plan has none of is no error; a word that is nothing at all is. */
static bool
check_words(const struct rr_plan *plan, const char *const *words, size_t n, struct rr_err *err)
{
    for (size_t i = 0; i < n; i++) {
        enum rr_step_kind kind;
        if (rr_step_kind_parse(words[i], &kind) || rr_plan_find(plan, words[i]) != NULL)
            continue;
        rr_err_set(err, RR_BAD_INPUT, _("There is no step \"%.80s\" in this plan."), words[i]);
        return rr_err_detail(err,
                             _("runready plan lists the steps; a kind of step works as well."));
    }
    return true;
}

static bool has_all_needs(const struct rr_plan *plan, const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_needs; i++)
        if (rr_plan_find(plan, step->needs[i]) == NULL)
            return false;
    return true;
}

/* A need that is not in the plan any more is none. */
static void
keep(struct rr_plan *out, struct rr_step *kept, const struct rr_step *step, struct rr_arena *arena)
{
    const char **needs = rr_arena_array(arena, step->n_needs, sizeof *needs);
    size_t n = 0;
    for (size_t i = 0; i < step->n_needs; i++)
        if (rr_plan_find(out, step->needs[i]) != NULL)
            needs[n++] = step->needs[i];
    struct rr_step *to = &kept[out->n_steps++];
    *to = *step;
    to->needs = needs;
    to->n_needs = n;
}

static void keep_blocked(struct rr_plan *plan, struct rr_arena *arena)
{
    struct rr_blocked *kept = rr_arena_array(arena, plan->n_blocked, sizeof *kept);
    size_t n = 0;
    for (size_t i = 0; i < plan->n_blocked; i++)
        if (*plan->blocked[i].step == '\0' || rr_plan_find(plan, plan->blocked[i].step) != NULL)
            kept[n++] = plan->blocked[i];
    plan->blocked = kept;
    plan->n_blocked = n;
}

bool rr_plan_select(struct rr_plan *plan,
                    const char *const *only,
                    size_t n_only,
                    const char *const *skip,
                    size_t n_skip,
                    struct rr_arena *arena,
                    struct rr_err *err)
{
    if (!check_words(plan, only, n_only, err) || !check_words(plan, skip, n_skip, err))
        return false;
    struct rr_plan out = *plan;
    struct rr_step *kept = rr_arena_array(arena, plan->n_steps, sizeof *kept);
    out.steps = kept;
    out.n_steps = 0;
    // Steps stand after what they need, so one pass drops whole chains.
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct rr_step *step = &plan->steps[i];
        bool is_wanted =
            (n_only == 0 || any_names(only, n_only, step)) && !any_names(skip, n_skip, step);
        // A deploy goes on without what was left out on purpose.
        if (is_wanted && (step->kind == RR_STEP_DEPLOY || has_all_needs(&out, step)))
            keep(&out, kept, step, arena);
    }
    keep_blocked(&out, arena);
    *plan = out;
    return true;
}
