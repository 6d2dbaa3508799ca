/* Rules of daylight saving; see the header. */
#include "config.h"

#include "core/policy/tzif_rule.h"

#include <stddef.h>

#include "core/policy/calendar.h"

enum { DAY_S = 86400, HOUR_S = 3600, HOURS_MAX = 167 };

/* ---- reading ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool read_number(const char **at, int max, int *out)
{
    int value = 0;
    if (!is_digit(**at))
        return false;
    for (; is_digit(**at); ++*at) {
        value = value * 10 + (**at - '0');
        if (value > max)
            return false;
    }
    *out = value;
    return true;
}

/* "EST" or "<+0330>". */
static bool skip_name(const char **at)
{
    const char *begin = *at;
    if (**at == '<') {
        while (**at != '\0' && **at != '>')
            ++*at;
        return *(*at)++ == '>';
    }
    while ((**at >= 'a' && **at <= 'z') || (**at >= 'A' && **at <= 'Z'))
        ++*at;
    return *at - begin >= 3;
}

/* "[+-]h[h][:mm[:ss]]" */
static bool read_time(const char **at, int *out)
{
    int sign = **at == '-' ? -1 : 1;
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (**at == '-' || **at == '+')
        ++*at;
    if (!read_number(at, HOURS_MAX, &hours))
        return false;
    if (**at == ':' && (++*at, !read_number(at, 59, &minutes)))
        return false;
    if (**at == ':' && (++*at, !read_number(at, 59, &seconds)))
        return false;
    *out = sign * (hours * HOUR_S + minutes * 60 + seconds);
    return true;
}

static bool read_month_week_day(const char **at, struct rr_tzif_change *out)
{
    out->form = RR_TZIF_MONTH_WEEK_DAY;
    if (!read_number(at, 12, &out->month) || *(*at)++ != '.')
        return false;
    if (!read_number(at, 5, &out->week) || *(*at)++ != '.')
        return false;
    return read_number(at, 6, &out->day) && out->month >= 1 && out->week >= 1;
}

static bool read_change(const char **at, struct rr_tzif_change *out)
{
    if (*(*at)++ != ',')
        return false;
    bool ok;
    if (**at == 'M') {
        ++*at;
        ok = read_month_week_day(at, out);
    } else {
        out->form = **at == 'J' ? RR_TZIF_JULIAN : RR_TZIF_ZERO_BASED;
        *at += **at == 'J';
        ok = read_number(at, 365, &out->day);
    }
    out->time_s = 2 * HOUR_S;
    if (ok && **at == '/')
        ok = (++*at, read_time(at, &out->time_s));
    return ok;
}

bool rr_tzif_rule_read(const char *text, struct rr_tzif_rule *out)
{
    int west = 0;
    if (!skip_name(&text) || !read_time(&text, &west))
        return false;
    out->standard_s = -west;
    out->has_summer = *text != '\0';
    if (!out->has_summer)
        return true;
    if (!skip_name(&text))
        return false;
    out->summer_s = out->standard_s + HOUR_S;
    if (*text != ',' && *text != '\0') {
        if (!read_time(&text, &west))
            return false;
        out->summer_s = -west;
    }
    return read_change(&text, &out->on) && read_change(&text, &out->back) && *text == '\0';
}

/* ---- the offset ---- */

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

static int64_t day_of_change(const struct rr_tzif_change *change, int64_t year)
{
    int64_t first = rr_date_to_day((struct rr_date){year, 1, 1});
    if (change->form == RR_TZIF_ZERO_BASED)
        return first + change->day;
    // The 29th of February is never counted.
    if (change->form == RR_TZIF_JULIAN)
        return first + change->day - 1 + (is_leap(year) && change->day > 59);
    int64_t month = rr_date_to_day((struct rr_date){year, change->month, 1});
    int to_weekday = (change->day - rr_day_weekday(month) + 7) % 7;
    int day = to_weekday + (change->week - 1) * 7;
    while (day >= days_in(year, change->month))
        day -= 7;
    return month + day;
}

/* The change as UTC; the clock shows `before_s` until then. */
static int64_t time_of_change(const struct rr_tzif_change *change, int64_t year, int before_s)
{
    return day_of_change(change, year) * DAY_S + change->time_s - before_s;
}

int rr_tzif_rule_offset(const struct rr_tzif_rule *rule, int64_t utc_s)
{
    if (!rule->has_summer)
        return rule->standard_s;
    int64_t local = utc_s + rule->standard_s;
    int64_t year = rr_day_to_date(rr_floor_div(local, DAY_S)).year;
    int64_t on = time_of_change(&rule->on, year, rule->standard_s);
    int64_t back = time_of_change(&rule->back, year, rule->summer_s);
    bool is_summer = on < back ? utc_s >= on && utc_s < back : utc_s >= on || utc_s < back;
    return is_summer ? rule->summer_s : rule->standard_s;
}
