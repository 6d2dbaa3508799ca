#include "config.h"

#include <glob.h>
#include <string.h>

#include "core/gcp/google_error.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "tests/support/unit.h"

static struct rr_arena arena;

static struct rr_err read_error(int status, const char *body)
{
    struct rr_err err = {0};
    rr_google_error(status, "application/json; charset=UTF-8", body, strlen(body), &err);
    assert_int_equal(err.http_status, status);
    assert_int_not_equal(err.kind, RR_OK);
    assert_string_not_equal(err.summary, "");
    return err;
}

#define INFO(reason, metadata)                                                                     \
    "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" reason    \
    "\",\"domain\":\"googleapis.com\",\"metadata\":{" metadata "}}]"

static void kinds(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *body;
        enum rr_err_kind kind;
        const char *reason;
        const char *permission;
    } rows[] = {
        {401, "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}", RR_NOT_SIGNED_IN,
         "UNAUTHENTICATED", ""},
        {403,
         "{\"error\":{\"status\":\"PERMISSION_DENIED\"," INFO("IAM_PERMISSION_DENIED",
                                                              "\"permission\":\"a.b.c\"") "}}",
         RR_DENIED, "IAM_PERMISSION_DENIED", "a.b.c"},
        {403,
         "{\"error\":{\"status\":\"PERMISSION_DENIED\",\"message\":\"Permission 'run.services.get' "
         "denied on resource "
         "'projects/p' (or it may not exist).\"}}",
         RR_DENIED, "PERMISSION_DENIED", "run.services.get"},
        {403,
         "{\"error\":{\"errors\":[{\"reason\":\"forbidden\"}],\"message\":\"x@y does not have "
         "storage.buckets.get "
         "access to the Google Cloud Storage bucket.\"}}",
         RR_DENIED, "forbidden", "storage.buckets.get"},
        {403, "{\"error\":{\"status\":\"PERMISSION_DENIED\"," INFO("SERVICE_DISABLED", "") "}}",
         RR_API_OFF, "SERVICE_DISABLED", ""},
        {403,
         "{\"error\":{\"message\":\"X API has not been used in project 1 before or it is "
         "disabled.\"}}",
         RR_API_OFF, "SERVICE_DISABLED", ""},
        {403,
         "{\"error\":{\"errors\":[{\"reason\":\"rateLimitExceeded\"}],\"message\":\"slow down\"}}",
         RR_QUOTA, "rateLimitExceeded", ""},
        {403, "{\"error\":{\"status\":\"PERMISSION_DENIED\"," INFO("VPC_SERVICE_CONTROLS", "") "}}",
         RR_BLOCKED, "VPC_SERVICE_CONTROLS", ""},
        {403, "{\"error\":{" INFO("USER_PROJECT_DENIED", "") "}}", RR_DENIED, "USER_PROJECT_DENIED",
         ""},
        {403, "{\"error\":{" INFO("BILLING_DISABLED", "") "}}", RR_PRECONDITION, "BILLING_DISABLED",
         ""},
        {404, "{\"error\":{\"status\":\"NOT_FOUND\"}}", RR_NOT_FOUND, "NOT_FOUND", ""},
        {409, "{\"error\":{\"status\":\"ALREADY_EXISTS\"}}", RR_EXISTS, "ALREADY_EXISTS", ""},
        {409, "{\"error\":{\"status\":\"ABORTED\"}}", RR_CONFLICT, "ABORTED", ""},
        {409,
         "{\"error\":{\"message\":\"Revision named 'r' with different configuration already "
         "exists.\"}}",
         RR_CONFLICT, "", ""},
        {412, "{\"error\":{\"errors\":[{\"reason\":\"conditionNotMet\"}]}}", RR_CONFLICT,
         "conditionNotMet", ""},
        {412,
         "{\"error\":{\"message\":\"One or more users named in the policy do not belong to a "
         "permitted customer.\"}}",
         RR_BLOCKED, "constraints/iam.allowedPolicyMemberDomains", ""},
        {400,
         "{\"error\":{\"status\":\"FAILED_PRECONDITION\",\"message\":\"One or more users named in "
         "the policy do not belong "
         "to a permitted customer,  perhaps due to an organization policy.\"}}",
         RR_BLOCKED, "constraints/iam.allowedPolicyMemberDomains", ""},
        {400,
         "{\"error\":{\"status\":\"FAILED_PRECONDITION\",\"message\":\"Operation denied by org "
         "policy: "
         "[\\\"constraints/iam.managed.allowedPolicyMembers\\\": x]\"," INFO(
             "CUSTOM_ORG_POLICY_VIOLATION", "") "}}",
         RR_BLOCKED, "constraints/iam.managed.allowedPolicyMembers", ""},
        {400,
         "{\"error\":{\"message\":\"Operation denied by custom org policies: "
         "[\\\"customConstraints/custom.noPublic\\\": "
         "\\\"no\\\"]\"}}",
         RR_BLOCKED, "customConstraints/custom.noPublic", ""},
        {400,
         "{\"error\":{\"status\":\"FAILED_PRECONDITION\",\"details\":[{\"@type\":\"type.googleapis."
         "com/google.rpc."
         "PreconditionFailure\",\"violations\":[{\"type\":\"constraints/run.allowedIngress\"}]}]}}",
         RR_BLOCKED, "constraints/run.allowedIngress", ""},
        {400,
         "{\"error\":{\"status\":\"FAILED_PRECONDITION\",\"message\":\"Another activation or "
         "deactivation is in progress\"}}",
         RR_CONFLICT, "ACTIVATION_IN_PROGRESS", ""},
        {400, "{\"error\":{\"status\":\"FAILED_PRECONDITION\"}}", RR_PRECONDITION,
         "FAILED_PRECONDITION", ""},
        {400, "{\"error\":{\"status\":\"INVALID_ARGUMENT\"}}", RR_CLOUD, "INVALID_ARGUMENT", ""},
        {400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad Request\"}",
         RR_NOT_SIGNED_IN, "invalid_grant", ""},
        {429, "{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\"}}", RR_QUOTA, "RESOURCE_EXHAUSTED",
         ""},
        {503, "[{\"error\":{\"status\":\"UNAVAILABLE\"}}]", RR_CLOUD, "UNAVAILABLE", ""},
        {302, "", RR_BAD_REPLY, "", ""},
        {407, "", RR_OFFLINE, "PROXY_AUTH", ""},
        {502, "<html>", RR_CLOUD, "", ""},
        {500, "{}", RR_CLOUD, "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_err err = read_error(rows[i].status, rows[i].body);
        if (err.kind != rows[i].kind || !rr_str_eq(err.reason, rows[i].reason) ||
            !rr_str_eq(err.permission, rows[i].permission))
            fail_msg("%d %s: %s, %s, %s", rows[i].status, rows[i].body, rr_err_kind_word(err.kind),
                     err.reason, err.permission);
    }
}

static void the_message_is_kept_and_harmless(void **state)
{
    (void)state;
    struct rr_err err =
        read_error(400, "{\"error\":{\"message\":\"a\\u001b[31mb\\u009bc\\u202ed\\ne\","
                        "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\","
                        "\"fieldViolations\":[{\"field\":\"f\",\"description\":\"bad\"}]},"
                        "{\"@type\":\"type.googleapis.com/"
                        "google.rpc.Help\",\"links\":[{\"url\":\"https://h\"}]}]}}");
    assert_string_equal(err.detail, "a<U+001B>[31mb<U+009B>c<U+202E>d\ne\nf: bad\nhttps://h");
}

static void long_messages_end_at_a_character(void **state)
{
    (void)state;
    RR_BUF_AUTO body = {0};
    rr_buf_add(&body, "{\"error\":{\"message\":\"x");
    for (int i = 0; i < 2000; i++)
        rr_buf_add(&body, "\xE3\x81\x82");
    rr_buf_add(&body, "\"}}");
    struct rr_err err = read_error(400, body.data);
    assert_int_equal(strlen(err.detail) % 3, 1);
    assert_true(strlen(err.detail) > 900);
}

static void html_is_shown_as_text(void **state)
{
    (void)state;
    struct rr_err err = {0};
    static const char page[] = "<html><body>\n<h1>Bad   Gateway</h1></body></html>";
    rr_google_error(502, "text/html", page, strlen(page), &err);
    assert_int_equal(err.kind, RR_CLOUD);
    assert_string_equal(err.detail, "Bad Gateway");
}

static void operations_speak_grpc(void **state)
{
    (void)state;
    struct rr_err err = {0};
    RR_JSON_AUTO struct json_object *status = NULL;
    static const char text[] = "{\"code\":7,\"message\":\"Permission 'iam.serviceaccounts.actAs' "
                               "denied on service account x\"}";
    assert_true(rr_json_parse(text, strlen(text), 1000, &status, &err));
    rr_google_status_error(status, &err);
    assert_int_equal(err.kind, RR_DENIED);
    assert_int_equal(err.http_status, 403);
    assert_string_equal(err.reason, "PERMISSION_DENIED");
    assert_string_equal(err.permission, "iam.serviceaccounts.actAs");
}

static void retry_info(void **state)
{
    (void)state;
    static const char body[] =
        "{\"error\":{\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
        "\"retryDelay\":\"1.5s\"}]}}";
    assert_int_equal(rr_google_retry_ms(body, strlen(body)), 1500);
    assert_int_equal(rr_google_retry_ms("{}", 2), -1);
}

/* What the recorded answers must come out as, where the status alone does not say it. */
static const struct {
    const char *file;
    enum rr_err_kind kind;
    const char *reason;
} expected[] = {
    {"errors-403-SERVICE_DISABLED-apphub", RR_API_OFF, "SERVICE_DISABLED"},
    {"errors-403-SERVICE_DISABLED-devicestreaming-nodetails", RR_API_OFF, "SERVICE_DISABLED"},
    {"quoted-errors-403-SERVICE_DISABLED-run-v2-projectid", RR_API_OFF, "SERVICE_DISABLED"},
    {"quoted-errors-400-projects-setIamPolicy-allowedPolicyMemberDomains", RR_BLOCKED,
     "constraints/iam.allowedPolicyMemberDomains"},
    {"quoted-errors-400-serviceusage-billing-not-found", RR_PRECONDITION,
     "UREQ_PROJECT_BILLING_NOT_FOUND"},
    {"quoted-errors-401-ACCESS_TOKEN_EXPIRED", RR_NOT_SIGNED_IN, "ACCESS_TOKEN_EXPIRED"},
    {"quoted-errors-403-USER_PROJECT_DENIED", RR_DENIED, "USER_PROJECT_DENIED"},
    {"quoted-errors-403-iamcredentials-generateAccessToken", RR_DENIED, "IAM_PERMISSION_DENIED"},
    {"quoted-errors-409-setIamPolicy-concurrent-changes", RR_CONFLICT, "ABORTED"},
    {"quoted-errors-409-iam-serviceAccounts-create-ResourceInfo", RR_EXISTS, "ALREADY_EXISTS"},
    {"quoted-errors-409-run-v2-patch-revision-exists", RR_CONFLICT, ""},
    {"quoted-errors-404-html-unknown-path", RR_BAD_REPLY, ""},
    {"quoted-errors-oauth2-token-400-invalid_rapt", RR_NOT_SIGNED_IN, "invalid_grant"},
    {"errors-409-storage-bucket-not-empty", RR_CONFLICT, "conflict"},
    {"errors-500-INTERNAL-discoveryengine", RR_CLOUD, "INTERNAL"},
};

static void check_recorded(const char *path, int status, struct json_object *body)
{
    bool is_text = json_object_is_type(body, json_type_string);
    const char *bytes = is_text        ? json_object_get_string(body)
                        : body != NULL ? rr_json_text(body)
                                       : "";
    struct rr_err err = {0};
    rr_google_error(status, is_text ? "text/html" : "application/json", bytes, strlen(bytes), &err);
    bool may_be_bad = is_text && status == 404;
    if (err.kind == RR_OK || (err.kind == RR_BAD_REPLY && !may_be_bad) ||
        err.http_status != status || *err.detail == '\0')
        fail_msg("%s: %s", path, rr_err_kind_word(err.kind));
    const char *message = rr_json_str(rr_json_obj(body, "error"), "message");
    if (strlen(message) < 600 && strchr(message, '\r') == NULL &&
        strstr(err.detail, message) == NULL)
        fail_msg("%s: the message is not kept: %s", path, err.detail);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (strstr(path, rr_arena_printf(&arena, "/%s.json", expected[i].file)) != NULL &&
            (err.kind != expected[i].kind || !rr_str_eq(err.reason, expected[i].reason)))
            fail_msg("%s: %s, %s", path, rr_err_kind_word(err.kind), err.reason);
}

static size_t check_file(const char *path)
{
    struct rr_err err = {0};
    size_t n = 0;
    RR_BUF_AUTO bytes = {0};
    RR_JSON_AUTO struct json_object *exchanges = NULL;
    if (!rr_file_read(path, 64 << 20, &bytes, &err) ||
        !rr_json_parse(rr_buf_text(&bytes), bytes.len, 64 << 20, &exchanges, &err))
        fail_msg("%s: %s %s", path, err.summary, err.detail);
    for (size_t i = 0; i < rr_json_len(exchanges); i++) {
        struct json_object *response = rr_json_obj(rr_json_at(exchanges, i), "response");
        int status = (int)rr_json_int(response, "status");
        if (status < 400)
            continue;
        check_recorded(path, status, json_object_object_get(response, "body"));
        n++;
    }
    return n;
}

static void recorded_answers(void **state)
{
    (void)state;
    glob_t files;
    size_t n = 0;
    const char *pattern = unit_shared_path(&arena, "fixtures/recorded/*.json");
    if (glob(pattern, 0, NULL, &files) != 0) {
        print_message("no recorded answers: %s\n", pattern);
        skip();
    }
    for (size_t i = 0; i < files.gl_pathc; i++)
        n += check_file(files.gl_pathv[i]);
    globfree(&files);
    rr_arena_free(&arena);
    print_message("%zu recorded error answers\n", n);
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds),
        cmocka_unit_test(the_message_is_kept_and_harmless),
        cmocka_unit_test(long_messages_end_at_a_character),
        cmocka_unit_test(html_is_shown_as_text),
        cmocka_unit_test(operations_speak_grpc),
        cmocka_unit_test(retry_info),
        cmocka_unit_test(recorded_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
