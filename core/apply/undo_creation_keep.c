/*
 * What a run made, and who uses it by now: images and foreign roles on the repository; keys, roles and
 * jobs of the service account; changes of the Scheduler job. Doubt keeps.
 */
#include "config.h"

#include <string.h>

#include "core/apply/kind.h"
#include "core/apply/undo_keep.h"
#include "core/gcp/account.h"
#include "core/gcp/repository_write.h"
#include "core/gcp/schedule.h"
#include "core/net/json.h"
#include "core/policy/member.h"
#include "core/policy/schedule.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

/* ---- roles on it ---- */

static bool is_granted_by(const struct rr_plan *plan,
                          const char *resource,
                          const char *role,
                          const char *member)
{
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct rr_step *step = &plan->steps[i];
        if (rr_kind_is_grant(step->kind) && strcmp(step->resource, resource) == 0 &&
            strcmp(step->role, role) == 0 && rr_member_eq(step->member, member))
            return true;
    }
    return false;
}

/* A member of the repository's policy that the plan did not put there; NULL if none. */
static const char *find_foreign_member(const struct rr_plan *plan,
                                       const char *resource,
                                       const struct rr_policy *policy)
{
    for (size_t i = 0; policy != NULL && i < policy->n_bindings; i++) {
        const struct rr_binding *binding = &policy->bindings[i];
        for (size_t k = 0; k < binding->n_members; k++)
            if (rr_binding_has_condition(binding) ||
                !is_granted_by(plan, resource, binding->role, binding->members[k]))
                return binding->members[k];
    }
    return NULL;
}

/* The policy of a resource that no step of the plan may grant on. */
static bool read_policy(struct rr_looker *looker,
                        const char *resource,
                        enum rr_step_kind kind,
                        const struct rr_policy **out,
                        struct rr_err *err)
{
    struct rr_step grant = {.kind = kind, .resource = resource};
    return rr_look_at_policy(looker, &grant, out, err);
}

/* Why the roles on it keep it; "" when there are none but the plan's own. */
static bool judge_policy(struct rr_looker *looker,
                         const struct rr_plan *plan,
                         const struct rr_step *step,
                         const char **why,
                         struct rr_err *err)
{
    bool is_account = step->kind == RR_STEP_CREATE_SERVICE_ACCOUNT;
    const struct rr_policy *policy;
    if (!read_policy(looker, step->resource,
                     is_account ? RR_STEP_GRANT_ACCOUNT_ROLE : RR_STEP_GRANT_REPOSITORY_ROLE,
                     &policy, err))
        return false;
    const char *foreign = find_foreign_member(plan, step->resource, policy);
    *why = "";
    if (foreign != NULL)
        *why = rr_arena_printf(looker->arena, _("somebody else was given a role on it since: %s"),
                               foreign);
    return true;
}

/* ---- the repository ---- */

/* Why what is in the repository keeps it; "" when it is surely empty. */
static const char *judge_packages(struct rr_looker *looker, const struct rr_step *step)
{
    struct rr_call call = rr_repository_packages(looker->arena, step->resource);
    RR_JSON_AUTO struct json_object *json = NULL;
    struct rr_err err = {0};
    if (!rr_call_wait(looker->caller, &call, &json, &err))
        return rr_arena_printf(looker->arena, _("whether it holds images cannot be seen: %s"),
                               err.summary);
    if (rr_json_len(rr_json_arr(json, "packages")) > 0 ||
        *rr_json_str(json, "nextPageToken") != '\0')
        return _("it holds images, which services may be running from");
    return "";
}

static bool judge_repository(struct rr_looker *looker,
                             const struct rr_plan *plan,
                             const struct rr_step *step,
                             const char **why,
                             struct rr_err *err)
{
    *why = judge_packages(looker, step);
    return **why != '\0' || judge_policy(looker, plan, step, why, err);
}

/* ---- the service account ---- */

static const char *judge_keys(struct rr_looker *looker, const char *email)
{
    struct rr_call call = rr_account_keys(looker->arena, email);
    RR_JSON_AUTO struct json_object *json = NULL;
    struct rr_err err = {0};
    if (!rr_call_wait(looker->caller, &call, &json, &err))
        return rr_arena_printf(looker->arena, _("whether it has keys cannot be seen: %s"),
                               err.summary);
    return rr_json_len(rr_json_arr(json, "keys")) > 0 ? _("somebody made keys for it") : "";
}

/* Roles on the project that name it, beside the plan's own. */
static bool judge_project_roles(struct rr_looker *looker,
                                const struct rr_plan *plan,
                                const char *email,
                                const char **why,
                                struct rr_err *err)
{
    const char *member = rr_arena_printf(looker->arena, "serviceAccount:%s", email);
    const char *project = rr_arena_printf(looker->arena, "projects/%s", plan->context.project);
    const struct rr_policy *policy;
    if (!read_policy(looker, project, RR_STEP_GRANT_PROJECT_ROLE, &policy, err))
        return false;
    *why = "";
    for (size_t i = 0; policy != NULL && i < policy->n_bindings; i++) {
        const struct rr_binding *binding = &policy->bindings[i];
        for (size_t k = 0; k < binding->n_members; k++)
            if (rr_member_eq(binding->members[k], member) &&
                (rr_binding_has_condition(binding) ||
                 !is_granted_by(plan, project, binding->role, member)))
                *why =
                    rr_arena_printf(looker->arena, _("it holds %s on the project"), binding->role);
    }
    return true;
}

static bool is_made_by(const struct rr_plan *plan, const char *job)
{
    for (size_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].kind == RR_STEP_CREATE_SCHEDULE &&
            strcmp(rr_str_after_last(plan->steps[i].resource, '/'), rr_str_after_last(job, '/')) ==
                0)
            return true;
    return false;
}

/* Jobs in the region that sign in as it, beside the plan's own. One page holds 500. */
static const char *
judge_jobs(struct rr_looker *looker, const struct rr_plan *plan, const char *email)
{
    struct rr_call call =
        rr_schedule_list(looker->arena, plan->context.project, plan->context.region, "");
    RR_JSON_AUTO struct json_object *json = NULL;
    struct rr_err err = {0};
    bool ok = rr_call_wait(looker->caller, &call, &json, &err);
    if (!ok && err.kind != RR_API_OFF && err.kind != RR_NOT_FOUND)
        return rr_arena_printf(looker->arena, _("which Scheduler jobs use it cannot be seen: %s"),
                               err.summary);
    struct json_object *jobs = rr_json_arr(json, "jobs");
    for (size_t i = 0; i < rr_json_len(jobs); i++) {
        struct json_object *job = rr_json_at(jobs, i);
        struct rr_schedule schedule = rr_schedule_read(job, looker->arena);
        if (strcmp(schedule.account, email) == 0 && !is_made_by(plan, rr_json_str(job, "name")))
            return rr_arena_printf(looker->arena, _("the Scheduler job %s signs in as it"),
                                   rr_str_after_last(rr_json_str(job, "name"), '/'));
    }
    return *rr_json_str(json, "nextPageToken") != '\0'
               ? _("there are too many Scheduler jobs to look at them all")
               : "";
}

static bool judge_account(struct rr_looker *looker,
                          const struct rr_plan *plan,
                          const struct rr_step *step,
                          const char **why,
                          struct rr_err *err)
{
    const char *email = rr_str_after_last(step->resource, '/');
    *why = judge_keys(looker, email);
    if (**why == '\0')
        *why = judge_jobs(looker, plan, email);
    if (**why == '\0' && !judge_project_roles(looker, plan, email, why, err))
        return false;
    return **why != '\0' || judge_policy(looker, plan, step, why, err);
}

/* ---- the Scheduler job ---- */

static bool judge_schedule(struct rr_looker *looker,
                           const struct rr_plan *plan,
                           const struct rr_step *step,
                           const char **why,
                           struct rr_err *err)
{
    (void)plan;
    struct rr_call call = rr_schedule_get(looker->arena, step->resource);
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_look_up(looker, &call, &json, err))
        return false;
    struct rr_schedule now = rr_schedule_read(json, looker->arena);
    unsigned moved = json != NULL ? rr_schedule_differences(&now, step->schedule) : 0;
    *why = "";
    if (moved != 0)
        *why = rr_arena_printf(looker->arena, _("somebody changed it since: %s"),
                               rr_schedule_titles(moved, looker->arena));
    return true;
}

/* ---- all of them ---- */

bool rr_creation_keep(struct rr_looker *looker,
                      const struct rr_plan *plan,
                      const struct rr_step *step,
                      const char **why,
                      struct rr_err *err)
{
    if (step->kind == RR_STEP_CREATE_REPOSITORY)
        return judge_repository(looker, plan, step, why, err);
    if (step->kind == RR_STEP_CREATE_SERVICE_ACCOUNT)
        return judge_account(looker, plan, step, why, err);
    return judge_schedule(looker, plan, step, why, err);
}

struct rr_call rr_creation_delete(const struct rr_step *step, struct rr_arena *arena)
{
    if (step->kind == RR_STEP_CREATE_REPOSITORY)
        return rr_repository_delete(arena, step->resource);
    if (step->kind == RR_STEP_CREATE_SERVICE_ACCOUNT)
        return rr_account_delete(arena, rr_str_after_last(step->resource, '/'));
    return rr_schedule_delete(arena, step->resource);
}
