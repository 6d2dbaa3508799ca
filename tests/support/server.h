/*
 * A server on loopback that can also misbehave: each request is given to a function that writes raw
 * bytes back. One thread, one request a connection, any free port.
 */
#ifndef RR_TESTS_SERVER_H
#define RR_TESTS_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/util/buf.h"
#include "tests/support/unit.h"

enum { SERVER_MAX_REQUESTS = 64 };

struct server_request {
    char method[16];
    char target[1024];
    char *head; // request line and headers
    char *body;
};

struct server;

/* Runs in the server's thread. No bytes: the connection is closed without an answer. */
typedef void
server_fn(struct server *server, const struct server_request *request, struct rr_buf *reply);

struct server {
    int fd;
    int port;
    char url[64]; // "http://127.0.0.1:PORT"
    pthread_t thread;
    server_fn *answer;
    void *data;
    struct server_request log[SERVER_MAX_REQUESTS]; // read it after server_stop, or between waits
    _Atomic int n_log;
};

static inline void server_read(int fd, struct server_request *request)
{
    struct rr_buf bytes = {0};
    char chunk[4096];
    size_t need = 0;
    while (need == 0 || bytes.len < need) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n <= 0)
            break;
        rr_buf_addn(&bytes, chunk, (size_t)n);
        const char *end = strstr(bytes.data, "\r\n\r\n");
        if (end == NULL)
            continue;
        const char *length = strcasestr(bytes.data, "\r\nContent-Length:");
        need = (size_t)(end - bytes.data) + 4;
        if (length != NULL && length < end)
            need += (size_t)strtoul(length + 17, NULL, 10);
    }
    char *text = bytes.data != NULL ? bytes.data : calloc(1, 1);
    char *end = strstr(text, "\r\n\r\n");
    request->body = strdup(end != NULL ? end + 4 : "");
    if (end != NULL)
        end[2] = '\0';
    request->head = text;
    sscanf(text, "%15s %1023s", request->method, request->target);
}

static inline void *server_run(void *data)
{
    struct server *server = data;
    for (;;) {
        int fd = accept(server->fd, NULL, NULL);
        if (fd < 0)
            return NULL;
        struct server_request *request = &server->log[server->n_log];
        struct rr_buf reply = {0};
        server_read(fd, request);
        if (*request->method != '\0' && server->n_log < SERVER_MAX_REQUESTS - 1) {
            server->n_log++;
            server->answer(server, request, &reply);
        } else {
            free(request->head);
            free(request->body);
            memset(request, 0, sizeof *request);
        }
        for (size_t sent = 0; sent < reply.len;) {
            ssize_t n = send(fd, reply.data + sent, reply.len - sent, MSG_NOSIGNAL);
            if (n <= 0)
                break;
            sent += (size_t)n;
        }
        rr_buf_free(&reply);
        close(fd);
    }
}

static inline void server_start(struct server *server, server_fn *answer, void *data)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    memset(server, 0, sizeof *server);
    server->answer = answer;
    server->data = data;
    server->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(server->fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(server->fd, 64), 0);
    assert_int_equal(getsockname(server->fd, (struct sockaddr *)&address, &size), 0);
    server->port = ntohs(address.sin_port);
    snprintf(server->url, sizeof server->url, "http://127.0.0.1:%d", server->port);
    assert_int_equal(pthread_create(&server->thread, NULL, server_run, server), 0);
}

static inline void server_stop(struct server *server)
{
    shutdown(server->fd, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->fd);
    for (int i = 0; i < server->n_log; i++) {
        free(server->log[i].head);
        free(server->log[i].body);
    }
}

/* Value of a request header, "" when absent; copied into the arena. */
static inline const char *
server_header(struct rr_arena *arena, const struct server_request *request, const char *name)
{
    const char *line = strcasestr(request->head, rr_arena_printf(arena, "\r\n%s: ", name));
    if (line == NULL)
        return "";
    line += strlen(name) + 4;
    return rr_arena_strn(arena, line, strcspn(line, "\r"));
}

static inline void
server_reply(struct rr_buf *reply, int status, const char *headers, const char *body)
{
    rr_buf_printf(reply, "HTTP/1.1 %d X\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n%s",
                  status, strlen(body), headers, body);
}

static inline void server_reply_json(struct rr_buf *reply, int status, const char *body)
{
    server_reply(reply, status, "Content-Type: application/json; charset=UTF-8\r\n", body);
}

/* An environment made of NAME=VALUE lines; the last is NULL. */
static inline const char *unit_env_get(void *data, const char *name)
{
    size_t n = strlen(name);
    for (const char *const *line = data; *line != NULL; line++)
        if (strncmp(*line, name, n) == 0 && (*line)[n] == '=')
            return *line + n + 1;
    return NULL;
}

#endif
