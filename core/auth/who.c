/* The name behind a token; see the header. */
#include "config.h"

#include "core/auth/who.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "core/auth/auth_private.h"
#include "core/net/json.h"
#include "core/net/url.h"
#include "core/util/buf.h"
#include "core/util/xalloc.h"

enum { TIMEOUT_MS = 5000 };

struct rr_who {
    struct rr_auth *auth;
    unsigned ticket;
    rr_who_fn *fn;
    void *data;
};

/* Google's, or beside the token endpoint that stands in for it. */
static void find_address(const struct rr_auth *auth, struct rr_buf *out, bool *is_loopback)
{
    struct rr_url url = {0};
    const char *host = rr_gcloud_property(auth->gcloud, "auth", "token_host");
    if (*host != '\0' && rr_url_read_trusted(host, rr_auth_universe(auth), &url) == NULL &&
        url.is_loopback)
        rr_buf_printf(out, "%s/v1/userinfo", url.origin);
    else
        rr_buf_printf(out, "https://openidconnect.%s/v1/userinfo", rr_auth_universe(auth));
    *is_loopback = url.is_loopback;
}

static void on_reply(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct rr_who *who = data;
    RR_JSON_AUTO struct json_object *tree = NULL;
    who->ticket = 0;
    bool is_told = err == NULL && reply->status == 200 &&
                   rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, NULL);
    who->fn(who->data, is_told ? rr_json_str(tree, "email") : "");
}

void rr_who_name(struct rr_auth *auth, const char *email)
{
    auth->current.account = rr_arena_str(&auth->texts, email);
}

struct rr_who *rr_who_ask(struct rr_auth *auth, const char *token, rr_who_fn *fn, void *data)
{
    struct rr_who *who = rr_xcalloc(1, sizeof *who);
    RR_BUF_AUTO url = {0};
    RR_SENSITIVE_AUTO bearer = {0};
    bool is_loopback = false;
    find_address(auth, &url, &is_loopback);
    rr_sensitive_set(&bearer, "Authorization: Bearer ", token, strlen(token));
    const char *const headers[] = {rr_sensitive_text(&bearer)};
    struct rr_http_request request = {
        .method = "GET",
        .url = url.data,
        .headers = headers,
        .n_headers = 1,
        .timeout_ms = TIMEOUT_MS,
        .no_proxy = is_loopback,
        .is_sensitive = true,
    };
    who->auth = auth;
    who->fn = fn;
    who->data = data;
    who->ticket = rr_http_submit(auth->http, &request, on_reply, who);
    return who;
}

void rr_who_free(struct rr_who *who)
{
    if (who == NULL)
        return;
    rr_http_cancel(who->auth->http, who->ticket);
    free(who);
}
