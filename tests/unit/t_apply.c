#include "config.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>

#include "core/apply/apply.h"
#include "core/apply/grant_drift.h"
#include "core/apply/group.h"
#include "core/gcp/iam_policy.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "tests/support/cloud.h"

#define BUILDER    "serviceAccount:1-compute@developer.gserviceaccount.com"
#define REPOSITORY "projects/p/locations/l/repositories/cloud-run-source-deploy"
#define ACCOUNT    "projects/p/serviceAccounts/1-compute@developer.gserviceaccount.com"
#define PERSON     "user:dev@example.com"

static const char *const services[] = {"run.googleapis.com", "artifactregistry.googleapis.com",
                                       "iam.googleapis.com"};
static const char *const needs_services[] = {"enable-services"};
static const char *const needs_repository[] = {"create-repository"};

enum { ENABLE, PROJECT_1, REPO, REPO_GRANT, ACCOUNT_GRANT, PROJECT_2, N_STEPS };

/* As the guide's plan: the second project grant comes last, and still goes with the first. */
static const struct rr_step all_steps[N_STEPS] = {
    [ENABLE] = {.id = "enable-services",
                .kind = RR_STEP_ENABLE_SERVICES,
                .resource = "projects/p",
                .role = "",
                .member = "",
                .services = services,
                .n_services = 3},
    [PROJECT_1] = {.id = "grant-project-role:roles/run.builder",
                   .kind = RR_STEP_GRANT_PROJECT_ROLE,
                   .resource = "projects/p",
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
                       .resource = ACCOUNT,
                       .role = "roles/iam.serviceAccountUser",
                       .member = PERSON},
    [PROJECT_2] = {.id = "grant-project-role:roles/logging.logWriter",
                   .kind = RR_STEP_GRANT_PROJECT_ROLE,
                   .resource = "projects/p",
                   .role = "roles/logging.logWriter",
                   .member = BUILDER},
};

struct world {
    struct rr_arena arena;
    struct cloud *cloud;
    const char *journal_dir;
    int64_t slept_ms;
    size_t n_waits_told;
    const char *cancel_after; // step id
    struct rr_run_result result;
};

static void sleep_not(void *data, int64_t ms)
{
    struct world *world = data;
    world->slept_ms += ms;
}

static int setup(void **state)
{
    static int n;
    struct world *world = calloc(1, sizeof *world);
    world->cloud = cloud_start();
    world->cloud->data = world;
    world->journal_dir =
        unit_path(&world->arena, rr_arena_printf(&world->arena, "journal-%d", n++));
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    cloud_stop(world->cloud);
    rr_arena_free(&world->arena);
    free(world);
    return 0;
}

static void on_progress(void *data,
                        const struct rr_step *step,
                        enum rr_step_outcome outcome,
                        const struct rr_err *err,
                        int64_t wait_ms)
{
    struct world *world = data;
    world->n_waits_told += wait_ms > 0;
    if (outcome == RR_OUTCOME_REFUSED || outcome == RR_OUTCOME_FAILED || outcome == RR_OUTCOME_LOST)
        assert_non_null(err);
    bool is_settled = outcome == RR_OUTCOME_DONE || outcome == RR_OUTCOME_ALREADY;
    if (world->cancel_after != NULL && is_settled && strcmp(step->id, world->cancel_after) == 0)
        rr_caller_cancel(world->cloud->caller);
}

static bool
try_apply(struct world *world, const struct rr_step *steps, size_t n, struct rr_err *err)
{
    struct rr_plan plan = {.context = rr_context_default(),
                           .project_id = "p",
                           .project_number = "1",
                           .steps = steps,
                           .n_steps = n};
    plan.context.project = "p";
    struct rr_apply_env env = {.caller = world->cloud->caller,
                               .journal_dir = world->journal_dir,
                               .is_sandbox = true,
                               .sleep = sleep_not,
                               .sleep_data = world};
    return rr_apply_run(&env, &plan, on_progress, world, &world->result, &world->arena, err);
}

static void apply(struct world *world, const struct rr_step *steps, size_t n)
{
    struct rr_err err;
    if (!try_apply(world, steps, n, &err))
        fail_msg("%s: %s", err.summary, err.detail);
}

static void check_outcome(const struct world *world, size_t i, enum rr_step_outcome wanted)
{
    const struct rr_step_result *step = &world->result.steps[i];
    if (step->outcome != wanted)
        fail_msg("%s: %s, not %s (%s: %s)", step->step, rr_step_outcome_word(step->outcome),
                 rr_step_outcome_word(wanted), step->err.summary, step->err.detail);
}

static void check_all(const struct world *world, enum rr_step_outcome wanted)
{
    for (size_t i = 0; i < world->result.n_steps; i++)
        check_outcome(world, i, wanted);
}

static size_t count_writes(const struct world *world)
{
    return cloud_count(world->cloud, "POST", ":setIamPolicy") +
           cloud_count(world->cloud, "POST", ":batchEnable") +
           cloud_count(world->cloud, "POST", "/repositories?");
}

static const char *read_journal(struct world *world)
{
    RR_BUF_AUTO bytes = {0};
    struct rr_err err;
    DIR *dir = opendir(world->journal_dir);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (entry->d_name[0] != '.' &&
            !rr_file_read(
                rr_arena_printf(&world->arena, "%s/%s", world->journal_dir, entry->d_name), 1 << 20,
                &bytes, &err))
            fail_msg("%s", err.summary);
    closedir(dir);
    return rr_arena_str(&world->arena, rr_buf_text(&bytes));
}

/* --- the whole --- */

static void writes_each_resource_once(void **state)
{
    struct world *world = *state;
    world->cloud->polls_until_done = 2;
    cloud_put_policy(world->cloud, "projects/p",
                     "{\"version\":1,\"etag\":\"e/1=\",\"auditConfigs\":[{\"service\":\"x\"}],"
                     "\"bindings\":[{\"role\":\"roles/"
                     "owner\",\"members\":[\"user:o@example.com\"]}],\"n\":1e3}");
    apply(world, all_steps, N_STEPS);
    check_all(world, RR_OUTCOME_DONE);
    assert_true(world->result.is_complete);
    assert_false(world->result.was_cancelled);
    assert_int_equal(world->result.n_changed, N_STEPS);
    assert_int_equal(cloud_count(world->cloud, "POST", "projects/p:setIamPolicy"), 1);
    assert_int_equal(cloud_count(world->cloud, "POST", ":setIamPolicy"), 3);
    assert_int_equal(cloud_count(world->cloud, "POST", ":batchEnable"), 1);
    assert_string_equal(
        cloud_policy(world->cloud, "projects/p")->now,
        "{\"version\":3,\"etag\":\"BwY1=\",\"auditConfigs\":[{\"service\":\"x\"}],"
        "\"bindings\":[{\"role\":\"roles/owner\",\"members\":[\"user:o@example.com\"]},"
        "{\"role\":\"roles/run.builder\",\"members\":[\"" BUILDER "\"]},"
        "{\"role\":\"roles/logging.logWriter\",\"members\":[\"" BUILDER "\"]}],\"n\":1e3}");
    // a second time there is nothing to write
    size_t n_writes = count_writes(world);
    apply(world, all_steps, N_STEPS);
    check_all(world, RR_OUTCOME_ALREADY);
    assert_true(world->result.is_complete);
    assert_int_equal(world->result.n_changed, 0);
    assert_int_equal(count_writes(world), n_writes);
}

static void stops_only_what_needs_it(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .method = "POST",
        .contains = "/repositories?",
        .times = -1,
        .status = 403,
        .body = "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"message\":"
                "\"Permission 'artifactregistry.repositories.create' denied\"}}"};
    apply(world, all_steps, N_STEPS);
    for (size_t i = 0; i < N_STEPS; i++)
        check_outcome(world, i,
                      i == REPO         ? RR_OUTCOME_REFUSED
                      : i == REPO_GRANT ? RR_OUTCOME_SKIPPED
                                        : RR_OUTCOME_DONE);
    assert_int_equal(world->result.steps[REPO].err.kind, RR_DENIED);
    assert_false(world->result.is_complete);
    assert_int_equal(cloud_count(world->cloud, NULL, "cloud-run-source-deploy:"), 0);
    assert_non_null(strstr(read_journal(world), "\"event\":\"skipped\""));
}

static void stops_when_cancelled(void **state)
{
    struct world *world = *state;
    world->cancel_after = "enable-services";
    apply(world, all_steps, N_STEPS);
    check_outcome(world, ENABLE, RR_OUTCOME_DONE);
    for (size_t i = 1; i < N_STEPS; i++)
        check_outcome(world, i, RR_OUTCOME_WAITING);
    assert_true(world->result.was_cancelled);
    assert_false(world->result.is_complete);
    assert_int_equal(count_writes(world), 1);
    assert_non_null(strstr(read_journal(world), "\"cancelled\":true"));
}

/* --- grants --- */

static void put_foreign_change(struct cloud *cloud)
{
    char policy[300];
    snprintf(policy, sizeof policy,
             "{\"etag\":\"foreign%d\",\"bindings\":[{\"role\":\"roles/"
             "run.builder\",\"members\":[\"user:foreign@example.com\"]}]}",
             ++cloud->n_etags);
    cloud_put_policy(cloud, "projects/p", policy);
}

static void loses_nothing_of_a_foreign_writer(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .contains = "projects/p:setIamPolicy", .times = 2, .hook = put_foreign_change};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, NULL, ":setIamPolicy"), 3);
    assert_non_null(strstr(cloud_policy(world->cloud, "projects/p")->now,
                           "[\"user:foreign@example.com\",\"" BUILDER "\"]"));
    assert_true(world->n_waits_told >= 2);
}

static void gives_up_after_ten_conflicts(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .contains = "projects/p:setIamPolicy", .times = -1, .hook = put_foreign_change};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_FAILED);
    assert_int_equal(world->result.steps[0].err.kind, RR_CONFLICT);
    size_t n_sent = cloud_count(world->cloud, NULL, ":setIamPolicy");
    assert_true(n_sent > 4 && n_sent <= 10);
    assert_true(world->slept_ms <= 30 * 1000);
    // never an old body: every write carries another etag
    for (size_t i = 0; i < world->cloud->n_log; i++)
        for (size_t j = i + 1;
             strstr(world->cloud->log[i], ":setIamPolicy") != NULL && j < world->cloud->n_log; j++)
            assert_string_not_equal(world->cloud->bodies[i], world->cloud->bodies[j]);
}

static void settles_a_lost_answer_by_reading(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] =
        (struct cloud_fault){.contains = "projects/p:setIamPolicy", .times = 1, .drop = true};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, NULL, ":setIamPolicy"), 1);
    assert_int_equal(world->result.n_changed, 1);
}

static void sends_again_what_was_lost_on_the_way(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] =
        (struct cloud_fault){.contains = "projects/p:setIamPolicy", .times = 1, .lose = true};
    world->cloud->faults[1] = (struct cloud_fault){
        .contains = "projects/p:setIamPolicy", .times = 1, .status = 503, .body = ""};
    world->cloud->faults[2] = (struct cloud_fault){
        .contains = "projects/p:setIamPolicy", .times = 1, .status = 200, .body = "<html>"};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, NULL, ":setIamPolicy"), 4);
}

static void says_when_it_does_not_know(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] =
        (struct cloud_fault){.contains = "projects/p:setIamPolicy", .times = 1, .drop = true};
    world->cloud->faults[1] = (struct cloud_fault){
        .contains = "projects/p:getIamPolicy", .skip = 1, .times = -1, .status = 403, .body = "{}"};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_LOST);
    assert_int_equal(world->result.steps[0].err.kind, RR_OUTCOME_UNKNOWN);
    assert_int_equal(world->result.n_changed, 0);
    assert_non_null(strstr(read_journal(world), "\"event\":\"unknown\""));
}

static void sees_through_stale_reads(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .contains = "projects/p:getIamPolicy", .skip = 1, .times = 4, .stale = true};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, NULL, ":setIamPolicy"), 1);
    assert_int_equal(cloud_count(world->cloud, NULL, ":getIamPolicy"), 6);
}

static void never_calls_unseen_done(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .contains = "projects/p:getIamPolicy", .skip = 1, .times = -1, .stale = true};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_LOST);
    assert_true(world->slept_ms > 20 * 1000 && world->slept_ms <= 30 * 1000);
}

#define CONSTRAINT_REFUSAL                                                                         \
    "{\"error\":{\"code\":400,\"status\":\"FAILED_PRECONDITION\",\"message\":\"One or more users " \
    "named in the policy do "                                                                      \
    "not belong to a permitted customer,  perhaps due to an organization policy.\"}}"

static void says_that_a_refused_write_changed_nothing(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){.contains = "projects/p:setIamPolicy",
                                                   .times = -1,
                                                   .status = 400,
                                                   .body = CONSTRAINT_REFUSAL};
    apply(world, all_steps, N_STEPS);
    for (size_t i = 0; i < N_STEPS; i++) {
        bool is_refused = i == PROJECT_1 || i == PROJECT_2;
        check_outcome(world, i, is_refused ? RR_OUTCOME_REFUSED : RR_OUTCOME_DONE);
        if (!is_refused)
            continue;
        assert_int_equal(world->result.steps[i].err.kind, RR_BLOCKED);
        assert_string_equal(world->result.steps[i].err.reason,
                            "constraints/iam.allowedPolicyMemberDomains");
        assert_non_null(strstr(world->result.steps[i].err.detail, "none of them was made"));
    }
    assert_int_equal(cloud_count(world->cloud, NULL, "projects/p:setIamPolicy"), 1);
}

#define MISSING_ACCOUNT                                                                            \
    "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"Service account "      \
    "1-compute@developer.gserviceaccount.com does not exist.\"}}"

static void waits_for_accounts_of_this_run_only(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .contains = "projects/p:setIamPolicy", .times = 3, .status = 400, .body = MISSING_ACCOUNT};
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_REFUSED);
    assert_non_null(strstr(world->result.steps[0].err.detail, "another account"));
    assert_int_equal(cloud_count(world->cloud, NULL, ":setIamPolicy"), 1);
    apply(world, all_steps, 2); // enables the APIs first: the account may be on its way
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, NULL, ":setIamPolicy"), 4);
}

static void never_writes_without_etag(void **state)
{
    struct world *world = *state;
    cloud_put_policy(world->cloud, "projects/p", "{\"bindings\":[]}");
    apply(world, &all_steps[PROJECT_1], 1);
    check_all(world, RR_OUTCOME_FAILED);
    assert_int_equal(count_writes(world), 0);
}

static void leaves_out_what_moved(void **state)
{
    struct world *world = *state;
    struct rr_step steps[] = {all_steps[PROJECT_1], all_steps[PROJECT_2]};
    cloud_put_policy(
        world->cloud, "projects/p",
        "{\"etag\":\"e\",\"bindings\":[{\"role\":\"roles/run.builder\",\"members\":[\"" BUILDER
        "\"],"
        "\"condition\":{\"title\":\"office hours\",\"expression\":\"request.time.getHours() < "
        "18\"}}]}");
    apply(world, steps, 2);
    check_outcome(world, 0, RR_OUTCOME_FAILED);
    check_outcome(world, 1, RR_OUTCOME_DONE);
    assert_int_equal(world->result.steps[0].err.kind, RR_STALE);
    assert_non_null(strstr(world->result.steps[0].err.detail, "office hours"));
    assert_null(strstr(cloud_policy(world->cloud, "projects/p")->now,
                       "\"members\":[\"" BUILDER "\"]},{\"role\":\"roles/run.builder\""));
}

static const struct drift_row {
    const char *before, *now; // policies
    const char *what;         // named in the text; NULL = still fits
} drift_rows[] = {
    {"{}", "{}", NULL},
    {"{}",
     "{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:b@x\"]},{\"role\":\"other\",\"members\":["
     "\"user:a@x\"],\"condition\":{\"expression\":\"e\"}}]}",
     NULL},
    {"{}",
     "{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:b@x\"],\"condition\":{\"expression\":"
     "\"e\"}}]}",
     NULL},
    {"{}",
     "{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:A@x\"],\"condition\":{\"title\":\"t\","
     "\"expression\":\"e\"}}]}",
     "t"},
    {"{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:a@x\"],\"condition\":{\"expression\":"
     "\"e\"}}]}",
     "{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:a@x\"],\"condition\":{\"expression\":"
     "\"e\"}}]}",
     NULL},
    {"{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:a@x\"],\"condition\":{\"expression\":"
     "\"e\"}}]}",
     "{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:a@x\"],\"condition\":{\"expression\":\"e "
     "&& f\"}}]}",
     "e && f"},
    // the binding that the member would have joined got a condition
    {"{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:b@x\"]}]}",
     "{\"bindings\":[{\"role\":\"r\",\"members\":[\"user:b@x\"],\"condition\":{\"title\":\"t\","
     "\"expression\":\"e\"}}]}",
     "t"},
    {"{}", "{\"bindings\":[{\"role\":\"r\",\"members\":[\"deleted:user:a@x?uid=7\"]}]}", "deleted"},
    {"{\"bindings\":[{\"role\":\"r\",\"members\":[\"deleted:user:a@x?uid=7\"]}]}",
     "{\"bindings\":[{\"role\":\"r\",\"members\":[\"deleted:user:a@x?uid=7\"]}]}", NULL},
    {"{}", "{\"bindings\":[{\"role\":\"r\",\"members\":[\"deleted:user:other@x?uid=7\"]}]}", NULL},
};

static struct rr_policy policy_of(const char *text, struct rr_arena *arena)
{
    struct json_object *json = json_tokener_parse(text);
    struct rr_policy policy = rr_policy_from_json(json, arena);
    json_object_put(json);
    return policy;
}

static void knows_what_moved(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    for (size_t i = 0; i < sizeof drift_rows / sizeof *drift_rows; i++) {
        const struct drift_row *row = &drift_rows[i];
        struct rr_policy before = policy_of(row->before, &arena);
        struct rr_policy now = policy_of(row->now, &arena);
        struct rr_step step = {
            .id = "x", .role = "r", .member = "user:a@x", .resource = "projects/p"};
        struct rr_err err = {0};
        step.before = rr_grant_bindings(&before, "r", &step.n_before, &arena);
        if (rr_grant_still_fits(&step, &now, &err) != (row->what == NULL))
            fail_msg("row %zu: %s", i, err.detail);
        if (row->what == NULL)
            continue;
        assert_int_equal(err.kind, RR_STALE);
        assert_non_null(strstr(err.detail, row->what));
    }
    rr_arena_free(&arena);
}

/* --- services and repository --- */

#define SERVICE_OFF(name)                                                                          \
    "{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\",\"message\":\"" name                \
    " API has not been used in "                                                                   \
    "project 1 before or it is "                                                                   \
    "disabled.\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","            \
    "\"reason\":\"SERVICE_DISABLED\",\"domain\":\"googleapis.com\"}]}}"

static void waits_for_an_api_it_enabled(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){.contains = "/repositories",
                                                   .times = 5,
                                                   .status = 403,
                                                   .body = SERVICE_OFF("Artifact Registry")};
    apply(world, &all_steps[REPO], 1);
    check_all(world, RR_OUTCOME_REFUSED); // not enabled by this run
    assert_int_equal(world->result.steps[0].err.kind, RR_API_OFF);
    apply(world, all_steps, 3);
    check_all(world, RR_OUTCOME_DONE);
    assert_true(world->slept_ms > 2000);
    world->cloud->has_repository = false;
    world->cloud->enabled[0][0] = '\0';
    world->cloud->faults[0] = (struct cloud_fault){.contains = "/repositories",
                                                   .times = -1,
                                                   .status = 403,
                                                   .body = SERVICE_OFF("Artifact Registry")};
    world->slept_ms = 0;
    apply(world, all_steps, 3);
    check_outcome(world, REPO, RR_OUTCOME_REFUSED); // "run" was enabled, not this one
    assert_int_equal(world->slept_ms, 0);
}

#define BILLING                                                                                    \
    "{\"error\":{\"code\":400,\"status\":\"FAILED_PRECONDITION\",\"message\":\"Billing account "   \
    "for project '1' is not found.\","                                                             \
    "\"details\":[{\"@type\":\"type.googleapis.com/"                                               \
    "google.rpc.ErrorInfo\",\"reason\":\"UREQ_PROJECT_BILLING_NOT_FOUND\","                        \
    "\"domain\":\"serviceusage.googleapis.com/billing-enabled\"}]}}"
#define IN_PROGRESS                                                                                \
    "{\"error\":{\"code\":400,\"status\":\"FAILED_PRECONDITION\",\"message\":\"Another "           \
    "activation or "                                                                               \
    "deactivation is in progress for the following service(s): x\"}}"

static void words_the_billing_refusal(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .contains = ":batchEnable", .times = -1, .status = 400, .body = BILLING};
    apply(world, all_steps, N_STEPS);
    check_outcome(world, ENABLE, RR_OUTCOME_REFUSED);
    check_outcome(world, PROJECT_1, RR_OUTCOME_SKIPPED);
    check_outcome(world, REPO_GRANT, RR_OUTCOME_SKIPPED);
    check_outcome(world, PROJECT_2, RR_OUTCOME_DONE); // it needed nothing
    assert_non_null(strstr(world->result.steps[ENABLE].err.summary, "billing"));
    assert_non_null(strstr(world->result.steps[ENABLE].err.detail, "linkedaccount?project=p"));
    assert_int_equal(world->slept_ms, 0);
}

static void waits_for_anothers_activation(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .contains = ":batchEnable", .times = 3, .status = 400, .body = IN_PROGRESS};
    apply(world, all_steps, 1);
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, NULL, ":batchEnable"), 4);
}

static void enables_in_batches_of_twenty(void **state)
{
    struct world *world = *state;
    const char *many[23];
    for (size_t i = 0; i < 23; i++)
        many[i] = rr_arena_printf(&world->arena, "s%zu.googleapis.com", i);
    struct rr_step step = {.id = "enable-services",
                           .kind = RR_STEP_ENABLE_SERVICES,
                           .resource = "projects/p",
                           .role = "",
                           .member = "",
                           .services = many,
                           .n_services = 23};
    world->cloud->operation_error = "{\"code\":7,\"message\":\"not allowed\"}";
    apply(world, &step, 1);
    check_all(world, RR_OUTCOME_REFUSED);
    assert_int_equal(world->result.steps[0].err.kind, RR_DENIED);
    assert_int_equal(cloud_count(world->cloud, NULL, ":batchEnable"),
                     1); // the second batch waits for the first
}

static void settles_a_lost_enabling_and_creating(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] =
        (struct cloud_fault){.contains = ":batchEnable", .times = 1, .drop = true};
    world->cloud->faults[1] = (struct cloud_fault){
        .method = "POST", .contains = "/repositories?", .times = 1, .drop = true};
    apply(world, all_steps, 3);
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, NULL, ":batchEnable"), 1);
    assert_int_equal(cloud_count(world->cloud, "POST", "/repositories?"), 1);
}

static void creates_again_what_was_lost_on_the_way(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .method = "POST", .contains = "/repositories?", .times = 1, .lose = true};
    apply(world, &all_steps[REPO], 1);
    check_all(world, RR_OUTCOME_DONE);
    assert_int_equal(cloud_count(world->cloud, "POST", "/repositories?"), 2);
}

static void make_repository(struct cloud *cloud)
{
    cloud->has_repository = true;
}

static void takes_anothers_repository(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .method = "POST", .contains = "/repositories?", .times = 1, .hook = make_repository};
    apply(world, &all_steps[REPO], 1);
    check_all(world, RR_OUTCOME_ALREADY);
    assert_int_equal(world->result.n_changed, 0);
}

/* --- the journal --- */

static void look_for_journal(struct cloud *cloud)
{
    struct world *world = cloud->data;
    const char *journal = read_journal(world);
    const char *line = cloud->log[cloud->n_log - 1];
    const char *path = strchr(line, ' ') + 1;
    char wanted[400];
    snprintf(wanted, sizeof wanted, "\"path\":\"%.*s\"", (int)strcspn(path, "?"), path);
    const char *sent = strstr(journal, wanted);
    const char *intended = strstr(journal, "\"event\":\"intended\"");
    assert_true(sent != NULL && intended != NULL && intended < sent);
}

static void has_the_line_before_the_write(void **state)
{
    struct world *world = *state;
    world->cloud->faults[0] = (struct cloud_fault){
        .method = "POST", .contains = ":setIamPolicy", .times = -1, .hook = look_for_journal};
    world->cloud->faults[1] = (struct cloud_fault){
        .method = "POST", .contains = ":batchEnable", .times = -1, .hook = look_for_journal};
    world->cloud->faults[2] = (struct cloud_fault){
        .method = "POST", .contains = "/repositories?", .times = -1, .hook = look_for_journal};
    apply(world, all_steps, N_STEPS);
    check_all(world, RR_OUTCOME_DONE);
    const char *journal = read_journal(world);
    assert_non_null(strstr(journal, "\"sandbox\":true"));
    assert_non_null(strstr(journal, "{\"event\":\"end\""));
    assert_null(strstr(journal, "Bearer"));
}

static void sends_nothing_without_a_journal(void **state)
{
    struct world *world = *state;
    struct rr_err err = {0};
    assert_true(rr_file_replace(world->journal_dir, "x", 1, 0600, &err));
    assert_false(try_apply(world, all_steps, N_STEPS, &err));
    assert_int_equal(err.kind, RR_FILE);
    assert_int_equal(world->cloud->n_log, 0);
}

/* No file of this process may grow beyond so many bytes: as a disk that is full. */
static void limit_files(rlim_t max)
{
    struct rlimit limit = {.rlim_cur = max, .rlim_max = RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void finds_a_full_disk_first(void **state)
{
    struct world *world = *state;
    struct rr_err err = {0};
    limit_files(100);
    bool ok = try_apply(world, all_steps, N_STEPS, &err);
    limit_files(RLIM_INFINITY);
    assert_false(ok);
    assert_int_equal(err.kind, RR_FILE);
    assert_int_equal(world->cloud->n_log, 0);
}

static void shrink_disk(struct cloud *cloud)
{
    (void)cloud;
    limit_files(1);
}

static void stops_writing_when_the_disk_fills_up(void **state)
{
    struct world *world = *state;
    struct rr_err err;
    world->cloud->faults[0] =
        (struct cloud_fault){.contains = "/services?", .times = 1, .hook = shrink_disk};
    bool ok = try_apply(world, all_steps, N_STEPS, &err);
    limit_files(RLIM_INFINITY);
    assert_true(ok);
    assert_int_equal(count_writes(world), 0);
    check_outcome(world, ENABLE, RR_OUTCOME_FAILED);
    check_outcome(world, ACCOUNT_GRANT, RR_OUTCOME_FAILED);
    assert_int_equal(world->result.steps[ENABLE].err.kind, RR_FILE);
}

/* --- order --- */

static void groups_by_resource_in_the_order_of_needs(void **state)
{
    (void)state;
    struct rr_plan plan = {.steps = all_steps, .n_steps = N_STEPS};
    struct rr_step_result results[N_STEPS] = {0};
    size_t group[N_STEPS];
    assert_int_equal(rr_group_next(&plan, results, group), 1);
    assert_int_equal(group[0], ENABLE);
    results[ENABLE].outcome = RR_OUTCOME_ALREADY;
    assert_int_equal(rr_group_next(&plan, results, group), 2);
    assert_int_equal(group[0], PROJECT_1);
    assert_int_equal(group[1], PROJECT_2);
    results[ENABLE].outcome = RR_OUTCOME_REFUSED;
    assert_int_equal(rr_group_skip(&plan, results, group), 2);
    results[PROJECT_1].outcome = results[REPO].outcome = RR_OUTCOME_SKIPPED;
    assert_int_equal(rr_group_skip(&plan, results, group), 1);
    assert_int_equal(group[0], REPO_GRANT);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(writes_each_resource_once),
        IN_WORLD(stops_only_what_needs_it),
        IN_WORLD(stops_when_cancelled),
        IN_WORLD(loses_nothing_of_a_foreign_writer),
        IN_WORLD(gives_up_after_ten_conflicts),
        IN_WORLD(settles_a_lost_answer_by_reading),
        IN_WORLD(sends_again_what_was_lost_on_the_way),
        IN_WORLD(says_when_it_does_not_know),
        IN_WORLD(sees_through_stale_reads),
        IN_WORLD(never_calls_unseen_done),
        IN_WORLD(says_that_a_refused_write_changed_nothing),
        IN_WORLD(waits_for_accounts_of_this_run_only),
        IN_WORLD(never_writes_without_etag),
        IN_WORLD(leaves_out_what_moved),
        cmocka_unit_test(knows_what_moved),
        IN_WORLD(waits_for_an_api_it_enabled),
        IN_WORLD(words_the_billing_refusal),
        IN_WORLD(waits_for_anothers_activation),
        IN_WORLD(enables_in_batches_of_twenty),
        IN_WORLD(settles_a_lost_enabling_and_creating),
        IN_WORLD(creates_again_what_was_lost_on_the_way),
        IN_WORLD(takes_anothers_repository),
        IN_WORLD(has_the_line_before_the_write),
        IN_WORLD(sends_nothing_without_a_journal),
        IN_WORLD(finds_a_full_disk_first),
        IN_WORLD(stops_writing_when_the_disk_fills_up),
        cmocka_unit_test(groups_by_resource_in_the_order_of_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
