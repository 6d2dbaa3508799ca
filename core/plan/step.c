/* Steps: the table of kinds and the words of the plan's vocabulary. Pure. */
#include "config.h"

#include "core/plan/step.h"

#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"

#define RIGHTS(...)                                                                                \
    (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

// Rights: gcp-apis 5.3 and 3.1.
static const struct rr_step_def defs[RR_STEP_KIND_COUNT] = {
    [RR_STEP_ENABLE_SERVICES] = {"enable-services", N_("Switch on %s"),
                                 N_("Left on: other things may rely on an API by then. To switch "
                                    "one off: gcloud services disable"),
                                 RIGHTS("serviceusage.services.enable")},
    [RR_STEP_CREATE_REPOSITORY] = {"create-repository", N_("Make the image repository %s"),
                                   N_("Delete the repository, while it is still empty"),
                                   RIGHTS("artifactregistry.repositories.create")},
    [RR_STEP_GRANT_PROJECT_ROLE] = {"grant-project-role", N_("Grant %s on the project"),
                                    N_("Take this role from this account again, on the project"),
                                    RIGHTS("resourcemanager.projects.getIamPolicy",
                                           "resourcemanager.projects.setIamPolicy")},
    [RR_STEP_GRANT_REPOSITORY_ROLE] =
        {"grant-repository-role", N_("Grant %s on the repository"),
         N_("Take this role from this account again, on the repository"),
         RIGHTS("artifactregistry.repositories.getIamPolicy",
                "artifactregistry.repositories.setIamPolicy")},
    [RR_STEP_GRANT_ACCOUNT_ROLE] =
        {"grant-account-role", N_("Grant %s on the account the service runs as"),
         N_("Take this role from this account again, on that one account"),
         RIGHTS("iam.serviceAccounts.getIamPolicy", "iam.serviceAccounts.setIamPolicy")},
};

const struct rr_step_def *rr_step_def(enum rr_step_kind kind)
{
    return &defs[kind];
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
    else if (step->kind == RR_STEP_CREATE_REPOSITORY)
        what = rr_str_after_last(step->resource, '/');
    return rr_arena_printf(arena, _(defs[step->kind].title), what);
}

const char *rr_step_undo(const struct rr_step *step, struct rr_arena *arena)
{
    return rr_arena_str(arena, _(defs[step->kind].undo));
}

const char *rr_step_kind_word(enum rr_step_kind kind)
{
    return defs[kind].word;
}

static bool parse_word(const char *word, const char *const *words, int n, int *out)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i], word) != 0)
            continue;
        *out = i;
        return true;
    }
    return false;
}

bool rr_step_kind_parse(const char *word, enum rr_step_kind *out)
{
    const char *words[RR_STEP_KIND_COUNT];
    for (int i = 0; i < RR_STEP_KIND_COUNT; i++)
        words[i] = defs[i].word;
    int found = 0;
    if (!parse_word(word, words, RR_STEP_KIND_COUNT, &found))
        return false;
    *out = (enum rr_step_kind)found;
    return true;
}

static const char *const phases[RR_PHASE_COUNT] = {
    [RR_PHASE_PREPARE] = "prepare", [RR_PHASE_DEPLOY] = "deploy", [RR_PHASE_CONNECT] = "connect"};

static const char *const risks[RR_RISK_COUNT] = {
    [RR_RISK_LOW] = "low", [RR_RISK_MEDIUM] = "medium", [RR_RISK_HIGH] = "high"};

const char *rr_phase_word(enum rr_phase phase)
{
    return phases[phase];
}

bool rr_phase_parse(const char *word, enum rr_phase *out)
{
    int found = 0;
    if (!parse_word(word, phases, RR_PHASE_COUNT, &found))
        return false;
    *out = (enum rr_phase)found;
    return true;
}

const char *rr_risk_word(enum rr_risk risk)
{
    return risks[risk];
}

bool rr_risk_parse(const char *word, enum rr_risk *out)
{
    int found = 0;
    if (!parse_word(word, risks, RR_RISK_COUNT, &found))
        return false;
    *out = (enum rr_risk)found;
    return true;
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
