#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "core/auth/oauth.h"
#include "core/util/str.h"
#include "tests/support/rig.h"

static void a_token_in_the_environment(void **state)
{
    (void)state;
    struct rig rig;
    rig_init(&rig, "env-token");
    set(&rig, "GOOGLE_OAUTH_ACCESS_TOKEN=ya29.a-b_c");
    set(&rig, "GOOGLE_CLOUD_QUOTA_PROJECT=q");
    rig_start(&rig);
    const struct rr_credential *credential = ask(&rig);
    assert_string_equal(rig.token, "ya29.a-b_c");
    assert_int_equal(credential->kind, RR_AUTH_UNKNOWN);
    assert_string_equal(credential->source, "env-token");
    assert_string_equal(credential->quota_project, "q");
    rig_stop(&rig);
}

static void a_token_file_and_what_is_no_token(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum rr_err_kind kind;
    } rows[] = {{" tok \n", RR_OK},
                {"", RR_NOT_SIGNED_IN},
                {"a b", RR_NOT_SIGNED_IN},
                {"a\r\nX-Evil: 1", RR_NOT_SIGNED_IN},
                {"a\x1b", RR_NOT_SIGNED_IN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rig rig;
        rig_init(&rig, "token-file");
        const char *path = put(&rig, "token", rows[i].text);
        set(&rig, rr_arena_printf(&rig.arena, "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE=%s", path));
        rig_start(&rig);
        const struct rr_credential *credential = ask(&rig);
        assert_int_equal(rig.err.kind, rows[i].kind);
        assert_null(strstr(rig.err.detail, "Evil"));
        if (credential != NULL) {
            assert_string_equal(rig.token, "tok");
            assert_string_equal(credential->path, path);
        }
        rig_stop(&rig);
    }
}

static void a_named_file_that_is_missing_is_an_error(void **state)
{
    (void)state;
    struct rig rig;
    rig_init(&rig, "missing");
    set(&rig, "GOOGLE_APPLICATION_CREDENTIALS=/nonexistent/key.json");
    rig_start(&rig);
    assert_null(ask(&rig));
    assert_int_equal(rig.err.kind, RR_NOT_SIGNED_IN);
    assert_non_null(strstr(rig.err.summary, "/nonexistent/key.json"));
    rig_stop(&rig);
}

static void nobody_is_signed_in(void **state)
{
    (void)state;
    struct rig rig;
    size_t n = 0;
    rig_init(&rig, "nobody");
    rig_start(&rig);
    assert_null(ask(&rig));
    assert_int_equal(rig.err.kind, RR_NOT_SIGNED_IN);
    assert_non_null(strstr(rig.err.detail, "gcloud auth application-default login"));
    const struct rr_auth_note *notes = rr_auth_notes(rig.auth, &n);
    assert_int_equal(n, 8);
    assert_string_equal(notes[n - 1].source, "metadata");
    assert_null(rr_auth_current(rig.auth));
    rig_stop(&rig);
}

static void
answer_token(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)request;
    int64_t *lifetime_s = server->data;
    RR_BUF_AUTO body = {0};
    rr_buf_printf(&body,
                  "{\"access_token\":\"fresh-%d\",\"expires_in\":%lld,\"token_type\":\"Bearer\"}",
                  server->n_log, (long long)*lifetime_s);
    server_reply(reply, 200, "Content-Type: application/json\r\nMetadata-Flavor: Google\r\n",
                 body.data);
}

static void put_adc(struct rig *rig, const struct server *server)
{
    put(rig, ".config/gcloud/application_default_credentials.json",
        rr_arena_printf(
            &rig->arena,
            "{\"type\":\"authorized_user\",\"client_id\":\"id\",\"client_secret\":\"s&=\","
            "\"refresh_token\":"
            "\"1//r\",\"quota_project_id\":\"qp\",\"account\":\"a@b.c\",\"token_uri\":\"%s/"
            "token\"}",
            server->url));
}

static void default_credentials_are_refreshed(void **state)
{
    (void)state;
    struct rig rig;
    struct server server;
    int64_t lifetime_s = 3600;
    server_start(&server, answer_token, &lifetime_s);
    rig_init(&rig, "adc");
    put_adc(&rig, &server);
    rig_start(&rig);
    const struct rr_credential *credential = ask(&rig);
    assert_non_null(credential);
    assert_string_equal(rig.token, "fresh-1");
    assert_int_equal(credential->kind, RR_AUTH_PERSON);
    assert_string_equal(credential->source, "adc");
    assert_string_equal(credential->account, "a@b.c");
    assert_string_equal(credential->quota_project, "qp");
    assert_string_equal(
        server.log[0].body,
        "grant_type=refresh_token&client_id=id&client_secret=s%26%3D&refresh_token=1%2F%2Fr");

    // Good for long: asked no more. Nearly over, or refused: asked again.
    unsigned serial = credential->serial;
    ask(&rig);
    assert_int_equal(server.n_log, 1);
    rig.wall_ms += 3400 * 1000;
    ask(&rig);
    assert_string_equal(rig.token, "fresh-2");
    rr_auth_refuse(rig.auth, serial);
    ask(&rig);
    assert_string_equal(rig.token, "fresh-2");
    rr_auth_refuse(rig.auth, rr_auth_current(rig.auth)->serial);
    ask(&rig);
    assert_string_equal(rig.token, "fresh-3");
    rig_stop(&rig);
    server_stop(&server);
}

static void many_who_wait_are_one_request(void **state)
{
    (void)state;
    struct rig rig;
    struct server server;
    int64_t lifetime_s = 3600;
    server_start(&server, answer_token, &lifetime_s);
    rig_init(&rig, "adc-many");
    put_adc(&rig, &server);
    rig_start(&rig);
    struct rig forgotten = {0};
    for (int i = 0; i < 10; i++)
        rr_auth_ask(rig.auth, told, &rig);
    rr_auth_ask(rig.auth, told, &forgotten);
    rr_auth_forget(rig.auth, &forgotten);
    while (rr_http_turn(rig.http, -1))
        continue;
    assert_int_equal(rig.n_told, 10);
    assert_int_equal(forgotten.n_told, 0);
    assert_int_equal(server.n_log, 1);
    rig_stop(&rig);
    server_stop(&server);
}

static void
answer_revoked(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    server_reply_json(reply, 400,
                      "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been expired "
                      "or revoked.\"}");
}

static void a_dead_sign_in_names_the_command(void **state)
{
    (void)state;
    struct rig rig;
    struct server server;
    server_start(&server, answer_revoked, NULL);
    rig_init(&rig, "revoked");
    put_adc(&rig, &server);
    rig_start(&rig);
    assert_null(ask(&rig));
    assert_int_equal(rig.err.kind, RR_NOT_SIGNED_IN);
    assert_string_equal(rig.err.reason, "invalid_grant");
    assert_non_null(strstr(rig.err.detail, "gcloud auth application-default login"));
    assert_null(strstr(rig.err.detail, "1//r"));
    assert_int_equal(server.n_log, 1);
    rig_stop(&rig);
    server_stop(&server);
}

static void token_errors(void **state)
{
    (void)state;
    static const struct {
        enum rr_oauth_grant grant;
        int status;
        const char *body;
        enum rr_err_kind kind;
        const char *part;
    } rows[] = {
        {RR_GRANT_REFRESH, 400,
         "{\"error\":\"invalid_grant\",\"error_subtype\":\"invalid_rapt\",\"error_description\":"
         "\"reauth related error (invalid_rapt)\"}",
         RR_NOT_SIGNED_IN, "login-now"},
        {RR_GRANT_KEY, 400,
         "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT: check your iat\"}",
         RR_NOT_SIGNED_IN, "2001-09-09T01:46:40Z"},
        {RR_GRANT_EXCHANGE, 400, "{\"error\":\"invalid_target\"}", RR_NOT_SIGNED_IN, "audience"},
        {RR_GRANT_EXCHANGE, 400, "{\"error\":\"invalid_grant\"}", RR_NOT_SIGNED_IN, "provider"},
        {RR_GRANT_CODE, 400, "{\"error\":\"invalid_grant\"}", RR_NOT_SIGNED_IN, "used up"},
        {RR_GRANT_REFRESH, 400,
         "{\"error\":\"invalid_grant\",\"error_description\":\"The account has been deleted\"}",
         RR_NOT_SIGNED_IN, "login-now"},
        {RR_GRANT_REFRESH, 401, "{\"error\":\"invalid_client\"}", RR_NOT_SIGNED_IN, "login-now"},
        {RR_GRANT_REFRESH, 403, "{\"error\":\"admin_policy_enforced\"}", RR_BLOCKED,
         "administrator"},
        {RR_GRANT_REFRESH, 503, "", RR_CLOUD, ""},
        {RR_GRANT_REFRESH, 302, "<html>", RR_BAD_REPLY, "sign-in for guests"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_err err = {0};
        struct rr_oauth_request request = {
            .grant = rows[i].grant, .login_command = "login-now", .now_ms = 1000000000000};
        rr_oauth_error(&request, rows[i].status, rows[i].body, strlen(rows[i].body), &err);
        assert_int_equal(err.kind, rows[i].kind);
        assert_int_equal(err.http_status, rows[i].status);
        if (strstr(err.detail, rows[i].part) == NULL)
            fail_msg("%s: %s", rows[i].part, err.detail);
    }
}

static void the_token_host_must_be_safe(void **state)
{
    (void)state;
    struct rig rig;
    struct server server;
    int64_t lifetime_s = 60;
    server_start(&server, answer_token, &lifetime_s);
    rig_init(&rig, "token-host");
    put_adc(&rig, &server);
    set(&rig, "CLOUDSDK_AUTH_TOKEN_HOST=http://example.com/token");
    rig_start(&rig);
    assert_null(ask(&rig));
    assert_int_equal(rig.err.kind, RR_BAD_INPUT);
    assert_non_null(strstr(rig.err.summary, "CLOUDSDK_AUTH_TOKEN_HOST"));
    assert_int_equal(server.n_log, 0);
    rig_stop(&rig);
    server_stop(&server);
}

static void put_gcloud(struct rig *rig, const char *script)
{
    const char *path =
        put(rig, "bin/gcloud", rr_arena_printf(&rig->arena, "#!/bin/sh\n%s\n", script));
    assert_int_equal(chmod(path, 0700), 0);
    set(rig, rr_arena_printf(&rig->arena, "PATH=relative:%s/bin", rig->home));
}

static void the_login_of_gcloud(void **state)
{
    (void)state;
    struct rig rig;
    rig_init(&rig, "gcloud");
    put_gcloud(&rig, "test \"$*\" = 'auth print-access-token' || exit 9\n"
                     "test \"$CLOUDSDK_CORE_DISABLE_PROMPTS\" = 1 || exit 8\n"
                     "read line && exit 7\necho noise >&2\necho gcloud-token");
    set(&rig, "CLOUDSDK_CORE_ACCOUNT=me@example.com");
    rig_start(&rig);
    const struct rr_credential *credential = ask(&rig);
    if (credential == NULL)
        fail_msg("%s: %s", rig.err.summary, rig.err.detail);
    assert_string_equal(rig.token, "gcloud-token");
    assert_string_equal(credential->source, "gcloud");
    assert_string_equal(credential->account, "me@example.com");
    assert_int_equal(credential->kind, RR_AUTH_PERSON);
    rig_stop(&rig);
}

static void gcloud_fails(void **state)
{
    (void)state;
    struct rig rig;
    rig_init(&rig, "gcloud-fails");
    put_gcloud(&rig, "printf 'ERROR: \\033[31mreauth\\n' >&2; echo half-a-token; exit 1");
    rig_start(&rig);
    assert_null(ask(&rig));
    assert_int_equal(rig.err.kind, RR_NOT_SIGNED_IN);
    assert_non_null(strstr(rig.err.detail, "<U+001B>[31mreauth"));
    assert_null(strstr(rig.err.detail, "half-a-token"));
    rig_stop(&rig);
}

static void nobody_is_signed_in_with_gcloud(void **state)
{
    (void)state;
    struct rig rig;
    size_t n = 0;
    rig_init(&rig, "gcloud-nobody");
    put_gcloud(&rig, "echo 'ERROR: (gcloud.auth.print-access-token) You do not currently have an "
                     "active account selected.' >&2; exit 1");
    rig_start(&rig);
    assert_null(ask(&rig));
    assert_string_equal(rr_auth_notes(rig.auth, &n)[6].source, "gcloud");
    assert_non_null(strstr(rig.err.detail, "gcloud auth application-default login"));
    rig_stop(&rig);
}

static void gcloud_is_ended_with_us(void **state)
{
    (void)state;
    struct rig rig;
    rig_init(&rig, "gcloud-hangs");
    put_gcloud(&rig, "exec sleep 600");
    rig_start(&rig);
    rr_auth_ask(rig.auth, told, &rig);
    rr_http_turn(rig.http, 0);
    rig_stop(&rig);
    assert_int_equal(rig.n_told, 0);
}

static void
answer_stranger(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    server_reply_json(reply, 200, "{\"access_token\":\"evil\"}");
}

static void metadata(server_fn *answer, struct rig *rig, struct server *server, int64_t *lifetime_s)
{
    server_start(server, answer, lifetime_s);
    rig_init(rig, "metadata");
    rig->n_lines--; // no NO_GCE_CHECK
    set(rig, rr_arena_printf(&rig->arena, "GCE_METADATA_HOST=127.0.0.1:%d", server->port));
    rig_start(rig);
}

static void the_metadata_server(void **state)
{
    (void)state;
    struct rig rig;
    struct server server;
    int64_t lifetime_s = 3600;
    metadata(answer_token, &rig, &server, &lifetime_s);
    const struct rr_credential *credential = ask(&rig);
    assert_string_equal(rig.token, "fresh-1");
    assert_int_equal(credential->kind, RR_AUTH_SERVICE_ACCOUNT);
    assert_string_equal(credential->account, ""); // what stands there is no name
    assert_string_equal(server_header(&rig.arena, &server.log[0], "Metadata-Flavor"), "Google");
    rig_stop(&rig);
    server_stop(&server);
}

static void somebody_else_at_its_address(void **state)
{
    (void)state;
    struct rig rig;
    struct server server;
    metadata(answer_stranger, &rig, &server, NULL);
    assert_null(ask(&rig));
    assert_int_equal(rig.err.kind, RR_NOT_SIGNED_IN);
    rig_stop(&rig);
    server_stop(&server);
}

static void
answer_acting(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    bool is_first = strstr(request->head, "Bearer person") != NULL;
    server_reply_json(reply, is_first ? 200 : 403,
                      is_first
                          ? "{\"accessToken\":\"robot\",\"expireTime\":\"2001-09-09T02:46:40Z\"}"
                          : "{\"error\":{\"code\":403,\"message\":\"no\"}}");
}

static void acting_as_a_service_account(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        const char *setting;
        const char *option;
        const char *delegates;
    } rows[] = {
        {"person", "sa@p.iam.gserviceaccount.com", NULL, "\"delegates\":[]"},
        {"person", "other@p.iam.gserviceaccount.com",
         "one@p.iam.gserviceaccount.com,sa@p.iam.gserviceaccount.com",
         "\"delegates\":[\"projects/-/serviceAccounts/one@p.iam.gserviceaccount.com\"]"},
        {"stranger", "sa@p.iam.gserviceaccount.com", NULL, "\"delegates\":[]"},
    };
    struct server server;
    server_start(&server, answer_acting, NULL);
    for (size_t i = 0; i < 3; i++) {
        struct rig rig;
        rig_init(&rig, "acting");
        set(&rig, rr_arena_printf(&rig.arena, "GOOGLE_OAUTH_ACCESS_TOKEN=%s", rows[i].token));
        set(&rig, rr_arena_printf(&rig.arena, "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT=%s",
                                  rows[i].setting));
        set(&rig, rr_arena_printf(&rig.arena, "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS=%s/",
                                  server.url));
        rig.act_as = rows[i].option;
        rig_start(&rig);
        const struct rr_credential *credential = ask(&rig);
        if (i < 2) {
            assert_string_equal(rig.token, "robot");
            assert_int_equal(credential->kind, RR_AUTH_SERVICE_ACCOUNT);
            assert_string_equal(credential->account, "sa@p.iam.gserviceaccount.com");
            assert_true(credential->is_acting);
        } else {
            assert_int_equal(rig.err.kind, RR_DENIED);
            assert_string_equal(rig.err.permission, "iam.serviceAccounts.getAccessToken");
            assert_non_null(strstr(rig.err.detail, "--impersonate-service-account"));
        }
        assert_string_equal(
            server.log[i].target,
            "/v1/projects/-/serviceAccounts/sa@p.iam.gserviceaccount.com:generateAccessToken");
        assert_non_null(strstr(server.log[i].body, rows[i].delegates));
        rig_stop(&rig);
    }
    server_stop(&server);
}

static void switched_off(void **state)
{
    (void)state;
    struct rig rig;
    rig_init(&rig, "off");
    set(&rig, "CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true");
    set(&rig, "GOOGLE_OAUTH_ACCESS_TOKEN=unused");
    rig_start(&rig);
    const struct rr_credential *credential = ask(&rig);
    assert_int_equal(credential->kind, RR_AUTH_NONE);
    assert_string_equal(rig.token, "");
    rig_stop(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_in_the_environment),
        cmocka_unit_test(a_token_file_and_what_is_no_token),
        cmocka_unit_test(a_named_file_that_is_missing_is_an_error),
        cmocka_unit_test(nobody_is_signed_in),
        cmocka_unit_test(default_credentials_are_refreshed),
        cmocka_unit_test(many_who_wait_are_one_request),
        cmocka_unit_test(a_dead_sign_in_names_the_command),
        cmocka_unit_test(token_errors),
        cmocka_unit_test(the_token_host_must_be_safe),
        cmocka_unit_test(the_login_of_gcloud),
        cmocka_unit_test(gcloud_fails),
        cmocka_unit_test(nobody_is_signed_in_with_gcloud),
        cmocka_unit_test(gcloud_is_ended_with_us),
        cmocka_unit_test(the_metadata_server),
        cmocka_unit_test(somebody_else_at_its_address),
        cmocka_unit_test(acting_as_a_service_account),
        cmocka_unit_test(switched_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
