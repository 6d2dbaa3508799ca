/* From HTTP to a call and back. */
#include "config.h"

#include "sandbox/server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "core/util/buf.h"
#include "core/util/clock.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"
#include "sandbox/refuse.h"
#include "sandbox/route.h"
#include "sandbox/scenario.h"

enum { BODY_MAX = 64 << 20, HUGE_BYTES = 50 << 20, DEEP_LEVELS = 10000, LOG_BODY_MAX = 1 << 20 };

/* One request while its bytes arrive. */
struct exchange {
    char *target;
    struct rr_buf body;
    bool begun;
};

void *sb_server_uri(void *closure, const char *uri, struct MHD_Connection *connection)
{
    (void)closure;
    (void)connection;
    struct exchange *exchange = rr_xcalloc(1, sizeof *exchange);
    exchange->target = rr_xstrdup(uri);
    exchange->body.max = BODY_MAX;
    return exchange;
}

void sb_server_done(void *closure,
                    struct MHD_Connection *connection,
                    void **state,
                    enum MHD_RequestTerminationCode code)
{
    (void)closure;
    (void)connection;
    (void)code;
    struct exchange *exchange = *state;
    if (exchange == NULL)
        return;
    rr_buf_free(&exchange->body);
    free(exchange->target);
    free(exchange);
    *state = NULL;
}

static int64_t mono_ms(void)
{
    return rr_clock_mono_ms(&(struct rr_clock){0});
}

/* Waits, unless the sandbox is being stopped. Each connection has a thread, so nobody else waits. */
static void wait_ms(struct rr_sandbox *sandbox, int ms)
{
    struct timespec until;
    if (ms <= 0)
        return;
    timespec_get(&until, TIME_UTC);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    mtx_lock(&sandbox->lock);
    while (!sandbox->stopping &&
           cnd_timedwait(&sandbox->wake, &sandbox->lock, &until) == thrd_success)
        continue;
    mtx_unlock(&sandbox->lock);
}

static struct sb_fault pick_fault(struct rr_sandbox *sandbox, const struct sb_call *call)
{
    struct sb_fault found = {.kind = SB_FAULT_NONE};
    mtx_lock(&sandbox->lock);
    for (size_t i = 0; i < sandbox->n_faults && call->path[1] != '_'; i++) {
        if (sb_fault_strikes(&sandbox->faults[i], call->method, call->path)) {
            found = sandbox->faults[i];
            break;
        }
    }
    mtx_unlock(&sandbox->lock);
    return found;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value != NULL ? value : "";
}

static bool begin(struct sb_call *call,
                  struct MHD_Connection *connection,
                  const struct exchange *exchange,
                  const char *method)
{
    call->method = method;
    call->now = rr_clock_wall_ms(&(struct rr_clock){0});
    call->host = header(connection, "Host");
    call->authorization = header(connection, "Authorization");
    call->user_project = header(connection, "X-Goog-User-Project");
    call->wants_metadata = strcmp(header(connection, "Metadata-Flavor"), "Google") == 0;
    call->raw = rr_buf_text(&exchange->body);
    call->raw_len = exchange->body.len;
    return sb_call_target(call, exchange->target);
}

/* Archives and the like stay out of the log. */
static bool is_loggable(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)text[i] < ' ' && strchr("\t\r\n", text[i]) == NULL)
            return false;
    }
    return n <= LOG_BODY_MAX && memchr(text, '\0', n) == NULL;
}

static void write_log(struct rr_sandbox *sandbox, const struct sb_call *call, int64_t started)
{
    sb_tree *entry = sb_object_of("method", call->method, "host", call->host, "path", call->path,
                                  "query", call->query_text, NULL);
    sb_put_number(entry, "n", (int64_t)sb_length(sandbox->log) + 1);
    sb_put_number(entry, "status", call->reply.status);
    sb_put_number(entry, "ms", mono_ms() - started);
    if (is_loggable(call->raw, call->raw_len))
        sb_put_text(entry, "body", call->raw);
    json_object_array_add(sandbox->log, entry);
}

static void reset(struct rr_sandbox *sandbox, struct sb_call *call)
{
    struct rr_err err = {0};
    sb_tree *scenario = sb_scenario_load(sandbox->scenario_name, &err);
    if (scenario != NULL) {
        sb_world_free(&sandbox->world);
        sandbox->world.roles = sandbox->roles;
    }
    if (scenario == NULL || !sb_scenario_build(&sandbox->world, scenario, &err)) {
        sb_refuse(call, 500, "INTERNAL", "%s", err.summary);
        return;
    }
    json_object_put(sandbox->log);
    sandbox->log = json_object_new_array();
    sb_ok(call, json_object_new_object());
}

/* /_log and /_reset; false when the path is another. */
static bool serve_control(struct rr_sandbox *sandbox, struct sb_call *call)
{
    if (strcmp(call->path, "/_log") == 0 && strcmp(call->method, "GET") == 0)
        sb_ok(call, sb_copy(sandbox->log));
    else if (strcmp(call->path, "/_reset") == 0 && strcmp(call->method, "POST") == 0)
        reset(sandbox, call);
    else
        return false;
    return true;
}

static const char *status_word(int status)
{
    return status == 401   ? "UNAUTHENTICATED"
           : status == 403 ? "PERMISSION_DENIED"
           : status == 404 ? "NOT_FOUND"
           : status == 409 ? "ABORTED"
           : status == 429 ? "RESOURCE_EXHAUSTED"
           : status == 500 ? "INTERNAL"
           : status == 503 ? "UNAVAILABLE"
           : status == 504 ? "DEADLINE_EXCEEDED"
           : status < 500  ? "INVALID_ARGUMENT"
                           : "UNKNOWN";
}

static void refuse_by_fault(struct sb_call *call, int status)
{
    if (status == 409)
        sb_refuse_aborted(call);
    else if (status == 429)
        sb_refuse(call, status, "RESOURCE_EXHAUSTED",
                  "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'.");
    else if (status == 503)
        sb_refuse(call, status, "UNAVAILABLE", "The service is currently unavailable.");
    else
        sb_refuse(call, status, status_word(status), "The sandbox was asked to fail here.");
}

/* Serves under the lock and writes the answer's text to `out`. */
static void act(struct rr_sandbox *sandbox,
                struct sb_call *call,
                const struct sb_fault *fault,
                int64_t started,
                struct rr_buf *out)
{
    mtx_lock(&sandbox->lock);
    call->world = &sandbox->world;
    call->meddle = fault->kind == SB_FAULT_WRITER;
    call->remove = fault->kind == SB_FAULT_REMOVER;
    if (fault->kind == SB_FAULT_STATUS)
        refuse_by_fault(call, fault->status);
    else if (!serve_control(sandbox, call))
        sb_route_serve(call);
    if (fault->kind == SB_FAULT_STALE && call->wrote_policy)
        call->node->stale_reads = fault->amount;
    if (call->path[1] != '_')
        write_log(sandbox, call, started);
    if (call->reply.json != NULL)
        rr_buf_add(out,
                   json_object_to_json_string_ext(
                       call->reply.json, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
    else
        rr_buf_add(out, call->reply.text != NULL ? call->reply.text : "");
    mtx_unlock(&sandbox->lock);
}

/* Closing with nothing left to linger for sends a reset instead of an orderly end. */
static enum MHD_Result hang_up(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct linger linger = {.l_onoff = 1, .l_linger = 0};
    if (info != NULL)
        setsockopt(info->connect_fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    return MHD_NO;
}

/* MHD sends headers as a whole or not at all, so these go past it. */
static enum MHD_Result break_headers(struct MHD_Connection *connection)
{
    static const char begun[] = "HTTP/1.1 200 OK\r\nContent-Type: applic";
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info != NULL && send(info->connect_fd, begun, sizeof begun - 1, MSG_NOSIGNAL) < 0)
        return MHD_NO;
    return hang_up(connection);
}

/* Bytes of an answer that ends before it should, or that takes its time. */
struct half {
    struct rr_sandbox *sandbox;
    struct MHD_Connection *connection;
    enum sb_fault_kind kind;
    int drip_ms;
    size_t len;
    char text[];
};

static ssize_t read_drop(struct half *half, uint64_t at, char *out)
{
    if (at >= half->len)
        return MHD_CONTENT_READER_END_OF_STREAM;
    wait_ms(half->sandbox, half->drip_ms);
    *out = half->text[at];
    return half->sandbox->stopping ? MHD_CONTENT_READER_END_WITH_ERROR : 1;
}

static ssize_t read_half(void *closure, uint64_t at, char *out, size_t max)
{
    struct half *half = closure;
    if (half->kind == SB_FAULT_DRIP)
        return read_drop(half, at, out);
    if (at >= half->len && half->kind == SB_FAULT_BODY)
        hang_up(half->connection);
    if (at >= half->len)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    size_t n = half->len - at < max ? half->len - (size_t)at : max;
    memcpy(out, half->text + at, n);
    return (ssize_t)n;
}

static struct MHD_Response *cut_response(struct rr_sandbox *sandbox,
                                         struct MHD_Connection *connection,
                                         const struct sb_fault *fault,
                                         const struct rr_buf *body)
{
    struct half *half = rr_xmalloc(sizeof *half + body->len);
    bool is_whole = fault->kind == SB_FAULT_DRIP;
    *half = (struct half){.sandbox = sandbox,
                          .connection = connection,
                          .kind = fault->kind,
                          .drip_ms = fault->amount,
                          .len = is_whole ? body->len : body->len / 2};
    memcpy(half->text, rr_buf_text(body), half->len);
    return MHD_create_response_from_callback(is_whole ? body->len : body->len + 2, 4096, read_half,
                                             half, free);
}

static bool is_sent_in_parts(const struct sb_fault *fault)
{
    return fault->kind == SB_FAULT_CUT || fault->kind == SB_FAULT_BODY ||
           fault->kind == SB_FAULT_DRIP;
}

static void spoil(const struct sb_fault *fault, struct rr_buf *body)
{
    if (fault->kind == SB_FAULT_GARBAGE || (fault->kind == SB_FAULT_STATUS && fault->is_html)) {
        rr_buf_clear(body);
        rr_buf_add(body,
                   "<!DOCTYPE html><html><head><title>Error 502 (Server Error)!!1</title></head>"
                   "<body><p><b>502.</b> <ins>That\342\200\231s an error.</ins></body></html>\n");
    } else if (fault->kind == SB_FAULT_TRUNCATE) {
        RR_BUF_AUTO begun = {0};
        rr_buf_addn(&begun, rr_buf_text(body), body->len / 2);
        rr_buf_clear(body);
        rr_buf_add(body, rr_buf_text(&begun));
    } else if (fault->kind == SB_FAULT_EMPTY) {
        rr_buf_clear(body);
    } else if (fault->kind == SB_FAULT_HUGE) {
        rr_buf_clear(body);
        rr_buf_add(body, "{\"x\": \"");
        while (body->len < HUGE_BYTES)
            rr_buf_add(body, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        rr_buf_add(body, "\"}");
    } else if (fault->kind == SB_FAULT_DEEP) {
        rr_buf_clear(body);
        for (int i = 0; i < DEEP_LEVELS; i++)
            rr_buf_add(body, "[");
        for (int i = 0; i < DEEP_LEVELS; i++)
            rr_buf_add(body, "]");
    }
}

/* In seconds, or as a date of HTTP (RFC 9110, 5.6.7). */
static void write_retry_after(const struct sb_fault *fault, int64_t now_ms, char *out, size_t n)
{
    time_t at = (time_t)(now_ms / 1000) + fault->retry_after;
    struct tm tm;
    if (!fault->is_dated || gmtime_r(&at, &tm) == NULL)
        snprintf(out, n, "%d", fault->retry_after);
    else
        strftime(out, n, "%a, %d %b %Y %H:%M:%S GMT", &tm);
}

static void
add_headers(struct MHD_Response *response, const struct sb_call *call, const struct sb_fault *fault)
{
    const char *type = call->reply.content_type;
    char after[64];
    if (fault->kind == SB_FAULT_GARBAGE || fault->is_html)
        type = "text/html; charset=UTF-8";
    MHD_add_response_header(response, "Content-Type",
                            type != NULL ? type : "application/json; charset=UTF-8");
    MHD_add_response_header(response, "Server", "ESF");
    MHD_add_response_header(response, "Vary", "Origin, X-Origin, Referer");
    if (call->reply.location != NULL)
        MHD_add_response_header(response, "Location", call->reply.location);
    if (call->reply.metadata_flavor)
        MHD_add_response_header(response, "Metadata-Flavor", "Google");
    if (fault->kind == SB_FAULT_STATUS && fault->retry_after >= 0) {
        write_retry_after(fault, call->now, after, sizeof after);
        MHD_add_response_header(response, "Retry-After", after);
    }
}

static enum MHD_Result send_reply(struct rr_sandbox *sandbox,
                                  struct MHD_Connection *connection,
                                  struct sb_call *call,
                                  const struct sb_fault *fault,
                                  struct rr_buf *body)
{
    spoil(fault, body);
    struct MHD_Response *response =
        is_sent_in_parts(fault)
            ? cut_response(sandbox, connection, fault, body)
            : MHD_create_response_from_buffer(body->len, body->data, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    add_headers(response, call, fault);
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)call->reply.status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer(struct rr_sandbox *sandbox,
                              struct MHD_Connection *connection,
                              struct sb_call *call,
                              const struct sb_fault *fault,
                              struct rr_buf *body)
{
    bool is_closed = fault->kind == SB_FAULT_RESET || fault->kind == SB_FAULT_DROP ||
                     fault->kind == SB_FAULT_HANG || fault->kind == SB_FAULT_MUTE;
    if (is_closed)
        return hang_up(connection);
    if (fault->kind == SB_FAULT_HEADERS)
        return break_headers(connection);
    return send_reply(sandbox, connection, call, fault, body);
}

static enum MHD_Result serve(struct rr_sandbox *sandbox,
                             struct MHD_Connection *connection,
                             const struct exchange *exchange,
                             const char *method)
{
    struct sb_call call = {.reply = {.status = 500}};
    RR_BUF_AUTO body = {0};
    int64_t started = mono_ms();
    enum MHD_Result result = MHD_NO;
    if (begin(&call, connection, exchange, method)) {
        struct sb_fault fault = pick_fault(sandbox, &call);
        if (call.path[0] != '/' || call.path[1] != '_')
            wait_ms(sandbox,
                    sandbox->latency_ms + (fault.kind == SB_FAULT_SLOW ? fault.amount : 0));
        call.now = rr_clock_wall_ms(&(struct rr_clock){0});
        if (fault.kind != SB_FAULT_RESET && fault.kind != SB_FAULT_HANG)
            act(sandbox, &call, &fault, started, &body);
        if (fault.kind == SB_FAULT_HANG || fault.kind == SB_FAULT_MUTE)
            wait_ms(sandbox, fault.amount);
        result = answer(sandbox, connection, &call, &fault, &body);
    }
    sb_call_free(&call);
    return result;
}

enum MHD_Result sb_server_answer(void *closure,
                                 struct MHD_Connection *connection,
                                 const char *url,
                                 const char *method,
                                 const char *version,
                                 const char *data,
                                 size_t *data_size,
                                 void **state)
{
    (void)url;
    (void)version;
    struct exchange *exchange = *state;
    if (exchange == NULL)
        return MHD_NO;
    if (!exchange->begun) {
        exchange->begun = true;
        return MHD_YES;
    }
    if (*data_size > 0) {
        rr_buf_addn(&exchange->body, data, *data_size);
        *data_size = 0;
        return exchange->body.cut ? MHD_NO : MHD_YES;
    }
    return serve(closure, connection, exchange, method);
}
