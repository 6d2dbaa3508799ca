/* The tables of needs, presets and services; see the header. Pure data. */
#include "config.h"

#include "core/judge/needs.h"

#include <string.h>

#include "core/util/i18n.h"

#define SET(...)                                                                                   \
    (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

static const struct rr_need_def needs[RR_NEED_COUNT] = {
    [RR_NEED_LOG] = {SET("logging.logEntries.create"), RR_PLACE_PROJECT},
    [RR_NEED_PUSH] = {SET("artifactregistry.repositories.uploadArtifacts",
                          "artifactregistry.repositories.downloadArtifacts"),
                      RR_PLACE_REPOSITORY},
    [RR_NEED_SOURCE_READ] = {SET("storage.objects.get"), RR_PLACE_BUCKET},
    [RR_NEED_OBJECT_WRITE] = {SET("storage.objects.create"), RR_PLACE_BUCKET},
    [RR_NEED_RUN_DEPLOY] = {SET("run.services.create",
                                "run.services.get",
                                "run.services.update",
                                "run.operations.get"),
                            RR_PLACE_PROJECT},
    [RR_NEED_RUN_IAM] = {SET("run.services.getIamPolicy", "run.services.setIamPolicy"),
                         RR_PLACE_SERVICE},
    [RR_NEED_ACT_AS] = {SET("iam.serviceAccounts.actAs"), RR_PLACE_RUNTIME},
    [RR_NEED_INVOKE] = {SET("run.routes.invoke"), RR_PLACE_SERVICE},
    [RR_NEED_RUN_JOB] = {SET("run.jobs.run"), RR_PLACE_SERVICE},
    [RR_NEED_ID_TOKEN] = {SET("iam.serviceAccounts.getOpenIdToken"), RR_PLACE_PROJECT},
    [RR_NEED_ACCESS_TOKEN] = {SET("iam.serviceAccounts.getAccessToken"), RR_PLACE_PROJECT},
};

const struct rr_need_def *rr_need_def(enum rr_need need)
{
    return &needs[need];
}

static const char log_text[] =
    "The service account running this build projects/P/serviceAccounts/EMAIL does not have "
    "permission to write logs to Cloud Logging.";
static const char push_text[] =
    "denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on resource "
    "\"projects/P/locations/L/repositories/cloud-run-source-deploy\" (or it may not exist)";
static const char source_text[] =
    "INVALID_ARGUMENT: Invalid build request. could not resolve source: googleapi: Error 403: "
    "EMAIL does not have storage.objects.get access to the Google Cloud Storage object.";
static const char write_text[] =
    "EMAIL does not have storage.objects.create access to the Google Cloud Storage object.";
static const char deploy_text[] =
    "PERMISSION_DENIED: Permission 'run.services.get' denied on resource "
    "'namespaces/P/services/S' (or resource may not exist).";
static const char act_as_text[] =
    "Permission 'iam.serviceaccounts.actAs' denied on service account EMAIL (or it may not exist).";

#define LOG_ROW                                                                                    \
    {                                                                                              \
        .id = "BUILD-ROLE-LOG", .station = RR_STATION_BUILD, .role = "roles/logging.logWriter",    \
        .title = N_("Write the build log"),                                                        \
        .why = N_("Without it the build runs blind: nobody sees why it failed."),                  \
        .would_say = log_text, .grant = RR_STEP_GRANT_PROJECT_ROLE, .risk = RR_RISK_LOW,           \
        .risk_text = "", .needs = {RR_NEED_LOG}, .n_needs = 1                                      \
    }

#define PUSH_ROW                                                                                   \
    {                                                                                              \
        .id = "BUILD-ROLE-PUSH", .station = RR_STATION_REGISTRY,                                   \
        .role = "roles/artifactregistry.writer", .title = N_("Push the built image"),              \
        .why = N_("Without it the build ends with the image built and not stored."),               \
        .would_say = push_text, .grant = RR_STEP_GRANT_REPOSITORY_ROLE, .risk = RR_RISK_LOW,       \
        .risk_text = "", .needs = {RR_NEED_PUSH}, .n_needs = 1                                     \
    }

#define SOURCE_ROW                                                                                 \
    {                                                                                              \
        .id = "BUILD-ROLE-SOURCE", .station = RR_STATION_BUILD,                                    \
        .role = "roles/storage.objectViewer", .title = N_("Read the uploaded source"),             \
        .why = N_("Without it the build does not even start."), .would_say = source_text,          \
        .grant = RR_STEP_GRANT_PROJECT_ROLE, .risk = RR_RISK_MEDIUM,                               \
        .risk_text = N_("lets the build read every object in every bucket of the project"),        \
        .needs = {RR_NEED_SOURCE_READ}, .n_needs = 1                                               \
    }

static const struct rr_role_row guide_rows[] = {
    LOG_ROW,
    PUSH_ROW,
    {
        .id = "BUILD-ROLE-DEPLOY",
        .station = RR_STATION_RUN,
        .role = "roles/run.admin",
        .title = N_("Deploy what was built"),
        .why = N_("Needed only by a build that deploys by itself; a deploy from source run by you "
                  "does not need it."),
        .would_say = deploy_text,
        .grant = RR_STEP_GRANT_PROJECT_ROLE,
        .risk = RR_RISK_HIGH,
        .risk_text = N_("lets every build change or delete every Cloud Run service of the project, "
                        "and who may call it"),
        .needs = {RR_NEED_RUN_DEPLOY},
        .n_needs = 1,
        .adds_run_iam = true,
    },
    {
        .id = "BUILD-ROLE-ACTAS",
        .station = RR_STATION_RUN,
        .role = "roles/iam.serviceAccountUser",
        .title = N_("Run the service as its account"),
        .why = N_("Needed only by a build that deploys by itself; a deploy from source run by you "
                  "does not need it."),
        .would_say = act_as_text,
        .grant = RR_STEP_GRANT_PROJECT_ROLE,
        .risk = RR_RISK_HIGH,
        .risk_text = N_("lets every build act as every service account of the project"),
        .needs = {RR_NEED_ACT_AS},
        .n_needs = 1,
    },
    SOURCE_ROW,
    {
        .id = "BUILD-ROLE-ARTIFACTS",
        .station = RR_STATION_BUILD,
        .role = "roles/storage.objectCreator",
        .title = N_("Write build results to a bucket"),
        .why =
            N_("Needed only by a build that stores files; a deploy from source does not need it."),
        .would_say = write_text,
        .grant = RR_STEP_GRANT_PROJECT_ROLE,
        .risk = RR_RISK_MEDIUM,
        .risk_text = N_("lets the build add objects to every bucket of the project"),
        .needs = {RR_NEED_OBJECT_WRITE},
        .n_needs = 1,
    },
};

static const struct rr_role_row minimal_rows[] = {
    {
        .id = "BUILD-ROLE-BUILDER",
        .station = RR_STATION_BUILD,
        .role = "roles/run.builder",
        .title = N_("Read the source, push the image, write the log"),
        .why = N_("Without it a deploy from source stops before or during the build."),
        .would_say = source_text,
        .grant = RR_STEP_GRANT_PROJECT_ROLE,
        .risk = RR_RISK_LOW,
        .risk_text = "",
        .needs = {RR_NEED_SOURCE_READ, RR_NEED_PUSH, RR_NEED_LOG},
        .n_needs = 3,
    },
};

/* Each role on the smallest resource that it works on and that exists before the first deploy. */
static const struct rr_role_row scoped_rows[] = {
    LOG_ROW,
    PUSH_ROW,
    SOURCE_ROW,
    {
        .id = "BUILD-ROLE-ACTAS",
        .station = RR_STATION_RUN,
        .role = "roles/iam.serviceAccountUser",
        .title = N_("Run the service as its account"),
        .why = N_("Needed only by a build that deploys by itself; granted on that one account it "
                  "opens no other."),
        .would_say = act_as_text,
        .grant = RR_STEP_GRANT_ACCOUNT_ROLE,
        .risk = RR_RISK_MEDIUM,
        .risk_text = N_("lets every build act as the account that the service runs as"),
        .needs = {RR_NEED_ACT_AS},
        .n_needs = 1,
    },
};

const struct rr_role_row *rr_preset_rows(enum rr_preset preset, size_t *n)
{
    switch (preset) {
    case RR_PRESET_MINIMAL:
        *n = sizeof minimal_rows / sizeof *minimal_rows;
        return minimal_rows;
    case RR_PRESET_SCOPED:
        *n = sizeof scoped_rows / sizeof *scoped_rows;
        return scoped_rows;
    case RR_PRESET_GUIDE:
    case RR_PRESET_COUNT:
        break;
    }
    *n = sizeof guide_rows / sizeof *guide_rows;
    return guide_rows;
}

const struct rr_role_row *
rr_preset_row(enum rr_preset preset, const char *role, enum rr_step_kind kind)
{
    size_t n = 0;
    const struct rr_role_row *rows = rr_preset_rows(preset, &n);
    for (size_t i = 0; i < n; i++)
        if (rows[i].grant == kind && strcmp(rows[i].role, role) == 0)
            return &rows[i];
    return NULL;
}

static const struct rr_service_row services[] = {
    {"artifactregistry.googleapis.com", "Artifact Registry", RR_STATION_REGISTRY, 0},
    {"cloudbuild.googleapis.com", "Cloud Build", RR_STATION_BUILD, 0},
    {"iam.googleapis.com", "Identity and Access Management", RR_STATION_BUILD, 0},
    {"logging.googleapis.com", "Cloud Logging", RR_STATION_BUILD, 0},
    {"run.googleapis.com", "Cloud Run", RR_STATION_RUN, 0},
    {"storage.googleapis.com", "Cloud Storage", RR_STATION_SOURCE, 0},
    {"cloudscheduler.googleapis.com", "Cloud Scheduler", RR_STATION_SCHEDULER,
     1U << RR_ACCESS_SCHEDULED},
    {"iap.googleapis.com", "Identity-Aware Proxy", RR_STATION_ACCESS, 1U << RR_ACCESS_IAP},
};

const struct rr_service_row *rr_service_rows(size_t *n)
{
    *n = sizeof services / sizeof *services;
    return services;
}

const char *rr_usual_roles(const char *permission)
{
    // Source: gcp-apis 5.3.
    static const struct {
        const char *permission;
        const char *roles;
    } usual[] = {
        {"resourcemanager.projects.get", "roles/browser, roles/viewer, roles/owner"},
        {"resourcemanager.projects.getIamPolicy",
         "roles/iam.securityReviewer, roles/viewer, roles/resourcemanager.projectIamAdmin, "
         "roles/owner"},
        {"resourcemanager.projects.setIamPolicy",
         "roles/resourcemanager.projectIamAdmin, roles/iam.securityAdmin, roles/owner"},
        {"serviceusage.services.list",
         "roles/serviceusage.serviceUsageViewer, roles/viewer, roles/owner"},
        {"serviceusage.services.enable",
         "roles/serviceusage.serviceUsageAdmin, roles/editor, roles/owner"},
        {"artifactregistry.repositories.get", "roles/artifactregistry.reader, roles/viewer"},
        {"artifactregistry.repositories.create",
         "roles/run.sourceDeveloper, roles/artifactregistry.admin, roles/editor, roles/owner"},
        {"artifactregistry.repositories.getIamPolicy",
         "roles/artifactregistry.admin, roles/iam.securityAdmin, roles/owner"},
        {"artifactregistry.repositories.setIamPolicy",
         "roles/artifactregistry.admin, roles/iam.securityAdmin, roles/owner"},
        {"iam.serviceAccounts.getIamPolicy",
         "roles/iam.serviceAccountAdmin, roles/iam.securityAdmin, roles/owner"},
        {"iam.serviceAccounts.setIamPolicy",
         "roles/iam.serviceAccountAdmin, roles/iam.securityAdmin, roles/owner"},
        {"iam.serviceAccounts.actAs", "roles/iam.serviceAccountUser, roles/editor, roles/owner"},
        {"iam.serviceAccounts.get", "roles/iam.serviceAccountViewer, roles/viewer"},
        {"cloudbuild.builds.get", "roles/cloudbuild.builds.viewer, roles/viewer"},
        {"run.services.get", "roles/run.viewer, roles/viewer"},
        {"storage.buckets.get", "roles/storage.bucketViewer, roles/storage.admin"},
        {"storage.buckets.getIamPolicy", "roles/storage.admin, roles/iam.securityReviewer"},
        {"orgpolicy.policy.get", "roles/orgpolicy.policyViewer, roles/viewer, roles/owner"},
        {"resourcemanager.folders.getIamPolicy",
         "roles/iam.securityReviewer, roles/resourcemanager.folderAdmin"},
        {"iam.denypolicies.list",
         "roles/iam.denyReviewer, roles/iam.securityReviewer, roles/viewer, roles/owner"},
        {"iam.denypolicies.get", "roles/iam.denyReviewer, roles/viewer, roles/owner"},
        {"resourcemanager.projects.searchPolicyBindings",
         "roles/resourcemanager.projectIamAdmin, roles/viewer, roles/owner"},
        {"run.services.setIamPolicy", "roles/run.admin, roles/owner"},
        {"run.services.update", "roles/run.developer, roles/run.admin, roles/editor, roles/owner"},
        {"iam.serviceAccounts.create",
         "roles/iam.serviceAccountCreator, roles/iam.serviceAccountAdmin, roles/editor, "
         "roles/owner"},
        {"cloudscheduler.jobs.create", "roles/cloudscheduler.admin, roles/editor, roles/owner"},
        {"cloudscheduler.jobs.update", "roles/cloudscheduler.admin, roles/editor, roles/owner"},
        {"cloudscheduler.jobs.list", "roles/cloudscheduler.viewer, roles/viewer"},
        {"iam.roles.get", "roles/iam.roleViewer, roles/viewer"},
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(usual[i].permission, permission) == 0)
            return usual[i].roles;
    return "";
}
