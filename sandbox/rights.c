/* Evaluation of rights. */
#include "config.h"

#include "sandbox/rights.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/util/clock.h"
#include "core/util/str.h"
#include "sandbox/role_table.h"
#include "sandbox/tree.h"

static bool matches(const struct sb_world *world,
                    const char *entry,
                    const char *member,
                    const struct sb_node *node);

static bool in_group(const struct sb_world *world, const char *group, const char *member)
{
    sb_tree *members = sb_get(sb_get(world->scenario, "groups"), group);
    for (size_t i = 0; i < sb_length(members); i++) {
        if (matches(world, json_object_get_string(sb_at(members, i)), member, NULL))
            return true;
    }
    return false;
}

/* "projectEditor:P" in a bucket's policy: whoever is editor on P's own policy. */
static bool is_convenience(const struct sb_world *world,
                           const char *entry,
                           const char *member,
                           const struct sb_node *node)
{
    static const char *const pairs[][2] = {{"projectOwner:", "roles/owner"},
                                           {"projectEditor:", "roles/editor"},
                                           {"projectViewer:", "roles/viewer"}};
    for (size_t i = 0; i < 3; i++) {
        if (!rr_str_has_prefix(entry, pairs[i][0]))
            continue;
        const struct sb_node *project = sb_world_project(world, strchr(entry, ':') + 1);
        sb_tree *bindings = project == NULL ? NULL : sb_get(project->policy, "bindings");
        for (size_t j = 0; j < sb_length(bindings); j++) {
            sb_tree *binding = sb_at(bindings, j), *members = sb_get(binding, "members");
            if (strcmp(sb_text(binding, "role"), pairs[i][1]) != 0)
                continue;
            for (size_t k = 0; k < sb_length(members); k++) {
                if (matches(world, json_object_get_string(sb_at(members, k)), member, node))
                    return true;
            }
        }
    }
    return false;
}

static bool matches(const struct sb_world *world,
                    const char *entry,
                    const char *member,
                    const struct sb_node *node)
{
    if (strcasecmp(entry, member) == 0 || strcmp(entry, "allUsers") == 0 ||
        strcmp(entry, "allAuthenticatedUsers") == 0)
        return true;
    if (rr_str_has_prefix(entry, "group:"))
        return in_group(world, entry, member);
    if (rr_str_has_prefix(entry, "domain:"))
        return strcasecmp(entry + strlen("domain:"), rr_str_after_last(member, '@')) == 0;
    return rr_str_has_prefix(entry, "project") && is_convenience(world, entry, member, node);
}

bool sb_condition_holds(const char *expression, int64_t now)
{
    char op[3] = "", stamp[40] = "", text[RR_TIME_TEXT];
    int end = 0;
    if (sscanf(expression, " request.time %2[<>=] timestamp( %*1[\"']%39[0-9TZ:.-]%*1[\"'] ) %n",
               op, stamp, &end) != 2 ||
        expression[end] != '\0' || end == 0)
        return false;
    rr_time_format(now, text);
    int order = strncmp(text, stamp, strlen("2026-11-24T04:05:06"));
    return op[0] == '<' ? order < 0 : op[0] == '>' ? order > 0 : false;
}

static bool binding_grants(const struct sb_world *world,
                           sb_tree *binding,
                           const char *member,
                           const char *permission,
                           const struct sb_node *node,
                           int64_t now)
{
    sb_tree *members = sb_get(binding, "members"), *condition = sb_get(binding, "condition");
    bool named = false;
    for (size_t i = 0; i < sb_length(members) && !named; i++)
        named = matches(world, json_object_get_string(sb_at(members, i)), member, node);
    return named && sb_role_holds(world, sb_text(binding, "role"), permission) &&
           (condition == NULL || sb_condition_holds(sb_text(condition, "expression"), now));
}

bool sb_allowed(const struct sb_world *world,
                const char *member,
                const char *permission,
                const struct sb_node *node,
                int64_t now)
{
    for (; node != NULL; node = node->parent) {
        sb_tree *bindings = sb_get(node->policy, "bindings");
        for (size_t i = 0; i < sb_length(bindings); i++) {
            if (binding_grants(world, sb_at(bindings, i), member, permission, node, now))
                return true;
        }
    }
    return false;
}

/* "run.services.create" -> "run.googleapis.com/services.create", as deny rules name it. */
static void deny_name(const char *permission, char out[160])
{
    size_t n = strcspn(permission, ".");
    const char *service = strncmp(permission, "resourcemanager.", 16) == 0 ? "cloud" : "";
    snprintf(out, 160, "%s%.*s.googleapis.com/%s", service, (int)n, permission,
             permission + n + (permission[n] == '.'));
}

static bool names_permission(sb_tree *list, const char *permission)
{
    char name[160];
    deny_name(permission, name);
    for (size_t i = 0; i < sb_length(list); i++) {
        if (fnmatch(json_object_get_string(sb_at(list, i)), name, 0) == 0)
            return true;
    }
    return false;
}

static bool names_principal(const struct sb_world *world, sb_tree *list, const char *member)
{
    char own[256], group[256];
    const char *mail = strchr(member, ':') != NULL ? strchr(member, ':') + 1 : member;
    snprintf(own, sizeof own,
             rr_str_has_prefix(member, "serviceAccount:")
                 ? "principal://iam.googleapis.com/projects/-/serviceAccounts/%s"
                 : "principal://goog/subject/%s",
             mail);
    for (size_t i = 0; i < sb_length(list); i++) {
        const char *entry = json_object_get_string(sb_at(list, i));
        if (strcmp(entry, "principalSet://goog/public:all") == 0 || strcasecmp(entry, own) == 0)
            return true;
        if (sscanf(entry, "principalSet://goog/group/%249s", group + 0) == 1) {
            char name[256];
            snprintf(name, sizeof name, "group:%.249s", group);
            if (in_group(world, name, member))
                return true;
        }
    }
    return false;
}

static bool is_denied(const struct sb_world *world,
                      const char *member,
                      const char *permission,
                      const struct sb_node *node,
                      int64_t now)
{
    for (; node != NULL; node = node->parent) {
        sb_tree *policies = sb_get(node->extra, "denyPolicies");
        for (size_t i = 0; i < sb_length(policies); i++) {
            sb_tree *rules = sb_get(sb_at(policies, i), "rules");
            for (size_t j = 0; j < sb_length(rules); j++) {
                sb_tree *rule = sb_get(sb_at(rules, j), "denyRule");
                sb_tree *condition = sb_get(rule, "denialCondition");
                if (names_permission(sb_get(rule, "deniedPermissions"), permission) &&
                    !names_permission(sb_get(rule, "exceptionPermissions"), permission) &&
                    names_principal(world, sb_get(rule, "deniedPrincipals"), member) &&
                    !names_principal(world, sb_get(rule, "exceptionPrincipals"), member) &&
                    (condition == NULL ||
                     sb_condition_holds(sb_text(condition, "expression"), now)))
                    return true;
            }
        }
    }
    return false;
}

bool sb_may(const struct sb_world *world,
            const char *member,
            const char *permission,
            const struct sb_node *node,
            int64_t now)
{
    return sb_allowed(world, member, permission, node, now) &&
           !is_denied(world, member, permission, node, now);
}
