/* Needs by actor; see the header. Pure data, but for the ranking of roles. */
#include "config.h"

#include "core/judge/flow_needs.h"

#include "core/util/i18n.h"

#define SET(...)                                                                                   \
    (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

/* Sources: gcp-apis 4.3, 5.2, 5.3, 8, 10.5, 15.2 (each text as users report it). */
static const struct rr_flow_need needs[] = {
    // the account that builds
    {"build-source", RR_ACTOR_BUILD, RR_STATION_BUILD, N_("read the uploaded source"),
     SET("storage.objects.get"),
     "INVALID_ARGUMENT: Invalid build request. could not resolve source: googleapi: Error 403: "
     "EMAIL does not have storage.objects.get access to the Google Cloud Storage object."},
    {"build-log", RR_ACTOR_BUILD, RR_STATION_BUILD, N_("write the build log"),
     SET("logging.logEntries.create"),
     "The service account running this build projects/P/serviceAccounts/EMAIL does not have "
     "permission to write logs to Cloud Logging."},
    {"build-push", RR_ACTOR_BUILD, RR_STATION_REGISTRY, N_("push the built image"),
     SET("artifactregistry.repositories.uploadArtifacts",
         "artifactregistry.repositories.downloadArtifacts"),
     "denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied on resource "
     "\"projects/P/locations/L/repositories/cloud-run-source-deploy\" (or it may not exist)"},
    // The account that the service runs as needs nothing to be deployed: what the app uses is its own.
    {"runtime-log", RR_ACTOR_RUNTIME, RR_STATION_RUN,
     N_("write structured logs through the API (what is printed is logged without it)"),
     SET("logging.logEntries.create"), ""},
    // the account that a Scheduler calls as
    {"invoker-call", RR_ACTOR_INVOKER, RR_STATION_ACCESS, N_("call the service"),
     SET("run.routes.invoke"),
     "Your client does not have permission to get URL / from this server."},
    {"invoker-job", RR_ACTOR_INVOKER, RR_STATION_ACCESS, N_("start the job"), SET("run.jobs.run"),
     "Permission 'run.jobs.run' denied on resource 'projects/P/locations/L/jobs/J' (or it may not "
     "exist)."},
    // Google's own agents
    {"agent-run-image", RR_ACTOR_AGENT, RR_STATION_RUN,
     N_("Cloud Run's agent: read the image that is deployed"),
     SET("artifactregistry.repositories.downloadArtifacts"),
     "Google Cloud Run Service Agent service-N@serverless-robot-prod.iam.gserviceaccount.com must "
     "have permission to read the image"},
    {"agent-run-token", RR_ACTOR_AGENT, RR_STATION_RUN,
     N_("Cloud Run's agent: take tokens of the account that the service runs as"),
     SET("iam.serviceAccounts.getAccessToken"),
     "Google Cloud Run Service Agent does not have permission to get access tokens for the service "
     "account"},
    {"agent-scheduler-token", RR_ACTOR_AGENT, RR_STATION_SCHEDULER,
     N_("the Scheduler's agent: make the tokens that it calls with"),
     SET("iam.serviceAccounts.getOpenIdToken", "iam.serviceAccounts.getAccessToken"),
     "403 (the target is not reached)"},
    // who runs gcloud run deploy
    {"deploy-quota", RR_ACTOR_DEPLOYER, RR_STATION_CALLER, N_("use the project's APIs"),
     SET("serviceusage.services.use"), "USER_PROJECT_DENIED"},
    {"deploy-upload", RR_ACTOR_DEPLOYER, RR_STATION_SOURCE, N_("upload the source"),
     SET("storage.buckets.create",
         "storage.buckets.get",
         "storage.buckets.list",
         "storage.objects.create",
         "storage.objects.get"),
     "403 Could not upload file EMAIL does not have storage.objects.create access"},
    {"deploy-build", RR_ACTOR_DEPLOYER, RR_STATION_BUILD, N_("hand the build in and follow it"),
     SET("cloudbuild.builds.create", "cloudbuild.builds.get"),
     "PERMISSION_DENIED: The caller does not have permission"},
    {"deploy-registry", RR_ACTOR_DEPLOYER, RR_STATION_REGISTRY, N_("find the image repository"),
     SET("artifactregistry.repositories.get"),
     "Permission 'artifactregistry.repositories.get' denied on resource (or it may not exist)."},
    {"deploy-service", RR_ACTOR_DEPLOYER, RR_STATION_RUN, N_("make and change the service"),
     SET("run.services.create", "run.services.get", "run.services.update"),
     "PERMISSION_DENIED: Permission 'run.services.get' denied on resource "
     "'namespaces/P/services/S' (or resource may not exist)."},
    {"deploy-act-as", RR_ACTOR_DEPLOYER, RR_STATION_RUN,
     N_("use the account that the service runs as"), SET("iam.serviceAccounts.actAs"),
     "Permission 'iam.serviceaccounts.actAs' denied on service account EMAIL (or it may not "
     "exist)."},
    // who makes the grants
    {"grant-project", RR_ACTOR_GRANTER, RR_STATION_CALLER, N_("grant roles on the project"),
     SET("resourcemanager.projects.getIamPolicy", "resourcemanager.projects.setIamPolicy"),
     "Policy update access denied."},
    {"grant-repository", RR_ACTOR_GRANTER, RR_STATION_CALLER, N_("grant roles on the repository"),
     SET("artifactregistry.repositories.getIamPolicy",
         "artifactregistry.repositories.setIamPolicy"),
     "Permission 'artifactregistry.repositories.setIamPolicy' denied on resource (or it may not "
     "exist)."},
    {"grant-account", RR_ACTOR_GRANTER, RR_STATION_CALLER, N_("grant roles on an account"),
     SET("iam.serviceAccounts.getIamPolicy", "iam.serviceAccounts.setIamPolicy"),
     "Permission 'iam.serviceAccounts.setIamPolicy' denied on resource (or it may not exist)."},
    {"grant-service", RR_ACTOR_GRANTER, RR_STATION_CALLER, N_("grant roles on the service"),
     SET("run.services.getIamPolicy", "run.services.setIamPolicy"),
     "Permission 'run.services.setIamPolicy' denied on resource (or resource may not exist)."},
};

const struct rr_flow_need *rr_flow_needs(size_t *n)
{
    *n = sizeof needs / sizeof *needs;
    return needs;
}

const char *rr_actor_word(enum rr_actor actor)
{
    static const char *const words[RR_ACTOR_COUNT] = {
        [RR_ACTOR_BUILD] = "build",       [RR_ACTOR_RUNTIME] = "runtime",
        [RR_ACTOR_INVOKER] = "invoker",   [RR_ACTOR_AGENT] = "agent",
        [RR_ACTOR_DEPLOYER] = "deployer", [RR_ACTOR_GRANTER] = "granter",
    };
    return words[actor];
}

struct rr_candidates rr_roles_giving(const struct rr_roles *roles,
                                     const char *const *permissions,
                                     size_t n_permissions,
                                     struct rr_arena *arena)
{
    // Somebody who holds nothing yet, on a project where nothing is granted.
    struct rr_level *level = rr_arena_alloc(arena, sizeof *level);
    *level = (struct rr_level){
        .kind = RR_LEVEL_PROJECT, .resource = "projects/p", .title = "", .is_absent = false};
    static const struct rr_policy nothing = {.etag = ""};
    level->policy = &nothing;
    const struct rr_question question = {
        .member = "user:nobody", .levels = level, .n_levels = 1, .roles = roles};
    return rr_grant_candidates(rr_standing_make(&question, arena), permissions, n_permissions,
                               arena);
}
