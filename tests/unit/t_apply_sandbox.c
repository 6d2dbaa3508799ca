/* Applying against the whole sandbox, which was written from Google's documents and knows nothing of core. */
#include "config.h"

#include <string.h>

#include "core/apply/apply.h"
#include "core/gcp/iam_policy.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "sandbox/sandbox.h"
#include "tests/support/unit.h"

#define PROJECT "my-ml-project"
#define BUILDER "serviceAccount:123456789012-compute@developer.gserviceaccount.com"
#define REPOSITORY                                                                                 \
    "projects/" PROJECT "/locations/asia-northeast1/repositories/cloud-run-source-deploy"

static const char *const services[] = {"artifactregistry.googleapis.com",
                                       "cloudbuild.googleapis.com", "run.googleapis.com"};
static const char *const needs_services[] = {"enable-services"};
static const char *const needs_repository[] = {"create-repository"};

enum { ENABLE, PROJECT_1, PROJECT_2, REPO, REPO_GRANT, ACCOUNT_GRANT, N_STEPS };

static const struct rr_step steps[N_STEPS] = {
    [ENABLE] = {.id = "enable-services",
                .kind = RR_STEP_ENABLE_SERVICES,
                .resource = "projects/" PROJECT,
                .role = "",
                .member = "",
                .services = services,
                .n_services = 3},
    [PROJECT_1] = {.id = "grant-project-role:roles/logging.logWriter",
                   .kind = RR_STEP_GRANT_PROJECT_ROLE,
                   .resource = "projects/" PROJECT,
                   .role = "roles/logging.logWriter",
                   .member = BUILDER,
                   .needs = needs_services,
                   .n_needs = 1},
    [PROJECT_2] = {.id = "grant-project-role:roles/run.builder",
                   .kind = RR_STEP_GRANT_PROJECT_ROLE,
                   .resource = "projects/" PROJECT,
                   .role = "roles/run.builder",
                   .member = BUILDER,
                   .needs = needs_services,
                   .n_needs = 1},
    [REPO] = {.id = "create-repository",
              .kind = RR_STEP_CREATE_REPOSITORY,
              .resource = REPOSITORY,
              .role = "",
              .member = "",
              .needs = needs_services,
              .n_needs = 1},
    [REPO_GRANT] = {.id = "grant-repository-role:roles/artifactregistry.writer",
                    .kind = RR_STEP_GRANT_REPOSITORY_ROLE,
                    .resource = REPOSITORY,
                    .role = "roles/artifactregistry.writer",
                    .member = BUILDER,
                    .needs = needs_repository,
                    .n_needs = 1},
    [ACCOUNT_GRANT] = {.id = "grant-account-role:roles/iam.serviceAccountUser",
                       .kind = RR_STEP_GRANT_ACCOUNT_ROLE,
                       .resource =
                           "projects/" PROJECT
                           "/serviceAccounts/123456789012-compute@developer.gserviceaccount.com",
                       .role = "roles/iam.serviceAccountUser",
                       .member = BUILDER,
                       .needs = needs_services,
                       .n_needs = 1},
};

static void sleep_not(void *data, int64_t ms)
{
    (void)data;
    (void)ms;
}

/* What came of each step, one letter each: D done, A already, R refused, F failed, L lost, S skipped. */
static void tell(const struct rr_run_result *result, char out[N_STEPS + 1])
{
    static const char letters[] = {
        [RR_OUTCOME_WAITING] = 'w', [RR_OUTCOME_READING] = 'r', [RR_OUTCOME_WRITING] = 'w',
        [RR_OUTCOME_DONE] = 'D',    [RR_OUTCOME_ALREADY] = 'A', [RR_OUTCOME_REFUSED] = 'R',
        [RR_OUTCOME_FAILED] = 'F',  [RR_OUTCOME_LOST] = 'L',    [RR_OUTCOME_SKIPPED] = 'S'};
    for (size_t i = 0; i < N_STEPS; i++)
        out[i] = letters[result->steps[i].outcome];
    out[N_STEPS] = '\0';
}

struct client {
    struct rr_http *http;
    struct rr_auth *auth;
    struct rr_caller *caller;
};

static struct client connect_to(const struct rr_sandbox *sandbox)
{
    struct client client = {.http = rr_http_new(&(struct rr_http_options){0})};
    struct rr_err err;
    char base[64];
    snprintf(base, sizeof base, "http://127.0.0.1:%d/", rr_sandbox_port(sandbox));
    client.auth = rr_auth_new(&(struct rr_auth_options){.http = client.http, .no_sign_in = true});
    struct rr_caller_options options = {
        .http = client.http, .auth = client.auth, .retry = {.max_attempts = 1}};
    if (!rr_endpoints_all(&options.endpoints, base, &err))
        fail_msg("%s", err.summary);
    client.caller = rr_caller_new(&options);
    return client;
}

static void disconnect(struct client *client)
{
    rr_caller_free(client->caller);
    rr_auth_free(client->auth);
    rr_http_free(client->http);
}

static void apply(struct client *client, struct rr_run_result *out, struct rr_arena *arena)
{
    struct rr_err err;
    struct rr_plan plan = {.context = rr_context_default(),
                           .project_id = PROJECT,
                           .project_number = "123456789012",
                           .steps = steps,
                           .n_steps = N_STEPS};
    plan.context.project = PROJECT;
    struct rr_apply_env env = {.caller = client->caller,
                               .journal_dir = unit_path(arena, "journal"),
                               .is_sandbox = true,
                               .sleep = sleep_not};
    if (!rr_apply_run(&env, &plan, NULL, NULL, out, arena, &err))
        fail_msg("%s: %s", err.summary, err.detail);
}

static const struct row {
    const char *scenario;
    const char *fault; // NULL = none
    const char *first; // outcomes of the first run
    const char *second;
    const char *keeps; // must stand in the project's policy at the end; NULL = nothing
} rows[] = {
    {"fresh", NULL, "ADDDDD", "AAAAAA", NULL},
    {"apis-off", NULL, "DDDDDD", "AAAAAA", NULL},
    {"partial", NULL, "AADADD", "AAAAAA", NULL},
    {"conditional", NULL, "ADDDDD", "AAAAAA", "Agreed with the platform team"},
    {"no-rights", NULL, "ARRRSR", "ARRRSR", NULL},
    {"fresh", "*:setIamPolicy:POST=409,count=2", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*:setIamPolicy:POST=writer,count=3", "ADDDDD", "AAAAAA",
     "somebody.else@example.com"},
    {"fresh", "*:setIamPolicy:POST=drop,count=1", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*:setIamPolicy:POST=cut,count=1", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*:setIamPolicy:POST=reset,count=1", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*:setIamPolicy:POST=garbage,count=1", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*:setIamPolicy:POST=empty,count=1", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*:setIamPolicy:POST=stale,reads=3", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*/repositories:POST=drop,count=1", "ADDDDD", "AAAAAA", NULL},
    {"fresh", "*/repositories:POST=reset,count=1", "ADDDDD", "AAAAAA", NULL},
    {"apis-off", "*:batchEnable:POST=drop,count=1", "DDDDDD", "AAAAAA", NULL},
    {"apis-off", "*/operations/*=503,count=2", "DDDDDD", "AAAAAA", NULL},
    {"fresh", "*:setIamPolicy:POST=403", "ARRDRR", "ARRARR", NULL},
    {"fresh", "*:setIamPolicy:POST=409", "AFFDFF", "AFFAFF", NULL},
};

/* A scenario whose operations end at once: the test does not sleep. */
static const char *scenario_file(const char *name, struct rr_arena *arena)
{
    const char *path = unit_path(arena, "scenario.json");
    const char *text = rr_arena_printf(
        arena, "{\"title\": \"Quick\", \"like\": \"%s\", \"operationMs\": 0}", name);
    struct rr_err err;
    if (!rr_file_replace(path, text, strlen(text), 0600, &err))
        fail_msg("%s", err.summary);
    return path;
}

static void check_policy(struct client *client, const struct row *row, struct rr_arena *arena)
{
    struct rr_call call = rr_policy_get(arena, RR_TARGET_PROJECT, "projects/" PROJECT);
    RR_JSON_AUTO struct json_object *body = call.body;
    RR_JSON_AUTO struct json_object *policy = NULL;
    struct rr_err err;
    if (row->keeps == NULL)
        return;
    if (!rr_call_wait(client->caller, &call, &policy, &err))
        fail_msg("%s", err.summary);
    if (strstr(rr_json_text(policy), row->keeps) == NULL)
        fail_msg("%s is gone from %s", row->keeps, rr_json_text(policy));
}

static void check_row(const struct row *row)
{
    struct rr_arena arena = {0};
    struct rr_err err = {0};
    const char *faults[] = {row->fault, NULL};
    struct rr_sandbox *sandbox = rr_sandbox_start(
        &(struct rr_sandbox_options){.scenario = scenario_file(row->scenario, &arena),
                                     .faults = faults},
        &err);
    if (sandbox == NULL)
        fail_msg("%s %s: %s", row->scenario, row->fault, err.summary);
    struct client client = connect_to(sandbox);
    const char *const wanted[] = {row->first, row->second};
    for (size_t i = 0; i < 2; i++) {
        struct rr_run_result result;
        char got[N_STEPS + 1];
        apply(&client, &result, &arena);
        tell(&result, got);
        for (size_t j = 0; strcmp(got, wanted[i]) != 0 && j < N_STEPS; j++)
            if (got[j] != wanted[i][j])
                fail_msg("%s %s, run %zu: %s, not %s; %s: %s: %s", row->scenario,
                         row->fault != NULL ? row->fault : "", i + 1, got, wanted[i], steps[j].id,
                         result.steps[j].err.summary, result.steps[j].err.detail);
    }
    check_policy(&client, row, &arena);
    disconnect(&client);
    rr_sandbox_stop(sandbox);
    rr_arena_free(&arena);
}

static void applies_to_the_sandbox(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(applies_to_the_sandbox),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
