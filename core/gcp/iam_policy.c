/*
 * The calls around allow policies, as a table, and the reader; the patch lies in iam_policy_patch.c.
 */
#include "config.h"

#include "core/gcp/iam_policy.h"

#include <json-c/json.h>

#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/buf.h"

/* One verb of one API: method, what stands before and after the resource, and the query. */
struct verb {
    const char *method;
    const char *suffix;
    const char *query;
};

/* Where requestedPolicyVersion travels. */
enum version_at { VERSION_IN_QUERY, VERSION_IN_BODY };

static const struct matrix_row {
    enum rr_api api;
    const char *prefix;
    enum version_at version_at;
    struct verb get, set, test;
} matrix[RR_TARGET_COUNT] = {
    // gcp-apis 3.1, checked against the discovery documents named in the header
    [RR_TARGET_PROJECT] = {RR_API_RESOURCEMANAGER,
                           "/v1/",
                           VERSION_IN_BODY,
                           {"POST", ":getIamPolicy", NULL},
                           {"POST", ":setIamPolicy", NULL},
                           {"POST", ":testIamPermissions", NULL}},
    [RR_TARGET_FOLDER] = {RR_API_RESOURCEMANAGER,
                          "/v3/",
                          VERSION_IN_BODY,
                          {"POST", ":getIamPolicy", NULL},
                          {"POST", ":setIamPolicy", NULL},
                          {"POST", ":testIamPermissions", NULL}},
    [RR_TARGET_ORGANIZATION] = {RR_API_RESOURCEMANAGER,
                                "/v3/",
                                VERSION_IN_BODY,
                                {"POST", ":getIamPolicy", NULL},
                                {"POST", ":setIamPolicy", NULL},
                                {"POST", ":testIamPermissions", NULL}},
    [RR_TARGET_REPOSITORY] = {RR_API_ARTIFACTREGISTRY,
                              "/v1/",
                              VERSION_IN_QUERY,
                              {"GET", ":getIamPolicy", "options.requestedPolicyVersion=3"},
                              {"POST", ":setIamPolicy", NULL},
                              {"POST", ":testIamPermissions", NULL}},
    [RR_TARGET_RUN_SERVICE] = {RR_API_RUN,
                               "/v2/",
                               VERSION_IN_QUERY,
                               {"GET", ":getIamPolicy", "options.requestedPolicyVersion=3"},
                               {"POST", ":setIamPolicy", NULL},
                               {"POST", ":testIamPermissions", NULL}},
    // a POST with an empty body: the version goes into the query all the same
    [RR_TARGET_ACCOUNT] = {RR_API_IAM,
                           "/v1/",
                           VERSION_IN_QUERY,
                           {"POST", ":getIamPolicy", "options.requestedPolicyVersion=3"},
                           {"POST", ":setIamPolicy", NULL},
                           {"POST", ":testIamPermissions", NULL}},
    // the path lies under /storage/v1; no dot in the parameter; the policy itself is the body
    [RR_TARGET_BUCKET] = {RR_API_STORAGE,
                          "/storage/v1/b/",
                          VERSION_IN_QUERY,
                          {"GET", "/iam", "optionsRequestedPolicyVersion=3"},
                          {"PUT", "/iam", NULL},
                          {"GET", "/iam/testPermissions", NULL}},
};

static struct rr_call make_call(struct rr_arena *arena,
                                enum rr_policy_target target,
                                const struct verb *verb,
                                const char *resource)
{
    return (struct rr_call){
        .api = matrix[target].api,
        .method = verb->method,
        .path = rr_resource_path(arena, matrix[target].prefix, resource, verb->suffix),
        .query = verb->query};
}

static struct json_object *new_with(const char *key, struct json_object *taken)
{
    struct json_object *object = json_object_new_object();
    json_object_object_add(object, key, taken);
    return object;
}

struct rr_call
rr_policy_get(struct rr_arena *arena, enum rr_policy_target target, const char *resource)
{
    struct rr_call call = make_call(arena, target, &matrix[target].get, resource);
    call.idempotent = true;
    if (matrix[target].version_at == VERSION_IN_BODY)
        call.body = new_with("options", new_with("requestedPolicyVersion", json_object_new_int(3)));
    return call;
}

struct rr_call rr_policy_set(struct rr_arena *arena,
                             enum rr_policy_target target,
                             const char *resource,
                             struct json_object *policy)
{
    struct rr_call call = make_call(arena, target, &matrix[target].set, resource);
    json_object_get(policy);
    call.body = target == RR_TARGET_BUCKET ? policy : new_with("policy", policy);
    return call;
}

static struct json_object *permission_body(const char *const *permissions, size_t n)
{
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < n; i++)
        json_object_array_add(list, json_object_new_string(permissions[i]));
    return new_with("permissions", list);
}

static const char *
permission_query(struct rr_arena *arena, const char *const *permissions, size_t n)
{
    RR_BUF_AUTO query = {0};
    for (size_t i = 0; i < n; i++) {
        rr_buf_add(&query, i > 0 ? "&permissions=" : "permissions=");
        rr_buf_add_url(&query, permissions[i], "");
    }
    return rr_arena_str(arena, rr_buf_text(&query));
}

struct rr_call rr_policy_test(struct rr_arena *arena,
                              enum rr_policy_target target,
                              const char *resource,
                              const char *const *permissions,
                              size_t n)
{
    struct rr_call call = make_call(arena, target, &matrix[target].test, resource);
    call.idempotent = true;
    if (target == RR_TARGET_BUCKET)
        call.query = permission_query(arena, permissions, n);
    else
        call.body = permission_body(permissions, n);
    return call;
}

static struct rr_condition read_condition(struct json_object *json, struct rr_arena *arena)
{
    return (struct rr_condition){
        .title = rr_arena_str(arena, rr_json_str(json, "title")),
        .description = rr_arena_str(arena, rr_json_str(json, "description")),
        .expression = rr_arena_str(arena, rr_json_str(json, "expression")),
    };
}

static struct rr_binding read_binding(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "members");
    size_t n = rr_json_len(list);
    const char **members = rr_arena_array(arena, n, sizeof *members);
    for (size_t i = 0; i < n; i++)
        members[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    return (struct rr_binding){
        .role = rr_arena_str(arena, rr_json_str(json, "role")),
        .members = members,
        .n_members = n,
        .condition = read_condition(rr_json_obj(json, "condition"), arena),
    };
}

struct rr_policy rr_policy_from_json(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "bindings");
    size_t n = rr_json_len(list);
    struct rr_binding *bindings = rr_arena_array(arena, n, sizeof *bindings);
    for (size_t i = 0; i < n; i++)
        bindings[i] = read_binding(rr_json_at(list, i), arena);
    return (struct rr_policy){
        .version = (int)rr_json_int(json, "version"),
        .etag = rr_arena_str(arena, rr_json_str(json, "etag")),
        .bindings = bindings,
        .n_bindings = n,
    };
}
