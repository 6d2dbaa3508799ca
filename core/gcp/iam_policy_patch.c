/*
 * Changing a policy's tree in place. What is not named here keeps its bytes: json-c keeps the order
 * of keys and the spelling of numbers, and a key that is set again keeps its place.
 */
#include "config.h"

#include <json-c/json.h>
#include <string.h>

#include "core/gcp/iam_policy.h"
#include "core/net/json.h"
#include "core/policy/member.h"
#include "core/util/i18n.h"

enum { NOT_FOUND = -1 };

const char *rr_policy_json_etag(struct json_object *policy)
{
    return rr_json_str(policy, "etag");
}

/* Any condition counts, even one this program cannot read: such a binding is left alone. */
static bool is_plain_binding_of(struct json_object *binding, const char *role)
{
    struct json_object *condition = NULL;
    if (!json_object_is_type(binding, json_type_object))
        return false;
    json_object_object_get_ex(binding, "condition", &condition);
    return condition == NULL && strcmp(rr_json_str(binding, "role"), role) == 0;
}

static int find_member(struct json_object *members, const char *member)
{
    size_t n = rr_json_len(members);
    for (size_t i = 0; i < n; i++)
        if (rr_member_eq(rr_json_at_str(members, i), member))
            return (int)i;
    return NOT_FOUND;
}

static bool has_conditions(struct json_object *bindings)
{
    for (size_t i = 0; i < rr_json_len(bindings); i++)
        if (rr_json_obj(rr_json_at(bindings, i), "condition") != NULL)
            return true;
    return false;
}

/*
 * Conditions are lost unless a write says 3. Where version 3 is known to be welcome without any, it
 * is always said, as gcloud does; Artifact Registry and Storage get back what they gave.
 */
static void set_version(struct json_object *policy, enum rr_policy_target target)
{
    bool keeps = target == RR_TARGET_REPOSITORY || target == RR_TARGET_BUCKET;
    if (keeps && !has_conditions(rr_json_arr(policy, "bindings")))
        return;
    if (rr_json_int(policy, "version") != 3)
        json_object_object_add(policy, "version", json_object_new_int(3));
}

static bool is_reduced_view(struct json_object *bindings)
{
    for (size_t i = 0; i < rr_json_len(bindings); i++)
        if (strstr(rr_json_str(rr_json_at(bindings, i), "role"), "_withcond_") != NULL)
            return true;
    return false;
}

bool rr_policy_json_is_writable(struct json_object *policy, struct rr_err *err)
{
    if (!json_object_is_type(policy, json_type_object) || *rr_policy_json_etag(policy) == '\0') {
        rr_err_set(err, RR_BAD_REPLY, "%s", _("the policy that was read carries no etag"));
        return rr_err_detail(
            err, "%s",
            _("Without it a write could undo somebody else's change. Nothing was sent."));
    }
    if (is_reduced_view(rr_json_arr(policy, "bindings"))) {
        rr_err_set(err, RR_BAD_REPLY, "%s",
                   _("the policy that was read is a reduced view without its conditions"));
        return rr_err_detail(err, "%s", _("Writing it back would lose them. Nothing was sent."));
    }
    return true;
}

/* The list under `key`, made when absent or null; NULL when something else is there. */
static struct json_object *list_of(struct json_object *object, const char *key)
{
    struct json_object *list = NULL;
    if (json_object_object_get_ex(object, key, &list) && list != NULL)
        return json_object_is_type(list, json_type_array) ? list : NULL;
    list = json_object_new_array();
    json_object_object_add(object, key, list);
    return list;
}

static void append_binding(struct json_object *bindings, const char *role, const char *member)
{
    struct json_object *binding = json_object_new_object();
    struct json_object *members = json_object_new_array();
    json_object_array_add(members, json_object_new_string(member));
    json_object_object_add(binding, "role", json_object_new_string(role));
    json_object_object_add(binding, "members", members);
    json_object_array_add(bindings, binding);
}

/* The first plain binding of the role, and whether any of them holds the member. */
static struct json_object *
find_binding(struct json_object *bindings, const char *role, const char *member, bool *is_there)
{
    struct json_object *first = NULL;
    *is_there = false;
    for (size_t i = 0; i < rr_json_len(bindings); i++) {
        struct json_object *binding = rr_json_at(bindings, i);
        if (!is_plain_binding_of(binding, role))
            continue;
        first = first != NULL ? first : binding;
        *is_there = *is_there || find_member(rr_json_arr(binding, "members"), member) != NOT_FOUND;
    }
    return first;
}

enum rr_patch rr_policy_json_add(struct json_object *policy,
                                 enum rr_policy_target target,
                                 const char *role,
                                 const char *member)
{
    if (!json_object_is_type(policy, json_type_object))
        return RR_PATCH_IMPOSSIBLE;
    struct json_object *bindings = list_of(policy, "bindings");
    bool is_there;
    struct json_object *binding = find_binding(bindings, role, member, &is_there);
    if (is_there)
        return RR_PATCH_NONE;
    struct json_object *members = binding != NULL ? list_of(binding, "members") : NULL;
    if (bindings == NULL || (binding != NULL && members == NULL))
        return RR_PATCH_IMPOSSIBLE;
    if (binding != NULL)
        json_object_array_add(members, json_object_new_string(member));
    else
        append_binding(bindings, role, member);
    set_version(policy, target);
    return RR_PATCH_DONE;
}

/* Takes the member out as often as it stands there; returns whether it did. */
static bool take_out(struct json_object *members, const char *member)
{
    bool found = false;
    for (int i; (i = find_member(members, member)) != NOT_FOUND; found = true)
        json_object_array_del_idx(members, (size_t)i, 1);
    return found;
}

enum rr_patch rr_policy_json_remove(struct json_object *policy,
                                    enum rr_policy_target target,
                                    const char *role,
                                    const char *member)
{
    if (!json_object_is_type(policy, json_type_object))
        return RR_PATCH_IMPOSSIBLE;
    struct json_object *bindings = rr_json_arr(policy, "bindings");
    bool changed = false;
    for (size_t i = rr_json_len(bindings); i-- > 0;) {
        struct json_object *binding = rr_json_at(bindings, i);
        struct json_object *members = rr_json_arr(binding, "members");
        if (!is_plain_binding_of(binding, role) || !take_out(members, member))
            continue;
        changed = true;
        if (rr_json_len(members) == 0)
            json_object_array_del_idx(bindings, i, 1);
    }
    if (!changed)
        return RR_PATCH_NONE;
    set_version(policy, target);
    return RR_PATCH_DONE;
}
