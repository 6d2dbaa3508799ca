/*
 * The fault matrix: every kind of write, done and taken back, by everything that can go wrong with it. In each
 * cell the run meets the fault, is resumed when the fault is over, and then everything must be as if there had
 * been none: the state, what others have there, and what the journal says.
 */
#include "config.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/runs.h"

#define P          "projects/" RUNS_PROJECT
#define PL         P "/locations/" RUNS_REGION
#define SERVICE    PL "/services/churn-api"
#define REPOSITORY PL "/repositories/cloud-run-source-deploy"
#define COMPUTE    "123456789012-compute@developer.gserviceaccount.com"
#define INVOKER    "cloud-scheduler-invoker@" RUNS_PROJECT ".iam.gserviceaccount.com"
#define JOB        PL "/jobs/churn-hourly"
#define URL        "https://churn-api-123456789012.asia-northeast1.run.app"
#define LEAVER     "user:leaver@example.com"
#define NEWCOMER   "user:somebody.else@example.com"

/* ---- the kinds of write ---- */

static const char *const services[] = {"run.googleapis.com", "cloudbuild.googleapis.com",
                                       "artifactregistry.googleapis.com"};
static const struct rr_schedule made = {.cron = "0 * * * *",
                                        .time_zone = "Asia/Tokyo",
                                        .uri = URL "/api",
                                        .method = "POST",
                                        .body = "",
                                        .content_type = "",
                                        .account = INVOKER,
                                        .audience = URL,
                                        .deadline = "180s",
                                        .retries = "",
                                        .state = ""};
static struct rr_schedule with_cron(const char *cron)
{
    struct rr_schedule schedule = rr_schedule_empty();
    schedule.cron = cron;
    return schedule;
}

/* Somebody else stands in every policy. */
#define OTHERS(ROLE) "\"bindings\": {\"" ROLE "\": [\"" LEAVER "\", \"user:stays@example.com\"]}"
#define PROJECT_WITH(MORE)                                                                         \
    ", \"projects\": {\"" RUNS_PROJECT "\": {" OTHERS("roles/browser") MORE "}}"

enum { STEPS_MAX = 2 };

struct kind {
    const char *scenario;
    const char *extra;
    struct rr_step steps[STEPS_MAX];
    size_t n_steps;
    const char *write, *undo_write; // globs with methods; undo NULL = it is never taken back
    const char *mark[STEPS_MAX];    // stands in the state's meaning when the step is in effect
    bool is_policy;
};

#define STEP(KIND, ID, RESOURCE)                                                                   \
    .id = (ID), .kind = (KIND), .resource = (RESOURCE), .why = "", .risk_text = "", .role = "",    \
    .member = ""
#define GRANT(KIND, ID, RESOURCE, ROLE, MEMBER)                                                    \
    .id = (ID), .kind = (KIND), .resource = (RESOURCE), .why = "", .risk_text = "",                \
    .role = (ROLE), .member = (MEMBER)
#define SET "*:setIamPolicy:POST"

static struct kind kinds[] = {
    {.scenario = "apis-off",
     .extra = "",
     .steps = {{STEP(RR_STEP_ENABLE_SERVICES, "enable-services", P "/services"),
                .services = services, .n_services = 3}},
     .n_steps = 1,
     .write = "*:batchEnable:POST",
     .mark = {"services artifactregistry.googleapis.com"}},
    {.scenario = "fresh",
     .extra = PROJECT_WITH(""),
     .steps = {{STEP(RR_STEP_CREATE_REPOSITORY, "create-repository", REPOSITORY)}},
     .n_steps = 1,
     .write = "*/repositories:POST",
     .undo_write = "*/repositories/*:DELETE",
     .mark = {REPOSITORY " is there"}},
    {.scenario = "deployed-public",
     .extra = PROJECT_WITH(""),
     .steps = {{STEP(
         RR_STEP_CREATE_SERVICE_ACCOUNT, "create-service-account", P "/serviceAccounts/" INVOKER)}},
     .n_steps = 1,
     .write = "*/serviceAccounts:POST",
     .undo_write = "*/serviceAccounts/*:DELETE",
     .mark = {INVOKER " is there"}},
    {.scenario = "conditional",
     .extra = PROJECT_WITH(""),
     .steps = {{GRANT(RR_STEP_GRANT_PROJECT_ROLE,
                      "grant-project-role:roles/run.builder",
                      P,
                      "roles/run.builder",
                      "serviceAccount:" COMPUTE)},
               {GRANT(RR_STEP_GRANT_PROJECT_ROLE,
                      "grant-project-role:roles/logging.logWriter",
                      P,
                      "roles/logging.logWriter",
                      "serviceAccount:" COMPUTE)}},
     .n_steps = 2,
     .write = SET,
     .undo_write = SET,
     .mark = {P " grants roles/run.builder to serviceAccount:" COMPUTE,
              P " grants roles/logging.logWriter to serviceAccount:" COMPUTE},
     .is_policy = true},
    {.scenario = "fresh",
     .extra = PROJECT_WITH(", \"repositories\": {\"cloud-run-source-deploy\": {" OTHERS(
         "roles/artifactregistry.reader") "}}"),
     .steps = {{GRANT(RR_STEP_GRANT_REPOSITORY_ROLE,
                      "grant-repository-role:roles/artifactregistry.writer",
                      REPOSITORY,
                      "roles/artifactregistry.writer",
                      "serviceAccount:" COMPUTE)}},
     .n_steps = 1,
     .write = SET,
     .undo_write = SET,
     .mark = {REPOSITORY " grants roles/artifactregistry.writer"},
     .is_policy = true},
    {.scenario = "fresh",
     .extra = PROJECT_WITH(", \"accounts\": {\"" COMPUTE
                           "\": {" OTHERS("roles/iam.serviceAccountViewer") "}}"),
     .steps = {{GRANT(RR_STEP_GRANT_ACCOUNT_ROLE,
                      "grant-account-role:roles/iam.serviceAccountUser",
                      P "/serviceAccounts/" COMPUTE,
                      "roles/iam.serviceAccountUser",
                      "serviceAccount:" COMPUTE)}},
     .n_steps = 1,
     .write = SET,
     .undo_write = SET,
     .mark = {COMPUTE " grants roles/iam.serviceAccountUser"},
     .is_policy = true},
    {.scenario = "deployed-public",
     .extra = PROJECT_WITH(", \"runServices\": {\"churn-api\": {" OTHERS("roles/run.viewer") "}}"),
     .steps = {{GRANT(RR_STEP_GRANT_SERVICE_ROLE,
                      "grant-service-role:roles/run.invoker",
                      SERVICE,
                      "roles/run.invoker",
                      "serviceAccount:" COMPUTE)}},
     .n_steps = 1,
     .write = SET,
     .undo_write = SET,
     .mark = {SERVICE " grants roles/run.invoker to serviceAccount:" COMPUTE},
     .is_policy = true},
    {.scenario = "deployed-scheduled",
     .extra = ", \"projects\": {\"" RUNS_PROJECT "\": {\"runServices\": {\"churn-api\": "
              "{\"bindings\": {\"roles/run.invoker\": [\"serviceAccount:" INVOKER
              "\"], \"roles/run.viewer\": [\"" LEAVER "\"]}}}}}",
     .steps = {{GRANT(
         RR_STEP_ALLOW_PUBLIC, "allow-public", SERVICE, "roles/run.invoker", "allUsers")}},
     .n_steps = 1,
     .write = SET,
     .undo_write = SET,
     .mark = {SERVICE " grants roles/run.invoker to allUsers"},
     .is_policy = true},
    {.scenario = "deployed-scheduled",
     .extra = "",
     .steps = {{STEP(RR_STEP_DISABLE_INVOKER_CHECK, "disable-invoker-check", SERVICE)}},
     .n_steps = 1,
     .write = "*/services/churn-api:PATCH",
     .undo_write = "*/services/churn-api:PATCH",
     .mark = {"invokerIamDisabled = true"}},
    {.scenario = "deployed-scheduled",
     .extra = "",
     .steps = {{STEP(RR_STEP_ENABLE_IAP, "enable-iap", SERVICE)}},
     .n_steps = 1,
     .write = "*/services/churn-api:PATCH",
     .undo_write = "*/services/churn-api:PATCH",
     .mark = {"iapEnabled = true"}},
    {.scenario = "deployed-public",
     .extra = ", \"projects\": {\"" RUNS_PROJECT "\": {\"accounts\": {\"cloud-scheduler-invoker\": "
              "{}}}}",
     .steps = {{STEP(RR_STEP_CREATE_SCHEDULE, "create-schedule", JOB), .schedule = &made}},
     .n_steps = 1,
     .write = "*/jobs:POST",
     .undo_write = "*/jobs/*:DELETE",
     .mark = {JOB " is there"}},
    {.scenario = "deployed-scheduled",
     .extra = "",
     .steps = {{STEP(RR_STEP_UPDATE_SCHEDULE, "update-schedule", JOB),
                .fields = 1U << RR_SCHEDULE_CRON}},
     .n_steps = 1,
     .write = "*/jobs/*:PATCH",
     .undo_write = "*/jobs/*:PATCH",
     .mark = {"schedule = 5 4 * * *"}},
};

/* ---- the faults ---- */

static const struct fault {
    const char *name, *spec;
    bool only_policy;
} faults[] = {
    {"no answer, and nothing was done", "hang,ms=1200,count=1", false},
    {"no answer, but it was done", "mute,ms=1200,count=1", false},
    {"done after the client gave up", "slow,ms=800,count=1", false},
    {"no answer at all, three times", "hang,ms=800,count=3", false},
    {"409 once", "409,count=1", false},
    {"409 always", "409", false},
    {"429 once", "429,count=1", false},
    {"429 with Retry-After", "429,count=1,retry-after=2", false},
    {"429 with Retry-After as a date", "429,count=1,retry-after=2,dated", false},
    {"429 always", "429", false},
    {"500 once", "500,count=1", false},
    {"500 always", "500", false},
    {"502 with a proxy's page", "502,html,count=1", false},
    {"503 once", "503,count=1", false},
    {"503 always", "503", false},
    {"reset before anything", "reset,count=1", false},
    {"closed after it was done", "drop,count=1", false},
    {"reset inside the headers", "headers,count=1", false},
    {"reset inside the body", "body,count=1", false},
    {"cut answer", "cut,count=1", false},
    {"half a JSON document", "truncate,count=1", false},
    {"a page instead of an answer", "garbage,count=1", false},
    {"an empty answer", "empty,count=1", false},
    {"byte by byte", "drip,ms=100,count=1", false},
    {"401 in the middle", "401,count=1", false},
    {"403 once", "403,count=1", false},
    {"somebody adds", "writer,count=2", true},
    {"somebody removes", "remover,count=1", true},
    {"somebody adds, always", "writer", true},
    {"stale reads", "stale,reads=3,count=1", true},
};

enum { N_KINDS = sizeof kinds / sizeof *kinds, N_FAULTS = sizeof faults / sizeof *faults };

/* ---- one cell ---- */

struct cell {
    const struct kind *kind;
    const struct fault *fault;
    bool is_undo;
    struct runs *runs;
    struct rr_plan plan;
    const char *why; // it failed; NULL = fine
};

static const char *cell_name(struct cell *cell)
{
    return rr_arena_printf(&cell->runs->arena, "%s%s, %s", cell->is_undo ? "undo-" : "",
                           cell->kind->steps[0].id, cell->fault->name);
}

static void complain(struct cell *cell, const char *phase, const char *what)
{
    if (cell->why == NULL)
        cell->why = rr_arena_printf(&cell->runs->arena, "%s: %s", phase, what);
}

static struct rr_plan plan_of(const struct kind *kind)
{
    struct rr_plan plan = {.context = rr_context_default(),
                           .project_id = RUNS_PROJECT,
                           .project_number = "123456789012",
                           .build_account = COMPUTE,
                           .runtime_account = COMPUTE,
                           .steps = kind->steps,
                           .n_steps = kind->n_steps,
                           .is_complete = true};
    plan.context.project = RUNS_PROJECT;
    plan.context.region = RUNS_REGION;
    plan.context.service = "churn-api";
    return plan;
}

/* A write that the client gave up is acted on later: wait until it was. */
static void wait_for_late_write(struct cell *cell)
{
    bool was_seen = false;
    const char *glob = cell->is_undo ? cell->kind->undo_write : cell->kind->write;
    const char *path = rr_arena_strn(&cell->runs->arena, glob, (size_t)(strrchr(glob, ':') - glob));
    for (int i = 0; i < 2000 && !was_seen && strncmp(cell->fault->spec, "slow", 4) == 0; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        mtx_lock(&cell->runs->sandbox->lock);
        struct json_object *log = cell->runs->sandbox->log;
        for (size_t k = 0; k < rr_json_len(log); k++)
            was_seen |= rr_json_int(rr_json_at(log, k), "ms") >= 790 &&
                        fnmatch(path, rr_json_str(rr_json_at(log, k), "path"), 0) == 0;
        mtx_unlock(&cell->runs->sandbox->lock);
    }
}

/* What the journal says of each step must be what is there. */
static void check_journal(struct cell *cell, const char *run, const char *phase)
{
    struct rr_journal_record record = runs_record(cell->runs, run);
    struct meaning now = runs_meaning(cell->runs);
    if (*record.summary.note != '\0')
        complain(cell, phase, record.summary.note);
    for (size_t i = 0; i < record.n_steps; i++) {
        size_t mark = cell->is_undo ? cell->kind->n_steps - 1 - i : i; // undone last first
        bool is_done = meaning_has(&now, cell->kind->mark[mark]) != cell->is_undo;
        enum rr_stand stand = record.steps[i].stand;
        if (stand == RR_STAND_ALREADY)
            complain(cell, phase, "the journal says that it was there before");
        if (stand == RR_STAND_DONE && !is_done)
            complain(cell, phase, "the journal says done, and it is not");
        if ((stand == RR_STAND_FAILED || stand == RR_STAND_NONE) && is_done)
            complain(cell, phase, "the journal says not done, and it is");
    }
}

static const char *what_failed(struct cell *cell, const struct rr_run_result *result)
{
    for (size_t i = 0; i < result->n_steps; i++)
        if (result->steps[i].outcome != RR_OUTCOME_DONE)
            return rr_arena_printf(&cell->runs->arena, "%s is %s: %s: %s", result->steps[i].step,
                                   rr_step_outcome_word(result->steps[i].outcome),
                                   result->steps[i].err.summary, result->steps[i].err.detail);
    return "not complete";
}

static void resume(struct cell *cell, const char *run)
{
    struct rr_resume resume = runs_resume_plan(cell->runs, run);
    struct rr_run_result result = runs_resume(cell->runs, &resume);
    if (!result.is_complete)
        complain(cell, "resume", what_failed(cell, &result));
    check_journal(cell, run, "after resume");
    struct rr_journal_record record = runs_record(cell->runs, run);
    for (size_t i = 0; i < record.n_steps; i++)
        if (record.steps[i].stand != RR_STAND_DONE)
            complain(cell, "after resume", "the journal does not say done");
    if (record.summary.n_resumed != 1 || *record.summary.ended == '\0')
        complain(cell, "after resume", "the journal does not tell of the resume");
}

/* Others' bindings: nothing lost, nothing brought back. */
static void check_state(struct cell *cell, const struct meaning *wanted)
{
    struct meaning now = runs_meaning(cell->runs);
    bool has_writer = strstr(cell->fault->spec, "writer") != NULL;
    bool has_remover = strstr(cell->fault->spec, "remover") != NULL;
    const char *ignored = has_writer ? NEWCOMER : has_remover ? LEAVER : NULL;
    const char *difference = meaning_difference(wanted, &now, ignored, &cell->runs->arena);
    if (*difference != '\0')
        complain(cell, "the state", difference);
    if (has_writer && !meaning_has(&now, NEWCOMER))
        complain(cell, "the state", "what somebody added is gone");
    // Each policy that was written lost its leaver; those that were not still have theirs.
    const char *gone =
        rr_arena_printf(&cell->runs->arena, "%s grants", cell->kind->steps[0].resource);
    for (size_t i = 0; i < now.n && has_remover; i++)
        if (rr_str_has_prefix(now.lines[i], gone) && strstr(now.lines[i], LEAVER) != NULL)
            complain(cell, "the state", "what somebody removed is back");
}

/* Returns the run that the fault struck, finished. */
static const char *strike(struct cell *cell, const struct meaning *wanted)
{
    const char *glob = cell->is_undo ? cell->kind->undo_write : cell->kind->write;
    runs_faults(cell->runs, rr_arena_printf(&cell->runs->arena, "%s=%s", glob, cell->fault->spec));
    struct rr_run_result result = runs_apply(cell->runs, &cell->plan);
    wait_for_late_write(cell);
    check_journal(cell, result.run, "after the fault");
    if (cell->runs->sandbox->faults[0].n_struck == 0)
        complain(cell, "the fault", "it never struck");
    runs_faults(cell->runs, NULL);
    resume(cell, result.run);
    check_state(cell, wanted);
    return result.run;
}

/* The plan carried out without a fault: what the state means before and after. */
struct clean {
    struct meaning before, after;
    struct rr_undo undo;
};

static struct clean run_clean(struct cell *cell)
{
    struct clean clean = {.before = runs_meaning(cell->runs)};
    struct rr_run_result result = runs_apply(cell->runs, &cell->plan);
    clean.after = runs_meaning(cell->runs);
    clean.undo = runs_undo_plan(cell->runs, result.run);
    size_t n_wanted = cell->kind->undo_write != NULL ? cell->kind->n_steps : 0;
    if (!result.is_complete)
        complain(cell, "without a fault", what_failed(cell, &result));
    else if (clean.undo.plan.n_steps != n_wanted)
        complain(cell, "undo", clean.undo.n_kept > 0 ? clean.undo.kept[0].why : "another plan");
    return clean;
}

static void start_cloud(struct cell *cell)
{
    static size_t n;
    char dir[64];
    snprintf(dir, sizeof dir, "faults-%ld-%zu", (long)getpid(), n++);
    cell->runs = calloc(1, sizeof *cell->runs);
    runs_start(cell->runs, cell->kind->scenario, cell->kind->extra, dir);
}

static void stop_cloud(struct runs *runs)
{
    runs_stop(runs);
    free(runs);
}

/* An apply meets the fault in a cloud where nothing was done, an undo in one where the plan was. */
static void run_cell(struct cell *cell)
{
    cell->plan = plan_of(cell->kind);
    struct clean clean = run_clean(cell);
    if (cell->why == NULL && cell->is_undo) {
        cell->plan = clean.undo.plan;
        strike(cell, &clean.before);
    } else if (cell->why == NULL) {
        if (cell->kind->undo_write != NULL) {
            runs_apply(cell->runs, &clean.undo.plan);
        } else { // APIs stay on
            struct runs *first = cell->runs;
            start_cloud(cell);
            strike(cell, &clean.after);
            stop_cloud(first);
            return;
        }
        struct rr_undo undo = runs_undo_plan(cell->runs, strike(cell, &clean.after));
        runs_apply(cell->runs, &undo.plan);
    }
}

/* ---- all cells ---- */

static bool is_cell(const struct kind *kind, const struct fault *fault, bool is_undo)
{
    return (kind->is_policy || !fault->only_policy) && (!is_undo || kind->undo_write != NULL);
}

enum { WORKERS = 8 };

/* All faults of one kind; a cloud that is as it was at first serves the next cell too. */
static int run_row(const struct kind *kind, bool is_undo)
{
    int n_failed = 0;
    struct cell cell = {.kind = kind, .is_undo = is_undo};
    bool has_cloud = false;
    for (size_t f = 0; f < N_FAULTS; f++) {
        if (!is_cell(kind, &faults[f], is_undo))
            continue;
        cell.fault = &faults[f];
        cell.why = NULL;
        if (!has_cloud)
            start_cloud(&cell);
        run_cell(&cell);
        if (cell.why != NULL)
            printf("%s: %s\n", cell_name(&cell), cell.why);
        n_failed += cell.why != NULL;
        has_cloud = cell.why == NULL && kind->undo_write != NULL && !faults[f].only_policy;
        if (!has_cloud)
            stop_cloud(cell.runs);
    }
    if (has_cloud)
        stop_cloud(cell.runs);
    return n_failed;
}

static int work(size_t worker)
{
    int n_failed = 0;
    for (size_t row = worker; row < (size_t)N_KINDS * 2; row += WORKERS)
        if (row % 2 == 0 || kinds[row / 2].undo_write != NULL)
            n_failed += run_row(&kinds[row / 2], row % 2 == 1);
    return n_failed;
}

/* Processes, so that a cell's waiting holds up no other. */
static void all_cells_end_as_if_nothing_had_happened(void **state)
{
    (void)state;
    if (getenv("RUNREADY_TEST_WRAPPER") != NULL) {
        print_message("the clock of these runs is too fast for valgrind\n");
        skip();
    }
    pid_t workers[WORKERS];
    size_t n_cells = 0;
    bool all_fine = true;
    for (int i = 0; i < WORKERS; i++) {
        fflush(stdout);
        workers[i] = fork();
        if (workers[i] == 0) {
            int n_failed = work((size_t)i);
            fflush(stdout);
            _exit(n_failed != 0);
        }
    }
    for (int i = 0; i < WORKERS; i++) {
        int status = 0;
        if (workers[i] < 0 || waitpid(workers[i], &status, 0) != workers[i] || status != 0) {
            printf("worker %d: status %#x\n", i, (unsigned)status);
            all_fine = false;
        }
    }
    for (int is_undo = 0; is_undo < 2; is_undo++)
        for (size_t i = 0; i < N_KINDS * (size_t)N_FAULTS; i++)
            n_cells += is_cell(&kinds[i / N_FAULTS], &faults[i % N_FAULTS], is_undo != 0);
    printf("# fault matrix: %d kinds of write, done and taken back, by %d faults: %zu cells\n",
           N_KINDS, N_FAULTS, n_cells);
    assert_true(all_fine);
}

int main(void)
{
    static struct rr_schedule wanted, before;
    wanted = with_cron("5 4 * * *");
    before = with_cron("0 * * * *");
    kinds[N_KINDS - 1].steps[0].schedule = &wanted;
    kinds[N_KINDS - 1].steps[0].schedule_before = &before;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_cells_end_as_if_nothing_had_happened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
