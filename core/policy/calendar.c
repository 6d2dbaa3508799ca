/* Calendar arithmetic: counts in years that begin in March, so that the leap day comes last. */
#include "config.h"

#include "core/policy/calendar.h"

enum {
    DAYS_IN_4_CENTURIES = 146097,
    DAYS_IN_CENTURY = 36524,
    DAYS_IN_4_YEARS = 1461,
    DAYS_IN_YEAR = 365,
    // from 1 March of the year 0 to 1 January 1970
    DAYS_TO_EPOCH = 719468,
};

int64_t rr_floor_div(int64_t n, int64_t by)
{
    int64_t quotient = n / by;
    return n % by < 0 ? quotient - 1 : quotient;
}

/* Days from 1 March to the first of the month; 0 = March. */
static int64_t days_before(int month_from_march)
{
    return (153 * month_from_march + 2) / 5;
}

int64_t rr_date_to_day(struct rr_date date)
{
    int64_t year = date.month >= 3 ? date.year : date.year - 1;
    int64_t leap_days = rr_floor_div(year, 4) - rr_floor_div(year, 100) + rr_floor_div(year, 400);
    return year * DAYS_IN_YEAR + leap_days + days_before((date.month + 9) % 12) + date.day - 1 -
           DAYS_TO_EPOCH;
}

static int64_t at_most(int64_t n, int64_t most)
{
    return n < most ? n : most;
}

struct rr_date rr_day_to_date(int64_t day)
{
    int64_t n = day + DAYS_TO_EPOCH;
    int64_t year = rr_floor_div(n, DAYS_IN_4_CENTURIES) * 400;
    n -= rr_floor_div(n, DAYS_IN_4_CENTURIES) * DAYS_IN_4_CENTURIES;
    int64_t centuries = at_most(n / DAYS_IN_CENTURY, 3);
    n -= centuries * DAYS_IN_CENTURY;
    int64_t fours = n / DAYS_IN_4_YEARS;
    n -= fours * DAYS_IN_4_YEARS;
    int64_t years = at_most(n / DAYS_IN_YEAR, 3);
    n -= years * DAYS_IN_YEAR;
    year += centuries * 100 + fours * 4 + years;
    int month = (int)((5 * n + 2) / 153);
    return (struct rr_date){.year = month >= 10 ? year + 1 : year,
                            .month = (month + 2) % 12 + 1,
                            .day = (int)(n - days_before(month)) + 1};
}

int rr_day_weekday(int64_t day)
{
    // 1970-01-01 was a Thursday.
    return (int)(day + 4 - rr_floor_div(day + 4, 7) * 7);
}

bool rr_date_is_valid(struct rr_date date)
{
    static const unsigned char longest[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12)
        return false;
    if (date.day < 1 || date.day > longest[date.month])
        return false;
    bool is_leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    return is_leap || date.month != 2 || date.day <= 28;
}
