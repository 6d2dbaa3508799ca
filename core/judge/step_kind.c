/* The kinds of step: their words and the rights they take. Pure data. */
#include "config.h"

#include <string.h>

#include "runready/step.h"

#define RIGHTS(...)                                                                                \
    (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

static const struct {
    const char *word;
    enum rr_phase phase;
    const char *const *rights;
    size_t n_rights;
} kinds[RR_STEP_KIND_COUNT] = {
    [RR_STEP_ENABLE_SERVICES] = {"enable-services", RR_PHASE_PREPARE,
                                 RIGHTS("serviceusage.services.enable")},
    [RR_STEP_CREATE_REPOSITORY] = {"create-repository", RR_PHASE_PREPARE,
                                   RIGHTS("artifactregistry.repositories.create")},
    [RR_STEP_GRANT_PROJECT_ROLE] = {"grant-project-role", RR_PHASE_PREPARE,
                                    RIGHTS("resourcemanager.projects.getIamPolicy",
                                           "resourcemanager.projects.setIamPolicy")},
    [RR_STEP_GRANT_REPOSITORY_ROLE] = {"grant-repository-role", RR_PHASE_PREPARE,
                                       RIGHTS("artifactregistry.repositories.getIamPolicy",
                                              "artifactregistry.repositories.setIamPolicy")},
    [RR_STEP_GRANT_ACCOUNT_ROLE] = {"grant-account-role", RR_PHASE_PREPARE,
                                    RIGHTS("iam.serviceAccounts.getIamPolicy",
                                           "iam.serviceAccounts.setIamPolicy")},
    [RR_STEP_CREATE_SERVICE_ACCOUNT] = {"create-service-account", RR_PHASE_PREPARE,
                                        RIGHTS("iam.serviceAccounts.create",
                                               "iam.serviceAccounts.get")},
    [RR_STEP_DEPLOY] = {"deploy", RR_PHASE_DEPLOY,
                        RIGHTS("run.services.create",
                               "run.services.update",
                               "run.services.get",
                               "cloudbuild.builds.create",
                               "iam.serviceAccounts.actAs")},
    [RR_STEP_ENABLE_IAP] = {"enable-iap", RR_PHASE_CONNECT,
                            RIGHTS("run.services.update", "iam.serviceAccounts.actAs")},
    [RR_STEP_GRANT_SERVICE_ROLE] = {"grant-service-role", RR_PHASE_CONNECT,
                                    RIGHTS("run.services.getIamPolicy",
                                           "run.services.setIamPolicy")},
    [RR_STEP_ALLOW_PUBLIC] = {"allow-public", RR_PHASE_CONNECT,
                              RIGHTS("run.services.getIamPolicy", "run.services.setIamPolicy")},
    [RR_STEP_DISABLE_INVOKER_CHECK] = {"disable-invoker-check", RR_PHASE_CONNECT,
                                       RIGHTS("run.services.update",
                                              "run.services.setIamPolicy",
                                              "iam.serviceAccounts.actAs")},
    [RR_STEP_CREATE_SCHEDULE] = {"create-schedule", RR_PHASE_CONNECT,
                                 RIGHTS("cloudscheduler.jobs.create",
                                        "cloudscheduler.jobs.get",
                                        "iam.serviceAccounts.actAs")},
    [RR_STEP_UPDATE_SCHEDULE] = {"update-schedule", RR_PHASE_CONNECT,
                                 RIGHTS("cloudscheduler.jobs.update",
                                        "cloudscheduler.jobs.get",
                                        "iam.serviceAccounts.actAs")},
};

const char *const *rr_step_kind_rights(enum rr_step_kind kind, size_t *n)
{
    *n = kinds[kind].n_rights;
    return kinds[kind].rights;
}

enum rr_phase rr_step_kind_phase(enum rr_step_kind kind)
{
    return kinds[kind].phase;
}

const char *rr_step_kind_word(enum rr_step_kind kind)
{
    return kinds[kind].word;
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
        words[i] = kinds[i].word;
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
