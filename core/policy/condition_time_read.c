/* Reads times and durations; see the header. */
#include "config.h"

#include <string.h>

#include "core/policy/calendar.h"
#include "core/policy/condition_time.h"
#include "core/policy/names.h"
#include "core/policy/zone.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { DAY_S = 86400, HOUR_S = 3600, MINUTE_S = 60 };

struct rr_value rr_time_refuse(struct rr_eval *eval, const char *format, const char *text)
{
    char shown[RR_SHOWN_TEXT];
    rr_name_show(text, shown);
    return rr_value_error(rr_arena_printf(eval->arena, format, shown));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* `n` digits, then `behind` unless that is NUL. */
static bool read_digits(const char **at, int n, char behind, int *out)
{
    *out = 0;
    for (; n > 0; n--, (*at)++) {
        if (!is_digit(**at))
            return false;
        *out = *out * 10 + (**at - '0');
    }
    if (behind != '\0' && *(*at)++ != behind)
        return false;
    return true;
}

/* ".5" as microseconds; nothing is nothing. */
static bool read_fraction(const char **at, int64_t *us)
{
    *us = 0;
    if (**at != '.')
        return true;
    (*at)++;
    if (!is_digit(**at))
        return false;
    int64_t worth = RR_US / 10;
    for (; is_digit(**at); (*at)++, worth /= 10)
        *us += worth * (**at - '0');
    return true;
}

/* "Z" or "+09:00", and nothing behind. */
static bool read_offset(const char *at, int32_t *offset_s)
{
    struct rr_zone zone = {0};
    bool is_utc = rr_str_eq(at, "Z");
    bool is_fixed = *at == '+' || *at == '-';
    if (!is_utc && (!is_fixed || rr_zone_find(at, &zone) != RR_ZONE_FOUND))
        return false;
    *offset_s = zone.standard_s;
    return true;
}

static bool read_time(const char *at, int64_t *out_us)
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int64_t us = 0;
    int32_t offset_s = 0;
    bool is_read = read_digits(&at, 4, '-', &year) && read_digits(&at, 2, '-', &month) &&
                   read_digits(&at, 2, 'T', &day) && read_digits(&at, 2, ':', &hour) &&
                   read_digits(&at, 2, ':', &minute) && read_digits(&at, 2, '\0', &second) &&
                   read_fraction(&at, &us) && read_offset(at, &offset_s);
    struct rr_date date = {year, month, day};
    if (!is_read || !rr_date_is_valid(date) || hour > 23 || minute > 59 || second > 59)
        return false;
    int64_t day_s = hour * HOUR_S + minute * MINUTE_S + second - offset_s;
    *out_us = (rr_date_to_day(date) * DAY_S + day_s) * RR_US + us;
    return true;
}

struct rr_value rr_time_read(struct rr_eval *eval, const char *text)
{
    int64_t us = 0;
    return read_time(text, &us)
               ? rr_value_of_time(us, 0)
               : rr_time_refuse(eval, _("\"%s\" is no time as in 2027-06-01T00:00:00Z"), text);
}

struct unit {
    const char *name;
    int64_t ns;
};

// "ms" before "m".
static const struct unit units[] = {
    {"ns", 1},
    {"us", 1000},
    {"ms", 1000000},
    {"s", INT64_C(1000000000)},
    {"m", INT64_C(60000000000)},
    {"h", INT64_C(3600000000000)},
};

static const struct unit *read_unit(const char **at)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!rr_str_has_prefix(*at, units[i].name))
            continue;
        *at += strlen(units[i].name);
        return &units[i];
    }
    return NULL;
}

/* "1.5h": adds its microseconds. */
static bool add_piece(const char **at, int64_t *us)
{
    const int64_t most = INT64_C(400000000000);
    int64_t whole = 0;
    int64_t fraction_us = 0; // millionths of the unit
    const char *begin = *at;
    for (; is_digit(**at) && whole < most; (*at)++)
        whole = whole * 10 + (**at - '0');
    bool has_digits = *at > begin || is_digit((*at)[0] != '\0' ? (*at)[1] : '\0');
    if (!has_digits || !read_fraction(at, &fraction_us))
        return false;
    const struct unit *unit = read_unit(at);
    if (unit == NULL)
        return false;
    int64_t whole_us = 0;
    int64_t unit_us = unit->ns / 1000;
    if (__builtin_mul_overflow(whole, unit_us, &whole_us))
        return false;
    whole_us += unit_us == 0 ? whole / 1000 : 0;
    return !__builtin_add_overflow(*us, whole_us + fraction_us * unit_us / RR_US, us);
}

static bool read_span(const char *at, int64_t *out_us)
{
    int64_t us = 0;
    bool is_negative = *at == '-';
    at += *at == '-' || *at == '+';
    if (!rr_str_eq(at, "0")) {
        do {
            if (!add_piece(&at, &us))
                return false;
        } while (*at != '\0');
    }
    *out_us = is_negative ? -us : us;
    return true;
}

struct rr_value rr_span_read(struct rr_eval *eval, const char *text)
{
    int64_t us = 0;
    return read_span(text, &us)
               ? rr_value_of_span(us, 0)
               : rr_time_refuse(eval, _("\"%s\" is no duration as in 3600s"), text);
}
