/* The OAuth token endpoint; see the header. */
#include "config.h"

#include "core/auth/oauth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/net/json.h"
#include "core/net/retry.h"
#include "core/net/url.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"
#include "core/util/xalloc.h"

/* Source: google/auth/_exponential_backoff.py: 1 s, doubled, three attempts. */
static const struct rr_retry_limits limits = {.max_attempts = 3, .base_ms = 1000, .cap_ms = 4000};

struct rr_oauth {
    struct rr_http *http;
    struct rr_oauth_request request; // its texts are copies
    char *url;
    char *login_command;
    struct rr_sensitive form;
    struct rr_sensitive header;
    rr_oauth_fn *fn;
    void *data;
    unsigned ticket;
    int attempt;
    int64_t began_ms;
};

bool rr_oauth_url(struct rr_auth *auth,
                  const char *token_uri,
                  const char *what,
                  const char **out,
                  struct rr_err *err)
{
    struct rr_url url;
    const char *host = rr_gcloud_property(auth->gcloud, "auth", "token_host");
    bool is_set = *host != '\0';
    const char *chosen = is_set ? host : token_uri;
    const char *fault =
        *chosen != '\0' ? rr_url_read_trusted(chosen, rr_auth_universe(auth), &url) : NULL;
    if (fault != NULL) {
        rr_err_set(err, is_set ? RR_BAD_INPUT : RR_NOT_SIGNED_IN,
                   _("%s cannot be used as the address of an API"),
                   is_set ? "CLOUDSDK_AUTH_TOKEN_HOST" : what);
        return rr_err_detail(err, "%s", _(fault));
    }
    *out = *chosen != '\0'
               ? rr_arena_str(&auth->attempt, chosen)
               : rr_arena_printf(&auth->attempt, "https://oauth2.%s/token", rr_auth_universe(auth));
    return true;
}

enum {
    ANY = RR_GRANT_REFRESH | RR_GRANT_KEY | RR_GRANT_EXCHANGE | RR_GRANT_CODE,
    PERSON = RR_GRANT_REFRESH | RR_GRANT_CODE,
};

/* OAuth's words for what is wrong, and what helps. `now` may take the login command. */
static const struct {
    unsigned grants;
    const char *error;
    const char *part; // of error_subtype or error_description; NULL = any
    enum rr_err_kind kind;
    const char *what;
    const char *now;
} refusals[] = {
    {PERSON, "invalid_grant", "rapt", RR_NOT_SIGNED_IN,
     N_("Your organisation asks you to sign in again"),
     N_("Its session length has passed. Run: %s")},
    {PERSON, "invalid_grant", "account has been deleted", RR_NOT_SIGNED_IN,
     N_("The account that was signed in has been deleted"), N_("Sign in with another: %s")},
    {RR_GRANT_CODE, "invalid_grant", NULL, RR_NOT_SIGNED_IN,
     N_("The code from the browser was not accepted"),
     N_("It may be used up, or too old. Run again: %s")},
    {RR_GRANT_REFRESH, "invalid_grant", NULL, RR_NOT_SIGNED_IN,
     N_("The sign-in has expired or was revoked"), N_("Run: %s")},
    {RR_GRANT_KEY, "invalid_grant", NULL, RR_NOT_SIGNED_IN,
     N_("The key of the service account was refused"),
     N_("The key or the account may be deleted, or the clock of this machine is wrong.")},
    {RR_GRANT_EXCHANGE, "invalid_grant", NULL, RR_NOT_SIGNED_IN,
     N_("The token of the other provider was not accepted"),
     N_("It may be too old, or the pool's provider does not expect it.")},
    {RR_GRANT_EXCHANGE, "invalid_target", NULL, RR_NOT_SIGNED_IN,
     N_("The pool or its provider is not there, or is switched off"),
     N_("Check \"audience\" in the file.")},
    {ANY, "invalid_client", NULL, RR_NOT_SIGNED_IN,
     N_("The OAuth client of the credentials is not accepted"), N_("Sign in again: %s")},
    {ANY, "unauthorized_client", NULL, RR_NOT_SIGNED_IN,
     N_("The OAuth client of the credentials is not accepted"), N_("Sign in again: %s")},
    {ANY, "deleted_client", NULL, RR_NOT_SIGNED_IN,
     N_("The OAuth client of the credentials is not accepted"), N_("Sign in again: %s")},
    {ANY, "invalid_scope", NULL, RR_NOT_SIGNED_IN, N_("The credentials do not reach Google Cloud"),
     N_("Sign in again, and tick all the boxes: %s")},
    {ANY, "admin_policy_enforced", NULL, RR_BLOCKED,
     N_("Your organisation does not let this program sign in"), N_("Ask its administrator.")},
};

static bool fits(size_t i, enum rr_oauth_grant grant, const char *error, const char *words)
{
    const char *part = refusals[i].part;
    return (refusals[i].grants & grant) != 0 && rr_str_eq(error, refusals[i].error) &&
           (part == NULL || strstr(words, part) != NULL);
}

/* A clock that is wrong is the usual reason why a fresh signature is refused. */
static void add_clock(int64_t now_ms, struct rr_buf *text)
{
    char now[RR_TIME_TEXT];
    rr_time_format(now_ms, now);
    rr_buf_addc(text, '\n');
    rr_buf_printf(text, _("The clock of this machine says %s."), now);
}

/* An answer that is no OAuth answer at all: a page of somebody in between. */
static bool word_stranger(int status, struct rr_err *err)
{
    rr_err_set(err, status >= 500 ? RR_CLOUD : RR_BAD_REPLY,
               _("Google's sign-in service answered with an error (%d)"), status);
    err->http_status = status;
    if (status < 500)
        rr_err_detail(
            err, "%s",
            _("The answer is not Google's: the network may show a page of its own (a "
              "sign-in for guests, or a proxy). Open a web page in a browser to see it."));
    return false;
}

void rr_oauth_error(const struct rr_oauth_request *request,
                    int status,
                    const char *body,
                    size_t n,
                    struct rr_err *err)
{
    RR_JSON_AUTO struct json_object *reply = NULL;
    struct rr_buf text = {.max = sizeof err->detail - 1};
    if (!rr_json_parse(body, n, RR_HTTP_MAX_SECRET_BODY, &reply, NULL) ||
        *rr_json_str(reply, "error") == '\0') {
        word_stranger(status, err);
        return;
    }
    const char *error = rr_json_str(reply, "error");
    const char *subtype = rr_json_str(reply, "error_subtype");
    const char *description = rr_json_str(reply, "error_description");
    RR_BUF_AUTO words = {0};
    rr_buf_printf(&words, "%s %s", subtype, description);
    rr_err_set(err, status >= 500 ? RR_CLOUD : RR_NOT_SIGNED_IN,
               _("Google's sign-in service answered with an error (%d)"), status);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        if (!fits(i, request->grant, error, words.data))
            continue;
        rr_err_set(err, refusals[i].kind, "%s", _(refusals[i].what));
        rr_buf_printf(&text, _(refusals[i].now), request->login_command);
        break;
    }
    err->http_status = status;
    snprintf(err->reason, sizeof err->reason, "%s", *subtype != '\0' ? subtype : error);
    if (request->grant == RR_GRANT_KEY && rr_str_eq(error, "invalid_grant"))
        add_clock(request->now_ms, &text);
    rr_buf_add(&text, text.len > 0 ? "\n" : "");
    rr_buf_add_visible_lines(&text, *description != '\0' ? description : error);
    rr_err_detail(err, "%s", rr_buf_text(&text));
    rr_buf_free(&text);
}

static bool is_passing(int status, const char *error)
{
    static const char *const words[] = {"internal_failure", "server_error",
                                        "temporarily_unavailable"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rr_str_eq(error, words[i]))
            return true;
    return status == 408 || status == 429 || status >= 500;
}

static void send_form(void *data);

/* Refreshing is safe to repeat: the refresh token stays. */
static bool
try_again(struct rr_oauth *oauth, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct rr_retry_case failed = {
        .kind =
            reply->status >= 400 && is_passing(reply->status, err->reason) ? RR_OFFLINE : err->kind,
        .is_idempotent = true,
        .attempt = oauth->attempt,
        .retry_after_ms = rr_http_retry_after_ms(reply),
        .elapsed_ms = rr_http_now_ms(oauth->http) - oauth->began_ms,
        .random = UINT32_MAX / 2,
    };
    struct rr_retry_verdict verdict = rr_retry_decide(&limits, &failed);
    if (verdict.again)
        oauth->ticket = rr_http_after(oauth->http, verdict.wait_ms, send_form, oauth);
    return verdict.again;
}

static void take_answer(struct rr_oauth *oauth, const struct rr_http_reply *reply)
{
    struct json_object *answer = NULL;
    struct rr_err err = {0};
    if (rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &answer, NULL) &&
        answer != NULL) {
        oauth->fn(oauth->data, answer, NULL);
        rr_json_wipe(answer);
        json_object_put(answer);
        return;
    }
    word_stranger(reply->status, &err);
    oauth->fn(oauth->data, NULL, &err);
}

static void on_reply(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct rr_oauth *oauth = data;
    struct rr_err failure = {0};
    oauth->ticket = 0;
    if (err == NULL && reply->status == 200) {
        take_answer(oauth, reply);
        return;
    }
    if (err != NULL)
        failure = *err;
    else
        rr_oauth_error(&oauth->request, reply->status, reply->body, reply->n_body, &failure);
    if (!try_again(oauth, reply, &failure))
        oauth->fn(oauth->data, NULL, &failure);
}

static void send_form(void *data)
{
    struct rr_oauth *oauth = data;
    struct rr_url url = {0};
    const char *const headers[] = {"Content-Type: application/x-www-form-urlencoded",
                                   rr_sensitive_text(&oauth->header)};
    bool is_loopback = rr_url_read(oauth->url, &url) == NULL && url.is_loopback;
    struct rr_http_request request = {
        .method = "POST",
        .url = oauth->url,
        .headers = headers,
        .n_headers = oauth->header.len > 0 ? 2 : 1,
        .body = rr_sensitive_text(&oauth->form),
        .n_body = oauth->form.len,
        .timeout_ms = 30 * 1000,
        .no_proxy = is_loopback,
        .is_sensitive = true,
    };
    oauth->attempt++;
    oauth->ticket = rr_http_submit(oauth->http, &request, on_reply, oauth);
}

struct rr_oauth *rr_oauth_send(struct rr_http *http,
                               const struct rr_oauth_request *request,
                               rr_oauth_fn *fn,
                               void *data)
{
    struct rr_oauth *oauth = rr_xcalloc(1, sizeof *oauth);
    oauth->http = http;
    oauth->url = rr_xstrdup(request->url);
    oauth->login_command = rr_xstrdup(request->login_command);
    rr_sensitive_set(&oauth->form, NULL, request->form, strlen(request->form));
    if (request->header != NULL)
        rr_sensitive_set(&oauth->header, NULL, request->header, strlen(request->header));
    oauth->request = (struct rr_oauth_request){.grant = request->grant,
                                               .url = oauth->url,
                                               .login_command = oauth->login_command,
                                               .now_ms = request->now_ms};
    oauth->fn = fn;
    oauth->data = data;
    oauth->began_ms = rr_http_now_ms(http);
    send_form(oauth);
    return oauth;
}

void rr_oauth_free(struct rr_oauth *oauth)
{
    if (oauth == NULL)
        return;
    rr_http_cancel(oauth->http, oauth->ticket);
    rr_sensitive_free(&oauth->form);
    rr_sensitive_free(&oauth->header);
    free(oauth->url);
    free(oauth->login_command);
    free(oauth);
}

static void free_job(struct rr_auth *auth, void *data)
{
    (void)auth;
    rr_oauth_free(data);
}

static void on_token(void *data, struct json_object *answer, const struct rr_err *err)
{
    struct rr_auth *auth = data;
    if (err != NULL)
        rr_auth_fail(auth, err);
    else
        rr_auth_found(auth, rr_json_str(answer, "access_token"), rr_json_int(answer, "expires_in"));
}

void rr_oauth_start(struct rr_auth *auth, const struct rr_oauth_request *request)
{
    struct rr_oauth_request dated = *request;
    dated.now_ms = rr_clock_wall_ms(&auth->clock);
    rr_auth_take_job(auth, rr_oauth_send(auth->http, &dated, on_token, auth), free_job);
}
