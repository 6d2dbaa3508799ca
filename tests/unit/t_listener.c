/* The browser's answer on loopback: the one request, and everything else that may come to a port. */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/net/listener.h"
#include "tests/support/unit.h"

struct rig {
    struct rr_http *http;
    struct rr_listener *listener;
    char target[256];
    int n_asked;
    int n_taken;
};

static const char *judge(void *data, const char *target)
{
    struct rig *rig = data;
    rig->n_asked++;
    if (strncmp(target, "/?code=", 7) != 0)
        return NULL;
    rig->n_taken++;
    snprintf(rig->target, sizeof rig->target, "%s", target);
    return "<p>thanks</p>";
}

static void rig_start(struct rig *rig)
{
    struct rr_err err = {0};
    memset(rig, 0, sizeof *rig);
    rig->http = rr_http_new(&(struct rr_http_options){0});
    rig->listener = rr_listener_new(rig->http, judge, rig, &err);
    assert_non_null(rig->listener);
}

static void rig_stop(struct rig *rig)
{
    rr_listener_free(rig->listener);
    assert_false(rr_http_busy(rig->http));
    rr_http_free(rig->http);
}

static int dial(const struct rig *rig)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)rr_listener_port(rig->listener)),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

/* Sends and reads the answer to its end, turning the engine meanwhile. */
static void talk(struct rig *rig, int fd, const char *text, char *answer, size_t size)
{
    size_t n = 0;
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
    for (;;) {
        rr_http_turn(rig->http, 1);
        ssize_t got = recv(fd, answer + n, size - 1 - n, MSG_DONTWAIT);
        if (got == 0)
            break;
        n += got > 0 ? (size_t)got : 0;
    }
    answer[n] = '\0';
    close(fd);
}

static void one_request_is_taken_and_the_port_closed(void **state)
{
    (void)state;
    struct rig rig;
    char answer[4096];
    rig_start(&rig);
    int idle = dial(&rig); // as browsers do
    talk(&rig, dial(&rig), "GET /?code=c&state=s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", answer,
         sizeof answer);
    assert_string_equal(rig.target, "/?code=c&state=s");
    assert_non_null(strstr(answer, "200 OK"));
    assert_non_null(strstr(answer, "no-store"));
    assert_non_null(strstr(answer, "<p>thanks</p>"));
    assert_int_equal(dial(&rig), -1);
    assert_int_equal(rig.n_taken, 1);
    close(idle);
    rig_stop(&rig);
}

static void other_requests_are_sent_away(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_asked;
    } rows[] = {
        {"GET /favicon.ico HTTP/1.1\r\n\r\n", true},
        {"GET /?state=s HTTP/1.1\r\n\r\n", true},
        {"POST /?code=c HTTP/1.1\r\n\r\n", false},
        {"GET http://127.0.0.1/?code=c HTTP/1.1\r\n\r\n", false},
        {"GET /?code=c\r\n\r\n", false},
        {"\r\n\r\n", false},
        {"\x16\x03\x01\r\n\r\n", false},
    };
    struct rig rig;
    char answer[4096];
    rig_start(&rig);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int n = rig.n_asked;
        talk(&rig, dial(&rig), rows[i].text, answer, sizeof answer);
        assert_non_null(strstr(answer, "404 Not Found"));
        assert_int_equal(rig.n_asked, n + rows[i].is_asked);
    }
    talk(&rig, dial(&rig), "GET /?code=late HTTP/1.0\r\n\r\n", answer, sizeof answer);
    assert_string_equal(rig.target, "/?code=late");
    rig_stop(&rig);
}

static void what_is_too_long_is_dropped(void **state)
{
    (void)state;
    struct rig rig;
    char answer[64];
    char *text = malloc(10001);
    memset(text, 'x', 10000);
    text[10000] = '\0';
    rig_start(&rig);
    int fd = dial(&rig);
    assert_true(send(fd, text, 10000, MSG_NOSIGNAL) > 0);
    ssize_t got = -1;
    while (got < 0) {
        rr_http_turn(rig.http, 1);
        got = recv(fd, answer, sizeof answer, MSG_DONTWAIT);
        if (got < 0 && errno == ECONNRESET)
            break;
    }
    assert_true(got <= 0);
    assert_int_equal(rig.n_asked, 0);
    close(fd);
    free(text);
    rig_stop(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_request_is_taken_and_the_port_closed),
        cmocka_unit_test(other_requests_are_sent_away),
        cmocka_unit_test(what_is_too_long_is_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
