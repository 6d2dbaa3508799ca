/* What moved under a grant since its plan was made; see the header. */
#include "config.h"

#include "core/apply/grant_drift.h"

#include <stdio.h>
#include <string.h>

#include "core/policy/member.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { MEMBER_MAX = 512 };

/* "deleted:user:a@b.c?uid=1" is what is left of "user:a@b.c". */
static bool is_remains_of(const char *holder, const char *member)
{
    static const char prefix[] = "deleted:";
    char was[MEMBER_MAX];
    if (!rr_str_has_prefix(holder, prefix))
        return false;
    holder += strlen(prefix);
    int n = snprintf(was, sizeof was, "%.*s", (int)strcspn(holder, "?"), holder);
    return n >= 0 && (size_t)n < sizeof was && rr_member_eq(was, member);
}

typedef bool member_test(const char *holder, const char *member);

static bool any_member(const char *const *members, size_t n, member_test *test, const char *member)
{
    for (size_t i = 0; i < n; i++)
        if (test(members[i], member))
            return true;
    return false;
}

static bool was_deleted_before(const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_before; i++)
        if (any_member(step->before[i].members, step->before[i].n_members, is_remains_of,
                       step->member))
            return true;
    return false;
}

static bool had_condition_before(const struct rr_step *step, const char *expression)
{
    for (size_t i = 0; i < step->n_before; i++)
        if (rr_str_eq(step->before[i].condition_expression, expression))
            return true;
    return false;
}

static bool had_plain_binding_before(const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_before; i++)
        if (rr_str_is_empty(step->before[i].condition_expression))
            return true;
    return false;
}

static bool has_plain_binding_now(const struct rr_policy *now, const char *role)
{
    for (size_t i = 0; i < now->n_bindings; i++)
        if (strcmp(now->bindings[i].role, role) == 0 &&
            !rr_binding_has_condition(&now->bindings[i]))
            return true;
    return false;
}

static bool stale(struct rr_err *err, const struct rr_step *step, const char *what)
{
    rr_err_set(err, RR_STALE, _("%s on %s is no longer what the plan was made from"), step->role,
               step->resource);
    return rr_err_detail(err, _("%s\nNothing was written for this step. Make a new plan."), what);
}

static bool check_condition(const struct rr_step *step,
                            const struct rr_policy *now,
                            const struct rr_binding *binding,
                            struct rr_err *err)
{
    char what[512];
    const struct rr_condition *condition = &binding->condition;
    const char *name = rr_str_is_empty(condition->title) ? condition->expression : condition->title;
    if (!rr_binding_has_condition(binding) || had_condition_before(step, condition->expression))
        return true;
    bool holds_member =
        any_member(binding->members, binding->n_members, rr_member_eq, step->member);
    bool took_plain = had_plain_binding_before(step) && !has_plain_binding_now(now, step->role);
    if (!holds_member && !took_plain)
        return true;
    snprintf(what, sizeof what,
             holds_member ? _("Somebody put %s under a condition: %s")
                          : _("Somebody put a condition on the binding that %s would join: %s"),
             step->member, name);
    return stale(err, step, what);
}

static bool check_binding(const struct rr_step *step,
                          const struct rr_policy *now,
                          const struct rr_binding *binding,
                          struct rr_err *err)
{
    if (any_member(binding->members, binding->n_members, is_remains_of, step->member) &&
        !was_deleted_before(step)) {
        char what[512];
        snprintf(what, sizeof what, _("%s was deleted since: the policy lists it as deleted."),
                 step->member);
        return stale(err, step, what);
    }
    return check_condition(step, now, binding, err);
}

bool rr_grant_still_fits(const struct rr_step *step,
                         const struct rr_policy *now,
                         struct rr_err *err)
{
    for (size_t i = 0; i < now->n_bindings; i++)
        if (strcmp(now->bindings[i].role, step->role) == 0 &&
            !check_binding(step, now, &now->bindings[i], err))
            return false;
    return true;
}

const struct rr_step_binding *
rr_grant_bindings(const struct rr_policy *now, const char *role, size_t *n, struct rr_arena *arena)
{
    struct rr_step_binding *out = rr_arena_array(arena, now->n_bindings, sizeof *out);
    *n = 0;
    for (size_t i = 0; i < now->n_bindings; i++) {
        const struct rr_binding *binding = &now->bindings[i];
        if (strcmp(binding->role, role) == 0)
            out[(*n)++] =
                (struct rr_step_binding){binding->members, binding->n_members,
                                         binding->condition.title, binding->condition.expression};
    }
    return out;
}
