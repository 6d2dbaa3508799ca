/* Routes, strictness about names, faults and scenario files of the sandbox. */
#include "config.h"

#include "core/util/fileio.h"
#include "sandbox/fault.h"
#include "sandbox/fields.h"
#include "sandbox/sandbox.h"
#include "tests/support/sandbox_call.h"

#define PROJECT "/v1/projects/my-ml-project"

static void templates_fit_paths(void **state)
{
    (void)state;
    static const struct {
        const char *template;
        const char *path;
        bool fits;
        const char *value;
    } rows[] = {
        {"/v1/projects/{p}", "/v1/projects/a", true, "a"},
        {"/v1/projects/{p}", "/v1/projects/a/b", false, NULL},
        {"/v1/projects/{p}", "/v1/projects/a:getIamPolicy", false, NULL},
        {"/v1/projects/{p}", "/v1/projects/example.com:a", true, "example.com:a"},
        {"/v1/projects/{p}:getIamPolicy", "/v1/projects/a:getIamPolicy", true, "a"},
        {"/v1/projects/{p}:getIamPolicy", "/v1/projects/a%3AgetIamPolicy", true, "a"},
        {"/v1/projects/{p}:getIamPolicy", "/v1/projects/a", false, NULL},
        {"/v2/policies/{a}/denypolicies", "/v2/policies/x%2Fy/denypolicies", true, "x/y"},
        {"/v1/projects/{p}", "/v1/projects/", false, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_arena arena = {0};
        struct sb_pair vars[8];
        size_t n = 0;
        assert_int_equal(sb_route_fits(&arena, rows[i].template, rows[i].path, vars, &n),
                         rows[i].fits);
        if (rows[i].fits)
            assert_string_equal(vars[0].value, rows[i].value);
        rr_arena_free(&arena);
    }
}

static void what_google_does_not_know_is_refused(void **state)
{
    (void)state;
    struct asked *s = ask_open("fresh");
    assert_int_equal(ask(s, "GET", PROJECT ":getIamPolicy", NULL), 404); // POST there
    assert_null(s->answer);
    assert_int_equal(ask(s, "GET", "/v9/projects/my-ml-project", NULL), 404);
    assert_int_equal(ask(s, "GET", PROJECT "?verbose=1", NULL), 400);
    assert_non_null(
        strstr(ask_message(s), "Unknown name \"verbose\": Cannot bind query parameter."));
    assert_int_equal(ask(s, "POST", PROJECT ":getIamPolicy", "{\"option\": {}}"), 400);
    assert_string_equal(ask_message(s), "Invalid JSON payload received. Unknown name \"option\": "
                                        "Cannot find field.");
    assert_int_equal(
        ask(s, "POST", PROJECT ":setIamPolicy",
            "{\"policy\": {\"bindings\": [{\"role\": \"roles/viewer\", \"member\": []}]}}"),
        400);
    assert_string_equal(ask_message(s), "Invalid JSON payload received. Unknown name \"member\" at "
                                        "'policy.bindings[0]': Cannot find field.");
    assert_int_equal(ask(s, "POST", PROJECT ":getIamPolicy", "{broken"), 400);
    ask_close(s);
}

static void the_registry_takes_no_mask(void **state)
{
    (void)state;
    struct asked *s = ask_open("partial");
    assert_int_equal(ask(s, "POST",
                         PROJECT "/locations/asia-northeast1/repositories/cloud-run-source-deploy"
                                 ":setIamPolicy",
                         "{\"policy\": {}, \"updateMask\": \"bindings\"}"),
                     400);
    assert_non_null(strstr(ask_message(s), "\"updateMask\""));
    ask_close(s);
}

static void absolute_targets_are_understood(void **state)
{
    (void)state;
    struct asked *s = ask_open("deployed-public");
    assert_int_equal(ask(s, "GET",
                         "http://asia-northeast1-run.googleapis.com/apis/serving.knative.dev/v1/"
                         "namespaces/my-ml-project/services/churn-api?alt=json",
                         NULL),
                     200);
    assert_string_equal(sb_text(s->answer, "kind"), "Service");
    assert_int_equal(ask(s, "GET",
                         "http://us-central1-run.googleapis.com/apis/serving.knative.dev/v1/"
                         "namespaces/my-ml-project/services/churn-api",
                         NULL),
                     404);
    ask_close(s);
}

static void deny_policies_answer_to_names_encoded_once_or_twice(void **state)
{
    (void)state;
    struct asked *s = ask_open("deny");
    assert_int_equal(
        ask(s, "GET",
            "/v2/policies/cloudresourcemanager.googleapis.com%2Fprojects%2Fmy-ml-project/"
            "denypolicies",
            NULL),
        200);
    sb_tree *policy = sb_at(sb_get(s->answer, "policies"), 0);
    assert_null(sb_get(policy, "rules"));
    char target[300];
    snprintf(target, sizeof target, "/v2/%s", sb_text(policy, "name"));
    assert_int_equal(ask(s, "GET", target, NULL), 200);
    assert_int_equal(sb_length(sb_get(s->answer, "rules")), 1);
    assert_int_equal(ask(s, "GET",
                         "/v2/policies/cloudresourcemanager.googleapis.com%252Fprojects%252F"
                         "123456789012/denypolicies/no-object-reads",
                         NULL),
                     200);
    ask_close(s);
}

static void lists_come_in_pages(void **state)
{
    (void)state;
    struct asked *s = ask_open("fresh");
    assert_int_equal(ask(s, "GET", PROJECT "/services?filter=state:ENABLED&pageSize=10", NULL),
                     200);
    assert_int_equal(sb_length(sb_get(s->answer, "services")), 10);
    char target[200];
    snprintf(target, sizeof target,
             PROJECT "/services?filter=state:ENABLED&pageSize=10&pageToken=%s",
             sb_text(s->answer, "nextPageToken"));
    assert_int_equal(ask(s, "GET", target, NULL), 200);
    assert_int_equal(sb_length(sb_get(s->answer, "services")), 3);
    assert_string_equal(sb_text(s->answer, "nextPageToken"), "");
    ask_close(s);
}

static void faults_are_read(void **state)
{
    (void)state;
    struct sb_fault fault;
    struct rr_err err = {0};
    assert_true(
        sb_fault_parse("*:setIamPolicy:POST=503,after=1,count=2,retry-after=7", &fault, &err));
    assert_string_equal(fault.glob, "*:setIamPolicy");
    assert_string_equal(fault.method, "POST");
    assert_int_equal(fault.status, 503);
    assert_int_equal(fault.retry_after, 7);
    const char *path = "/v1/projects/p:setIamPolicy";
    assert_false(sb_fault_strikes(&fault, "GET", path));
    assert_false(sb_fault_strikes(&fault, "POST", "/v1/projects/p"));
    assert_false(sb_fault_strikes(&fault, "POST", path)); // after=1
    assert_true(sb_fault_strikes(&fault, "POST", path));
    assert_true(sb_fault_strikes(&fault, "POST", path));
    assert_false(sb_fault_strikes(&fault, "POST", path)); // count=2
    assert_true(sb_fault_parse("/v1/*=stale,reads=3", &fault, &err));
    assert_int_equal(fault.amount, 3);
    static const char *const bad[] = {"", "x", "=503", "x=", "x=200", "x=sad", "x=503,count=-1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(sb_fault_parse(bad[i], &fault, &err));
        assert_int_equal(err.kind, RR_BAD_INPUT);
    }
}

static void every_builtin_scenario_works_and_bears_its_title(void **state)
{
    (void)state;
    int n = 0;
    for (const char *name; (name = rr_sandbox_scenario_name(n)) != NULL; n++) {
        struct asked *s = ask_open(name);
        assert_string_equal(sb_text(s->world.scenario, "title"), rr_sandbox_scenario_title(n));
        assert_int_equal(ask(s, "GET", PROJECT, NULL), 200);
        ask_close(s);
    }
    int files = 0;
    while (sb_scenario_files[files].name != NULL)
        files++;
    assert_int_equal(n, files);
}

static void big_leaves_room_for_the_grants_of_the_guide(void **state)
{
    (void)state;
    struct asked *s = ask_open("big");
    size_t members = 0;
    assert_int_equal(ask(s, "POST", PROJECT ":getIamPolicy", "{}"), 200);
    sb_tree *bindings = sb_get(s->answer, "bindings");
    for (size_t i = 0; i < sb_length(bindings); i++)
        members += sb_length(sb_get(sb_at(bindings, i), "members"));
    assert_int_equal(sb_length(bindings), 250);
    assert_int_equal(members, 1495);
    ask_close(s);
}

static void broken_scenarios_are_explained(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *part;
    } rows[] = {
        {"{\n\"title\": \"x\",\n oops}", "line 3"},
        {"{\"titel\": \"x\"}", "\"titel\""},
        {"{\"title\": \"x\"}", "\"projects\""},
        {"{\"projects\": {\"p\": {\"number\": \"x1\"}}}", "projects/p"},
        {"{\"projects\": {\"p\": {\"number\": \"1\", \"bucket\": {}}}}", "\"bucket\""},
        {"{\"projects\": {\"p\": {\"number\": \"1\", \"parent\": \"folders/9\"}}}", "projects/p"},
        {"{\"projects\": {\"p\": {\"number\": \"1\", \"bindings\": {\"roles/viewer\": "
         "\"user:a@b\"}}}}",
         "roles/viewer"},
        {"{\"like\": \"nothing\"}", "nothing"},
    };
    struct rr_arena arena = {0};
    const char *path = unit_path(&arena, "broken.json");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_err err = {0};
        assert_true(rr_file_replace(path, rows[i].text, strlen(rows[i].text), 0600, &err));
        struct rr_sandbox_options options = {.scenario = path};
        assert_null(rr_sandbox_start(&options, &err));
        assert_int_equal(err.kind, RR_BAD_INPUT);
        assert_non_null(strstr(err.summary, rows[i].part));
    }
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_fit_paths),
        cmocka_unit_test(what_google_does_not_know_is_refused),
        cmocka_unit_test(the_registry_takes_no_mask),
        cmocka_unit_test(absolute_targets_are_understood),
        cmocka_unit_test(deny_policies_answer_to_names_encoded_once_or_twice),
        cmocka_unit_test(lists_come_in_pages),
        cmocka_unit_test(faults_are_read),
        cmocka_unit_test(every_builtin_scenario_works_and_bears_its_title),
        cmocka_unit_test(big_leaves_room_for_the_grants_of_the_guide),
        cmocka_unit_test(broken_scenarios_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
