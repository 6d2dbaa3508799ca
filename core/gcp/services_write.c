/* Enabling services; see the header. */
#include "config.h"

#include "core/gcp/services_write.h"

#include <json-c/json.h>
#include <string.h>

#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "core/util/str.h"

struct rr_call rr_services_enable(struct rr_arena *arena,
                                  const char *project,
                                  const char *const *services,
                                  size_t n)
{
    struct json_object *ids = json_object_new_array();
    for (size_t i = 0; i < n; i++)
        json_object_array_add(ids, json_object_new_string(services[i]));
    struct json_object *body = json_object_new_object();
    json_object_object_add(body, "serviceIds", ids);
    return (struct rr_call){
        .api = RR_API_SERVICEUSAGE,
        .method = "POST",
        .path = rr_resource_path(arena, "/v1/projects/", project, "/services:batchEnable"),
        .body = body};
}

struct rr_call rr_services_state_get(struct rr_arena *arena,
                                     const char *project,
                                     const char *const *services,
                                     size_t n)
{
    RR_BUF_AUTO query = {0};
    for (size_t i = 0; i < n; i++) {
        rr_buf_add(&query, i > 0 ? "&names=projects/" : "names=projects/");
        rr_buf_add_url(&query, project, ":");
        rr_buf_add(&query, "/services/");
        rr_buf_add_url(&query, services[i], "");
    }
    return (struct rr_call){
        .api = RR_API_SERVICEUSAGE,
        .method = "GET",
        .path = rr_resource_path(arena, "/v1/projects/", project, "/services:batchGet"),
        .query = rr_arena_str(arena, rr_buf_text(&query)),
        .idempotent = true};
}

static bool is_enabled(struct json_object *list, const char *service)
{
    for (size_t i = 0; i < rr_json_len(list); i++) {
        struct json_object *item = rr_json_at(list, i);
        if (strcmp(rr_str_after_last(rr_json_str(item, "name"), '/'), service) == 0)
            return strcmp(rr_json_str(item, "state"), "ENABLED") == 0;
    }
    return false;
}

size_t rr_services_state_read(struct json_object *json,
                              const char *const *services,
                              size_t n,
                              const char **off)
{
    struct json_object *list = rr_json_arr(json, "services");
    size_t n_off = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_enabled(list, services[i]))
            off[n_off++] = services[i];
    return n_off;
}
