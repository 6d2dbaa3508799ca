#include "config.h"

#include <string.h>

#include "core/policy/policy.h"
#include "tests/support/unit.h"

static const char *const members[] = {"user:a@b.c", "serviceAccount:x@y"};

static const struct rr_binding bindings[] = {
    {"roles/editor", members, 2, {"t", "", "request.time < timestamp('2027-06-01T00:00:00Z')"}},
    {"roles/viewer", members, 2, {"t", "", ""}},
    {"roles/viewer", members, 2, {"t", "", ""}},
};
static const struct rr_policy policy = {.version = 3, .bindings = bindings, .n_bindings = 3};

// gcp-apis 3.3: a member of a conditional binding only is not there yet
static void finds_what_has_no_condition(void **state)
{
    (void)state;
    assert_true(rr_binding_has_condition(&bindings[0]));
    assert_false(rr_binding_has_condition(&bindings[1]));
    assert_null(rr_policy_find(&policy, "roles/editor", "user:a@b.c"));
    assert_ptr_equal(rr_policy_find(&policy, "roles/viewer", "serviceAccount:X@y"), &bindings[1]);
    assert_null(rr_policy_find(&policy, "roles/viewer", "user:other@b.c"));
    assert_null(rr_policy_find(&policy, "roles/Viewer", "user:a@b.c"));
}

static void takes_an_empty_policy(void **state)
{
    (void)state;
    static const struct rr_policy none;
    assert_null(rr_policy_find(&none, "roles/viewer", "user:a@b.c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_has_no_condition),
        cmocka_unit_test(takes_an_empty_policy),
    };
    return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
