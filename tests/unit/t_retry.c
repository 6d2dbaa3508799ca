#include "config.h"

#include "core/net/retry.h"
#include "tests/support/unit.h"

static struct rr_retry_case a_case(enum rr_err_kind kind, int status)
{
    return (struct rr_retry_case){
        .kind = kind, .http_status = status, .attempt = 1, .retry_after_ms = -1, .was_sent = true};
}

/* One line a rule: what an idempotent call and a write do after the first failure. */
static void rows(void **state)
{
    (void)state;
    static const struct {
        enum rr_err_kind kind;
        int status;
        const char *reason;
        bool read_again, write_again, write_lost;
    } rows[] = {
        {RR_OFFLINE, 0, "", true, false, true},
        {RR_OFFLINE, 0, "TLS", false, false, false},
        {RR_OFFLINE, 407, "PROXY_AUTH", false, false, false},
        {RR_TIMEOUT, 0, "", true, false, true},
        {RR_TIMEOUT, 408, "", true, false, true},
        {RR_BAD_REPLY, 200, "CUT", true, false, true},
        {RR_BAD_REPLY, 200, "", false, false, false},
        {RR_QUOTA, 429, "", true, true, false},
        {RR_QUOTA, 403, "rateLimitExceeded", true, true, false},
        {RR_CLOUD, 500, "INTERNAL", true, false, true},
        {RR_CLOUD, 502, "", true, false, true},
        {RR_CLOUD, 503, "UNAVAILABLE", true, false, false},
        {RR_CLOUD, 504, "", true, false, true},
        {RR_CLOUD, 501, "", false, false, false},
        {RR_CLOUD, 400, "INVALID_ARGUMENT", false, false, false},
        {RR_CONFLICT, 409, "ABORTED", false, false, false},
        {RR_CONFLICT, 400, "ACTIVATION_IN_PROGRESS", true, true, false},
        {RR_NOT_SIGNED_IN, 401, "", false, false, false},
        {RR_DENIED, 403, "IAM_PERMISSION_DENIED", false, false, false},
        {RR_API_OFF, 403, "SERVICE_DISABLED", false, false, false},
        {RR_BLOCKED, 400, "", false, false, false},
        {RR_NOT_FOUND, 404, "", false, false, false},
        {RR_EXISTS, 409, "", false, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_retry_case c = a_case(rows[i].kind, rows[i].status);
        c.reason = rows[i].reason;
        struct rr_retry_verdict write = rr_retry_decide(NULL, &c);
        c.is_idempotent = true;
        struct rr_retry_verdict read = rr_retry_decide(NULL, &c);
        if (read.again != rows[i].read_again || write.again != rows[i].write_again ||
            write.is_lost != rows[i].write_lost)
            fail_msg("%s %d %s", rr_err_kind_word(rows[i].kind), rows[i].status, rows[i].reason);
    }
}

static void what_was_not_sent_may_be_sent(void **state)
{
    (void)state;
    struct rr_retry_case c = a_case(RR_OFFLINE, 0);
    c.was_sent = false;
    assert_true(rr_retry_decide(NULL, &c).again);
    c.attempt = 99;
    assert_false(rr_retry_decide(NULL, &c).again);
    assert_false(rr_retry_decide(NULL, &c).is_lost);
}

static void jitter_is_full_and_capped(void **state)
{
    (void)state;
    struct rr_retry_limits limits = {.max_attempts = 50, .base_ms = 100, .cap_ms = 1000};
    struct rr_retry_case c = a_case(RR_QUOTA, 429);
    c.random = 0;
    assert_int_equal(rr_retry_decide(&limits, &c).wait_ms, 0);
    c.random = UINT32_MAX;
    assert_int_equal(rr_retry_decide(&limits, &c).wait_ms, 100);
    c.attempt = 3;
    assert_int_equal(rr_retry_decide(&limits, &c).wait_ms, 400);
    c.attempt = 40;
    assert_int_equal(rr_retry_decide(&limits, &c).wait_ms, 1000);
}

static void the_service_is_obeyed_within_the_budget(void **state)
{
    (void)state;
    struct rr_retry_case c = a_case(RR_QUOTA, 429);
    c.retry_after_ms = 30000;
    struct rr_retry_verdict verdict = rr_retry_decide(NULL, &c);
    assert_true(verdict.again);
    assert_true(verdict.wait_ms >= 30000);
    c.elapsed_ms = 40000;
    assert_false(rr_retry_decide(NULL, &c).again);
    c.retry_after_ms = 3600 * 1000;
    c.elapsed_ms = 0;
    assert_false(rr_retry_decide(NULL, &c).again);
}

static void attempts_are_counted(void **state)
{
    (void)state;
    struct rr_retry_case c = a_case(RR_QUOTA, 429);
    c.attempt = 4;
    assert_true(rr_retry_decide(NULL, &c).again);
    c.attempt = 5;
    assert_false(rr_retry_decide(NULL, &c).again);
    // A minute each: not five of them.
    c = a_case(RR_TIMEOUT, 0);
    c.is_idempotent = true;
    c.attempt = 2;
    assert_false(rr_retry_decide(NULL, &c).again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(what_was_not_sent_may_be_sent),
        cmocka_unit_test(jitter_is_full_and_capped),
        cmocka_unit_test(the_service_is_obeyed_within_the_budget),
        cmocka_unit_test(attempts_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
