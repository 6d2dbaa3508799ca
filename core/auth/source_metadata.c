/*
 * The metadata server of a machine inside Google Cloud. Detection is fast, straight (no proxy, no
 * redirect), and believes only an answer with the flavour header.
 * Source: google/auth/compute_engine/_metadata.py; gcp-apis 12.5.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/auth/auth_private.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

enum { CONNECT_MS = 1000, TOTAL_MS = 3000 };

static const char token_path[] = "/computeMetadata/v1/instance/service-accounts/default/token";

struct job {
    unsigned ticket;
};

static void free_job(struct rr_auth *auth, void *data)
{
    struct job *job = data;
    rr_http_cancel(auth->http, job->ticket);
    free(job);
}

static void take_token(struct rr_auth *auth, const struct rr_http_reply *reply)
{
    struct json_object *tree = NULL;
    if (!rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, NULL)) {
        rr_auth_pass(auth, _("its answer cannot be read"));
        return;
    }
    struct rr_auth_found found = {
        .token = rr_json_str(tree, "access_token"),
        .lifetime_s = rr_json_int(tree, "expires_in"),
        .kind = RR_AUTH_SERVICE_ACCOUNT,
    };
    rr_auth_found(auth, &found);
    rr_json_wipe(tree);
    json_object_put(tree);
}

static void on_reply(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct rr_auth *auth = data;
    ((struct job *)auth->job)->ticket = 0;
    if (err != NULL || strcasecmp(rr_http_header(reply, "Metadata-Flavor"), "Google") != 0)
        rr_auth_pass(auth, _("this machine is not in Google Cloud"));
    else if (reply->status == 404)
        rr_auth_pass(auth, _("this machine has no service account"));
    else if (reply->status != 200)
        rr_auth_pass(auth, _("it gave no token"));
    else
        take_token(auth, reply);
}

/* A host name, address or either with a port; anything else would change the URL. */
static bool is_plain_host(const char *host)
{
    return strspn(host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]") ==
           strlen(host);
}

void rr_auth_start_metadata(struct rr_auth *auth)
{
    static const char *const names[] = {"GCE_METADATA_HOST", "GCE_METADATA_ROOT",
                                        "GCE_METADATA_IP"};
    static const char *const headers[] = {"Metadata-Flavor: Google"};
    const char *off = rr_env_get(&auth->env, "NO_GCE_CHECK");
    // The address and not the name: a look-up could take seconds where there is no such server.
    const char *host = NULL;
    for (size_t i = 0; host == NULL && i < sizeof names / sizeof *names; i++)
        host = rr_env_get(&auth->env, names[i]);
    host = host != NULL ? host : "169.254.169.254";
    if ((off != NULL && strcasecmp(off, "true") == 0) || !is_plain_host(host)) {
        rr_auth_pass(auth, _("NO_GCE_CHECK or GCE_METADATA_HOST rules it out"));
        return;
    }
    RR_BUF_AUTO url = {0};
    rr_buf_printf(&url, "http://%s%s", host, token_path);
    struct rr_http_request request = {
        .method = "GET",
        .url = url.data,
        .headers = headers,
        .n_headers = 1,
        .connect_timeout_ms = CONNECT_MS,
        .timeout_ms = TOTAL_MS,
        .no_proxy = true,
        .is_sensitive = true,
    };
    struct job *job = rr_xcalloc(1, sizeof *job);
    auth->job = job;
    auth->free_job = free_job;
    job->ticket = rr_http_submit(auth->http, &request, on_reply, auth);
}
