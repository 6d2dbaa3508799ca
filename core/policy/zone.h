/*
 * Time zones: how far a zone's clocks are from UTC. From data that are compiled in: nothing depends on
 * the machine, and nothing is remembered between calls.
 */
#ifndef RR_POLICY_ZONE_H
#define RR_POLICY_ZONE_H

#include <stdbool.h>
#include <stdint.h>

/* The day on which clocks change, and the second of that day by the clock that ran until then. */
struct rr_zone_change {
    int month;   // 1-12
    int week;    // 1-5; 5 = the last
    int weekday; // 0 = Sunday
    int32_t second;
};

struct rr_zone {
    int32_t standard_s; // seconds east of UTC
    int32_t summer_s;
    bool has_summer;
    bool is_fixed; // the same at all times; others follow their rule only since 2026
    struct rr_zone_change to_summer;
    struct rr_zone_change to_standard;
};

enum rr_zone_found {
    RR_ZONE_FOUND,
    RR_ZONE_NONE,   // nobody calls a zone so
    RR_ZONE_UNTOLD, // there is such a zone, but what its clocks do is more than a rule
};

/* "UTC", "+09:00", "Europe/Berlin". Source: CEL language definition, Timezones. */
enum rr_zone_found rr_zone_find(const char *name, struct rr_zone *out);

/*
 * Seconds east of UTC at `utc_s`, and in *until_s when that changes (INT64_MAX = never). False for
 * times that the rules were not made for: before 2026, after 2100.
 */
bool rr_zone_offset(const struct rr_zone *zone, int64_t utc_s, int32_t *offset_s, int64_t *until_s);

#endif
