/* Columns, wrapping and harmless text. */
#include "config.h"

#include <locale.h>

#include "core/util/utf8.h"
#include "tests/support/unit.h"

static void widths_are_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
    } cases[] = {
        {"", 0},          {"abc", 3},      {"権限", 4},         {"ﾛｰﾙ", 3},
        {"e\xcc\x81", 1}, {"ロール a", 8}, {"\xe2\x80\x8b", 0}, {"✓", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(rr_text_width(cases[i].text), cases[i].columns);
}

static void padding_counts_columns(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    rr_buf_add_padded(&out, "権限", 6);
    rr_buf_add_padded(&out, "long", 2);
    assert_string_equal(rr_buf_text(&out), "権限  long");
}

static void what_could_harm_is_shown(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *shown;
    } cases[] = {
        {"plain", "plain"},
        {"権限", "権限"},
        {"\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"},
        {"a\nb\tc", "a<U+000A>b<U+0009>c"},
        {"\xc2\x9b", "<U+009B>"},
        {"\xe2\x80\xae", "<U+202E>"},
        {"\xe2\x80\x8b", "<U+200B>"},
        {"\xff\xfe", "<0xFF><0xFE>"},
        {"\xc0\xaf", "<0xC0><0xAF>"},
        {"\xed\xa0\x80", "<0xED><0xA0><0x80>"},
        {"\xf4\x90\x80\x80", "<0xF4><0x90><0x80><0x80>"},
        {"\xe6\xa8", "<0xE6><0xA8>"},
        {"\xef\xbf\xbd", "\xef\xbf\xbd"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RR_BUF_AUTO out = {0};
        rr_buf_add_visible(&out, cases[i].text);
        assert_string_equal(rr_buf_text(&out), cases[i].shown);
    }
}

static void lines_stay_lines(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    rr_buf_add_visible_lines(&out, "a\r\n\tb\x1b[2J");
    assert_string_equal(rr_buf_text(&out), "a\n b<U+001B>[2J");
}

static void a_bound_keeps_pieces_whole(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {.max = 8};
    rr_buf_add_visible(&out, "abc権限x");
    assert_string_equal(rr_buf_text(&out), "abc権");
    assert_true(out.cut);
}

static void a_cut_end_is_mended(void **state)
{
    (void)state;
    char cut[] = "ab\xe6\xa8";
    char whole[] = "ab\xe6\xa8\xa9";
    char plain[] = "ab";
    rr_utf8_mend_end(cut);
    rr_utf8_mend_end(whole);
    rr_utf8_mend_end(plain);
    assert_string_equal(cut, "ab");
    assert_string_equal(whole, "ab\xe6\xa8\xa9");
    assert_string_equal(plain, "ab");
}

static void lines_break_at_columns(void **state)
{
    (void)state;
    RR_BUF_AUTO words = {0};
    rr_buf_add_wrapped(&words, "one two three", "  ", 9);
    assert_string_equal(rr_buf_text(&words), "  one two\n  three\n");
    RR_BUF_AUTO wide = {0};
    rr_buf_add_wrapped(&wide, "権限がない。次", "", 10);
    // The full stop may not begin a line, so the character before it goes along.
    assert_string_equal(rr_buf_text(&wide), "権限がな\nい。次\n");
    RR_BUF_AUTO lines = {0};
    rr_buf_add_wrapped(&lines, "a\nb", "-", 80);
    assert_string_equal(rr_buf_text(&lines), "-a\n-b\n");
    RR_BUF_AUTO endless = {0};
    rr_buf_add_wrapped(&endless, "aaaaaaaaaa b", "", 4);
    assert_string_equal(rr_buf_text(&endless), "aaaaaaaaaa\nb\n");
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_columns),         cmocka_unit_test(padding_counts_columns),
        cmocka_unit_test(what_could_harm_is_shown),   cmocka_unit_test(lines_stay_lines),
        cmocka_unit_test(a_bound_keeps_pieces_whole), cmocka_unit_test(a_cut_end_is_mended),
        cmocka_unit_test(lines_break_at_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
