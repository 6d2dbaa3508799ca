/* Text in columns: measuring, cutting, Japanese line breaking. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/support/unit.h"
#include "tui/text.h"

/* The lines of `text` at `cols`, joined by "|". */
static const char *wrapped(struct rr_buf *out, const char *text, int cols)
{
    struct text_span line;
    rr_buf_clear(out);
    bool is_first = true;
    while (text_next_line(&text, cols, &line)) {
        if (!is_first)
            rr_buf_addc(out, '|');
        is_first = false;
        rr_buf_addn(out, line.text, line.n);
    }
    return rr_buf_text(out);
}

static void width_is_what_the_canvas_draws(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int cols;
    } cases[] = {
        {"", 0},          {"abc", 3},       {"権限", 4},
        {"e\xcc\x81", 1}, {"\x1b[31m", 12}, {"\xff", 6},
        {"ﾛｰﾙ", 3},       {"\xcc\x81", 1},  {"a\xe2\x80\x8b", 9},
        {"が゙", 2},        {"a\tb", 10},     {"\xf3\xa0\x84\x80x", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_width(cases[i].text), cases[i].cols);
}

static void fitting_never_splits_a_character(void **state)
{
    (void)state;
    assert_int_equal(text_fit("権限", 3).n, 3);
    assert_int_equal(text_fit("権限", 4).n, 6);
    assert_int_equal(text_fit("e\xcc\x81x", 1).n, 3);
    assert_int_equal(text_fit("a\x1b", 5).n, 1);
    assert_int_equal(text_fit("abc", 0).n, 0);
    assert_string_equal(text_fit_tail("権限管理", 5).text, "管理");
    assert_string_equal(text_fit_tail("~/app/src", 4).text, "/src");
    assert_string_equal(text_fit_tail("ab", 9).text, "ab");
}

static void one_steps_back_by_whole_characters(void **state)
{
    (void)state;
    assert_int_equal(text_previous("権限", 6), 3);
    assert_int_equal(text_previous("ae\xcc\x81", 4), 3);
    assert_int_equal(text_previous("a", 1), 1);
    assert_int_equal(text_previous("a", 0), 0);
}

static void words_are_kept_whole(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    assert_string_equal(wrapped(&out, "lets the build deploy", 9), "lets the|build|deploy");
    assert_string_equal(wrapped(&out, "lets the build deploy", 80), "lets the build deploy");
    assert_string_equal(wrapped(&out, "a  b", 80), "a  b");
    assert_string_equal(wrapped(&out, "one two", 3), "one|two");
}

static void a_word_that_is_too_long_is_broken(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    assert_string_equal(wrapped(&out, "roles/run.admin", 6), "roles/|run.ad|min");
    assert_string_equal(wrapped(&out, "a roles/run.admin", 6), "a|roles/|run.ad|min");
    assert_string_equal(wrapped(&out, "権限", 1), "権|限");
}

static void newlines_break_and_empty_lines_stay(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    assert_string_equal(wrapped(&out, "one\n\ntwo\n", 80), "one||two");
    assert_string_equal(wrapped(&out, "one   \ntwo", 4), "one|two");
    assert_string_equal(wrapped(&out, "\n\n", 80), "|");
}

static void indentation_is_kept(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    assert_string_equal(wrapped(&out, "  gcloud run\n  deploy", 80), "  gcloud run|  deploy");
    assert_string_equal(wrapped(&out, "   abcdef", 5), "   ab|cdef");
}

static void no_line_begins_with_a_closing_mark(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    assert_string_equal(wrapped(&out, "権限です。次", 8), "権限で|す。次");
    assert_string_equal(wrapped(&out, "権限、確認", 4), "権|限、|確認");
    assert_string_equal(wrapped(&out, "サーバー名", 6), "サー|バー名");
    assert_string_equal(wrapped(&out, "ちょっと待", 6), "ちょっ|と待");
    assert_string_equal(wrapped(&out, "「権限」で", 6), "「権|限」で");
}

static void no_line_ends_with_an_opening_mark(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    assert_string_equal(wrapped(&out, "権限「確認」", 6), "権限|「確|認」");
    assert_string_equal(wrapped(&out, "これ（例）", 6), "これ|（例）");
}

static void lines_break_between_latin_and_japanese(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    assert_string_equal(wrapped(&out, "roles/run.admin を付けます", 16),
                        "roles/run.admin|を付けます");
    assert_string_equal(wrapped(&out, "Cloud Runへ", 9), "Cloud Run|へ");
}

static void no_line_is_wider_than_asked(void **state)
{
    (void)state;
    static const char text[] =
        "組織のポリシー「iam.allowedPolicyMemberDomains」が allUsers を許していません。"
        "非公開にして、OIDC で呼び出します（推奨）。";
    for (int cols = 2; cols < 90; cols++) {
        const char *rest = text;
        struct text_span line;
        int n = 0;
        while (text_next_line(&rest, cols, &line)) {
            assert_true(text_span_width(line) <= cols);
            n++;
        }
        assert_int_equal(n, text_lines(text, cols));
    }
}

static void cutting_says_that_it_cut(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    text_add_cut(&out, "my-ml-project", 6, GLYPHS_UNICODE);
    assert_string_equal(rr_buf_text(&out), "my-ml…");
    rr_buf_clear(&out);
    text_add_cut(&out, "権限管理", 6, GLYPHS_ASCII);
    assert_string_equal(rr_buf_text(&out), "権限..");
    rr_buf_clear(&out);
    text_add_cut(&out, "abc", 3, GLYPHS_ASCII);
    text_add_padded(&out, "権", 4);
    assert_string_equal(rr_buf_text(&out), "abc権  ");
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_is_what_the_canvas_draws),
        cmocka_unit_test(fitting_never_splits_a_character),
        cmocka_unit_test(one_steps_back_by_whole_characters),
        cmocka_unit_test(words_are_kept_whole),
        cmocka_unit_test(a_word_that_is_too_long_is_broken),
        cmocka_unit_test(newlines_break_and_empty_lines_stay),
        cmocka_unit_test(indentation_is_kept),
        cmocka_unit_test(no_line_begins_with_a_closing_mark),
        cmocka_unit_test(no_line_ends_with_an_opening_mark),
        cmocka_unit_test(lines_break_between_latin_and_japanese),
        cmocka_unit_test(no_line_is_wider_than_asked),
        cmocka_unit_test(cutting_says_that_it_cut),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
