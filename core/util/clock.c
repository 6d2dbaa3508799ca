/* Clocks; see the header. */
#include "config.h"

#include "core/util/clock.h"

#include <time.h>

static int64_t now_ms(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t rr_clock_wall_ms(const struct rr_clock *clock)
{
    if (clock != NULL && clock->wall_ms != NULL)
        return clock->wall_ms(clock->data);
    return now_ms(CLOCK_REALTIME);
}

int64_t rr_clock_mono_ms(const struct rr_clock *clock)
{
    if (clock != NULL && clock->mono_ms != NULL)
        return clock->mono_ms(clock->data);
    return now_ms(CLOCK_MONOTONIC);
}

void rr_time_format(int64_t wall_ms, char out[RR_TIME_TEXT])
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    strftime(out, RR_TIME_TEXT, "%Y-%m-%dT%H:%M:%SZ", &parts);
}
