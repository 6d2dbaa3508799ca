#include "config.h"

#include <string.h>

#include "runready/context.h"
#include "tests/support/unit.h"

static void begins_empty(void **state)
{
    (void)state;
    struct rr_context context = rr_context_default();
    struct rr_err err;
    assert_string_equal(context.project, "");
    assert_string_equal(context.path, "");
    assert_int_equal(context.port, 0);
    assert_int_equal(context.preset, RR_PRESET_GUIDE);
    assert_int_equal(context.access, RR_ACCESS_PRIVATE);
    assert_int_equal(context.use_case, RR_USE_API);
    assert_true(rr_context_check(&context, &err));
    assert_string_equal(rr_context_repository(&context), "cloud-run-source-deploy");
    context.repository = "mine";
    assert_string_equal(rr_context_repository(&context), "mine");
}

static void words_go_both_ways(void **state)
{
    (void)state;
    for (int i = 0; i < RR_PRESET_COUNT; i++) {
        enum rr_preset back = RR_PRESET_COUNT;
        assert_true(rr_preset_parse(rr_preset_word((enum rr_preset)i), &back));
        assert_int_equal(back, i);
    }
    for (int i = 0; i < RR_ACCESS_COUNT; i++) {
        enum rr_access_choice back = RR_ACCESS_COUNT;
        assert_true(rr_access_parse(rr_access_word((enum rr_access_choice)i), &back));
        assert_int_equal(back, i);
    }
    for (int i = 0; i < RR_USE_COUNT; i++) {
        enum rr_use_case back = RR_USE_COUNT;
        assert_true(rr_use_case_parse(rr_use_case_word((enum rr_use_case)i), &back));
        assert_int_equal(back, i);
    }
    enum rr_preset preset = RR_PRESET_SCOPED;
    assert_false(rr_preset_parse("Guide", &preset));
    assert_false(rr_preset_parse("", &preset));
    assert_int_equal(preset, RR_PRESET_SCOPED);
}

static struct rr_context good(void)
{
    struct rr_context context = rr_context_default();
    context.project = "my-project";
    context.region = "asia-northeast1";
    context.service = "hello";
    context.port = 8080;
    context.build_account = "b@my-project.iam.gserviceaccount.com";
    context.runtime_account = "1-compute@developer.gserviceaccount.com";
    context.repository = "cloud-run-source-deploy";
    context.schedule = "0 6 * * MON-FRI";
    context.time_zone = "Asia/Tokyo";
    context.path = "/run";
    return context;
}

static void refuse(struct rr_context context, const char *says)
{
    struct rr_err err = {0};
    assert_false(rr_context_check(&context, &err));
    assert_int_equal(err.kind, RR_BAD_INPUT);
    assert_true(strlen(err.detail) > 0);
    if (strstr(err.summary, says) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", says, err.summary);
}

#define WITH(field, value, says)                                                                   \
    do {                                                                                           \
        struct rr_context odd = good();                                                            \
        odd.field = value;                                                                         \
        refuse(odd, says);                                                                         \
    } while (0)

static void checks_each_value(void **state)
{
    (void)state;
    struct rr_context context = good();
    struct rr_err err;
    assert_true(rr_context_check(&context, &err));
    WITH(project, "My Project", "project ID");
    WITH(region, "Tokyo", "region");
    WITH(service, "Hello", "service");
    WITH(port, -1, "-1 cannot be a port");
    WITH(port, 65536, "65536");
    WITH(build_account, "me@example.com", "Build account: ");
    WITH(runtime_account, "me@example.com", "Runtime account: ");
    WITH(repository, "a/b", "repository");
    WITH(schedule, "0 25 * * *", "hour");
    WITH(time_zone, "JST", "time zone");
    WITH(path, "run", "path");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_empty),
        cmocka_unit_test(words_go_both_ways),
        cmocka_unit_test(checks_each_value),
    };
    return cmocka_run_group_tests_name("context", tests, NULL, NULL);
}
