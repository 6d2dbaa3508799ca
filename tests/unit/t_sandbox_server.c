/* The sandbox over real sockets: parallel requests, connections kept, faults on the wire. */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <threads.h>
#include <unistd.h>

#include "core/util/buf.h"
#include "core/util/clock.h"
#include "sandbox/sandbox.h"
#include "tests/support/unit.h"

#define PROJECT "/v1/projects/my-ml-project"

static int dial(const struct rr_sandbox *sandbox)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)rr_sandbox_port(sandbox))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

/* Sends a request on a connection that is to be closed, and reads all of the answer; errno at its end. */
static int exchange(const struct rr_sandbox *sandbox,
                    const char *method,
                    const char *target,
                    const char *body,
                    struct rr_buf *answer)
{
    int fd = dial(sandbox);
    RR_BUF_AUTO request = {0};
    rr_buf_printf(
        &request,
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s",
        method, target, strlen(body), body);
    assert_int_equal(write(fd, request.data, request.len), request.len);
    char chunk[65536];
    ssize_t n;
    errno = 0;
    while ((n = read(fd, chunk, sizeof chunk)) > 0)
        rr_buf_addn(answer, chunk, (size_t)n);
    int error = n < 0 ? errno : 0;
    close(fd);
    return error;
}

static int status_of(const struct rr_buf *answer)
{
    int status = 0;
    sscanf(rr_buf_text(answer), "HTTP/1.1 %d", &status);
    return status;
}

static struct rr_sandbox *start(const char *fault, int latency_ms)
{
    const char *faults[] = {fault, NULL};
    struct rr_sandbox_options options = {.scenario = "fresh", .latency_ms = latency_ms};
    struct rr_err err = {0};
    if (fault != NULL)
        options.faults = faults;
    struct rr_sandbox *sandbox = rr_sandbox_start(&options, &err);
    if (sandbox == NULL)
        fail_msg("%s", err.summary);
    return sandbox;
}

/* One request under one fault; the end of the connection as errno. */
static int try_fault(const char *fault, struct rr_buf *answer)
{
    struct rr_sandbox *sandbox = start(fault, 0);
    int error = exchange(sandbox, "GET", PROJECT, "", answer);
    rr_sandbox_stop(sandbox);
    return error;
}

static void faults_show_on_the_wire(void **state)
{
    (void)state;
    RR_BUF_AUTO answer = {0};
    assert_int_equal(try_fault(PROJECT "=429,retry-after=3", &answer), 0);
    assert_int_equal(status_of(&answer), 429);
    assert_non_null(strstr(answer.data, "Retry-After: 3\r\n"));
    rr_buf_clear(&answer);
    try_fault(PROJECT "=reset", &answer);
    assert_int_equal(answer.len, 0);
    try_fault(PROJECT "=drop", &answer);
    assert_int_equal(answer.len, 0);
    try_fault(PROJECT "=cut", &answer);
    assert_int_equal(status_of(&answer), 200);
    assert_null(strstr(answer.data, "\n}"));
    rr_buf_clear(&answer);
    try_fault(PROJECT "=garbage", &answer);
    assert_non_null(strstr(answer.data, "<html>"));
    rr_buf_clear(&answer);
    try_fault(PROJECT "=empty", &answer);
    assert_non_null(strstr(answer.data, "Content-Length: 0"));
    rr_buf_clear(&answer);
    try_fault(PROJECT "=deep", &answer);
    assert_true(answer.len > 20000);
}

static void a_dropped_write_is_done_all_the_same(void **state)
{
    (void)state;
    struct rr_sandbox *sandbox = start("*/serviceAccounts:POST=drop,count=1", 0);
    RR_BUF_AUTO answer = {0};
    exchange(sandbox, "POST", PROJECT "/serviceAccounts", "{\"accountId\": \"invoker\"}", &answer);
    assert_int_equal(answer.len, 0);
    exchange(sandbox, "POST", PROJECT "/serviceAccounts", "{\"accountId\": \"invoker\"}", &answer);
    assert_int_equal(status_of(&answer), 409);
    rr_buf_clear(&answer);
    exchange(sandbox, "GET", "/_log", "", &answer);
    assert_non_null(strstr(answer.data, "\"path\":\"" PROJECT "/serviceAccounts\""));
    rr_sandbox_stop(sandbox);
}

static void somebody_else_writes_first(void **state)
{
    (void)state;
    struct rr_sandbox *sandbox = start("*:setIamPolicy=writer,count=1", 0);
    RR_BUF_AUTO answer = {0};
    exchange(sandbox, "POST", PROJECT ":getIamPolicy", "{}", &answer);
    char etag[32] = "", body[300];
    assert_int_equal(sscanf(strstr(answer.data, "\"etag\":\"") + 8, "%31[^\"]", etag), 1);
    snprintf(body, sizeof body,
             "{\"policy\": {\"version\": 3, \"etag\": \"%s\", \"bindings\": [{\"role\": "
             "\"roles/owner\", "
             "\"members\": [\"user:you@example.com\"]}]}}",
             etag);
    rr_buf_clear(&answer);
    exchange(sandbox, "POST", PROJECT ":setIamPolicy", body, &answer);
    assert_int_equal(status_of(&answer), 409);
    rr_buf_clear(&answer);
    exchange(sandbox, "GET", "/_state?iam=1", "", &answer);
    assert_non_null(strstr(answer.data, "somebody.else@example.com"));
    rr_buf_clear(&answer);
    exchange(sandbox, "POST", "/_reset", "", &answer);
    exchange(sandbox, "GET", "/_state?iam=1", "", &answer);
    assert_null(strstr(answer.data, "somebody.else@example.com"));
    rr_sandbox_stop(sandbox);
}

static int ask_once(void *data)
{
    RR_BUF_AUTO answer = {0};
    exchange(data, "GET", PROJECT, "", &answer);
    return status_of(&answer);
}

static void latency_is_shared_not_summed(void **state)
{
    (void)state;
    struct rr_sandbox *sandbox = start(NULL, 200);
    struct rr_clock clock = {0};
    int64_t began = rr_clock_mono_ms(&clock);
    thrd_t threads[8];
    for (int i = 0; i < 8; i++)
        assert_int_equal(thrd_create(&threads[i], ask_once, sandbox), thrd_success);
    for (int i = 0; i < 8; i++) {
        int status = 0;
        thrd_join(threads[i], &status);
        assert_int_equal(status, 200);
    }
    int64_t took = rr_clock_mono_ms(&clock) - began;
    assert_true(took >= 200);
    assert_true(took < 1200); // one after the other would be 1600
    rr_sandbox_stop(sandbox);
}

static void a_connection_is_kept(void **state)
{
    (void)state;
    struct rr_sandbox *sandbox = start(NULL, 0);
    static const char request[] = "GET " PROJECT " HTTP/1.1\r\nHost: x\r\n\r\n";
    int fd = dial(sandbox);
    for (int i = 0; i < 3; i++) {
        char chunk[4096] = "";
        size_t have = 0;
        assert_int_equal(write(fd, request, sizeof request - 1), sizeof request - 1);
        while (strstr(chunk, "\n}") == NULL) {
            ssize_t n = read(fd, chunk + have, sizeof chunk - 1 - have);
            assert_true(n > 0);
            have += (size_t)n;
        }
    }
    close(fd);
    rr_sandbox_stop(sandbox);
}

static void stopping_ends_a_wait(void **state)
{
    (void)state;
    struct rr_sandbox *sandbox = start("*=slow,ms=60000", 0);
    struct rr_clock clock = {0};
    int64_t began = rr_clock_mono_ms(&clock);
    thrd_t thread;
    assert_int_equal(thrd_create(&thread, ask_once, sandbox), thrd_success);
    thrd_sleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    rr_sandbox_stop(sandbox);
    thrd_join(thread, NULL);
    assert_true(rr_clock_mono_ms(&clock) - began < 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_show_on_the_wire),
        cmocka_unit_test(a_dropped_write_is_done_all_the_same),
        cmocka_unit_test(somebody_else_writes_first),
        cmocka_unit_test(latency_is_shared_not_summed),
        cmocka_unit_test(a_connection_is_kept),
        cmocka_unit_test(stopping_ends_a_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
