/* The inside of a caller and its calls; private to core/gcp/call*.c. */
#ifndef RR_GCP_CALL_PRIVATE_H
#define RR_GCP_CALL_PRIVATE_H

#include <stdatomic.h>

#include "core/gcp/call.h"

/* One call from rr_call_start to its callback. */
struct rr_pending {
    struct rr_pending *next;
    struct rr_caller *caller;
    enum rr_api api;
    char *method;
    char *path;
    char *query;
    char *body;
    size_t n_body;
    char *quota_project;
    bool is_idempotent;
    bool is_write;
    rr_call_fn *fn;
    void *data;

    unsigned ticket;    // of the request or timer under way; 0 = waits for the token
    bool is_on_its_way; // the ticket is a request
    bool was_refreshed; // a 401 has been answered by a fresh token
    bool no_quota;      // the quota project was refused
    bool sent_quota;
    unsigned serial; // of the token that was sent
    int attempt;
    int64_t began_ms;
};

struct rr_caller {
    struct rr_http *http;
    struct rr_auth *auth;
    struct rr_endpoints endpoints;
    struct rr_retry_limits retry;
    int timeout_ms;
    void (*observe)(void *data, const struct rr_call_event *event);
    void *data;
    struct rr_pending *calls;
    atomic_int n_cancels;
    int64_t grace_ends_ms; // 0 = no cancel seen
};

/* call.c: ends a call, calls back and frees it. Exactly one of `reply` and `err`. */
void rr_pending_finish(struct rr_pending *call,
                       const struct rr_reply *reply,
                       const struct rr_err *err);

/* call.c: turns an error into "nobody knows whether it happened". */
void rr_pending_set_unknown(const struct rr_pending *call, struct rr_err *err);

#endif
