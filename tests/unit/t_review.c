/* A plan as it is reviewed: by resource, with switches, before and after. */
#include "config.h"

#include <string.h>

#include "core/observe/observed.h"
#include "core/plan/step.h"
#include "runready/review.h"
#include "tests/support/unit.h"

#define BUILDER "serviceAccount:1-compute@developer.gserviceaccount.com"

static struct rr_arena arena;

enum { ENABLE, REPOSITORY, LOG, ADMIN, WRITER, N_STEPS };

static const char *const services[] = {"artifactregistry.googleapis.com"};
static const char *const needs_api[] = {"enable"};
static const char *const needs_repository[] = {"repository", "enable"};
static const char *const owners[] = {"user:owner@example.com"};
static const char *const guests[] = {"user:guest@example.com"};
static const struct rr_step_binding before_admin[] = {
    {owners, 1, "", ""},
    {guests, 1, "until May", "request.time < timestamp('2027-05-01T00:00:00Z')"},
};
static const char *const others[] = {"user:somebody@example.com"};
static const struct rr_binding bindings[] = {
    {"roles/run.admin", owners, 1, {"", "", ""}},
    {"roles/run.admin", guests, 1, {"until May", "", "request.time < x"}},
    {"roles/viewer", others, 1, {"", "", ""}},
    {"roles/owner", owners, 1, {"", "", ""}},
};

static const struct rr_step steps[N_STEPS] = {
    [ENABLE] = {.id = "enable",
                .kind = RR_STEP_ENABLE_SERVICES,
                .resource = "projects/p/services",
                .why = "",
                .risk_text = "",
                .role = "",
                .member = "",
                .services = services,
                .n_services = 1},
    [REPOSITORY] = {.id = "repository",
                    .kind = RR_STEP_CREATE_REPOSITORY,
                    .resource = "projects/p/locations/l/repositories/r",
                    .why = "",
                    .risk_text = "",
                    .role = "",
                    .member = "",
                    .needs = needs_api,
                    .n_needs = 1},
    [LOG] = {.id = "log",
             .kind = RR_STEP_GRANT_PROJECT_ROLE,
             .resource = "projects/p",
             .why = "",
             .risk_text = "",
             .role = "roles/logging.logWriter",
             .member = BUILDER},
    [ADMIN] = {.id = "admin",
               .kind = RR_STEP_GRANT_PROJECT_ROLE,
               .resource = "projects/p",
               .risk = RR_RISK_HIGH,
               .why = "",
               .risk_text = "",
               .role = "roles/run.admin",
               .member = BUILDER,
               .before = before_admin,
               .n_before = 2},
    [WRITER] = {.id = "writer",
                .kind = RR_STEP_GRANT_REPOSITORY_ROLE,
                .resource = "projects/p/locations/l/repositories/r",
                .why = "",
                .risk_text = "",
                .role = "roles/artifactregistry.writer",
                .member = BUILDER,
                .needs = needs_repository,
                .n_needs = 2},
};

static const struct rr_blocked blocked[] = {{.step = "admin", .by = "permission:x", .why = "no"}};

static const struct rr_plan plan = {
    .steps = steps, .n_steps = N_STEPS, .blocked = blocked, .n_blocked = 1, .is_complete = true};

static struct rr_review review_without(const char *const *off, size_t n)
{
    const struct rr_review_wish wish = {.all = &plan, .off = off, .n_off = n};
    return rr_review_make(&wish, &arena);
}

/* One letter a step, in the plan's order: on, Off, Follows. */
static const char *states(const struct rr_review *review)
{
    char out[N_STEPS + 1] = {0};
    for (int i = 0; i < N_STEPS; i++)
        out[i] = "+OF"[rr_review_find(review, steps[i].id)->state];
    return rr_arena_str(&arena, out);
}

static void stands_by_resource(void **state)
{
    (void)state;
    struct rr_review review = review_without(NULL, 0);
    assert_int_equal(review.n_resources, 3);
    assert_string_equal(review.resources[0].title, "APIs of the project");
    assert_string_equal(review.resources[1].title, "Image repository r");
    assert_string_equal(review.resources[2].title, "Project p");
    assert_int_equal(review.resources[1].n_steps, 2);
    assert_string_equal(review.resources[1].steps[1].step->id, "writer");
    assert_int_equal(review.plan.n_steps, N_STEPS);
    assert_int_equal(review.risk, RR_RISK_HIGH);
    assert_string_equal(states(&review), "+++++");
}

static void every_step_says_how_it_is_taken_back(void **state)
{
    (void)state;
    struct rr_review review = review_without(NULL, 0);
    for (int i = 0; i < N_STEPS; i++) {
        assert_true(*rr_review_find(&review, steps[i].id)->title != '\0');
        assert_true(*rr_review_find(&review, steps[i].id)->undo != '\0');
    }
}

static void marks_what_the_caller_may_not_do(void **state)
{
    (void)state;
    static const char *const off[] = {"admin"};
    struct rr_review review = review_without(NULL, 0);
    assert_ptr_equal(rr_review_find(&review, "admin")->blocked, &blocked[0]);
    assert_null(rr_review_find(&review, "log")->blocked);
    assert_int_equal(review.n_blocked, 1);
    review = review_without(off, 1);
    assert_int_equal(review.n_blocked, 0);
    assert_int_equal(review.risk, RR_RISK_LOW);
    assert_non_null(rr_review_find(&review, "admin")->blocked);
}

static void what_needs_a_step_that_is_off_goes_off_with_it(void **state)
{
    (void)state;
    static const char *const off[] = {"enable"};
    struct rr_review review = review_without(off, 1);
    assert_string_equal(states(&review), "OF++F");
    assert_int_equal(review.plan.n_steps, 2);
    assert_int_equal(review.resources[1].n_on, 0);
    assert_int_equal(review.resources[1].n_lines, 0);
    assert_string_equal(rr_review_find(&review, "repository")->because->id, "enable");
    assert_string_equal(rr_review_find(&review, "writer")->because->id, "repository");
}

static void ids_that_are_not_in_the_plan_count_for_nothing(void **state)
{
    (void)state;
    static const char *const off[] = {"from-another-preset"};
    struct rr_review review = review_without(off, 1);
    assert_string_equal(states(&review), "+++++");
    assert_null(rr_review_find(&review, "from-another-preset"));
}

static void toggles(void **state)
{
    (void)state;
    static const char *const nothing[1];
    static const char *const enable[] = {"enable", "log", "elsewhere"};
    const char *out[4];
    const struct rr_review_wish all_on = {.all = &plan, .off = nothing, .n_off = 0};
    assert_int_equal(rr_review_toggle(&all_on, "log", out, &arena), 1);
    assert_string_equal(out[0], "log");
    assert_int_equal(rr_review_toggle(&all_on, "no-such-step", out, &arena), 0);

    // On again, with all that it needs; what has nothing to do with it stays off.
    const struct rr_review_wish some_off = {.all = &plan, .off = enable, .n_off = 3};
    assert_int_equal(rr_review_toggle(&some_off, "writer", out, &arena), 2);
    assert_string_equal(out[0], "log");
    assert_string_equal(out[1], "elsewhere");
    assert_int_equal(rr_review_toggle(&some_off, "log", out, &arena), 2);
    assert_string_equal(out[0], "enable");
}

static void needs_in_a_tangle_are_settled_at_once(void **state)
{
    (void)state;
    enum { MANY = 60 };
    struct rr_step tangled[MANY];
    const char *ids[MANY];
    const char *out[2];
    static const char *const off[] = {"s0"};
    for (size_t i = 0; i < MANY; i++) {
        ids[i] = rr_arena_printf(&arena, "s%zu", i);
        tangled[i] = steps[LOG];
        tangled[i].id = ids[i];
        tangled[i].needs = ids;
        tangled[i].n_needs = MANY;
    }
    const struct rr_plan tangle = {.steps = tangled, .n_steps = MANY};
    const struct rr_review_wish wish = {.all = &tangle, .off = off, .n_off = 1};
    assert_int_equal(rr_review_toggle(&wish, "s59", out, &arena), 0);
}

static void shows_before_and_after_of_a_policy(void **state)
{
    (void)state;
    struct rr_review review = review_without(NULL, 0);
    const struct rr_review_resource *project = &review.resources[2];
    assert_true(project->has_policy);
    assert_false(project->is_counted);
    assert_int_equal(project->n_lines, 4);
    assert_int_equal(project->lines[0].mark, RR_REVIEW_ADDED);
    assert_string_equal(project->lines[0].key, "roles/logging.logWriter");
    assert_int_equal(project->lines[1].mark, RR_REVIEW_SAME);
    assert_string_equal(project->lines[1].value, "user:owner@example.com");
    assert_string_equal(project->lines[2].condition, "until May");
    assert_int_equal(project->lines[3].mark, RR_REVIEW_ADDED);
    assert_string_equal(project->lines[3].value, BUILDER);
    assert_string_equal(project->lines[3].condition, "");
}

static void counts_the_bindings_that_stay_untouched(void **state)
{
    (void)state;
    struct rr_observed *observed = rr_arena_alloc(&arena, sizeof *observed);
    struct rr_fact fact = {.id = "project-policy", .state = RR_FACT_KNOWN};
    observed->reads[RR_READ_PROJECT_POLICY] = (struct rr_read_facts){&fact, 1};
    observed->project_policy = (struct rr_policy){3, "x", bindings, 4};
    const struct rr_review_wish wish = {.all = &plan, .observed = observed};
    struct rr_review review = rr_review_make(&wish, &arena);
    assert_true(review.resources[2].is_counted);
    assert_int_equal(review.resources[2].n_untouched, 2);
    assert_false(review.resources[1].is_counted);
}

static void shows_the_state_of_apis(void **state)
{
    (void)state;
    struct rr_review review = review_without(NULL, 0);
    assert_false(review.resources[0].has_policy);
    assert_int_equal(review.resources[0].n_lines, 2);
    assert_int_equal(review.resources[0].lines[0].mark, RR_REVIEW_REMOVED);
    assert_string_equal(review.resources[0].lines[1].value, "on");
    assert_string_equal(review.resources[0].lines[1].key, services[0]);
}

static void shows_the_changed_fields_of_a_schedule(void **state)
{
    (void)state;
    struct rr_schedule before = rr_schedule_empty();
    struct rr_schedule after = rr_schedule_empty();
    before.cron = "0 1 * * *";
    after.cron = "0 2 * * *";
    after.uri = "https://x.run.app/job";
    struct rr_step step = steps[ENABLE];
    step.kind = RR_STEP_UPDATE_SCHEDULE;
    step.resource = "projects/p/locations/l/jobs/nightly";
    step.schedule = &after;
    step.schedule_before = &before;
    step.fields = 1U << RR_SCHEDULE_CRON;
    const struct rr_plan one = {.steps = &step, .n_steps = 1};
    const struct rr_review_wish wish = {.all = &one};
    struct rr_review review = rr_review_make(&wish, &arena);
    assert_string_equal(review.resources[0].title, "Scheduler job nightly");
    assert_int_equal(review.resources[0].n_lines, 2);
    assert_string_equal(review.resources[0].lines[0].value, "0 1 * * *");
    assert_string_equal(review.resources[0].lines[1].value, "0 2 * * *");
}

static void shows_what_an_undo_takes_back(void **state)
{
    (void)state;
    static const char *const both[] = {"user:owner@example.com", BUILDER};
    static const struct rr_step_binding before[] = {{both, 2, "", ""}};
    struct rr_step undo[2] = {steps[ADMIN], steps[ENABLE]};
    undo[0].before = before;
    undo[0].n_before = 1;
    undo[0].is_undo = true;
    undo[1].is_undo = true;
    const struct rr_plan back = {.steps = undo, .n_steps = 2};
    const struct rr_review_wish wish = {.all = &back};
    struct rr_review review = rr_review_make(&wish, &arena);
    assert_int_equal(review.resources[0].n_lines, 2);
    assert_int_equal(review.resources[0].lines[0].mark, RR_REVIEW_SAME);
    assert_int_equal(review.resources[0].lines[1].mark, RR_REVIEW_REMOVED);
    assert_string_equal(review.resources[0].lines[1].value, BUILDER);
    assert_string_equal(review.resources[1].lines[1].value, "off");
}

static int teardown(void **state)
{
    (void)state;
    rr_arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_by_resource),
        cmocka_unit_test(every_step_says_how_it_is_taken_back),
        cmocka_unit_test(marks_what_the_caller_may_not_do),
        cmocka_unit_test(what_needs_a_step_that_is_off_goes_off_with_it),
        cmocka_unit_test(ids_that_are_not_in_the_plan_count_for_nothing),
        cmocka_unit_test(toggles),
        cmocka_unit_test(needs_in_a_tangle_are_settled_at_once),
        cmocka_unit_test(shows_before_and_after_of_a_policy),
        cmocka_unit_test(counts_the_bindings_that_stay_untouched),
        cmocka_unit_test(shows_the_state_of_apis),
        cmocka_unit_test(shows_the_changed_fields_of_a_schedule),
        cmocka_unit_test(shows_what_an_undo_takes_back),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
