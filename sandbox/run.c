/* Cloud Run v2: methods on services. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"
#include "sandbox/service.h"

void sb_service_get(struct sb_call *call)
{
    sb_ok(call, sb_service_shown(call->node, call->now));
}

void sb_service_list(struct sb_call *call)
{
    if (strcmp(sb_var(call, "location"), "-") == 0) {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid location: '-'.");
        return;
    }
    const char *prefix = rr_arena_printf(&call->arena, "%s/locations/%s/services/",
                                         call->project->name, sb_var(call, "location"));
    sb_page_of(call, "services", sb_list_bodies(call, SB_SERVICE, prefix), 100);
}

/* Answers with the operation that brings `service` (a v2 body, taken) about. */
static void answer_operation(struct sb_call *call, sb_tree *service)
{
    const char *name = rr_arena_printf(
        &call->arena, "%s/locations/%s/operations/%08x-0000-4000-8000-%012" PRIx64,
        call->project->name, sb_var(call, "location"), (unsigned)(sb_world_draw(call->world) >> 32),
        sb_world_draw(call->world) & 0xffffffffffff);
    sb_put_text(service, "@type", "type.googleapis.com/google.cloud.run.v2.Service");
    struct sb_operation *operation = sb_world_operation(
        call->world, call->project, name, json_object_get(service), service, call->now);
    sb_ok(call, sb_operation_json(operation, call->now));
}

static bool only_validates(struct sb_call *call)
{
    return strcmp(sb_query(call, "validateOnly"), "true") == 0;
}

static bool is_service_id(const char *id)
{
    size_t n = strlen(id);
    return n >= 1 && n < 50 && id[0] >= 'a' && id[0] <= 'z' && id[n - 1] != '-' &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static void store_new(struct sb_call *call, const char *id, sb_tree *body)
{
    struct sb_node *node =
        sb_service_add(call->world, call->project, sb_var(call, "location"), id, body, call->now);
    node->ready_at = call->now + call->world->operation_ms;
    answer_operation(call, sb_copy(node->body));
}

void sb_service_create(struct sb_call *call)
{
    const char *id = sb_query(call, "serviceId"), *location = sb_var(call, "location");
    const char *name = rr_arena_printf(&call->arena, "%s/locations/%s/services/%s",
                                       call->project->name, location, id);
    if (!is_service_id(id)) {
        sb_refuse(call, 400, "INVALID_ARGUMENT",
                  "service_id: must use only lowercase alphanumeric characters and dashes, cannot "
                  "begin or end with a dash, and cannot be longer than 49 characters.");
        return;
    }
    if (sb_world_find(call->world, SB_SERVICE, name, call->now) != NULL) {
        sb_refuse_exists(call, "Resource '%s' already exists.", id);
        return;
    }
    sb_tree *body = call->body != NULL ? call->body : json_object_new_object();
    if (!sb_service_judge(call, body, false))
        return;
    if (only_validates(call))
        answer_operation(call, sb_copy(body));
    else
        store_new(call, id, sb_copy(body));
}

/* Copies what one path of an update mask names ("template.serviceAccount") from `from` to `to`. */
static void copy_path(sb_tree *to, sb_tree *from, const char *path)
{
    size_t n = strcspn(path, ".");
    char key[80];
    if (n >= sizeof key)
        return;
    memcpy(key, path, n);
    key[n] = '\0';
    sb_tree *value = sb_get(from, key);
    if (path[n] == '.') {
        if (sb_get(to, key) == NULL)
            sb_put(to, key, json_object_new_object());
        copy_path(sb_get(to, key), value, path + n + 1);
    } else if (value != NULL) {
        sb_put(to, key, sb_copy(value));
    } else {
        json_object_object_del(to, key);
    }
}

/* Output fields a full replacement keeps. */
static const char *const kept[] = {"name", "uid", "generation", "createTime", "creator"};

static sb_tree *patched(struct sb_call *call)
{
    const char *mask = sb_query(call, "updateMask");
    if (mask[0] == '\0' || strcmp(mask, "*") == 0) {
        sb_tree *out = sb_copy(call->body);
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
            copy_path(out, call->node->body, kept[i]);
        return out;
    }
    sb_tree *out = sb_copy(call->node->body);
    while (*mask != '\0') {
        size_t n = strcspn(mask, ",");
        copy_path(out, call->body, rr_arena_strn(&call->arena, mask, n));
        mask += n + (mask[n] == ',');
    }
    return out;
}

static bool check_etag(struct sb_call *call)
{
    const char *etag = sb_text(call->body, "etag");
    if (etag[0] == '\0' || strcmp(etag, sb_text(call->node->body, "etag")) == 0)
        return true;
    return sb_refuse(
        call, 409, "ABORTED",
        "Conflict for resource '%s': version '%s' was specified but current version is "
        "'%s'.",
        rr_str_after_last(call->node->name, '/'), etag, sb_text(call->node->body, "etag"));
}

void sb_service_patch(struct sb_call *call)
{
    if (call->body == NULL)
        call->body = json_object_new_object();
    if (call->node == NULL && strcmp(sb_query(call, "allowMissing"), "true") == 0) {
        if (sb_service_judge(call, call->body, false))
            store_new(call, rr_str_after_last(call->node_name, '/'), sb_copy(call->body));
        return;
    }
    if (call->node == NULL) {
        sb_refuse_missing(call);
        return;
    }
    bool was_off = sb_flag(call->node->body, "invokerIamDisabled", false);
    if (!check_etag(call))
        return;
    sb_tree *body = patched(call);
    if (!sb_service_judge(call, body, was_off) || only_validates(call)) {
        if (call->reply.json == NULL)
            answer_operation(call, body);
        else
            json_object_put(body);
        return;
    }
    json_object_put(call->node->body);
    call->node->body = body;
    sb_service_touch(call->world, call->node, call->now);
    call->node->ready_at = call->now + call->world->operation_ms;
    answer_operation(call, sb_copy(body));
}

void sb_service_delete(struct sb_call *call)
{
    call->node->gone = true;
    answer_operation(call, sb_copy(call->node->body));
}
