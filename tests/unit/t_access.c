#include "config.h"

#include <string.h>

#include "core/policy/access.h"
#include "tests/support/scene.h"
#include "tests/support/unit.h"

static const char LOG[] = "logging.logEntries.create";
static const char UPLOAD[] = "artifactregistry.repositories.uploadArtifacts";
static const char READ_OBJECT[] = "storage.objects.get";
static const char ACT_AS[] = "iam.serviceAccounts.actAs";

static struct rr_answer ask(struct scene *scene, const char *permission)
{
    const char **one = rr_arena_array(&scene->arena, 1, sizeof *one);
    one[0] = permission;
    return ask_as(scene, SA, one, 1);
}

static void expect(struct rr_answer answer, enum rr_truth truth, int n_reasons, int first_kind)
{
    assert_string_equal(rr_truth_word(answer.truth), rr_truth_word(truth));
    assert_int_equal(answer.n_reasons, n_reasons);
    if (n_reasons > 0)
        assert_int_equal(answer.reasons[0].kind, first_kind);
    assert_int_equal(answer.n_lacking == 0, truth == RR_GRANTED_TRUTH);
}

static void project(struct scene *scene)
{
    add_level(scene, RR_LEVEL_PROJECT, "projects/p");
}

static void grants_and_denies(void **state)
{
    (void)state;
    struct scene scene = {0};
    project(&scene);
    bind(&scene, "roles/logging.logWriter", "user:other@b.c");
    bind(&scene, "roles/run.viewer", SA);
    expect(ask(&scene, LOG), RR_DENIED_TRUTH, 0, 0);
    bind(&scene, "roles/logging.logWriter",
         "serviceAccount:123-COMPUTE@developer.gserviceaccount.com");
    struct rr_answer answer = ask(&scene, LOG);
    expect(answer, RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    assert_string_equal(answer.reasons[0].role, "roles/logging.logWriter");
    assert_string_equal(answer.reasons[0].permission, LOG);
    assert_ptr_equal(answer.reasons[0].level, &scene.levels[0]);
    rr_arena_free(&scene.arena);
}

// gcp-apis 4.4: several roles on several resources add up
static void adds_roles_up(void **state)
{
    (void)state;
    struct scene scene = {0};
    const char *const both[] = {LOG, UPLOAD};
    add_level(&scene, RR_LEVEL_RESOURCE, "projects/p/locations/l/repositories/r");
    bind(&scene, "roles/artifactregistry.writer", SA);
    project(&scene);
    struct rr_answer half = ask_as(&scene, SA, both, 2);
    expect(half, RR_DENIED_TRUTH, 1, RR_REASON_GRANT);
    assert_int_equal(half.n_lacking, 1);
    assert_string_equal(half.lacking[0], LOG);
    bind(&scene, "roles/logging.logWriter", SA);
    expect(ask_as(&scene, SA, both, 2), RR_GRANTED_TRUTH, 2, RR_REASON_GRANT);
    rr_arena_free(&scene.arena);
}

static void asking_nothing_is_no_yes(void **state)
{
    (void)state;
    struct scene scene = {0};
    project(&scene);
    assert_int_equal(ask_as(&scene, SA, NULL, 0).truth, RR_UNKNOWN_TRUTH);
    rr_arena_free(&scene.arena);
}

// 2026-11-25T04:05:06Z
enum { NOW = 1795579506 };

// Source: IAM, "Configure temporary access"
static void conditions_grant_while_they_hold(void **state)
{
    (void)state;
    struct scene scene = {.now_s = NOW};
    project(&scene);
    bind_if(&scene, "roles/editor", SA, "request.time < timestamp('2026-12-01T00:00:00Z')");
    struct rr_answer answer = ask(&scene, LOG);
    expect(answer, RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    assert_true(answer.is_for_now);
    assert_true(answer.until_s == 1796083200);
    assert_true(answer.reasons[0].until_s == 1796083200);

    // A second one that lasts longer, and one that begins later, which does not count.
    bind_if(&scene, "roles/owner", SA, "request.time < timestamp('2026-12-02T00:00:00Z')");
    assert_true(ask(&scene, LOG).until_s == 1796169600);
    bind(&scene, "roles/logging.logWriter", SA);
    answer = ask(&scene, LOG);
    assert_false(answer.is_for_now);
    assert_true(answer.until_s == 0);
    rr_arena_free(&scene.arena);
}

static void conditions_that_do_not_hold_give_nothing(void **state)
{
    (void)state;
    struct scene scene = {.now_s = NOW};
    project(&scene);
    bind_if(&scene, "roles/editor", SA, "request.time < timestamp('2026-11-01T00:00:00Z')");
    struct rr_answer answer = ask(&scene, LOG);
    expect(answer, RR_DENIED_TRUTH, 1, RR_REASON_LAPSED);
    assert_true(answer.reasons[0].from_s == 0);
    assert_string_equal(answer.reasons[0].about, "");
    rr_arena_free(&scene.arena);

    struct scene later = {.now_s = NOW};
    project(&later);
    bind_if(&later, "roles/editor", SA, "request.time >= timestamp('2026-12-01T00:00:00Z')");
    answer = ask(&later, LOG);
    expect(answer, RR_DENIED_TRUTH, 1, RR_REASON_LAPSED);
    assert_true(answer.reasons[0].from_s == 1796083200);
    rr_arena_free(&later.arena);

    // Source: CEL language definition; a binding whose condition is in error gives nothing.
    struct scene error = {.now_s = NOW};
    project(&error);
    bind_if(&error, "roles/editor", SA, "request.time.getHours('Europe/Atlantis') < 24");
    answer = ask(&error, LOG);
    expect(answer, RR_DENIED_TRUTH, 1, RR_REASON_LAPSED);
    assert_non_null(strstr(answer.reasons[0].about, "Europe/Atlantis"));
    rr_arena_free(&error.arena);
}

static void conditions_say_what_they_hang_on(void **state)
{
    (void)state;
    struct scene scene = {.now_s = NOW};
    add_level(&scene, RR_LEVEL_RESOURCE, "b");
    scene.levels[0].is_bucket = true;
    project(&scene);
    bind_if(&scene, "roles/storage.objectViewer", SA, "resource.matchTag('1/env', 'prod')");
    struct rr_answer answer = ask(&scene, READ_OBJECT);
    expect(answer, RR_UNKNOWN_TRUTH, 1, RR_REASON_CONDITIONAL);
    assert_non_null(strstr(answer.reasons[0].about, "resource.matchTag('1/env', 'prod')"));

    bind_if(&scene, "roles/storage.objectViewer", SA, "true &&");
    answer = ask(&scene, READ_OBJECT);
    assert_int_equal(answer.truth, RR_UNKNOWN_TRUTH);

    // The bucket's name is known, and with it how the names of its objects begin.
    bind_if(&scene, "roles/storage.objectViewer", SA,
            "resource.name.startsWith('projects/_/buckets/other')");
    assert_int_equal(ask(&scene, READ_OBJECT).truth, RR_UNKNOWN_TRUTH);
    bind_if(&scene, "roles/storage.objectViewer", SA,
            "resource.name.startsWith('projects/_/buckets/b/')");
    assert_int_equal(ask(&scene, READ_OBJECT).truth, RR_GRANTED_TRUTH);
    rr_arena_free(&scene.arena);
}

// Source: IAM v2, DenyRule.denialCondition: what cannot be evaluated denies.
static void denial_conditions_deny_in_doubt(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        enum rr_truth truth;
    } rows[] = {
        {"", RR_DENIED_TRUTH},
        {"request.time > timestamp('2026-01-01T00:00:00Z')", RR_DENIED_TRUTH},
        {"request.time < timestamp('2026-01-01T00:00:00Z')", RR_GRANTED_TRUTH},
        {"resource.matchTag('1/env', 'prod')", RR_UNKNOWN_TRUTH},
        {"request.time > timestamp('never')", RR_DENIED_TRUTH},
        {"what is this", RR_UNKNOWN_TRUTH},
    };
    static const char *const everybody[] = {"principalSet://goog/public:all"};
    static const char *const permissions[] = {"logging.googleapis.com/logEntries.create"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct rr_deny_rule rule = {.principals = {everybody, 1},
                                          .permissions = {permissions, 1},
                                          .condition = {"", "", rows[i].expression}};
        const struct rr_deny_policy policy = {"policies/x", "x", &rule, 1, true};
        const struct rr_deny_level level = {"projects/p", "the project", &policy, 1, true, false};
        struct scene scene = {.now_s = NOW, .denies = &level, .n_denies = 1};
        project(&scene);
        bind(&scene, "roles/editor", SA);
        if (ask(&scene, LOG).truth != rows[i].truth)
            fail_msg("%s", rows[i].expression);
        rr_arena_free(&scene.arena);
    }
}

// gcp-apis 3.3, 16.10
static void conditions_nobody_can_decide_never_grant(void **state)
{
    (void)state;
    struct scene scene = {0};
    project(&scene);
    bind_if(&scene, "roles/editor", SA, "request.time < timestamp('2027-06-01T00:00:00Z')");
    struct rr_answer answer = ask(&scene, LOG);
    expect(answer, RR_UNKNOWN_TRUTH, 1, RR_REASON_CONDITIONAL);
    assert_true(answer.only_conditional);
    assert_non_null(strstr(answer.reasons[0].condition.expression, "2027"));

    bind(&scene, "roles/viewer", "group:g@b.c");
    assert_true(ask(&scene, LOG).only_conditional); // viewer does not give it
    bind(&scene, "roles/logging.admin", "group:g@b.c");
    answer = ask(&scene, LOG);
    expect(answer, RR_UNKNOWN_TRUTH, 2, RR_REASON_CONDITIONAL);
    assert_false(answer.only_conditional);

    // A group under a condition is in doubt for two reasons.
    struct scene group = {0};
    project(&group);
    bind_if(&group, "roles/editor", "group:g@b.c", "true");
    answer = ask(&group, LOG);
    expect(answer, RR_UNKNOWN_TRUTH, 1, RR_REASON_GROUP);
    assert_false(answer.only_conditional);
    assert_string_equal(answer.reasons[0].condition.expression, "true");
    rr_arena_free(&scene.arena);
    rr_arena_free(&group.arena);
}

// gcp-apis 4.7.1
static void groups_may_hold_the_member(void **state)
{
    (void)state;
    struct scene scene = {0};
    project(&scene);
    bind(&scene, "roles/editor", "domain:b.c");
    expect(ask(&scene, LOG), RR_DENIED_TRUTH, 0, 0); // no service account is in a domain
    bind(&scene, "roles/editor", "group:g@b.c");
    struct rr_answer answer = ask(&scene, LOG);
    expect(answer, RR_UNKNOWN_TRUTH, 1, RR_REASON_GROUP);
    assert_string_equal(answer.reasons[0].member, "group:g@b.c");
    const char *const permissions[] = {LOG};
    expect(ask_as(&scene, "user:a@b.c", permissions, 1), RR_UNKNOWN_TRUTH, 2, RR_REASON_GROUP);
    // What is proved elsewhere is not in doubt any more.
    bind(&scene, "roles/logging.logWriter", SA);
    expect(ask(&scene, LOG), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    rr_arena_free(&scene.arena);
}

static void everybody_is_anybody(void **state)
{
    (void)state;
    static const char *const invoke[] = {"run.routes.invoke"};
    struct scene scene = {0};
    add_level(&scene, RR_LEVEL_RESOURCE, "projects/p/locations/l/services/s");
    bind(&scene, "roles/run.invoker", "allAuthenticatedUsers");
    expect(ask_as(&scene, SA, invoke, 1), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    expect(ask_as(&scene, "allUsers", invoke, 1), RR_DENIED_TRUTH, 0, 0);
    bind(&scene, "roles/run.invoker", "allUsers");
    expect(ask_as(&scene, "allUsers", invoke, 1), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    rr_arena_free(&scene.arena);
}

// gcp-apis 3.4, 4.6, 16.10
static void the_dead_give_nothing(void **state)
{
    (void)state;
    static const char *const some[] = {"logging.logEntries.create"};
    const struct rr_live_role live[] = {
        {"projects/p/roles/off", "", some, 1, true, true},
        {"projects/p/roles/gone", "", NULL, 0, false, true},
    };
    struct scene scene = {.live = live, .n_live = 2};
    project(&scene);
    bind(&scene, "roles/editor", "deleted:" SA "?uid=1");
    expect(ask(&scene, LOG), RR_DENIED_TRUTH, 1, RR_REASON_DEAD);
    bind(&scene, "projects/p/roles/off", SA);
    bind(&scene, "projects/p/roles/gone", SA);
    expect(ask(&scene, LOG), RR_DENIED_TRUTH, 3, RR_REASON_DEAD);
    // The list of one role is known, and this is not on it; the editor role has it.
    expect(ask(&scene, ACT_AS), RR_DENIED_TRUTH, 2, RR_REASON_DEAD);
    bind(&scene, "roles/logging.logWriter", SA);
    expect(ask(&scene, LOG), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    rr_arena_free(&scene.arena);
}

// gcp-apis 4.6
static void unread_roles_may_give(void **state)
{
    (void)state;
    static const char *const some[] = {"logging.logEntries.create"};
    const struct rr_live_role live[] = {
        {"organizations/1/roles/hidden", "", NULL, 0, false, false},
        {"projects/p/roles/known", "", some, 1, true, false},
    };
    struct scene scene = {.live = live, .n_live = 2};
    project(&scene);
    bind(&scene, "projects/p/roles/known", SA);
    expect(ask(&scene, LOG), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    expect(ask(&scene, UPLOAD), RR_DENIED_TRUTH, 0, 0);
    bind(&scene, "organizations/1/roles/hidden", SA);
    expect(ask(&scene, UPLOAD), RR_UNKNOWN_TRUTH, 1, RR_REASON_ROLE);
    // A service that the built-in data does not cover.
    bind(&scene, "roles/editor", SA);
    expect(ask(&scene, "bigquery.jobs.create"), RR_UNKNOWN_TRUTH, 2, RR_REASON_ROLE);
    rr_arena_free(&scene.arena);
}

static void unread_levels_may_give(void **state)
{
    (void)state;
    struct scene scene = {0};
    add_level(&scene, RR_LEVEL_RESOURCE, "projects/p/locations/l/repositories/r");
    scene.levels[0].policy = NULL;
    scene.levels[0].is_absent = true;
    project(&scene);
    expect(ask(&scene, UPLOAD), RR_DENIED_TRUTH, 0, 0);
    add_level(&scene, RR_LEVEL_FOLDER, "folders/11");
    scene.levels[2].policy = NULL;
    struct rr_answer answer = ask(&scene, UPLOAD);
    expect(answer, RR_UNKNOWN_TRUTH, 1, RR_REASON_UNREADABLE);
    assert_string_equal(answer.reasons[0].role, "");
    assert_string_equal(answer.reasons[0].member, "");
    assert_string_equal(answer.reasons[0].level->resource, "folders/11");
    assert_false(answer.only_conditional);
    add_level(&scene, RR_LEVEL_ORGANIZATION, "organizations/1");
    bind(&scene, "roles/editor", SA);
    expect(ask(&scene, UPLOAD), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    rr_arena_free(&scene.arena);
}

static void bucket(struct scene *scene, const char *holder)
{
    add_level(scene, RR_LEVEL_RESOURCE, "b/run-sources-p-l");
    scene->levels[0].is_bucket = true;
    bind(scene, "roles/storage.legacyObjectReader", holder);
    project(scene);
}

// gcp-apis 4.5
static void editors_read_through_the_bucket(void **state)
{
    (void)state;
    static const struct {
        const char *holder;
        const char *role;
        const char *member;
        const char *condition;
        enum rr_truth truth;
        enum rr_reason_kind kind;
    } cases[] = {
        {"projectEditor:p", "roles/editor", SA, "", RR_GRANTED_TRUTH, RR_REASON_GRANT},
        {"projectOwner:p", "roles/owner", SA, "", RR_GRANTED_TRUTH, RR_REASON_GRANT},
        {"projectViewer:p", "roles/viewer", SA, "", RR_GRANTED_TRUTH, RR_REASON_GRANT},
        {"projectOwner:p", "roles/editor", SA, "", RR_DENIED_TRUTH, RR_REASON_GRANT},
        {"projectEditor:p", "roles/viewer", SA, "", RR_DENIED_TRUTH, RR_REASON_GRANT},
        {"projectEditor:p", "roles/editor", "user:o@b.c", "", RR_DENIED_TRUTH, RR_REASON_GRANT},
        {"projectEditor:p", "roles/editor", SA, "true", RR_UNKNOWN_TRUTH, RR_REASON_GROUP},
        {"projectEditor:p", "roles/editor", "group:g@b.c", "", RR_UNKNOWN_TRUTH, RR_REASON_GROUP},
        {"projectEditor:other", "roles/editor", SA, "", RR_UNKNOWN_TRUTH, RR_REASON_GROUP},
        {"projectEditor:other", "roles/viewer", SA, "", RR_UNKNOWN_TRUTH, RR_REASON_GROUP},
        {"deleted:" SA "?uid=1", "roles/editor", SA, "", RR_DENIED_TRUTH, RR_REASON_DEAD},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scene scene = {0};
        bucket(&scene, cases[i].holder);
        bind_if(&scene, cases[i].role, cases[i].member, cases[i].condition);
        struct rr_answer answer = ask(&scene, READ_OBJECT);
        if (answer.truth != cases[i].truth)
            fail_msg("%s with %s", cases[i].holder, cases[i].role);
        if (answer.n_reasons > 0)
            assert_int_equal(answer.reasons[0].kind, cases[i].kind);
        rr_arena_free(&scene.arena);
    }
}

static void convenience_is_for_buckets(void **state)
{
    (void)state;
    struct scene scene = {0};
    bucket(&scene, "projectEditor:p");
    bind(&scene, "roles/editor", SA);
    expect(ask(&scene, READ_OBJECT), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    scene.levels[0].is_bucket = false;
    expect(ask(&scene, READ_OBJECT), RR_DENIED_TRUTH, 0, 0);
    // An editor by the folder's policy may be one by the project's convenience, too.
    struct scene folder = {0};
    bucket(&folder, "projectEditor:p");
    add_level(&folder, RR_LEVEL_FOLDER, "folders/11");
    bind(&folder, "roles/editor", SA);
    expect(ask(&folder, READ_OBJECT), RR_UNKNOWN_TRUTH, 1, RR_REASON_GROUP);
    // The project's policy cannot be read: in doubt by that level, and by the bucket's.
    scene.levels[0].is_bucket = true;
    scene.levels[1].policy = NULL;
    expect(ask(&scene, READ_OBJECT), RR_UNKNOWN_TRUTH, 2, RR_REASON_GROUP);
    rr_arena_free(&scene.arena);
    rr_arena_free(&folder.arena);
}

static void says_a_reason_once(void **state)
{
    (void)state;
    struct scene scene = {0};
    project(&scene);
    bind(&scene, "roles/logging.logWriter", SA);
    bind(&scene, "roles/logging.logWriter", SA);
    expect(ask(&scene, LOG), RR_GRANTED_TRUTH, 1, RR_REASON_GRANT);
    rr_arena_free(&scene.arena);
}

static void decisive_reasons_come_first(void **state)
{
    (void)state;
    struct scene scene = {0};
    const char *const both[] = {LOG, UPLOAD};
    project(&scene);
    bind(&scene, "roles/logging.logWriter", SA);
    bind(&scene, "roles/artifactregistry.writer", "group:g@b.c");
    bind(&scene, "roles/artifactregistry.writer", "deleted:" SA "?uid=1");
    struct rr_answer answer = ask_as(&scene, SA, both, 2);
    expect(answer, RR_UNKNOWN_TRUTH, 3, RR_REASON_GROUP);
    assert_int_equal(answer.reasons[1].kind, RR_REASON_DEAD);
    assert_int_equal(answer.reasons[2].kind, RR_REASON_GRANT);
    rr_arena_free(&scene.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grants_and_denies),
        cmocka_unit_test(adds_roles_up),
        cmocka_unit_test(asking_nothing_is_no_yes),
        cmocka_unit_test(conditions_grant_while_they_hold),
        cmocka_unit_test(conditions_that_do_not_hold_give_nothing),
        cmocka_unit_test(conditions_say_what_they_hang_on),
        cmocka_unit_test(denial_conditions_deny_in_doubt),
        cmocka_unit_test(conditions_nobody_can_decide_never_grant),
        cmocka_unit_test(groups_may_hold_the_member),
        cmocka_unit_test(everybody_is_anybody),
        cmocka_unit_test(the_dead_give_nothing),
        cmocka_unit_test(unread_roles_may_give),
        cmocka_unit_test(unread_levels_may_give),
        cmocka_unit_test(editors_read_through_the_bucket),
        cmocka_unit_test(convenience_is_for_buckets),
        cmocka_unit_test(says_a_reason_once),
        cmocka_unit_test(decisive_reasons_come_first),
    };
    return cmocka_run_group_tests_name("access", tests, load_roles, unload_roles);
}
