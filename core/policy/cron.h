/*
 * Schedules in unix-cron form, as Cloud Scheduler takes them.
 * Source: cloud.google.com/scheduler/docs/configuring/cron-job-schedules; gcp-apis 10.4.
 */
#ifndef RR_POLICY_CRON_H
#define RR_POLICY_CRON_H

#include <stdbool.h>
#include <stdint.h>

#include "runready/err.h"

/* Bit n of a field = value n. Sunday is 0, also when it was written as 7. */
struct rr_cron {
    uint64_t minutes;  // 0-59
    uint64_t hours;    // 0-23
    uint64_t days;     // 1-31
    uint64_t months;   // 1-12
    uint64_t weekdays; // 0-6
    // With both days and weekdays restricted, a run is due when either fits.
    bool any_day;     // the field was "*"
    bool any_weekday; // the field was "*"
};

/*
 * Errors: RR_BAD_INPUT; names the field, the part that is wrong and the range, or says that no day
 * ever fits (30 February).
 */
RR_MUST_CHECK bool rr_cron_parse(const char *expression, struct rr_cron *out, struct rr_err *err);

RR_MUST_CHECK bool rr_cron_check(const char *expression, struct rr_err *err);

#endif
