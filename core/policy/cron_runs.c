/* Day by day, minute by minute of those days that fit; see the header. */
#include "config.h"

#include "core/policy/cron_runs.h"

#include "core/policy/calendar.h"

enum { DAY_S = 86400, DAYS_AHEAD = 49 * 366 };

struct finder {
    const struct rr_cron *cron;
    const struct rr_tzif *zone;
    int64_t after_s;
    int64_t *out; // ascending
    size_t n, max;
};

static bool fits_day(const struct rr_cron *cron, int64_t days)
{
    struct rr_date date = rr_day_to_date(days);
    if ((cron->months >> date.month & 1) == 0)
        return false;
    bool day_fits = (cron->days >> date.day & 1) != 0;
    bool weekday_fits = (cron->weekdays >> rr_day_weekday(days) & 1) != 0;
    // Both restricted: either will do. Source: crontab(5), and the Scheduler's own page.
    return cron->any_day || cron->any_weekday ? day_fits && weekday_fits : day_fits || weekday_fits;
}

/* Keeps the earliest. */
static void keep(struct finder *finder, int64_t utc_s)
{
    if (utc_s <= finder->after_s)
        return;
    size_t i = finder->n;
    while (i > 0 && finder->out[i - 1] > utc_s)
        i--;
    if ((i > 0 && finder->out[i - 1] == utc_s) || i == finder->max)
        return;
    finder->n += finder->n < finder->max;
    for (size_t k = finder->n - 1; k > i; k--)
        finder->out[k] = finder->out[k - 1];
    finder->out[i] = utc_s;
}

/* A wall-clock time is shown never, once or twice; the offsets around it tell. */
static void keep_local(struct finder *finder, int64_t local_s)
{
    int before = rr_tzif_offset(finder->zone, local_s - DAY_S);
    int after = rr_tzif_offset(finder->zone, local_s + DAY_S);
    const int offsets[] = {before, after};
    for (size_t i = 0; i < 2; i++) {
        int64_t utc_s = local_s - offsets[i];
        if (rr_tzif_offset(finder->zone, utc_s) == offsets[i])
            keep(finder, utc_s);
    }
}

static void keep_day(struct finder *finder, int64_t days)
{
    for (int hour = 0; hour < 24; hour++) {
        if ((finder->cron->hours >> hour & 1) == 0)
            continue;
        for (int minute = 0; minute < 60; minute++)
            if ((finder->cron->minutes >> minute & 1) != 0)
                keep_local(finder, days * DAY_S + hour * 3600 + minute * 60);
    }
}

size_t rr_cron_runs(const struct rr_cron *cron,
                    const struct rr_tzif *zone,
                    int64_t after_s,
                    int64_t *out,
                    size_t max)
{
    struct finder finder = {cron, zone, after_s, out, 0, max};
    int64_t local_s = after_s + rr_tzif_offset(zone, after_s);
    int64_t today = rr_floor_div(local_s, DAY_S);
    // A day early and a day late: the clock may be put back over midnight.
    int64_t last = today + DAYS_AHEAD;
    for (int64_t days = today - 1; days <= last; days++) {
        if (fits_day(cron, days))
            keep_day(&finder, days);
        if (finder.n == max && last > days + 1)
            last = days + 1;
    }
    return finder.n;
}
