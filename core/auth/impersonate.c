/*
 * Acting as a service account (CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT), whatever the source of the
 * first token; gcloud's own tokens are made for it already. The setting is never passed over in
 * silence: work would be done in another's name.
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

enum { LIFETIME_S = 3600 }; // the most without an exception in an organisation policy

static const char base_variable[] = "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS";

struct job {
    struct rr_auth *auth;
    unsigned ticket;
    char *account;
    char *path;
    char *quota_project;
};

static void free_job(struct rr_auth *auth, void *data)
{
    struct job *job = data;
    rr_http_cancel(auth->http, job->ticket);
    free(job->account);
    free(job->path);
    free(job->quota_project);
    free(job);
}

static void take_token(struct job *job, const struct rr_http_reply *reply)
{
    struct json_object *tree = NULL;
    struct rr_err err = {0};
    if (!rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, &err)) {
        rr_err_prefix(&err, "iamcredentials.googleapis.com");
        rr_auth_fail(job->auth, &err);
        return;
    }
    struct rr_auth_found found = {
        .token = rr_json_str(tree, "accessToken"),
        .lifetime_s = LIFETIME_S,
        .kind = RR_AUTH_SERVICE_ACCOUNT,
        .path = job->path,
        .account = job->account,
        .quota_project = job->quota_project,
        .is_acting = true,
    };
    rr_auth_found(job->auth, &found);
    rr_json_wipe(tree);
    json_object_put(tree);
}

static void refuse(struct job *job, const struct rr_http_reply *reply)
{
    RR_JSON_AUTO struct json_object *tree = NULL;
    struct rr_err err = {0};
    struct rr_buf text = {.max = sizeof err.detail - 1};
    if (!rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, NULL))
        tree = NULL;
    const char *message = rr_json_str(rr_json_obj(tree, "error"), "message");
    enum rr_err_kind kind = reply->status == 401   ? RR_NOT_SIGNED_IN
                            : reply->status == 403 ? RR_DENIED
                            : reply->status == 404 ? RR_NOT_FOUND
                                                   : RR_CLOUD;
    rr_err_set(&err, kind, _("No token to act as %s (%d)"), job->account, reply->status);
    err.http_status = reply->status;
    if (kind == RR_DENIED) {
        memcpy(err.permission, "iam.serviceAccounts.getAccessToken",
               sizeof "iam.serviceAccounts.getAccessToken");
        rr_buf_add(&text,
                   _("It takes roles/iam.serviceAccountTokenCreator on that account, or unset "
                     "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT."));
        rr_buf_addc(&text, '\n');
    }
    rr_buf_add_visible_lines(&text, message);
    rr_err_detail(&err, "%s", rr_buf_text(&text));
    rr_buf_free(&text);
    rr_auth_fail(job->auth, &err);
}

static void on_reply(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct job *job = data;
    job->ticket = 0;
    if (err != NULL)
        rr_auth_fail(job->auth, err);
    else if (reply->status == 200)
        take_token(job, reply);
    else
        refuse(job, reply);
}

/* Into `origin`, or an error that has been told. */
static bool find_origin(struct rr_auth *auth, struct rr_url *url)
{
    struct rr_err err = {0};
    const char *base = rr_env_get(&auth->env, base_variable);
    const char *fault =
        rr_url_read_safe(base != NULL ? base : "https://iamcredentials.googleapis.com", url);
    if (fault == NULL)
        return true;
    rr_err_set(&err, RR_BAD_INPUT, _("%s cannot be used as the address of an API"), base_variable);
    rr_err_detail(&err, "%s", _(fault));
    rr_auth_fail(auth, &err);
    return false;
}

static char *copy(const char *text)
{
    return rr_xstrdup(text != NULL ? text : "");
}

static void send_request(struct job *job, const char *token, size_t n, const struct rr_url *url)
{
    static const char body[] = "{\"delegates\":[],\"scope\":[\"https://www.googleapis.com/auth/"
                               "cloud-platform\"],\"lifetime\":\"3600s\"}";
    RR_BUF_AUTO address = {0};
    RR_SENSITIVE_AUTO bearer = {0};
    rr_buf_printf(&address, "%s/v1/projects/-/serviceAccounts/", url->origin);
    rr_buf_add_url(&address, job->account, "@");
    rr_buf_add(&address, ":generateAccessToken");
    rr_sensitive_set(&bearer, "Authorization: Bearer ", token, n);
    const char *const headers[] = {"Content-Type: application/json", rr_sensitive_text(&bearer)};
    struct rr_http_request request = {
        .method = "POST",
        .url = address.data,
        .headers = headers,
        .n_headers = 2,
        .body = body,
        .n_body = sizeof body - 1,
        .no_proxy = url->is_loopback,
        .is_sensitive = true,
    };
    job->ticket = rr_http_submit(job->auth->http, &request, on_reply, job);
}

void rr_auth_impersonate(struct rr_auth *auth,
                         const struct rr_auth_found *base,
                         const char *account,
                         const char *token,
                         size_t n)
{
    struct rr_url url;
    if (!find_origin(auth, &url))
        return;
    struct job *job = rr_xcalloc(1, sizeof *job);
    job->auth = auth;
    job->account = copy(account);
    job->path = copy(base->path);
    job->quota_project = copy(base->quota_project);
    send_request(job, token, n, &url);
    rr_auth_take_job(auth, job, free_job);
}
