/*
 * The page in the browser where a person agrees: here everybody agrees at once, and the answer is the
 * redirect with the code. A client that is called "untick" stands for a person who unticks the cloud,
 * "deny" for one who says no.
 * Source: Google's "OAuth 2.0 for Mobile & Desktop Apps"; RFC 7636, 8252.
 */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "core/util/buf.h"
#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/refuse.h"
#include "sandbox/sign_in.h"

static const char *missing_parameter(const struct sb_call *call)
{
    static const char *const names[] = {"client_id",      "redirect_uri", "response_type", "scope",
                                        "code_challenge", "state",        "access_type"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (*sb_query(call, names[i]) == '\0')
            return names[i];
    return NULL;
}

/* Desktop clients may name loopback addresses only. */
static bool is_fit(const struct sb_call *call)
{
    const char *uri = sb_query(call, "redirect_uri");
    return strcmp(sb_query(call, "response_type"), "code") == 0 &&
           strcmp(sb_query(call, "code_challenge_method"), "S256") == 0 &&
           strlen(sb_query(call, "code_challenge")) == 43 &&
           (rr_str_has_prefix(uri, "http://127.0.0.1:") || rr_str_has_prefix(uri, "http://[::1]:"));
}

static void remember(struct sb_call *call, const char *code, const char *scope)
{
    static const char *const names[] = {"client_id", "redirect_uri", "code_challenge"};
    sb_tree *given = sb_object_of("scope", scope, NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        sb_put_text(given, names[i], sb_query(call, names[i]));
    if (call->world->codes == NULL)
        call->world->codes = json_object_new_object();
    sb_put(call->world->codes, code, given);
}

static void send_back(struct sb_call *call, const char *name, const char *value, const char *scope)
{
    RR_BUF_AUTO location = {0};
    rr_buf_printf(&location, "%s?state=", sb_query(call, "redirect_uri"));
    rr_buf_add_url(&location, sb_query(call, "state"), "");
    rr_buf_printf(&location, "&%s=", name);
    rr_buf_add_url(&location, value, "");
    if (*scope != '\0') {
        rr_buf_add(&location, "&scope=");
        rr_buf_add_url(&location, scope, "");
    }
    sb_page(call, 302, "text/html; charset=UTF-8", "Moved\n");
    call->reply.location = rr_arena_str(&call->arena, rr_buf_text(&location));
}

void sb_consent_page(struct sb_call *call)
{
    const char *missing = missing_parameter(call);
    if (missing != NULL || !is_fit(call)) {
        sb_page(call, 400, "text/html; charset=UTF-8",
                rr_arena_printf(&call->arena, "Error 400: invalid_request: %s\n",
                                missing != NULL ? missing : "redirect_uri or code_challenge"));
        return;
    }
    const char *client = sb_query(call, "client_id");
    if (strcmp(client, "deny") == 0) {
        send_back(call, "error", "access_denied", "");
        return;
    }
    const char *scope = strcmp(client, "untick") == 0 ? "openid email" : sb_query(call, "scope");
    const char *code =
        rr_arena_printf(&call->arena, "4/0sandbox%" PRIx64, sb_world_draw(call->world));
    remember(call, code, scope);
    send_back(call, "code", code, scope);
}

void sb_consent_userinfo(struct sb_call *call)
{
    if (!rr_str_has_prefix(call->authorization, "Bearer ")) {
        sb_ok(call, sb_object_of("error", "invalid_request", "error_description",
                                 "Invalid Credentials", NULL));
        call->reply.status = 401;
        return;
    }
    sb_tree *out = sb_object_of("sub", "108204268033311374519", "email",
                                rr_str_after_last(call->world->caller, ':'), NULL);
    sb_put_flag(out, "email_verified", true);
    sb_ok(call, out);
}
