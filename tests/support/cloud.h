/*
 * A small scripted Google Cloud on loopback for tests of what writes: policies with etags, services,
 * one repository, operations. Faults are rows that tests push; each request is logged as it comes.
 * The test's thread may look at the state whenever no call of its own is under way.
 */
#ifndef RR_TESTS_CLOUD_H
#define RR_TESTS_CLOUD_H

#include <json-c/json.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/gcp/call.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "tests/support/unit.h"

enum { CLOUD_ROWS = 16, CLOUD_LOG = 400, CLOUD_LINE = 320 };

struct cloud;

/* What happens to requests that fit, before or instead of the real thing. */
struct cloud_fault {
    const char *method;   // NULL = any
    const char *contains; // part of the path
    int skip;             // so many that fit pass first
    int times;            // then it acts so often; -1 = always
    int status;           // answer this instead; 0 = the real thing
    const char *body;
    bool drop;                         // the real thing happens, and the answer is lost
    bool lose;                         // the request is lost: nothing happens, no answer comes
    bool stale;                        // a read answers what was there before the last write
    void (*hook)(struct cloud *cloud); // first of all
};

struct cloud_policy {
    char resource[200];
    char *now;    // JSON
    char *before; // the last write
};

struct cloud {
    struct MHD_Daemon *daemon;
    struct cloud_policy policies[CLOUD_ROWS];
    struct cloud_fault faults[CLOUD_ROWS];
    char enabled[CLOUD_ROWS][80];
    bool has_repository;
    bool will_have_repository; // when the operation ends
    int polls_until_done;
    const char *operation_error; // google.rpc.Status as JSON
    int n_etags;
    char log[CLOUD_LOG][CLOUD_LINE]; // "METHOD path?query"
    char bodies[CLOUD_LOG][4000];
    size_t n_log;
    void *data; // the test's own

    struct rr_http *http;
    struct rr_auth *auth;
    struct rr_caller *caller;
};

struct cloud_answer {
    int status;
    struct json_object *json;
};

static inline struct cloud_policy *cloud_policy(struct cloud *cloud, const char *resource)
{
    for (int i = 0; i < CLOUD_ROWS; i++) {
        struct cloud_policy *policy = &cloud->policies[i];
        if (policy->now == NULL) {
            snprintf(policy->resource, sizeof policy->resource, "%s", resource);
            policy->now = strdup("{\"etag\":\"ACAB\"}");
            policy->before = strdup(policy->now);
        }
        if (strcmp(policy->resource, resource) == 0)
            return policy;
    }
    abort();
}

static inline void cloud_put_policy(struct cloud *cloud, const char *resource, const char *json)
{
    struct cloud_policy *policy = cloud_policy(cloud, resource);
    free(policy->before);
    policy->before = policy->now;
    policy->now = strdup(json);
}

static inline struct json_object *cloud_error(const char *status, const char *message, int code)
{
    struct json_object *root = json_object_new_object();
    struct json_object *error = json_object_new_object();
    json_object_object_add(error, "code", json_object_new_int(code));
    json_object_object_add(error, "message", json_object_new_string(message));
    json_object_object_add(error, "status", json_object_new_string(status));
    json_object_object_add(root, "error", error);
    return root;
}

static inline struct cloud_answer
cloud_set_policy(struct cloud *cloud, const char *resource, struct json_object *body)
{
    struct json_object *sent = rr_json_obj(body, "policy");
    struct json_object *now = json_tokener_parse(cloud_policy(cloud, resource)->now);
    bool fits = strcmp(rr_json_str(sent, "etag"), rr_json_str(now, "etag")) == 0;
    json_object_put(now);
    if (!fits)
        return (struct cloud_answer){
            409, cloud_error("ABORTED", "There were concurrent policy changes.", 409)};
    char etag[32];
    snprintf(etag, sizeof etag, "BwY%d=", ++cloud->n_etags);
    json_object_object_add(sent, "etag", json_object_new_string(etag));
    cloud_put_policy(cloud, resource, rr_json_text(sent));
    return (struct cloud_answer){200, json_object_get(sent)};
}

static inline bool cloud_is_enabled(const struct cloud *cloud, const char *service)
{
    for (int i = 0; i < CLOUD_ROWS; i++)
        if (strcmp(cloud->enabled[i], service) == 0)
            return true;
    return false;
}

static inline void cloud_enable(struct cloud *cloud, const char *service)
{
    for (int i = 0; i < CLOUD_ROWS; i++)
        if (cloud->enabled[i][0] == '\0') {
            snprintf(cloud->enabled[i], sizeof cloud->enabled[i], "%s", service);
            return;
        }
}

static inline struct cloud_answer cloud_list_enabled(const struct cloud *cloud)
{
    struct json_object *list = json_object_new_array();
    for (int i = 0; i < CLOUD_ROWS; i++) {
        if (cloud->enabled[i][0] == '\0')
            continue;
        char name[200];
        snprintf(name, sizeof name, "projects/1/services/%s", cloud->enabled[i]);
        struct json_object *item = json_object_new_object();
        json_object_object_add(item, "name", json_object_new_string(name));
        json_object_object_add(item, "state", json_object_new_string("ENABLED"));
        json_object_array_add(list, item);
    }
    struct json_object *root = json_object_new_object();
    json_object_object_add(root, "services", list);
    return (struct cloud_answer){200, root};
}

static inline struct json_object *cloud_operation(struct cloud *cloud, const char *name)
{
    struct json_object *operation = json_object_new_object();
    json_object_object_add(operation, "name", json_object_new_string(name));
    if (cloud->polls_until_done > 0) {
        cloud->polls_until_done--;
        return operation; // "done" is left out, as false is
    }
    json_object_object_add(operation, "done", json_object_new_boolean(true));
    if (cloud->operation_error != NULL)
        json_object_object_add(operation, "error", json_tokener_parse(cloud->operation_error));
    else if (cloud->will_have_repository)
        cloud->has_repository = true;
    return operation;
}

static inline struct cloud_answer cloud_enable_all(struct cloud *cloud, struct json_object *body)
{
    struct json_object *ids = rr_json_arr(body, "serviceIds");
    for (size_t i = 0; cloud->operation_error == NULL && i < rr_json_len(ids); i++)
        cloud_enable(cloud, rr_json_at_str(ids, i));
    return (struct cloud_answer){200, cloud_operation(cloud, "operations/acat.p2-1-x")};
}

static inline struct cloud_answer cloud_repository(struct cloud *cloud, const char *method)
{
    if (strcmp(method, "GET") == 0 && !cloud->has_repository)
        return (struct cloud_answer){
            404, cloud_error("NOT_FOUND", "Requested entity was not found.", 404)};
    if (strcmp(method, "GET") == 0)
        return (struct cloud_answer){200, json_tokener_parse("{\"format\":\"DOCKER\"}")};
    if (cloud->has_repository)
        return (struct cloud_answer){
            409, cloud_error("ALREADY_EXISTS", "the repository already exists", 409)};
    cloud->will_have_repository = true;
    return (struct cloud_answer){200,
                                 cloud_operation(cloud, "projects/p/locations/l/operations/1")};
}

/* "/v1/RESOURCE:verb" -> RESOURCE */
static inline const char *cloud_resource(const char *url, const char *verb, char resource[200])
{
    const char *end = strstr(url, verb);
    snprintf(resource, 200, "%.*s", (int)(end - url) - 4, url + 4);
    return resource;
}

static inline struct cloud_answer cloud_real(
    struct cloud *cloud, const char *method, const char *url, struct json_object *body, bool stale)
{
    char resource[200];
    bool is_get = strstr(url, ":getIamPolicy") != NULL;
    bool is_missing = strstr(url, "/repositories/") != NULL && !cloud->has_repository;
    if (is_get && is_missing)
        return (struct cloud_answer){
            404, cloud_error("NOT_FOUND", "Requested entity was not found.", 404)};
    if (is_get) {
        struct cloud_policy *policy =
            cloud_policy(cloud, cloud_resource(url, ":getIamPolicy", resource));
        return (struct cloud_answer){200, json_tokener_parse(stale ? policy->before : policy->now)};
    }
    if (strstr(url, ":setIamPolicy") != NULL)
        return cloud_set_policy(cloud, cloud_resource(url, ":setIamPolicy", resource), body);
    if (strstr(url, "/services?") != NULL)
        return cloud_list_enabled(cloud);
    if (strstr(url, "services:batchEnable") != NULL)
        return cloud_enable_all(cloud, body);
    if (strstr(url, "operations/") != NULL)
        return (struct cloud_answer){200, cloud_operation(cloud, url + 4)};
    if (strstr(url, "/repositories") != NULL)
        return cloud_repository(cloud, method);
    return (struct cloud_answer){404, cloud_error("NOT_FOUND", "no such method", 404)};
}

static inline struct cloud_fault
cloud_find_fault(struct cloud *cloud, const char *method, const char *url)
{
    for (int i = 0; i < CLOUD_ROWS; i++) {
        struct cloud_fault *fault = &cloud->faults[i];
        if (fault->contains == NULL || fault->times == 0 || strstr(url, fault->contains) == NULL ||
            (fault->method != NULL && strcmp(fault->method, method) != 0))
            continue;
        if (fault->skip-- > 0)
            continue;
        fault->skip = 0;
        fault->times -= fault->times > 0;
        return *fault;
    }
    return (struct cloud_fault){0};
}

static inline enum MHD_Result
cloud_send(struct MHD_Connection *connection, int status, const char *text)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", "application/json; charset=UTF-8");
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return result;
}

static inline enum MHD_Result cloud_respond(struct cloud *cloud,
                                            struct MHD_Connection *connection,
                                            const char *method,
                                            const char *url,
                                            const char *text)
{
    struct cloud_fault fault = cloud_find_fault(cloud, method, url);
    if (fault.hook != NULL)
        fault.hook(cloud);
    if (fault.lose)
        return MHD_NO;
    if (fault.status != 0)
        return cloud_send(connection, fault.status, fault.body);
    struct json_object *body = *text != '\0' ? json_tokener_parse(text) : NULL;
    struct cloud_answer answer = cloud_real(cloud, method, url, body, fault.stale);
    enum MHD_Result result =
        fault.drop ? MHD_NO : cloud_send(connection, answer.status, rr_json_text(answer.json));
    json_object_put(answer.json);
    json_object_put(body);
    return result;
}

/* The whole request target comes by MHD_OPTION_URI_LOG_CALLBACK; it stays for the request's life. */
struct cloud_request {
    char url[1200];
    struct rr_buf body;
    bool has_begun;
};

static inline void *cloud_on_uri(void *data, const char *uri, struct MHD_Connection *connection)
{
    (void)data;
    (void)connection;
    struct cloud_request *request = calloc(1, sizeof *request);
    snprintf(request->url, sizeof request->url, "%s", uri);
    return request;
}

static inline enum MHD_Result cloud_on_request(void *data,
                                               struct MHD_Connection *connection,
                                               const char *path,
                                               const char *method,
                                               const char *version,
                                               const char *upload,
                                               size_t *n_upload,
                                               void **state)
{
    (void)path;
    (void)version;
    struct cloud *cloud = data;
    struct cloud_request *request = *state;
    if (!request->has_begun) {
        request->has_begun = true;
        return MHD_YES;
    }
    if (*n_upload > 0) {
        rr_buf_addn(&request->body, upload, *n_upload);
        *n_upload = 0;
        return MHD_YES;
    }
    if (cloud->n_log < CLOUD_LOG) {
        snprintf(cloud->log[cloud->n_log], CLOUD_LINE, "%s %.300s", method, request->url);
        snprintf(cloud->bodies[cloud->n_log++], sizeof *cloud->bodies, "%s",
                 rr_buf_text(&request->body));
    }
    return cloud_respond(cloud, connection, method, request->url, rr_buf_text(&request->body));
}

static inline void cloud_on_end(void *data,
                                struct MHD_Connection *connection,
                                void **state,
                                enum MHD_RequestTerminationCode code)
{
    (void)data;
    (void)connection;
    (void)code;
    struct cloud_request *request = *state;
    if (request != NULL)
        rr_buf_free(&request->body);
    free(request);
}

/* Starts the stand-in and a caller that speaks to it, without retries of its own. */
static inline struct cloud *cloud_start(void)
{
    struct cloud *cloud = calloc(1, sizeof *cloud);
    struct sockaddr_in loopback = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    cloud->daemon =
        MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, cloud_on_request, cloud,
                         MHD_OPTION_SOCK_ADDR, &loopback, MHD_OPTION_URI_LOG_CALLBACK, cloud_on_uri,
                         NULL, MHD_OPTION_NOTIFY_COMPLETED, cloud_on_end, NULL, MHD_OPTION_END);
    assert_non_null(cloud->daemon);
    char base[64];
    struct rr_err err;
    snprintf(base, sizeof base, "http://127.0.0.1:%d/",
             (int)MHD_get_daemon_info(cloud->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    cloud->http = rr_http_new(&(struct rr_http_options){0});
    cloud->auth = rr_auth_new(&(struct rr_auth_options){.http = cloud->http, .no_sign_in = true});
    struct rr_caller_options options = {
        .http = cloud->http, .auth = cloud->auth, .retry = {.max_attempts = 1}};
    if (!rr_endpoints_all(&options.endpoints, base, &err))
        fail_msg("%s", err.summary);
    cloud->caller = rr_caller_new(&options);
    return cloud;
}

static inline void cloud_stop(struct cloud *cloud)
{
    rr_caller_free(cloud->caller);
    rr_auth_free(cloud->auth);
    rr_http_free(cloud->http);
    MHD_stop_daemon(cloud->daemon);
    for (int i = 0; i < CLOUD_ROWS; i++) {
        free(cloud->policies[i].now);
        free(cloud->policies[i].before);
    }
    free(cloud);
}

/* How many requests went to a path that contains `part`, by `method` (NULL = any). */
static inline size_t cloud_count(const struct cloud *cloud, const char *method, const char *part)
{
    size_t n = 0;
    for (size_t i = 0; i < cloud->n_log; i++) {
        bool fits = method == NULL || strncmp(cloud->log[i], method, strlen(method)) == 0;
        n += fits && strstr(cloud->log[i], part) != NULL;
    }
    return n;
}

#endif
