/*
 * Acting as a service account: because the person asks for it (--impersonate-service-account, gcloud's
 * setting), whatever the source of the first token, or because a credential file says so. It is never
 * passed over in silence: work would be done in another's name.
 * Source: iamcredentials v1 generateAccessToken; gcp-apis 12.6.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/auth/auth_private.h"
#include "core/net/json.h"
#include "core/net/url.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"
#include "core/util/xalloc.h"

enum { LIFETIME_S = 3600, MAX_TRIES = 3, WAIT_MS = 1000 };

static const char base_variable[] = "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS";

struct job {
    struct rr_auth *auth;
    unsigned ticket;
    int tries;
    bool is_loopback;
    struct rr_auth_acting acting; // texts live in the auth
    char *url;
    char *body;
    struct rr_sensitive bearer;
};

static void free_job(struct rr_auth *auth, void *data)
{
    struct job *job = data;
    rr_http_cancel(auth->http, job->ticket);
    rr_sensitive_free(&job->bearer);
    free(job->url);
    free(job->body);
    free(job);
}

static void take_token(struct job *job, const struct rr_http_reply *reply)
{
    struct rr_auth *auth = job->auth;
    struct json_object *tree = NULL;
    struct rr_err err = {0};
    if (!rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, &err)) {
        rr_err_prefix(&err, "iamcredentials.googleapis.com");
        rr_auth_fail(auth, &err);
        return;
    }
    struct rr_auth_about *about = &auth->about;
    about->base_account = about->base_account != NULL ? about->base_account : about->account;
    about->account = job->acting.account;
    about->kind = RR_AUTH_SERVICE_ACCOUNT;
    about->is_acting = true;
    about->is_set_acting = job->acting.is_setting;
    about->acting.url = NULL;
    rr_auth_found(auth, rr_json_str(tree, "accessToken"), job->acting.lifetime_s);
    rr_json_wipe(tree);
    json_object_put(tree);
}

static void add_advice(const struct job *job, struct rr_buf *text)
{
    rr_buf_add(text, _("It takes roles/iam.serviceAccountTokenCreator on that account."));
    rr_buf_addc(text, '\n');
    if (!job->acting.is_setting)
        return;
    rr_buf_add(text, _("Or act as yourself: without --impersonate-service-account, and with "
                       "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT and gcloud's "
                       "auth/impersonate_service_account not set."));
    rr_buf_addc(text, '\n');
}

static enum rr_err_kind kind_of(int status)
{
    return status == 401   ? RR_NOT_SIGNED_IN
           : status == 403 ? RR_DENIED
           : status == 404 ? RR_NOT_FOUND
                           : RR_CLOUD;
}

static void refuse(struct job *job, const struct rr_http_reply *reply)
{
    RR_JSON_AUTO struct json_object *tree = NULL;
    struct rr_err err = {0};
    struct rr_buf text = {.max = sizeof err.detail - 1};
    if (!rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, NULL))
        tree = NULL;
    rr_err_set(&err, kind_of(reply->status), _("No token to act as %s (%d)"), job->acting.account,
               reply->status);
    err.http_status = reply->status;
    if (err.kind == RR_DENIED) {
        memcpy(err.permission, "iam.serviceAccounts.getAccessToken",
               sizeof "iam.serviceAccounts.getAccessToken");
        add_advice(job, &text);
    }
    rr_buf_add_visible_lines(&text, rr_json_str(rr_json_obj(tree, "error"), "message"));
    rr_err_detail(&err, "%s", rr_buf_text(&text));
    rr_buf_free(&text);
    rr_auth_fail(job->auth, &err);
}

static void send_request(void *data);

/* Source: google/auth/iam.py, IAM_RETRY_CODES. */
static bool try_again(struct job *job, int status)
{
    if (job->tries >= MAX_TRIES ||
        (status != 500 && status != 502 && status != 503 && status != 504))
        return false;
    job->ticket = rr_http_after(job->auth->http, (int64_t)WAIT_MS * job->tries, send_request, job);
    return true;
}

static void on_reply(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct job *job = data;
    job->ticket = 0;
    if (err != NULL)
        rr_auth_fail(job->auth, err);
    else if (reply->status == 200)
        take_token(job, reply);
    else if (!try_again(job, reply->status))
        refuse(job, reply);
}

static void send_request(void *data)
{
    struct job *job = data;
    const char *const headers[] = {"Content-Type: application/json",
                                   rr_sensitive_text(&job->bearer)};
    struct rr_http_request request = {
        .method = "POST",
        .url = job->url,
        .headers = headers,
        .n_headers = 2,
        .body = job->body,
        .n_body = strlen(job->body),
        .no_proxy = job->is_loopback,
        .is_sensitive = true,
    };
    job->tries++;
    job->ticket = rr_http_submit(job->auth->http, &request, on_reply, job);
}

/* The address to ask, with the origin that the environment puts in the place of Google's. */
static bool place_url(struct rr_auth *auth, const char *text, struct rr_buf *out, bool *is_loopback)
{
    struct rr_url named = {0};
    struct rr_url base = {0};
    struct rr_err err = {0};
    const char *override = rr_env_get(&auth->env, base_variable);
    const char *fault = rr_url_read_trusted(text, rr_auth_universe(auth), &named);
    const char *what = text;
    if (fault == NULL && override != NULL && !named.is_loopback) {
        what = base_variable;
        fault = rr_url_read_trusted(override, rr_auth_universe(auth), &base);
    } else {
        base = named;
    }
    if (fault != NULL) {
        rr_err_set(&err, RR_BAD_INPUT, _("%s cannot be used as the address of an API"), what);
        rr_err_detail(&err, "%s", _(fault));
        rr_auth_fail(auth, &err);
        return false;
    }
    rr_buf_printf(out, "%s%s", base.origin, named.path);
    *is_loopback = base.is_loopback;
    return true;
}

void rr_auth_act(struct rr_auth *auth,
                 const struct rr_auth_acting *acting,
                 const char *token,
                 size_t n)
{
    RR_BUF_AUTO url = {0};
    RR_BUF_AUTO body = {0};
    bool is_loopback = false;
    if (!place_url(auth, acting->url, &url, &is_loopback))
        return;
    rr_buf_printf(&body,
                  "{\"delegates\":%s,\"scope\":[\"" RR_AUTH_SCOPE "\"],\"lifetime\":\"%ds\"}",
                  acting->delegates, acting->lifetime_s);
    struct job *job = rr_xcalloc(1, sizeof *job);
    job->auth = auth;
    job->acting = *acting;
    job->is_loopback = is_loopback;
    job->url = rr_xstrdup(url.data);
    job->body = rr_xstrdup(body.data);
    rr_sensitive_set(&job->bearer, "Authorization: Bearer ", token, n);
    // The token may lie in the job that ends here.
    rr_auth_take_job(auth, job, free_job);
    send_request(job);
}

const char *rr_auth_act_as(const struct rr_auth *auth)
{
    if (*auth->act_as != '\0')
        return auth->act_as;
    return rr_gcloud_property(auth->gcloud, "auth", "impersonate_service_account");
}

/* gcloud's form: the account last, those that lead to it before, by commas. */
static const char *split_chain(struct rr_auth *auth, const char *chain, const char **delegates)
{
    RR_BUF_AUTO list = {0};
    const char *account = chain;
    for (const char *comma = strchr(account, ','); comma != NULL; comma = strchr(account, ',')) {
        RR_BUF_AUTO name = {0};
        rr_buf_add(&name, "projects/-/serviceAccounts/");
        rr_buf_addn(&name, account, (size_t)(comma - account));
        RR_JSON_AUTO struct json_object *text = json_object_new_string(rr_buf_text(&name));
        rr_buf_printf(&list, "%s%s", list.len > 0 ? "," : "", rr_json_text(text));
        account = comma + 1;
    }
    *delegates = rr_arena_printf(&auth->attempt, "[%s]", rr_buf_text(&list));
    return rr_arena_str(&auth->attempt, account);
}

void rr_auth_act_as_set(struct rr_auth *auth, const char *token, size_t n)
{
    struct rr_auth_acting acting = {.lifetime_s = LIFETIME_S, .is_setting = true};
    RR_BUF_AUTO url = {0};
    acting.account = split_chain(auth, rr_auth_act_as(auth), &acting.delegates);
    rr_buf_printf(&url, "https://iamcredentials.%s/v1/projects/-/serviceAccounts/",
                  rr_auth_universe(auth));
    rr_buf_add_url(&url, acting.account, "@");
    rr_buf_add(&url, ":generateAccessToken");
    acting.url = url.data;
    rr_auth_act(auth, &acting, token, n);
}
