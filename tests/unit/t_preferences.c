/* The file of a person's choices: read with problems named, written without losing anything. */
#include "config.h"

#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/util/fileio.h"
#include "tests/support/unit.h"
#include "tui/preferences.h"

static const char *with_file(struct rr_arena *arena, const char *text)
{
    const char *path = unit_path(arena, "config");
    assert_true(rr_file_replace(path, text, strlen(text), 0600, NULL));
    return path;
}

static void assert_file(const char *path, const char *text)
{
    RR_BUF_AUTO now = {0};
    assert_true(rr_file_read(path, 65536, &now, NULL));
    assert_string_equal(rr_buf_text(&now), text);
}

static void no_file_means_nothing_chosen(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct preferences preferences = {0};
    preferences_set(&preferences, PREFERENCE_THEME, "dark");
    assert_true(preferences_load(&preferences, unit_path(&arena, "none/config"), NULL, NULL));
    assert_string_equal(preferences.values[PREFERENCE_THEME], "");
    rr_arena_free(&arena);
}

static void values_are_read(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct preferences preferences = {0};
    RR_BUF_AUTO problems = {0};
    const char *path = with_file(&arena, "# mine\n\ntheme=nord\n language = ja \nmouse = off\n");
    assert_true(preferences_load(&preferences, path, &problems, NULL));
    assert_string_equal(rr_buf_text(&problems), "");
    assert_string_equal(preferences.values[PREFERENCE_THEME], "nord");
    assert_string_equal(preferences.values[PREFERENCE_LANGUAGE], "ja");
    assert_string_equal(preferences.values[PREFERENCE_MOUSE], "off");
    assert_string_equal(preferences.values[PREFERENCE_REGION], "");
    rr_arena_free(&arena);
}

static void a_problem_names_its_line(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct preferences preferences = {0};
    RR_BUF_AUTO problems = {0};
    const char *path =
        with_file(&arena, "theme = ../x\nmouse = yes\ncolour = red\nnonsense\nregion = us-west1\n");
    assert_true(preferences_load(&preferences, path, &problems, NULL));
    assert_string_equal(rr_buf_text(&problems), "config:1: theme cannot be \"../x\"\n"
                                                "config:2: mouse cannot be \"yes\"\n"
                                                "config:3: there is no setting \"colour\"\n"
                                                "config:4: this is not \"name = value\"\n");
    assert_string_equal(preferences.values[PREFERENCE_THEME], "");
    assert_string_equal(preferences.values[PREFERENCE_REGION], "us-west1");
    rr_arena_free(&arena);
}

static void writing_keeps_what_is_not_ours(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct preferences preferences = {0};
    const char *path = with_file(&arena, "# my choices\n"
                                         "theme = nord\n"
                                         "\n"
                                         "from-the-future = 1\n"
                                         "mouse =   off\n"
                                         "language = ja\n"
                                         "broken line");
    assert_true(preferences_load(&preferences, path, NULL, NULL));
    assert_true(preferences_set(&preferences, PREFERENCE_THEME, "dark"));
    assert_true(preferences_set(&preferences, PREFERENCE_LANGUAGE, ""));
    assert_true(preferences_set(&preferences, PREFERENCE_REGION, "asia-northeast1"));
    assert_true(preferences_save(&preferences, path, NULL));
    assert_file(path, "# my choices\n"
                      "theme = dark\n"
                      "\n"
                      "from-the-future = 1\n"
                      "mouse =   off\n"
                      "broken line\n"
                      "region = asia-northeast1\n");
    rr_arena_free(&arena);
}

static void a_new_file_is_private_and_has_its_folders(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct preferences preferences = {0};
    struct stat stat_now;
    const char *path = unit_path(&arena, "new/runready/config");
    preferences_set(&preferences, PREFERENCE_WORDS, "plain");
    assert_true(preferences_save(&preferences, path, NULL));
    assert_file(path, "words = plain\n");
    assert_int_equal(stat(path, &stat_now), 0);
    assert_int_equal(stat_now.st_mode & 0777, 0600);
    rr_arena_free(&arena);
}

static void nothing_is_written_when_nothing_changed(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct preferences preferences = {0};
    struct stat before;
    struct stat after;
    const char *path = with_file(&arena, "theme = nord\n");
    assert_true(preferences_load(&preferences, path, NULL, NULL));
    assert_int_equal(stat(path, &before), 0);
    assert_true(preferences_save(&preferences, path, NULL));
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    rr_arena_free(&arena);
}

static void a_value_that_makes_no_line_is_refused(void **state)
{
    (void)state;
    struct preferences preferences = {0};
    assert_false(preferences_set(&preferences, PREFERENCE_REGION, "a\nmouse = off"));
    assert_false(preferences_set(&preferences, PREFERENCE_REGION, " x"));
    assert_false(preferences_set(&preferences, PREFERENCE_GLYPHS, "pretty"));
    assert_true(preferences_set(&preferences, PREFERENCE_GLYPHS, "narrow"));
    assert_string_equal(preferences.values[PREFERENCE_REGION], "");
}

static void what_cannot_be_read_is_an_error(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct rr_err err = {0};
    struct preferences preferences = {0};
    preferences_set(&preferences, PREFERENCE_THEME, "dark");
    const char *folder = unit_path(&arena, "");
    assert_false(preferences_load(&preferences, folder, NULL, &err));
    assert_int_equal(err.kind, RR_FILE);
    assert_string_equal(preferences.values[PREFERENCE_THEME], "dark");
    assert_false(preferences_save(&preferences, folder, &err));
    rr_arena_free(&arena);
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_file_means_nothing_chosen),
        cmocka_unit_test(values_are_read),
        cmocka_unit_test(a_problem_names_its_line),
        cmocka_unit_test(writing_keeps_what_is_not_ours),
        cmocka_unit_test(a_new_file_is_private_and_has_its_folders),
        cmocka_unit_test(nothing_is_written_when_nothing_changed),
        cmocka_unit_test(a_value_that_makes_no_line_is_refused),
        cmocka_unit_test(what_cannot_be_read_is_an_error),
    };
    return cmocka_run_group_tests_name("preferences", tests, NULL, NULL);
}
