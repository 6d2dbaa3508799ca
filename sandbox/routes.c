/* Everything that is served. */
#include "config.h"

#include "sandbox/api.h"
#include "sandbox/bodies.h"
#include "sandbox/control.h"
#include "sandbox/policy.h"
#include "sandbox/route.h"
#include "sandbox/usage.h"

#define P           "/{project}"
#define PL          P "/locations/{location}"
#define REPO        "/projects" PL "/repositories"
#define SERVICES    "/projects" PL "/services"
#define JOBS        "/projects" PL "/jobs"
#define ACCOUNTS    "/v1/projects" P "/serviceAccounts"
#define BUCKET      "/storage/v1/b/{bucket}"
#define KNATIVE     "/apis/serving.knative.dev/v1/namespaces" P "/services"
#define METADATA    "/computeMetadata/v1"
#define PAGE        "pageSize,pageToken"
#define RAW_VERSION "options.requestedPolicyVersion"

#define PROJECT_IAM(VERSION)                                                                       \
    {"POST",                                                                                       \
     VERSION "/projects" P ":getIamPolicy",                                                        \
     SB_CRM,                                                                                       \
     "resourcemanager.projects.getIamPolicy",                                                      \
     SB_PROJECT,                                                                                   \
     0,                                                                                            \
     sb_policy_get,                                                                                \
     "",                                                                                           \
     SB_BODY_POLICY_GET},                                                                          \
        {"POST",                                                                                   \
         VERSION "/projects" P ":setIamPolicy",                                                    \
         SB_CRM,                                                                                   \
         "resourcemanager.projects.setIamPolicy",                                                  \
         SB_PROJECT,                                                                               \
         0,                                                                                        \
         sb_policy_set,                                                                            \
         "",                                                                                       \
         SB_BODY_POLICY_SET},                                                                      \
    {                                                                                              \
        "POST", VERSION "/projects" P ":testIamPermissions", SB_CRM, "", SB_PROJECT, SB_MAY_MISS,  \
            sb_policy_test, "", SB_BODY_POLICY_TEST                                                \
    }

#define ANCESTOR_IAM(VERSION, WORD, KIND)                                                          \
    {"POST",                                                                                       \
     VERSION "/" WORD "s/{" WORD "}:getIamPolicy",                                                 \
     SB_CRM,                                                                                       \
     "resourcemanager." WORD "s.getIamPolicy",                                                     \
     KIND,                                                                                         \
     SB_MAY_MISS,                                                                                  \
     sb_policy_get,                                                                                \
     "",                                                                                           \
     SB_BODY_POLICY_GET},                                                                          \
        {"POST",                                                                                   \
         VERSION "/" WORD "s/{" WORD "}:setIamPolicy",                                             \
         SB_CRM,                                                                                   \
         "resourcemanager." WORD "s.setIamPolicy",                                                 \
         KIND,                                                                                     \
         SB_MAY_MISS,                                                                              \
         sb_policy_set,                                                                            \
         "",                                                                                       \
         SB_BODY_POLICY_SET},                                                                      \
    {                                                                                              \
        "POST", VERSION "/" WORD "s/{" WORD "}:testIamPermissions", SB_CRM, "", KIND, SB_MAY_MISS, \
            sb_policy_test, "", SB_BODY_POLICY_TEST                                                \
    }

#define SERVICE_IAM(VERSION)                                                                       \
    {"GET",         VERSION SERVICES "/{service}:getIamPolicy",                                    \
     SB_RUN,        "run.services.getIamPolicy",                                                   \
     SB_SERVICE,    0,                                                                             \
     sb_policy_get, RAW_VERSION,                                                                   \
     NULL},                                                                                        \
        {"POST",                                                                                   \
         VERSION SERVICES "/{service}:setIamPolicy",                                               \
         SB_RUN,                                                                                   \
         "run.services.setIamPolicy",                                                              \
         SB_SERVICE,                                                                               \
         0,                                                                                        \
         sb_policy_set,                                                                            \
         "",                                                                                       \
         SB_BODY_POLICY_SET},                                                                      \
    {                                                                                              \
        "POST", VERSION SERVICES "/{service}:testIamPermissions", SB_RUN, "", SB_SERVICE,          \
            SB_MAY_MISS, sb_policy_test, "", SB_BODY_POLICY_TEST                                   \
    }

#define ORG_POLICIES(WORD, KIND)                                                                   \
    {"GET",                                                                                        \
     "/v2/" WORD "s/{" WORD "}/policies/{constraint}:getEffectivePolicy",                          \
     SB_ORGPOLICY,                                                                                 \
     "orgpolicy.policy.get",                                                                       \
     KIND,                                                                                         \
     SB_MAY_MISS,                                                                                  \
     sb_org_policy_effective,                                                                      \
     "",                                                                                           \
     NULL},                                                                                        \
        {"GET",                                                                                    \
         "/v2/" WORD "s/{" WORD "}/policies/{constraint}",                                         \
         SB_ORGPOLICY,                                                                             \
         "orgpolicy.policy.get",                                                                   \
         KIND,                                                                                     \
         SB_MAY_MISS,                                                                              \
         sb_org_policy_get,                                                                        \
         "",                                                                                       \
         NULL},                                                                                    \
    {                                                                                              \
        "GET", "/v2/" WORD "s/{" WORD "}/policies", SB_ORGPOLICY, "orgpolicy.policies.list", KIND, \
            SB_MAY_MISS, sb_org_policy_list, PAGE, NULL                                            \
    }

/* One method a row. */
/* clang-format off */
const struct sb_route sb_routes[] = {
    // Resource Manager
    {"GET", "/v1/projects" P, SB_CRM, "resourcemanager.projects.get", SB_PROJECT, 0, sb_project_get_v1, "", NULL},
    {"GET", "/v3/projects" P, SB_CRM, "resourcemanager.projects.get", SB_PROJECT, 0, sb_project_get_v3, "", NULL},
    {"GET", "/v1/projects", SB_CRM, "", SB_NOTHING, 0, sb_project_list_v1, "filter," PAGE, NULL},
    {"GET", "/v3/projects:search", SB_CRM, "", SB_NOTHING, 0, sb_project_search, "query," PAGE, NULL},
    {"POST", "/v1/projects" P ":getAncestry", SB_CRM, "resourcemanager.projects.get", SB_PROJECT, 0, sb_project_ancestry, "", ""},
    {"POST", "/v1/projects" P ":getEffectiveOrgPolicy", SB_CRM, "orgpolicy.policy.get", SB_PROJECT, 0, sb_org_policy_effective_v1, "", "constraint"},
    PROJECT_IAM("/v1"),
    PROJECT_IAM("/v3"),
    {"GET", "/v3/folders/{folder}", SB_CRM, "resourcemanager.folders.get", SB_FOLDER, SB_MAY_MISS, sb_folder_get, "", NULL},
    {"GET", "/v2/folders/{folder}", SB_CRM, "resourcemanager.folders.get", SB_FOLDER, SB_MAY_MISS, sb_folder_get, "", NULL},
    {"GET", "/v3/organizations/{organization}", SB_CRM, "resourcemanager.organizations.get", SB_ORGANIZATION, SB_MAY_MISS, sb_folder_get, "", NULL},
    {"GET", "/v1/organizations/{organization}", SB_CRM, "resourcemanager.organizations.get", SB_ORGANIZATION, SB_MAY_MISS, sb_folder_get, "", NULL},
    ANCESTOR_IAM("/v3", "folder", SB_FOLDER),
    ANCESTOR_IAM("/v2", "folder", SB_FOLDER),
    ANCESTOR_IAM("/v3", "organization", SB_ORGANIZATION),
    ANCESTOR_IAM("/v1", "organization", SB_ORGANIZATION),
    {"GET", "/v1/projects" P "/billingInfo", SB_BILLING, "resourcemanager.projects.get", SB_PROJECT, 0, sb_project_billing, "", NULL},

    // IAM
    {"GET", ACCOUNTS, SB_IAM, "iam.serviceAccounts.list", SB_ACCOUNT, SB_ON_PARENT, sb_account_list, PAGE, NULL},
    {"POST", ACCOUNTS, SB_IAM, "iam.serviceAccounts.create", SB_ACCOUNT, SB_ON_PARENT, sb_account_create, "", SB_BODY_ACCOUNT_CREATE},
    {"GET", ACCOUNTS "/{account}", SB_IAM, "iam.serviceAccounts.get", SB_ACCOUNT, 0, sb_account_get, "", NULL},
    {"PATCH", ACCOUNTS "/{account}", SB_IAM, "iam.serviceAccounts.update", SB_ACCOUNT, 0, sb_account_patch, "", SB_BODY_ACCOUNT_PATCH},
    {"GET", ACCOUNTS "/{account}/keys", SB_IAM, "iam.serviceAccountKeys.list", SB_ACCOUNT, 0, sb_account_keys, "keyTypes", NULL},
    {"DELETE", ACCOUNTS "/{account}", SB_IAM, "iam.serviceAccounts.delete", SB_ACCOUNT, 0, sb_account_delete, "", NULL},
    {"POST", ACCOUNTS "/{account}:enable", SB_IAM, "iam.serviceAccounts.enable", SB_ACCOUNT, 0, sb_account_enable, "", ""},
    {"POST", ACCOUNTS "/{account}:disable", SB_IAM, "iam.serviceAccounts.disable", SB_ACCOUNT, 0, sb_account_disable, "", ""},
    {"POST", ACCOUNTS "/{account}:getIamPolicy", SB_IAM, "iam.serviceAccounts.getIamPolicy", SB_ACCOUNT, 0, sb_policy_get, RAW_VERSION, NULL},
    {"POST", ACCOUNTS "/{account}:setIamPolicy", SB_IAM, "iam.serviceAccounts.setIamPolicy", SB_ACCOUNT, 0, sb_policy_set, "", SB_BODY_POLICY_SET},
    {"POST", ACCOUNTS "/{account}:testIamPermissions", SB_IAM, "", SB_ACCOUNT, SB_MAY_MISS, sb_policy_test, "", SB_BODY_POLICY_TEST},
    {"POST", ACCOUNTS "/{account}:generateAccessToken", SB_CREDENTIALS, "", SB_ACCOUNT, 0, sb_account_token, "", "delegates,lifetime,scope"},
    {"POST", ACCOUNTS "/{account}:generateIdToken", SB_CREDENTIALS, "", SB_ACCOUNT, 0, sb_account_id_token, "", "audience,delegates,includeEmail,organizationNumberIncluded"},
    {"GET", "/v1/roles/{role}", SB_IAM, "", SB_NOTHING, 0, sb_role_get, "", NULL},
    {"GET", "/v1/projects" P "/roles/{role}", SB_IAM, "", SB_NOTHING, 0, sb_role_get, "", NULL},
    {"GET", "/v1/projects" P "/roles", SB_IAM, "iam.roles.list", SB_PROJECT, 0, sb_role_list, "view,showDeleted," PAGE, NULL},
    {"GET", "/v1/organizations/{organization}/roles/{role}", SB_IAM, "", SB_NOTHING, 0, sb_role_get, "", NULL},
    {"GET", "/v2/policies/{attachment}/denypolicies", SB_IAM, "", SB_NOTHING, 0, sb_deny_list, PAGE, NULL},
    {"GET", "/v3/projects" P "/locations/global/policyBindings:searchTargetPolicyBindings", SB_IAM, "resourcemanager.projects.searchPolicyBindings", SB_PROJECT, 0, sb_boundary_search, "target," PAGE, NULL},
    {"GET", "/v2/policies/{attachment}/denypolicies/{policy}", SB_IAM, "", SB_NOTHING, 0, sb_deny_get, "", NULL},

    // Service Usage
    {"GET", "/v1/projects" P "/services", SB_USAGE, "serviceusage.services.list", SB_PROJECT, 0, sb_usage_list, "filter," PAGE, NULL},
    {"GET", "/v1/projects" P "/services:batchGet", SB_USAGE, "serviceusage.services.get", SB_PROJECT, 0, sb_usage_batch_get, "names", NULL},
    {"GET", "/v1/projects" P "/services/{name}", SB_USAGE, "serviceusage.services.get", SB_PROJECT, 0, sb_usage_get, "", NULL},
    {"POST", "/v1/projects" P "/services/{name}:enable", SB_USAGE, "serviceusage.services.enable", SB_PROJECT, 0, sb_usage_enable_one, "", ""},
    {"POST", "/v1/projects" P "/services:batchEnable", SB_USAGE, "serviceusage.services.enable", SB_PROJECT, 0, sb_usage_enable_many, "", "serviceIds"},
    {"POST", "/v1beta1/projects" P "/services/{name}:generateServiceIdentity", SB_USAGE, "serviceusage.services.enable", SB_PROJECT, 0, sb_usage_identity, "", ""},
    {"GET", "/v1/operations/{operation}", SB_USAGE, "", SB_NOTHING, 0, sb_operation_get, "", NULL},
    {"GET", "/v1beta1/operations/{operation}", SB_USAGE, "", SB_NOTHING, 0, sb_operation_get, "", NULL},

    // Cloud Build
    {"GET", "/v1/projects" PL "/defaultServiceAccount", SB_BUILD, "cloudbuild.builds.get", SB_PROJECT, 0, sb_build_default_account, "", NULL},
    {"GET", "/v1/projects" PL "/builds", SB_BUILD, "cloudbuild.builds.list", SB_PROJECT, 0, sb_build_list, "filter," PAGE, NULL},
    {"GET", "/v1/projects" P "/builds", SB_BUILD, "cloudbuild.builds.list", SB_PROJECT, 0, sb_build_list, "filter," PAGE, NULL},
    {"GET", "/v1/projects" PL "/builds/{build}", SB_BUILD, "cloudbuild.builds.get", SB_PROJECT, 0, sb_build_get, "", NULL},
    {"GET", "/v1/projects" PL "/triggers", SB_BUILD, "cloudbuild.builds.list", SB_PROJECT, 0, sb_empty, PAGE, NULL},

    // Artifact Registry, Cloud Build and Cloud Run share the form of their operations
    {"GET", "/v1/projects" PL "/operations/{operation}", "", "", SB_NOTHING, 0, sb_operation_get, "", NULL},
    {"GET", "/v2/projects" PL "/operations/{operation}", SB_RUN, "run.operations.get", SB_PROJECT, 0, sb_operation_get, "", NULL},
    {"POST", "/v1/projects" PL "/operations/{operation}:wait", SB_RUN, "", SB_NOTHING, 0, sb_operation_get, "", "timeout"},
    {"POST", "/v2/projects" PL "/operations/{operation}:wait", SB_RUN, "", SB_NOTHING, 0, sb_operation_get, "", "timeout"},

    // Artifact Registry
    {"GET", "/v1" REPO, SB_REGISTRY, "artifactregistry.repositories.list", SB_REPOSITORY, SB_ON_PARENT, sb_repository_list, "filter,orderBy," PAGE, NULL},
    {"GET", "/v1beta2" REPO, SB_REGISTRY, "artifactregistry.repositories.list", SB_REPOSITORY, SB_ON_PARENT, sb_repository_list, "filter,orderBy," PAGE, NULL},
    {"POST", "/v1" REPO, SB_REGISTRY, "artifactregistry.repositories.create", SB_REPOSITORY, SB_ON_PARENT, sb_repository_create, "repositoryId,repository_id", SB_BODY_REPOSITORY},
    {"GET", "/v1" REPO "/{repository}", SB_REGISTRY, "artifactregistry.repositories.get", SB_REPOSITORY, 0, sb_repository_get, "", NULL},
    {"GET", "/v1beta2" REPO "/{repository}", SB_REGISTRY, "artifactregistry.repositories.get", SB_REPOSITORY, 0, sb_repository_get, "", NULL},
    {"DELETE", "/v1" REPO "/{repository}", SB_REGISTRY, "artifactregistry.repositories.delete", SB_REPOSITORY, 0, sb_repository_delete, "", NULL},
    {"GET", "/v1" REPO "/{repository}/packages", SB_REGISTRY, "artifactregistry.packages.list", SB_REPOSITORY, 0, sb_repository_packages, PAGE, NULL},
    {"GET", "/v1" REPO "/{repository}:getIamPolicy", SB_REGISTRY, "artifactregistry.repositories.getIamPolicy", SB_REPOSITORY, 0, sb_policy_get, RAW_VERSION, NULL},
    {"POST", "/v1" REPO "/{repository}:setIamPolicy", SB_REGISTRY, "artifactregistry.repositories.setIamPolicy", SB_REPOSITORY, 0, sb_policy_set, "", SB_BODY_POLICY_SET_ONLY},
    {"POST", "/v1" REPO "/{repository}:testIamPermissions", SB_REGISTRY, "", SB_REPOSITORY, SB_MAY_MISS, sb_policy_test, "", SB_BODY_POLICY_TEST},
    {"GET", "/v1/projects" P "/locations", "", "", SB_PROJECT, 0, sb_locations, "filter," PAGE, NULL},

    // Cloud Run
    {"GET", "/v2" SERVICES, SB_RUN, "run.services.list", SB_SERVICE, SB_ON_PARENT, sb_service_list, "showDeleted," PAGE, NULL},
    {"POST", "/v2" SERVICES, SB_RUN, "run.services.create", SB_SERVICE, SB_ON_PARENT, sb_service_create, "serviceId,validateOnly", SB_BODY_SERVICE},
    {"GET", "/v2" SERVICES "/{service}", SB_RUN, "run.services.get", SB_SERVICE, 0, sb_service_get, "", NULL},
    {"PATCH", "/v2" SERVICES "/{service}", SB_RUN, "run.services.update", SB_SERVICE, SB_MAY_MISS, sb_service_patch, "updateMask,validateOnly,allowMissing,forceNewRevision", SB_BODY_SERVICE},
    {"DELETE", "/v2" SERVICES "/{service}", SB_RUN, "run.services.delete", SB_SERVICE, 0, sb_service_delete, "validateOnly,etag", NULL},
    SERVICE_IAM("/v1"),
    SERVICE_IAM("/v2"),
    {"POST", "/v2/projects" PL "/builds:submit", SB_RUN, "cloudbuild.builds.create", SB_PROJECT, 0, sb_build_submit, "", SB_BODY_BUILD},
    {"GET", "/v1" SERVICES, SB_RUN, "run.services.list", SB_SERVICE, SB_ON_PARENT, sb_knative_list, "labelSelector,limit,continue", NULL},
    {"GET", KNATIVE, SB_RUN, "run.services.list", SB_SERVICE, SB_ON_PARENT, sb_knative_list, "labelSelector,limit,continue", NULL},
    {"POST", KNATIVE, SB_RUN, "run.services.create", SB_SERVICE, SB_ON_PARENT, sb_knative_create, "dryRun", SB_BODY_KNATIVE},
    {"GET", KNATIVE "/{service}", SB_RUN, "run.services.get", SB_SERVICE, 0, sb_knative_get, "", NULL},
    {"PUT", KNATIVE "/{service}", SB_RUN, "run.services.update", SB_SERVICE, 0, sb_knative_replace, "dryRun", SB_BODY_KNATIVE},

    {"GET", "/v2" JOBS, SB_RUN, "run.jobs.list", SB_RUN_JOB, SB_ON_PARENT, sb_run_job_list, "showDeleted," PAGE, NULL},
    {"GET", "/v2" JOBS "/{job}", SB_RUN, "run.jobs.get", SB_RUN_JOB, 0, sb_run_job_get, "", NULL},
    {"POST", "/v2" JOBS "/{job}:run", SB_RUN, "run.jobs.run", SB_RUN_JOB, 0, sb_run_job_run, "", "validateOnly,etag,overrides{*}"},
    {"GET", "/v2" JOBS "/{job}:getIamPolicy", SB_RUN, "run.jobs.getIamPolicy", SB_RUN_JOB, 0, sb_policy_get, RAW_VERSION, NULL},
    {"POST", "/v2" JOBS "/{job}:setIamPolicy", SB_RUN, "run.jobs.setIamPolicy", SB_RUN_JOB, 0, sb_policy_set, "", SB_BODY_POLICY_SET},
    {"POST", "/v2" JOBS "/{job}:testIamPermissions", SB_RUN, "", SB_RUN_JOB, SB_MAY_MISS, sb_policy_test, "", SB_BODY_POLICY_TEST},

    // Cloud Scheduler
    {"GET", "/v1" JOBS, SB_SCHEDULER, "cloudscheduler.jobs.list", SB_JOB, SB_ON_PARENT, sb_job_list, PAGE, NULL},
    {"POST", "/v1" JOBS, SB_SCHEDULER, "cloudscheduler.jobs.create", SB_JOB, SB_ON_PARENT, sb_job_create, "", SB_BODY_JOB},
    {"GET", "/v1" JOBS "/{job}", SB_SCHEDULER, "cloudscheduler.jobs.get", SB_JOB, 0, sb_job_get, "", NULL},
    {"PATCH", "/v1" JOBS "/{job}", SB_SCHEDULER, "cloudscheduler.jobs.update", SB_JOB, 0, sb_job_patch, "updateMask", SB_BODY_JOB},
    {"DELETE", "/v1" JOBS "/{job}", SB_SCHEDULER, "cloudscheduler.jobs.delete", SB_JOB, 0, sb_job_delete, "", NULL},
    {"POST", "/v1" JOBS "/{job}:run", SB_SCHEDULER, "cloudscheduler.jobs.run", SB_JOB, 0, sb_job_run, "", ""},
    {"POST", "/v1" JOBS "/{job}:pause", SB_SCHEDULER, "cloudscheduler.jobs.pause", SB_JOB, 0, sb_job_pause, "", ""},
    {"POST", "/v1" JOBS "/{job}:resume", SB_SCHEDULER, "cloudscheduler.jobs.enable", SB_JOB, 0, sb_job_resume, "", ""},

    // Org Policy
    ORG_POLICIES("project", SB_PROJECT),
    ORG_POLICIES("folder", SB_FOLDER),
    ORG_POLICIES("organization", SB_ORGANIZATION),

    // Cloud Storage
    {"GET", "/storage/v1/b", SB_STORAGE, "", SB_NOTHING, 0, sb_bucket_list, "project,prefix,maxResults,projection,pageToken,softDeleted,returnPartialSuccess", NULL},
    {"POST", "/storage/v1/b", SB_STORAGE, "", SB_NOTHING, 0, sb_bucket_create, "project,projection,enableObjectRetention,predefinedAcl,predefinedDefaultObjectAcl", SB_BODY_BUCKET},
    {"GET", BUCKET, SB_STORAGE, "storage.buckets.get", SB_BUCKET, 0, sb_bucket_get, "projection,ifMetagenerationMatch", NULL},
    {"GET", BUCKET "/iam", SB_STORAGE, "storage.buckets.getIamPolicy", SB_BUCKET, 0, sb_policy_get, "optionsRequestedPolicyVersion", NULL},
    {"PUT", BUCKET "/iam", SB_STORAGE, "storage.buckets.setIamPolicy", SB_BUCKET, 0, sb_policy_set, "", SB_BODY_POLICY_PUT},
    {"GET", BUCKET "/iam/testPermissions", SB_STORAGE, "", SB_BUCKET, SB_MAY_MISS, sb_policy_test, "permissions", NULL},
    {"POST", "/upload" BUCKET "/o", SB_STORAGE, "storage.objects.create", SB_BUCKET, SB_RAW, sb_bucket_upload, "name,ifGenerationMatch,predefinedAcl,projection", NULL},

    // Logging
    {"POST", "/v2/entries:list", SB_LOGGING, "", SB_NOTHING, 0, sb_empty, "", "filter,orderBy,pageSize,pageToken,projectIds,resourceNames"},

    // Signing in
    {"POST", "/token", "", "", SB_NOTHING, SB_OPEN | SB_RAW, sb_sign_in_token, "", NULL},
    {"POST", "/revoke", "", "", SB_NOTHING, SB_OPEN | SB_RAW, sb_sign_in_revoke, "", NULL},
    {"POST", "/v1/token", "", "", SB_NOTHING, SB_OPEN | SB_RAW, sb_sign_in_exchange, "", NULL},
    {"POST", "/v1/oauthtoken", "", "", SB_NOTHING, SB_OPEN | SB_RAW, sb_sign_in_exchange, "", NULL},
    {"GET", "/o/oauth2/v2/auth", "", "", SB_NOTHING, SB_OPEN, sb_consent_page, "", NULL},
    {"GET", "/v1/userinfo", "", "", SB_NOTHING, SB_OPEN, sb_consent_userinfo, "", NULL},
    {"GET", "/tokeninfo", "", "", SB_NOTHING, SB_OPEN, sb_consent_userinfo, "", NULL},
    {"GET", METADATA "/instance/service-accounts/default/token", "", "", SB_NOTHING, SB_OPEN, sb_metadata_token, "", NULL},
    {"GET", METADATA "/instance/service-accounts/default/email", "", "", SB_NOTHING, SB_OPEN, sb_metadata_email, "", NULL},
    {"GET", METADATA "/project/project-id", "", "", SB_NOTHING, SB_OPEN, sb_metadata_project, "", NULL},
    {"GET", METADATA "/project/numeric-project-id", "", "", SB_NOTHING, SB_OPEN, sb_metadata_number, "", NULL},

    // For tests
    {"GET", "/_state", "", "", SB_NOTHING, SB_OPEN, sb_control_state, "", NULL},
    {NULL, NULL, NULL, NULL, SB_NOTHING, 0, NULL, NULL, NULL},
};
/* clang-format on */
