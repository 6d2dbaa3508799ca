/*
 * Every request this program makes is one that Google's discovery documents know: method, path, query
 * parameters and the fields of its body.
 */
#include "config.h"

#include <regex.h>
#include <string.h>

#include "core/gcp/account.h"
#include "core/gcp/deployment.h"
#include "core/gcp/iam_policy.h"
#include "core/gcp/operation.h"
#include "core/gcp/org_policy.h"
#include "core/gcp/repository_write.h"
#include "core/gcp/schedule.h"
#include "core/gcp/services.h"
#include "core/net/json.h"
#include "core/observe/reads.h"
#include "core/util/buf.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "tests/support/unit.h"

enum { DOCUMENT_MAX = 4 * 1024 * 1024 };

/* The documents that may describe an API; Resource Manager has two versions in use. */
static const char *const documents[RR_API_COUNT][2] = {
    [RR_API_RESOURCEMANAGER] = {"cloudresourcemanager.v1", "cloudresourcemanager.v3"},
    [RR_API_CLOUDBUILD] = {"cloudbuild.v1"},
    [RR_API_IAM] = {"iam.v1", "iam.v2"},
    [RR_API_ARTIFACTREGISTRY] = {"artifactregistry.v1"},
    [RR_API_RUN] = {"run.v2"},
    [RR_API_SCHEDULER] = {"cloudscheduler.v1"},
    [RR_API_ORGPOLICY] = {"orgpolicy.v2"},
    [RR_API_SERVICEUSAGE] = {"serviceusage.v1"},
    [RR_API_BILLING] = {"cloudbilling.v1"},
    [RR_API_STORAGE] = {"storage.v1"},
};

struct world {
    struct rr_arena arena;
    struct json_object *loaded[RR_API_COUNT][2];
};

static struct json_object *load(struct world *world, const char *name)
{
    const char *path =
        unit_shared_path(&world->arena, rr_arena_printf(&world->arena, "schemas/%s.json", name));
    RR_BUF_AUTO text = {0};
    assert_true(rr_file_read(path, DOCUMENT_MAX, &text, NULL));
    return json_tokener_parse(rr_buf_text(&text));
}

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    for (int api = 0; api < RR_API_COUNT; api++)
        for (int i = 0; i < 2; i++)
            json_object_put(world->loaded[api][i]);
    rr_arena_free(&world->arena);
    free(world);
    return 0;
}

/* "v1/projects/{projectsId}:getIamPolicy" as an expression; a variable is one segment, {+x} several. */
static bool path_matches(const char *base, const char *template, const char *path)
{
    RR_BUF_AUTO pattern = {0};
    rr_buf_printf(&pattern, "^/%s", base);
    while (*template != '\0') {
        if (*template != '{') {
            if (strchr(".+*?()[]|^$", *template) != NULL)
                rr_buf_addc(&pattern, '\\');
            rr_buf_addc(&pattern, *template ++);
            continue;
        }
        rr_buf_add(&pattern, template[1] == '+' ? ".+" : "[^/:]+");
        template += strcspn(template, "}") + 1;
    }
    rr_buf_addc(&pattern, '$');
    regex_t regex;
    assert_int_equal(regcomp(&regex, rr_buf_text(&pattern), REG_EXTENDED | REG_NOSUB), 0);
    bool matches = regexec(&regex, path, 0, NULL, 0) == 0;
    regfree(&regex);
    return matches;
}

static struct json_object *
find_method(struct json_object *node, const char *base, const struct rr_call *call)
{
    struct json_object *methods = rr_json_obj(node, "methods");
    if (methods != NULL) {
        json_object_object_foreach(methods, name, method)
        {
            (void)name;
            const char *flat = rr_json_str(method, "flatPath");
            const char *template = *flat != '\0' ? flat : rr_json_str(method, "path");
            if (strcmp(rr_json_str(method, "httpMethod"), call->method) == 0 &&
                path_matches(base, template, call->path))
                return method;
        }
    }
    struct json_object *resources = rr_json_obj(node, "resources");
    if (resources != NULL) {
        json_object_object_foreach(resources, name, child)
        {
            (void)name;
            struct json_object *found = find_method(child, base, call);
            if (found != NULL)
                return found;
        }
    }
    return NULL;
}

static void check_query(struct world *world,
                        struct json_object *document,
                        struct json_object *method,
                        const struct rr_call *call)
{
    for (const char *at = call->query; at != NULL && *at != '\0';) {
        const char *name = rr_arena_strn(&world->arena, at, strcspn(at, "=&"));
        bool is_known = rr_json_obj(rr_json_obj(method, "parameters"), name) != NULL ||
                        rr_json_obj(rr_json_obj(document, "parameters"), name) != NULL;
        if (!is_known)
            fail_msg("%s %s: no parameter %s", call->method, call->path, name);
        at += strcspn(at, "&");
        at += *at == '&';
    }
}

static void check_fields(struct json_object *document,
                         const char *schema,
                         struct json_object *value,
                         const struct rr_call *call)
{
    struct json_object *properties =
        rr_json_obj(rr_json_obj(rr_json_obj(document, "schemas"), schema), "properties");
    json_object_object_foreach(value, key, field)
    {
        struct json_object *property = rr_json_obj(properties, key);
        if (property == NULL)
            fail_msg("%s %s: %s has no field %s", call->method, call->path, schema, key);
        const char *ref = rr_json_str(property, "$ref");
        if (*ref != '\0' && json_object_is_type(field, json_type_object))
            check_fields(document, ref, field, call);
    }
}

/* One call against the documents; its body is given back. */
static void check_call(struct world *world, struct rr_call *call)
{
    assert_non_null(documents[call->api][0]);
    struct json_object *document = NULL;
    struct json_object *method = NULL;
    for (int i = 0; i < 2 && method == NULL && documents[call->api][i] != NULL; i++) {
        struct json_object **loaded = &world->loaded[call->api][i];
        if (*loaded == NULL)
            *loaded = load(world, documents[call->api][i]);
        document = *loaded;
        method = find_method(document, rr_json_str(document, "servicePath"), call);
    }
    if (method == NULL)
        fail_msg("no method %s %s", call->method, call->path);
    check_query(world, document, method, call);
    const char *schema = rr_json_str(rr_json_obj(method, "request"), "$ref");
    if (call->body != NULL)
        check_fields(document, schema, call->body, call);
    rr_call_drop(call);
}

/* A project of which everything is known that a later read needs. */
static struct rr_gather_state known_world(struct rr_observed *observed)
{
    static struct rr_fact known[RR_CONSTRAINT_COUNT];
    static const char *const ancestors[] = {"folders/11", "organizations/22"};
    static const char *roles[] = {"roles/x", "projects/my-project/roles/y",
                                  "organizations/22/roles/z"};
    for (size_t i = 0; i < RR_CONSTRAINT_COUNT; i++)
        known[i].state = RR_FACT_KNOWN;
    observed->context = rr_context_default();
    observed->context.project = "my-project";
    observed->context.region = "asia-northeast1";
    observed->context.service = "churn-api";
    observed->project = (struct rr_project){.id = "my-project", .number = "123", .parent = ""};
    observed->compute_default = "123-compute@developer.gserviceaccount.com";
    observed->build_default = "123@cloudbuild.gserviceaccount.com";
    observed->ancestors = (struct rr_ancestors){ancestors, 2, true};
    observed->reads[RR_READ_PROJECT] = (struct rr_read_facts){known, 1};
    observed->reads[RR_READ_BUILD_DEFAULT] = (struct rr_read_facts){known, 1};
    static struct rr_deny_level denies[] = {{.resource = "projects/my-project"},
                                            {.resource = "folders/11"},
                                            {.resource = "organizations/22"}};
    static const char *tokens[] = {"", "t/k=", ""};
    static struct rr_found_policy found = {
        .policy = {.name = "policies/cloudresourcemanager.googleapis.com%2Fprojects%2F123/"
                           "denypolicies/no-reads"}};
    observed->denies = denies;
    return (struct rr_gather_state){.out = observed,
                                    .page_token = "t/k=",
                                    .roles = roles,
                                    .n_roles = 3,
                                    .deny_tokens = tokens,
                                    .found = &found,
                                    .n_found = 1};
}

static size_t how_many(enum rr_read read)
{
    if (read == RR_READ_CONSTRAINT)
        return RR_CONSTRAINT_COUNT;
    if (read == RR_READ_ROLE)
        return 3;
    if (read == RR_READ_DENY_LIST)
        return 3;
    // IAM v3 has no document.
    if (read == RR_READ_BOUNDARY)
        return 0;
    if (read == RR_READ_LEVEL_CONSTRAINTS)
        return 3;
    return read == RR_READ_ANCESTOR_POLICY ? 2 : 1;
}

static void reads_are_known_methods(void **state)
{
    struct world *world = *state;
    struct rr_observed observed = {0};
    struct rr_gather_state g = known_world(&observed);
    for (int read = 0; read < RR_READ_COUNT; read++) {
        for (size_t i = 0; i < how_many((enum rr_read)read); i++) {
            struct rr_call call = {0};
            struct rr_err why = {0};
            assert_true(rr_read_rows[read].request(&g, i, &call, &why));
            check_call(world, &call);
        }
    }
    rr_arena_free(&observed.arena);
}

/* Every field is set, so that every path is seen. */
static struct rr_schedule whole_schedule(bool is_oauth)
{
    return (struct rr_schedule){.cron = "0 6 * * *",
                                .time_zone = "Asia/Tokyo",
                                .uri = "https://s-1.l.run.app/jobs",
                                .method = "POST",
                                .body = "e30=",
                                .content_type = "application/json",
                                .account = "a@p.iam.gserviceaccount.com",
                                .audience = is_oauth ? "" : "https://s-1.l.run.app",
                                .deadline = "320s",
                                .retries = "3",
                                .state = "ENABLED",
                                .is_oauth = is_oauth};
}

static void schedules_are_written_by_known_methods(void **state)
{
    struct world *world = *state;
    static const char job[] = "projects/p/locations/l/jobs/j";
    for (int is_oauth = 0; is_oauth < 2; is_oauth++) {
        struct rr_schedule schedule = whole_schedule(is_oauth != 0);
        struct rr_call calls[] = {
            rr_schedule_create(&world->arena, job, &schedule),
            rr_schedule_patch(&world->arena, job, &schedule, ~0U),
            rr_schedule_verb(&world->arena, job, "run"),
            rr_schedule_verb(&world->arena, job, "resume"),
            rr_schedule_get(&world->arena, job),
        };
        for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
            check_call(world, &calls[i]);
    }
}

static void services_and_accounts_are_written_by_known_methods(void **state)
{
    struct world *world = *state;
    static const char service[] = "projects/p/locations/l/services/s";
    struct rr_call calls[] = {
        rr_account_create(&world->arena, "p", "cloud-scheduler-invoker", "Invoker"),
        rr_run_service_patch(&world->arena, service, "invokerIamDisabled", true, "\"abc\""),
        rr_run_service_patch(&world->arena, service, "iapEnabled", true, ""),
        rr_run_job_get(&world->arena, "p", "l", "j"),
        rr_effective_get_v1(&world->arena, "p", "iam.allowedPolicyMemberDomains"),
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        check_call(world, &calls[i]);
}

static void writes_are_known_methods(void **state)
{
    struct world *world = *state;
    static const char *const services[] = {"run.googleapis.com"};
    static const char repository[] = "projects/p/locations/l/repositories/r";
    struct rr_call calls[] = {
        rr_services_enable(&world->arena, "p", services, 1),
        rr_repository_create(&world->arena, repository),
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        check_call(world, &calls[i]);
    static const struct {
        enum rr_policy_target target;
        const char *resource;
    } policies[] = {
        {RR_TARGET_PROJECT, "projects/p"},
        {RR_TARGET_REPOSITORY, repository},
        {RR_TARGET_ACCOUNT, "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com"},
        {RR_TARGET_RUN_SERVICE, "projects/p/locations/l/services/s"},
        {RR_TARGET_BUCKET, "b"},
    };
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        struct json_object *policy = json_tokener_parse("{\"etag\":\"BwY=\",\"version\":3}");
        struct rr_call call =
            rr_policy_set(&world->arena, policies[i].target, policies[i].resource, policy);
        check_call(world, &call);
        json_object_put(policy);
    }
}

/* The check itself must be able to fail. */
static void unknown_methods_are_found_out(void **state)
{
    struct world *world = *state;
    world->loaded[RR_API_RESOURCEMANAGER][0] = load(world, "cloudresourcemanager.v1");
    struct json_object *document = world->loaded[RR_API_RESOURCEMANAGER][0];
    struct rr_call call = {.method = "GET", .path = "/v1/projects/p:getIamPolicy"};
    assert_null(find_method(document, "", &call));
    call.method = "POST";
    assert_non_null(find_method(document, "", &call));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_are_known_methods, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_are_known_methods, set_up, tear_down),
        cmocka_unit_test_setup_teardown(schedules_are_written_by_known_methods, set_up, tear_down),
        cmocka_unit_test_setup_teardown(services_and_accounts_are_written_by_known_methods, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(unknown_methods_are_found_out, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
