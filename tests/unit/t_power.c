#include "config.h"

#include <string.h>

#include "core/observe/observed.h"
#include "core/policy/power.h"
#include "core/policy/role.h"
#include "runready/plan.h"
#include "tests/support/unit.h"

#define SA "serviceAccount:123-compute@developer.gserviceaccount.com"

static void sorts_permissions_by_what_they_let_do(void **state)
{
    (void)state;
    static const struct {
        const char *permission;
        enum rr_power power;
    } cases[] = {
        {"iam.serviceAccounts.actAs", RR_POWER_IMPERSONATE},
        {"iam.serviceAccounts.signBlob", RR_POWER_IMPERSONATE},
        {"iam.serviceAccountKeys.create", RR_POWER_IMPERSONATE},
        {"iam.serviceAccounts.get", RR_POWER_OTHER},
        {"iam.serviceAccounts.setIamPolicy", RR_POWER_POLICY},
        {"resourcemanager.projects.setIamPolicy", RR_POWER_POLICY},
        {"iam.roles.update", RR_POWER_POLICY},
        {"run.services.delete", RR_POWER_DELETE},
        {"artifactregistry.repositories.deleteArtifacts", RR_POWER_DELETE},
        {"storage.objects.create", RR_POWER_WRITE_DATA},
        {"storage.objects.get", RR_POWER_READ_DATA},
        {"artifactregistry.repositories.uploadArtifacts", RR_POWER_WRITE_DATA},
        {"artifactregistry.repositories.downloadArtifacts", RR_POWER_READ_DATA},
        {"artifactregistry.repositories.create", RR_POWER_OTHER},
        {"logging.logEntries.create", RR_POWER_WRITE_DATA},
        {"run.services.create", RR_POWER_RUN},
        {"run.routes.invoke", RR_POWER_RUN},
        {"run.services.get", RR_POWER_OTHER},
        {"nonsense", RR_POWER_OTHER},
        {"bigtable.tables.delete", RR_POWER_DELETE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (rr_power_of(cases[i].permission) != cases[i].power)
            fail_msg("%s: %s", cases[i].permission,
                     rr_power_word(rr_power_of(cases[i].permission)));
}

static struct rr_step grant(enum rr_step_kind kind, const char *resource, const char *role)
{
    return (struct rr_step){
        .id = role, .kind = kind, .resource = resource, .role = role, .member = SA};
}

static void says_what_a_plan_lets_newly_do(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const struct rr_step steps[] = {
        grant(RR_STEP_GRANT_REPOSITORY_ROLE, "projects/p/locations/l/repositories/r",
              "roles/artifactregistry.writer"),
        grant(RR_STEP_GRANT_PROJECT_ROLE, "projects/p", "roles/iam.serviceAccountUser"),
        grant(RR_STEP_GRANT_PROJECT_ROLE, "projects/p", "roles/run.builder"),
        grant(RR_STEP_GRANT_PROJECT_ROLE, "projects/p", "projects/p/roles/own"),
    };
    const struct rr_plan plan = {.steps = steps, .n_steps = 4};
    struct rr_powers powers = rr_plan_power(&plan, NULL, &arena);
    assert_int_equal(powers.n_items, 1);
    const struct rr_power_gain *gain = &powers.items[0];
    assert_string_equal(gain->member, SA);
    assert_int_equal(gain->n_unknown_roles, 1);
    assert_string_equal(gain->unknown_roles[0], "projects/p/roles/own");
    assert_int_equal(gain->lines[0].power, RR_POWER_IMPERSONATE);
    assert_string_equal(gain->lines[0].text, "act as every service account of the project");
    for (size_t i = 1; i < gain->n_lines; i++)
        assert_true(gain->lines[i - 1].power <= gain->lines[i].power);
    // What a grant on the project gives is not told again of the repository in it.
    for (size_t i = 0; i < gain->n_lines; i++)
        for (size_t k = 0; k < gain->lines[i].n_permissions; k++)
            if (strstr(gain->lines[i].resource, "repositories") != NULL)
                assert_string_not_equal(gain->lines[i].permissions[k],
                                        "artifactregistry.repositories.uploadArtifacts");
    rr_arena_free(&arena);
}

static void leaves_out_what_is_held_already(void **state)
{
    (void)state;
    struct rr_observed observed = {.context = rr_context_default()};
    struct rr_arena *arena = &observed.arena;
    observed.context.project = "p";
    observed.roles = rr_roles_load(arena);
    static const char *const members[] = {SA};
    const struct rr_binding editor = {
        .role = "roles/editor", .members = members, .n_members = 1, .condition = {"", "", ""}};
    observed.project_policy = (struct rr_policy){.bindings = &editor, .n_bindings = 1};
    struct rr_fact policy_known = {.state = RR_FACT_KNOWN};
    observed.reads[RR_READ_PROJECT_POLICY] = (struct rr_read_facts){&policy_known, 1};
    const struct rr_step steps[] = {
        grant(RR_STEP_GRANT_PROJECT_ROLE, "projects/p", "roles/iam.serviceAccountUser"),
        grant(RR_STEP_GRANT_PROJECT_ROLE, "projects/p", "roles/storage.objectViewer"),
    };
    const struct rr_plan plan = {.steps = steps, .n_steps = 2};
    struct rr_powers powers = rr_plan_power(&plan, &observed, arena);
    // An editor may act as the accounts already, and holds no right to objects by that role.
    assert_int_equal(powers.items[0].lines[0].power, RR_POWER_READ_DATA);
    rr_arena_free(arena);
}

static void a_grant_on_one_account_opens_no_other(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const struct rr_step steps[] = {
        grant(RR_STEP_GRANT_ACCOUNT_ROLE,
              "projects/p/serviceAccounts/run@p.iam.gserviceaccount.com",
              "roles/iam.serviceAccountUser"),
    };
    const struct rr_plan plan = {.steps = steps, .n_steps = 1};
    struct rr_powers powers = rr_plan_power(&plan, NULL, &arena);
    assert_string_equal(powers.items[0].lines[0].text,
                        "act as run@p.iam.gserviceaccount.com, with all that this account may do");
    for (size_t i = 0; i < powers.items[0].n_lines; i++)
        for (size_t k = 0; k < powers.items[0].lines[i].n_permissions; k++)
            assert_null(strstr(powers.items[0].lines[i].permissions[k], "resourcemanager."));
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_permissions_by_what_they_let_do),
        cmocka_unit_test(says_what_a_plan_lets_newly_do),
        cmocka_unit_test(leaves_out_what_is_held_already),
        cmocka_unit_test(a_grant_on_one_account_opens_no_other),
    };
    return cmocka_run_group_tests_name("power", tests, NULL, NULL);
}
