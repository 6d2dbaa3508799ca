/*
 * What must hold of access in any world: random policies, and one that is as large as they come.
 */
#include "config.h"

#include <string.h>

#include "core/policy/access.h"
#include "core/util/clock.h"
#include "tests/support/scene.h"
#include "tests/support/unit.h"

/* A generator of our own: the same worlds on every machine. */
static uint32_t random_state;

static uint32_t pick(uint32_t n)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % n;
}

static const char DEAD[] = "deleted:" SA "?uid=1";

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
                                           DEAD,
                                           "projectEditor:p",
                                           "projectViewer:p",
                                           "principalSet://x"};
static const char *const some_permissions[] = {
    "logging.logEntries.create", "storage.objects.get", "iam.serviceAccounts.actAs",
    "artifactregistry.repositories.uploadArtifacts", "bigquery.jobs.create"};
static const struct rr_live_role some_live[] = {{"projects/p/roles/off", "", NULL, 0, false, true}};

#define PICK(list) (list)[pick(sizeof(list) / sizeof((list)[0]))]

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_in_random_worlds),
        cmocka_unit_test(is_quick),
    };
    return cmocka_run_group_tests_name("access in random worlds", tests, load_roles, unload_roles);
}
