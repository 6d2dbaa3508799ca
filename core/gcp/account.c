/* Service accounts; see the header. */
#include "config.h"

#include "core/gcp/account.h"

#include <json-c/json.h>
#include <string.h>

#include "core/gcp/path.h"
#include "core/net/json.h"
#include "core/util/str.h"

struct rr_call rr_account_get(struct rr_arena *arena, const char *email)
{
    return (struct rr_call){.api = RR_API_IAM,
                            .method = "GET",
                            .path = rr_path(arena, "/v1/projects/-/serviceAccounts/%s", email),
                            .idempotent = true};
}

struct rr_call rr_account_create(struct rr_arena *arena,
                                 const char *project,
                                 const char *id,
                                 const char *display_name)
{
    struct json_object *body = json_object_new_object();
    struct json_object *account = json_object_new_object();
    json_object_object_add(body, "accountId", json_object_new_string(id));
    json_object_object_add(account, "displayName", json_object_new_string(display_name));
    json_object_object_add(body, "serviceAccount", account);
    return (struct rr_call){.api = RR_API_IAM,
                            .method = "POST",
                            .path = rr_path(arena, "/v1/projects/%s/serviceAccounts", project),
                            .body = body};
}

struct rr_account rr_account_read(struct json_object *json, struct rr_arena *arena)
{
    return (struct rr_account){
        .email = rr_arena_str(arena, rr_json_str(json, "email")),
        .display_name = rr_arena_str(arena, rr_json_str(json, "displayName")),
        .is_disabled = rr_json_bool(json, "disabled"),
    };
}

struct rr_call rr_build_account_get(struct rr_arena *arena, const char *project, const char *region)
{
    return (struct rr_call){
        .api = RR_API_CLOUDBUILD,
        .method = "GET",
        .path =
            rr_path(arena, "/v1/projects/%s/locations/%s/defaultServiceAccount", project, region),
        .idempotent = true};
}

const char *rr_build_account_read(struct json_object *json, struct rr_arena *arena)
{
    const char *name = rr_json_str(json, "serviceAccountEmail");
    return rr_arena_str(arena, rr_str_after_last(name, '/'));
}

struct rr_call rr_account_keys(struct rr_arena *arena, const char *email)
{
    return (struct rr_call){.api = RR_API_IAM,
                            .method = "GET",
                            .path = rr_path(arena, "/v1/projects/-/serviceAccounts/%s/keys", email),
                            .query = "keyTypes=USER_MANAGED",
                            .idempotent = true};
}

struct rr_call rr_account_delete(struct rr_arena *arena, const char *email)
{
    return (struct rr_call){.api = RR_API_IAM,
                            .method = "DELETE",
                            .path = rr_path(arena, "/v1/projects/-/serviceAccounts/%s", email)};
}
