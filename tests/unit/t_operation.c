#include "config.h"

#include <signal.h>
#include <sys/time.h>

#include "core/gcp/operation.h"
#include "core/gcp/repository_write.h"
#include "core/gcp/services.h"
#include "tests/support/cloud.h"

static int64_t slept_ms;

static void sleep_not(void *data, int64_t ms)
{
    (void)data;
    slept_ms += ms;
}

static bool
wait_for(struct cloud *cloud, const char *first, struct json_object **response, struct rr_err *err)
{
    struct rr_pacer pacer = {cloud->caller, sleep_not, NULL};
    struct json_object *operation = json_tokener_parse(first);
    slept_ms = 0;
    bool ok = rr_operation_wait(&pacer, RR_API_SERVICEUSAGE, operation, response, err);
    json_object_put(operation);
    return ok;
}

static void is_not_asked_for_when_done(void **state)
{
    (void)state;
    struct cloud *cloud = cloud_start();
    struct json_object *response = NULL;
    struct rr_err err = {0};
    assert_true(wait_for(
        cloud, "{\"name\":\"operations/noop.DONE_OPERATION\",\"done\":true,\"response\":{\"a\":1}}",
        &response, &err));
    assert_int_equal(rr_json_int(response, "a"), 1);
    json_object_put(response);
    assert_true(wait_for(cloud, "{\"name\":\"operations/x\",\"done\":true}", &response, &err));
    assert_null(response);
    assert_int_equal(cloud->n_log, 0);
    cloud_stop(cloud);
}

static void is_asked_for_until_done(void **state)
{
    (void)state;
    struct cloud *cloud = cloud_start();
    struct rr_err err = {0};
    cloud->polls_until_done = 9;
    assert_true(wait_for(cloud, "{\"name\":\"operations/acat.p2-1\"}", NULL, &err));
    assert_int_equal(cloud->n_log, 10);
    assert_string_equal(cloud->log[0], "GET /v1/operations/acat.p2-1");
    assert_true(slept_ms > 10 * 300); // each wait is longer than the one before
    cloud_stop(cloud);
}

static void tells_its_own_error(void **state)
{
    (void)state;
    static const struct {
        const char *first;
        enum rr_err_kind kind;
    } rows[] = {
        {"{\"name\":\"operations/x\",\"done\":true,\"error\":{\"code\":7,\"message\":\"no\"}}",
         RR_DENIED},
        {"{\"error\":{\"code\":9,\"message\":\"User a does not belong to a permitted customer: do "
         "not belong to a permitted customer\"}}",
         RR_BLOCKED},
        {"{\"name\":\"operations/x\",\"error\":{\"code\":6,\"message\":\"there\"}}", RR_EXISTS},
    };
    struct cloud *cloud = cloud_start();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_err err = {0};
        assert_false(wait_for(cloud, rows[i].first, NULL, &err));
        assert_int_equal(err.kind, rows[i].kind);
    }
    assert_int_equal(cloud->n_log, 0);
    cloud_stop(cloud);
}

static void gives_up_without_guessing(void **state)
{
    (void)state;
    struct cloud *cloud = cloud_start();
    struct rr_err err = {0};
    cloud->polls_until_done = 1 << 20;
    assert_false(wait_for(cloud, "{\"name\":\"operations/x\"}", NULL, &err));
    assert_int_equal(err.kind, RR_OUTCOME_UNKNOWN);
    assert_true(slept_ms > 29 * 60 * 1000 && slept_ms <= 30 * 60 * 1000);
    assert_false(wait_for(cloud, "{}", NULL, &err));
    assert_int_equal(err.kind, RR_OUTCOME_UNKNOWN);
    cloud->faults[0] =
        (struct cloud_fault){.contains = "operations/", .times = -1, .status = 403, .body = "{}"};
    assert_false(wait_for(cloud, "{\"name\":\"operations/x\"}", NULL, &err));
    assert_int_equal(err.kind, RR_OUTCOME_UNKNOWN);
    cloud_stop(cloud);
}

static void ends_when_cancelled(void **state)
{
    (void)state;
    struct cloud *cloud = cloud_start();
    struct rr_err err = {0};
    rr_caller_cancel(cloud->caller);
    assert_false(wait_for(cloud, "{\"name\":\"operations/x\"}", NULL, &err));
    assert_int_equal(err.kind, RR_CANCELLED);
    assert_int_equal(cloud->n_log, 0);
    cloud_stop(cloud);
}

static struct rr_caller *caller_to_cancel;

static void on_alarm(int signal_number)
{
    (void)signal_number;
    rr_caller_cancel(caller_to_cancel);
}

static void a_cancel_ends_a_wait(void **state)
{
    (void)state;
    struct cloud *cloud = cloud_start();
    struct rr_pacer pacer = {.caller = cloud->caller};
    assert_true(rr_pacer_sleep(&pacer, 0));
    caller_to_cancel = cloud->caller;
    signal(SIGALRM, on_alarm);
    setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {.tv_usec = 1000}}, NULL);
    assert_false(rr_pacer_sleep(&pacer, INT64_C(3600) * 1000)); // or the test takes an hour
    signal(SIGALRM, SIG_DFL);
    cloud_stop(cloud);
}

static void backs_off_within_limits(void **state)
{
    (void)state;
    static const struct rr_backoff backoff = {.first_ms = 100,
                                              .percent = 200,
                                              .cap_ms = 500,
                                              .limit_ms = 5000,
                                              .max_waits = 4,
                                              .has_jitter = true};
    static const int64_t tops[] = {100, 200, 400, 500};
    struct rr_waits waits = {0};
    int64_t wait_ms;
    for (int i = 0; i < 4; i++) {
        assert_true(rr_backoff_next(&backoff, &waits, &wait_ms));
        assert_true(wait_ms >= tops[i] / 2 && wait_ms <= tops[i]);
    }
    assert_false(rr_backoff_next(&backoff, &waits, &wait_ms));
}

/* --- the calls whose answers are operations --- */

static void check_line(struct rr_call call, const char *line, const char *query, const char *body)
{
    RR_BUF_AUTO got = {0};
    rr_buf_printf(&got, "%s %s", call.method, call.path);
    assert_string_equal(rr_buf_text(&got), line);
    if (query != NULL)
        assert_string_equal(call.query, query);
    if (body != NULL)
        assert_string_equal(rr_json_text(call.body), body);
    json_object_put(call.body);
}

static void calls_are_as_gcloud_sends_them(void **state)
{
    (void)state;
    static const char *const services[] = {"run.googleapis.com", "cloudbuild.googleapis.com"};
    static const char repository[] = "projects/p/locations/l/repositories/cloud-run-source-deploy";
    struct rr_arena arena = {0};
    check_line(rr_services_enable(&arena, "p", services, 2),
               "POST /v1/projects/p/services:batchEnable", NULL,
               "{\"serviceIds\":[\"run.googleapis.com\",\"cloudbuild.googleapis.com\"]}");
    check_line(rr_services_list(&arena, "p", ""), "GET /v1/projects/p/services",
               "filter=state:ENABLED&pageSize=200", NULL);
    check_line(rr_repository_create(&arena, repository),
               "POST /v1/projects/p/locations/l/repositories",
               "repositoryId=cloud-run-source-deploy",
               "{\"description\":\"Cloud Run Source Deployments\",\"format\":\"DOCKER\","
               "\"name\":\"projects/p/locations/l/repositories/cloud-run-source-deploy\"}");
    check_line(rr_repository_look_up(&arena, repository),
               "GET /v1/projects/p/locations/l/repositories/cloud-run-source-deploy", NULL, NULL);
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_not_asked_for_when_done),
        cmocka_unit_test(is_asked_for_until_done),
        cmocka_unit_test(tells_its_own_error),
        cmocka_unit_test(gives_up_without_guessing),
        cmocka_unit_test(ends_when_cancelled),
        cmocka_unit_test(a_cancel_ends_a_wait),
        cmocka_unit_test(backs_off_within_limits),
        cmocka_unit_test(calls_are_as_gcloud_sends_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
