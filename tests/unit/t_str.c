#include "config.h"

#include "core/util/str.h"
#include "tests/support/unit.h"

static void compares(void **state)
{
    (void)state;
    assert_true(rr_str_eq("a", "a"));
    assert_false(rr_str_eq("a", "A"));
    assert_true(rr_str_eq(NULL, NULL));
    assert_false(rr_str_eq("", NULL));
    assert_true(rr_str_is_empty(NULL));
    assert_true(rr_str_is_empty(""));
    assert_false(rr_str_is_empty(" "));
}

static void looks_at_both_ends(void **state)
{
    (void)state;
    assert_true(rr_str_has_prefix("roles/run.admin", "roles/"));
    assert_true(rr_str_has_prefix("x", ""));
    assert_false(rr_str_has_prefix("role", "roles"));
    assert_true(rr_str_has_suffix("a.iam.gserviceaccount.com", ".gserviceaccount.com"));
    assert_false(rr_str_has_suffix("com", ".com"));
    assert_string_equal(rr_str_after_last("projects/p/locations/l", '/'), "l");
    assert_string_equal(rr_str_after_last("plain", '/'), "plain");
    assert_string_equal(rr_str_after_last("ends/", '/'), "");
}

static void reads_whole_numbers_only(void **state)
{
    (void)state;
    long n = -1;
    assert_true(rr_str_to_int("8080", 1, 65535, &n));
    assert_int_equal(n, 8080);
    assert_true(rr_str_to_int("007", 0, 9, &n));
    assert_int_equal(n, 7);
    static const char *const bad[] = {
        "", " 1", "+1", "-1", "1 ", "1x", "0x10", "65536", "99999999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(rr_str_to_int(bad[i], 0, 65535, &n));
    assert_int_equal(n, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),
        cmocka_unit_test(looks_at_both_ends),
        cmocka_unit_test(reads_whole_numbers_only),
    };
    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
