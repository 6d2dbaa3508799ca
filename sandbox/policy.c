/* Storing and showing allow policies. What may be written is judged in policy_rules.c. */
#include "config.h"

#include "sandbox/policy.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/str.h"
#include "core/util/xalloc.h"
#include "sandbox/policy_rules.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"
#include "sandbox/role_table.h"
#include "sandbox/route.h"

/* Lower case, but for federated identities, the prefixes ("deleted:serviceAccount:") and deleted members' uid. */
static char *normal_member(const char *member)
{
    char *out = rr_xstrdup(member);
    char *bare = out + (rr_str_has_prefix(out, "deleted:") ? strlen("deleted:") : 0);
    char *at = strchr(bare, ':');
    if (at == NULL || rr_str_has_prefix(bare, "principal"))
        return out;
    for (; *at != '\0' && *at != '?'; at++)
        *at = (char)tolower((unsigned char)*at);
    return out;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(json_object_get_string(*(sb_tree *const *)a),
                  json_object_get_string(*(sb_tree *const *)b));
}

/* Order of bindings: role, then the condition's text. */
static int by_role(const void *a, const void *b)
{
    sb_tree *x = *(sb_tree *const *)a, *y = *(sb_tree *const *)b;
    int order = strcmp(sb_text(x, "role"), sb_text(y, "role"));
    if (order != 0)
        return order;
    sb_tree *cx = sb_get(x, "condition"), *cy = sb_get(y, "condition");
    return strcmp(cx != NULL ? json_object_to_json_string(cx) : "",
                  cy != NULL ? json_object_to_json_string(cy) : "");
}

static sb_tree *same_binding(sb_tree *list, sb_tree *binding)
{
    sb_tree *condition = sb_get(binding, "condition");
    for (size_t i = 0; i < sb_length(list); i++) {
        sb_tree *other = sb_at(list, i), *theirs = sb_get(other, "condition");
        bool equal = condition == NULL ? theirs == NULL
                                       : theirs != NULL && json_object_equal(condition, theirs);
        if (equal && strcmp(sb_text(other, "role"), sb_text(binding, "role")) == 0)
            return other;
    }
    return NULL;
}

static void add_members(sb_tree *binding, sb_tree *members)
{
    sb_tree *own = sb_get(binding, "members");
    for (size_t i = 0; i < sb_length(members); i++) {
        char *member = normal_member(json_object_get_string(sb_at(members, i)));
        if (!sb_array_has(own, member))
            sb_add_text(own, member);
        free(member);
    }
    json_object_array_sort(own, by_text);
}

sb_tree *sb_bindings_normal(sb_tree *bindings)
{
    sb_tree *out = json_object_new_array();
    for (size_t i = 0; i < sb_length(bindings); i++) {
        sb_tree *binding = sb_at(bindings, i);
        if (sb_length(sb_get(binding, "members")) == 0)
            continue;
        sb_tree *target = same_binding(out, binding);
        if (target == NULL) {
            target = sb_object_of("role", sb_text(binding, "role"), NULL);
            sb_put(target, "members", json_object_new_array());
            if (sb_get(binding, "condition") != NULL)
                sb_put(target, "condition", sb_copy(sb_get(binding, "condition")));
            json_object_array_add(out, target);
        }
        add_members(target, sb_get(binding, "members"));
    }
    json_object_array_sort(out, by_role);
    return out;
}

bool sb_bindings_conditional(sb_tree *bindings)
{
    for (size_t i = 0; i < sb_length(bindings); i++) {
        if (sb_get(sb_at(bindings, i), "condition") != NULL)
            return true;
    }
    return false;
}

/* The name a reader of version 1 gets for a conditional role. */
static void disguise(sb_tree *binding)
{
    uint32_t hash = 2166136261u;
    const char *text = json_object_to_json_string(sb_get(binding, "condition"));
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    sb_put_format(binding, "role", "%s_withcond_%08x%012x", sb_text(binding, "role"), hash,
                  hash * 31u);
    json_object_object_del(binding, "condition");
}

sb_tree *sb_policy_view(const struct sb_node *node, long version)
{
    bool stale = node->stale_reads > 0;
    sb_tree *stored = stale ? node->previous : node->policy;
    sb_tree *view = sb_object_of("etag", stale ? node->previous_etag : node->etag, NULL);
    sb_tree *bindings = sb_copy(sb_get(stored, "bindings"));
    bool conditional = sb_bindings_conditional(bindings);
    for (size_t i = 0; version < 3 && i < sb_length(bindings); i++) {
        if (sb_get(sb_at(bindings, i), "condition") != NULL)
            disguise(sb_at(bindings, i));
    }
    if (sb_length(bindings) > 0) {
        sb_put_number(view, "version", conditional && version >= 3 ? 3 : 1);
        sb_put(view, "bindings", bindings);
    } else {
        json_object_put(bindings);
    }
    if (sb_get(stored, "auditConfigs") != NULL)
        sb_put(view, "auditConfigs", sb_copy(sb_get(stored, "auditConfigs")));
    return view;
}

/* Eight bytes that begin like those of real etags ("BwY..."), as base64. */
static void new_etag(struct sb_world *world, char out[24])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint64_t draw = sb_world_draw(world);
    memcpy(out, "BwY", 3);
    for (int i = 3; i < 11; i++, draw >>= 6)
        out[i] = digits[i == 10 ? draw & 0x3c : draw & 0x3f];
    memcpy(out + 11, "=", 2);
}

void sb_policy_store(struct sb_world *world, struct sb_node *node, sb_tree *policy)
{
    json_object_put(node->previous);
    node->previous = node->policy;
    node->policy = policy;
    memcpy(node->previous_etag, node->etag, sizeof node->etag);
    new_etag(world, node->etag);
}

void sb_policy_add(struct sb_world *world,
                   struct sb_node *node,
                   const char *role,
                   const char *member)
{
    sb_tree *policy = node->policy != NULL ? sb_copy(node->policy) : json_object_new_object();
    sb_tree *bindings = sb_copy(sb_get(policy, "bindings"));
    sb_tree *binding = sb_object_of("role", role, NULL), *members = json_object_new_array();
    if (bindings == NULL)
        bindings = json_object_new_array();
    sb_add_text(members, member);
    sb_put(binding, "members", members);
    json_object_array_add(bindings, binding);
    sb_put(policy, "bindings", sb_bindings_normal(bindings));
    json_object_put(bindings);
    sb_policy_store(world, node, policy);
}

/* Somebody that a removal can hit: a person, and not the caller. */
static bool may_go(const struct sb_world *world, const char *member)
{
    return rr_str_has_prefix(member, "user:") && strcmp(member, world->caller) != 0;
}

void sb_policy_remove_somebody(struct sb_world *world, struct sb_node *node)
{
    sb_tree *policy = node->policy != NULL ? sb_copy(node->policy) : json_object_new_object();
    sb_tree *bindings = sb_copy(sb_get(policy, "bindings"));
    bool is_out = false;
    for (size_t i = 0; i < sb_length(bindings) && !is_out; i++) {
        sb_tree *members = sb_get(sb_at(bindings, i), "members");
        for (size_t k = 0; k < sb_length(members) && !is_out; k++) {
            is_out = may_go(world, json_object_get_string(sb_at(members, k)));
            if (is_out)
                json_object_array_del_idx(members, k, 1);
        }
    }
    if (bindings != NULL)
        sb_put(policy, "bindings", sb_bindings_normal(bindings));
    json_object_put(bindings);
    sb_policy_store(world, node, policy);
}

sb_tree *sb_policy_state(const struct sb_node *node)
{
    sb_tree *out = json_object_new_object();
    if (sb_length(sb_get(node->policy, "bindings")) > 0)
        sb_put(out, "bindings", sb_bindings_normal(sb_get(node->policy, "bindings")));
    if (sb_get(node->policy, "auditConfigs") != NULL)
        sb_put(out, "auditConfigs", sb_copy(sb_get(node->policy, "auditConfigs")));
    if (json_object_object_length(out) > 0)
        return out;
    json_object_put(out);
    return NULL;
}

/* Where the version is asked for differs: body for projects, query elsewhere, no dot for Storage. */
static long asked_version(struct sb_call *call)
{
    long version = sb_number(sb_get(call->body, "options"), "requestedPolicyVersion", 0);
    const char *text = sb_query(call, "options.requestedPolicyVersion");
    if (text[0] == '\0')
        text = sb_query(call, "optionsRequestedPolicyVersion");
    if (text[0] != '\0' && !rr_str_to_int(text, 0, 99, &version))
        version = -1;
    return version;
}

static sb_tree *shown(struct sb_call *call, long version)
{
    sb_tree *view = sb_policy_view(call->node, version);
    if (call->node->kind == SB_BUCKET) {
        sb_put_text(view, "kind", "storage#policy");
        sb_put_format(view, "resourceId", "projects/_/%s", call->node->name);
    }
    return view;
}

void sb_policy_get(struct sb_call *call)
{
    long version = asked_version(call);
    if (version != 0 && version != 1 && version != 3) {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid requested policy version (%ld).",
                  version);
        return;
    }
    sb_ok(call, shown(call, version));
    if (call->node->stale_reads > 0)
        call->node->stale_reads--;
}

static bool masks(const char *mask, const char *path)
{
    const char *at = strstr(mask, path);
    size_t len = strlen(path);
    return at != NULL && (at == mask || at[-1] == ',') && (at[len] == '\0' || at[len] == ',');
}

/* The policy that results: what the mask does not name stays as it was. */
static sb_tree *merged(struct sb_call *call, sb_tree *sent)
{
    const char *mask = sb_text(call->body, "updateMask");
    bool audit = masks(mask, "auditConfigs") || masks(mask, "audit_configs");
    bool bindings = mask[0] == '\0' || masks(mask, "bindings");
    sb_tree *old = call->node->policy, *out = json_object_new_object();
    sb_put(out, "bindings", sb_bindings_normal(sb_get(bindings ? sent : old, "bindings")));
    sb_tree *configs = sb_get(audit ? sent : old, "auditConfigs");
    if (configs != NULL)
        sb_put(out, "auditConfigs", sb_copy(configs));
    return out;
}

void sb_policy_set(struct sb_call *call)
{
    bool bucket = call->node->kind == SB_BUCKET;
    sb_tree *sent = bucket ? call->body : sb_get(call->body, "policy");
    if (!json_object_is_type(sent, json_type_object)) {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Request contains an invalid argument.");
        return;
    }
    if (call->meddle)
        sb_policy_add(call->world, call->node, "roles/run.viewer",
                      "user:somebody.else@example.com");
    if (call->remove)
        sb_policy_remove_somebody(call->world, call->node);
    if (!sb_policy_judge(call, sent))
        return;
    sb_policy_store(call->world, call->node, merged(call, sent));
    call->wrote_policy = true;
    sb_ok(call, shown(call, 3));
}

static sb_tree *asked_permissions(struct sb_call *call)
{
    if (call->route->kind != SB_BUCKET)
        return sb_copy(sb_get(call->body, "permissions"));
    sb_tree *list = json_object_new_array();
    for (size_t i = 0; i < call->n_query; i++) {
        if (strcmp(call->query[i].name, "permissions") == 0)
            sb_add_text(list, call->query[i].value);
    }
    return list;
}

/* Names the endpoint does not know fail the whole call; NULL = all are fine. */
static const char *strange_permission(struct sb_call *call, sb_tree *asked)
{
    for (size_t i = 0; i < sb_length(asked); i++) {
        const char *permission = json_object_get_string(sb_at(asked, i));
        if (!sb_permission_exists(call->world, permission))
            return rr_arena_str(&call->arena, permission);
    }
    return NULL;
}

static bool check_asked(struct sb_call *call, sb_tree *asked)
{
    for (size_t i = 0; i < sb_length(asked); i++) {
        if (!json_object_is_type(sb_at(asked, i), json_type_string))
            return sb_refuse(call, 400, "INVALID_ARGUMENT",
                             "Invalid value at 'permissions' (TYPE_STRING)");
    }
    if (sb_length(asked) > 100)
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "At most 100 permissions are allowed.");
    const char *strange = strange_permission(call, asked);
    if (strange != NULL)
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "Permission %s is not valid for this resource.", strange);
    return true;
}

void sb_policy_test(struct sb_call *call)
{
    sb_tree *asked = asked_permissions(call), *held = json_object_new_array();
    const struct sb_node *on = call->node != NULL ? call->node : call->project;
    // rights that come from above are reported for a service that does not exist yet, nothing else is
    bool reports = call->node != NULL || call->route->kind == SB_SERVICE;
    if (check_asked(call, asked)) {
        for (size_t i = 0; reports && on != NULL && i < sb_length(asked); i++) {
            const char *permission = json_object_get_string(sb_at(asked, i));
            if (sb_may(call->world, call->world->caller, permission, on, call->now))
                sb_add_text(held, permission);
        }
        sb_tree *out = json_object_new_object();
        if (sb_length(held) > 0)
            sb_put(out, "permissions", json_object_get(held));
        sb_ok(call, out);
    }
    json_object_put(asked);
    json_object_put(held);
}
