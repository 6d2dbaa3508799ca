/*
 * Whether a call that failed is worth another try, and when. A pure table: no clock, no randomness
 * of its own, no network. Source: gcp-apis 13.3 (Google's retry guidance, client libraries).
 */
#ifndef RR_NET_RETRY_H
#define RR_NET_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "runready/err.h"

/* Zero fields = the default in the comment. */
struct rr_retry_limits {
    int max_attempts;  // 5, the first included
    int64_t base_ms;   // 500: upper end of the first wait; doubles each time
    int64_t cap_ms;    // 16 000: no wait is drawn longer
    int64_t budget_ms; // 60 000: from the first request to the start of the last
};

struct rr_retry_case {
    enum rr_err_kind kind;
    int http_status;        // 0 = no answer came
    const char *reason;     // rr_err.reason; may be NULL
    bool is_idempotent;     // may be sent again when its fate is unknown
    bool was_sent;          // some of it left this machine
    int attempt;            // 1 = the first has just failed
    int64_t retry_after_ms; // what the service asks for; -1 = nothing
    int64_t elapsed_ms;     // since the first request was sent
    uint32_t random;        // any number: the draw for the jitter
};

struct rr_retry_verdict {
    bool again;
    int64_t wait_ms; // with again
    bool is_lost;    // not again, and nobody knows whether it took effect
};

/* `limits` may be NULL. `is_lost` says nothing of calls that change nothing; the caller knows those. */
struct rr_retry_verdict rr_retry_decide(const struct rr_retry_limits *limits,
                                        const struct rr_retry_case *failed);

#endif
