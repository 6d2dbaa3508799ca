/* Creating a repository; see the header. */
#include "config.h"

#include "core/gcp/repository_write.h"

#include <json-c/json.h>

#include "core/gcp/resource.h"
#include "core/util/buf.h"
#include "core/util/str.h"

static struct json_object *create_body(const char *resource)
{
    struct json_object *body = json_object_new_object();
    json_object_object_add(body, "description",
                           json_object_new_string("Cloud Run Source Deployments"));
    json_object_object_add(body, "format", json_object_new_string("DOCKER"));
    json_object_object_add(body, "name", json_object_new_string(resource));
    return body;
}

struct rr_call rr_repository_create(struct rr_arena *arena, const char *resource)
{
    const char *id = rr_str_after_last(resource, '/');
    size_t n_parent = id > resource ? (size_t)(id - resource) - 1 : 0;
    RR_BUF_AUTO query = {0};
    rr_buf_add(&query, "repositoryId=");
    rr_buf_add_url(&query, id, "");
    return (struct rr_call){
        .api = RR_API_ARTIFACTREGISTRY,
        .method = "POST",
        .path = rr_resource_path(arena, "/v1/", rr_arena_strn(arena, resource, n_parent), ""),
        .query = rr_arena_str(arena, rr_buf_text(&query)),
        .body = create_body(resource)};
}

struct rr_call rr_repository_look_up(struct rr_arena *arena, const char *resource)
{
    return (struct rr_call){.api = RR_API_ARTIFACTREGISTRY,
                            .method = "GET",
                            .path = rr_resource_path(arena, "/v1/", resource, ""),
                            .idempotent = true};
}

struct rr_call rr_repository_packages(struct rr_arena *arena, const char *resource)
{
    return (struct rr_call){.api = RR_API_ARTIFACTREGISTRY,
                            .method = "GET",
                            .path = rr_resource_path(arena, "/v1/", resource, "/packages"),
                            .query = "pageSize=1",
                            .idempotent = true};
}

struct rr_call rr_repository_delete(struct rr_arena *arena, const char *resource)
{
    return (struct rr_call){.api = RR_API_ARTIFACTREGISTRY,
                            .method = "DELETE",
                            .path = rr_resource_path(arena, "/v1/", resource, "")};
}
