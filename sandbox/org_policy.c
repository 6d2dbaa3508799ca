/* Org Policy v2, and the older way through Resource Manager v1. */
#include "config.h"

#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/constraint.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"

/* Names carry the project's number. */
static const char *policy_name(struct sb_call *call, const char *constraint)
{
    if (call->node->kind == SB_PROJECT)
        return rr_arena_printf(&call->arena, "projects/%s/policies/%s",
                               sb_project_number(call->node), constraint);
    return rr_arena_printf(&call->arena, "%s/policies/%s", call->node->name, constraint);
}

/* What stands where nobody has set anything. */
static sb_tree *default_rules(bool list)
{
    sb_tree *rules = json_object_new_array(), *rule = json_object_new_object();
    if (list)
        sb_put_flag(rule, "allowAll", true);
    json_object_array_add(rules, rule);
    return rules;
}

void sb_org_policy_effective(struct sb_call *call)
{
    const char *constraint = sb_var(call, "constraint");
    bool list;
    if (!sb_constraint_known(call->node, constraint, &list)) {
        sb_refuse(call, 404, "NOT_FOUND", "Requested entity was not found.");
        return;
    }
    sb_tree *rules = sb_copy(sb_constraint_rules(call->node, constraint));
    sb_tree *out = sb_object_of("name", policy_name(call, constraint), NULL);
    sb_tree *spec = json_object_new_object();
    sb_put(spec, "rules", rules != NULL ? rules : default_rules(list));
    sb_put(out, "spec", spec);
    sb_ok(call, out);
}

static sb_tree *policy_json(struct sb_call *call, const char *constraint, sb_tree *policy)
{
    sb_tree *out =
        sb_object_of("name", policy_name(call, constraint), "etag", "CLjq8LYGEKjpr5YC", NULL);
    sb_put(out, "spec", sb_copy(policy));
    return out;
}

void sb_org_policy_get(struct sb_call *call)
{
    const char *constraint = sb_var(call, "constraint");
    sb_tree *policy = sb_get(sb_get(call->node->extra, "orgPolicies"), constraint);
    if (policy == NULL)
        sb_refuse(call, 404, "NOT_FOUND", "Requested entity was not found.");
    else
        sb_ok(call, policy_json(call, constraint, policy));
}

void sb_org_policy_list(struct sb_call *call)
{
    sb_tree *all = json_object_new_array(), *policies = sb_get(call->node->extra, "orgPolicies");
    if (policies != NULL) {
        json_object_object_foreach(policies, name, policy)
            json_object_array_add(all, policy_json(call, name, policy));
    }
    sb_page_of(call, "policies", all, 100);
}

static sb_tree *list_policy(sb_tree *rules)
{
    sb_tree *out = json_object_new_object(), *rule = sb_at(rules, 0),
            *values = sb_get(rule, "values");
    if (rule == NULL || sb_flag(rule, "allowAll", false))
        sb_put_text(out, "allValues", "ALLOW");
    else if (sb_flag(rule, "denyAll", false))
        sb_put_text(out, "allValues", "DENY");
    static const char *const keys[] = {"allowedValues", "deniedValues"};
    for (size_t i = 0; i < 2; i++) {
        if (sb_get(values, keys[i]) != NULL)
            sb_put(out, keys[i], sb_copy(sb_get(values, keys[i])));
    }
    return out;
}

void sb_org_policy_effective_v1(struct sb_call *call)
{
    const char *full = sb_text(call->body, "constraint");
    const char *constraint = full + (rr_str_has_prefix(full, "constraints/") ? 12 : 0);
    bool list;
    if (full == constraint || strstr(constraint, ".managed.") != NULL ||
        !sb_constraint_known(call->node, constraint, &list)) {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Request contains an invalid argument.");
        return;
    }
    sb_tree *out = sb_object_of("constraint", full, NULL), *boolean = json_object_new_object();
    if (sb_constraint_enforced(call->node, constraint))
        sb_put_flag(boolean, "enforced", true);
    if (list) {
        json_object_put(boolean);
        sb_put(out, "listPolicy", list_policy(sb_constraint_rules(call->node, constraint)));
    } else {
        sb_put(out, "booleanPolicy", boolean);
    }
    sb_ok(call, out);
}
