/* The token endpoint and the metadata server, so that signing in can be rehearsed. */
#include "config.h"

#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/refuse.h"

static const char *token(const struct sb_call *call)
{
    return call->world->require_token != NULL ? call->world->require_token : "ya29.sandbox";
}

static sb_tree *token_json(const struct sb_call *call)
{
    sb_tree *out = sb_object_of("access_token", token(call), "token_type", "Bearer", NULL);
    sb_put_number(out, "expires_in", 3599);
    return out;
}

/* One field of a form body, decoded; "" if absent. */
static const char *form_field(struct sb_call *call, const char *name)
{
    struct sb_call form = {.arena = call->arena};
    const char *target = rr_arena_printf(&form.arena, "/?%.*s", (int)call->raw_len, call->raw);
    const char *value = sb_call_target(&form, target) ? sb_query(&form, name) : "";
    call->arena = form.arena;
    return value;
}

static void refuse_grant(struct sb_call *call, const char *error, const char *description)
{
    sb_ok(call, sb_object_of("error", error, "error_description", description, NULL));
    call->reply.status = 400;
}

void sb_sign_in_token(struct sb_call *call)
{
    const char *grant = form_field(call, "grant_type");
    const char *refresh = form_field(call, "refresh_token");
    if (strcmp(grant, "refresh_token") == 0 &&
        (refresh[0] == '\0' || strcmp(refresh, "expired") == 0)) {
        refuse_grant(call, "invalid_grant", "Token has been expired or revoked.");
        return;
    }
    if (strcmp(grant, "refresh_token") != 0 && strcmp(grant, "authorization_code") != 0 &&
        !rr_str_has_prefix(grant, "urn:ietf:params:oauth:grant-type:")) {
        refuse_grant(call, "unsupported_grant_type", "Invalid grant_type");
        return;
    }
    sb_tree *out = token_json(call);
    sb_put_text(out, "scope", "https://www.googleapis.com/auth/cloud-platform");
    if (strcmp(grant, "authorization_code") == 0) {
        sb_put_text(out, "refresh_token", "1//sandbox-refresh");
        sb_put_text(out, "id_token",
                    "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6InlvdUBleGFtcGxlLmNvbSJ9.c2FuZGJveA");
    }
    sb_ok(call, out);
}

void sb_sign_in_userinfo(struct sb_call *call)
{
    sb_tree *out = sb_object_of("sub", "108204268033311374519", "email",
                                rr_str_after_last(call->world->caller, ':'), NULL);
    sb_put_flag(out, "email_verified", true);
    sb_ok(call, out);
}

/* Without its header the metadata server answers nobody. */
static bool is_asked_rightly(struct sb_call *call)
{
    if (!call->wants_metadata)
        sb_page(call, 403, "text/html; charset=UTF-8", "Missing Metadata-Flavor:Google header.\n");
    call->reply.metadata_flavor = true;
    return call->wants_metadata;
}

void sb_metadata_token(struct sb_call *call)
{
    if (is_asked_rightly(call))
        sb_ok(call, token_json(call));
}

static void answer_text(struct sb_call *call, const char *text)
{
    if (is_asked_rightly(call))
        sb_page(call, 200, "application/text", text);
}

void sb_metadata_email(struct sb_call *call)
{
    answer_text(call, rr_str_after_last(call->world->caller, ':'));
}

static const struct sb_node *default_project(const struct sb_call *call)
{
    return sb_world_project(call->world,
                            sb_text(sb_get(call->world->scenario, "defaults"), "project"));
}

void sb_metadata_project(struct sb_call *call)
{
    const struct sb_node *project = default_project(call);
    answer_text(call, project != NULL ? sb_project_id(project) : "");
}

void sb_metadata_number(struct sb_call *call)
{
    const struct sb_node *project = default_project(call);
    answer_text(call, project != NULL ? sb_project_number(project) : "");
}
