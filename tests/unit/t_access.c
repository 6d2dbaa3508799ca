#include "config.h"

#include <string.h>

#include "core/policy/access.h"
#include "core/policy/member.h"
#include "core/util/clock.h"
#include "tests/support/unit.h"

#define SA "serviceAccount:123-compute@developer.gserviceaccount.com"

static const char LOG[] = "logging.logEntries.create";
static const char UPLOAD[] = "artifactregistry.repositories.uploadArtifacts";
static const char READ_OBJECT[] = "storage.objects.get";
static const char ACT_AS[] = "iam.serviceAccounts.actAs";

static struct rr_arena lasting; // the role data
static const struct rr_roles *roles;

/* A question under construction; levels and bindings are added one by one. */
enum { MAX_LEVELS = 6, MAX_BINDINGS = 16 };
struct scene {
    struct rr_arena arena;
    struct rr_level levels[MAX_LEVELS];
    struct rr_policy policies[MAX_LEVELS];
    struct rr_binding bindings[MAX_LEVELS][MAX_BINDINGS];
    size_t n_levels;
    const struct rr_live_role *live;
    size_t n_live;
};

static void add_level(struct scene *scene, enum rr_level_kind kind, const char *resource)
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

static void bind(struct scene *scene, const char *role, const char *member)
{
    bind_if(scene, role, member, "");
}

static struct rr_answer
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
    };
    return rr_access(&question, &scene->arena);
}

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

// gcp-apis 3.3, 16.10
static void conditions_never_grant(void **state)
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
    // The project's policy cannot be read.
    folder.levels[1].policy = NULL;
    expect(ask(&folder, READ_OBJECT), RR_UNKNOWN_TRUTH, 2, RR_REASON_GROUP);
    rr_arena_free(&scene.arena);
    rr_arena_free(&folder.arena);
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

/* A generator of our own: the same worlds on every machine. */
static uint32_t random_state;

static uint32_t pick(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % n;
}

static const char *const some_roles[] = {"roles/editor",
                                         "roles/viewer",
                                         "roles/owner",
                                         "roles/run.builder",
                                         "roles/logging.logWriter",
                                         "roles/storage.objectViewer",
                                         "roles/artifactregistry.writer",
                                         "projects/p/roles/hidden",
                                         "projects/p/roles/off",
                                         "roles/iam.serviceAccountUser"};
static const char *const some_members[] = {SA,
                                           SA,
                                           "user:a@b.c",
                                           "group:g@b.c",
                                           "domain:b.c",
                                           "allAuthenticatedUsers",
                                           "deleted:" SA "?uid=1",
                                           "projectEditor:p",
                                           "projectViewer:p",
                                           "principalSet://x"};
static const char *const some_permissions[] = {
    "logging.logEntries.create", "storage.objects.get", "iam.serviceAccounts.actAs",
    "artifactregistry.repositories.uploadArtifacts", "bigquery.jobs.create"};
static const struct rr_live_role some_live[] = {{"projects/p/roles/off", "", NULL, 0, false, true}};

#define PICK(list) list[pick(sizeof list / sizeof list[0])]

static void add_random_binding(struct scene *scene)
{
    bind_if(scene, PICK(some_roles), PICK(some_members), pick(4) == 0 ? "x" : "");
}

static void random_scene(struct scene *scene)
{
    memset(scene, 0, sizeof *scene);
    scene->live = some_live;
    scene->n_live = 1;
    for (uint32_t kind = 0; kind < 4; kind++) {
        add_level(scene, (enum rr_level_kind)kind, kind == RR_LEVEL_PROJECT ? "projects/p" : "r");
        for (uint32_t n = pick(4); n > 0; n--)
            add_random_binding(scene);
        scene->levels[kind].is_bucket = kind == RR_LEVEL_RESOURCE && pick(2) == 0;
        if (pick(6) == 0) {
            scene->levels[kind].policy = NULL;
            scene->levels[kind].is_absent = kind == RR_LEVEL_RESOURCE && pick(2) == 0;
        }
    }
}

static struct rr_answer ask_some(struct scene *scene, uint32_t first, uint32_t n)
{
    return ask_as(scene, SA, some_permissions + first, n);
}

static void assert_same(struct rr_answer a, struct rr_answer b)
{
    assert_int_equal(a.truth, b.truth);
    assert_int_equal(a.only_conditional, b.only_conditional);
    assert_int_equal(a.n_lacking, b.n_lacking);
    assert_int_equal(a.n_reasons, b.n_reasons);
    for (size_t i = 0; i < a.n_reasons; i++) {
        assert_int_equal(a.reasons[i].kind, b.reasons[i].kind);
        assert_ptr_equal(a.reasons[i].level, b.reasons[i].level);
        assert_string_equal(a.reasons[i].role, b.reasons[i].role);
        assert_string_equal(a.reasons[i].member, b.reasons[i].member);
        assert_string_equal(a.reasons[i].permission, b.reasons[i].permission);
    }
}

static void shuffle(struct scene *scene)
{
    for (size_t i = 0; i < scene->n_levels; i++)
        for (size_t n = scene->policies[i].n_bindings; n > 1; n--) {
            struct rr_binding *bindings = scene->bindings[i];
            size_t j = pick((uint32_t)n);
            struct rr_binding last = bindings[n - 1];
            bindings[n - 1] = bindings[j];
            bindings[j] = last;
        }
}

/* How much access: a truth may only rise when something is added. */
static int height(enum rr_truth truth)
{
    return truth == RR_GRANTED_TRUTH ? 2 : truth == RR_UNKNOWN_TRUTH ? 1 : 0;
}

static void holds_in_random_worlds(void **state)
{
    (void)state;
    size_t seen[3] = {0};
    for (uint32_t seed = 1; seed <= 4000; seed++) {
        random_state = seed;
        struct scene scene;
        random_scene(&scene);
        uint32_t first = pick(4);
        uint32_t n = 1 + pick(2);
        struct rr_answer answer = ask_some(&scene, first, n);
        seen[answer.truth]++;
        assert_int_equal(answer.truth == RR_GRANTED_TRUTH, answer.n_lacking == 0);
        assert_true(answer.truth != RR_UNKNOWN_TRUTH || answer.n_reasons > 0);

        // The order of bindings does not matter.
        shuffle(&scene);
        assert_same(answer, ask_some(&scene, first, n));

        // Adding a binding never takes access away.
        size_t n_levels = scene.n_levels;
        scene.n_levels = 1 + pick(4);
        add_random_binding(&scene);
        scene.n_levels = n_levels;
        struct rr_answer more = ask_some(&scene, first, n);
        assert_true(height(more.truth) >= height(answer.truth));

        // A level that cannot be read gives nothing by itself, and proves nothing away.
        size_t hidden = pick(4);
        bool was_read = scene.levels[hidden].policy != NULL;
        scene.levels[hidden].policy = NULL;
        scene.levels[hidden].is_absent = false;
        struct rr_answer blind = ask_some(&scene, first, n);
        assert_int_not_equal(blind.truth, RR_DENIED_TRUTH);
        assert_true(!was_read || blind.truth != RR_GRANTED_TRUTH || more.truth == RR_GRANTED_TRUTH);
        rr_arena_free(&scene.arena);
    }
    // The worlds are worth something only when all three answers occur.
    assert_true(seen[RR_DENIED_TRUTH] > 100 && seen[RR_GRANTED_TRUTH] > 100 &&
                seen[RR_UNKNOWN_TRUTH] > 100);
}

/* 250 bindings of 1500 members each, shared by four levels. */
static struct rr_policy large_policy(struct rr_arena *arena)
{
    enum { N_BINDINGS = 250, N_MEMBERS = 1500 };
    const char **members = rr_arena_array(arena, N_MEMBERS, sizeof *members);
    for (int i = 0; i < N_MEMBERS; i++)
        members[i] = rr_arena_printf(arena, "serviceAccount:x%d@p.iam.gserviceaccount.com", i);
    members[N_MEMBERS - 1] = "group:g@b.c";
    struct rr_binding *bindings = rr_arena_array(arena, N_BINDINGS, sizeof *bindings);
    for (int i = 0; i < N_BINDINGS; i++)
        bindings[i] = (struct rr_binding){.role = some_roles[i % 7],
                                          .members = members,
                                          .n_members = N_MEMBERS,
                                          .condition = {"", "", ""}};
    return (struct rr_policy){.bindings = bindings, .n_bindings = N_BINDINGS};
}

static void is_quick(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct rr_policy policy = large_policy(&arena);
    struct scene scene = {0};
    for (int i = 0; i < 4; i++) {
        add_level(&scene, (enum rr_level_kind)i, "r");
        scene.levels[i].policy = &policy;
    }
    const char *permissions[20];
    for (int i = 0; i < 20; i++)
        permissions[i] = some_permissions[i % 4];
    int64_t from_ms = rr_clock_mono_ms(NULL);
    struct rr_answer answer = ask_as(&scene, SA, permissions, 20);
    int64_t ms = rr_clock_mono_ms(NULL) - from_ms;
    print_message("# 4 levels of 250 bindings of 1500 members, 20 permissions: %lld ms\n",
                  (long long)ms);
    assert_int_equal(answer.truth, RR_UNKNOWN_TRUTH);
    assert_true(ms < 5000); // a blunder, not a slow machine
    rr_arena_free(&scene.arena);
    rr_arena_free(&arena);
}

static int load(void **state)
{
    (void)state;
    roles = rr_roles_load(&lasting);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    rr_arena_free(&lasting);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grants_and_denies),
        cmocka_unit_test(adds_roles_up),
        cmocka_unit_test(asking_nothing_is_no_yes),
        cmocka_unit_test(conditions_never_grant),
        cmocka_unit_test(groups_may_hold_the_member),
        cmocka_unit_test(everybody_is_anybody),
        cmocka_unit_test(the_dead_give_nothing),
        cmocka_unit_test(unread_roles_may_give),
        cmocka_unit_test(unread_levels_may_give),
        cmocka_unit_test(editors_read_through_the_bucket),
        cmocka_unit_test(convenience_is_for_buckets),
        cmocka_unit_test(decisive_reasons_come_first),
        cmocka_unit_test(holds_in_random_worlds),
        cmocka_unit_test(is_quick),
    };
    return cmocka_run_group_tests_name("access", tests, load, unload);
}
