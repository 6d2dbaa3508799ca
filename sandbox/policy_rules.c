/* The rules of setIamPolicy, in the order in which Google seems to check them. */
#include "config.h"

#include "sandbox/policy_rules.h"

#include <string.h>
#include <strings.h>

#include "core/util/str.h"
#include "sandbox/constraint.h"
#include "sandbox/policy.h"
#include "sandbox/refuse.h"
#include "sandbox/role_table.h"
#include "sandbox/route.h"

enum { MEMBERS_MAX = 1500 };

static bool check_shape(struct sb_call *call, sb_tree *sent)
{
    sb_tree *bindings = sb_get(sent, "bindings"), *version = sb_get(sent, "version");
    if (version != NULL && !json_object_is_type(version, json_type_int))
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "Invalid value at 'policy.version' (TYPE_INT32)");
    if (bindings != NULL && !json_object_is_type(bindings, json_type_array))
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid value at 'policy.bindings'");
    for (size_t i = 0; i < sb_length(bindings); i++) {
        sb_tree *members = sb_get(sb_at(bindings, i), "members");
        if (members != NULL && !json_object_is_type(members, json_type_array))
            return sb_refuse(call, 400, "INVALID_ARGUMENT",
                             "Invalid value at 'policy.bindings[%zu].members'", i);
        for (size_t j = 0; j < sb_length(members); j++) {
            if (!json_object_is_type(sb_at(members, j), json_type_string))
                return sb_refuse(
                    call, 400, "INVALID_ARGUMENT",
                    "Invalid value at 'policy.bindings[%zu].members[%zu]' (TYPE_STRING)", i, j);
        }
    }
    return true;
}

static bool check_mask(struct sb_call *call)
{
    const char *mask = sb_text(call->body, "updateMask");
    while (*mask != '\0') {
        size_t n = strcspn(mask, ",");
        static const char *const paths[] = {"bindings", "etag", "version", "auditConfigs",
                                            "audit_configs"};
        bool known = false;
        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
            known |= strlen(paths[i]) == n && memcmp(paths[i], mask, n) == 0;
        if (!known)
            return sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid update mask path: %.*s",
                             (int)n, mask);
        mask += n + (mask[n] == ',');
    }
    return true;
}

/* proto3 JSON takes bytes in both alphabets of base64, padded or not; gcloud sends the URL-safe one. */
static bool same_bytes(const char *a, const char *b)
{
    size_t n_a = strcspn(a, "="), n_b = strcspn(b, "=");
    for (size_t i = 0; i < n_a && n_a == n_b; i++) {
        char x = a[i] == '-' ? '+' : a[i] == '_' ? '/' : a[i];
        char y = b[i] == '-' ? '+' : b[i] == '_' ? '/' : b[i];
        if (x != y)
            return false;
    }
    return n_a == n_b;
}

static bool check_etag(struct sb_call *call, sb_tree *sent)
{
    const char *etag = sb_text(sent, "etag");
    if (etag[0] == '\0' || same_bytes(etag, call->node->etag))
        return true;
    if (call->node->kind == SB_BUCKET)
        return sb_refuse(call, 412, "FAILED_PRECONDITION",
                         "At least one of the pre-conditions you specified did not hold.");
    return sb_refuse_aborted(call);
}

static bool check_version(struct sb_call *call, sb_tree *sent)
{
    long version = sb_number(sent, "version", 0);
    if (version != 0 && version != 1 && version != 3)
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid policy version (%ld).", version);
    if (version == 3)
        return true;
    if (sb_bindings_conditional(sb_get(sent, "bindings")))
        return sb_refuse(
            call, 400, "INVALID_ARGUMENT",
            "Policy version must be 3 to set conditional bindings. For more information, "
            "please refer to https://cloud.google.com/iam/docs/policies#versions.");
    // without an etag the write passes, and the conditions are lost: so Google warns
    if (sb_text(sent, "etag")[0] != '\0' &&
        sb_bindings_conditional(sb_get(call->node->policy, "bindings")))
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "Specified policy version (%ld) cannot be less than the existing policy "
                         "version (3). For more information, please refer to "
                         "https://cloud.google.com/iam/docs/policies#versions.",
                         version);
    return true;
}

static bool is_everybody(const char *member)
{
    return strcmp(member, "allUsers") == 0 || strcmp(member, "allAuthenticatedUsers") == 0;
}

static bool has_known_type(const char *member)
{
    static const char *const types[] = {
        "user:",         "group:",          "serviceAccount:",       "domain:",
        "principal://",  "principalSet://", "principalHierarchy://", "deleted:",
        "projectOwner:", "projectEditor:",  "projectViewer:",
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (rr_str_has_prefix(member, types[i]) && member[strlen(types[i])] != '\0')
            return true;
    }
    return is_everybody(member);
}

static bool lists_ignoring_case(sb_tree *list, const char *text)
{
    for (size_t i = 0; i < sb_length(list); i++) {
        if (strcasecmp(json_object_get_string(sb_at(list, i)), text) == 0)
            return true;
    }
    return false;
}

/* A service account of a project we know, which that project has not (or not yet). */
static bool is_absent_account(struct sb_call *call, const char *email)
{
    const struct sb_world *world = call->world;
    int64_t since = call->now - world->account_delay_ms;
    if (sb_world_account(world, email, since) != NULL)
        return false;
    const char *domain = rr_str_after_last(email, '@');
    size_t own = strcspn(domain, ".");
    const char *name = rr_arena_strn(&call->arena, domain, own);
    if (strcasecmp(domain + own, ".iam.gserviceaccount.com") == 0)
        return sb_world_project(world, name) != NULL;
    size_t digits = strspn(email, "0123456789");
    const char *number = rr_arena_strn(&call->arena, email, digits);
    return digits > 0 &&
           strcasecmp(email + digits, "-compute@developer.gserviceaccount.com") == 0 &&
           sb_world_project(world, number) != NULL;
}

static bool check_existence(struct sb_call *call, const char *member)
{
    sb_tree *absent = sb_get(call->world->scenario, "absent");
    const char *value = strchr(member, ':') != NULL ? strchr(member, ':') + 1 : member;
    bool gone = lists_ignoring_case(absent, member);
    if (rr_str_has_prefix(member, "serviceAccount:") && (gone || is_absent_account(call, value)))
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "Service account %s does not exist.",
                         value);
    if (gone)
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "%s %s does not exist.",
                         rr_str_has_prefix(member, "group:") ? "Group" : "User", value);
    return true;
}

static bool held_before(const struct sb_node *node, const char *role, const char *member)
{
    sb_tree *bindings = sb_get(node->policy, "bindings");
    for (size_t i = 0; i < sb_length(bindings); i++) {
        if (strcmp(sb_text(sb_at(bindings, i), "role"), role) == 0 &&
            lists_ignoring_case(sb_get(sb_at(bindings, i), "members"), member))
            return true;
    }
    return false;
}

static bool check_member(struct sb_call *call, const char *role, const char *member)
{
    enum sb_kind kind = call->node->kind;
    if (!has_known_type(member))
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "The member %s is of an unknown type. Please set a valid type prefix for "
                         "the member.",
                         member);
    if (is_everybody(member) &&
        (kind == SB_PROJECT || kind == SB_FOLDER || kind == SB_ORGANIZATION))
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "Members of type %s cannot be set on this resource.", member);
    if (kind == SB_PROJECT && strcmp(role, "roles/owner") == 0 &&
        !rr_str_has_prefix(member, "serviceAccount:") && !held_before(call->node, role, member)) {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Request contains an invalid argument.");
        sb_refuse_detail(
            call, "google.cloudresourcemanager.projects.v1beta1.ProjectIamPolicyError",
            sb_object_of("type", "SOLO_MUST_INVITE_OWNERS", "member", member, "role", role, NULL));
        return false;
    }
    return check_existence(call, member);
}

static bool check_binding(struct sb_call *call, sb_tree *binding)
{
    const char *role = sb_text(binding, "role");
    if (role[0] == '\0')
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "Role must be specified.");
    if (!sb_role_exists(call->world, role))
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "Role %s is not supported for this resource.", role);
    sb_tree *condition = sb_get(binding, "condition");
    if (condition != NULL && sb_text(condition, "expression")[0] == '\0')
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "Condition expression must not be empty.");
    sb_tree *members = sb_get(binding, "members");
    for (size_t i = 0; i < sb_length(members); i++) {
        if (!check_member(call, role, json_object_get_string(sb_at(members, i))))
            return false;
    }
    return true;
}

static bool check_size(struct sb_call *call, sb_tree *bindings)
{
    size_t n = 0;
    for (size_t i = 0; i < sb_length(bindings); i++)
        n += sb_length(sb_get(sb_at(bindings, i), "members"));
    if (n <= MEMBERS_MAX)
        return true;
    return sb_refuse(call, 400, "INVALID_ARGUMENT",
                     "The number of members in the policy (%zu) is larger than the maximum allowed "
                     "size %d.",
                     n, MEMBERS_MAX);
}

bool sb_policy_judge(struct sb_call *call, sb_tree *sent)
{
    sb_tree *bindings = sb_get(sent, "bindings");
    if (!check_shape(call, sent) || !check_mask(call) || !check_etag(call, sent) ||
        !check_version(call, sent))
        return false;
    for (size_t i = 0; i < sb_length(bindings); i++) {
        if (!check_binding(call, sb_at(bindings, i)))
            return false;
    }
    return check_size(call, bindings) && sb_constraint_admits(call, bindings);
}
