#include "config.h"

#include <string.h>

#include "runready/err.h"
#include "tests/support/unit.h"

static void is_filled_as_a_whole(void **state)
{
    (void)state;
    struct rr_err err = {.http_status = 500, .reason = "OLD", .detail = "old"};
    assert_false(rr_err_set(&err, RR_DENIED, "no %s", "entry"));
    assert_int_equal(err.kind, RR_DENIED);
    assert_string_equal(err.summary, "no entry");
    assert_string_equal(err.detail, "");
    assert_string_equal(err.reason, "");
    assert_int_equal(err.http_status, 0);
}

static void takes_context_in_front(void **state)
{
    (void)state;
    struct rr_err err = {0};
    rr_err_set(&err, RR_NOT_FOUND, "no such service");
    rr_err_detail(&err, "Looked in %s.", "us-central1");
    assert_false(rr_err_prefix(&err, "step %d", 3));
    assert_string_equal(err.summary, "step 3: no such service");
    assert_string_equal(err.detail, "Looked in us-central1.");
    assert_int_equal(err.kind, RR_NOT_FOUND);
}

static void cuts_what_is_too_long(void **state)
{
    (void)state;
    char text[5000];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    struct rr_err err = {0};
    rr_err_set(&err, RR_CLOUD, "%s", text);
    rr_err_detail(&err, "%s", text);
    rr_err_prefix(&err, "%s", text);
    assert_int_equal(strlen(err.summary), sizeof err.summary - 1);
    assert_int_equal(strlen(err.detail), sizeof err.detail - 1);
}

static void may_be_left_out(void **state)
{
    (void)state;
    assert_false(rr_err_set(NULL, RR_FILE, "x"));
    assert_false(rr_err_detail(NULL, "x"));
    assert_false(rr_err_prefix(NULL, "x"));
}

static void has_a_word_for_every_kind(void **state)
{
    (void)state;
    for (int kind = 0; kind < RR_ERR_KIND_COUNT; kind++) {
        const char *word = rr_err_kind_word((enum rr_err_kind)kind);
        assert_non_null(word);
        assert_int_equal(rr_err_kind_parse(word), kind);
    }
    assert_int_equal(rr_err_kind_parse("no-such-word"), RR_CLOUD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_filled_as_a_whole),      cmocka_unit_test(takes_context_in_front),
        cmocka_unit_test(cuts_what_is_too_long),     cmocka_unit_test(may_be_left_out),
        cmocka_unit_test(has_a_word_for_every_kind),
    };
    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
