#include "config.h"

#include <string.h>

#include "core/observe/observed.h"
#include "core/policy/role.h"
#include "runready/preset.h"
#include "tests/support/unit.h"

static struct rr_presets compare(struct rr_observed *observed)
{
    observed->context = rr_context_default();
    observed->context.project = "p";
    observed->context.region = "asia-northeast1";
    observed->roles = rr_roles_load(&observed->arena);
    observed->build_default = "123-compute@developer.gserviceaccount.com";
    observed->compute_default = "123-compute@developer.gserviceaccount.com";
    static struct rr_fact known[64];
    for (size_t i = 0; i < 64; i++)
        known[i] = (struct rr_fact){
            .id = "", .title = "", .request = "", .need = "", .state = RR_FACT_KNOWN};
    for (int read = 0; read < RR_READ_COUNT; read++)
        observed->reads[read] = (struct rr_read_facts){known, 1};
    observed->reads[RR_READ_CONSTRAINT].n = RR_CONSTRAINT_COUNT;
    observed->reads[RR_READ_DENY_LIST].n = observed->reads[RR_READ_DENY_POLICY].n = 0;
    observed->reads[RR_READ_BOUNDARY].n = observed->reads[RR_READ_LEVEL_CONSTRAINTS].n = 0;
    observed->project = (struct rr_project){
        .id = "p", .number = "123", .name = "", .state = "ACTIVE", .parent = ""};
    observed->billing = (struct rr_billing){.account = "billingAccounts/1", .is_enabled = true};
    observed->build_account = (struct rr_account){.email = "", .display_name = ""};
    observed->runtime_account = observed->build_account;
    observed->repository = (struct rr_repository){.format = "DOCKER", .mode = ""};
    observed->service = (struct rr_run_service){
        .uri = "", .runtime_account = "", .build_account = "", .source_bucket = "", .ingress = ""};
    return rr_presets_compare(&observed->context, observed, &observed->arena);
}

static const struct rr_preset_ability *find(const struct rr_presets *presets, const char *title)
{
    for (size_t i = 0; i < presets->n_abilities; i++)
        if (strcmp(presets->abilities[i].title, title) == 0)
            return &presets->abilities[i];
    fail_msg("no ability called %s", title);
    return NULL;
}

static size_t weight_of(const struct rr_preset_view *view)
{
    size_t n = 0;
    for (size_t i = 0; i < view->powers.n_items; i++)
        for (size_t k = 0; k < view->powers.items[i].n_lines; k++)
            n += view->powers.items[i].lines[k].n_permissions;
    return n;
}

static void tells_what_each_lets_a_build_do(void **state)
{
    (void)state;
    struct rr_observed observed = {0};
    struct rr_presets presets = compare(&observed);
    const struct rr_preset_ability *deploy = find(&presets, "deploy by itself, without you");
    assert_int_equal(deploy->reach[RR_PRESET_GUIDE], RR_REACH_PROJECT);
    assert_int_equal(deploy->reach[RR_PRESET_MINIMAL], RR_REACH_NONE);
    const struct rr_preset_ability *act =
        find(&presets, "act as the account that the service runs as");
    assert_int_equal(act->reach[RR_PRESET_GUIDE], RR_REACH_PROJECT);
    assert_int_equal(act->reach[RR_PRESET_SCOPED], RR_REACH_ONE);
    assert_int_equal(presets.views[RR_PRESET_GUIDE].n_grants, 6);
    assert_int_equal(presets.views[RR_PRESET_MINIMAL].n_grants, 1);
    assert_int_equal(presets.views[RR_PRESET_SCOPED].n_grants, 4);
    rr_arena_free(&observed.arena);
}

static void tells_what_each_gives_up_and_gains(void **state)
{
    (void)state;
    struct rr_observed observed = {0};
    struct rr_presets presets = compare(&observed);
    const struct rr_preset_view *guide = &presets.views[RR_PRESET_GUIDE];
    const struct rr_preset_view *minimal = &presets.views[RR_PRESET_MINIMAL];
    assert_true(guide->n_gains > 0);
    assert_true(minimal->n_gives_up > 0);
    bool is_said = false;
    for (size_t i = 0; i < minimal->n_gives_up; i++)
        is_said |= strcmp(minimal->gives_up[i],
                          "deploy by itself, without you: not at all (less than guide)") == 0;
    assert_true(is_said);
    assert_true(weight_of(minimal) < weight_of(&presets.views[RR_PRESET_SCOPED]));
    assert_true(weight_of(&presets.views[RR_PRESET_SCOPED]) < weight_of(guide));
    const char *text = rr_presets_text(&presets, RR_PRESET_MINIMAL, &observed.arena);
    assert_non_null(strstr(text, "minimal*"));
    assert_non_null(strstr(text, "act as every service account of the project"));
    rr_arena_free(&observed.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_each_lets_a_build_do),
        cmocka_unit_test(tells_what_each_gives_up_and_gains),
    };
    return cmocka_run_group_tests_name("preset", tests, NULL, NULL);
}
