/*
 * What the members of a plan would newly be able to do: the permissions of each granted role, less
 * what they hold already by the policies that were read, grouped by power. Pure.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/judge/levels.h"
#include "core/plan/step.h"
#include "core/policy/grant.h"
#include "core/policy/power.h"
#include "core/util/vec.h"
#include "runready/plan.h"

/* A permission that a step newly gives. */
struct gained {
    enum rr_power power;
    size_t i_step;
    const char *resource;
    const char *permission;
};

struct collector {
    const struct rr_plan *plan;
    const struct rr_observed *observed; // may be NULL
    const struct rr_roles *roles;
    struct rr_arena *arena;
    const char *member;
    size_t i_step;                      // whose role is being gone through
    const struct rr_standing *standing; // of the member where the step grants; NULL = not known
    struct gained *gains;
    size_t n_gains, cap_gains;
    const char **unknown; // roles
    size_t n_unknown;
};

static const struct rr_step *step_of(const struct collector *c)
{
    return &c->plan->steps[c->i_step];
}

static bool is_project_wide(const struct rr_step *step)
{
    return step->kind == RR_STEP_GRANT_PROJECT_ROLE;
}

static enum rr_need_place place_of(const struct rr_step *step)
{
    static const enum rr_need_place places[RR_STEP_KIND_COUNT] = {
        [RR_STEP_GRANT_REPOSITORY_ROLE] = RR_PLACE_REPOSITORY,
        [RR_STEP_GRANT_ACCOUNT_ROLE] = RR_PLACE_RUNTIME,
        [RR_STEP_GRANT_SERVICE_ROLE] = RR_PLACE_SERVICE,
        [RR_STEP_ALLOW_PUBLIC] = RR_PLACE_SERVICE,
    };
    return places[step->kind];
}

static bool is_held(const struct collector *c, const char *permission)
{
    return c->standing != NULL && rr_standing_truth(c->standing, permission) == RR_GRANTED_TRUTH;
}

/* Given by another step of the plan that reaches at least as far? */
static bool is_counted(const struct collector *c, const char *permission)
{
    for (size_t i = 0; i < c->n_gains; i++) {
        const struct rr_step *other = &c->plan->steps[c->gains[i].i_step];
        bool reaches = is_project_wide(other) || strcmp(other->resource, step_of(c)->resource) == 0;
        if (reaches && strcmp(c->gains[i].permission, permission) == 0)
            return true;
    }
    return false;
}

static bool take_permission(void *data, const char *permission)
{
    struct collector *c = data;
    if (!rr_grant_applies(step_of(c)->resource, permission) || is_counted(c, permission) ||
        is_held(c, permission))
        return true;
    *rr_vec_push(c, gains) =
        (struct gained){rr_power_of(permission), c->i_step, step_of(c)->resource,
                        rr_arena_str(c->arena, permission)};
    return true;
}

static const struct rr_live_role *find_live(const struct collector *c, const char *role)
{
    for (size_t i = 0; c->observed != NULL && i < c->observed->n_roles_read; i++)
        if (c->observed->roles_read[i].is_known &&
            strcmp(c->observed->roles_read[i].name, role) == 0)
            return &c->observed->roles_read[i];
    return NULL;
}

/* False when nobody knows what the role permits. */
static bool take_role(struct collector *c, const char *role)
{
    const struct rr_live_role *live = find_live(c, role);
    if (live == NULL && rr_role_title(c->roles, role) == NULL)
        return false;
    if (live == NULL)
        rr_role_each_permission(c->roles, role, take_permission, c);
    for (size_t i = 0; live != NULL && i < live->n_permissions; i++)
        take_permission(c, live->permissions[i]);
    return true;
}

static int by_power(const void *a_, const void *b_)
{
    const struct gained *a = a_;
    const struct gained *b = b_;
    if (a->power != b->power)
        return (int)a->power - (int)b->power;
    // The whole project reaches further than one thing in it.
    size_t n_a = strlen(a->resource);
    size_t n_b = strlen(b->resource);
    if (n_a != n_b)
        return n_a < n_b ? -1 : 1;
    int order = strcmp(a->resource, b->resource);
    return order != 0 ? order : strcmp(a->permission, b->permission);
}

static bool is_one_line(const struct gained *a, const struct gained *b)
{
    return a->power == b->power && strcmp(a->resource, b->resource) == 0;
}

static struct rr_power_line make_line(const struct collector *c, size_t from, size_t n)
{
    const char **permissions = rr_arena_array(c->arena, n, sizeof *permissions);
    for (size_t i = 0; i < n; i++)
        permissions[i] = c->gains[from + i].permission;
    const struct gained *first = &c->gains[from];
    const struct rr_power_set set = {first->power, permissions, n};
    return (struct rr_power_line){.power = first->power,
                                  .resource = rr_arena_str(c->arena, first->resource),
                                  .text = rr_power_text(&set, first->resource, c->arena),
                                  .permissions = permissions,
                                  .n_permissions = n};
}

static void fill_lines(const struct collector *c, struct rr_power_gain *gain)
{
    if (c->n_gains > 1)
        qsort(c->gains, c->n_gains, sizeof *c->gains, by_power);
    struct rr_power_line *lines = rr_arena_array(c->arena, c->n_gains, sizeof *lines);
    for (size_t i = 0; i < c->n_gains;) {
        size_t n = 1;
        while (i + n < c->n_gains && is_one_line(&c->gains[i], &c->gains[i + n]))
            n++;
        lines[gain->n_lines++] = make_line(c, i, n);
        i += n;
    }
    gain->lines = lines;
}

/* Project-wide grants first, so that what they give is not told again of a single resource. */
static void take_steps(struct collector *c, bool project_wide)
{
    for (c->i_step = 0; c->i_step < c->plan->n_steps; c->i_step++) {
        const struct rr_step *step = step_of(c);
        if (!rr_step_is_grant(step) || is_project_wide(step) != project_wide ||
            strcmp(step->member, c->member) != 0)
            continue;
        if (c->observed != NULL)
            c->standing = rr_standing_at(c->observed, place_of(step), c->member, c->arena);
        if (!take_role(c, step->role))
            c->unknown[c->n_unknown++] = step->role;
    }
}

static struct rr_power_gain gain_of(struct collector *c, const char *member)
{
    c->member = member;
    c->n_gains = c->n_unknown = 0;
    c->unknown = rr_arena_array(c->arena, c->plan->n_steps, sizeof *c->unknown);
    take_steps(c, true);
    take_steps(c, false);
    struct rr_power_gain gain = {.member = rr_arena_str(c->arena, member),
                                 .unknown_roles = c->unknown,
                                 .n_unknown_roles = c->n_unknown};
    fill_lines(c, &gain);
    return gain;
}

static bool is_told(const struct rr_powers *powers, const char *member)
{
    for (size_t i = 0; i < powers->n_items; i++)
        if (strcmp(powers->items[i].member, member) == 0)
            return true;
    return false;
}

struct rr_powers rr_plan_power(const struct rr_plan *plan,
                               const struct rr_observed *observed,
                               struct rr_arena *arena)
{
    struct collector c = {.plan = plan,
                          .observed = observed,
                          .roles = observed != NULL ? observed->roles : rr_roles_load(arena),
                          .arena = arena};
    struct rr_power_gain *items = rr_arena_array(arena, plan->n_steps, sizeof *items);
    struct rr_powers powers = {.items = items};
    for (size_t i = 0; i < plan->n_steps; i++)
        if (rr_step_is_grant(&plan->steps[i]) && !is_told(&powers, plan->steps[i].member))
            items[powers.n_items++] = gain_of(&c, plan->steps[i].member);
    free(c.gains);
    return powers;
}
