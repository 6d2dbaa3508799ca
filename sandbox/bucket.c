/* Cloud Storage. */
#include "config.h"

#include "sandbox/bucket.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"
#include "sandbox/policy.h"
#include "sandbox/refuse.h"

static void fill(struct sb_node *node, const char *id, const char *location, int64_t now)
{
    sb_tree *body = node->body, *iam = json_object_new_object(),
            *uniform = json_object_new_object();
    char place[64] = "";
    for (size_t i = 0; location[i] != '\0' && i + 1 < sizeof place; i++)
        place[i] = (char)toupper((unsigned char)location[i]);
    sb_put_text(body, "kind", "storage#bucket");
    sb_put_text(body, "id", id);
    sb_put_text(body, "name", id);
    sb_put_format(body, "selfLink", "https://www.googleapis.com/storage/v1/b/%s", id);
    sb_put_text(body, "projectNumber", sb_project_number(node->parent));
    sb_put_text(body, "location", place);
    sb_put_text(body, "locationType", strchr(place, '-') != NULL ? "region" : "multi-region");
    sb_put_text(body, "storageClass", "STANDARD");
    sb_put_text(body, "metageneration", "1");
    sb_put_text(body, "etag", "CAE=");
    sb_put_time(body, "timeCreated", now);
    sb_put_time(body, "updated", now);
    sb_put_flag(uniform, "enabled", true);
    sb_put(iam, "uniformBucketLevelAccess", uniform);
    sb_put_text(iam, "publicAccessPrevention", "inherited");
    sb_put(body, "iamConfiguration", iam);
}

static void add_convenience(struct sb_world *world, struct sb_node *node)
{
    static const char *const pairs[][2] = {
        {"roles/storage.legacyBucketOwner", "projectOwner"},
        {"roles/storage.legacyBucketOwner", "projectEditor"},
        {"roles/storage.legacyBucketReader", "projectViewer"},
        {"roles/storage.legacyObjectOwner", "projectOwner"},
        {"roles/storage.legacyObjectOwner", "projectEditor"},
        {"roles/storage.legacyObjectReader", "projectViewer"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        sb_policy_add(
            world, node, pairs[i][0],
            rr_arena_printf(&world->arena, "%s:%s", pairs[i][1], sb_project_id(node->parent)));
}

struct sb_node *sb_bucket_add(struct sb_world *world,
                              struct sb_node *project,
                              const char *id,
                              const char *location,
                              int64_t now)
{
    struct sb_node *node =
        sb_world_add(world, SB_BUCKET, rr_arena_printf(&world->arena, "buckets/%s", id), project);
    fill(node, id, location, now);
    add_convenience(world, node);
    return node;
}

void sb_bucket_get(struct sb_call *call)
{
    sb_ok(call, sb_copy(call->node->body));
}

static bool find_query_project(struct sb_call *call)
{
    call->project = sb_world_project(call->world, sb_query(call, "project"));
    if (call->project != NULL)
        return true;
    return sb_refuse(call, 400, "INVALID_ARGUMENT", "Unknown project id: %s",
                     sb_query(call, "project"));
}

void sb_bucket_list(struct sb_call *call)
{
    if (!find_query_project(call) || !sb_require(call, "storage.buckets.list", call->project))
        return;
    sb_tree *items = json_object_new_array();
    for (size_t i = 0; i < call->world->n_nodes; i++) {
        const struct sb_node *node = call->world->nodes[i];
        if (node->kind == SB_BUCKET && node->parent == call->project && !node->gone &&
            rr_str_has_prefix(sb_text(node->body, "name"), sb_query(call, "prefix")))
            json_object_array_add(items, sb_copy(node->body));
    }
    sb_tree *out = sb_object_of("kind", "storage#buckets", NULL);
    if (sb_length(items) > 0)
        sb_put(out, "items", items);
    else
        json_object_put(items);
    sb_ok(call, out);
}

void sb_bucket_create(struct sb_call *call)
{
    const char *id = sb_text(call->body, "name"), *location = sb_text(call->body, "location");
    if (!find_query_project(call) || !sb_require(call, "storage.buckets.create", call->project))
        return;
    const char *name = rr_arena_printf(&call->arena, "buckets/%s", id);
    const struct sb_node *old = sb_world_find(call->world, SB_BUCKET, name, call->now);
    if (id[0] == '\0') {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Required field: name");
        return;
    }
    if (old != NULL) {
        sb_refuse(
            call, 409, "ALREADY_EXISTS",
            old->parent == call->project
                ? "Your previous request to create the named bucket succeeded and you already "
                  "own it."
                : "The requested bucket name is not available. The bucket namespace is shared "
                  "by all users of the system. Please select a different name and try again.");
        return;
    }
    struct sb_node *node = sb_bucket_add(call->world, call->project, id,
                                         location[0] != '\0' ? location : "US", call->now);
    sb_ok(call, sb_copy(node->body));
}

/* Bytes of the object: the second part of a multipart body, or the whole body. */
static size_t object_size(const struct sb_call *call)
{
    const char *raw = call->raw, *end = raw + call->raw_len;
    if (strcmp(sb_query(call, "uploadType"), "multipart") != 0)
        return call->raw_len;
    const char *line = memmem(raw, call->raw_len, "--", 2);
    size_t n = line != NULL ? strcspn(line, "\r\n") : 0;
    const char *second = n > 0 ? memmem(line + n, (size_t)(end - line) - n, line, n) : NULL;
    const char *start =
        second != NULL ? memmem(second, (size_t)(end - second), "\r\n\r\n", 4) : NULL;
    size_t gap = 4;
    if (second != NULL && start == NULL) {
        start = memmem(second, (size_t)(end - second), "\n\n", 2);
        gap = 2;
    }
    if (start == NULL)
        return 0;
    start += gap;
    const char *stop = memmem(start, (size_t)(end - start), line, n);
    size_t size = (size_t)((stop != NULL ? stop : end) - start);
    size_t tail = gap == 4 ? 2 : 1; // the line end before the boundary is not the object's
    return size > tail ? size - tail : 0;
}

void sb_bucket_upload(struct sb_call *call)
{
    const char *object = sb_query(call, "name");
    sb_tree *out =
        sb_object_of("kind", "storage#object", "bucket", sb_var(call, "bucket"), "name",
                     object[0] != '\0' ? object : "upload", "contentType", "application/zip", NULL);
    sb_put_format(out, "generation", "%" PRId64, call->now * 1000);
    sb_put_text(out, "metageneration", "1");
    sb_put_format(out, "size", "%zu", object_size(call));
    sb_put_time(out, "timeCreated", call->now);
    sb_ok(call, out);
}
