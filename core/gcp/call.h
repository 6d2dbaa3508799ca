/*
 * One authorised call to one API: token, quota project, retries, and what the answer means.
 */
#ifndef RR_GCP_CALL_H
#define RR_GCP_CALL_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/auth/auth.h"
#include "core/gcp/endpoint.h"
#include "core/net/http.h"
#include "core/net/retry.h"
#include "runready/err.h"

/* Texts and `body` are copied (a reference is taken) by rr_call_start. */
struct rr_call {
    enum rr_api api;
    const char *method;
    const char *path;         // "/v1/projects/p:getIamPolicy", percent-encoded
    const char *query;        // percent-encoded, without "?"; may be NULL
    struct json_object *body; // NULL = no body
    bool idempotent;          // may be sent again when its fate is unknown; GET and HEAD always may
    const char *quota_project; // what to charge where nothing else is configured; may be NULL
};

/* Borrowed during the callback. */
struct rr_reply {
    int status;
    struct json_object *json; // NULL for an empty body; json_object_get it to keep it
    int64_t ms;               // of the last request
};

/*
 * Exactly one of `reply` and `err` is given.
 * Errors: those of rr_google_error, of rr_auth_ask and of the engine; RR_BAD_REPLY for a 2xx without
 *         readable JSON; RR_CANCELLED; RR_OUTCOME_UNKNOWN for a call that changes something, was sent,
 *         and whose answer was lost.
 */
typedef void rr_call_fn(void *data, const struct rr_reply *reply, const struct rr_err *err);

/* One line of the activity log; borrowed during the call. Never holds a token, a query or a body. */
struct rr_call_event {
    const char *method;
    const char *api;
    const char *path;
    int status; // 0 = no answer
    int64_t ms;
    int attempt;     // 1 = the first
    int64_t wait_ms; // will be sent again after this long; -1 = this was the last
};

/* Borrowed for the life of the caller, except what is a value. */
struct rr_caller_options {
    struct rr_http *http;
    struct rr_auth *auth;
    struct rr_endpoints endpoints;
    struct rr_retry_limits retry;                                   // zero = the usual
    int timeout_ms;                                                 // of one request; 0 = the usual
    void (*observe)(void *data, const struct rr_call_event *event); // may be NULL
    void *data;
};

struct rr_caller;

struct rr_caller *rr_caller_new(const struct rr_caller_options *options);

/* Drops what is in flight without calling back; NULL is fine. */
void rr_caller_free(struct rr_caller *caller);

/* The answer comes by `fn` in a later turn, never before this returns. */
void rr_call_start(struct rr_caller *caller,
                   const struct rr_call *call,
                   rr_call_fn *fn,
                   void *data);

/* Gives back what a builder made for the call (its body). */
void rr_call_drop(struct rr_call *call);

/*
 * Starts a call and turns until it is done; other calls go on meanwhile.
 * Owner: `*out` (may be NULL as a pointer) is the caller's; set to NULL for an empty body.
 */
RR_MUST_CHECK bool rr_call_wait(struct rr_caller *caller,
                                const struct rr_call *call,
                                struct json_object **out,
                                struct rr_err *err);

/* One turn of the engine for this caller: waits at most `timeout_ms`. Returns whether calls are left. */
bool rr_caller_turn(struct rr_caller *caller, int timeout_ms);

/* Turns until no call is left. */
void rr_caller_run(struct rr_caller *caller);

/*
 * Ends calls with RR_CANCELLED at the next turn, and new ones too, until rr_caller_resume. A write that
 * is on its way keeps ten seconds to be answered (a second cancel takes them), then its outcome is
 * unknown. Async-signal-safe; any thread.
 */
void rr_caller_cancel(struct rr_caller *caller);
void rr_caller_resume(struct rr_caller *caller);

/* Has rr_caller_cancel been called since the last resume? */
bool rr_caller_is_cancelled(const struct rr_caller *caller);

/* Turns the engine for so long, or until the caller is cancelled. */
void rr_caller_sleep(struct rr_caller *caller, int64_t ms);

const struct rr_endpoints *rr_caller_endpoints(const struct rr_caller *caller);

#endif
