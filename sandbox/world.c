/* Resources and operations. */
#include "config.h"

#include "sandbox/world.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/buf.h"
#include "core/util/str.h"
#include "core/util/vec.h"
#include "sandbox/policy.h"
#include "sandbox/tree.h"

struct sb_node *
sb_world_add(struct sb_world *world, enum sb_kind kind, const char *name, struct sb_node *parent)
{
    struct sb_node *node = rr_arena_alloc(&world->arena, sizeof *node);
    node->kind = kind;
    node->name = rr_arena_str(&world->arena, name);
    node->parent = parent;
    node->body = json_object_new_object();
    node->extra = json_object_new_object();
    memcpy(node->etag, "ACAB", sizeof "ACAB"); // what a policy nobody has written yet carries
    memcpy(node->previous_etag, "ACAB", sizeof "ACAB");
    *rr_vec_push(world, nodes) = node;
    return node;
}

static bool is_live(const struct sb_node *node, int64_t now)
{
    return !node->gone && node->visible_at <= now;
}

struct sb_node *
sb_world_find(const struct sb_world *world, enum sb_kind kind, const char *name, int64_t now)
{
    for (size_t i = 0; i < world->n_nodes; i++) {
        struct sb_node *node = world->nodes[i];
        if (node->kind == kind && is_live(node, now) && strcmp(node->name, name) == 0)
            return node;
    }
    return NULL;
}

const char *sb_project_id(const struct sb_node *project)
{
    return project->name + strlen("projects/");
}

const char *sb_project_number(const struct sb_node *project)
{
    return sb_text(project->extra, "number");
}

struct sb_node *sb_world_project(const struct sb_world *world, const char *id_or_number)
{
    for (size_t i = 0; i < world->n_nodes; i++) {
        struct sb_node *node = world->nodes[i];
        if (node->kind == SB_PROJECT && (strcmp(sb_project_id(node), id_or_number) == 0 ||
                                         strcmp(sb_project_number(node), id_or_number) == 0))
            return node;
    }
    return NULL;
}

struct sb_node *sb_world_account(const struct sb_world *world, const char *email, int64_t now)
{
    for (size_t i = 0; i < world->n_nodes; i++) {
        struct sb_node *node = world->nodes[i];
        if (node->kind == SB_ACCOUNT && is_live(node, now) &&
            (strcasecmp(sb_text(node->body, "email"), email) == 0 ||
             strcmp(sb_text(node->body, "uniqueId"), email) == 0))
            return node;
    }
    return NULL;
}

const struct sb_node *sb_node_organization(const struct sb_node *node)
{
    while (node != NULL && node->kind != SB_ORGANIZATION)
        node = node->parent;
    return node;
}

struct sb_operation *sb_world_operation(struct sb_world *world,
                                        struct sb_node *project,
                                        const char *name,
                                        struct json_object *metadata,
                                        struct json_object *response,
                                        int64_t now)
{
    struct sb_operation *operation = rr_arena_alloc(&world->arena, sizeof *operation);
    operation->name = rr_arena_str(&world->arena, name);
    operation->project = project;
    operation->metadata = metadata;
    operation->response = response;
    operation->done_at = now + world->operation_ms;
    *rr_vec_push(world, operations) = operation;
    return operation;
}

struct sb_operation *sb_world_find_operation(const struct sb_world *world, const char *name)
{
    for (size_t i = 0; i < world->n_operations; i++) {
        if (strcmp(world->operations[i]->name, name) == 0)
            return world->operations[i];
    }
    return NULL;
}

struct json_object *sb_operation_json(const struct sb_operation *operation, int64_t now)
{
    sb_tree *out = sb_object_of("name", operation->name, NULL);
    if (operation->metadata != NULL)
        sb_put(out, "metadata", sb_copy(operation->metadata));
    if (operation->done_at > now)
        return out;
    sb_put_flag(out, "done", true);
    if (operation->error != NULL)
        sb_put(out, "error", sb_copy(operation->error));
    else if (operation->response != NULL)
        sb_put(out, "response", sb_copy(operation->response));
    return out;
}

uint64_t sb_world_draw(struct sb_world *world)
{
    // splitmix64: the same scenario and requests give the same ids, yet they look like real ones
    uint64_t z = ++world->serial * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

const char *sb_world_unique_id(struct sb_world *world)
{
    return rr_arena_printf(&world->arena, "1%010" PRIu64 "%010" PRIu64,
                           sb_world_draw(world) % 10000000000u,
                           sb_world_draw(world) % 10000000000u);
}

static sb_tree *node_state(const struct sb_node *node)
{
    sb_tree *out = json_object_new_object();
    sb_put(out, "body", sb_copy(node->body));
    sb_put(out, "extra", sb_copy(node->extra));
    sb_put(out, "iam", sb_policy_state(node));
    return out;
}

/* Jobs of Cloud Run and of Cloud Scheduler have the same names. */
static void put_state(sb_tree *all, const struct sb_node *node, sb_tree *state)
{
    RR_BUF_AUTO key = {0};
    rr_buf_printf(&key, "%s%s", node->kind == SB_RUN_JOB ? "run.googleapis.com/" : "", node->name);
    sb_put(all, rr_buf_text(&key), state);
}

struct json_object *sb_world_state(const struct sb_world *world, bool iam_only)
{
    sb_tree *all = json_object_new_object();
    for (size_t i = 0; i < world->n_nodes; i++) {
        const struct sb_node *node = world->nodes[i];
        if (node->gone)
            continue;
        sb_tree *state = iam_only ? sb_policy_state(node) : node_state(node);
        if (state != NULL && json_object_object_length(state) > 0)
            put_state(all, node, state);
        else
            json_object_put(state);
    }
    sb_tree *sorted = sb_sorted(all);
    json_object_put(all);
    return sorted;
}

void sb_world_free(struct sb_world *world)
{
    for (size_t i = 0; i < world->n_nodes; i++) {
        struct sb_node *node = world->nodes[i];
        json_object_put(node->body);
        json_object_put(node->extra);
        json_object_put(node->policy);
        json_object_put(node->previous);
    }
    for (size_t i = 0; i < world->n_operations; i++) {
        struct sb_operation *operation = world->operations[i];
        json_object_put(operation->metadata);
        json_object_put(operation->response);
        json_object_put(operation->error);
    }
    free(world->nodes);
    free(world->operations);
    json_object_put(world->scenario);
    json_object_put(world->codes);
    json_object_put(world->revoked);
    rr_arena_free(&world->arena);
    *world = (struct sb_world){0};
}
