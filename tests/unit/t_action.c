/* The table of actions: no key means two things in one place. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "core/util/i18n.h"
#include "tests/support/unit.h"
#include "tui/action.h"
#include "tui/text.h"

static struct key rune(uint32_t c)
{
    return (struct key){KEY_CODE_RUNE, c, 0};
}

static struct key code(enum key_code code)
{
    return (struct key){code, 0, 0};
}

/* Enter goes on or chooses: a page says which, never both. */
static bool may_share(int a, int b)
{
    return a == ACTION_NEXT && b == ACTION_CHOOSE;
}

static void no_key_means_two_things(void **state)
{
    (void)state;
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++)
        for (int b = a + 1; b < ACTION_COUNT; b++)
            for (int i = 0; i < ACTION_KEYS_MAX; i++)
                for (int j = 0; j < ACTION_KEYS_MAX; j++) {
                    struct key left = action_def((enum action)a)->keys[i];
                    struct key right = action_def((enum action)b)->keys[j];
                    if (left.code != KEY_CODE_NONE && !may_share(a, b))
                        assert_false(key_eq(left, right));
                }
}

static void every_action_says_what_it_is(void **state)
{
    (void)state;
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        const struct action_def *def = action_def((enum action)i);
        assert_non_null(def->name);
        assert_true(def->contexts != 0);
        assert_int_not_equal(def->keys[0].code, KEY_CODE_NONE);
        assert_true(*def->brief != '\0' && *def->help != '\0');
        for (int j = i + 1; j < ACTION_COUNT; j++)
            assert_string_not_equal(def->name, action_def((enum action)j)->name);
    }
}

/* The page of keys gives a sentence 56 columns on 80. */
static void every_sentence_fits_the_page_of_keys(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ja"};
    for (size_t l = 0; l < 2; l++) {
        assert_true(rr_lang_set(languages[l]));
        for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
            assert_in_range(text_width(_(action_def((enum action)i)->help)), 5, 56);
    }
    rr_lang_set("en");
}

static void keys_have_two_names(void **state)
{
    (void)state;
    unsigned contexts = CONTEXT_PAGE | CONTEXT_LIST | CONTEXT_TICKS | CONTEXT_BACK;
    assert_int_equal(action_for_key(contexts, code(KEY_CODE_UP)), ACTION_UP);
    assert_int_equal(action_for_key(contexts, rune('k')), ACTION_UP);
    assert_int_equal(action_for_key(contexts, rune(' ')), ACTION_TICK);
    assert_int_equal(action_for_key(contexts, rune('x')), ACTION_TICK);
    assert_int_equal(action_for_key(contexts, rune('b')), ACTION_BACK);
    assert_int_equal(action_for_key(contexts, code(KEY_CODE_ESC)), ACTION_BACK);
}

static void a_key_is_dead_where_its_action_is(void **state)
{
    (void)state;
    assert_int_equal(action_for_key(CONTEXT_LIST, rune('x')), ACTION_NONE);
    assert_int_equal(action_for_key(CONTEXT_SCROLL, rune('!')), ACTION_NONE);
    assert_int_equal(action_for_key(CONTEXT_NEXT, code(KEY_CODE_ENTER)), ACTION_NEXT);
    assert_int_equal(action_for_key(CONTEXT_CHOICE, code(KEY_CODE_ENTER)), ACTION_CHOOSE);
    assert_int_equal(action_for_key(0, code(KEY_CODE_ENTER)), ACTION_NONE);
}

static void a_text_gets_its_characters(void **state)
{
    (void)state;
    unsigned contexts = CONTEXT_PAGE | CONTEXT_FORM | CONTEXT_TEXT | CONTEXT_BACK | CONTEXT_TABS;
    assert_int_equal(action_for_key(contexts, rune('q')), ACTION_NONE);
    assert_int_equal(action_for_key(contexts, rune('b')), ACTION_NONE);
    assert_int_equal(action_for_key(contexts, code(KEY_CODE_LEFT)), ACTION_NONE);
    assert_int_equal(action_for_key(contexts, code(KEY_CODE_ESC)), ACTION_BACK);
    assert_int_equal(action_for_key(contexts, code(KEY_CODE_TAB)), ACTION_FOCUS_NEXT);
    assert_int_equal(action_for_key(contexts, code(KEY_CODE_F1)), ACTION_HELP);
    assert_int_equal(action_for_key(contexts, code(KEY_CODE_DOWN)), ACTION_DOWN);
}

static void keys_have_names_that_people_know(void **state)
{
    (void)state;
    char name[KEY_NAME];
    char keys[ACTION_KEYS_TEXT];
    key_format((struct key){KEY_CODE_RUNE, 'a', KEY_CTRL}, name);
    assert_string_equal(name, "Ctrl-A");
    key_format(code(KEY_CODE_F1 + 9), name);
    assert_string_equal(name, "F10");
    key_format(rune(0x6a29), name);
    assert_string_equal(name, "権");
    assert_string_equal(action_keys(ACTION_TICK, keys), "space, x");
    assert_string_equal(action_keys(ACTION_BACK, keys), "Esc, b");
    assert_string_equal(action_keys(ACTION_NONE, keys), "");
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_means_two_things),
        cmocka_unit_test(every_action_says_what_it_is),
        cmocka_unit_test(every_sentence_fits_the_page_of_keys),
        cmocka_unit_test(keys_have_two_names),
        cmocka_unit_test(a_key_is_dead_where_its_action_is),
        cmocka_unit_test(a_text_gets_its_characters),
        cmocka_unit_test(keys_have_names_that_people_know),
    };
    return cmocka_run_group_tests_name("action", tests, NULL, NULL);
}
