#include "config.h"

#include <string.h>

#include "core/policy/role.h"
#include "core/util/clock.h"
#include "core/util/role_data.h"
#include "tests/support/unit.h"

static struct rr_arena arena;
static const struct rr_roles *roles;

static int load(void **state)
{
    (void)state;
    roles = rr_roles_load(&arena);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    rr_arena_free(&arena);
    return 0;
}

static enum rr_role_says says(const char *role, const char *permission)
{
    return rr_role_permits(roles, NULL, 0, role, permission);
}

static void knows_the_data(void **state)
{
    (void)state;
    size_t n = 0;
    const char *const *names = rr_roles_names(roles, &n);
    assert_string_equal(rr_roles_date(roles), "2026-08-22");
    assert_true(n > 150);
    // Binary search rests on this.
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(names[i - 1], names[i]) < 0);
    for (size_t i = 0; i < n; i++) {
        assert_non_null(rr_role_title(roles, names[i]));
        assert_false(rr_role_needs_reading(roles, names[i]));
    }
    assert_string_equal(rr_role_title(roles, "roles/run.builder"), "Cloud Run Builder");
    assert_null(rr_role_title(roles, "roles/run.builde"));
    assert_true(rr_role_needs_reading(roles, "projects/p/roles/x"));
    assert_true(rr_role_needs_reading(roles, "roles/aiplatform.user"));
}

struct tally {
    size_t n;
    size_t stop_at;
    const char *role;
    char last[128];
};

static bool tally_one(void *data, const char *permission)
{
    struct tally *tally = data;
    tally->n++;
    snprintf(tally->last, sizeof tally->last, "%s", permission);
    assert_int_equal(says(tally->role, permission), RR_ROLE_YES);
    return tally->n != tally->stop_at;
}

static void lists_permissions(void **state)
{
    (void)state;
    // gcp-apis 4.2: exactly six
    struct tally builder = {.role = "roles/run.builder"};
    rr_role_each_permission(roles, builder.role, tally_one, &builder);
    assert_int_equal(builder.n, 6);

    struct tally stopped = {.role = "roles/run.builder", .stop_at = 2};
    rr_role_each_permission(roles, stopped.role, tally_one, &stopped);
    assert_int_equal(stopped.n, 2);

    struct tally unknown = {.role = "roles/nothing"};
    rr_role_each_permission(roles, unknown.role, tally_one, &unknown);
    assert_int_equal(unknown.n, 0);

    size_t n = 0;
    const char *const *names = rr_roles_names(roles, &n);
    for (size_t i = 0; i < n; i++) {
        struct tally all = {.role = names[i]};
        rr_role_each_permission(roles, names[i], tally_one, &all);
    }
}

static void asks_whole_words_only(void **state)
{
    (void)state;
    assert_int_equal(says("roles/run.builder", "storage.objects.get"), RR_ROLE_YES);
    assert_int_equal(says("roles/run.builder", "storage.objects.list"), RR_ROLE_NO);
    assert_int_equal(says("roles/run.builder", "storage.objects.ge"), RR_ROLE_NO);
    assert_int_equal(says("roles/run.builder", "storage.objects.gett"), RR_ROLE_NO);
    assert_int_equal(says("roles/run.builder", "storage.object.get"), RR_ROLE_NO);
    assert_int_equal(says("roles/run.builder", "storage.objectss.get"), RR_ROLE_NO);
    assert_int_equal(says("roles/run.builder", "storage.get"), RR_ROLE_NO);
    assert_int_equal(says("roles/run.builder", "storage"), RR_ROLE_UNKNOWN);
    assert_int_equal(says("roles/run.builder", ""), RR_ROLE_UNKNOWN);
    assert_int_equal(says("roles/run.builder", "run.services.get,create"), RR_ROLE_NO);
}

// Silence of the data about a service is not a "no".
static void does_not_know_everything(void **state)
{
    (void)state;
    assert_int_equal(says("roles/editor", "bigquery.jobs.create"), RR_ROLE_UNKNOWN);
    assert_int_equal(says("roles/editor", "runx.services.get"), RR_ROLE_UNKNOWN);
    assert_int_equal(says("roles/aiplatform.user", "run.services.get"), RR_ROLE_UNKNOWN);
    assert_int_equal(says("projects/p/roles/x", "run.services.get"), RR_ROLE_UNKNOWN);
}

// gcp-apis 4.6
static void hears_live_roles_first(void **state)
{
    (void)state;
    static const char *const some[] = {"run.services.get", "bigquery.jobs.create"};
    const struct rr_live_role live[] = {
        {"projects/p/roles/x", "", some, 2, true, false},
        {"projects/p/roles/dead", "", some, 2, true, true},
        {"organizations/1/roles/hidden", "", NULL, 0, false, false},
        {"roles/run.builder", "", some, 2, true, false},
        {"roles/run.admin", "", NULL, 0, false, false},
        {"projects/p/roles/empty", "", NULL, 0, true, false},
        {"projects/p/roles/gone", "", NULL, 0, false, true},
    };
    static const struct {
        const char *role;
        const char *permission;
        enum rr_role_says says;
    } cases[] = {
        {"projects/p/roles/x", "run.services.get", RR_ROLE_YES},
        {"projects/p/roles/x", "bigquery.jobs.create", RR_ROLE_YES},
        {"projects/p/roles/x", "run.services.list", RR_ROLE_NO},
        {"projects/p/roles/dead", "run.services.get", RR_ROLE_NO},
        {"projects/p/roles/gone", "run.services.get", RR_ROLE_NO},
        {"organizations/1/roles/hidden", "run.services.get", RR_ROLE_UNKNOWN},
        {"projects/p/roles/empty", "run.services.get", RR_ROLE_NO},
        // A predefined role that was read is believed; one that could not be read falls back.
        {"roles/run.builder", "run.services.get", RR_ROLE_YES},
        {"roles/run.builder", "storage.objects.get", RR_ROLE_NO},
        {"roles/run.admin", "run.services.get", RR_ROLE_YES},
        {"roles/run.viewer", "run.services.get", RR_ROLE_YES},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (rr_role_permits(roles, live, 7, cases[i].role, cases[i].permission) != cases[i].says)
            fail_msg("%s %s", cases[i].role, cases[i].permission);
}

/* Requirement sets of gcp-apis 4.3, in the order of the columns below. */
enum { N_SETS = 9 };
static const char *const sets[N_SETS][5] = {
    {"logging.logEntries.create"},
    {"artifactregistry.repositories.uploadArtifacts",
     "artifactregistry.repositories.downloadArtifacts"},
    {"storage.objects.get"},
    {"storage.objects.list"},
    {"storage.objects.create"},
    {"run.services.create", "run.services.get", "run.services.update", "run.operations.get"},
    {"run.services.getIamPolicy", "run.services.setIamPolicy"},
    {"iam.serviceAccounts.actAs"},
    {"run.routes.invoke"},
};

static bool satisfies(const char *role, const char *const *set)
{
    for (size_t i = 0; set[i] != NULL; i++)
        if (says(role, set[i]) != RR_ROLE_YES)
            return false;
    return true;
}

// gcp-apis 4.4. Columns: LOG PUSH SRC_READ SRC_LIST OBJ_WRITE RUN_DEPLOY RUN_IAM ACTAS INVOKE.
// 4.5: basic roles have no storage.objects permission of their own.
static void satisfies_the_matrix(void **state)
{
    (void)state;
    static const struct {
        const char *role;
        const char *row;
    } rows[] = {
        {"owner", "xx...xxxx"},
        {"editor", "xx...x.xx"},
        {"viewer", "........."},
        {"run.builder", "xxx......"},
        {"cloudbuild.builds.builder", "xxxxx...."},
        {"cloudbuild.builds.editor", "........."},
        {"logging.logWriter", "x........"},
        {"logging.admin", "x........"},
        {"logging.bucketWriter", "........."},
        {"artifactregistry.reader", "........."},
        {"artifactregistry.writer", ".x......."},
        {"artifactregistry.repoAdmin", ".x......."},
        {"artifactregistry.createOnPushWriter", ".x......."},
        {"artifactregistry.createOnPushRepoAdmin", ".x......."},
        {"artifactregistry.admin", ".x......."},
        {"artifactregistry.editor", ".x......."},
        {"artifactregistry.containerRegistryMigrationAdmin", ".xxx....."},
        {"storage.objectViewer", "..xx....."},
        {"storage.objectCreator", "....x...."},
        {"storage.objectUser", "..xxx...."},
        {"storage.objectAdmin", "..xxx...."},
        {"storage.admin", "..xxx...."},
        {"storage.folderAdmin", "..xxx...."},
        {"storage.legacyObjectReader", "..x......"},
        {"storage.legacyObjectOwner", "..x......"},
        {"storage.legacyBucketReader", "...x....."},
        {"storage.legacyBucketWriter", "...xx...."},
        {"storage.legacyBucketOwner", "...xx...."},
        {"run.admin", ".....xx.x"},
        {"run.developer", ".....x..x"},
        {"run.editor", ".....x..x"},
        {"run.sourceDeveloper", "..xxxx..x"},
        {"run.viewer", "........."},
        {"run.invoker", "........x"},
        {"run.servicesInvoker", "........x"},
        {"iam.serviceAccountUser", ".......x."},
        {"iam.serviceAccountAdmin", "........."},
        {"iam.serviceAccountTokenCreator", "........."},
        {"iam.securityAdmin", "...x..x.."},
        {"iam.devOps", "xxxxxx.xx"},
        {"iam.mlEngineer", "..xxxx..x"},
        {"iam.infrastructureAdmin", "x.xxx...."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char role[128];
        char row[N_SETS + 1] = "";
        snprintf(role, sizeof role, "roles/%s", rows[i].role);
        assert_false(rr_role_needs_reading(roles, role));
        for (size_t j = 0; j < N_SETS; j++)
            row[j] = satisfies(role, sets[j]) ? 'x' : '.';
        if (strcmp(row, rows[i].row) != 0)
            fail_msg("%s: %s, not %s", role, row, rows[i].row);
    }
}

// Generous, so that a loaded machine or valgrind does not fail it; a linear blunder would.
static void loads_quickly(void **state)
{
    (void)state;
    enum { ROUNDS = 20 };
    int64_t from_ms = rr_clock_mono_ms(NULL);
    for (int i = 0; i < ROUNDS; i++) {
        struct rr_arena scratch = {0};
        rr_roles_load(&scratch);
        rr_arena_free(&scratch);
    }
    int64_t ms = rr_clock_mono_ms(NULL) - from_ms;
    print_message("# %d loads in %lld ms\n", (int)ROUNDS, (long long)ms);
    assert_true(ms < 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_data),         cmocka_unit_test(lists_permissions),
        cmocka_unit_test(asks_whole_words_only),  cmocka_unit_test(does_not_know_everything),
        cmocka_unit_test(hears_live_roles_first), cmocka_unit_test(satisfies_the_matrix),
        cmocka_unit_test(loads_quickly),
    };
    return cmocka_run_group_tests_name("role", tests, load, unload);
}
