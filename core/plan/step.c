/* Steps: the table of kinds and the words of the plan's vocabulary. Pure. */
#include "config.h"

#include "core/plan/step.h"

#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"

static const struct {
    const char *title; // N_: one line with one %s for the resource or role
    const char *undo;  // N_: what takes it back
    const char *back;  // N_: the title of taking it back
} defs[RR_STEP_KIND_COUNT] = {
    [RR_STEP_ENABLE_SERVICES] = {N_("Switch on %s"),
                                 N_("Left on: other things may rely on an API by then. To switch "
                                    "one off: gcloud services disable"),
                                 N_("Switch off %s")},
    [RR_STEP_CREATE_REPOSITORY] = {N_("Make the image repository %s"),
                                   N_("Delete the repository, while it is still empty"),
                                   N_("Delete the image repository %s, which is empty")},
    [RR_STEP_GRANT_PROJECT_ROLE] = {N_("Grant %s on the project"),
                                    N_("Take this role from this account again, on the project"),
                                    N_("Take back %s on the project")},
    [RR_STEP_GRANT_REPOSITORY_ROLE] =
        {N_("Grant %s on the repository"),
         N_("Take this role from this account again, on the repository"),
         N_("Take back %s on the repository")},
    [RR_STEP_GRANT_ACCOUNT_ROLE] =
        {N_("Grant %s on the account the service runs as"),
         N_("Take this role from this account again, on that one account"),
         N_("Take back %s on the account the service runs as")},
    [RR_STEP_CREATE_SERVICE_ACCOUNT] = {N_("Make the service account %s"),
                                        N_("Delete the account, while nothing else uses it"),
                                        N_("Delete the service account %s")},
    [RR_STEP_DEPLOY] = {N_("Build and deploy %s with gcloud"),
                        N_("Left as it is: earlier revisions stay, and gcloud run services "
                           "update-traffic goes back to one"),
                        N_("Take the deploy of %s back")},
    [RR_STEP_ENABLE_IAP] = {N_("Put Identity-Aware Proxy in front of %s"),
                            N_("Take Identity-Aware Proxy away again"),
                            N_("Take Identity-Aware Proxy away from %s")},
    [RR_STEP_GRANT_SERVICE_ROLE] = {N_("Grant %s on the service"),
                                    N_("Take this role from this account again, on the service"),
                                    N_("Take back %s on the service")},
    [RR_STEP_ALLOW_PUBLIC] =
        {N_("Let everybody call the service (allUsers, %s)"),
         N_("Take allUsers from the service again"),
         N_("Let only those who were granted it call the service (%s without allUsers)")},
    [RR_STEP_DISABLE_INVOKER_CHECK] = {N_("Switch the invoker check of %s off"),
                                       N_("Switch the invoker check on again"),
                                       N_("Switch the invoker check of %s on again")},
    [RR_STEP_CREATE_SCHEDULE] = {N_("Make the Scheduler job %s"), N_("Delete the job"),
                                 N_("Delete the Scheduler job %s")},
    [RR_STEP_UPDATE_SCHEDULE] = {N_("Repair the Scheduler job %s"),
                                 N_("Put the changed fields back as they were"),
                                 N_("Put the Scheduler job %s back as it was")},
};

enum rr_read rr_step_policy_read(enum rr_step_kind kind)
{
    switch (kind) {
    case RR_STEP_GRANT_PROJECT_ROLE:
        return RR_READ_PROJECT_POLICY;
    case RR_STEP_GRANT_REPOSITORY_ROLE:
        return RR_READ_REPOSITORY_POLICY;
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        return RR_READ_RUNTIME_POLICY;
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
        return RR_READ_SERVICE_POLICY;
    case RR_STEP_ENABLE_SERVICES:
    case RR_STEP_CREATE_REPOSITORY:
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
    case RR_STEP_DEPLOY:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_DISABLE_INVOKER_CHECK:
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
    case RR_STEP_KIND_COUNT:
        break;
    }
    return RR_READ_COUNT;
}

const struct rr_policy *rr_step_policy(const struct rr_observed *observed, enum rr_step_kind kind)
{
    enum rr_read read = rr_step_policy_read(kind);
    if (read == RR_READ_COUNT || !rr_observed_has(observed, read))
        return NULL;
    if (read == RR_READ_PROJECT_POLICY)
        return &observed->project_policy;
    if (read == RR_READ_REPOSITORY_POLICY)
        return &observed->repository_policy;
    return read == RR_READ_SERVICE_POLICY ? &observed->service_policy : &observed->runtime_policy;
}

bool rr_step_is_grant(const struct rr_step *step)
{
    return *step->role != '\0';
}

static const char *services_text(const struct rr_step *step, struct rr_arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < step->n_services; i++)
        text = rr_arena_printf(arena, "%s%s%s", text, i > 0 ? ", " : "", step->services[i]);
    return text;
}

const char *rr_step_title(const struct rr_step *step, struct rr_arena *arena)
{
    const char *what = step->role;
    if (step->kind == RR_STEP_ENABLE_SERVICES)
        what = services_text(step, arena);
    else if (*step->role == '\0')
        what = rr_str_after_last(step->resource, '/');
    const char *title = step->is_undo ? defs[step->kind].back : defs[step->kind].title;
    return rr_arena_printf(arena, _(title), what);
}

const char *rr_step_undo(const struct rr_step *step, struct rr_arena *arena)
{
    if (step->is_undo)
        return rr_arena_str(arena, _("Give it back: runready undo, with the run of this undo"));
    return rr_arena_str(arena, _(defs[step->kind].undo));
}

const struct rr_step *rr_plan_find(const struct rr_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_steps; i++)
        if (strcmp(plan->steps[i].id, id) == 0)
            return &plan->steps[i];
    return NULL;
}

const struct rr_blocked *rr_plan_blocks(const struct rr_plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_blocked; i++)
        if (strcmp(plan->blocked[i].step, id) == 0)
            return &plan->blocked[i];
    return NULL;
}
