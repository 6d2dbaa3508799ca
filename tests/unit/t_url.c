#include "config.h"

#include <string.h>

#include "core/net/url.h"
#include "tests/support/unit.h"

static void what_a_secret_may_be_sent_to(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        const char *universe;
        bool is_fit;
    } rows[] = {
        {"https://oauth2.googleapis.com/token", "googleapis.com", true},
        {"https://OAUTH2.GoogleApis.com/token", "googleapis.com", true},
        {"https://googleapis.com/", "googleapis.com", true},
        {"https://accounts.google.com/o/oauth2/token", "googleapis.com", true},
        {"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.c:"
         "generateAccessToken",
         "googleapis.com", true},
        {"http://127.0.0.1:8080/token", "googleapis.com", true},
        {"http://[::1]:1/", "googleapis.com", true},
        {"https://sts.example.goog/v1", "example.goog", true},
        {"https://sts.googleapis.com/v1", "example.goog", false},
        {"https://evilgoogleapis.com/", "googleapis.com", false},
        {"https://googleapis.com.evil.example/", "googleapis.com", false},
        {"https://example.com/oauth2.googleapis.com", "googleapis.com", false},
        {"https://oauth2.googleapis.com@evil.example/", "googleapis.com", false},
        {"https://evil.example/#.googleapis.com", "googleapis.com", false},
        {"http://oauth2.googleapis.com/token", "googleapis.com", false},
        {"https://oauth2.googleapis.com/token", "", false},
        {"", "googleapis.com", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rr_url url = {0};
        const char *fault = rr_url_read_trusted(rows[i].url, rows[i].universe, &url);
        if ((fault == NULL) != rows[i].is_fit)
            fail_msg("%s: %s", rows[i].url, fault != NULL ? fault : "taken");
        assert_true((*url.host != '\0') == rows[i].is_fit);
    }
}

static void parts(void **state)
{
    (void)state;
    struct rr_url url;
    assert_null(rr_url_read("https://Host:8080/a/b@c", &url));
    assert_string_equal(url.origin, "https://Host:8080");
    assert_string_equal(url.host, "Host");
    assert_string_equal(url.path, "/a/b@c");
    assert_null(rr_url_read("http://[::1]:5/", &url));
    assert_string_equal(url.host, "::1");
    assert_true(url.is_loopback);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_secret_may_be_sent_to),
        cmocka_unit_test(parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
