/* The typed confirmation; see the header. */
#include "config.h"

#include "tui/consent.h"

#include <stdio.h>
#include <string.h>

/* Roles that let their holder act as other accounts; on a project, as all of them. */
static bool impersonates(const struct rr_step *step)
{
    static const char *const roles[] = {
        "roles/iam.serviceAccountUser",
        "roles/iam.serviceAccountTokenCreator",
        "roles/iam.serviceAccountKeyAdmin",
        "roles/iam.serviceAccountOpenIdTokenCreator",
        "roles/iam.workloadIdentityUser",
        "roles/iam.serviceAccountAdmin",
        "roles/editor",
        "roles/owner",
    };
    if (step->kind != RR_STEP_GRANT_PROJECT_ROLE || step->is_undo)
        return false;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(step->role, roles[i]) == 0)
            return true;
    return false;
}

static bool opens(const struct rr_step *step)
{
    return !step->is_undo &&
           (step->kind == RR_STEP_ALLOW_PUBLIC || step->kind == RR_STEP_DISABLE_INVOKER_CHECK);
}

const struct rr_step *consent_gravest(const struct rr_plan *plan)
{
    for (size_t i = 0; i < plan->n_steps; i++)
        if (opens(&plan->steps[i]))
            return &plan->steps[i];
    for (size_t i = 0; i < plan->n_steps; i++)
        if (impersonates(&plan->steps[i]))
            return &plan->steps[i];
    return NULL;
}

const char *consent_expected(const struct rr_plan *plan, char out[CONSENT_TEXT])
{
    bool is_grave = consent_gravest(plan) != NULL && *plan->context.service != '\0';
    snprintf(out, CONSENT_TEXT, "%zu %s%s%s", plan->n_steps, plan->project_id, is_grave ? " " : "",
             is_grave ? plan->context.service : "");
    return out;
}

enum consent_state consent_check(const struct rr_plan *plan, const char *typed)
{
    char expected[CONSENT_TEXT];
    consent_expected(plan, expected);
    if (*typed == '\0')
        return CONSENT_EMPTY;
    if (strcmp(typed, expected) == 0)
        return CONSENT_RIGHT;
    return strncmp(typed, expected, strlen(typed)) == 0 ? CONSENT_BEGUN : CONSENT_WRONG;
}
