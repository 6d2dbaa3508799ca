#include "config.h"

#include <string.h>

#include "core/policy/grant.h"
#include "tests/support/scene.h"
#include "tests/support/unit.h"

#define REPOSITORY "projects/p/locations/l/repositories/r"

static const char *const push[] = {"artifactregistry.repositories.uploadArtifacts",
                                   "artifactregistry.repositories.downloadArtifacts"};
static const char *const log_entry[] = {"logging.logEntries.create"};
static const char *const act_as[] = {"iam.serviceAccounts.actAs"};

static struct rr_candidates
candidates(struct scene *scene, const char *const *permissions, size_t n)
{
    struct rr_question *question = rr_arena_alloc(&scene->arena, sizeof *question);
    *question = (struct rr_question){.member = SA,
                                     .levels = scene->levels,
                                     .n_levels = scene->n_levels,
                                     .roles = roles,
                                     .live = scene->live,
                                     .n_live = scene->n_live};
    return rr_grant_candidates(rr_standing_make(question, &scene->arena), permissions, n,
                               &scene->arena);
}

static void one_resource_comes_before_the_project(void **state)
{
    (void)state;
    struct scene scene = {0};
    add_level(&scene, RR_LEVEL_RESOURCE, REPOSITORY);
    add_level(&scene, RR_LEVEL_PROJECT, "projects/p");
    struct rr_candidates found = candidates(&scene, push, 2);
    assert_true(found.n > 1);
    assert_string_equal(found.items[0].level->resource, REPOSITORY);
    for (size_t i = 1; i < found.n; i++)
        assert_true(found.items[i - 1].weight <= found.items[i].weight);
    rr_arena_free(&scene.arena);
}

static void the_role_made_for_it_is_the_smallest(void **state)
{
    (void)state;
    struct scene scene = {0};
    add_level(&scene, RR_LEVEL_PROJECT, "projects/p");
    assert_string_equal(candidates(&scene, log_entry, 1).items[0].role, "roles/logging.logWriter");
    assert_string_equal(candidates(&scene, act_as, 1).items[0].role,
                        "roles/iam.serviceAccountUser");
    // Google's own agents' roles are for nobody else.
    struct rr_candidates found = candidates(&scene, push, 2);
    for (size_t i = 0; i < found.n; i++)
        assert_null(strstr(found.items[i].role, "erviceAgent"));
    rr_arena_free(&scene.arena);
}

static void asks_for_nothing_where_nothing_helps(void **state)
{
    (void)state;
    struct scene scene = {0};
    add_level(&scene, RR_LEVEL_PROJECT, "projects/p");
    bind(&scene, "roles/editor", SA);
    assert_int_equal(candidates(&scene, push, 2).n, 0);
    static const char *const nowhere[] = {"no.such.permission"};
    assert_int_equal(candidates(&scene, nowhere, 1).n, 0);
    rr_arena_free(&scene.arena);
}

/* The smallest grant, once added, makes the answer granted. */
static void closes_the_gap(void **state)
{
    (void)state;
    static const struct {
        const char *const *permissions;
        size_t n;
        const char *resource;
    } cases[] = {
        {push, 2, REPOSITORY},
        {log_entry, 1, "projects/_/buckets/b"},
        {act_as, 1, "projects/p/serviceAccounts/e@p.iam.gserviceaccount.com"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int held = 0; held < 3; held++) {
            struct scene scene = {0};
            add_level(&scene, RR_LEVEL_RESOURCE, cases[i].resource);
            add_level(&scene, RR_LEVEL_PROJECT, "projects/p");
            if (held == 1)
                bind(&scene, "roles/artifactregistry.reader", SA);
            if (held == 2)
                bind(&scene, "roles/editor", "group:g@b.c");
            struct rr_candidates found = candidates(&scene, cases[i].permissions, cases[i].n);
            assert_true(found.n > 0);
            for (size_t k = 0; k < found.n; k++) {
                struct scene with_it = scene;
                size_t i_level = (size_t)(found.items[k].level - scene.levels);
                for (size_t l = 0; l < with_it.n_levels; l++) {
                    with_it.policies[l].bindings = with_it.bindings[l];
                    with_it.levels[l].policy = &with_it.policies[l];
                }
                size_t n_levels = with_it.n_levels;
                with_it.n_levels = i_level + 1;
                bind(&with_it, found.items[k].role, SA);
                with_it.n_levels = n_levels;
                assert_int_equal(ask_as(&with_it, SA, cases[i].permissions, cases[i].n).truth,
                                 RR_GRANTED_TRUTH);
                scene.arena = with_it.arena;
            }
            rr_arena_free(&scene.arena);
        }
    }
}

static void no_grant_helps_against_a_deny_rule(void **state)
{
    (void)state;
    struct scene scene = {0};
    add_level(&scene, RR_LEVEL_PROJECT, "projects/p");
    static const char *const all[] = {"principalSet://goog/public:all"};
    static const char *const denied[] = {"logging.googleapis.com/*.*"};
    const struct rr_deny_rule rule = {
        .principals = {all, 1}, .permissions = {denied, 1}, .condition = {"", "", ""}};
    const struct rr_deny_policy policy = {"policies/x", "x", &rule, 1, true};
    const struct rr_deny_level level = {"projects/p", "the project", &policy, 1, true, false};
    const struct rr_question question = {.member = SA,
                                         .levels = scene.levels,
                                         .n_levels = 1,
                                         .roles = roles,
                                         .denies = &level,
                                         .n_denies = 1};
    const struct rr_standing *standing = rr_standing_make(&question, &scene.arena);
    assert_int_equal(rr_grant_candidates(standing, log_entry, 1, &scene.arena).n, 0);
    rr_arena_free(&scene.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_resource_comes_before_the_project),
        cmocka_unit_test(the_role_made_for_it_is_the_smallest),
        cmocka_unit_test(asks_for_nothing_where_nothing_helps),
        cmocka_unit_test(closes_the_gap),
        cmocka_unit_test(no_grant_helps_against_a_deny_rule),
    };
    return cmocka_run_group_tests_name("grant", tests, load_roles, unload_roles);
}
