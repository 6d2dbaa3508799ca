/*
 * A sandbox of the test's own, and its whole state as text that two runs can be compared by: without what
 * differs between any two runs (etags, times, ids).
 */
#ifndef RR_TESTS_WORLD_H
#define RR_TESTS_WORLD_H

#include <arpa/inet.h>
#include <json-c/json.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/util/buf.h"
#include "sandbox/sandbox.h"
#include "tests/support/unit.h"

enum { WORLD_APIS = 11 };

struct world {
    struct rr_sandbox *sandbox;
    struct rr_arena arena;
    const char *env[WORLD_APIS + 4]; // points every API of runready at it
};

static inline void world_open(struct world *world, const char *scenario)
{
    static const char *const apis[WORLD_APIS] = {
        "ARTIFACTREGISTRY",     "CLOUDBILLING",   "CLOUDBUILD",
        "CLOUDRESOURCEMANAGER", "CLOUDSCHEDULER", "IAM",
        "IAMCREDENTIALS",       "ORGPOLICY",      "RUN",
        "SERVICEUSAGE",         "STORAGE"};
    struct rr_err err = {0};
    struct rr_sandbox_options options = {.scenario = scenario};
    *world = (struct world){0};
    world->sandbox = rr_sandbox_start(&options, &err);
    if (world->sandbox == NULL)
        fail_msg("%s", err.summary);
    size_t n = 0;
    for (size_t i = 0; i < WORLD_APIS; i++)
        world->env[n++] = rr_arena_printf(&world->arena,
                                          "CLOUDSDK_API_ENDPOINT_OVERRIDES_%s=http://127.0.0.1:%d/",
                                          apis[i], rr_sandbox_port(world->sandbox));
    world->env[n++] = "CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true";
}

static inline void world_close(struct world *world)
{
    rr_sandbox_stop(world->sandbox);
    rr_arena_free(&world->arena);
}

/* The answer's body to GET /PATH. */
static inline void world_get(const struct world *world, const char *path, struct rr_buf *out)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)rr_sandbox_port(world->sandbox)),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    RR_BUF_AUTO request = {0};
    char bytes[4096];
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    rr_buf_printf(&request, "GET /%s HTTP/1.0\r\nHost: localhost\r\n\r\n", path);
    assert_int_equal(write(fd, rr_buf_text(&request), request.len), request.len);
    for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) > 0;)
        rr_buf_addn(out, bytes, (size_t)n);
    close(fd);
    const char *body = strstr(rr_buf_text(out), "\r\n\r\n");
    assert_non_null(body);
    RR_BUF_AUTO only = {0};
    rr_buf_add(&only, body + 4);
    rr_buf_clear(out);
    rr_buf_add(out, rr_buf_text(&only));
}

static inline bool world_is_volatile(const char *key)
{
    static const char *const parts[] = {"etag",     "Etag",      "Time",          "uid",
                                        "uniqueId", "operation", "oauth2ClientId"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(key, parts[i]) != NULL)
            return true;
    return false;
}

/* A moment in milliseconds, as the world keeps when an API was switched on. */
static inline bool world_is_moment(struct json_object *json)
{
    const int64_t year_2001_ms = 1000000000000;
    return json_object_is_type(json, json_type_int) && json_object_get_int64(json) > year_2001_ms;
}

static inline void world_settle(struct json_object *json)
{
    for (size_t i = 0;
         json_object_is_type(json, json_type_array) && i < json_object_array_length(json); i++)
        world_settle(json_object_array_get_idx(json, i));
    if (!json_object_is_type(json, json_type_object))
        return;
    struct json_object_iterator it = json_object_iter_begin(json);
    struct json_object_iterator end = json_object_iter_end(json);
    const char *names[256];
    size_t n = 0;
    for (; !json_object_iter_equal(&it, &end) && n < 256; json_object_iter_next(&it)) {
        world_settle(json_object_iter_peek_value(&it));
        names[n++] = json_object_iter_peek_name(&it);
    }
    for (size_t i = 0; i < n; i++) {
        if (world_is_moment(json_object_object_get(json, names[i])))
            json_object_set_int(json_object_object_get(json, names[i]), 1);
        if (world_is_volatile(names[i]))
            json_object_object_del(json, names[i]);
    }
}

/* The state as text, one resource a line. */
static inline const char *world_state(const struct world *world, struct rr_buf *out)
{
    RR_BUF_AUTO answer = {0};
    world_get(world, "_state", &answer);
    struct json_object *json = json_tokener_parse(rr_buf_text(&answer));
    assert_non_null(json);
    world_settle(json);
    json_object_object_foreach(json, key, value)
    {
        rr_buf_printf(out, "%s %s\n", key, json_object_to_json_string(value));
    }
    json_object_put(json);
    return rr_buf_text(out);
}

/* Requests that write, as the sandbox heard them. */
static inline size_t world_writes(const struct world *world)
{
    static const char *const reads[] = {":getIamPolicy", ":testIamPermissions", ":getAncestry",
                                        ":getEffectiveOrgPolicy", ":getEffective"};
    RR_BUF_AUTO answer = {0};
    world_get(world, "_log", &answer);
    struct json_object *json = json_tokener_parse(rr_buf_text(&answer));
    size_t n = 0;
    for (size_t i = 0; i < json_object_array_length(json); i++) {
        struct json_object *line = json_object_array_get_idx(json, i);
        const char *method = json_object_get_string(json_object_object_get(line, "method"));
        const char *path = json_object_get_string(json_object_object_get(line, "path"));
        bool is_read = strcmp(method, "GET") == 0;
        for (size_t k = 0; k < sizeof reads / sizeof *reads; k++)
            is_read |= strstr(path, reads[k]) != NULL;
        n += !is_read;
    }
    json_object_put(json);
    return n;
}

#endif
