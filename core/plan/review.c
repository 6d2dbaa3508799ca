/* The plan by resource, with what is switched off; see the header. Pure. */
#include "config.h"

#include "core/plan/review.h"

#include <string.h>

#include "core/plan/step.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

const char *rr_review_state_word(enum rr_review_state state)
{
    static const char *const words[RR_REVIEW_STATE_COUNT] = {
        [RR_REVIEW_ON] = "on", [RR_REVIEW_OFF] = "off", [RR_REVIEW_FOLLOWS] = "follows"};
    return words[state];
}

/* ---- what is on ---- */

static bool is_listed(const char *const *ids, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

/* The plan without what is off and what needs that. Steps stand after what they need. */
static struct rr_plan plan_on(const struct rr_review_wish *wish, struct rr_arena *arena)
{
    const char **skip = rr_arena_array(arena, wish->n_off, sizeof *skip);
    size_t n = 0;
    struct rr_err err = {0};
    for (size_t i = 0; i < wish->n_off; i++)
        if (rr_plan_find(wish->all, wish->off[i]) != NULL)
            skip[n++] = wish->off[i];
    struct rr_plan plan = *wish->all;
    bool is_known = rr_plan_select(&plan, NULL, 0, skip, n, arena, &err);
    (void)is_known; // every word is the id of a step
    return plan;
}

static const struct rr_step *missing_need(const struct rr_review_wish *wish,
                                          const struct rr_plan *plan,
                                          const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_needs; i++)
        if (rr_plan_find(plan, step->needs[i]) == NULL)
            return rr_plan_find(wish->all, step->needs[i]);
    return NULL;
}

static struct rr_review_step review_step(const struct rr_review_wish *wish,
                                         const struct rr_plan *plan,
                                         size_t i,
                                         struct rr_arena *arena)
{
    const struct rr_step *step = &wish->all->steps[i];
    struct rr_review_step out = {.step = step,
                                 .state = RR_REVIEW_ON,
                                 .title = rr_step_title(step, arena),
                                 .undo = rr_step_undo(step, arena),
                                 .blocked = rr_plan_blocks(wish->all, step->id)};
    if (is_listed(wish->off, wish->n_off, step->id)) {
        out.state = RR_REVIEW_OFF;
    } else if (rr_plan_find(plan, step->id) == NULL) {
        out.state = RR_REVIEW_FOLLOWS;
        out.because = missing_need(wish, plan, step);
    }
    return out;
}

/* ---- by resource ---- */

static const char *title_of(const struct rr_step *step, struct rr_arena *arena)
{
    const char *name = rr_str_after_last(step->resource, '/');
    switch (step->kind) {
    case RR_STEP_ENABLE_SERVICES:
        return rr_arena_str(arena, _("APIs of the project"));
    case RR_STEP_GRANT_PROJECT_ROLE:
        return rr_arena_printf(arena, _("Project %s"), name);
    case RR_STEP_CREATE_REPOSITORY:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
        return rr_arena_printf(arena, _("Image repository %s"), name);
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        return rr_arena_printf(arena, _("Service account %s"), name);
    case RR_STEP_DEPLOY:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
    case RR_STEP_DISABLE_INVOKER_CHECK:
        return rr_arena_printf(arena,
                               strstr(step->resource, "/jobs/") != NULL ? _("Cloud Run job %s")
                                                                        : _("Cloud Run service %s"),
                               name);
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        return rr_arena_printf(arena, _("Scheduler job %s"), name);
    case RR_STEP_KIND_COUNT:
        break;
    }
    return "";
}

static bool is_first_of_resource(const struct rr_plan *plan, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(plan->steps[k].resource, plan->steps[i].resource) == 0)
            return false;
    return true;
}

static struct rr_review_resource review_resource(const struct rr_review_wish *wish,
                                                 const struct rr_plan *plan,
                                                 size_t first,
                                                 struct rr_arena *arena)
{
    const struct rr_plan *all = wish->all;
    struct rr_review_step *steps = rr_arena_array(arena, all->n_steps - first, sizeof *steps);
    struct rr_review_resource out = {.resource = all->steps[first].resource,
                                     .title = title_of(&all->steps[first], arena),
                                     .steps = steps};
    for (size_t i = first; i < all->n_steps; i++) {
        if (strcmp(all->steps[i].resource, out.resource) != 0)
            continue;
        steps[out.n_steps] = review_step(wish, plan, i, arena);
        out.n_on += steps[out.n_steps].state == RR_REVIEW_ON;
        out.n_steps++;
    }
    rr_review_add_change(&out, wish->observed, arena);
    return out;
}

struct rr_review rr_review_make(const struct rr_review_wish *wish, struct rr_arena *arena)
{
    struct rr_review out = {.plan = plan_on(wish, arena)};
    struct rr_review_resource *resources =
        rr_arena_array(arena, wish->all->n_steps, sizeof *resources);
    for (size_t i = 0; i < wish->all->n_steps; i++)
        if (is_first_of_resource(wish->all, i))
            resources[out.n_resources++] = review_resource(wish, &out.plan, i, arena);
    out.resources = resources;
    for (size_t i = 0; i < out.plan.n_steps; i++) {
        const struct rr_step *step = &out.plan.steps[i];
        out.n_blocked += rr_plan_blocks(wish->all, step->id) != NULL;
        out.risk = step->risk > out.risk ? step->risk : out.risk;
    }
    return out;
}

const struct rr_review_step *rr_review_find(const struct rr_review *review, const char *id)
{
    for (size_t i = 0; i < review->n_resources; i++)
        for (size_t k = 0; k < review->resources[i].n_steps; k++)
            if (strcmp(review->resources[i].steps[k].step->id, id) == 0)
                return &review->resources[i].steps[k];
    return NULL;
}

/* ---- switching over ---- */

/* Marks the steps that the one at `at` needs, over any number of others, and itself. What is needed stands earlier. */
static bool *needed_by(const struct rr_plan *plan, size_t at, struct rr_arena *arena)
{
    bool *needed = rr_arena_array(arena, plan->n_steps, sizeof *needed);
    needed[at] = true;
    for (size_t i = at + 1; i-- > 0;)
        for (size_t k = 0; needed[i] && k < plan->steps[i].n_needs; k++) {
            const struct rr_step *need = rr_plan_find(plan, plan->steps[i].needs[k]);
            if (need != NULL && need < &plan->steps[i])
                needed[need - plan->steps] = true;
        }
    return needed;
}

size_t rr_review_toggle(const struct rr_review_wish *wish,
                        const char *id,
                        const char **out,
                        struct rr_arena *arena)
{
    const struct rr_plan *all = wish->all;
    const struct rr_step *step = rr_plan_find(all, id);
    if (step == NULL) {
        for (size_t i = 0; i < wish->n_off; i++)
            out[i] = wish->off[i];
        return wish->n_off;
    }
    struct rr_plan plan = plan_on(wish, arena);
    bool turns_on = rr_plan_find(&plan, id) == NULL;
    const bool *needed = needed_by(all, (size_t)(step - all->steps), arena);
    size_t n = 0;
    for (size_t i = 0; i < wish->n_off; i++) {
        const struct rr_step *off = rr_plan_find(all, wish->off[i]);
        if (!turns_on || off == NULL || !needed[off - all->steps])
            out[n++] = wish->off[i];
    }
    if (!turns_on)
        out[n++] = step->id;
    return n;
}
