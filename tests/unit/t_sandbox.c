/* Allow policies as the sandbox keeps them: etags, versions, members, constraints, rights. */
#include "config.h"

#include "tests/support/sandbox_call.h"

#define PROJECT    "/v1/projects/my-ml-project"
#define SERVICE    "/v2/projects/my-ml-project/locations/asia-northeast1/services/churn-api"
#define REPOSITORY "/v1/projects/my-ml-project/locations/asia-northeast1/repositories"

/* Reads the project's policy at version 3 and keeps the etag. */
static void read_etag(struct asked *s, char etag[32])
{
    assert_int_equal(
        ask(s, "POST", PROJECT ":getIamPolicy", "{\"options\": {\"requestedPolicyVersion\": 3}}"),
        200);
    snprintf(etag, 32, "%s", sb_text(s->answer, "etag"));
}

static int set_bindings(struct asked *s, const char *etag, int version, const char *bindings)
{
    char body[4000];
    snprintf(body, sizeof body,
             "{\"policy\": {\"etag\": \"%s\", \"version\": %d, \"bindings\": [%s]}}", etag, version,
             bindings);
    return ask(s, "POST", PROJECT ":setIamPolicy", body);
}

#define OWNER "{\"role\": \"roles/owner\", \"members\": [\"user:you@example.com\"]}"

static void etag_guards_a_write(void **state)
{
    (void)state;
    struct asked *s = ask_open("fresh");
    char etag[32], next[32];
    read_etag(s, etag);
    assert_int_equal(set_bindings(s, etag, 3, OWNER), 200);
    read_etag(s, next);
    assert_string_not_equal(etag, next);
    assert_int_equal(set_bindings(s, etag, 3, OWNER), 409);
    assert_string_equal(ask_status(s), "ABORTED");
    assert_non_null(strstr(ask_message(s), "concurrent policy changes"));
    assert_int_equal(set_bindings(s, "", 3, OWNER), 200); // without an etag Google writes
    ask_close(s);
}

/* gcloud sends bytes in the URL-safe alphabet, whatever it read. Source: RFC 4648, 5; proto3 JSON mapping. */
static void an_etag_may_come_in_either_alphabet_of_base64(void **state)
{
    (void)state;
    struct asked *s = ask_open("fresh");
    char etag[32];
    read_etag(s, etag);
    for (int tries = 0; strpbrk(etag, "+/") == NULL; tries++) {
        assert_true(tries < 200);
        assert_int_equal(set_bindings(s, etag, 3, OWNER), 200);
        read_etag(s, etag);
    }
    for (char *at = etag; *at != '\0'; at++)
        *at = (char)(*at == '+' ? '-' : *at == '/' ? '_' : *at);
    assert_int_equal(set_bindings(s, etag, 3, OWNER), 200);
    etag[strcspn(etag, "=")] = '\0';
    assert_int_equal(set_bindings(s, etag, 3, OWNER), 409);
    read_etag(s, etag);
    etag[strcspn(etag, "=")] = '\0';
    assert_int_equal(set_bindings(s, etag, 3, OWNER), 200);
    ask_close(s);
}

static void a_repository_never_granted_shows_only_an_etag(void **state)
{
    (void)state;
    struct asked *s = ask_open("partial");
    assert_int_equal(ask(s, "GET", REPOSITORY "/cloud-run-source-deploy:getIamPolicy", NULL), 200);
    assert_string_equal(sb_text(s->answer, "etag"), "ACAB");
    assert_int_equal(json_object_object_length(s->answer), 1);
    ask_close(s);
}

static void conditions_need_version_three(void **state)
{
    (void)state;
    struct asked *s = ask_open("conditional");
    char etag[32];
    assert_int_equal(ask(s, "POST", PROJECT ":getIamPolicy", "{}"), 200);
    assert_int_equal(sb_number(s->answer, "version", 0), 1);
    assert_non_null(strstr(json_object_to_json_string(s->answer), "_withcond_"));
    read_etag(s, etag);
    assert_int_equal(sb_number(s->answer, "version", 0), 3);
    assert_int_equal(set_bindings(s, etag, 1, OWNER), 400);
    assert_string_equal(ask_status(s), "INVALID_ARGUMENT");
    assert_int_equal(set_bindings(s, etag, 2, OWNER), 400);
    assert_int_equal(set_bindings(s, etag, 3, OWNER), 200);
    assert_int_equal(sb_number(s->answer, "version", 0), 1);
    ask_close(s);
}

static void audit_configs_outlive_a_write_without_mask(void **state)
{
    (void)state;
    struct asked *s = ask_open("partial");
    char etag[32];
    read_etag(s, etag);
    assert_int_equal(set_bindings(s, etag, 3, OWNER), 200);
    assert_int_equal(sb_length(sb_get(s->answer, "auditConfigs")), 1);
    ask_close(s);
}

static void members_are_lowered_and_merged(void **state)
{
    (void)state;
    struct asked *s = ask_open("fresh");
    assert_int_equal(set_bindings(s, "", 3,
                                  OWNER
                                  ",{\"role\": \"roles/run.viewer\", \"members\": "
                                  "[\"user:B@Example.com\"]},{\"role\": \"roles/run.viewer\", "
                                  "\"members\": [\"user:a@example.com\", \"user:b@example.com\"]}"),
                     200);
    sb_tree *binding = sb_at(sb_get(s->answer, "bindings"), 1);
    assert_string_equal(sb_text(binding, "role"), "roles/run.viewer");
    assert_int_equal(sb_length(sb_get(binding, "members")), 2);
    assert_true(sb_array_has(sb_get(binding, "members"), "user:b@example.com"));
    ask_close(s);
}

static void what_is_not_there_is_refused(void **state)
{
    (void)state;
    struct asked *s = ask_open("first-day");
    static const struct {
        const char *binding;
        const char *message;
    } rows[] = {
        {"{\"role\": \"roles/run.viewer\", \"members\": "
         "[\"serviceAccount:nobody@my-ml-project.iam.gserviceaccount.com\"]}",
         "Service account nobody@my-ml-project.iam.gserviceaccount.com does not exist."},
        {"{\"role\": \"roles/run.viewer\", \"members\": [\"user:left@example.com\"]}",
         "User left@example.com does not exist."},
        {"{\"role\": \"roles/run.viewer\", \"members\": [\"allUsers\"]}", "allUsers"},
        {"{\"role\": \"roles/run.viewer\", \"members\": [\"someone\"]}", "unknown type"},
        {"{\"role\": \"roles/run.wizard\", \"members\": [\"user:a@example.com\"]}",
         "roles/run.wizard"},
        {"{\"role\": \"roles/owner\", \"members\": [\"user:new@example.com\"]}",
         "invalid argument"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(set_bindings(s, "", 3, rows[i].binding), 400);
        assert_non_null(strstr(ask_message(s), rows[i].message));
    }
    ask_close(s);
}

#define PUBLIC                                                                                     \
    "{\"policy\": {\"bindings\": [{\"role\": \"roles/run.invoker\", \"members\": "                 \
    "[\"allUsers\"]}]}}"

static void everybody_is_kept_out_by_the_organisation(void **state)
{
    (void)state;
    struct asked *s = ask_open("org-blocked");
    assert_int_equal(ask(s, "POST", SERVICE ":setIamPolicy", PUBLIC), 400);
    assert_string_equal(ask_status(s), "FAILED_PRECONDITION");
    assert_non_null(strstr(ask_message(s), "do not belong to a permitted customer,  perhaps"));
    ask_close(s);
    s = ask_open("org-blocked-managed");
    assert_int_equal(ask(s, "POST", SERVICE ":setIamPolicy", PUBLIC), 400);
    assert_non_null(strstr(ask_message(s), "Operation denied by org policy"));
    assert_string_equal(ask_reason(s), "CUSTOM_ORG_POLICY_VIOLATION");
    ask_close(s);
    s = ask_open("deployed-public");
    assert_int_equal(ask(s, "POST", SERVICE ":setIamPolicy", PUBLIC), 200);
    ask_close(s);
}

static void rights_are_asked(void **state)
{
    (void)state;
    struct asked *s = ask_open("no-rights");
    assert_int_equal(ask(s, "GET", PROJECT, NULL), 200);
    assert_int_equal(set_bindings(s, "", 3, OWNER), 403);
    assert_string_equal(ask_reason(s), "IAM_PERMISSION_DENIED");
    assert_int_equal(ask(s, "POST", PROJECT ":testIamPermissions",
                         "{\"permissions\": [\"resourcemanager.projects.get\", "
                         "\"resourcemanager.projects.setIamPolicy\"]}"),
                     200);
    assert_int_equal(sb_length(sb_get(s->answer, "permissions")), 1);
    assert_int_equal(
        ask(s, "POST", PROJECT ":testIamPermissions", "{\"permissions\": [\"run.services.fly\"]}"),
        400);
    assert_int_equal(ask(s, "GET", "/v1/projects/somebody-elses", NULL), 403);
    ask_close(s);
}

static void org_unreadable_hides_the_organisation(void **state)
{
    (void)state;
    struct asked *s = ask_open("org-unreadable");
    const char *policy = "/v2/projects/my-ml-project/policies/iam.allowedPolicyMemberDomains"
                         ":getEffectivePolicy";
    assert_int_equal(ask(s, "GET", policy, NULL), 403);
    assert_int_equal(ask(s, "POST", "/v3/organizations/987654321098:getIamPolicy", "{}"), 403);
    assert_int_equal(ask(s, "POST", PROJECT ":getIamPolicy", "{}"), 200);
    ask_close(s);
    s = ask_open("first-day");
    assert_int_equal(ask(s, "GET", policy, NULL), 200);
    assert_int_equal(ask(s, "POST", "/v3/organizations/987654321098:getIamPolicy", "{}"), 200);
    assert_int_equal(ask(s, "POST", "/v3/folders/246813579024:getIamPolicy", "{}"), 200);
    ask_close(s);
}

static void a_service_that_is_off_says_so(void **state)
{
    (void)state;
    struct asked *s = ask_open("apis-off");
    const char *account = PROJECT "/locations/global/defaultServiceAccount";
    assert_int_equal(ask(s, "GET", account, NULL), 403);
    assert_string_equal(ask_reason(s), "SERVICE_DISABLED");
    assert_int_equal(ask(s, "POST", PROJECT "/services:batchEnable",
                         "{\"serviceIds\": [\"cloudbuild.googleapis.com\"]}"),
                     200);
    assert_null(sb_get(s->answer, "done"));
    assert_int_equal(ask(s, "GET", account, NULL), 403);
    s->later_ms = 1000;
    assert_int_equal(ask(s, "GET", account, NULL), 200);
    ask_close(s);
}

static void a_repository_takes_time(void **state)
{
    (void)state;
    struct asked *s = ask_open("fresh");
    const char *create = REPOSITORY "?repositoryId=cloud-run-source-deploy";
    assert_int_equal(ask(s, "POST", create, "{\"format\": \"DOCKER\"}"), 200);
    char operation[200];
    snprintf(operation, sizeof operation, "/v1/%s", sb_text(s->answer, "name"));
    assert_int_equal(ask(s, "GET", REPOSITORY "/cloud-run-source-deploy", NULL), 404);
    assert_int_equal(ask(s, "POST", create, "{\"format\": \"DOCKER\"}"), 409);
    s->later_ms = 1000;
    assert_int_equal(ask(s, "GET", operation, NULL), 200);
    assert_true(sb_flag(s->answer, "done", false));
    assert_int_equal(ask(s, "GET", REPOSITORY "/cloud-run-source-deploy", NULL), 200);
    ask_close(s);
}

static void the_invoker_check_can_be_switched_off_or_not(void **state)
{
    (void)state;
    const char *off = "{\"invokerIamDisabled\": true}";
    struct asked *s = ask_open("org-blocked");
    assert_int_equal(ask(s, "PATCH", SERVICE "?updateMask=invokerIamDisabled", off), 200);
    assert_int_equal(ask(s, "GET", SERVICE, NULL), 200);
    assert_true(sb_flag(s->answer, "invokerIamDisabled", false));
    ask_close(s);
    s = ask_open("invoker-check-required");
    assert_int_equal(ask(s, "PATCH", SERVICE "?updateMask=invokerIamDisabled", off), 400);
    assert_non_null(strstr(ask_message(s), "invoker_iam_disabled is not currently available"));
    ask_close(s);
}

static void buckets_let_editors_in_by_their_own_policy(void **state)
{
    (void)state;
    struct asked *s = ask_open("deployed-public");
    const char *bucket = "/storage/v1/b/run-sources-my-ml-project-asia-northeast1";
    assert_int_equal(ask(s, "GET", bucket, NULL), 200);
    assert_int_equal(
        ask(s, "GET",
            "/storage/v1/b/run-sources-my-ml-project-asia-northeast1/iam/testPermissions"
            "?permissions=storage.objects.get&permissions=storage.buckets.get",
            NULL),
        200);
    assert_int_equal(sb_length(sb_get(s->answer, "permissions")), 2);
    assert_int_equal(ask(s, "GET", "/storage/v1/b/none", NULL), 404);
    ask_close(s);
}

static void a_job_runs_as_its_account_may(void **state)
{
    (void)state;
    struct asked *s = ask_open("deployed-scheduled");
    const char *job = PROJECT "/locations/asia-northeast1/jobs/churn-hourly";
    assert_int_equal(
        ask(s, "POST", PROJECT "/locations/asia-northeast1/jobs/churn-hourly:run", "{}"), 200);
    s->later_ms = 1000;
    assert_int_equal(ask(s, "GET", job, NULL), 200);
    assert_int_equal(sb_number(sb_get(s->answer, "status"), "code", 0), 0);
    assert_int_equal(ask(s, "POST", SERVICE ":setIamPolicy", "{\"policy\": {\"bindings\": []}}"),
                     200);
    assert_int_equal(
        ask(s, "POST", PROJECT "/locations/asia-northeast1/jobs/churn-hourly:run", "{}"), 200);
    s->later_ms = 2000;
    assert_int_equal(ask(s, "GET", job, NULL), 200);
    assert_int_equal(sb_number(sb_get(s->answer, "status"), "code", 0), 7);
    ask_close(s);
}

static void a_person_needs_a_quota_project_for_org_policies(void **state)
{
    (void)state;
    struct asked *s = ask_open("first-day");
    const char *policy = "/v2/projects/my-ml-project/policies/iam.allowedPolicyMemberDomains"
                         ":getEffectivePolicy";
    s->token = "Bearer x";
    assert_int_equal(ask(s, "GET", policy, NULL), 403);
    assert_string_equal(ask_reason(s), "SERVICE_DISABLED");
    assert_non_null(strstr(ask_message(s), "32555940559"));
    s->user_project = "my-ml-project";
    assert_int_equal(ask(s, "GET", policy, NULL), 200);
    ask_close(s);
}

static void deny_policies_can_have_googles_quota(void **state)
{
    (void)state;
    struct asked *s = ask_open("deny");
    const char *list =
        "/v2/policies/cloudresourcemanager.googleapis.com%2Fprojects%2Fmy-ml-project/"
        "denypolicies";
    s->world.deny_reads_per_minute = 2;
    s->later_ms = 60000 - rr_clock_wall_ms(&(struct rr_clock){0}) % 60000; // a fresh minute
    assert_int_equal(ask(s, "GET", list, NULL), 200);
    assert_int_equal(ask(s, "GET", list, NULL), 200);
    assert_int_equal(ask(s, "GET", list, NULL), 429);
    s->later_ms += 60000;
    assert_int_equal(ask(s, "GET", list, NULL), 200);
    ask_close(s);
}

static void a_schedule_starts_a_job_of_cloud_run(void **state)
{
    (void)state;
    struct asked *s = ask_open("deployed-job");
    const char *run = PROJECT "/locations/asia-northeast1/jobs/churn-nightly:run";
    const char *policy =
        "/v2/projects/my-ml-project/locations/asia-northeast1/jobs/churn-batch:setIamPolicy";
    assert_int_equal(ask(s, "POST", run, "{}"), 200);
    s->later_ms = 1000;
    assert_int_equal(ask(s, "GET", PROJECT "/locations/asia-northeast1/jobs/churn-nightly", NULL),
                     200);
    assert_int_equal(sb_number(sb_get(s->answer, "status"), "code", 0), 0);
    assert_int_equal(ask(s, "POST", policy, "{\"policy\": {\"bindings\": []}}"), 200);
    assert_int_equal(ask(s, "POST", run, "{}"), 200);
    s->later_ms = 2000;
    assert_int_equal(ask(s, "GET", PROJECT "/locations/asia-northeast1/jobs/churn-nightly", NULL),
                     200);
    assert_int_equal(sb_number(sb_get(s->answer, "status"), "code", 0), 7);
    ask_close(s);
}

static void a_token_may_be_required(void **state)
{
    (void)state;
    struct asked *s = ask_open("fresh");
    s->world.require_token = "secret";
    assert_int_equal(ask(s, "GET", PROJECT, NULL), 401);
    s->token = "Bearer other";
    assert_int_equal(ask(s, "GET", PROJECT, NULL), 401);
    assert_string_equal(ask_reason(s), "ACCESS_TOKEN_EXPIRED");
    s->token = "Bearer secret";
    assert_int_equal(ask(s, "GET", PROJECT, NULL), 200);
    s->user_project = "somebody-elses";
    assert_int_equal(ask(s, "GET", PROJECT, NULL), 403);
    assert_string_equal(ask_reason(s), "USER_PROJECT_DENIED");
    ask_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(etag_guards_a_write),
        cmocka_unit_test(an_etag_may_come_in_either_alphabet_of_base64),
        cmocka_unit_test(a_repository_never_granted_shows_only_an_etag),
        cmocka_unit_test(conditions_need_version_three),
        cmocka_unit_test(audit_configs_outlive_a_write_without_mask),
        cmocka_unit_test(members_are_lowered_and_merged),
        cmocka_unit_test(what_is_not_there_is_refused),
        cmocka_unit_test(everybody_is_kept_out_by_the_organisation),
        cmocka_unit_test(rights_are_asked),
        cmocka_unit_test(org_unreadable_hides_the_organisation),
        cmocka_unit_test(a_service_that_is_off_says_so),
        cmocka_unit_test(a_repository_takes_time),
        cmocka_unit_test(the_invoker_check_can_be_switched_off_or_not),
        cmocka_unit_test(buckets_let_editors_in_by_their_own_policy),
        cmocka_unit_test(a_job_runs_as_its_account_may),
        cmocka_unit_test(a_token_may_be_required),
        cmocka_unit_test(a_person_needs_a_quota_project_for_org_policies),
        cmocka_unit_test(deny_policies_can_have_googles_quota),
        cmocka_unit_test(a_schedule_starts_a_job_of_cloud_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
