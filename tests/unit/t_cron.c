#include "config.h"

#include <string.h>

#include "core/policy/cron.h"
#include "tests/support/unit.h"

#define BIT(n) (UINT64_C(1) << (n))

static struct rr_cron parse(const char *expression)
{
    struct rr_cron cron = {0};
    struct rr_err err = {0};
    if (!rr_cron_parse(expression, &cron, &err))
        fail_msg("%s: %s", expression, err.summary);
    return cron;
}

// Source: cloud.google.com/scheduler/docs/configuring/cron-job-schedules
static void reads_fields(void **state)
{
    (void)state;
    struct rr_cron all = parse("* * * * *");
    assert_true(all.minutes == BIT(60) - 1);
    assert_true(all.hours == BIT(24) - 1);
    assert_true(all.days == BIT(32) - 2);
    assert_true(all.months == BIT(13) - 2);
    assert_true(all.weekdays == 0x7f);
    assert_true(all.any_day && all.any_weekday);

    struct rr_cron some = parse(" 0,30  8-18/2\t1-5,15 JAN,jul-Sep Mon-FRI ");
    assert_true(some.minutes == (BIT(0) | BIT(30)));
    assert_true(some.hours == (BIT(8) | BIT(10) | BIT(12) | BIT(14) | BIT(16) | BIT(18)));
    assert_true(some.days == (BIT(1) | BIT(2) | BIT(3) | BIT(4) | BIT(5) | BIT(15)));
    assert_true(some.months == (BIT(1) | BIT(7) | BIT(8) | BIT(9)));
    assert_true(some.weekdays == (BIT(1) | BIT(2) | BIT(3) | BIT(4) | BIT(5)));
    assert_false(some.any_day || some.any_weekday);

    assert_true(parse("*/25 * * * *").minutes == (BIT(0) | BIT(25) | BIT(50)));
    assert_true(parse("05 * * * *").minutes == BIT(5));
}

static void knows_two_sundays(void **state)
{
    (void)state;
    assert_true(parse("0 0 * * 0").weekdays == BIT(0));
    assert_true(parse("0 0 * * 7").weekdays == BIT(0));
    assert_true(parse("0 0 * * SUN").weekdays == BIT(0));
    assert_true(parse("0 0 * * 5-7").weekdays == (BIT(5) | BIT(6) | BIT(0)));
    assert_true(parse("0 0 * * 0-7").weekdays == 0x7f);
    assert_true(parse("0 0 * * */2").weekdays == (BIT(0) | BIT(2) | BIT(4) | BIT(6)));
}

static void refuse(const char *expression, const char *summary_says, const char *detail_says)
{
    struct rr_cron cron = {.minutes = 1};
    struct rr_err err = {0};
    if (rr_cron_parse(expression, &cron, &err))
        fail_msg("taken: %s", expression);
    assert_int_equal(err.kind, RR_BAD_INPUT);
    assert_true(cron.minutes == 1);
    if (strstr(err.summary, summary_says) == NULL || strstr(err.detail, detail_says) == NULL)
        fail_msg("%s: %s / %s", expression, err.summary, err.detail);
}

static void names_what_is_wrong(void **state)
{
    (void)state;
    refuse("60 * * * *", "\"minute\" cannot hold \"60\"", "0 to 59");
    refuse("* 24 * * *", "\"hour\" cannot hold \"24\"", "0 to 23");
    refuse("* * 0 * *", "\"day of the month\" cannot hold \"0\"", "1 to 31");
    refuse("* * 32 * *", "day of the month", "1 to 31");
    refuse("* * * 13 *", "\"month\"", "JAN to DEC");
    refuse("* * * * 8", "\"day of the week\" cannot hold \"8\"", "SUN to SAT");
    refuse("1,2,99,4 * * * *", "\"99\"", "0 to 59");
    refuse("1,,2 * * * *", "\"\"", "0 to 59");
    refuse("1, * * * *", "\"\"", "");
    refuse("30-10 * * * *", "\"30-10\"", "");
    refuse("1- * * * *", "\"1-\"", "");
    refuse("-1 * * * *", "\"-1\"", "");
    refuse("1-2-3 * * * *", "\"1-2-3\"", "");
    refuse("*/0 * * * *", "\"*/0\"", "");
    refuse("*/ * * * *", "\"*/\"", "");
    refuse("5/10 * * * *", "\"5/10\"", "a step follows");
    refuse("** * * * *", "\"**\"", "");
    refuse("? * * * *", "\"?\"", "");
    refuse("* * L * *", "\"L\"", "");
    refuse("* * * JANUARY *", "\"JANUARY\"", "");
    refuse("* * * * JAN", "\"JAN\"", "");
    refuse("MON * * * *", "\"MON\"", "");
    refuse("99999999999999999999999999 * * * *", "minute", "");
    refuse("\x1b * * * *", "<U+001B>", "");
}

static void wants_five_fields(void **state)
{
    (void)state;
    refuse("", "cannot be a schedule", "five fields");
    refuse("* * * *", "cannot be a schedule", "five fields");
    refuse("* * * * * *", "cannot be a schedule", "five fields");
    refuse("@daily", "@daily", "five fields");
    refuse("0 6 * * *\n", "", "");
}

static void sees_days_that_never_come(void **state)
{
    (void)state;
    refuse("0 0 30 2 *", "30 2", "never run");
    refuse("0 0 31 2,4,6,9,11 *", "31", "never run");
    parse("0 0 29 2 *");
    parse("0 0 31 4-5 *");
    // With a weekday too, either is enough.
    parse("0 0 30 2 MON");
}

static void checks(void **state)
{
    (void)state;
    assert_true(rr_cron_check("0 6 * * *", NULL));
    assert_false(rr_cron_check("0 6 * *", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields),
        cmocka_unit_test(knows_two_sundays),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(wants_five_fields),
        cmocka_unit_test(sees_days_that_never_come),
        cmocka_unit_test(checks),
    };
    return cmocka_run_group_tests_name("cron", tests, NULL, NULL);
}
