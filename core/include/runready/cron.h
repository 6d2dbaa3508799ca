/*
 * What a schedule means: in words, and when it is due next.
 */
#ifndef RUNREADY_CRON_H
#define RUNREADY_CRON_H

#include <stddef.h>
#include <stdint.h>

#include "runready/arena.h"
#include "runready/err.h"

enum { RR_NEXT_RUNS = 5 };

struct rr_next_run {
    int64_t at_s;      // seconds since 1970
    const char *local; // "2026-11-26 06:00 +09:00 (Thu)", in the schedule's zone
};

struct rr_cron_meaning {
    const char *words; // "every day at 6:00", in the language of the moment
    struct rr_next_run next[RR_NEXT_RUNS];
    size_t n_next; // 0 where the time zone's data are not to be had here
};

/*
 * Reads the zone from the system's tz database; `time_zone` "" = UTC. A time that the clock skips when
 * summer time begins has no run, one that it shows twice has two. Texts live in `arena`.
 * Errors: RR_BAD_INPUT for an expression or a zone that is none.
 */
RR_API RR_MUST_CHECK bool rr_cron_explain(const char *cron,
                                          const char *time_zone,
                                          int64_t now_s,
                                          struct rr_cron_meaning *out,
                                          struct rr_arena *arena,
                                          struct rr_err *err);

#endif
