/* Themes: reading, inheriting, poorer terminals, and whether people can read them. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "core/util/fileio.h"
#include "tests/support/unit.h"
#include "tui/colour.h"
#include "tui/theme.h"

static const struct theme_dirs nowhere = {NULL, NULL};

static struct theme load(const struct theme_dirs *dirs, const char *name, struct rr_buf *problems)
{
    struct theme theme = {0};
    struct rr_err err = {0};
    if (!theme_load(&theme, dirs, name, problems, &err))
        fail_msg("%s: %s", name, err.summary);
    return theme;
}

/* A folder of the person's with one theme in it. */
static struct theme_dirs with_theme(struct rr_arena *arena, const char *name, const char *text)
{
    struct theme_dirs dirs = {unit_path(arena, "themes"), NULL};
    const char *path = rr_arena_printf(arena, "%s/%s.theme", dirs.user, name);
    struct rr_err err = {0};
    assert_true(rr_file_make_dirs(dirs.user, &err));
    assert_true(rr_file_replace(path, text, strlen(text), 0600, &err));
    return dirs;
}

static void built_in_themes_have_no_problems(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_names names = theme_list(&nowhere, &arena);
    assert_true(names.n >= 8);
    for (size_t i = 0; i < names.n; i++) {
        RR_BUF_AUTO problems = {0};
        struct theme theme = load(&nowhere, names.items[i], &problems);
        assert_string_equal(rr_buf_text(&problems), "");
        assert_string_equal(theme.name, names.items[i]);
        assert_true(theme.title[0] != '\0');
    }
    rr_arena_free(&arena);
}

/* The least contrast of all words of a theme, on all grounds, at one depth; says where below `least`. */
static void check_contrast(const struct theme *full, enum colour_depth depth, double least)
{
    struct theme theme = theme_fit(full, depth);
    for (int s = 0; s < STYLE_COUNT; s++) {
        for (int g = 0; g < STYLE_COUNT; g++) {
            if (!style_def((enum style)s)->is_text || !style_def((enum style)g)->is_ground)
                continue;
            struct look look = theme_look(&theme, (enum style)s, (enum style)g);
            double ratio = colour_contrast(look.fg, look.bg);
            if (ratio > 0 && ratio < least)
                fail_msg("%s: %s on %s has a contrast of %.2f at depth %d", theme.name,
                         style_def((enum style)s)->name, style_def((enum style)g)->name, ratio,
                         (int)depth);
        }
    }
}

/* WCAG 2.1, success criteria 1.4.3 (4.5 to 1) and 1.4.6 (7 to 1). */
static void every_word_of_every_theme_can_be_read(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_names names = theme_list(&nowhere, &arena);
    for (size_t i = 0; i < names.n; i++) {
        struct theme theme = load(&nowhere, names.items[i], NULL);
        if (theme.looks[STYLE_PLAIN].bg.kind == COLOUR_DEFAULT)
            continue;
        double least = strcmp(names.items[i], "high-contrast") == 0 ? 7.0 : 4.5;
        check_contrast(&theme, DEPTH_TRUE, least);
        check_contrast(&theme, DEPTH_256, least);
    }
    rr_arena_free(&arena);
}

static void what_has_the_focus_differs_at_every_depth(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_names names = theme_list(&nowhere, &arena);
    for (size_t i = 0; i < names.n; i++) {
        struct theme full = load(&nowhere, names.items[i], NULL);
        for (int depth = DEPTH_MONO; depth <= DEPTH_TRUE; depth++) {
            struct theme theme = theme_fit(&full, (enum colour_depth)depth);
            struct look off = theme_look(&theme, STYLE_CODE, STYLE_PLAIN);
            struct look on = theme_look(&theme, STYLE_CODE, STYLE_FOCUS);
            assert_true(!colour_eq(off.bg, on.bg) || off.attributes != on.attributes);
        }
    }
    rr_arena_free(&arena);
}

static void without_colours_there_are_attributes_only(void **state)
{
    (void)state;
    struct theme full = load(&nowhere, "dark", NULL);
    struct theme theme = theme_fit(&full, DEPTH_MONO);
    for (int s = 0; s < STYLE_COUNT; s++) {
        assert_int_equal(theme.looks[s].fg.kind, COLOUR_DEFAULT);
        assert_int_equal(theme.looks[s].bg.kind, COLOUR_DEFAULT);
        assert_int_equal(theme.looks[s].attributes, style_def((enum style)s)->mono);
    }
}

static void the_default_theme_leaves_the_terminal_its_colours(void **state)
{
    (void)state;
    struct theme theme = load(&nowhere, "default", NULL);
    for (int s = 0; s < STYLE_COUNT; s++) {
        assert_int_equal(theme.looks[s].bg.kind, COLOUR_DEFAULT);
        assert_int_not_equal(theme.looks[s].fg.kind, COLOUR_RGB);
    }
}

static void styles_get_from_their_parents_what_is_not_said(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_dirs dirs = with_theme(&arena, "mine",
                                        "plain = white black\n"
                                        "@sea = #0040ff\n"
                                        "title = @sea - bold\n"
                                        "step-now = - red\n");
    struct theme theme = load(&dirs, "mine", NULL);
    struct look heading = theme.looks[STYLE_HEADING];
    assert_int_equal(heading.fg.blue, 255);
    assert_int_equal(heading.bg.index, 0);
    assert_int_equal(heading.attributes, LOOK_BOLD);
    struct look now = theme.looks[STYLE_STEP_NOW];
    assert_int_equal(now.fg.blue, 255);
    assert_int_equal(now.bg.index, 1);
    assert_int_equal(now.attributes, 0);
    assert_string_equal(theme.title, "mine");
    rr_arena_free(&arena);
}

static void a_theme_inherits_another(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_dirs dirs =
        with_theme(&arena, "mine", "name = Mine\ninherit = dark\nok = @blue\n");
    struct theme dark = load(&nowhere, "dark", NULL);
    RR_BUF_AUTO problems = {0};
    struct theme theme = load(&dirs, "mine", &problems);
    assert_string_equal(rr_buf_text(&problems), "");
    assert_string_equal(theme.title, "Mine");
    assert_true(colour_eq(theme.looks[STYLE_DANGER].fg, dark.looks[STYLE_DANGER].fg));
    assert_true(colour_eq(theme.looks[STYLE_OK].fg, dark.looks[STYLE_TITLE].fg));
    rr_arena_free(&arena);
}

static void a_problem_names_its_line_and_costs_only_that(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_dirs dirs = with_theme(&arena, "odd",
                                        "# fine\n"
                                        "titel = red\n"
                                        "ok = grren\n"
                                        "\n"
                                        "danger: red\n"
                                        "dim = red blue green\n"
                                        "@x = nothing\n"
                                        "code = \x1b[31m\n"
                                        "warning = #12345\n"
                                        "name = Odd\n"
                                        "link = 256\n"
                                        "added = 255 bold\n");
    RR_BUF_AUTO problems = {0};
    struct theme theme = load(&dirs, "odd", &problems);
    assert_string_equal(rr_buf_text(&problems),
                        "odd.theme:2: there is no style \"titel\"\n"
                        "odd.theme:3: \"grren\" is neither a colour nor an attribute\n"
                        "odd.theme:5: this is not \"name = value\"\n"
                        "odd.theme:6: \"green\" is neither a colour nor an attribute\n"
                        "odd.theme:7: \"nothing\" is not a colour\n"
                        "odd.theme:8: \"<U+001B>[31m\" is neither a colour nor an attribute\n"
                        "odd.theme:9: \"#12345\" is neither a colour nor an attribute\n"
                        "odd.theme:11: \"256\" is neither a colour nor an attribute\n");
    assert_int_equal(theme.looks[STYLE_ADDED].fg.index, 255);
    assert_string_equal(theme.title, "Odd");
    rr_arena_free(&arena);
}

static void a_circle_of_themes_ends(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_dirs dirs = with_theme(&arena, "a", "inherit = b\n");
    with_theme(&arena, "b", "inherit = a\nok = red\n");
    RR_BUF_AUTO problems = {0};
    struct theme theme = load(&dirs, "a", &problems);
    assert_non_null(strstr(rr_buf_text(&problems), "inherits too many"));
    assert_int_equal(theme.looks[STYLE_OK].fg.index, 1);
    rr_arena_free(&arena);
}

static void a_theme_that_is_nowhere_is_an_error(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_dirs dirs = with_theme(&arena, "lost", "inherit = gone\n");
    static const char *const names[] = {"gone", "", "../dark", "a/b", "dark.theme", "lost"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct theme theme = {.title = "before"};
        struct rr_err err = {0};
        assert_false(theme_load(&theme, &dirs, names[i], NULL, &err));
        assert_int_equal(err.kind, RR_NOT_FOUND);
        assert_string_equal(theme.title, "before");
    }
    rr_arena_free(&arena);
}

static void a_theme_of_ones_own_comes_first_and_is_listed_once(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct theme_dirs dirs = with_theme(&arena, "nord", "name = My Nord\n");
    assert_string_equal(load(&dirs, "nord", NULL).title, "My Nord");
    struct theme_names names = theme_list(&dirs, &arena);
    int n = 0;
    for (size_t i = 0; i < names.n; i++) {
        n += strcmp(names.items[i], "nord") == 0;
        assert_true(i == 0 || strcmp(names.items[i - 1], names.items[i]) < 0);
    }
    assert_int_equal(n, 1);
    rr_arena_free(&arena);
}

static void colours_become_the_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        enum colour_depth depth;
        int index;
    } cases[] = {
        {"#ff0000", DEPTH_256, 196},  {"#ff0000", DEPTH_16, 9},     {"#ff0000", DEPTH_8, 1},
        {"#080808", DEPTH_256, 232},  {"214", DEPTH_256, 214},      {"bright-black", DEPTH_16, 8},
        {"bright-black", DEPTH_8, 7}, {"bright-white", DEPTH_8, 7}, {"red", DEPTH_TRUE, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct colour colour = {0};
        assert_true(colour_parse(cases[i].from, &colour));
        colour = colour_fit(colour, cases[i].depth);
        assert_int_equal(colour.kind, COLOUR_INDEX);
        assert_int_equal(colour.index, cases[i].index);
    }
}

static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    struct colour black = {COLOUR_RGB, 0, 0, 0, 0};
    struct colour white = {COLOUR_RGB, 0, 255, 255, 255};
    struct colour grey = {COLOUR_RGB, 0, 0x76, 0x76, 0x76};
    struct colour none = {0};
    assert_true(colour_contrast(black, white) > 20.99 && colour_contrast(black, white) < 21.01);
    assert_true(colour_contrast(white, grey) > 4.53 && colour_contrast(grey, white) < 4.55);
    assert_true(colour_contrast(white, none) == 0);
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_themes_have_no_problems),
        cmocka_unit_test(every_word_of_every_theme_can_be_read),
        cmocka_unit_test(what_has_the_focus_differs_at_every_depth),
        cmocka_unit_test(without_colours_there_are_attributes_only),
        cmocka_unit_test(the_default_theme_leaves_the_terminal_its_colours),
        cmocka_unit_test(styles_get_from_their_parents_what_is_not_said),
        cmocka_unit_test(a_theme_inherits_another),
        cmocka_unit_test(a_problem_names_its_line_and_costs_only_that),
        cmocka_unit_test(a_circle_of_themes_ends),
        cmocka_unit_test(a_theme_that_is_nowhere_is_an_error),
        cmocka_unit_test(a_theme_of_ones_own_comes_first_and_is_listed_once),
        cmocka_unit_test(colours_become_the_nearest),
        cmocka_unit_test(contrast_is_that_of_wcag),
    };
    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
