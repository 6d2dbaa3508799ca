#include "config.h"

#include <string.h>

#include "core/net/json.h"
#include "core/util/buf.h"
#include "tests/support/unit.h"

static bool parses(const char *text, size_t n)
{
    struct rr_err err = {0};
    struct json_object *tree = NULL;
    bool ok = rr_json_parse(text, n, 1024 * 1024, &tree, &err);
    if (!ok)
        assert_int_equal(err.kind, RR_BAD_REPLY);
    json_object_put(tree);
    return ok;
}

static void takes_what_is_json(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{}",
        "[]",
        " {\"a\": 1} \n",
        "null",
        "true",
        "12",
        "-1.5e+3",
        "\"a\"",
        "[true,false,null]",
        "{\"a\":{\"a\":1},\"b\":[{\"a\":1}]}",
        "{\"a:,[{\":\":\"}",
        "\"\\u00e9\\n\\\"'\"",
        "{\"\xE3\x81\x82\":\"\xF0\x9F\x98\x80\"}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!parses(texts[i], strlen(texts[i])))
            fail_msg("refused: %s", texts[i]);
}

static void refuses_what_is_not(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "{'a':1}",
        "{\"a\":'b'}",
        "NaN",
        "[NaN]",
        "nan",
        "Infinity",
        "-Infinity",
        "{\"a\":1,}",
        "[1,]",
        "{} {}",
        "{}x",
        "[1 2]",
        "\"a\nb\"",
        "\"a\tb\"",
        "01",
        "TRUE",
        "{\"a\":1 /* c */}",
        "{\"a\":1,\"a\":2}",
        "{\"b\":[{\"a\":1,\"a\":1}]}",
        "\"\\u0000\"",
        "{\"a\\u0000b\":1}",
        "\"\xFF\"",
        "{\"a\"",
        "[",
        "\"",
        "\"\\",
        "tru",
        "<html>",
        "{\"a\":\"\\x\"}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (parses(texts[i], strlen(texts[i])))
            fail_msg("accepted: %s", texts[i]);
    assert_false(parses("{}\0{}", 5));
}

static void bounds_size_depth_and_structure(void **state)
{
    (void)state;
    struct rr_err err = {0};
    struct json_object *tree = NULL;
    assert_false(rr_json_parse("[1,2,3]", 7, 6, &tree, &err));
    assert_int_equal(err.kind, RR_BAD_REPLY);
    assert_null(tree);

    RR_BUF_AUTO deep = {0};
    for (int i = 0; i < 100000; i++)
        rr_buf_addc(&deep, '[');
    assert_false(parses(deep.data, deep.len));

    RR_BUF_AUTO wide = {0};
    rr_buf_addc(&wide, '[');
    for (int i = 0; i < RR_JSON_MAX_STRUCTURE + 1; i++)
        rr_buf_add(&wide, i > 0 ? ",0" : "0");
    rr_buf_addc(&wide, ']');
    assert_false(parses(wide.data, wide.len));
}

static void getters_are_tolerant(void **state)
{
    (void)state;
    struct rr_err err = {0};
    RR_JSON_AUTO struct json_object *o = NULL;
    static const char text[] =
        "{\"s\":\"x\",\"n\":7,\"big\":\"9007199254740993\",\"t\":true,\"z\":null,"
        "\"o\":{\"k\":\"v\"},\"a\":[\"p\",2]}";
    assert_true(rr_json_parse(text, strlen(text), 1000, &o, &err));
    assert_string_equal(rr_json_str(o, "s"), "x");
    assert_string_equal(rr_json_str(o, "n"), "");
    assert_string_equal(rr_json_str(o, "z"), "");
    assert_string_equal(rr_json_str(NULL, "s"), "");
    assert_int_equal(rr_json_int(o, "n"), 7);
    assert_true(rr_json_int(o, "big") == 9007199254740993);
    assert_int_equal(rr_json_int(o, "o"), 0);
    assert_true(rr_json_bool(o, "t"));
    assert_false(rr_json_bool(o, "s"));
    assert_string_equal(rr_json_str(rr_json_obj(o, "o"), "k"), "v");
    assert_null(rr_json_obj(o, "a"));
    assert_int_equal(rr_json_len(rr_json_arr(o, "a")), 2);
    assert_string_equal(rr_json_at_str(rr_json_arr(o, "a"), 0), "p");
    assert_string_equal(rr_json_at_str(rr_json_arr(o, "a"), 1), "");
    assert_string_equal(rr_json_at_str(rr_json_arr(o, "a"), 9), "");
    assert_int_equal(rr_json_len(NULL), 0);
}

static void keeps_spelling_when_written_back(void **state)
{
    (void)state;
    struct rr_err err = {0};
    RR_JSON_AUTO struct json_object *o = NULL;
    static const char text[] = "{\"z\":2.50,\"a\":1e3,\"u\":\"http://x/y\",\"n\":null,\"l\":[]}";
    assert_true(rr_json_parse(text, strlen(text), 1000, &o, &err));
    assert_string_equal(rr_json_text(o), text);
    assert_string_equal(rr_json_text(NULL), "null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_is_json),
        cmocka_unit_test(refuses_what_is_not),
        cmocka_unit_test(bounds_size_depth_and_structure),
        cmocka_unit_test(getters_are_tolerant),
        cmocka_unit_test(keeps_spelling_when_written_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
