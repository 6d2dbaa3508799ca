/*
 * Waiting between tries: how long, how often, and the wait itself, which ends early when the caller is
 * cancelled and which tests replace.
 */
#ifndef RR_GCP_PACE_H
#define RR_GCP_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/gcp/call.h"

struct rr_pacer {
    struct rr_caller *caller;
    void (*sleep)(void *data, int64_t ms); // NULL = the caller's own loop
    void *data;
};

/* Waits so long; false when the caller was cancelled before or meanwhile. */
bool rr_pacer_sleep(const struct rr_pacer *pacer, int64_t ms);

/* A back-off as a constant. */
struct rr_backoff {
    int64_t first_ms;
    int percent;      // each wait is this much of the one before
    int64_t cap_ms;   // no wait is longer
    int64_t limit_ms; // all waits together
    int max_waits;    // 0 = as many as the limit allows
    bool has_jitter;  // anything from half of the wait to all of it
};

/* Zero-initialise to begin. */
struct rr_waits {
    int n;
    int64_t next_ms;
    int64_t spent_ms;
};

/* The next wait; false when it is time to give up. */
bool rr_backoff_next(const struct rr_backoff *backoff, struct rr_waits *waits, int64_t *wait_ms);

#endif
