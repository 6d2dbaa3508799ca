/* Deny policies and boundaries; see the header. */
#include "config.h"

#include "core/gcp/deny_policy.h"

#include <json-c/json.h>
#include <string.h>

#include "core/gcp/path.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "core/util/str.h"

enum { PAGE_SIZE = 1000 };

struct rr_call rr_deny_list(struct rr_arena *arena, const char *resource, const char *page_token)
{
    // The attachment point is one segment of the path, so its slashes travel encoded.
    const char *point = rr_arena_printf(arena, "cloudresourcemanager.googleapis.com/%s", resource);
    RR_BUF_AUTO query = {0};
    rr_buf_printf(&query, "pageSize=%d", PAGE_SIZE);
    if (*page_token != '\0') {
        rr_buf_add(&query, "&pageToken=");
        rr_buf_add_url(&query, page_token, "");
    }
    return (struct rr_call){.api = RR_API_IAM,
                            .method = "GET",
                            .path = rr_path(arena, "/v2/policies/%s/denypolicies", point),
                            .query = rr_arena_str(arena, rr_buf_text(&query)),
                            .idempotent = true};
}

static const char *title_of(struct json_object *json)
{
    const char *title = rr_json_str(json, "displayName");
    return *title != '\0' ? title : rr_str_after_last(rr_json_str(json, "name"), '/');
}

const char *rr_deny_list_read(struct json_object *json,
                              void (*fn)(void *data, const struct rr_deny_policy *policy),
                              void *data,
                              struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "policies");
    for (size_t i = 0; i < rr_json_len(list); i++) {
        struct json_object *item = rr_json_at(list, i);
        const struct rr_deny_policy policy = {.name =
                                                  rr_arena_str(arena, rr_json_str(item, "name")),
                                              .title = rr_arena_str(arena, title_of(item))};
        fn(data, &policy);
    }
    return rr_arena_str(arena, rr_json_str(json, "nextPageToken"));
}

struct rr_call rr_deny_get(struct rr_arena *arena, const char *name)
{
    RR_BUF_AUTO path = {0};
    rr_buf_add(&path, "/v2/");
    // The name holds its attachment point encoded already, "%2F"; a second time would name another thing.
    rr_buf_add_url(&path, name, "/%");
    return (struct rr_call){.api = RR_API_IAM,
                            .method = "GET",
                            .path = rr_arena_str(arena, rr_buf_text(&path)),
                            .idempotent = true};
}

static struct rr_names
read_names(struct json_object *json, const char *field, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, field);
    size_t n = rr_json_len(list);
    const char **items = rr_arena_array(arena, n, sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    return (struct rr_names){items, n};
}

static struct rr_deny_rule read_rule(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *condition = rr_json_obj(json, "denialCondition");
    return (struct rr_deny_rule){
        .principals = read_names(json, "deniedPrincipals", arena),
        .except_principals = read_names(json, "exceptionPrincipals", arena),
        .permissions = read_names(json, "deniedPermissions", arena),
        .except_permissions = read_names(json, "exceptionPermissions", arena),
        .condition = {.title = rr_arena_str(arena, rr_json_str(condition, "title")),
                      .description = rr_arena_str(arena, rr_json_str(condition, "description")),
                      .expression = rr_arena_str(arena, rr_json_str(condition, "expression"))}};
}

struct rr_deny_policy rr_deny_read(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "rules");
    size_t n = rr_json_len(list);
    struct rr_deny_rule *rules = rr_arena_array(arena, n, sizeof *rules);
    for (size_t i = 0; i < n; i++)
        rules[i] = read_rule(rr_json_obj(rr_json_at(list, i), "denyRule"), arena);
    return (struct rr_deny_policy){.name = rr_arena_str(arena, rr_json_str(json, "name")),
                                   .title = rr_arena_str(arena, title_of(json)),
                                   .rules = rules,
                                   .n_rules = n,
                                   .is_known = true};
}

struct rr_call rr_boundary_search(struct rr_arena *arena, const char *project)
{
    RR_BUF_AUTO query = {0};
    rr_buf_add(&query, "target=");
    rr_buf_add_url(&query, "//cloudresourcemanager.googleapis.com/projects/", "");
    rr_buf_add_url(&query, project, "");
    return (struct rr_call){
        .api = RR_API_IAM,
        .method = "GET",
        .path = rr_path(
            arena, "/v3/projects/%s/locations/global/policyBindings:searchTargetPolicyBindings",
            project),
        .query = rr_arena_str(arena, rr_buf_text(&query)),
        .idempotent = true};
}

struct rr_boundaries rr_boundary_read(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "policyBindings");
    size_t n = rr_json_len(list);
    const char **names = rr_arena_array(arena, n, sizeof *names);
    struct rr_boundaries out = {.names = names};
    for (size_t i = 0; i < n; i++) {
        struct json_object *item = rr_json_at(list, i);
        const char *kind = rr_json_str(item, "policyKind");
        if (*kind == '\0' || strcmp(kind, "PRINCIPAL_ACCESS_BOUNDARY") == 0)
            names[out.n++] = rr_arena_str(arena, rr_json_str(item, "policy"));
    }
    // A page more would only add names; that there is one is what counts.
    return out;
}
