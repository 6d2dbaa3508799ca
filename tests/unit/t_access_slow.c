/*
 * Random organisations, judged twice: by core/policy and by the slow evaluator of tests/support. Beside
 * that, what must hold of every organisation.
 */
#include "config.h"

#include <string.h>

#include "core/policy/access.h"
#include "tests/support/slow_access.h"
#include "tests/support/unit.h"

#define EMAIL "123-compute@developer.gserviceaccount.com"
#define SA    "serviceAccount:" EMAIL

// 2026-11-25T04:05:06Z
enum { NOW = 1795579506 };

/* ---- what organisations are made of ---- */

enum { N_PERMISSIONS = 4 };
static const char *const permissions[N_PERMISSIONS] = {
    "run.services.create", "run.services.get", "storage.objects.get", "logging.logEntries.create"};

static const struct slow_member members[] = {
    {SA, YES, NULL, false},
    {"serviceAccount:123-COMPUTE@Developer.gserviceaccount.com", YES, NULL, false},
    {"principal://iam.googleapis.com/projects/-/serviceAccounts/" EMAIL, YES, NULL, false},
    {"allAuthenticatedUsers", YES, NULL, false},
    {"allUsers", YES, NULL, false},
    {"user:a@b.c", NO, NULL, false},
    {"user:" EMAIL, NO, NULL, false},
    {"serviceAccount:" EMAIL ".evil.com", NO, NULL, false},
    {"deleted:" SA "?uid=1", NO, NULL, false},
    {"domain:b.c", NO, NULL, false},
    {"group:g@b.c", MAYBE, NULL, false},
    {"group:h@b.c", MAYBE, NULL, false},
    {"principalSet://cloudresourcemanager.googleapis.com/projects/1/type/ServiceAccount", MAYBE,
     NULL, false},
    {"projectOwner:p", NO, "roles/owner", true},
    {"projectEditor:p", NO, "roles/editor", true},
    {"projectViewer:p", NO, "roles/viewer", true},
    {"projectEditor:q", NO, "roles/editor", false},
};

enum { N_ROLES = 8 };
static const struct slow_role slow_roles[N_ROLES] = {
    {"projects/p/roles/a", 0x3, false, false},  {"organizations/1/roles/b", 0x6, false, false},
    {"projects/p/roles/off", 0xf, false, true}, {"projects/p/roles/hidden", 0, true, false},
    {"roles/owner", 0xf, false, false},         {"roles/editor", 0x9, false, false},
    {"roles/viewer", 0x4, false, false},        {"projects/p/roles/empty", 0, false, false},
};

static const struct slow_condition conditions[] = {
    {"", YES, YES},
    {"request.time < timestamp('2027-01-01T00:00:00Z')", YES, YES},
    {"request.time < timestamp('2026-11-01T00:00:00Z')", NO, NO},
    {"request.time.getDayOfWeek('Asia/Tokyo') == 3", YES, YES},
    {"resource.matchTag('1/env', 'prod')", MAYBE, MAYBE},
    {"!resource.hasTagKey('1/env') && 'x' in request.auth.access_levels", MAYBE, MAYBE},
    {"resource.matchTag('1/env', 'prod') && request.time > timestamp('2027-01-01T00:00:00Z')", NO,
     NO},
    {"resource.matchTag('1/env', 'prod') || request.time > timestamp('2026-01-01T00:00:00Z')", YES,
     YES},
    {"request.time.getHours('No/Where') > 1", NO, YES}, // an error
    {"request.time > timestamp('tomorrow')", NO, YES},  // an error
    {"((", MAYBE, MAYBE},
    {"sorcery(request.time)", MAYBE, MAYBE},
};

static const struct slow_principal principals[] = {
    {"principalSet://goog/public:all", YES},
    {"principal://iam.googleapis.com/projects/-/serviceAccounts/" EMAIL, YES},
    {"principal://iam.googleapis.com/projects/-/serviceAccounts/other@p.iam.gserviceaccount.com",
     NO},
    {"principal://goog/subject/a@b.c", NO},
    {"principalSet://goog/group/g@b.c", MAYBE},
    {"principalSet://goog/cloudIdentityCustomerId/C01", MAYBE},
};

static const struct slow_permissions named_permissions[] = {
    {"run.googleapis.com/services.create", 0x1},
    {"run.googleapis.com/services.*", 0x3},
    {"run.googleapis.com/*.*", 0x3},
    {"run.googleapis.com/*.get", 0x2},
    {"storage.googleapis.com/objects.get", 0x4},
    {"logging.googleapis.com/*.create", 0x8},
    {"iam.googleapis.com/roles.get", 0},
};

/* ---- making them ---- */

/* A generator of our own: the same organisations on every machine. */
static uint32_t random_state;

static uint32_t pick(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % n;
}

#define PICK(list) (&(list)[pick(sizeof(list) / sizeof((list)[0]))])

/* Mostly the plain one, or there would be nothing but doubt. */
static const struct slow_condition *pick_condition(void)
{
    return pick(2) == 0 ? &conditions[0] : PICK(conditions);
}

static struct slow_binding random_binding(void)
{
    struct slow_binding binding = {.role = PICK(slow_roles), .condition = pick_condition()};
    binding.n_members = 1 + (pick(3) == 0);
    for (size_t i = 0; i < binding.n_members; i++)
        binding.members[i] = PICK(members);
    return binding;
}

static void fill_rule(struct slow_rule *rule)
{
    *rule =
        (struct slow_rule){.permissions = PICK(named_permissions), .condition = pick_condition()};
    rule->n_principals = 1 + pick(2);
    rule->n_exceptions = pick(3);
    if (pick(3) == 0)
        rule->except_permissions = PICK(named_permissions);
    for (size_t i = 0; i < 2; i++) {
        rule->principals[i] = PICK(principals);
        rule->exceptions[i] = PICK(principals);
    }
}

static void fill_denies(struct slow_organisation *of)
{
    of->n_denies = pick(2) == 0 ? 0 : pick(SLOW_DENIES + 1);
    for (size_t i = 0; i < of->n_denies; i++) {
        struct slow_deny *deny = &of->denies[i];
        deny->is_level_unread = pick(8) == 0;
        deny->is_policy_unread = !deny->is_level_unread && pick(8) == 0;
        deny->n_rules = pick(SLOW_RULES + 1);
        for (size_t k = 0; k < SLOW_RULES; k++)
            fill_rule(&deny->rules[k]);
    }
}

static struct slow_organisation random_organisation(void)
{
    struct slow_organisation of = {.is_bucket = pick(2) == 0};
    for (size_t i = 0; i < SLOW_LEVELS; i++) {
        struct slow_level *level = &of.levels[i];
        // One place stays free for a binding to be added.
        level->n_bindings = pick(SLOW_BINDINGS);
        for (size_t k = 0; k < SLOW_BINDINGS; k++)
            level->bindings[k] = random_binding();
        if (pick(8) == 0)
            level->state = i == 0 && pick(2) == 0 ? SLOW_ABSENT : SLOW_UNREADABLE;
    }
    fill_denies(&of);
    return of;
}

/* ---- asking core/policy about them ---- */

struct built {
    struct rr_live_role live[N_ROLES];
    struct rr_level levels[SLOW_LEVELS];
    struct rr_policy policies[SLOW_LEVELS];
    struct rr_binding bindings[SLOW_LEVELS][SLOW_BINDINGS];
    struct rr_deny_level denies[SLOW_DENIES];
    struct rr_deny_policy deny_policies[SLOW_DENIES];
    struct rr_deny_rule rules[SLOW_DENIES][SLOW_RULES];
};

static void build_roles(struct built *built, struct rr_arena *arena)
{
    for (size_t i = 0; i < N_ROLES; i++) {
        const char **list = rr_arena_array(arena, N_PERMISSIONS, sizeof *list);
        struct rr_live_role *role = &built->live[i];
        *role = (struct rr_live_role){slow_roles[i].name,   "", list, 0, !slow_roles[i].is_hidden,
                                      slow_roles[i].is_dead};
        for (size_t k = 0; k < N_PERMISSIONS; k++)
            if ((slow_roles[i].permits >> k & 1) != 0)
                list[role->n_permissions++] = permissions[k];
    }
}

static struct rr_binding build_binding(const struct slow_binding *binding, struct rr_arena *arena)
{
    const char **list = rr_arena_array(arena, 2, sizeof *list);
    for (size_t i = 0; i < binding->n_members; i++)
        list[i] = binding->members[i]->text;
    return (struct rr_binding){
        binding->role->name, list, binding->n_members, {"", "", binding->condition->text}};
}

static void build_level(struct built *built,
                        const struct slow_organisation *of,
                        size_t i,
                        struct rr_arena *arena)
{
    static const char *const resources[] = {"b", "projects/p", "folders/1", "organizations/1"};
    const struct slow_level *level = &of->levels[i];
    for (size_t k = 0; k < level->n_bindings; k++)
        built->bindings[i][k] = build_binding(&level->bindings[k], arena);
    built->policies[i] = (struct rr_policy){
        .version = 3, .bindings = built->bindings[i], .n_bindings = level->n_bindings};
    built->levels[i] = (struct rr_level){
        .kind = (enum rr_level_kind)i,
        .resource = resources[i],
        .title = resources[i],
        .policy = level->state == SLOW_READ ? &built->policies[i] : NULL,
        .is_absent = level->state == SLOW_ABSENT,
        .is_bucket = i == 0 && of->is_bucket,
    };
}

static struct rr_names
build_names(const struct slow_principal *const *list, size_t n, struct rr_arena *arena)
{
    const char **items = rr_arena_array(arena, 2, sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = list[i]->text;
    return (struct rr_names){items, n};
}

static struct rr_deny_rule build_rule(const struct slow_rule *rule, struct rr_arena *arena)
{
    struct rr_deny_rule out = {
        .principals = build_names(rule->principals, rule->n_principals, arena),
        .except_principals = build_names(rule->exceptions, rule->n_exceptions, arena),
        .permissions = {&rule->permissions->text, 1},
        .condition = {"", "", rule->condition->text},
    };
    if (rule->except_permissions != NULL)
        out.except_permissions = (struct rr_names){&rule->except_permissions->text, 1};
    return out;
}

static void
build_deny(struct built *built, const struct slow_deny *deny, size_t i, struct rr_arena *arena)
{
    for (size_t k = 0; k < deny->n_rules; k++)
        built->rules[i][k] = build_rule(&deny->rules[k], arena);
    built->deny_policies[i] = (struct rr_deny_policy){"policies/x", "x", built->rules[i],
                                                      deny->n_rules, !deny->is_policy_unread};
    built->denies[i] = (struct rr_deny_level){
        "projects/p", "the project", &built->deny_policies[i], 1, !deny->is_level_unread, false};
}

static struct rr_arena lasting;
static const struct rr_roles *built_in; // asked only for roles that are not among ours: none

static int load_roles(void **state)
{
    (void)state;
    built_in = rr_roles_load(&lasting);
    return 0;
}

static int free_roles(void **state)
{
    (void)state;
    rr_arena_free(&lasting);
    return 0;
}

static enum rr_truth ask(const struct slow_organisation *of, unsigned wanted)
{
    struct rr_arena arena = {0};
    struct built *built = rr_arena_alloc(&arena, sizeof *built);
    const char *list[N_PERMISSIONS];
    struct rr_question question = {.member = SA,
                                   .permissions = list,
                                   .levels = built->levels,
                                   .n_levels = SLOW_LEVELS,
                                   .roles = built_in,
                                   .live = built->live,
                                   .n_live = N_ROLES,
                                   .now_s = NOW,
                                   .denies = built->denies,
                                   .n_denies = of->n_denies};
    build_roles(built, &arena);
    for (size_t i = 0; i < SLOW_LEVELS; i++)
        build_level(built, of, i, &arena);
    for (size_t i = 0; i < of->n_denies; i++)
        build_deny(built, &of->denies[i], i, &arena);
    for (size_t i = 0; i < N_PERMISSIONS; i++)
        if ((wanted >> i & 1) != 0)
            list[question.n_permissions++] = permissions[i];
    struct rr_answer answer = rr_access(&question, &arena);
    const struct rr_standing *standing = rr_standing_make(&question, &arena);
    if (question.n_permissions == 1)
        assert_int_equal(rr_standing_truth(standing, list[0]), answer.truth);
    assert_int_equal(answer.n_lacking == 0, answer.truth == RR_GRANTED_TRUTH);
    assert_true(answer.truth != RR_UNKNOWN_TRUTH || answer.n_reasons > 0);
    rr_arena_free(&arena);
    return answer.truth;
}

/* ---- what must hold ---- */

enum { N_CASES = 20000 };

static void fail_case(uint32_t seed, const char *what, enum rr_truth one, enum rr_truth other)
{
    fail_msg("organisation %u: %s: %s, %s", seed, what, rr_truth_word(one), rr_truth_word(other));
}

static enum rr_truth truth_of(enum say say)
{
    return say == YES ? RR_GRANTED_TRUTH : say == NO ? RR_DENIED_TRUTH : RR_UNKNOWN_TRUTH;
}

static void agrees_with_the_slow_evaluator(void **state)
{
    (void)state;
    size_t seen[3] = {0};
    size_t n_too_large = 0;
    for (uint32_t seed = 1; seed <= N_CASES; seed++) {
        random_state = seed;
        struct slow_organisation of = random_organisation();
        unsigned wanted = 1u + pick(15);
        bool is_too_large = false;
        enum rr_truth slow = truth_of(slow_access_to_all(&of, wanted, &is_too_large));
        n_too_large += is_too_large;
        if (is_too_large)
            continue;
        enum rr_truth quick = ask(&of, wanted);
        seen[slow]++;
        if (slow != quick)
            fail_case(seed, "slow and quick", slow, quick);
    }
    print_message("# %zu denied, %zu granted, %zu unknown, %zu too large to go through\n",
                  seen[RR_DENIED_TRUTH], seen[RR_GRANTED_TRUTH], seen[RR_UNKNOWN_TRUTH],
                  n_too_large);
    // Worth something only when all three answers occur, and few are left out.
    for (size_t i = 0; i < 3; i++)
        assert_true(seen[i] > N_CASES / 20);
    assert_true(n_too_large < N_CASES / 10);
}

/* How much access. */
static int height(enum rr_truth truth)
{
    return truth == RR_GRANTED_TRUTH ? 2 : truth == RR_UNKNOWN_TRUTH ? 1 : 0;
}

static void adding_a_binding_takes_nothing_away(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= N_CASES; seed++) {
        random_state = seed;
        struct slow_organisation of = random_organisation();
        unsigned wanted = 1u + pick(15);
        enum rr_truth before = ask(&of, wanted);
        struct slow_level *level = &of.levels[pick(SLOW_LEVELS)];
        level->bindings[level->n_bindings++] = random_binding();
        enum rr_truth after = ask(&of, wanted);
        if (height(after) < height(before))
            fail_case(seed, "before and after", before, after);
    }
}

static void a_deny_rule_gives_nothing(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= N_CASES; seed++) {
        random_state = seed;
        struct slow_organisation of = random_organisation();
        unsigned wanted = 1u + pick(15);
        enum rr_truth before = ask(&of, wanted);
        if (of.n_denies == SLOW_DENIES)
            continue;
        struct slow_deny *deny = &of.denies[of.n_denies++];
        *deny = (struct slow_deny){.n_rules = 1};
        fill_rule(&deny->rules[0]);
        enum rr_truth after = ask(&of, wanted);
        if (height(after) > height(before))
            fail_case(seed, "before and after", before, after);
    }
}

/* Takes one thing out of sight. */
static void hide_something(struct slow_organisation *of)
{
    static const struct slow_role hidden = {"projects/p/roles/hidden", 0, true, false};
    static const struct slow_condition hazy = {"resource.matchTag('9/x', 'y')", MAYBE, MAYBE};
    static const struct slow_member someone = {"group:k@b.c", MAYBE, NULL, false};
    struct slow_level *level = &of->levels[pick(SLOW_LEVELS)];
    uint32_t what = pick(5);
    if (what == 0 && level->state == SLOW_READ)
        level->state = SLOW_UNREADABLE;
    if (what == 1 && of->n_denies > 0)
        of->denies[0].is_level_unread = true;
    if (level->n_bindings == 0)
        return;
    struct slow_binding *binding = &level->bindings[pick((uint32_t)level->n_bindings)];
    if (what == 2)
        binding->role = &hidden;
    if (what == 3)
        binding->condition = &hazy;
    if (what == 4)
        binding->members[0] = &someone;
}

static void what_is_out_of_sight_never_grants(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= N_CASES; seed++) {
        random_state = seed;
        struct slow_organisation of = random_organisation();
        unsigned wanted = 1u + pick(15);
        enum rr_truth before = ask(&of, wanted);
        hide_something(&of);
        enum rr_truth after = ask(&of, wanted);
        if (after == RR_GRANTED_TRUTH && before != RR_GRANTED_TRUTH)
            fail_case(seed, "before and after", before, after);
    }
}

static void the_order_does_not_matter(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= N_CASES; seed++) {
        random_state = seed;
        struct slow_organisation of = random_organisation();
        unsigned wanted = 1u + pick(15);
        enum rr_truth before = ask(&of, wanted);
        for (size_t i = 0; i < SLOW_LEVELS; i++) {
            struct slow_level *level = &of.levels[i];
            for (size_t n = level->n_bindings; n > 1; n--) {
                size_t k = pick((uint32_t)n);
                struct slow_binding last = level->bindings[n - 1];
                level->bindings[n - 1] = level->bindings[k];
                level->bindings[k] = last;
            }
        }
        enum rr_truth after = ask(&of, wanted);
        if (after != before)
            fail_case(seed, "before and after", before, after);
    }
}

static void a_plain_grant_is_enough_where_nothing_forbids(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= N_CASES; seed++) {
        random_state = seed;
        struct slow_organisation of = random_organisation();
        unsigned wanted = 1u + pick(15);
        of.n_denies = 0;
        struct slow_level *project = &of.levels[1];
        project->state = SLOW_READ;
        project->bindings[project->n_bindings++] =
            (struct slow_binding){.role = &slow_roles[4],
                                  .members = {&members[0]},
                                  .n_members = 1,
                                  .condition = &conditions[0]};
        assert_int_equal(ask(&of, wanted), RR_GRANTED_TRUTH);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_slow_evaluator),
        cmocka_unit_test(adding_a_binding_takes_nothing_away),
        cmocka_unit_test(a_deny_rule_gives_nothing),
        cmocka_unit_test(what_is_out_of_sight_never_grants),
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(a_plain_grant_is_enough_where_nothing_forbids),
    };
    return cmocka_run_group_tests_name("access against the slow evaluator", tests, load_roles,
                                       free_roles);
}
