#include "config.h"

#include <string.h>

#include "core/judge/flow_needs.h"
#include "core/policy/role.h"
#include "core/util/str.h"
#include "tests/support/unit.h"

/* The data knows a role that gives it, and the first of them is no basic role. */
static void every_need_has_a_role_of_its_own(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const struct rr_roles *roles = rr_roles_load(&arena);
    size_t n = 0;
    const struct rr_flow_need *needs = rr_flow_needs(&n);
    bool seen[RR_ACTOR_COUNT] = {false};
    for (size_t i = 0; i < n; i++) {
        struct rr_candidates found =
            rr_roles_giving(roles, needs[i].permissions, needs[i].n_permissions, &arena);
        if (found.n == 0)
            fail_msg("no role gives %s", needs[i].id);
        if (strcmp(found.items[0].role, "roles/owner") == 0 ||
            strcmp(found.items[0].role, "roles/editor") == 0)
            fail_msg("%s: %s is too much", needs[i].id, found.items[0].role);
        seen[needs[i].who] = true;
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(needs[k].id, needs[i].id);
    }
    for (int actor = 0; actor < RR_ACTOR_COUNT; actor++)
        assert_true(seen[actor]);
    rr_arena_free(&arena);
}

static const char *smallest(struct rr_arena *arena, const char *id)
{
    size_t n = 0;
    const struct rr_flow_need *needs = rr_flow_needs(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(needs[i].id, id) == 0)
            return rr_roles_giving(rr_roles_load(arena), needs[i].permissions,
                                   needs[i].n_permissions, arena)
                .items[0]
                .role;
    return "";
}

/* Against the roles that Google's pages name for these. */
static void the_smallest_are_those_that_google_names(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    assert_string_equal(smallest(&arena, "build-log"), "roles/logging.logWriter");
    assert_string_equal(smallest(&arena, "invoker-call"), "roles/run.servicesInvoker");
    assert_string_equal(smallest(&arena, "grant-project"), "roles/resourcemanager.projectIamAdmin");
    assert_string_equal(smallest(&arena, "deploy-act-as"), "roles/iam.serviceAccountUser");
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_need_has_a_role_of_its_own),
        cmocka_unit_test(the_smallest_are_those_that_google_names),
    };
    return cmocka_run_group_tests_name("needs of the flow", tests, NULL, NULL);
}
