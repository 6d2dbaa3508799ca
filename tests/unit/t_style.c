/* The tables of styles and glyphs. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/support/unit.h"
#include "tui/glyphs.h"
#include "tui/style.h"
#include "tui/text.h"

static void every_style_has_a_name_and_a_letter_of_its_own(void **state)
{
    (void)state;
    bool seen[128] = {false};
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct style_def *def = style_def((enum style)i);
        enum style back = STYLE_COUNT;
        assert_true(style_parse(def->name, &back));
        assert_int_equal(back, i);
        assert_false(seen[(int)def->mark]);
        seen[(int)def->mark] = true;
    }
}

static void every_style_descends_from_plain(void **state)
{
    (void)state;
    for (int i = 0; i < STYLE_COUNT; i++) {
        enum style at = (enum style)i;
        int steps = 0;
        while (at != STYLE_PLAIN && steps++ < STYLE_COUNT)
            at = style_def(at)->parent;
        assert_int_equal(at, STYLE_PLAIN);
    }
}

/* Bold, underline and reverse are all that tells these apart where there are no colours. */
static void what_has_the_focus_is_seen_without_colours(void **state)
{
    (void)state;
    static const enum style styles[] = {STYLE_FOCUS, STYLE_BUTTON_FOCUS, STYLE_STATION_FOCUS,
                                        STYLE_TAB_FOCUS, STYLE_INPUT_FOCUS};
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        assert_int_not_equal(style_def(styles[i])->mono, 0);
}

static void an_unknown_style_is_refused(void **state)
{
    (void)state;
    enum style out = STYLE_DIM;
    assert_false(style_parse("sparkling", &out));
    assert_int_equal(out, STYLE_DIM);
}

static void every_glyph_stands_in_every_set(void **state)
{
    (void)state;
    for (int set = 0; set < GLYPHS_COUNT; set++) {
        for (int i = GLYPH_NONE + 1; i < GLYPH_COUNT; i++) {
            const char *text = glyph_text((enum glyph_set_id)set, (enum glyph)i);
            assert_non_null(text);
            assert_true(text_width(text) > 0);
        }
    }
}

static void signs_take_one_column(void **state)
{
    (void)state;
    for (int set = 0; set < GLYPHS_COUNT; set++)
        for (int i = GLYPH_NONE + 1; i < GLYPH_COUNT; i++)
            if (i != GLYPH_ARROW && i != GLYPH_ARROW_BACK && i != GLYPH_ELLIPSIS)
                assert_int_equal(text_width(glyph_text((enum glyph_set_id)set, (enum glyph)i)), 1);
}

static void an_arrow_is_as_long_in_every_set(void **state)
{
    (void)state;
    for (int set = 0; set < GLYPHS_COUNT; set++) {
        assert_int_equal(text_width(glyph_text((enum glyph_set_id)set, GLYPH_ARROW)), 4);
        assert_int_equal(text_width(glyph_text((enum glyph_set_id)set, GLYPH_ARROW_BACK)), 4);
    }
}

static void the_ascii_set_is_ascii(void **state)
{
    (void)state;
    for (int i = 0; i < GLYPH_COUNT; i++)
        for (const char *c = glyph_text(GLYPHS_ASCII, (enum glyph)i); *c != '\0'; c++)
            assert_in_range(*c, 0x20, 0x7e);
}

/* Ambiguous (EastAsianWidth.txt, class A): what the narrow set must do without. */
static void the_narrow_set_has_nothing_ambiguous(void **state)
{
    (void)state;
    static const char *const ambiguous[] = {"─", "│", "┌", "┐", "└", "┘", "├", "┤", "●", "○",
                                            "·", "•", "–", "…", "▶", "◀", "→", "←", "↑", "↓",
                                            "▲", "▼", "█", "×", "★", "■", "□", "▒"};
    for (int i = 0; i < GLYPH_COUNT; i++)
        for (size_t j = 0; j < sizeof ambiguous / sizeof *ambiguous; j++)
            assert_null(strstr(glyph_text(GLYPHS_NARROW, (enum glyph)i), ambiguous[j]));
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_style_has_a_name_and_a_letter_of_its_own),
        cmocka_unit_test(every_style_descends_from_plain),
        cmocka_unit_test(what_has_the_focus_is_seen_without_colours),
        cmocka_unit_test(an_unknown_style_is_refused),
        cmocka_unit_test(every_glyph_stands_in_every_set),
        cmocka_unit_test(signs_take_one_column),
        cmocka_unit_test(an_arrow_is_as_long_in_every_set),
        cmocka_unit_test(the_ascii_set_is_ascii),
        cmocka_unit_test(the_narrow_set_has_nothing_ambiguous),
    };
    return cmocka_run_group_tests_name("style", tests, NULL, NULL);
}
