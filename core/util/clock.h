/* Time as a value that tests replace. */
#ifndef RR_UTIL_CLOCK_H
#define RR_UTIL_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* Zero-initialised = the system's clocks. */
struct rr_clock {
    int64_t (*wall_ms)(void *data); // milliseconds since 1970-01-01 UTC
    int64_t (*mono_ms)(void *data); // milliseconds, never jumps
    void *data;
};

int64_t rr_clock_wall_ms(const struct rr_clock *clock);
int64_t rr_clock_mono_ms(const struct rr_clock *clock);

/* "2026-11-24T04:05:06Z" (RFC 3339) into `out`, at least 21 bytes. */
enum { RR_TIME_TEXT = 32 };
void rr_time_format(int64_t wall_ms, char out[RR_TIME_TEXT]);

#endif
