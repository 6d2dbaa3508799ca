/* Takes times and durations apart; see the header. */
#include "config.h"

#include "core/policy/condition_time.h"

#include "core/policy/calendar.h"
#include "core/policy/zone.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

enum part {
    YEAR,
    MONTH,
    DATE,
    MONTH_DAY,
    WEEKDAY,
    YEAR_DAY,
    HOURS,
    MINUTES,
    SECONDS,
    MILLISECONDS
};

static const char *const getters[] = {
    [YEAR] = "getFullYear",     [MONTH] = "getMonth",
    [DATE] = "getDate",         [MONTH_DAY] = "getDayOfMonth",
    [WEEKDAY] = "getDayOfWeek", [YEAR_DAY] = "getDayOfYear",
    [HOURS] = "getHours",       [MINUTES] = "getMinutes",
    [SECONDS] = "getSeconds",   [MILLISECONDS] = "getMilliseconds",
};

static enum part find_part(const char *getter)
{
    enum part part = YEAR;
    while (part < MILLISECONDS && !rr_str_eq(getters[part], getter))
        part++;
    return part;
}

static int64_t part_of_day(enum part part, int64_t day)
{
    struct rr_date date = rr_day_to_date(day);
    if (part == YEAR)
        return date.year;
    if (part == MONTH)
        return date.month - 1;
    if (part == DATE || part == MONTH_DAY)
        return part == DATE ? date.day : date.day - 1;
    if (part == WEEKDAY)
        return rr_day_weekday(day);
    return day - rr_date_to_day((struct rr_date){date.year, 1, 1});
}

static int64_t part_of_time(enum part part, int64_t local_us)
{
    int64_t local_s = rr_floor_div(local_us, RR_US);
    int64_t day = rr_floor_div(local_s, DAY_S);
    int64_t second = local_s - day * DAY_S;
    if (part == MILLISECONDS)
        return (local_us - local_s * RR_US) / 1000;
    if (part == SECONDS)
        return second % MINUTE_S;
    if (part == MINUTES)
        return second / MINUTE_S % 60;
    return part == HOURS ? second / HOUR_S : part_of_day(part, day);
}

static int64_t next_multiple(int64_t n, int64_t of)
{
    return (rr_floor_div(n, of) + 1) * of;
}

/* When the part is next another one, by the same clock. */
static int64_t part_changes_s(enum part part, int64_t local_s)
{
    struct rr_date date = rr_day_to_date(rr_floor_div(local_s, DAY_S));
    if (part == YEAR)
        return rr_date_to_day((struct rr_date){date.year + 1, 1, 1}) * DAY_S;
    if (part == MONTH && date.month == 12)
        return part_changes_s(YEAR, local_s);
    if (part == MONTH)
        return rr_date_to_day((struct rr_date){date.year, date.month + 1, 1}) * DAY_S;
    if (part == HOURS || part == MINUTES)
        return next_multiple(local_s, part == HOURS ? HOUR_S : MINUTE_S);
    return part == SECONDS || part == MILLISECONDS ? local_s + 1 : next_multiple(local_s, DAY_S);
}

static struct rr_value
get_of_time(struct rr_eval *eval, enum part part, struct rr_value value, const struct rr_zone *zone)
{
    int32_t offset_s = 0;
    int64_t until_s = 0;
    int64_t utc_s = rr_floor_div(value.number, RR_US);
    bool runs_oddly = value.pace != 0 && value.pace != 1;
    if (runs_oddly || !rr_zone_offset(zone, utc_s, &offset_s, &until_s))
        return rr_value_unread();
    if (value.pace != 0) {
        // The time may run ahead of now, as in (request.time + duration('1h')).getHours().
        int64_t ahead_s = utc_s - rr_floor_div(eval->now_us, RR_US);
        eval->varies = true;
        rr_eval_note(eval, part_changes_s(part, utc_s + offset_s) - offset_s - ahead_s);
        if (until_s != INT64_MAX)
            rr_eval_note(eval, until_s - ahead_s);
    }
    return rr_value_of_int(part_of_time(part, value.number + offset_s * RR_US));
}

/* The whole duration in that unit, cut towards zero; of milliseconds, those beside the seconds. */
static struct rr_value get_of_span(struct rr_eval *eval, enum part part, struct rr_value value)
{
    if (part < HOURS)
        return rr_value_no_such_use();
    bool runs_oddly = value.pace < -1 || value.pace > 1;
    if (runs_oddly || (part == MILLISECONDS && value.pace != 0))
        return rr_value_unread();
    if (part == MILLISECONDS)
        return rr_value_of_int(value.number % RR_US / 1000);
    int64_t unit_us = RR_US * (part == HOURS ? HOUR_S : part == MINUTES ? MINUTE_S : 1);
    if (value.pace != 0) {
        int64_t now_s = rr_floor_div(eval->now_us, RR_US);
        int64_t rest_us = next_multiple(value.number, unit_us) - value.number;
        if (value.pace < 0)
            rest_us = unit_us - rest_us;
        eval->varies = true;
        rr_eval_note(eval, now_s + rest_us / RR_US);
        rr_eval_note(eval, now_s + rest_us / RR_US + 1);
    }
    return rr_value_of_int(value.number / unit_us);
}

/* The same literals are looked up again and again: where the text lies is enough to know one by. */
static enum rr_zone_found find_zone(struct rr_eval *eval, const char *name)
{
    if (name == NULL) {
        eval->zone = (struct rr_zone){.is_fixed = true};
        eval->zone_found = RR_ZONE_FOUND;
    } else if (eval->zone_name != name) {
        eval->zone_found = rr_zone_find(name, &eval->zone);
    }
    eval->zone_name = name;
    return eval->zone_found;
}

struct rr_value
rr_time_get(struct rr_eval *eval, const char *getter, struct rr_value value, const char *zone_name)
{
    if (value.kind == RR_VALUE_SPAN && zone_name == NULL)
        return get_of_span(eval, find_part(getter), value);
    if (value.kind != RR_VALUE_TIME)
        return rr_value_no_such_use();
    enum rr_zone_found found = find_zone(eval, zone_name);
    if (found == RR_ZONE_NONE)
        return rr_time_refuse(eval, _("\"%s\" is no time zone"), zone_name);
    if (found == RR_ZONE_UNTOLD)
        return rr_value_unread();
    return get_of_time(eval, find_part(getter), value, &eval->zone);
}
