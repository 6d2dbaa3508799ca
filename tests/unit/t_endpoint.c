#include "config.h"

#include <string.h>

#include "core/gcp/endpoint.h"
#include "tests/support/server.h"

static bool reads(const char *line, struct rr_endpoints *out, struct rr_err *err)
{
    const char *lines[] = {line, NULL};
    struct rr_env env = {unit_env_get, lines};
    return rr_endpoints_from_env(out, &env, err);
}

static void real_hosts(void **state)
{
    (void)state;
    struct rr_endpoints endpoints;
    struct rr_err err = {0};
    assert_true(reads("X=", &endpoints, &err));
    RR_BUF_AUTO url = {0};
    rr_endpoint_url(&endpoints, RR_API_RESOURCEMANAGER, "/v1/projects/p:getIamPolicy", NULL, &url);
    assert_string_equal(url.data,
                        "https://cloudresourcemanager.googleapis.com/v1/projects/p:getIamPolicy");
    rr_buf_clear(&url);
    rr_endpoint_url(&endpoints, RR_API_RUN, "/v2/x", "pageSize=1", &url);
    assert_string_equal(url.data, "https://run.googleapis.com/v2/x?pageSize=1");
    assert_false(rr_endpoints_is_loopback(&endpoints, RR_API_RUN));
    for (int api = 0; api < RR_API_COUNT; api++)
        assert_non_null(rr_api_def((enum rr_api)api)->variable);
}

static void overrides_that_are_taken(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        const char *base;
        bool is_loopback;
    } good[] = {
        {"http://127.0.0.1:8080/", "http://127.0.0.1:8080", true},
        {"http://127.0.0.1:8080", "http://127.0.0.1:8080", true},
        {"http://127.9.9.9/", "http://127.9.9.9", true},
        {"http://localhost:1/", "http://localhost:1", true},
        {"http://[::1]:8080/", "http://[::1]:8080", true},
        {"https://run.example.com/", "https://run.example.com", false},
        {"https://run.p.googleapis.com", "https://run.p.googleapis.com", false},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char line[512];
        struct rr_endpoints endpoints;
        struct rr_err err = {0};
        snprintf(line, sizeof line, "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN=%s", good[i].url);
        if (!reads(line, &endpoints, &err))
            fail_msg("%s: %s", good[i].url, err.detail);
        assert_string_equal(endpoints.of[RR_API_RUN].base, good[i].base);
        assert_int_equal(rr_endpoints_is_loopback(&endpoints, RR_API_RUN), good[i].is_loopback);
        assert_false(rr_endpoints_is_loopback(&endpoints, RR_API_IAM));
        assert_false(rr_endpoints_are_loopback(&endpoints));
    }
}

static void overrides_that_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "http://run.example.com/",
        "http://128.0.0.1/",
        "http://localhost.example.com/",
        "http://127.0.0.1.example.com/",
        "http://[::2]/",
        "ftp://127.0.0.1/",
        "127.0.0.1:8080",
        "https://u:secret@run.example.com/",
        "http://127.0.0.1@example.com/",
        "https://run.example.com/v2/",
        "https://run.example.com/?a=b",
        "https://run.example.com/#x",
        "https://",
        "https:///",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/",
        "http://0x7f.1/",
        "https://a b/",
        "https://a\\b/",
        "http://[::1",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char line[512];
        struct rr_endpoints endpoints;
        struct rr_err err = {0};
        snprintf(line, sizeof line, "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER=%s", bad[i]);
        if (reads(line, &endpoints, &err))
            fail_msg("accepted: %s", bad[i]);
        assert_int_equal(err.kind, RR_BAD_INPUT);
        assert_non_null(strstr(err.summary, "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER"));
        assert_null(strstr(err.detail, "secret"));
    }
}

static void storage_may_have_its_version(void **state)
{
    (void)state;
    struct rr_endpoints endpoints;
    struct rr_err err = {0};
    assert_true(reads("CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE=http://127.0.0.1:9/storage/v1/",
                      &endpoints, &err));
    RR_BUF_AUTO url = {0};
    rr_endpoint_url(&endpoints, RR_API_STORAGE, "/storage/v1/b/x", NULL, &url);
    assert_string_equal(url.data, "http://127.0.0.1:9/storage/v1/b/x");
}

static void one_base_for_all(void **state)
{
    (void)state;
    struct rr_endpoints endpoints;
    struct rr_err err = {0};
    assert_true(rr_endpoints_all(&endpoints, "http://127.0.0.1:4711/", &err));
    assert_true(rr_endpoints_are_loopback(&endpoints));
    assert_string_equal(endpoints.of[RR_API_STORAGE].base, "http://127.0.0.1:4711");
    assert_false(rr_endpoints_all(&endpoints, "http://example.com/", &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_hosts),
        cmocka_unit_test(overrides_that_are_taken),
        cmocka_unit_test(overrides_that_are_refused),
        cmocka_unit_test(storage_may_have_its_version),
        cmocka_unit_test(one_base_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
