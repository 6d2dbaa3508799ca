/* Days and dates of the Gregorian calendar, also before it was in use. Pure arithmetic. */
#ifndef RR_POLICY_CALENDAR_H
#define RR_POLICY_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct rr_date {
    int64_t year;
    int month; // 1-12
    int day;   // 1-31
};

/* Days since 1970-01-01. */
int64_t rr_date_to_day(struct rr_date date);
struct rr_date rr_day_to_date(int64_t day);

int rr_day_weekday(int64_t day); // 0 = Sunday

bool rr_date_is_valid(struct rr_date date); // years 1 to 9999

/* Rounds towards the past, as calendars do. `by` > 0. */
int64_t rr_floor_div(int64_t n, int64_t by);

#endif
