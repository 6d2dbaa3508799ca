/*
 * Questions about one allow policy by itself. Who is given what over several levels: see access.
 */
#include "config.h"

#include "core/policy/policy.h"

#include "core/policy/member.h"
#include "core/util/str.h"

bool rr_binding_has_condition(const struct rr_binding *binding)
{
    return !rr_str_is_empty(binding->condition.expression);
}

static bool lists_member(const struct rr_binding *binding, const char *member)
{
    for (size_t i = 0; i < binding->n_members; i++)
        if (rr_member_eq(binding->members[i], member))
            return true;
    return false;
}

const struct rr_binding *
rr_policy_find(const struct rr_policy *policy, const char *role, const char *member)
{
    for (size_t i = 0; i < policy->n_bindings; i++) {
        const struct rr_binding *binding = &policy->bindings[i];
        if (rr_str_eq(binding->role, role) && !rr_binding_has_condition(binding) &&
            lists_member(binding, member))
            return binding;
    }
    return NULL;
}
