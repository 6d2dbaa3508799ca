#include "config.h"

#include "core/util/i18n.h"
#include "tests/support/unit.h"

static int english(void **state)
{
    (void)state;
    return rr_lang_set("en") ? 0 : -1;
}

static void speaks_english_at_first(void **state)
{
    (void)state;
    assert_string_equal(rr_lang_get(), "en");
    assert_string_equal(rr_tr("cannot be read"), "cannot be read");
}

static void speaks_japanese_when_asked(void **state)
{
    (void)state;
    assert_true(rr_lang_set("ja_JP.UTF-8"));
    assert_string_equal(rr_lang_get(), "ja");
    assert_string_not_equal(rr_tr("cannot be read"), "cannot be read");
    assert_string_not_equal(rr_tr("cannot be opened"), rr_tr("cannot be written"));
    assert_true((unsigned char)rr_tr("cannot be made")[0] >= 0x80);
}

static void leaves_unknown_texts_alone(void **state)
{
    (void)state;
    assert_true(rr_lang_set("ja"));
    assert_string_equal(rr_tr("no such text in the catalogue"), "no such text in the catalogue");
    assert_string_equal(rr_tr(""), "");
}

static void takes_only_languages_it_has(void **state)
{
    (void)state;
    assert_true(rr_lang_set("ja-JP"));
    assert_false(rr_lang_set("jam"));
    assert_false(rr_lang_set("fr_FR.UTF-8"));
    assert_false(rr_lang_set("../ja"));
    assert_false(rr_lang_set(""));
    assert_false(rr_lang_set(NULL));
    assert_string_equal(rr_lang_get(), "ja");
    assert_true(rr_lang_set("en_GB.UTF-8"));
    assert_string_equal(rr_lang_get(), "en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(speaks_english_at_first, english),
        cmocka_unit_test_setup(speaks_japanese_when_asked, english),
        cmocka_unit_test_setup(leaves_unknown_texts_alone, english),
        cmocka_unit_test_setup(takes_only_languages_it_has, english),
    };
    return cmocka_run_group_tests_name("i18n", tests, NULL, NULL);
}
