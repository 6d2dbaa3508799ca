/*
 * The smallest grant; see the header. Roles are first ranked by all that they permit, which is cheap;
 * only the best few are then weighed by what would be new.
 */
#include "config.h"

#include "core/policy/grant.h"

#include <stdlib.h>
#include <string.h>

#include "core/policy/power.h"
#include "core/policy/standing.h"
#include "core/util/str.h"

enum { SHORT_LIST = 12, PROJECT_WEIGHT = 8 };

/* "artifactregistry" for ".../repositories/r": the service whose things the resource is one of. "" for a project. */
static const char *service_of(const char *resource)
{
    static const char *const services[][2] = {{"/repositories/", "artifactregistry"},
                                              {"/serviceAccounts/", "iam"},
                                              {"/services/", "run"},
                                              {"/jobs/", "run"},
                                              {"/buckets/", "storage"}};
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (strstr(resource, services[i][0]) != NULL)
            return services[i][1];
    return "";
}

static bool is_of_service(const char *text, const char *service)
{
    size_t n = strlen(service);
    return n == 0 || (strncmp(text, service, n) == 0 && text[n] == '.');
}

bool rr_grant_applies(const char *resource, const char *permission)
{
    const char *service = service_of(resource);
    if (strcmp(service, "iam") == 0)
        return rr_str_has_prefix(permission, "iam.serviceAccount");
    return is_of_service(permission, service);
}

/* Roles of another service cannot be granted on a resource, and those of Google's agents are not for others. */
static bool is_grantable(const char *role, const char *resource)
{
    const char *name = role + sizeof "roles/" - 1;
    const char *service = service_of(resource);
    // Many roles of IAM list rights to accounts by the way; on an account only those made for it make sense.
    if (strcmp(service, "iam") == 0)
        return rr_str_has_prefix(name, "iam.serviceAccount");
    bool is_legacy = rr_str_has_prefix(name, "storage.legacy");
    bool is_agent = rr_str_has_suffix(name, "erviceAgent") || rr_str_has_suffix(name, ".agent");
    return is_of_service(name, service) && !is_agent &&
           (!is_legacy || strcmp(service, "storage") == 0);
}

struct finder {
    const struct rr_standing *standing;
    const char *const *lacking;
    size_t n_lacking;
    struct rr_candidate items[SHORT_LIST]; // sorted by rough weight
    size_t n;
    // while a role is gone through
    struct rr_candidate *now;
    struct rr_candidate tried; // what `now` points to until it is known to be worth keeping
    bool only_new;
};

static bool weigh(void *data, const char *permission)
{
    struct finder *finder = data;
    const struct rr_level *level = finder->now->level;
    if (!rr_grant_applies(level->resource, permission))
        return true;
    if (finder->only_new && rr_standing_truth(finder->standing, permission) == RR_GRANTED_TRUTH)
        return true;
    int reach = level->kind == RR_LEVEL_PROJECT ? PROJECT_WEIGHT : 1;
    finder->now->weight += (long)rr_power_weight(rr_power_of(permission)) * reach;
    finder->now->n_gained++;
    return true;
}

static int by_weight(const void *a_, const void *b_)
{
    const struct rr_candidate *a = a_;
    const struct rr_candidate *b = b_;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    int order = strcmp(a->role, b->role);
    return order != 0 ? order : (a->level > b->level) - (a->level < b->level);
}

static void insert(struct finder *finder, const struct rr_candidate *candidate)
{
    size_t i = finder->n;
    if (i == SHORT_LIST && by_weight(candidate, &finder->items[i - 1]) >= 0)
        return;
    i = i < SHORT_LIST ? i : SHORT_LIST - 1;
    for (; i > 0 && by_weight(candidate, &finder->items[i - 1]) < 0; i--)
        finder->items[i] = finder->items[i - 1];
    finder->items[i] = *candidate;
    finder->n += finder->n < SHORT_LIST;
}

static bool closes(const struct finder *finder, const char *role, const char *resource)
{
    const struct rr_question *question = &finder->standing->question;
    struct rr_role_ref ref =
        rr_role_resolve(question->roles, question->live, question->n_live, role);
    for (size_t i = 0; i < finder->n_lacking; i++)
        if (!rr_grant_applies(resource, finder->lacking[i]) ||
            rr_role_ref_permits(&ref, finder->lacking[i]) != RR_ROLE_YES)
            return false;
    return true;
}

static void try_level(struct finder *finder, const struct rr_level *level)
{
    bool is_place = level->kind == RR_LEVEL_PROJECT || level->kind == RR_LEVEL_RESOURCE;
    // The repository of a deploy is made before anything is granted on it.
    bool is_made = strstr(level->resource, "/repositories/") != NULL;
    if (!is_place || (level->is_absent && !is_made))
        return;
    size_t n = 0;
    const struct rr_roles *roles = finder->standing->question.roles;
    const char *const *names = rr_roles_names(roles, &n);
    for (size_t i = 0; i < n; i++) {
        if (!is_grantable(names[i], level->resource) || !closes(finder, names[i], level->resource))
            continue;
        finder->tried = (struct rr_candidate){.role = names[i], .level = level};
        finder->now = &finder->tried;
        rr_role_each_permission(roles, names[i], weigh, finder);
        insert(finder, &finder->tried);
    }
}

static void weigh_what_is_new(struct finder *finder)
{
    finder->only_new = true;
    for (size_t i = 0; i < finder->n; i++) {
        finder->now = &finder->items[i];
        finder->now->weight = 0;
        finder->now->n_gained = 0;
        rr_role_each_permission(finder->standing->question.roles, finder->now->role, weigh, finder);
    }
    if (finder->n > 1)
        qsort(finder->items, finder->n, sizeof *finder->items, by_weight);
}

struct rr_candidates rr_grant_candidates(const struct rr_standing *standing,
                                         const char *const *permissions,
                                         size_t n_permissions,
                                         struct rr_arena *arena)
{
    struct rr_answer answer = rr_standing_ask(standing, permissions, n_permissions, arena);
    struct finder finder = {
        .standing = standing, .lacking = answer.lacking, .n_lacking = answer.n_lacking};
    if (answer.n_lacking == 0 || answer.is_forbidden || answer.only_denies)
        return (struct rr_candidates){0};
    for (size_t i = 0; i < standing->question.n_levels; i++)
        try_level(&finder, &standing->question.levels[i]);
    weigh_what_is_new(&finder);
    size_t n = finder.n < RR_CANDIDATES_MAX ? finder.n : RR_CANDIDATES_MAX;
    struct rr_candidate *items = rr_arena_array(arena, n, sizeof *items);
    if (n > 0)
        memcpy(items, finder.items, n * sizeof *items);
    return (struct rr_candidates){items, n};
}

static bool is_by_name(const struct rr_hold *hold, const char *member)
{
    return hold->binding != NULL && !hold->was && !rr_role_ref_is_dead(&hold->role) &&
           !rr_binding_has_condition(hold->binding) && rr_member_eq(hold->holder, member);
}

static bool is_listed(const struct rr_held_role *held, size_t n, const struct rr_hold *hold)
{
    for (size_t i = 0; i < n; i++)
        if (held[i].level == hold->level && strcmp(held[i].role, hold->binding->role) == 0)
            return true;
    return false;
}

const struct rr_held_role *
rr_grant_held(const struct rr_standing *standing, size_t *n, struct rr_arena *arena)
{
    struct rr_held_role *held = rr_arena_array(arena, standing->n_holds, sizeof *held);
    *n = 0;
    for (size_t i = 0; i < standing->n_holds; i++) {
        const struct rr_hold *hold = &standing->holds[i];
        if (is_by_name(hold, standing->question.member) && !is_listed(held, *n, hold))
            held[(*n)++] = (struct rr_held_role){hold->binding->role, hold->level};
    }
    return held;
}
