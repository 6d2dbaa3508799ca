/* Schedules in words, put together from a time, a day and a month; see the header. */
#include "config.h"

#include "core/policy/cron_words.h"

#include <stddef.h>

#include "core/util/buf.h"
#include "core/util/i18n.h"

enum { CLOCK_TIMES_MAX = 6 };

static const uint64_t all_minutes = (UINT64_C(1) << 60) - 1;
static const uint64_t all_hours = (UINT64_C(1) << 24) - 1;
static const uint64_t all_months = ((UINT64_C(1) << 13) - 1) & ~UINT64_C(1);

static int count(uint64_t bits)
{
    return __builtin_popcountll(bits);
}

static int first_of(uint64_t bits)
{
    return __builtin_ctzll(bits);
}

/* N when the bits are 0, N, 2N, ... up to the end and N divides it; else 0. */
static int step_of(uint64_t bits, int end)
{
    if ((bits & 1) == 0 || count(bits) < 2)
        return 0;
    int step = first_of(bits & ~UINT64_C(1));
    uint64_t expected = 0;
    for (int value = 0; value < end; value += step)
        expected |= UINT64_C(1) << value;
    return end % step == 0 && bits == expected ? step : 0;
}

/* "1, 3-5, 9"; `name` NULL = numbers. */
static const char *list_of(uint64_t bits, const char *const *names, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    for (int i = 0; i < 64; i++) {
        if ((bits >> i & 1) == 0)
            continue;
        int last = i;
        while (last < 63 && (bits >> (last + 1) & 1) != 0)
            last++;
        // Two in a row are no range worth the dash.
        if (last == i + 1)
            last = i;
        rr_buf_add(&out, out.len > 0 ? ", " : "");
        if (names != NULL)
            rr_buf_add(&out, _(names[i]));
        else
            rr_buf_printf(&out, "%d", i);
        if (last > i && names != NULL)
            rr_buf_printf(&out, "%s%s", _(" to "), _(names[last]));
        else if (last > i)
            rr_buf_printf(&out, "-%d", last);
        i = last;
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}

/* ---- the time ---- */

static const char *clock_times(const struct rr_cron *cron, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    for (int hour = 0; hour < 24; hour++)
        for (int minute = 0; minute < 60; minute++)
            if ((cron->hours >> hour & 1) != 0 && (cron->minutes >> minute & 1) != 0)
                rr_buf_printf(&out, "%s%d:%02d", out.len > 0 ? ", " : "", hour, minute);
    return rr_arena_str(arena, rr_buf_text(&out));
}

static const char *minute_words(const struct rr_cron *cron, struct rr_arena *arena)
{
    int step = step_of(cron->minutes, 60);
    if (cron->minutes == all_minutes)
        return _("every minute");
    if (step > 0)
        return rr_arena_printf(arena, _("every %d minutes"), step);
    return rr_arena_printf(arena, _("at minute %s"), list_of(cron->minutes, NULL, arena));
}

/* Whether it is "at 6:00" or something that goes on through the day is told by `*is_clock`. */
static const char *time_words(const struct rr_cron *cron, bool *is_clock, struct rr_arena *arena)
{
    int step = step_of(cron->hours, 24);
    *is_clock = false;
    if (cron->hours == all_hours && count(cron->minutes) == 1)
        return rr_arena_printf(arena, _("every hour at minute %d"), first_of(cron->minutes));
    if (cron->hours == all_hours)
        return minute_words(cron, arena);
    if (count(cron->minutes) * count(cron->hours) <= CLOCK_TIMES_MAX) {
        *is_clock = true;
        return rr_arena_printf(arena, _("at %s"), clock_times(cron, arena));
    }
    if (step > 0 && count(cron->minutes) == 1)
        return rr_arena_printf(arena, _("every %d hours at minute %d"), step,
                               first_of(cron->minutes));
    return rr_arena_printf(arena, _("%s, in the hours %s"), minute_words(cron, arena),
                           list_of(cron->hours, NULL, arena));
}

/* ---- the day and the month ---- */

static const char *const weekday_names[] = {
    N_("Sunday"),   N_("Monday"), N_("Tuesday"),  N_("Wednesday"),
    N_("Thursday"), N_("Friday"), N_("Saturday"),
};
static const char *const month_names[] = {
    "",
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
};

static const char *day_words(const struct rr_cron *cron, bool is_clock, struct rr_arena *arena)
{
    const char *numbers = list_of(cron->days, NULL, arena);
    const char *days = cron->months == all_months
                           ? rr_arena_printf(arena, _("on day %s of the month"), numbers)
                           : rr_arena_printf(arena, _("on day %s"), numbers);
    const char *weekdays =
        rr_arena_printf(arena, _("on %s"), list_of(cron->weekdays, weekday_names, arena));
    if (cron->any_day && cron->any_weekday)
        return is_clock ? _("every day") : "";
    if (cron->any_weekday)
        return days;
    if (cron->any_day)
        return weekdays;
    return rr_arena_printf(arena, _("%s or %s"), days, weekdays);
}

const char *rr_cron_words(const struct rr_cron *cron, struct rr_arena *arena)
{
    bool is_clock = false;
    const char *time = time_words(cron, &is_clock, arena);
    const char *day = day_words(cron, is_clock, arena);
    if (cron->months != all_months)
        day = rr_arena_printf(arena, _("in %s %s"), list_of(cron->months, month_names, arena), day);
    return *day != '\0' ? rr_arena_printf(arena, _("%s %s"), day, time) : time;
}
