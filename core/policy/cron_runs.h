/*
 * When a schedule is due, across daylight-saving changes. Pure: the zone and the time are given.
 *
 * A run is due in every minute whose wall clock in the zone fits the expression. So a time that the
 * clock skips has no run that day, and one that it shows twice has two.
 */
#ifndef RR_POLICY_CRON_RUNS_H
#define RR_POLICY_CRON_RUNS_H

#include "core/policy/cron.h"
#include "core/policy/tzif.h"

/*
 * The next runs after `after_s` (UTC seconds since 1970), at most `max` of them, into `out`; how many.
 * Looks 49 years ahead: five times the 29th of February, with 2100 in between.
 */
size_t rr_cron_runs(const struct rr_cron *cron,
                    const struct rr_tzif *zone,
                    int64_t after_s,
                    int64_t *out,
                    size_t max);

#endif
