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

struct job {
    struct rr_auth *auth;
    char *url;
    struct rr_sensitive form;
    enum rr_auth_kind kind;
    char *path;
    char *account;
    char *quota_project;
    char *login_command;
    unsigned ticket;
    int attempt;
    int64_t began_ms;
};

static void free_job(struct rr_auth *auth, void *data)
{
    struct job *job = data;
    rr_http_cancel(auth->http, job->ticket);
    rr_sensitive_free(&job->form);
    free(job->url);
    free(job->path);
    free(job->account);
    free(job->quota_project);
    free(job->login_command);
    free(job);
}

bool rr_oauth_url(const struct rr_auth *auth,
                  const char *token_uri,
                  const char **out,
                  struct rr_err *err)
{
    struct rr_url url;
    const char *host = rr_gcloud_property(auth->gcloud, "auth", "token_host");
    const char *fault = *host != '\0' ? rr_url_read_safe(host, &url) : NULL;
    if (fault != NULL) {
        rr_err_set(err, RR_BAD_INPUT, _("%s cannot be used as the address of an API"),
                   "CLOUDSDK_AUTH_TOKEN_HOST");
        return rr_err_detail(err, "%s", _(fault));
    }
    *out = "https://oauth2.googleapis.com/token";
    if (*host != '\0')
        *out = host;
    else if (rr_url_read(token_uri, &url) == NULL && url.is_loopback)
        *out = token_uri;
    return true;
}

/* OAuth's words for what is wrong, and what helps. `what` and `now` may take the login command. */
static const struct {
    const char *error;
    const char *part; // of error_subtype or error_description; NULL = any
    enum rr_err_kind kind;
    const char *what;
    const char *now;
} refusals[] = {
    {"invalid_grant", "rapt", RR_NOT_SIGNED_IN, N_("Your organisation asks you to sign in again"),
     N_("Its session length has passed. Run: %s")},
    {"invalid_grant", "JWT", RR_NOT_SIGNED_IN, N_("The key of the service account was refused"),
     N_("The key or the account may be deleted, or the clock of this machine is wrong.")},
    {"invalid_grant", "account has been deleted", RR_NOT_SIGNED_IN,
     N_("The account that was signed in has been deleted"), N_("Sign in with another: %s")},
    {"invalid_grant", NULL, RR_NOT_SIGNED_IN, N_("The sign-in has expired or was revoked"),
     N_("Run: %s")},
    {"invalid_client", NULL, RR_NOT_SIGNED_IN,
     N_("The OAuth client of the credentials is not accepted"), N_("Sign in again: %s")},
    {"unauthorized_client", NULL, RR_NOT_SIGNED_IN,
     N_("The OAuth client of the credentials is not accepted"), N_("Sign in again: %s")},
    {"deleted_client", NULL, RR_NOT_SIGNED_IN,
     N_("The OAuth client of the credentials is not accepted"), N_("Sign in again: %s")},
    {"invalid_scope", NULL, RR_NOT_SIGNED_IN, N_("The credentials do not reach Google Cloud"),
     N_("Sign in again, and tick all the boxes: %s")},
    {"admin_policy_enforced", NULL, RR_BLOCKED,
     N_("Your organisation does not let this program sign in"), N_("Ask its administrator.")},
};

static void word_refusal(size_t i, const char *login_command, struct rr_buf *text)
{
    rr_buf_printf(text, _(refusals[i].now), login_command);
}

void rr_oauth_error(
    int status, const char *body, size_t n, const char *login_command, struct rr_err *err)
{
    RR_JSON_AUTO struct json_object *reply = NULL;
    struct rr_buf text = {.max = sizeof err->detail - 1};
    if (!rr_json_parse(body, n, RR_HTTP_MAX_SECRET_BODY, &reply, NULL))
        reply = NULL;
    const char *error = rr_json_str(reply, "error");
    const char *subtype = rr_json_str(reply, "error_subtype");
    const char *description = rr_json_str(reply, "error_description");
    rr_err_set(err, status >= 500 ? RR_CLOUD : RR_NOT_SIGNED_IN,
               _("Google's sign-in service answered with an error (%d)"), status);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const char *part = refusals[i].part;
        bool part_fits =
            part == NULL || strstr(subtype, part) != NULL || strstr(description, part) != NULL;
        if (!rr_str_eq(error, refusals[i].error) || !part_fits)
            continue;
        rr_err_set(err, refusals[i].kind, "%s", _(refusals[i].what));
        word_refusal(i, login_command, &text);
        break;
    }
    err->http_status = status;
    snprintf(err->reason, sizeof err->reason, "%s", *subtype != '\0' ? subtype : error);
    if (text.len > 0)
        rr_buf_addc(&text, '\n');
    rr_buf_add_visible_lines(&text, description);
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
static bool try_again(struct job *job, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct rr_retry_case failed = {
        .kind =
            reply->status >= 400 && is_passing(reply->status, err->reason) ? RR_OFFLINE : err->kind,
        .is_idempotent = true,
        .attempt = job->attempt,
        .retry_after_ms = rr_http_retry_after_ms(reply),
        .elapsed_ms = rr_http_now_ms(job->auth->http) - job->began_ms,
        .random = UINT32_MAX / 2,
    };
    struct rr_retry_verdict verdict = rr_retry_decide(&limits, &failed);
    if (verdict.again)
        job->ticket = rr_http_after(job->auth->http, verdict.wait_ms, send_form, job);
    return verdict.again;
}

static void take_token(struct job *job, const struct rr_http_reply *reply)
{
    struct json_object *tree = NULL;
    struct rr_err err = {0};
    if (!rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, &err)) {
        rr_err_prefix(&err, "%s", _("Google's sign-in service"));
        rr_auth_fail(job->auth, &err);
        return;
    }
    struct rr_auth_found found = {
        .token = rr_json_str(tree, "access_token"),
        .lifetime_s = rr_json_int(tree, "expires_in"),
        .kind = job->kind,
        .path = job->path,
        .account = job->account,
        .quota_project = job->quota_project,
    };
    rr_auth_found(job->auth, &found);
    rr_json_wipe(tree);
    json_object_put(tree);
}

static void on_reply(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct job *job = data;
    struct rr_err failure = {0};
    job->ticket = 0;
    if (err == NULL && reply->status == 200) {
        take_token(job, reply);
        return;
    }
    if (err != NULL)
        failure = *err;
    else
        rr_oauth_error(reply->status, reply->body, reply->n_body, job->login_command, &failure);
    if (!try_again(job, reply, &failure))
        rr_auth_fail(job->auth, &failure);
}

static void send_form(void *data)
{
    static const char *const headers[] = {"Content-Type: application/x-www-form-urlencoded"};
    struct job *job = data;
    struct rr_url url = {0};
    bool is_loopback = rr_url_read(job->url, &url) == NULL && url.is_loopback;
    struct rr_http_request request = {
        .method = "POST",
        .url = job->url,
        .headers = headers,
        .n_headers = 1,
        .body = rr_sensitive_text(&job->form),
        .n_body = job->form.len,
        .timeout_ms = 30 * 1000,
        .no_proxy = is_loopback,
        .is_sensitive = true,
    };
    job->attempt++;
    job->ticket = rr_http_submit(job->auth->http, &request, on_reply, job);
}

static char *copy(const char *text)
{
    return rr_xstrdup(text != NULL ? text : "");
}

void rr_oauth_start(struct rr_auth *auth, const struct rr_oauth_request *request)
{
    struct job *job = rr_xcalloc(1, sizeof *job);
    job->auth = auth;
    job->url = copy(request->url);
    rr_sensitive_set(&job->form, NULL, request->form, strlen(request->form));
    job->kind = request->kind;
    job->path = copy(request->path);
    job->account = copy(request->account);
    job->quota_project = copy(request->quota_project);
    job->login_command = copy(request->login_command);
    job->began_ms = rr_http_now_ms(auth->http);
    auth->job = job;
    auth->free_job = free_job;
    send_form(job);
}
