/* JSON documents; see build_json.h. */
#include "config.h"

#include "core/util/build_json.h"

#include <json-c/json.h>

void rr_json_put(struct json_object *object, const char *key, const char *text)
{
    json_object_object_add(object, key, json_object_new_string(text));
}

void rr_json_put_list(struct json_object *object,
                      const char *key,
                      const char *const *texts,
                      size_t n)
{
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < n; i++)
        json_object_array_add(list, json_object_new_string(texts[i]));
    json_object_object_add(object, key, list);
}

struct json_object *rr_json_error(const struct rr_err *err)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "kind", rr_err_kind_word(err->kind));
    json_object_object_add(out, "http_status", json_object_new_int(err->http_status));
    rr_json_put(out, "reason", err->reason);
    rr_json_put(out, "permission", err->permission);
    rr_json_put(out, "summary", err->summary);
    rr_json_put(out, "detail", err->detail);
    return out;
}

const char *rr_json_document(struct json_object *object, struct rr_arena *arena)
{
    const char *text = json_object_to_json_string_ext(
        object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE);
    return rr_arena_printf(arena, "%s\n", text);
}
