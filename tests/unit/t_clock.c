#include "config.h"

#include "core/util/clock.h"
#include "tests/support/unit.h"

static int64_t noon(void *data)
{
    return *(int64_t *)data;
}

static void asks_the_clock_it_is_given(void **state)
{
    (void)state;
    int64_t now = 1785585600000;
    struct rr_clock clock = {.wall_ms = noon, .mono_ms = noon, .data = &now};
    assert_int_equal(rr_clock_wall_ms(&clock), now);
    assert_int_equal(rr_clock_mono_ms(&clock), now);
}

static void falls_back_to_the_system(void **state)
{
    (void)state;
    struct rr_clock clock = {0};
    assert_true(rr_clock_wall_ms(&clock) > 1700000000000);
    int64_t before = rr_clock_mono_ms(NULL);
    assert_true(rr_clock_mono_ms(&clock) >= before);
}

static void writes_rfc_3339(void **state)
{
    (void)state;
    static const struct {
        int64_t wall_ms;
        const char *want;
    } rows[] = {
        {0, "1970-01-01T00:00:00Z"},
        {951782400000, "2000-02-29T00:00:00Z"},
        {1785585600999, "2026-08-01T12:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[RR_TIME_TEXT];
        rr_time_format(rows[i].wall_ms, text);
        assert_string_equal(text, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_the_clock_it_is_given),
        cmocka_unit_test(falls_back_to_the_system),
        cmocka_unit_test(writes_rfc_3339),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
