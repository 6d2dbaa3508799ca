#include "config.h"

#include <string.h>

#include "core/gcp/call.h"
#include "core/net/json.h"
#include "tests/support/server.h"

/* What a test's calls need, over one server. */
struct rig {
    struct server server;
    const char *env_lines[8];
    struct rr_env env;
    struct rr_http *http;
    struct rr_gcloud_config *gcloud;
    struct rr_auth *auth;
    struct rr_caller *caller;
    int n_events;
    int64_t last_wait_ms;
};

static struct rr_arena arena;

static void observe(void *data, const struct rr_call_event *event)
{
    struct rig *rig = data;
    rig->n_events++;
    rig->last_wait_ms = event->wait_ms;
}

/* `token` NULL = no sign-in. */
static void rig_start(struct rig *rig, server_fn *answer, const char *token)
{
    struct rr_err err = {0};
    memset(rig, 0, sizeof *rig);
    server_start(&rig->server, answer, rig);
    rig->env_lines[0] = "HOME=/nonexistent";
    rig->env_lines[1] =
        token != NULL ? rr_arena_printf(&arena, "GOOGLE_OAUTH_ACCESS_TOKEN=%s", token) : NULL;
    rig->env = (struct rr_env){unit_env_get, rig->env_lines};
    rig->http = rr_http_new(&(struct rr_http_options){.env = &rig->env});
    assert_non_null(rig->http);
    rig->gcloud = rr_gcloud_config_new(&rig->env);
    rig->auth = rr_auth_new(&(struct rr_auth_options){
        .http = rig->http, .env = &rig->env, .gcloud = rig->gcloud, .no_sign_in = token == NULL});
    struct rr_caller_options options = {
        .http = rig->http,
        .auth = rig->auth,
        .retry = {.base_ms = 1, .cap_ms = 4},
        .observe = observe,
        .data = rig,
    };
    assert_true(rr_endpoints_all(&options.endpoints, rig->server.url, &err));
    rig->caller = rr_caller_new(&options);
}

static void rig_stop(struct rig *rig)
{
    rr_caller_free(rig->caller);
    rr_auth_free(rig->auth);
    rr_gcloud_config_free(rig->gcloud);
    rr_http_free(rig->http);
    server_stop(&rig->server);
    rr_arena_free(&arena);
}

static bool get(struct rig *rig, struct json_object **out, struct rr_err *err)
{
    struct rr_call call = {
        .api = RR_API_RUN, .method = "GET", .path = "/v2/x", .query = "pageSize=5"};
    return rr_call_wait(rig->caller, &call, out, err);
}

static bool post(struct rig *rig, const char *path, bool idempotent, struct rr_err *err)
{
    RR_JSON_AUTO struct json_object *body = json_object_new_object();
    json_object_object_add(body, "a", json_object_new_string("b/c"));
    struct rr_call call = {
        .api = RR_API_RUN, .method = "POST", .path = path, .body = body, .idempotent = idempotent};
    return rr_call_wait(rig->caller, &call, NULL, err);
}

static void
answer_ok(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    server_reply_json(reply, 200, "{\"name\":\"x\"}");
}

static void sends_what_it_was_given(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    RR_JSON_AUTO struct json_object *json = NULL;
    rig_start(&rig, answer_ok, "ya29.token");
    assert_true(get(&rig, &json, &err));
    assert_string_equal(rr_json_str(json, "name"), "x");
    assert_true(post(&rig, "/v2/y:z", false, &err));
    const struct server_request *first = &rig.server.log[0];
    const struct server_request *second = &rig.server.log[1];
    assert_string_equal(first->target, "/v2/x?pageSize=5");
    assert_string_equal(server_header(&arena, first, "Authorization"), "Bearer ya29.token");
    assert_string_equal(server_header(&arena, first, "User-Agent"), "runready/" PACKAGE_VERSION);
    assert_string_equal(server_header(&arena, first, "x-goog-user-project"), "");
    assert_string_equal(second->method, "POST");
    assert_string_equal(second->body, "{\"a\":\"b/c\"}");
    assert_string_equal(server_header(&arena, second, "Content-Type"),
                        "application/json; charset=utf-8");
    assert_int_equal(rig.n_events, 2);
    assert_int_equal(rig.last_wait_ms, -1);
    rig_stop(&rig);
}

static void without_sign_in_no_token_is_sent(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_ok, NULL);
    assert_true(get(&rig, NULL, &err));
    assert_string_equal(server_header(&arena, &rig.server.log[0], "Authorization"), "");
    rig_stop(&rig);
}

static void
answer_503_twice(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)request;
    if (server->n_log <= 2)
        server_reply_json(reply, 503, "{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}");
    else
        server_reply_json(reply, 200, "{}");
}

static void a_read_is_tried_again(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_503_twice, NULL);
    assert_true(get(&rig, NULL, &err));
    assert_int_equal(rig.server.n_log, 3);
    assert_int_equal(rig.n_events, 3);
    rig_stop(&rig);
}

static void a_write_is_not(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_503_twice, NULL);
    assert_false(post(&rig, "/v2/y", false, &err));
    assert_int_equal(err.kind, RR_CLOUD);
    assert_int_equal(err.http_status, 503);
    assert_int_equal(rig.server.n_log, 1);
    rig_stop(&rig);
}

static void
answer_nothing(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    (void)reply;
}

static void a_lost_answer_is_unknown_only_where_something_changed(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_nothing, NULL);
    assert_false(post(&rig, "/v2/y", false, &err));
    assert_int_equal(err.kind, RR_OUTCOME_UNKNOWN);
    assert_int_equal(rig.server.n_log, 1);
    assert_false(post(&rig, "/v2/y:setIamPolicy", true, &err));
    assert_int_equal(err.kind, RR_OUTCOME_UNKNOWN);
    assert_int_equal(rig.server.n_log, 5);
    assert_false(post(&rig, "/v2/y:testIamPermissions", true, &err));
    assert_int_equal(err.kind, RR_OFFLINE);
    assert_false(get(&rig, NULL, &err));
    assert_int_equal(err.kind, RR_OFFLINE);
    rig_stop(&rig);
}

static void
answer_401(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)request;
    bool is_first = server->n_log == 1;
    server_reply_json(reply, is_first ? 401 : 200, "{}");
}

static void a_refused_token_is_refreshed_once(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_401, "t");
    assert_true(post(&rig, "/v2/y", false, &err));
    assert_int_equal(rig.server.n_log, 2);
    rig_stop(&rig);
}

static void
answer_quota(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    if (strstr(request->head, "x-goog-user-project: p1") != NULL)
        server_reply_json(
            reply, 403,
            "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"details\":[{\"@type\":"
            "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"USER_PROJECT_DENIED\"}]}}");
    else
        server_reply_json(reply, 200, "{}");
}

static void a_refused_quota_project_is_left_out(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_quota, "t");
    struct rr_call call = {
        .api = RR_API_ORGPOLICY, .method = "GET", .path = "/v2/x", .quota_project = "p1"};
    assert_true(rr_call_wait(rig.caller, &call, NULL, &err));
    assert_int_equal(rig.server.n_log, 2);
    rig_stop(&rig);
}

static void
answer_html(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    server_reply(reply, 200, "Content-Type: text/html\r\n", "<html>hello</html>");
}

static void a_good_status_with_no_json_is_a_bad_reply(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_html, NULL);
    assert_false(get(&rig, NULL, &err));
    assert_int_equal(err.kind, RR_BAD_REPLY);
    assert_int_equal(rig.server.n_log, 1);
    rig_stop(&rig);
}

static void
answer_redirect(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    server_reply(reply, 302, "Location: /elsewhere\r\n", "");
}

static void redirects_are_errors(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_redirect, "t");
    assert_false(get(&rig, NULL, &err));
    assert_int_equal(err.kind, RR_BAD_REPLY);
    assert_int_equal(rig.server.n_log, 1);
    rig_stop(&rig);
}

static void count(void *data, const struct rr_reply *reply, const struct rr_err *err)
{
    int *counts = data;
    counts[reply != NULL ? 0 : err->kind]++;
}

static void many_at_once(void **state)
{
    (void)state;
    struct rig rig;
    int counts[RR_ERR_KIND_COUNT] = {0};
    rig_start(&rig, answer_ok, "t");
    struct rr_call call = {.api = RR_API_IAM, .method = "GET", .path = "/v1/x"};
    for (int i = 0; i < 20; i++)
        rr_call_start(rig.caller, &call, count, counts);
    rr_caller_run(rig.caller);
    assert_int_equal(counts[0], 20);
    assert_false(rr_http_busy(rig.http));
    rig_stop(&rig);
}

static void cancelling_ends_what_waits(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    int counts[RR_ERR_KIND_COUNT] = {0};
    rig_start(&rig, answer_ok, "t");
    struct rr_call call = {.api = RR_API_IAM, .method = "GET", .path = "/v1/x"};
    rr_call_start(rig.caller, &call, count, counts);
    rr_call_start(rig.caller, &call, count, counts);
    rr_caller_cancel(rig.caller);
    rr_caller_run(rig.caller);
    assert_int_equal(counts[RR_CANCELLED], 2);
    assert_false(get(&rig, NULL, &err));
    assert_int_equal(err.kind, RR_CANCELLED);
    rr_caller_resume(rig.caller);
    assert_true(get(&rig, NULL, &err));
    rig_stop(&rig);
}

static void without_sign_in_google_is_not_called(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_err err = {0};
    rig_start(&rig, answer_ok, NULL);
    struct rr_caller_options options = {.http = rig.http, .auth = rig.auth};
    assert_true(rr_endpoints_from_env(&options.endpoints, &rig.env, &err));
    struct rr_caller *caller = rr_caller_new(&options);
    struct rr_call call = {.api = RR_API_RUN, .method = "GET", .path = "/v2/x"};
    assert_false(rr_call_wait(caller, &call, NULL, &err));
    assert_int_equal(err.kind, RR_BAD_INPUT);
    assert_non_null(strstr(err.detail, "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN"));
    rr_caller_free(caller);
    rig_stop(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sends_what_it_was_given),
        cmocka_unit_test(without_sign_in_no_token_is_sent),
        cmocka_unit_test(a_read_is_tried_again),
        cmocka_unit_test(a_write_is_not),
        cmocka_unit_test(a_lost_answer_is_unknown_only_where_something_changed),
        cmocka_unit_test(a_refused_token_is_refreshed_once),
        cmocka_unit_test(a_refused_quota_project_is_left_out),
        cmocka_unit_test(a_good_status_with_no_json_is_a_bad_reply),
        cmocka_unit_test(redirects_are_errors),
        cmocka_unit_test(many_at_once),
        cmocka_unit_test(cancelling_ends_what_waits),
        cmocka_unit_test(without_sign_in_google_is_not_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
