/*
 * Does an earlier plan still fit? Only what matters to a step counts: other people's bindings may come
 * and go; what the step would do must still mean the same. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/observe/observed.h"
#include "core/plan/step.h"
#include "core/policy/member.h"
#include "core/policy/schedule.h"
#include "core/util/i18n.h"
#include "runready/plan.h"

static bool moved(struct rr_err *err, const char *what, const char *then, const char *now)
{
    rr_err_set(err, RR_STALE, _("The plan no longer fits: %s"), what);
    return rr_err_detail(err,
                         _("When it was made: %s\nNow: %s\nNothing was changed. Make a fresh plan: "
                           "runready plan"),
                         *then != '\0' ? then : _("none"), *now != '\0' ? now : _("none"));
}

static bool lists(const char *const *members, size_t n, const char *member)
{
    for (size_t i = 0; i < n; i++)
        if (rr_member_eq(members[i], member))
            return true;
    return false;
}

/* The condition under which `member` held the role when the plan was made; "" = none. */
static const char *condition_then(const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_before; i++)
        if (*step->before[i].condition_expression != '\0' &&
            lists(step->before[i].members, step->before[i].n_members, step->member))
            return step->before[i].condition_expression;
    return "";
}

static const char *condition_now(const struct rr_policy *policy, const struct rr_step *step)
{
    for (size_t i = 0; i < policy->n_bindings; i++) {
        const struct rr_binding *binding = &policy->bindings[i];
        if (rr_binding_has_condition(binding) && strcmp(binding->role, step->role) == 0 &&
            lists(binding->members, binding->n_members, step->member))
            return binding->condition.expression;
    }
    return "";
}

static const char *mark_of(const struct rr_plan *plan, const char *resource)
{
    for (size_t i = 0; i < plan->n_base; i++)
        if (strcmp(plan->base[i].resource, resource) == 0)
            return plan->base[i].mark;
    return "";
}

static bool check_grant(const struct rr_plan *plan,
                        const struct rr_step *step,
                        const struct rr_observed *now,
                        struct rr_err *err)
{
    const struct rr_fact *fact = rr_observed_fact(now, rr_step_policy_read(step->kind));
    const char *mark = mark_of(plan, step->resource);
    if (fact->state == RR_FACT_ABSENT && strcmp(mark, "absent") == 0)
        return true;
    if (fact->state == RR_FACT_ABSENT)
        return moved(err, step->resource, _("it was there"), _("it is gone"));
    if (fact->state != RR_FACT_KNOWN)
        return moved(err, step->resource, _("it could be read"), fact->err.summary);
    const struct rr_policy *policy = rr_step_policy(now, step->kind);
    if (strcmp(mark, policy->etag) == 0 || rr_policy_find(policy, step->role, step->member) != NULL)
        return true;
    const char *then = condition_then(step);
    const char *here = condition_now(policy, step);
    if (strcmp(then, here) == 0)
        return true;
    return moved(err, _("the condition on the role that the step grants"), then, here);
}

static bool moved_field(const struct rr_step *step,
                        const struct rr_found_schedule *found,
                        enum rr_schedule_field field,
                        struct rr_err *err)
{
    return moved(err, rr_schedule_title(field), rr_schedule_text(step->schedule_before, field),
                 rr_schedule_text(&found->value, field));
}

/* What the step would change must stand as it stood, or as it shall be. */
static bool
check_schedule(const struct rr_step *step, const struct rr_observed *now, struct rr_err *err)
{
    for (size_t i = 0; i < now->n_schedules; i++) {
        const struct rr_found_schedule *found = &now->schedules[i];
        if (strcmp(found->name, step->resource) != 0)
            continue;
        unsigned open = rr_schedule_differences(&found->value, step->schedule) & step->fields;
        unsigned changed = open & rr_schedule_differences(&found->value, step->schedule_before);
        for (int k = 0; k < RR_SCHEDULE_FIELD_COUNT; k++)
            if ((changed >> k & 1) != 0)
                return moved_field(step, found, (enum rr_schedule_field)k, err);
        return true;
    }
    return moved(err, step->resource, _("it was there"), _("it is gone"));
}

static bool check_step(const struct rr_plan *plan,
                       const struct rr_step *step,
                       const struct rr_observed *now,
                       struct rr_err *err)
{
    if (rr_step_is_grant(step))
        return check_grant(plan, step, now, err);
    if (step->kind == RR_STEP_UPDATE_SCHEDULE)
        return check_schedule(step, now, err);
    if (step->kind == RR_STEP_CREATE_REPOSITORY && rr_observed_has(now, RR_READ_REPOSITORY) &&
        *now->repository.format != '\0' && strcmp(now->repository.format, "DOCKER") != 0)
        return moved(err, step->resource, _("it was not there"), now->repository.format);
    return true;
}

bool rr_plan_check_base(const struct rr_plan *plan,
                        const struct rr_context *context,
                        const struct rr_observed *now,
                        struct rr_err *err)
{
    struct rr_project_view view = rr_observed_project(now);
    if (strcmp(context->project, plan->context.project) != 0)
        return moved(err, _("another project"), plan->context.project, context->project);
    if (strcmp(plan->project_number, view.number) != 0)
        return moved(err, _("the project's number"), plan->project_number, view.number);
    if (*plan->build_account != '\0' && strcmp(plan->build_account, view.build_account) != 0)
        return moved(err, _("the account that builds"), plan->build_account, view.build_account);
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct rr_step *step = &plan->steps[i];
        bool uses_runtime = step->kind == RR_STEP_GRANT_ACCOUNT_ROLE;
        if (uses_runtime && strcmp(plan->runtime_account, view.runtime_account) != 0)
            return moved(err, _("the account the service runs as"), plan->runtime_account,
                         view.runtime_account);
        if (!check_step(plan, step, now, err))
            return false;
    }
    return true;
}
