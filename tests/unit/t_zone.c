/* Calendar and time zones, against a second way to the same dates. Source: IANA time zone database. */
#include "config.h"

#include <string.h>

#include "core/policy/calendar.h"
#include "core/policy/zone.h"
#include "tests/support/unit.h"

static int days_in(int64_t year, int month)
{
    int days = 28;
    while (rr_date_is_valid((struct rr_date){year, month, days + 1}))
        days++;
    return days;
}

static void counts_days_one_by_one(void **state)
{
    (void)state;
    int64_t day = rr_date_to_day((struct rr_date){1, 1, 1});
    for (int64_t year = 1; year <= 2500; year++)
        for (int month = 1; month <= 12; month++)
            for (int n = 1; n <= days_in(year, month); n++, day++) {
                struct rr_date date = rr_day_to_date(day);
                assert_true(date.year == year && date.month == month && date.day == n);
                assert_true(rr_date_to_day(date) == day);
            }
    assert_true(rr_date_to_day((struct rr_date){1970, 1, 1}) == 0);
    assert_true(rr_date_to_day((struct rr_date){2000, 3, 1}) == 11017);
}

static void knows_leap_years(void **state)
{
    (void)state;
    assert_int_equal(days_in(2024, 2), 29);
    assert_int_equal(days_in(2000, 2), 29);
    assert_int_equal(days_in(2100, 2), 28);
    assert_int_equal(days_in(2026, 2), 28);
    assert_false(rr_date_is_valid((struct rr_date){2026, 4, 31}));
    assert_false(rr_date_is_valid((struct rr_date){0, 1, 1}));
    assert_false(rr_date_is_valid((struct rr_date){10000, 1, 1}));
}

static void knows_weekdays(void **state)
{
    (void)state;
    assert_int_equal(rr_day_weekday(0), 4);
    assert_int_equal(rr_day_weekday(-1), 3);
    assert_int_equal(rr_day_weekday(-5), 6);
    assert_int_equal(rr_day_weekday(rr_date_to_day((struct rr_date){2026, 11, 25})), 3);
}

struct row {
    const char *zone;
    int64_t utc_s;
    int32_t offset_s;
    int64_t until_s; // 0 = never
};

static void knows_when_clocks_change(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"UTC", 0, 0, 0},
        {"+05:45", 0, 20700, 0},
        {"-03:30", 1800000000, -12600, 0},
        {"Asia/Tokyo", 1795579506, 32400, 0},
        // 2027-03-28T01:00:00Z and 2027-10-31T01:00:00Z
        {"Europe/Berlin", 1806195599, 3600, 1806195600},
        {"Europe/Berlin", 1806195600, 7200, 1824944400},
        {"Europe/Berlin", 1824944400, 3600, 1837645200},
        // 2027-03-14T07:00:00Z and 2027-11-07T06:00:00Z
        {"America/New_York", 1805007599, -18000, 1805007600},
        {"America/New_York", 1805007600, -14400, 1825567200},
        // 2027-04-03T16:00:00Z and 2027-10-02T16:00:00Z
        {"Australia/Sydney", 1806767999, 39600, 1806768000},
        {"Australia/Sydney", 1806768000, 36000, 1822492800},
        {"Europe/Dublin", 1806195600, 3600, 1824944400},
        // Clocks change by half an hour: 2027-04-03T15:00:00Z
        {"Australia/Lord_Howe", 1806763999, 39600, 1806764400},
        {"Australia/Lord_Howe", 1806764400, 37800, 1822491000},
        {"Etc/GMT+5", 1800000000, -18000, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_zone zone = {0};
        int32_t offset_s = 0;
        int64_t until_s = 0;
        assert_int_equal(rr_zone_find(rows[i].zone, &zone), RR_ZONE_FOUND);
        assert_true(rr_zone_offset(&zone, rows[i].utc_s, &offset_s, &until_s));
        int64_t want_until_s = rows[i].until_s != 0 ? rows[i].until_s : INT64_MAX;
        if (offset_s != rows[i].offset_s || until_s != want_until_s)
            fail_msg("%s at %lld: %d until %lld", rows[i].zone, (long long)rows[i].utc_s, offset_s,
                     (long long)until_s);
    }
}

static void finds_no_zone_by_half_its_name(void **state)
{
    (void)state;
    static const char *const none[] = {
        "",       "Europe",  "Berlin", "Europe/Berlin ", "europe/berlin",
        "2025b",  "version", "# Time", "+1:00",          "+01:0a",
        "+24:00", "01:00",   "3600",   "Zulu\n",         "Europe/Berli"};
    struct rr_zone zone = {0};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (rr_zone_find(none[i], &zone) != RR_ZONE_NONE)
            fail_msg("found: %s", none[i]);
    assert_int_equal(rr_zone_find("Africa/Casablanca", &zone), RR_ZONE_UNTOLD);
    assert_int_equal(rr_zone_find("Zulu", &zone), RR_ZONE_FOUND);
}

static void claims_nothing_of_other_times(void **state)
{
    (void)state;
    struct rr_zone zone = {0};
    int32_t offset_s = 0;
    int64_t until_s = 0;
    assert_int_equal(rr_zone_find("Europe/Berlin", &zone), RR_ZONE_FOUND);
    assert_false(rr_zone_offset(&zone, 0, &offset_s, &until_s));
    assert_false(rr_zone_offset(&zone, INT64_C(5000000000), &offset_s, &until_s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_days_one_by_one),
        cmocka_unit_test(knows_leap_years),
        cmocka_unit_test(knows_weekdays),
        cmocka_unit_test(knows_when_clocks_change),
        cmocka_unit_test(finds_no_zone_by_half_its_name),
        cmocka_unit_test(claims_nothing_of_other_times),
    };
    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
