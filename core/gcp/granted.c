/* Held permissions; see the header. */
#include "config.h"

#include "core/gcp/granted.h"

#include "core/net/json.h"

const char *const *rr_granted_read(struct json_object *json, size_t *n, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "permissions");
    *n = rr_json_len(list);
    const char **out = rr_arena_array(arena, *n, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    return out;
}
