/* Schedules against a table made by other means (tests/support/cron_table.py): zoneinfo, minute by minute. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/observe/tzif_file.h"
#include "core/policy/cron_runs.h"
#include "core/policy/cron_words.h"
#include "core/policy/tzif_rule.h"
#include "runready/cron.h"
#include "runready/lang.h"
#include "tests/support/unit.h"

enum { LINE_MAX_BYTES = 256 };

static void need_zones(void)
{
    struct rr_arena arena = {0};
    struct rr_tzif zone;
    bool has_zones = rr_tzif_load("Asia/Tokyo", &zone, &arena, NULL);
    rr_arena_free(&arena);
    if (!has_zones)
        skip();
}

static void check_line(char *line, size_t number)
{
    struct rr_arena arena = {0};
    struct rr_tzif zone;
    struct rr_cron cron;
    struct rr_err err = {0};
    char *save = NULL;
    const char *name = strtok_r(line, "|", &save);
    const char *expression = strtok_r(NULL, "|", &save);
    int64_t after = strtoll(strtok_r(NULL, "|", &save), NULL, 10);
    if (!rr_tzif_load(name, &zone, &arena, &err) || !rr_cron_parse(expression, &cron, &err))
        fail_msg("line %zu: %s", number, err.summary);
    int64_t runs[RR_NEXT_RUNS];
    size_t n = rr_cron_runs(&cron, &zone, after, runs, RR_NEXT_RUNS);
    size_t i = 0;
    for (char *word; (word = strtok_r(NULL, " \n", &save)) != NULL; i++)
        if (i >= n || runs[i] != strtoll(word, NULL, 10))
            fail_msg("line %zu, %s %s: run %zu is %lld, not %s", number, name, expression, i,
                     i < n ? (long long)runs[i] : -1, word);
    assert_int_equal(i, RR_NEXT_RUNS);
    rr_arena_free(&arena);
}

static void agrees_with_an_independent_table(void **state)
{
    (void)state;
    need_zones();
    const char *top = getenv("top_srcdir");
    char path[1024];
    snprintf(path, sizeof path, "%s/tests/data/cron_runs.txt", top != NULL ? top : "..");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[LINE_MAX_BYTES];
    size_t n = 0;
    while (fgets(line, sizeof line, file) != NULL)
        check_line(line, ++n);
    fclose(file);
    assert_true(n >= 200);
}

static void follows_the_rule_beyond_the_table(void **state)
{
    (void)state;
    struct rr_tzif_rule rule = {0};
    assert_true(rr_tzif_rule_read("EST5EDT,M3.2.0,M11.1.0", &rule));
    assert_int_equal(rr_tzif_rule_offset(&rule, 2540700000), -14400); // 2050-07-06
    assert_int_equal(rr_tzif_rule_offset(&rule, 2524700000), -18000); // 2050-01-01
    assert_true(rr_tzif_rule_read("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", &rule));
    assert_int_equal(rr_tzif_rule_offset(&rule, 2524700000), 39600); // the south has its summer
    assert_true(rr_tzif_rule_read("JST-9", &rule));
    assert_int_equal(rr_tzif_rule_offset(&rule, 0), 32400);
    assert_false(rr_tzif_rule_read("", &rule));
    assert_false(rr_tzif_rule_read("EST5EDT,M3.2", &rule));
    assert_false(rr_tzif_rule_read("EST5EDT,M13.2.0,M11.1.0", &rule));
}

static void refuses_what_is_no_zone(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct rr_tzif zone;
    struct rr_err err = {0};
    assert_false(rr_tzif_read("TZif2", 5, &zone, &arena, &err));
    assert_int_equal(err.kind, RR_BAD_REPLY);
    // A header that promises more than there is.
    char lying[44] = "TZif2";
    memset(lying + 20, 0x7f, 24);
    assert_false(rr_tzif_read(lying, sizeof lying, &zone, &arena, &err));
    need_zones();
    assert_false(rr_tzif_load("Asia/Nowhere", &zone, &arena, &err));
    assert_int_equal(err.kind, RR_BAD_INPUT);
    assert_false(rr_tzif_load("../../etc/passwd", &zone, &arena, &err));
    rr_arena_free(&arena);
}

static void says_it_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *cron;
        const char *en;
        const char *ja;
    } rows[] = {
        {"0 6 * * *", "every day at 6:00", "毎日 6:00"},
        {"* * * * *", "every minute", "毎分"},
        {"*/15 * * * *", "every 15 minutes", "15 分ごと"},
        {"0 * * * *", "every hour at minute 0", "毎時 0 分"},
        {"0 */6 * * *", "every day at 0:00, 6:00, 12:00, 18:00", "毎日 0:00, 6:00, 12:00, 18:00"},
        {"0 */2 * * *", "every 2 hours at minute 0", "2 時間ごとの 0 分"},
        {"30 9 * * 1-5", "on Monday to Friday at 9:30", "月曜から金曜 9:30"},
        {"0 0 1,15 * *", "on day 1, 15 of the month at 0:00", "毎月 1, 15 日 0:00"},
        {"0 12 13 * 5", "on day 13 of the month or on Friday at 12:00",
         "毎月 13 日または金曜 12:00"},
        {"0 0 1 1 *", "in January on day 1 at 0:00", "1 月 1 日 0:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_arena arena = {0};
        struct rr_cron cron;
        assert_true(rr_cron_parse(rows[i].cron, &cron, NULL));
        assert_string_equal(rr_cron_words(&cron, &arena), rows[i].en);
        rr_lang_set("ja");
        const char *ja = rr_cron_words(&cron, &arena);
        rr_lang_set("en");
        assert_string_equal(ja, rows[i].ja);
        rr_arena_free(&arena);
    }
}

static void explains_with_the_next_five_runs(void **state)
{
    (void)state;
    need_zones();
    struct rr_arena arena = {0};
    struct rr_cron_meaning meaning;
    struct rr_err err = {0};
    assert_true(rr_cron_explain("0 6 * * *", "Asia/Tokyo", 1795579200, &meaning, &arena, &err));
    assert_int_equal(meaning.n_next, RR_NEXT_RUNS);
    assert_string_equal(meaning.next[0].local, "2026-11-26 06:00 +09:00 (Thu)");
    assert_false(rr_cron_explain("0 6 * * *", "Mars/Base", 0, &meaning, &arena, &err));
    assert_false(rr_cron_explain("0 25 * * *", "Asia/Tokyo", 0, &meaning, &arena, &err));
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_an_independent_table),
        cmocka_unit_test(follows_the_rule_beyond_the_table),
        cmocka_unit_test(refuses_what_is_no_zone),
        cmocka_unit_test(says_it_in_words),
        cmocka_unit_test(explains_with_the_next_five_runs),
    };
    return cmocka_run_group_tests_name("cron_runs", tests, NULL, NULL);
}
