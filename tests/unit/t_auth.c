#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "core/auth/auth.h"
#include "core/auth/oauth.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "tests/support/server.h"

static struct rr_arena arena;
static int64_t wall_ms;

static int64_t read_wall(void *data)
{
    (void)data;
    return wall_ms;
}

/* A sign-in in a home folder of its own. */
struct rig {
    const char *lines[10];
    size_t n_lines;
    const char *home;
    struct rr_env env;
    struct rr_clock clock;
    struct rr_http *http;
    struct rr_gcloud_config *gcloud;
    struct rr_auth *auth;
    int n_told;
    char token[64];
    struct rr_err err;
};

static void set(struct rig *rig, const char *line)
{
    rig->lines[rig->n_lines++] = line;
}

static void rig_init(struct rig *rig, const char *name)
{
    memset(rig, 0, sizeof *rig);
    rig->home = unit_path(&arena, name);
    set(rig, rr_arena_printf(&arena, "HOME=%s", rig->home));
    set(rig, "NO_GCE_CHECK=true");
    rig->env = (struct rr_env){unit_env_get, rig->lines};
    rig->clock = (struct rr_clock){.wall_ms = read_wall};
    wall_ms = 1000000000000;
}

static void rig_start(struct rig *rig)
{
    rig->http = rr_http_new(&(struct rr_http_options){.env = &rig->env});
    rig->gcloud = rr_gcloud_config_new(&rig->env);
    rig->auth = rr_auth_new(&(struct rr_auth_options){
        .http = rig->http, .env = &rig->env, .clock = &rig->clock, .gcloud = rig->gcloud});
}

static void rig_stop(struct rig *rig)
{
    rr_auth_free(rig->auth);
    rr_gcloud_config_free(rig->gcloud);
    rr_http_free(rig->http);
    rr_arena_free(&arena);
}

static void told(void *data, const struct rr_credential *credential, const struct rr_err *err)
{
    struct rig *rig = data;
    rig->n_told++;
    rig->err = err != NULL ? *err : (struct rr_err){0};
    snprintf(rig->token, sizeof rig->token, "%s", credential != NULL ? credential->token : "");
}

static const struct rr_credential *ask(struct rig *rig)
{
    int n = rig->n_told;
    rr_auth_ask(rig->auth, told, rig);
    while (rig->n_told == n)
        assert_true(rr_http_turn(rig->http, -1) || rig->n_told > n);
    assert_int_equal(rig->n_told, n + 1);
    return rig->err.kind == RR_OK ? rr_auth_current(rig->auth) : NULL;
}

static const char *put(struct rig *rig, const char *name, const char *text)
{
    struct rr_err err = {0};
    const char *path = rr_arena_printf(&arena, "%s/%s", rig->home, name);
    const char *parent = rr_arena_strn(&arena, path, (size_t)(strrchr(path, '/') - path));
    assert_true(rr_file_make_dirs(parent, &err));
    assert_true(rr_file_replace(path, text, strlen(text), 0600, &err));
    return path;
}

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
                {"", RR_BAD_INPUT},
                {"a b", RR_BAD_INPUT},
                {"a\r\nX-Evil: 1", RR_BAD_INPUT},
                {"a\x1b", RR_BAD_INPUT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rig rig;
        rig_init(&rig, "token-file");
        const char *path = put(&rig, "token", rows[i].text);
        set(&rig, rr_arena_printf(&arena, "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE=%s", path));
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
    assert_int_equal(rig.err.kind, RR_FILE);
    assert_non_null(strstr(rig.err.summary, "/nonexistent/key.json"));
    rig_stop(&rig);
}

static void types_that_are_not_read_are_named(void **state)
{
    (void)state;
    static const char *const types[] = {"service_account",      "impersonated_service_account",
                                        "external_account",     "external_account_authorized_user",
                                        "gdch_service_account", "other"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct rig rig;
        rig_init(&rig, "types");
        const char *text =
            rr_arena_printf(&arena, "{\"type\":\"%s\",\"private_key\":\"sesame\"}", types[i]);
        const char *path = put(&rig, "key.json", text);
        set(&rig, rr_arena_printf(&arena, "GOOGLE_APPLICATION_CREDENTIALS=%s", path));
        rig_start(&rig);
        assert_null(ask(&rig));
        assert_true(rig.err.kind ==
                    (rr_str_eq(types[i], "other") ? RR_BAD_INPUT : RR_NOT_SIGNED_IN));
        assert_non_null(strstr(rig.err.summary, path));
        assert_non_null(strstr(rig.err.detail, "gcloud auth"));
        assert_null(strstr(rig.err.detail, "sesame"));
        rig_stop(&rig);
    }
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
    assert_int_equal(n, 7);
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
            &arena,
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
    wall_ms += 3400 * 1000;
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
        int status;
        const char *body;
        enum rr_err_kind kind;
        const char *part;
    } rows[] = {
        {400,
         "{\"error\":\"invalid_grant\",\"error_subtype\":\"invalid_rapt\",\"error_description\":"
         "\"reauth related error (invalid_rapt)\"}",
         RR_NOT_SIGNED_IN, "login-now"},
        {400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT: check your iat\"}",
         RR_NOT_SIGNED_IN, "clock"},
        {400,
         "{\"error\":\"invalid_grant\",\"error_description\":\"The account has been deleted\"}",
         RR_NOT_SIGNED_IN, "login-now"},
        {401, "{\"error\":\"invalid_client\"}", RR_NOT_SIGNED_IN, "login-now"},
        {503, "", RR_CLOUD, ""},
        {400, "<html>", RR_NOT_SIGNED_IN, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_err err = {0};
        rr_oauth_error(rows[i].status, rows[i].body, strlen(rows[i].body), "login-now", &err);
        assert_int_equal(err.kind, rows[i].kind);
        assert_int_equal(err.http_status, rows[i].status);
        assert_non_null(strstr(err.detail, rows[i].part));
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
    const char *path = put(rig, "bin/gcloud", rr_arena_printf(&arena, "#!/bin/sh\n%s\n", script));
    assert_int_equal(chmod(path, 0700), 0);
    set(rig, rr_arena_printf(&arena, "PATH=relative:%s/bin", rig->home));
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
    assert_string_equal(rr_auth_notes(rig.auth, &n)[5].source, "gcloud");
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
    set(rig, rr_arena_printf(&arena, "GCE_METADATA_HOST=127.0.0.1:%d", server->port));
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
    assert_string_equal(server_header(&arena, &server.log[0], "Metadata-Flavor"), "Google");
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
    static const char *const tokens[] = {"person", "stranger"};
    struct server server;
    server_start(&server, answer_acting, NULL);
    for (size_t i = 0; i < 2; i++) {
        struct rig rig;
        rig_init(&rig, "acting");
        set(&rig, rr_arena_printf(&arena, "GOOGLE_OAUTH_ACCESS_TOKEN=%s", tokens[i]));
        set(&rig, "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT=sa@p.iam.gserviceaccount.com");
        set(&rig, rr_arena_printf(&arena, "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS=%s/",
                                  server.url));
        rig_start(&rig);
        const struct rr_credential *credential = ask(&rig);
        if (i == 0) {
            assert_string_equal(rig.token, "robot");
            assert_int_equal(credential->kind, RR_AUTH_SERVICE_ACCOUNT);
            assert_string_equal(credential->account, "sa@p.iam.gserviceaccount.com");
        } else {
            assert_int_equal(rig.err.kind, RR_DENIED);
            assert_string_equal(rig.err.permission, "iam.serviceAccounts.getAccessToken");
        }
        assert_string_equal(
            server.log[i].target,
            "/v1/projects/-/serviceAccounts/sa@p.iam.gserviceaccount.com:generateAccessToken");
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
        cmocka_unit_test(types_that_are_not_read_are_named),
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
