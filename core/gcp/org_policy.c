/* Effective organisation policies; see the header. */
#include "config.h"

#include "core/gcp/org_policy.h"

#include "core/gcp/path.h"
#include "core/net/json.h"

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
