#include "config.h"

#include <string.h>
#include <unistd.h>

#include "core/net/http.h"
#include "core/util/str.h"
#include "tests/support/server.h"

static struct rr_arena arena;

/* What a callback saw, copied. */
struct seen {
    int n_calls;
    int status;
    struct rr_err err;
    bool was_sent;
    char body[256];
    size_t n_body;
    char header[64];
    int64_t retry_after_ms;
};

static void see(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct seen *seen = data;
    seen->n_calls++;
    seen->status = reply->status;
    seen->was_sent = reply->was_sent;
    seen->err = err != NULL ? *err : (struct rr_err){0};
    snprintf(seen->body, sizeof seen->body, "%s", reply->body);
    seen->n_body = reply->n_body;
    snprintf(seen->header, sizeof seen->header, "%s", rr_http_header(reply, "x-test"));
    seen->retry_after_ms = rr_http_retry_after_ms(reply);
}

static struct rr_http *engine(void)
{
    static const char *const none[] = {NULL};
    static const struct rr_env env = {unit_env_get, (void *)(uintptr_t)none};
    struct rr_http *http = rr_http_new(&(struct rr_http_options){.env = &env});
    assert_non_null(http);
    return http;
}

static struct seen fetch(struct rr_http *http, const struct rr_http_request *request)
{
    struct seen seen = {0};
    assert_int_not_equal(rr_http_submit(http, request, see, &seen), 0);
    assert_int_equal(seen.n_calls, 0);
    while (rr_http_turn(http, -1))
        continue;
    assert_int_equal(seen.n_calls, 1);
    return seen;
}

static struct seen get(server_fn *answer)
{
    struct server server;
    struct rr_http *http = engine();
    server_start(&server, answer, NULL);
    struct rr_http_request request = {.method = "GET", .url = server.url, .max_body = 1000};
    struct seen seen = fetch(http, &request);
    rr_http_free(http);
    server_stop(&server);
    return seen;
}

static void
answer_good(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    server_reply(reply, 201, "X-Test: yes\r\nRetry-After: 7\r\n", "hello");
}

static void a_whole_answer(void **state)
{
    (void)state;
    struct seen seen = get(answer_good);
    assert_int_equal(seen.status, 201);
    assert_int_equal(seen.err.kind, RR_OK);
    assert_string_equal(seen.body, "hello");
    assert_string_equal(seen.header, "yes");
    assert_int_equal(seen.retry_after_ms, 7000);
    assert_true(seen.was_sent);
}

static void
answer_any(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    server_reply(reply, 200, "", "");
}

static void methods_and_bodies(void **state)
{
    (void)state;
    static const struct {
        const char *method;
        const char *body;
    } rows[] = {{"GET", NULL}, {"POST", NULL},         {"POST", "{}"},
                {"PUT", "x"},  {"PATCH", "{\"a\":1}"}, {"DELETE", NULL}};
    struct server server;
    struct rr_http *http = engine();
    server_start(&server, answer_any, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static const char *const headers[] = {"X-One: 1"};
        struct rr_http_request request = {
            .method = rows[i].method,
            .url = rr_arena_printf(&arena, "%s/a%%2Fb?c=d", server.url),
            .headers = headers,
            .n_headers = 1,
            .body = rows[i].body,
            .n_body = rows[i].body != NULL ? strlen(rows[i].body) : 0,
            .is_sensitive = true,
        };
        assert_int_equal(fetch(http, &request).status, 200);
        const struct server_request *sent = &server.log[server.n_log - 1];
        assert_string_equal(sent->method, rows[i].method);
        assert_string_equal(sent->target, "/a%2Fb?c=d");
        assert_string_equal(sent->body, rows[i].body != NULL ? rows[i].body : "");
        assert_string_equal(server_header(&arena, sent, "X-One"), "1");
        assert_string_equal(server_header(&arena, sent, "Expect"), "");
    }
    rr_http_free(http);
    server_stop(&server);
    rr_arena_free(&arena);
}

static void
answer_cut(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    rr_buf_add(reply, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhel");
}

static void
answer_large(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    rr_buf_add(reply, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
    for (int i = 0; i < 5000; i++)
        rr_buf_addc(reply, 'x');
}

static void
answer_nothing(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    (void)reply;
}

static void
answer_garbage(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)server;
    (void)request;
    rr_buf_add(reply, "SSH-2.0-OpenSSH\r\n\r\n");
}

static void answers_that_misbehave(void **state)
{
    (void)state;
    struct seen seen = get(answer_cut);
    assert_int_equal(seen.err.kind, RR_BAD_REPLY);
    assert_string_equal(seen.err.reason, "CUT");
    seen = get(answer_large);
    assert_int_equal(seen.err.kind, RR_BAD_REPLY);
    assert_non_null(strstr(seen.err.summary, "1000"));
    seen = get(answer_nothing);
    assert_int_equal(seen.err.kind, RR_OFFLINE);
    assert_true(seen.was_sent);
    assert_non_null(strstr(seen.err.summary, "127.0.0.1"));
    seen = get(answer_garbage);
    assert_true(seen.err.kind == RR_BAD_REPLY || seen.err.kind == RR_BAD_INPUT);
}

static void nobody_listens(void **state)
{
    (void)state;
    struct server server;
    struct rr_http *http = engine();
    server_start(&server, answer_any, NULL);
    server_stop(&server);
    const char *url = rr_arena_printf(&arena, "%s/x?key=secret", server.url);
    struct seen seen = fetch(http, &(struct rr_http_request){.method = "POST", .url = url});
    assert_int_equal(seen.err.kind, RR_OFFLINE);
    assert_false(seen.was_sent);
    assert_null(strstr(seen.err.summary, "secret"));
    assert_null(strstr(seen.err.detail, "secret"));
    rr_http_free(http);
    rr_arena_free(&arena);
}

static void addresses_that_cannot_be_used(void **state)
{
    (void)state;
    static const char *const urls[] = {"file:///etc/passwd", "ftp://127.0.0.1/", "http://", ""};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct rr_http *http = engine();
        struct seen seen = fetch(http, &(struct rr_http_request){.method = "GET", .url = urls[i]});
        assert_int_equal(seen.err.kind, RR_BAD_INPUT);
        rr_http_free(http);
    }
}

/* Answers only when the pipe in `data` is written to or closed. */
static void
answer_late(struct server *server, const struct server_request *request, struct rr_buf *reply)
{
    (void)request;
    char byte;
    ssize_t ignored = read(*(int *)server->data, &byte, 1);
    (void)ignored;
    server_reply(reply, 200, "", "late");
}

static void time_runs_out(void **state)
{
    (void)state;
    struct server server;
    struct rr_http *http = engine();
    int gate[2];
    assert_int_equal(pipe(gate), 0);
    server_start(&server, answer_late, &gate[0]);
    struct rr_http_request request = {.method = "GET", .url = server.url, .timeout_ms = 50};
    struct seen seen = fetch(http, &request);
    assert_int_equal(seen.err.kind, RR_TIMEOUT);
    assert_true(seen.was_sent);
    close(gate[1]);
    rr_http_free(http);
    server_stop(&server);
    close(gate[0]);
}

static void cancelled_requests_do_not_call_back(void **state)
{
    (void)state;
    struct server server;
    struct rr_http *http = engine();
    struct seen seen = {0};
    int gate[2];
    assert_int_equal(pipe(gate), 0);
    server_start(&server, answer_late, &gate[0]);
    struct rr_http_request request = {.method = "GET", .url = server.url};
    unsigned ticket = rr_http_submit(http, &request, see, &seen);
    rr_http_turn(http, 0);
    assert_true(rr_http_busy(http));
    rr_http_cancel(http, ticket);
    rr_http_cancel(http, ticket);
    assert_false(rr_http_busy(http));
    // One that is still in flight at the end is dropped.
    rr_http_submit(http, &request, see, &seen);
    rr_http_turn(http, 0);
    rr_http_free(http);
    assert_int_equal(seen.n_calls, 0);
    close(gate[1]);
    server_stop(&server);
    close(gate[0]);
}

static void append(void *data)
{
    rr_buf_addc(data, 'x');
}

struct order {
    struct rr_http *http;
    struct rr_buf text;
};

static void again(void *data)
{
    struct order *order = data;
    rr_buf_addc(&order->text, 'a');
    if (order->text.len < 3)
        rr_http_after(order->http, 0, again, order);
}

static void timers(void **state)
{
    (void)state;
    struct rr_http *http = engine();
    struct order order = {.http = http};
    rr_http_after(http, 0, again, &order);
    assert_int_equal(order.text.len, 0);
    rr_http_turn(http, 0);
    assert_int_equal(order.text.len, 1);
    while (rr_http_turn(http, -1))
        continue;
    assert_string_equal(order.text.data, "aaa");
    rr_http_cancel(http, rr_http_after(http, 0, append, &order.text));
    assert_false(rr_http_turn(http, 0));
    assert_int_equal(order.text.len, 3);
    rr_buf_free(&order.text);
    rr_http_free(http);
}

static void *wake_from_elsewhere(void *data)
{
    rr_http_wake(data);
    return NULL;
}

static void waking_ends_the_wait(void **state)
{
    (void)state;
    struct rr_http *http = engine();
    struct rr_buf text = {0};
    pthread_t thread;
    unsigned far = rr_http_after(http, 3600 * 1000, append, &text);
    assert_int_equal(pthread_create(&thread, NULL, wake_from_elsewhere, http), 0);
    assert_true(rr_http_turn(http, -1)); // would take an hour
    pthread_join(thread, NULL);
    rr_http_cancel(http, far);
    assert_false(rr_http_turn(http, -1));
    rr_http_free(http);
}

struct end {
    struct rr_http *http;
    int fd;
    unsigned ticket;
    int n;
};

static void read_to_end(void *data)
{
    struct end *end = data;
    char byte;
    if (read(end->fd, &byte, 1) == 1)
        end->n++;
    else
        rr_http_cancel(end->http, end->ticket);
}

static void watches_see_bytes_and_the_end(void **state)
{
    (void)state;
    int ends[2];
    struct end end = {.http = engine()};
    assert_int_equal(pipe(ends), 0);
    end.fd = ends[0];
    end.ticket = rr_http_watch(end.http, ends[0], read_to_end, &end);
    assert_int_equal(write(ends[1], "ab", 2), 2);
    close(ends[1]);
    while (rr_http_turn(end.http, -1))
        continue;
    assert_int_equal(end.n, 2);
    close(ends[0]);
    rr_http_free(end.http);
}

static void trace(void *data, const char *line)
{
    rr_buf_add(data, line);
}

static void the_trace_has_no_query(void **state)
{
    (void)state;
    struct server server;
    struct rr_buf lines = {0};
    struct rr_http *http =
        rr_http_new(&(struct rr_http_options){.trace = trace, .trace_data = &lines});
    server_start(&server, answer_any, NULL);
    const char *url = rr_arena_printf(&arena, "%s/path?key=secret", server.url);
    static const char *const headers[] = {"Authorization: Bearer secret"};
    fetch(http, &(struct rr_http_request){
                    .method = "GET", .url = url, .headers = headers, .n_headers = 1});
    assert_non_null(strstr(lines.data, "/path 200"));
    assert_null(strstr(lines.data, "secret"));
    rr_buf_free(&lines);
    rr_http_free(http);
    server_stop(&server);
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_answer),
        cmocka_unit_test(methods_and_bodies),
        cmocka_unit_test(answers_that_misbehave),
        cmocka_unit_test(nobody_listens),
        cmocka_unit_test(addresses_that_cannot_be_used),
        cmocka_unit_test(time_runs_out),
        cmocka_unit_test(cancelled_requests_do_not_call_back),
        cmocka_unit_test(timers),
        cmocka_unit_test(waking_ends_the_wait),
        cmocka_unit_test(watches_see_bytes_and_the_end),
        cmocka_unit_test(the_trace_has_no_query),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
