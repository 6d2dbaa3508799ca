/* Effective organisation policies; see the header. */
#include "config.h"

#include "core/gcp/org_policy.h"

#include <json-c/json.h>
#include <string.h>

#include "core/gcp/path.h"
#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/str.h"

struct rr_call rr_effective_get(struct rr_arena *arena, const char *project, const char *constraint)
{
    return (struct rr_call){.api = RR_API_ORGPOLICY,
                            .method = "GET",
                            .path = rr_path(arena, "/v2/projects/%s/policies/%s:getEffectivePolicy",
                                            project, constraint),
                            .idempotent = true,
                            .quota_project = rr_arena_str(arena, project)};
}

static const char *const *read_strings(struct json_object *list, size_t *n, struct rr_arena *arena)
{
    *n = rr_json_len(list);
    const char **out = rr_arena_array(arena, *n, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    return out;
}

static struct rr_constraint_rule read_rule(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *values = rr_json_obj(json, "values");
    struct json_object *parameters = rr_json_obj(json, "parameters");
    struct rr_constraint_rule rule = {
        .allow_all = rr_json_bool(json, "allowAll"),
        .deny_all = rr_json_bool(json, "denyAll"),
        .has_values = values != NULL,
        .enforce = rr_json_bool(json, "enforce"),
    };
    rule.allowed = read_strings(rr_json_arr(values, "allowedValues"), &rule.n_allowed, arena);
    rule.denied = read_strings(rr_json_arr(values, "deniedValues"), &rule.n_denied, arena);
    rule.subjects =
        read_strings(rr_json_arr(parameters, "allowedMemberSubjects"), &rule.n_subjects, arena);
    rule.sets = read_strings(rr_json_arr(parameters, "allowedPrincipalSets"), &rule.n_sets, arena);
    return rule;
}

struct rr_effective rr_effective_read(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(rr_json_obj(json, "spec"), "rules");
    size_t n = rr_json_len(list);
    struct rr_constraint_rule *rules = rr_arena_array(arena, n, sizeof *rules);
    for (size_t i = 0; i < n; i++)
        rules[i] = read_rule(rr_json_at(list, i), arena);
    return (struct rr_effective){.rules = rules, .n_rules = n};
}

struct rr_call
rr_effective_get_v1(struct rr_arena *arena, const char *project, const char *constraint)
{
    struct json_object *body = json_object_new_object();
    const char *name = rr_arena_printf(arena, "constraints/%s", constraint);
    json_object_object_add(body, "constraint", json_object_new_string(name));
    return (struct rr_call){.api = RR_API_RESOURCEMANAGER,
                            .method = "POST",
                            .path =
                                rr_path(arena, "/v1/projects/%s:getEffectiveOrgPolicy", project),
                            .body = body,
                            .idempotent = true};
}

struct rr_effective rr_effective_read_v1(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *list = rr_json_obj(json, "listPolicy");
    struct json_object *boolean = rr_json_obj(json, "booleanPolicy");
    struct rr_constraint_rule *rule = rr_arena_alloc(arena, sizeof *rule);
    if (list == NULL && boolean == NULL)
        return (struct rr_effective){.rules = NULL, .n_rules = 0};
    const char *all = rr_json_str(list, "allValues");
    rule->allow_all = strcmp(all, "ALLOW") == 0;
    rule->deny_all = strcmp(all, "DENY") == 0;
    rule->allowed = read_strings(rr_json_arr(list, "allowedValues"), &rule->n_allowed, arena);
    rule->denied = read_strings(rr_json_arr(list, "deniedValues"), &rule->n_denied, arena);
    rule->has_values = rule->n_allowed + rule->n_denied > 0;
    rule->enforce = rr_json_bool(boolean, "enforced");
    return (struct rr_effective){.rules = rule, .n_rules = 1};
}

struct rr_call rr_constraints_set(struct rr_arena *arena, const char *project, const char *level)
{
    return (struct rr_call){.api = RR_API_ORGPOLICY,
                            .method = "GET",
                            .path = rr_resource_path(arena, "/v2/", level, "/policies"),
                            .query = "pageSize=1000",
                            .idempotent = true,
                            .quota_project = rr_arena_str(arena, project)};
}

const char *const *
rr_constraints_set_read(struct json_object *json, size_t *n, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "policies");
    const char **out = rr_arena_array(arena, rr_json_len(list), sizeof *out);
    *n = 0;
    for (size_t i = 0; i < rr_json_len(list); i++) {
        struct json_object *policy = rr_json_at(list, i);
        // A policy without rules, or one that is reset, leaves the word to the level above.
        struct json_object *spec = rr_json_obj(policy, "spec");
        if (rr_json_len(rr_json_arr(spec, "rules")) > 0)
            out[(*n)++] = rr_arena_str(arena, rr_str_after_last(rr_json_str(policy, "name"), '/'));
    }
    return out;
}
