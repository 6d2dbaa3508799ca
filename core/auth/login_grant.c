/* The two conversations of signing in and out: a form for tokens, and giving one back. */
#include "config.h"

#include <json-c/json.h>
#include <string.h>

#include "core/auth/credential_file.h"
#include "core/auth/login.h"
#include "core/auth/who.h"
#include "core/net/json.h"
#include "core/net/url.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

struct handed {
    bool is_done;
    struct rr_login_grant *out;
    struct rr_arena *arena;
    struct rr_err err;
};

static void keep(struct rr_sensitive *out, const char *text)
{
    if (*text != '\0')
        rr_sensitive_set(out, NULL, text, strlen(text));
}

static void on_answer(void *data, struct json_object *answer, const struct rr_err *err)
{
    struct handed *handed = data;
    handed->is_done = true;
    if (err != NULL) {
        handed->err = *err;
        return;
    }
    keep(&handed->out->access_token, rr_json_str(answer, "access_token"));
    keep(&handed->out->refresh_token, rr_json_str(answer, "refresh_token"));
    handed->out->scope = rr_arena_str(handed->arena, rr_json_str(answer, "scope"));
    handed->out->email = rr_id_token_email(rr_json_str(answer, "id_token"), handed->arena);
}

void rr_login_grant_free(struct rr_login_grant *grant)
{
    rr_sensitive_free(&grant->access_token);
    rr_sensitive_free(&grant->refresh_token);
}

bool rr_login_hand_in(const struct rr_login_parts *parts,
                      const struct rr_oauth_request *request,
                      struct rr_login_grant *out,
                      struct rr_arena *arena,
                      struct rr_err *err)
{
    struct rr_login_grant grant = {.scope = "", .email = ""};
    struct handed handed = {.out = &grant, .arena = arena};
    struct rr_oauth *oauth = rr_oauth_send(parts->auth->http, request, on_answer, &handed);
    bool is_done = rr_login_turn_until(parts, &handed.is_done);
    rr_oauth_free(oauth);
    bool ok = is_done && handed.err.kind == RR_OK && grant.access_token.len > 0;
    if (ok)
        *out = grant;
    else
        rr_login_grant_free(&grant);
    if (!is_done)
        return rr_err_set(err, RR_CANCELLED, _("Cancelled"));
    if (handed.err.kind != RR_OK)
        *err = handed.err;
    else if (!ok)
        rr_err_set(err, RR_BAD_REPLY, _("Google's sign-in service gave no token"));
    return ok;
}

struct named {
    bool is_done;
    const char *email;
    struct rr_arena *arena;
};

static void on_name(void *data, const char *email)
{
    struct named *named = data;
    named->is_done = true;
    named->email = rr_arena_str(named->arena, email);
}

bool rr_login_ask_name(const struct rr_login_parts *parts,
                       const char *token,
                       const char **email,
                       struct rr_arena *arena)
{
    struct named named = {.arena = arena};
    struct rr_who *who = rr_who_ask(parts->auth, token, on_name, &named);
    bool is_done = rr_login_turn_until(parts, &named.is_done);
    rr_who_free(who);
    if (is_done)
        *email = named.email;
    return is_done;
}

struct revoked {
    bool is_done;
    int status;
    struct rr_err err;
};

static void on_revoked(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct revoked *revoked = data;
    RR_JSON_AUTO struct json_object *tree = NULL;
    revoked->is_done = true;
    revoked->status = reply->status;
    if (err != NULL) {
        revoked->err = *err;
        return;
    }
    if (reply->status == 200)
        return;
    // What is gone already needs no giving back.
    if (rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_SECRET_BODY, &tree, NULL) &&
        rr_str_eq(rr_json_str(tree, "error"), "invalid_token"))
        return;
    rr_err_set(&revoked->err, RR_CLOUD, _("Google's sign-in service answered with an error (%d)"),
               reply->status);
    revoked->err.http_status = reply->status;
}

/* Google's, or beside the token endpoint that stands in for it. */
static bool find_address(const struct rr_login_parts *parts, struct rr_buf *out)
{
    struct rr_url url = {0};
    const char *host = rr_gcloud_property(parts->auth->gcloud, "auth", "token_host");
    const char *universe = rr_auth_universe(parts->auth);
    if (*host != '\0' && rr_url_read_trusted(host, universe, &url) == NULL)
        rr_buf_printf(out, "%s/revoke", url.origin);
    else
        rr_buf_printf(out, "https://oauth2.%s/revoke", universe);
    return url.is_loopback;
}

bool rr_login_revoke(const struct rr_login_parts *parts, const char *token, struct rr_err *err)
{
    static const char *const headers[] = {"Content-Type: application/x-www-form-urlencoded"};
    struct revoked revoked = {0};
    struct rr_buf form;
    RR_BUF_AUTO url = {0};
    bool is_loopback = find_address(parts, &url);
    rr_form_init(&form, NULL);
    rr_form_add(&form, "token", token);
    struct rr_http_request request = {
        .method = "POST",
        .url = url.data,
        .headers = headers,
        .n_headers = 1,
        .body = rr_buf_text(&form),
        .n_body = form.len,
        .timeout_ms = 10 * 1000,
        .no_proxy = is_loopback,
        .is_sensitive = true,
    };
    unsigned ticket = rr_http_submit(parts->auth->http, &request, on_revoked, &revoked);
    rr_form_free(&form);
    if (!rr_login_turn_until(parts, &revoked.is_done)) {
        rr_http_cancel(parts->auth->http, ticket);
        return rr_err_set(err, RR_CANCELLED, _("Cancelled"));
    }
    if (revoked.err.kind != RR_OK)
        *err = revoked.err;
    return revoked.err.kind == RR_OK;
}
