/*
 * A question under construction, for tests of access: levels and bindings are added one by one.
 */
#ifndef RR_TESTS_SCENE_H
#define RR_TESTS_SCENE_H

#include "core/policy/access.h"
#include "tests/support/unit.h"

#define SA "serviceAccount:123-compute@developer.gserviceaccount.com"

static struct rr_arena lasting; // the role data
static const struct rr_roles *roles;

enum { MAX_LEVELS = 6, MAX_BINDINGS = 16 };
struct scene {
    struct rr_arena arena;
    struct rr_level levels[MAX_LEVELS];
    struct rr_policy policies[MAX_LEVELS];
    struct rr_binding bindings[MAX_LEVELS][MAX_BINDINGS];
    size_t n_levels;
    const struct rr_live_role *live;
    size_t n_live;
    int64_t now_s; // 0: conditions cannot be decided
    const struct rr_deny_level *denies;
    size_t n_denies;
};

static inline void add_level(struct scene *scene, enum rr_level_kind kind, const char *resource)
{
    size_t i = scene->n_levels++;
    scene->policies[i] = (struct rr_policy){.version = 3, .bindings = scene->bindings[i]};
    scene->levels[i] = (struct rr_level){
        .kind = kind, .resource = resource, .title = resource, .policy = &scene->policies[i]};
}

static void
bind_if(struct scene *scene, const char *role, const char *member, const char *condition)
{
    struct rr_policy *policy = &scene->policies[scene->n_levels - 1];
    const char **members = rr_arena_array(&scene->arena, 1, sizeof *members);
    members[0] = member;
    scene->bindings[scene->n_levels - 1][policy->n_bindings++] = (struct rr_binding){
        .role = role, .members = members, .n_members = 1, .condition = {"", "", condition}};
}

static inline void bind(struct scene *scene, const char *role, const char *member)
{
    bind_if(scene, role, member, "");
}

static inline struct rr_answer
ask_as(struct scene *scene, const char *member, const char *const *permissions, size_t n)
{
    const struct rr_question question = {
        .member = member,
        .permissions = permissions,
        .n_permissions = n,
        .levels = scene->levels,
        .n_levels = scene->n_levels,
        .roles = roles,
        .live = scene->live,
        .n_live = scene->n_live,
        .now_s = scene->now_s,
        .denies = scene->denies,
        .n_denies = scene->n_denies,
    };
    return rr_access(&question, &scene->arena);
}

static inline int load_roles(void **state)
{
    (void)state;
    roles = rr_roles_load(&lasting);
    return 0;
}

static inline int unload_roles(void **state)
{
    (void)state;
    rr_arena_free(&lasting);
    return 0;
}

#endif
