/*
 * HTTP over one curl_multi: no global state, no thread of its own. One thread drives an engine by
 * rr_http_turn, the only place that waits; transfers, timers, watched descriptors and the wake-up
 * from elsewhere all end there. Callbacks run inside rr_http_turn and may use the engine freely.
 *
 * Redirects are never followed. Only core/net/http*.c include curl.
 */
#ifndef RR_NET_HTTP_H
#define RR_NET_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/util/clock.h"
#include "core/util/env.h"
#include "runready/err.h"

struct rr_http;

/* Zero-initialised = the usual. Texts are copied. */
struct rr_http_options {
    const char *ca_file;      // PEM bundle; NULL = CURL_CA_BUNDLE, SSL_CERT_FILE, the system's
    const char *user_agent;   // NULL = "runready/VERSION"
    const char *connect_to;   // test seam, as CURLOPT_CONNECT_TO ("::127.0.0.1:PORT"); NULL = none
    const struct rr_env *env; // for the CA variables; borrowed during rr_http_new
    const struct rr_clock *clock;                // for timers; copied; NULL = the system's
    void (*trace)(void *data, const char *line); // one line a transfer, without query and headers
    void *trace_data;
};

enum {
    RR_HTTP_CONNECT_MS = 10 * 1000,
    RR_HTTP_TOTAL_MS = 60 * 1000,
    RR_HTTP_MAX_BODY =
        8 * 1024 * 1024, // of decompressed bytes; roles.get of roles/owner is some 600 KB
    RR_HTTP_MAX_SECRET_BODY = 64 * 1024,
};

/* Everything is copied by rr_http_submit. */
struct rr_http_request {
    const char *method;
    const char *url;
    const char *const *headers; // "Name: value"
    size_t n_headers;
    const char *body; // NULL = none
    size_t n_body;
    int connect_timeout_ms; // 0 = RR_HTTP_CONNECT_MS
    int timeout_ms;         // 0 = RR_HTTP_TOTAL_MS
    size_t max_body;        // 0 = RR_HTTP_MAX_BODY
    bool no_proxy;          // go straight, whatever the environment says
    bool no_repeat; // never sent twice: a reused connection that dies makes curl send again unasked
    bool is_sensitive; // headers or bodies hold secrets: our copies are wiped, the reply is small
};

/* Borrowed during the callback. */
struct rr_http_reply {
    int status;               // 0 = no answer
    const char *content_type; // never NULL
    const char *body;         // NUL-terminated, never NULL
    size_t n_body;
    int64_t elapsed_ms;
    bool was_sent; // at least a part of the request left this machine
    void *handle;  // for rr_http_header
};

/*
 * Called once for each request that was not cancelled. `err` is NULL when a whole answer came,
 * whatever its status. `reply` is never NULL; with `err` it tells how far the request got.
 * Errors: RR_OFFLINE, RR_TIMEOUT, RR_BAD_REPLY (cut, too large), RR_BAD_INPUT (the URL).
 */
typedef void
rr_http_done_fn(void *data, const struct rr_http_reply *reply, const struct rr_err *err);

/* Owner: the caller. Ends the process without memory. NULL only when the wake-up pipe cannot be had. */
struct rr_http *rr_http_new(const struct rr_http_options *options);

/* Drops what is in flight without calling back; NULL is fine. */
void rr_http_free(struct rr_http *http);

/* Starts a request. Returns its ticket (never 0). The answer comes by `done`, never before this returns. */
unsigned rr_http_submit(struct rr_http *http,
                        const struct rr_http_request *request,
                        rr_http_done_fn *done,
                        void *data);

/* Calls `fn` once, `ms` from now (0 = in the next turn). Returns a ticket. */
unsigned rr_http_after(struct rr_http *http, int64_t ms, void (*fn)(void *data), void *data);

/* Calls `fn` whenever `fd` can be read or has hung up, until cancelled. Returns a ticket. */
unsigned rr_http_watch(struct rr_http *http, int fd, void (*fn)(void *data), void *data);

/* Ends a request, a timer or a watch without calling back. A ticket that is over is ignored. */
void rr_http_cancel(struct rr_http *http, unsigned ticket);

/*
 * Waits at most `timeout_ms` (negative = until something happens), moves transfers on, calls back.
 * Returns rr_http_busy. Negative and nothing to wait for: returns at once.
 */
bool rr_http_turn(struct rr_http *http, int timeout_ms);

/* Are requests, timers or watches left? */
bool rr_http_busy(const struct rr_http *http);

/* Ends a waiting turn. Async-signal-safe; any thread. */
void rr_http_wake(struct rr_http *http);

/* A response header by name (any case), "" when absent. Borrowed during the callback. */
const char *rr_http_header(const struct rr_http_reply *reply, const char *name);

/* What Retry-After asks for (seconds or date), in ms; -1 when absent. */
int64_t rr_http_retry_after_ms(const struct rr_http_reply *reply);

/* How long a request with this reply must have waited: the clock for timers, for callers' deadlines. */
int64_t rr_http_now_ms(const struct rr_http *http);

#endif
