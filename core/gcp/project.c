/* Project look-ups; see the header. */
#include "config.h"

#include "core/gcp/project.h"

#include <string.h>

#include "core/gcp/path.h"
#include "core/net/json.h"
#include "core/util/str.h"

struct rr_call rr_project_get(struct rr_arena *arena, const char *project)
{
    return (struct rr_call){.api = RR_API_RESOURCEMANAGER,
                            .method = "GET",
                            .path = rr_path(arena, "/v3/projects/%s", project),
                            .idempotent = true};
}

struct rr_project rr_project_read(struct json_object *json, struct rr_arena *arena)
{
    return (struct rr_project){
        .id = rr_arena_str(arena, rr_json_str(json, "projectId")),
        .number = rr_arena_str(arena, rr_str_after_last(rr_json_str(json, "name"), '/')),
        .name = rr_arena_str(arena, rr_json_str(json, "displayName")),
        .state = rr_arena_str(arena, rr_json_str(json, "state")),
        .parent = rr_arena_str(arena, rr_json_str(json, "parent")),
    };
}

struct rr_call rr_project_ancestry(struct rr_arena *arena, const char *project)
{
    return (struct rr_call){.api = RR_API_RESOURCEMANAGER,
                            .method = "POST",
                            .path = rr_path(arena, "/v1/projects/%s:getAncestry", project),
                            .body = json_object_new_object(),
                            .idempotent = true};
}

struct rr_ancestors rr_ancestors_read(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "ancestor");
    size_t n = rr_json_len(list);
    const char **resources = rr_arena_array(arena, n, sizeof *resources);
    struct rr_ancestors out = {.resources = resources};
    for (size_t i = 0; i < n; i++) {
        struct json_object *id = rr_json_obj(rr_json_at(list, i), "resourceId");
        const char *type = rr_json_str(id, "type");
        bool is_organization = strcmp(type, "organization") == 0;
        if (!is_organization && strcmp(type, "folder") != 0)
            continue;
        resources[out.n++] = rr_arena_printf(arena, "%ss/%s", type, rr_json_str(id, "id"));
        out.has_organization |= is_organization;
    }
    return out;
}

struct rr_call rr_billing_get(struct rr_arena *arena, const char *project)
{
    return (struct rr_call){.api = RR_API_BILLING,
                            .method = "GET",
                            .path = rr_path(arena, "/v1/projects/%s/billingInfo", project),
                            .idempotent = true,
                            .quota_project = rr_arena_str(arena, project)};
}

struct rr_billing rr_billing_read(struct json_object *json, struct rr_arena *arena)
{
    return (struct rr_billing){
        .account = rr_arena_str(arena, rr_json_str(json, "billingAccountName")),
        .is_enabled = rr_json_bool(json, "billingEnabled"),
    };
}
