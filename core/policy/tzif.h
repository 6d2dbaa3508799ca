/*
 * A time zone from the bytes of a TZif file: its offset from UTC at any time. Pure; who reads the file
 * is elsewhere.
 * Source: RFC 9636 (TZif, versions 1 to 4), POSIX.1-2024 8.3 for the rule at the file's end.
 */
#ifndef RR_POLICY_TZIF_H
#define RR_POLICY_TZIF_H

#include <stddef.h>
#include <stdint.h>

#include "runready/arena.h"
#include "runready/err.h"

enum rr_tzif_day { RR_TZIF_MONTH_WEEK_DAY, RR_TZIF_JULIAN, RR_TZIF_ZERO_BASED };

/* When in a year the clock is put on or back. */
struct rr_tzif_change {
    enum rr_tzif_day form;
    int month;  // 1-12
    int week;   // 1-5, 5 = the last
    int day;    // of the week, 0 = Sunday; or the number of the day in the year
    int time_s; // local seconds after midnight, -167 to 167 hours
};

/* What goes on after the last transition of the table. */
struct rr_tzif_rule {
    bool is_there;
    bool has_summer;
    int standard_s; // east of Greenwich is positive
    int summer_s;
    struct rr_tzif_change on;
    struct rr_tzif_change back;
};

struct rr_tzif {
    const int64_t *times; // UTC seconds since 1970, ascending
    const int *offsets;   // in force from that time on
    size_t n;
    int first_s; // before the first
    struct rr_tzif_rule rule;
};

/*
 * Owner: the tables live in `arena`.
 * Errors: RR_BAD_REPLY when the bytes are no TZif.
 */
RR_MUST_CHECK bool rr_tzif_read(
    const char *bytes, size_t n, struct rr_tzif *out, struct rr_arena *arena, struct rr_err *err);

/* Seconds east of Greenwich at a UTC time. */
int rr_tzif_offset(const struct rr_tzif *zone, int64_t utc_s);

#endif
