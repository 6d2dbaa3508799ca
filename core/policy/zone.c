/* Finds a zone's rule in the text and works out where its clocks stand. */
#include "config.h"

#include "core/policy/zone.h"

#include <stdlib.h>
#include <string.h>

#include "core/policy/calendar.h"
#include "core/util/zone_data.h"

enum { DAY_S = 86400 };

/* ---- finding ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "+09:00" */
static bool read_fixed(const char *name, struct rr_zone *out)
{
    if (strlen(name) != 6 || (name[0] != '+' && name[0] != '-') || name[3] != ':')
        return false;
    if (!is_digit(name[1]) || !is_digit(name[2]) || !is_digit(name[4]) || !is_digit(name[5]))
        return false;
    int hours = (name[1] - '0') * 10 + (name[2] - '0');
    int minutes = (name[4] - '0') * 10 + (name[5] - '0');
    if (hours > 23 || minutes > 59)
        return false;
    int32_t offset_s = hours * 3600 + minutes * 60;
    *out = (struct rr_zone){.standard_s = name[0] == '-' ? -offset_s : offset_s, .is_fixed = true};
    return true;
}

static long read_number(const char **at)
{
    char *end = NULL;
    long number = strtol(*at, &end, 10);
    *at = *end == '.' || *end == '/' || *end == ' ' ? end + 1 : end;
    return number;
}

static struct rr_zone_change read_change(const char **at)
{
    struct rr_zone_change change = {0};
    change.month = (int)read_number(at);
    change.week = (int)read_number(at);
    change.weekday = (int)read_number(at);
    change.second = (int32_t)read_number(at);
    return change;
}

static struct rr_zone read_rule(const char *at)
{
    struct rr_zone zone = {.standard_s = (int32_t)read_number(&at)};
    zone.has_summer = *at != '\t';
    if (zone.has_summer) {
        zone.summer_s = (int32_t)read_number(&at);
        zone.to_summer = read_change(&at);
        zone.to_standard = read_change(&at);
    }
    return zone;
}

/* Does the line's list of names hold this one? */
static bool lists(const char *line, const char *end, const char *name)
{
    size_t n = strlen(name);
    const char *at = memchr(line, '\t', (size_t)(end - line));
    while (at != NULL && at < end) {
        at++;
        const char *space = memchr(at, ' ', (size_t)(end - at));
        const char *stop = space != NULL ? space : end;
        if ((size_t)(stop - at) == n && memcmp(at, name, n) == 0)
            return true;
        at = space;
    }
    return false;
}

static bool is_rule(const char *line)
{
    return is_digit(*line) || *line == '-' || *line == '?';
}

enum rr_zone_found rr_zone_find(const char *name, struct rr_zone *out)
{
    if (strcmp(name, "UTC") == 0) {
        *out = (struct rr_zone){.is_fixed = true};
        return RR_ZONE_FOUND;
    }
    if (read_fixed(name, out))
        return RR_ZONE_FOUND;
    if (strchr(name, ' ') != NULL || *name == '\0')
        return RR_ZONE_NONE;
    const char *line = (const char *)rr_zone_data;
    for (const char *end = strchr(line, '\n'); end != NULL; end = strchr(line, '\n')) {
        if (is_rule(line) && lists(line, end, name)) {
            if (*line == '?')
                return RR_ZONE_UNTOLD;
            *out = read_rule(line);
            return RR_ZONE_FOUND;
        }
        line = end + 1;
    }
    return RR_ZONE_NONE;
}

/* ---- offsets ---- */

/* Midnight of the change's day, by nobody's clock in particular: seconds since 1970. */
static int64_t change_midnight_s(const struct rr_zone_change *change, int64_t year)
{
    int64_t first = rr_date_to_day((struct rr_date){year, change->month, 1});
    int64_t day = first + (change->weekday - rr_day_weekday(first) + 7) % 7;
    day += (int64_t)7 * (change->week - 1);
    while (rr_day_to_date(day).month != change->month)
        day -= 7;
    return day * DAY_S;
}

/* A moment at which the clocks were, or will be, set to `offset_s`. */
struct moment {
    int64_t at_s;
    int32_t offset_s;
};

static struct moment summer_begins(const struct rr_zone *zone, int64_t year)
{
    int64_t midnight_s = change_midnight_s(&zone->to_summer, year);
    return (struct moment){midnight_s + zone->to_summer.second - zone->standard_s, zone->summer_s};
}

static struct moment summer_ends(const struct rr_zone *zone, int64_t year)
{
    int64_t midnight_s = change_midnight_s(&zone->to_standard, year);
    return (struct moment){midnight_s + zone->to_standard.second - zone->summer_s,
                           zone->standard_s};
}

/* The last moment up to utc_s decides; the first one after it ends that. */
static void take_moment(struct moment moment, int64_t utc_s, struct moment *last, int64_t *until_s)
{
    if (moment.at_s > utc_s)
        *until_s = moment.at_s < *until_s ? moment.at_s : *until_s;
    else if (moment.at_s >= last->at_s)
        *last = moment;
}

bool rr_zone_offset(const struct rr_zone *zone, int64_t utc_s, int32_t *offset_s, int64_t *until_s)
{
    *until_s = INT64_MAX;
    *offset_s = zone->standard_s;
    if (zone->is_fixed)
        return true;
    int64_t year = rr_day_to_date(rr_floor_div(utc_s, DAY_S)).year;
    if (year < 2026 || year > 2100)
        return false;
    struct moment last = {INT64_MIN, zone->standard_s};
    for (int64_t y = year - 1; zone->has_summer && y <= year + 1; y++) {
        take_moment(summer_begins(zone, y), utc_s, &last, until_s);
        take_moment(summer_ends(zone, y), utc_s, &last, until_s);
    }
    *offset_s = last.offset_s;
    return true;
}
