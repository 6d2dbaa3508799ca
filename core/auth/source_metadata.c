/*
 * The metadata server of a machine inside Google Cloud. Detection is fast, straight (no proxy, no
 * redirect), and believes only an answer with the flavour header.
 * Source: google/auth/compute_engine/_metadata.py; gcp-apis 12.5.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/auth/auth_private.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

enum { CONNECT_MS = 1000, TOTAL_MS = 3000, EMAIL_MS = 1000 };

static const char account_path[] = "/computeMetadata/v1/instance/service-accounts/default/";

struct job {
    struct rr_auth *auth;
    unsigned ticket;
    const char *host; // lives in the attempt
    struct rr_sensitive token;
    int64_t lifetime_s;
};

static void free_job(struct rr_auth *auth, void *data)
{
    struct job *job = data;
    rr_http_cancel(auth->http, job->ticket);
    rr_sensitive_free(&job->token);
    free(job);
}

static void ask(struct job *job, const char *what, int timeout_ms, rr_http_done_fn *done)
{
    static const char *const headers[] = {"Metadata-Flavor: Google"};
    RR_BUF_AUTO url = {0};
    rr_buf_printf(&url, "http://%s%s%s", job->host, account_path, what);
    struct rr_http_request request = {
        .method = "GET",
        .url = url.data,
        .headers = headers,
        .n_headers = 1,
        .connect_timeout_ms = CONNECT_MS,
        .timeout_ms = timeout_ms,
        .no_proxy = true,
        .is_sensitive = true,
    };
    job->ticket = rr_http_submit(job->auth->http, &request, done, job);
}

static bool is_google(const struct rr_http_reply *reply)
{
    return strcasecmp(rr_http_header(reply, "Metadata-Flavor"), "Google") == 0;
}

/* The name is good to show; a token without it is as good. */
static void on_email(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct job *job = data;
    struct rr_auth *auth = job->auth;
    job->ticket = 0;
    size_t n = strcspn(reply->body, " \t\r\n<>\"");
    if (err == NULL && reply->status == 200 && is_google(reply) &&
        memchr(reply->body, '@', n) != NULL)
        auth->about.account = rr_arena_strn(&auth->attempt, reply->body, n);
    rr_auth_found(auth, rr_sensitive_text(&job->token), job->lifetime_s);
}

static void take_token(struct job *job, const struct rr_http_reply *reply)
{
    struct rr_auth *auth = job->auth;
    struct json_object *tree = NULL;
    if (!rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, NULL)) {
        rr_auth_pass(auth, _("its answer cannot be read"));
        return;
    }
    const char *token = rr_json_str(tree, "access_token");
    rr_sensitive_set(&job->token, NULL, token, strlen(token));
    job->lifetime_s = rr_json_int(tree, "expires_in");
    rr_json_wipe(tree);
    json_object_put(tree);
    auth->about.kind = RR_AUTH_SERVICE_ACCOUNT;
    if (auth->has_current)
        rr_auth_found(auth, rr_sensitive_text(&job->token), job->lifetime_s);
    else
        ask(job, "email", EMAIL_MS, on_email);
}

static void on_token(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct job *job = data;
    job->ticket = 0;
    if (err != NULL || !is_google(reply))
        rr_auth_pass(job->auth, _("this machine is not in Google Cloud"));
    else if (reply->status == 404)
        rr_auth_pass(job->auth, _("this machine has no service account"));
    else if (reply->status != 200)
        rr_auth_pass(job->auth, _("it gave no token"));
    else
        take_token(job, reply);
}

/* A host name, address or either with a port; anything else would change the URL. */
static bool is_plain_host(const char *host)
{
    return strspn(host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]") ==
           strlen(host);
}

static const char *find_host(const struct rr_auth *auth)
{
    static const char *const names[] = {"GCE_METADATA_HOST", "GCE_METADATA_ROOT",
                                        "GCE_METADATA_IP"};
    const char *host = NULL;
    for (size_t i = 0; host == NULL && i < sizeof names / sizeof *names; i++)
        host = rr_env_get(&auth->env, names[i]);
    // The address and not the name: a look-up could take seconds where there is no such server.
    return host != NULL ? host : "169.254.169.254";
}

void rr_auth_start_metadata(struct rr_auth *auth)
{
    const char *off = rr_env_get(&auth->env, "NO_GCE_CHECK");
    const char *host = find_host(auth);
    if (off != NULL && strcasecmp(off, "true") == 0) {
        rr_auth_pass(auth, _("NO_GCE_CHECK rules it out"));
        return;
    }
    if (!is_plain_host(host)) {
        rr_auth_pass(auth, _("GCE_METADATA_HOST is no host name"));
        return;
    }
    struct job *job = rr_xcalloc(1, sizeof *job);
    job->auth = auth;
    job->host = rr_arena_str(&auth->attempt, host);
    rr_auth_take_job(auth, job, free_job);
    ask(job, "token", TOTAL_MS, on_token);
}
