/* Enabled services; see the header. */
#include "config.h"

#include "core/gcp/services.h"

#include <json-c/json.h>
#include <string.h>

#include "core/gcp/path.h"
#include "core/net/json.h"
#include "core/util/str.h"

struct rr_call rr_services_list(struct rr_arena *arena, const char *project, const char *page_token)
{
    const char *query = "filter=state:ENABLED&pageSize=200";
    if (*page_token != '\0')
        query = rr_path(arena, "filter=state:ENABLED&pageSize=200&pageToken=%s", page_token);
    return (struct rr_call){.api = RR_API_SERVICEUSAGE,
                            .method = "GET",
                            .path = rr_path(arena, "/v1/projects/%s/services", project),
                            .query = query,
                            .idempotent = true};
}

const char *rr_services_read(struct json_object *json,
                             void (*fn)(void *data, const char *service),
                             void *data,
                             struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "services");
    for (size_t i = 0; i < rr_json_len(list); i++) {
        struct json_object *service = rr_json_at(list, i);
        if (strcmp(rr_json_str(service, "state"), "ENABLED") == 0)
            fn(data, rr_str_after_last(rr_json_str(service, "name"), '/'));
    }
    return rr_arena_str(arena, rr_json_str(json, "nextPageToken"));
}

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
    return (struct rr_call){.api = RR_API_SERVICEUSAGE,
                            .method = "POST",
                            .path = rr_path(arena, "/v1/projects/%s/services:batchEnable", project),
                            .body = body};
}
