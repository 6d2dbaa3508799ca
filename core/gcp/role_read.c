/* Live roles; see the header. */
#include "config.h"

#include "core/gcp/role_read.h"

#include <string.h>

#include "core/net/json.h"
#include "core/util/buf.h"

struct rr_call rr_role_get(struct rr_arena *arena, const char *name)
{
    RR_BUF_AUTO path = {0};
    rr_buf_add(&path, "/v1/");
    rr_buf_add_url(&path, name, "/@:");
    return (struct rr_call){.api = RR_API_IAM,
                            .method = "GET",
                            .path = rr_arena_str(arena, rr_buf_text(&path)),
                            .idempotent = true};
}

struct rr_live_role rr_role_read(struct json_object *json, const char *name, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "includedPermissions");
    size_t n = rr_json_len(list);
    const char **permissions = rr_arena_array(arena, n, sizeof *permissions);
    for (size_t i = 0; i < n; i++)
        permissions[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    return (struct rr_live_role){
        .name = rr_arena_str(arena, name),
        .title = rr_arena_str(arena, rr_json_str(json, "title")),
        .permissions = permissions,
        .n_permissions = n,
        .is_known = true,
        .is_dead =
            rr_json_bool(json, "deleted") || strcmp(rr_json_str(json, "stage"), "DISABLED") == 0,
    };
}
