#include "config.h"

#include <string.h>

#include "core/policy/constraint.h"
#include "tests/support/unit.h"

#define RULE(...)                                                                                  \
    (const struct rr_effective)                                                                    \
    {                                                                                              \
        .rules = (const struct rr_constraint_rule[]){{__VA_ARGS__}}, .n_rules = 1                  \
    }
#define TEXTS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static void has_a_row_for_each(void **state)
{
    (void)state;
    for (int i = 0; i < RR_CONSTRAINT_COUNT; i++) {
        const struct rr_constraint_def *def = rr_constraint_def((enum rr_constraint)i);
        char full[128];
        assert_true(strlen(def->name) > 0 && strlen(def->effect) > 0 && strlen(def->source) > 0);
        snprintf(full, sizeof full, "constraints/%s", def->name);
        assert_int_equal(rr_constraint_find(def->name), i);
        assert_int_equal(rr_constraint_find(full), i);
        // The word "managed" in the name and the form go together.
        bool is_managed = strstr(def->name, ".managed.") != NULL;
        assert_int_equal(is_managed, def->form == RR_FORM_MANAGED);
    }
    assert_int_equal(rr_constraint_find("custom.noPublic"), RR_CONSTRAINT_COUNT);
    assert_int_equal(rr_constraint_find(""), RR_CONSTRAINT_COUNT);
}

static bool domains(struct rr_effective effective)
{
    return rr_effective_blocks_all_users(RR_CONSTRAINT_DOMAINS, &effective);
}

static bool managed(struct rr_effective effective)
{
    return rr_effective_blocks_all_users(RR_CONSTRAINT_MANAGED_MEMBERS, &effective);
}

// gcp-apis 9.3
static void reads_the_domain_list(void **state)
{
    (void)state;
    assert_false(domains((struct rr_effective){0}));
    assert_false(domains(RULE(.allow_all = true)));
    assert_true(domains(RULE(.deny_all = true)));
    assert_true(domains(RULE(.has_values = true, .allowed = TEXTS("C01abc2de"), .n_allowed = 1)));
    assert_true(domains(RULE(.has_values = true)));
    // "enforce" says nothing about a list.
    assert_false(domains(RULE(.enforce = true)));
    const struct rr_constraint_rule both[] = {{.has_values = true}, {.allow_all = true}};
    assert_false(domains((struct rr_effective){both, 2}));
    const struct rr_constraint_rule denies[] = {{.allow_all = true}, {.deny_all = true}};
    assert_true(domains((struct rr_effective){denies, 2}));
}

// gcp-apis 9.2
static void reads_the_managed_list(void **state)
{
    (void)state;
    assert_false(managed((struct rr_effective){0}));
    assert_false(managed(RULE(.enforce = false)));
    assert_true(managed(RULE(.enforce = true)));
    assert_true(managed(RULE(.enforce = true,
                             .sets = TEXTS("//cloudresourcemanager.googleapis.com/organizations/1"),
                             .n_sets = 1)));
    assert_true(managed(RULE(.enforce = true, .subjects = TEXTS("user:a@b.c"), .n_subjects = 1)));
    assert_false(managed(RULE(.enforce = true, .subjects = TEXTS("allUsers"), .n_subjects = 1)));
}

// gcp-apis 9.3: "enforce" may be absent when false
static void reads_booleans(void **state)
{
    (void)state;
    const struct rr_effective none = {0};
    assert_false(rr_effective_is_enforced(&none));
    assert_false(rr_effective_is_enforced(&RULE(.enforce = false)));
    assert_true(rr_effective_is_enforced(&RULE(.enforce = true)));
}

struct location_case {
    const char *value;
    const char *region;
    char fit; // y, n, ? = not sure
};

static char fit_of(struct rr_effective effective, const char *region)
{
    bool is_sure = false;
    bool allows = rr_effective_allows_region(&effective, region, &is_sure);
    // What is not sure must not stop anybody.
    assert_true(allows || is_sure);
    return !is_sure ? '?' : allows ? 'y' : 'n';
}

// Source: cloud.google.com/resource-manager/docs/organization-policy/defining-locations
static void reads_locations(void **state)
{
    (void)state;
    static const struct location_case cases[] = {
        {"in:asia-northeast1-locations", "asia-northeast1", 'y'},
        {"in:asia-northeast1-locations", "asia-northeast2", 'n'},
        {"in:asia-northeast1-locations", "asia-northeast12", 'n'},
        {"in:us-west1-locations", "us-west10", 'n'},
        {"is:asia-northeast1", "asia-northeast1", 'y'},
        {"asia-northeast1", "asia-northeast1", 'y'},
        {"asia-northeast1-a", "asia-northeast1", 'n'},
        // A multi-region without "in:" does not let its regions in.
        {"asia", "asia-northeast1", 'n'},
        {"in:asia-locations", "asia-northeast1", 'y'},
        {"in:asia-locations", "us-central1", 'n'},
        {"in:asia-locations", "me-central1", '?'},
        {"in:us-locations", "us-central1", 'y'},
        {"in:us-locations", "australia-southeast1", 'n'},
        {"in:northamerica-locations", "northamerica-northeast1", 'y'},
        {"in:northamerica-locations", "us-central1", '?'},
        {"in:northamerica-locations", "europe-west1", 'n'},
        {"in:eu-locations", "europe-west1", '?'},
        {"in:us-low-carbon-locations", "us-central1", '?'},
        {"in:asia", "asia-northeast1", '?'},
        {"under:x", "asia-northeast1", '?'},
        {"", "asia-northeast1", 'n'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const values[] = {cases[i].value};
        char fit =
            fit_of(RULE(.has_values = true, .allowed = values, .n_allowed = 1), cases[i].region);
        if (fit != cases[i].fit)
            fail_msg("%s in %s: %c", cases[i].region, cases[i].value, fit);
    }
}

static void combines_locations(void **state)
{
    (void)state;
    const char *here = "asia-northeast1";
    assert_int_equal(fit_of((struct rr_effective){0}, here), 'y');
    assert_int_equal(fit_of(RULE(.allow_all = true), here), 'y');
    assert_int_equal(fit_of(RULE(.deny_all = true), here), 'n');
    assert_int_equal(
        fit_of(RULE(.has_values = true, .denied = TEXTS("in:asia-locations"), .n_denied = 1), here),
        'n');
    assert_int_equal(
        fit_of(RULE(.has_values = true, .denied = TEXTS("us-central1"), .n_denied = 1), here), 'y');
    assert_int_equal(
        fit_of(RULE(.has_values = true, .denied = TEXTS("in:odd-locations"), .n_denied = 1), here),
        '?');
    assert_int_equal(
        fit_of(RULE(.has_values = true, .allowed = TEXTS("in:odd-locations", "asia-northeast1"),
                    .n_allowed = 2),
               here),
        'y');
    assert_int_equal(
        fit_of(RULE(.has_values = true, .allowed = TEXTS("in:asia-locations"), .n_allowed = 1,
                    .denied = TEXTS("is:asia-northeast1"), .n_denied = 1),
               here),
        'n');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_a_row_for_each),     cmocka_unit_test(reads_the_domain_list),
        cmocka_unit_test(reads_the_managed_list), cmocka_unit_test(reads_booleans),
        cmocka_unit_test(reads_locations),        cmocka_unit_test(combines_locations),
    };
    return cmocka_run_group_tests_name("constraint", tests, NULL, NULL);
}
