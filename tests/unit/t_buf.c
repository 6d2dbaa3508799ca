#include "config.h"

#include <string.h>

#include "core/util/buf.h"
#include "tests/support/unit.h"

static void builds_text(void **state)
{
    (void)state;
    RR_BUF_AUTO buf = {0};
    assert_string_equal(rr_buf_text(&buf), "");
    rr_buf_add(&buf, "a");
    rr_buf_addc(&buf, 'b');
    rr_buf_addn(&buf, "cdef", 2);
    rr_buf_printf(&buf, "-%03d", 7);
    assert_string_equal(rr_buf_text(&buf), "abcd-007");
    assert_int_equal(buf.len, 8);
    rr_buf_clear(&buf);
    assert_string_equal(rr_buf_text(&buf), "");
}

static void keeps_bytes(void **state)
{
    (void)state;
    RR_BUF_AUTO buf = {0};
    rr_buf_addn(&buf, "a\0b", 3);
    assert_int_equal(buf.len, 3);
    assert_memory_equal(buf.data, "a\0b", 4);
}

static void grows_far(void **state)
{
    (void)state;
    RR_BUF_AUTO buf = {0};
    for (int i = 0; i < 100000; i++)
        rr_buf_addc(&buf, 'x');
    assert_int_equal(strlen(rr_buf_text(&buf)), 100000);
}

static void stops_at_max_and_says_so(void **state)
{
    (void)state;
    RR_BUF_AUTO buf = {.max = 5};
    rr_buf_add(&buf, "abc");
    assert_false(buf.cut);
    rr_buf_add(&buf, "defg");
    assert_true(buf.cut);
    assert_string_equal(rr_buf_text(&buf), "abcde");
    rr_buf_addc(&buf, 'x');
    assert_string_equal(rr_buf_text(&buf), "abcde");
    rr_buf_clear(&buf);
    assert_false(buf.cut);
}

static void encodes_for_urls(void **state)
{
    (void)state;
    static const struct {
        const char *text, *keep, *want;
    } rows[] = {
        {"plain-._~09", "", "plain-._~09"},
        {"a b&c=d", "", "a%20b%26c%3Dd"},
        {"projects/p/serviceAccounts/a@b", "/", "projects/p/serviceAccounts/a%40b"},
        {"日", "", "%E6%97%A5"},
        {"\x7f\n", "", "%7F%0A"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        RR_BUF_AUTO buf = {0};
        rr_buf_add_url(&buf, rows[i].text, rows[i].keep);
        assert_string_equal(rr_buf_text(&buf), rows[i].want);
    }
}

static void quotes_for_the_shell(void **state)
{
    (void)state;
    static const struct {
        const char *word, *want;
    } rows[] = {
        {"", "''"},
        {"roles/run.admin", "roles/run.admin"},
        {"--member=serviceAccount:a@b.iam.gserviceaccount.com",
         "--member=serviceAccount:a@b.iam.gserviceaccount.com"},
        {"two words", "'two words'"},
        {"it's", "'it'\\''s'"},
        {"$(reboot) `x` \"y\" !z", "'$(reboot) `x` \"y\" !z'"},
        {"~root", "'~root'"},
        {"a\nb", "'a\nb'"},
        {"日本", "'日本'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        RR_BUF_AUTO buf = {0};
        rr_buf_add_shell(&buf, rows[i].word);
        assert_string_equal(rr_buf_text(&buf), rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_text),      cmocka_unit_test(keeps_bytes),
        cmocka_unit_test(grows_far),        cmocka_unit_test(stops_at_max_and_says_so),
        cmocka_unit_test(encodes_for_urls), cmocka_unit_test(quotes_for_the_shell),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
