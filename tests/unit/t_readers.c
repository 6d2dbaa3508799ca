/*
 * The recorded answers of Google's APIs go through the readers: each answer whose address a reader is
 * meant for must give what the answer visibly holds.
 */
#include "config.h"

#include <dirent.h>
#include <regex.h>
#include <string.h>

#include "core/gcp/account.h"
#include "core/gcp/deployment.h"
#include "core/gcp/granted.h"
#include "core/gcp/project.h"
#include "core/gcp/role_read.h"
#include "core/gcp/services.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "tests/support/unit.h"

enum { FILE_MAX = 16 * 1024 * 1024 };

static void reads_project(struct json_object *body, struct rr_arena *arena)
{
    struct rr_project project = rr_project_read(body, arena);
    assert_string_equal(project.id, rr_json_str(body, "projectId"));
    assert_true(rr_str_has_suffix(rr_json_str(body, "name"), project.number));
    assert_string_equal(project.state, rr_json_str(body, "state"));
    assert_true(*project.parent == '\0' || strchr(project.parent, '/') != NULL);
}

static void reads_ancestors(struct json_object *body, struct rr_arena *arena)
{
    struct rr_ancestors ancestors = rr_ancestors_read(body, arena);
    assert_int_equal(ancestors.n + 1, rr_json_len(rr_json_arr(body, "ancestor")));
    for (size_t i = 0; i < ancestors.n; i++)
        assert_true(rr_str_has_prefix(ancestors.resources[i], "folders/") ||
                    rr_str_has_prefix(ancestors.resources[i], "organizations/"));
}

static void reads_billing(struct json_object *body, struct rr_arena *arena)
{
    struct rr_billing billing = rr_billing_read(body, arena);
    assert_int_equal(billing.is_enabled, rr_json_bool(body, "billingEnabled"));
    assert_true(!billing.is_enabled || *billing.account != '\0');
}

static void count_service(void *data, const char *service)
{
    assert_true(rr_str_has_suffix(service, ".googleapis.com") || strchr(service, '.') != NULL);
    ++*(size_t *)data;
}

static void reads_services(struct json_object *body, struct rr_arena *arena)
{
    size_t n = 0;
    size_t enabled = 0;
    struct json_object *list = rr_json_arr(body, "services");
    for (size_t i = 0; i < rr_json_len(list); i++)
        enabled += strcmp(rr_json_str(rr_json_at(list, i), "state"), "ENABLED") == 0;
    const char *next = rr_services_read(body, count_service, &n, arena);
    assert_int_equal(n, enabled);
    assert_string_equal(next, rr_json_str(body, "nextPageToken"));
}

static void reads_account(struct json_object *body, struct rr_arena *arena)
{
    struct rr_account account = rr_account_read(body, arena);
    assert_string_equal(account.email, rr_json_str(body, "email"));
    assert_int_equal(account.is_disabled, rr_json_bool(body, "disabled"));
}

static void reads_repository(struct json_object *body, struct rr_arena *arena)
{
    struct rr_repository repository = rr_repository_read(body, arena);
    assert_string_equal(repository.format, rr_json_str(body, "format"));
    assert_true(*repository.format != '\0');
}

static void reads_service(struct json_object *body, struct rr_arena *arena)
{
    struct rr_run_service service = rr_run_service_read(body, arena);
    assert_string_equal(service.uri, rr_json_str(body, "uri"));
    assert_true(service.port > 0);
    assert_true(*service.runtime_account == '\0' || strchr(service.runtime_account, '@') != NULL);
}

static void reads_role(struct json_object *body, struct rr_arena *arena)
{
    struct rr_live_role role = rr_role_read(body, rr_json_str(body, "name"), arena);
    assert_true(role.is_known);
    assert_int_equal(role.n_permissions, rr_json_len(rr_json_arr(body, "includedPermissions")));
    assert_int_equal(role.is_dead, rr_json_bool(body, "deleted"));
}

static void reads_bucket(struct json_object *body, struct rr_arena *arena)
{
    assert_true(*rr_bucket_read_owner(body, arena) != '\0');
}

static void reads_granted(struct json_object *body, struct rr_arena *arena)
{
    size_t n = 0;
    rr_granted_read(body, &n, arena);
    assert_int_equal(n, rr_json_len(rr_json_arr(body, "permissions")));
}

static const struct {
    const char *method;
    const char *address; // expression on the URL without its query
    void (*check)(struct json_object *body, struct rr_arena *arena);
    int least; // recorded answers that there are at least
} readers[] = {
    {"GET", "/v3/projects/[^/:]+$", reads_project, 3},
    {"POST", ":getAncestry$", reads_ancestors, 1},
    {"GET", "/billingInfo$", reads_billing, 1},
    {"GET", "serviceusage.*/v1/projects/[^/]+/services$", reads_services, 5},
    {"GET", "/serviceAccounts/[^/:]+$", reads_account, 20},
    {"GET", "/v1/projects/.*/repositories/[^/:]+$", reads_repository, 1},
    {"GET", "/v2/projects/.*/services/[^/:]+$", reads_service, 0},
    {"GET", "iam.*/roles/[^/:]+$", reads_role, 2},
    {"GET", "storage/v1/b/[^/]+$", reads_bucket, 5},
    {"POST", ":testIamPermissions$", reads_granted, 1},
};

enum { N_READERS = sizeof readers / sizeof *readers };

struct tally {
    int n[N_READERS];
};

static bool address_matches(const char *expression, const char *url)
{
    regex_t regex;
    assert_int_equal(regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB), 0);
    bool matches = regexec(&regex, url, 0, NULL, 0) == 0;
    regfree(&regex);
    return matches;
}

static void
check_exchange(struct json_object *exchange, struct rr_arena *arena, struct tally *tally)
{
    struct json_object *request = rr_json_obj(exchange, "request");
    struct json_object *response = rr_json_obj(exchange, "response");
    struct json_object *body = rr_json_obj(response, "body");
    const char *full = rr_json_str(request, "url");
    const char *url = rr_arena_strn(arena, full, strcspn(full, "?"));
    if (rr_json_int(response, "status") != 200 || body == NULL)
        return;
    for (int i = 0; i < N_READERS; i++) {
        if (strcmp(readers[i].method, rr_json_str(request, "method")) != 0 ||
            !address_matches(readers[i].address, url))
            continue;
        readers[i].check(body, arena);
        tally->n[i]++;
    }
}

static void check_file(const char *path, struct rr_arena *arena, struct tally *tally)
{
    RR_BUF_AUTO text = {0};
    assert_true(rr_file_read(path, FILE_MAX, &text, NULL));
    struct json_object *exchanges = json_tokener_parse(rr_buf_text(&text));
    assert_non_null(exchanges);
    for (size_t i = 0; i < rr_json_len(exchanges); i++)
        check_exchange(rr_json_at(exchanges, i), arena, tally);
    json_object_put(exchanges);
}

static void check_folder(const char *name, struct rr_arena *arena, struct tally *tally)
{
    const char *folder = unit_shared_path(arena, name);
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (rr_str_has_suffix(entry->d_name, ".json"))
            check_file(rr_arena_printf(arena, "%s/%s", folder, entry->d_name), arena, tally);
    closedir(dir);
}

static void recorded_answers_are_read(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct tally tally = {0};
    check_folder("fixtures/recorded", &arena, &tally);
    for (int i = 0; i < N_READERS; i++)
        assert_true(tally.n[i] >= readers[i].least);
    check_folder("fixtures/unverified", &arena, &tally);
    for (int i = 0; i < N_READERS; i++)
        assert_true(tally.n[i] > 0);
    rr_arena_free(&arena);
}

/* Google leaves out what is false, zero or empty; nothing may depend on a field being there. */
static void empty_answers_are_read(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct json_object *empty = json_object_new_object();
    assert_string_equal(rr_project_read(empty, &arena).number, "");
    assert_int_equal(rr_ancestors_read(empty, &arena).n, 0);
    assert_false(rr_billing_read(empty, &arena).is_enabled);
    assert_false(rr_account_read(empty, &arena).is_disabled);
    assert_string_equal(rr_build_account_read(empty, &arena), "");
    assert_int_equal(rr_run_service_read(empty, &arena).port, 8080);
    assert_int_equal(rr_role_read(empty, "roles/x", &arena).n_permissions, 0);
    assert_string_equal(rr_project_read(NULL, &arena).id, "");
    json_object_put(empty);
    rr_arena_free(&arena);
}

static void build_account_is_the_last_segment(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        const char *email;
    } cases[] = {
        {"{\"serviceAccountEmail\":\"projects/p/serviceAccounts/a@b\"}", "a@b"},
        {"{\"serviceAccountEmail\":\"projects/1/serviceAccounts/a@b\"}", "a@b"},
        {"{\"serviceAccountEmail\":\"a@b\"}", "a@b"},
        {"{\"serviceAccountEmail\":\"\"}", ""},
        {"{\"name\":\"projects/p/locations/l/defaultServiceAccount\"}", ""},
    };
    struct rr_arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_object *json = json_tokener_parse(cases[i].json);
        assert_string_equal(rr_build_account_read(json, &arena), cases[i].email);
        json_object_put(json);
    }
    rr_arena_free(&arena);
}

/* Source: gcp-apis 8.1, the name as gcloud makes it. */
static void bucket_name_is_gclouds(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    assert_string_equal(rr_source_bucket_name(&arena, "my-project", "us-central1"),
                        "run-sources-my-project-us-central1");
    assert_string_equal(rr_source_bucket_name(&arena, "google.com:my-google", "l"),
                        "run-sources-elgoog_com_my-elgoog-l");
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recorded_answers_are_read),
        cmocka_unit_test(empty_answers_are_read),
        cmocka_unit_test(build_account_is_the_last_segment),
        cmocka_unit_test(bucket_name_is_gclouds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
