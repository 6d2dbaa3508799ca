#include "config.h"

#include <string.h>

#include "core/policy/names.h"
#include "tests/support/unit.h"

typedef bool check_fn(const char *text, struct rr_err *err);

static void accept_all(check_fn *fn, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!fn(texts[i], NULL))
            fail_msg("refused: %s", texts[i]);
}

static void refuse_all(check_fn *fn, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct rr_err err = {0};
        if (fn(texts[i], &err))
            fail_msg("taken: %s", texts[i]);
        assert_int_equal(err.kind, RR_BAD_INPUT);
        assert_true(strlen(err.summary) > 0 && strlen(err.detail) > 0);
        // Nothing that was typed may reach a terminal as a command.
        for (const char *at = err.summary; *at != '\0'; at++)
            assert_true((unsigned char)*at >= 0x20 && *at != 0x7f);
    }
}

#define ACCEPT(fn, ...)                                                                            \
    do {                                                                                           \
        static const char *const texts[] = {__VA_ARGS__};                                          \
        accept_all(fn, texts, sizeof texts / sizeof texts[0]);                                     \
    } while (0)
#define REFUSE(fn, ...)                                                                            \
    do {                                                                                           \
        static const char *const texts[] = {__VA_ARGS__};                                          \
        refuse_all(fn, texts, sizeof texts / sizeof texts[0]);                                     \
    } while (0)

static void checks_projects(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_project, "my-project", "abcdef", "a23456789012345678901234567890",
           "example.com:my-project", "sub.example.com:my-project", "123456789012", "1");
    REFUSE(rr_name_check_project, "", "abcde", "a234567890123456789012345678901", "My-project",
           "my_project", "1my-project", "my-project-", "my project", "my-project/x", "my-project?",
           "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", "my-project\n", "012345", ":my-project",
           "com:my-project", "example..com:my-project", ".example.com:my-project",
           "example.com.:my-project", "-a.com:my-project", "a-.com:my-project", "example.com:my",
           "example.com:", "a.b:c.d:my-project", "../my-project", "12345678901234567890",
           "my-project%2F");
}

static void checks_regions(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_region, "asia-northeast1", "us-central1", "europe-west12", "me-central1");
    REFUSE(rr_name_check_region, "", "Tokyo", "asia", "asia-northeast", "asia-northeast1-",
           "-northeast1", "asia-1", "ASIA-northeast1", "asia-northeast1-a", "asia-northeast1 ",
           "a.b/c-d1", "global", "-");
    struct rr_err err;
    assert_false(rr_name_check_region("Tokyo", &err));
    assert_non_null(strstr(err.detail, "Tokyo is asia-northeast1"));
    assert_false(rr_name_check_region("us-central1-f", &err));
    assert_non_null(strstr(err.detail, "zone"));
    assert_non_null(strstr(err.detail, "us-central1."));
}

static void checks_services(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_service, "a", "hello-1",
           "a234567890123456789012345678901234567890123456789");
    REFUSE(rr_name_check_service, "", "a2345678901234567890123456789012345678901234567890", "Hello",
           "hello_1", "1hello", "hello-", "-hello", "he llo", "he/llo", "he.llo");
}

// gcp-apis 2, 3.4, 9.6
static void checks_accounts(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_account, "builder@my-project.iam.gserviceaccount.com",
           "123-compute@developer.gserviceaccount.com", "123@cloudbuild.gserviceaccount.com",
           "my-project@appspot.gserviceaccount.com",
           "example.com:my-project@appspot.gserviceaccount.com",
           "service-123@gcp-sa-cloudscheduler.iam.gserviceaccount.com",
           "builder@my-project.example.com.iam.gserviceaccount.com",
           "123@cloudservices.gserviceaccount.com");
    REFUSE(rr_name_check_account, "", "builder", "@my-project.iam.gserviceaccount.com",
           "me@example.com", "builder@gserviceaccount.com", "builder@evil-gserviceaccount.com",
           "builder@my-project.iam.gserviceaccount.com.evil.com",
           "builder@my-project.iam.gserviceaccount.com ", "a@b@c.gserviceaccount.com",
           "serviceAccount:builder@my-project.iam.gserviceaccount.com",
           "Builder@my-project.iam.gserviceaccount.com", "bu/ilder@p.iam.gserviceaccount.com",
           "b?x@p.iam.gserviceaccount.com", "compute@developer.gserviceaccount.com",
           "123@developer.gserviceaccount.com", "abc@cloudbuild.gserviceaccount.com",
           "builder@.gserviceaccount.com", "builder-@p.iam.gserviceaccount.com");
    struct rr_err err;
    assert_false(rr_name_check_account("me@example.com", &err));
    assert_non_null(strstr(err.detail, "not a service account"));
    assert_false(rr_name_check_account("serviceAccount:b@p.iam.gserviceaccount.com", &err));
    assert_non_null(strstr(err.detail, "without \"serviceAccount:\""));
}

static void checks_repositories(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_repository, "cloud-run-source-deploy", "r", "gcr.io", "asia.gcr.io",
           "a23456789012345678901234567890123456789012345678901234567890123");
    REFUSE(rr_name_check_repository, "", "Repo", "repo-", "1repo", "a/b", "x.gcr.io",
           "asia-northeast1-docker.pkg.dev/p/r", "re po",
           "a234567890123456789012345678901234567890123456789012345678901234");
}

static void checks_paths(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_path, "/", "/run", "/a/b.c/", "/a%20b", "/a:b@c", "/~x", "/.well-known",
           "/a..b");
    REFUSE(rr_name_check_path, "", "run", "//evil.example.com", "/a b", "/a?b=1", "/a#b", "/a\tb",
           "/a\nb", "/a%", "/a%2", "/a%zz", "/../x", "/a/..", "/./a", "/a\\b", "/\xC3\xA9", "/a\"b",
           "http://x/y");
    char longest[1200] = "/";
    memset(longest + 1, 'a', sizeof longest - 2);
    assert_false(rr_name_check_path(longest, NULL));
}

static void checks_time_zones(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_time_zone, "Asia/Tokyo", "UTC", "Etc/GMT+9",
           "America/Argentina/Buenos_Aires", "Japan", "America/Port-au-Prince");
    REFUSE(rr_name_check_time_zone, "", "JST", "Tokyo", "/Tokyo", "Asia/", "Asia//Tokyo",
           "Asia/Tokyo/", "a/b/c/d", "Asia/To kyo", "+09:00", "../etc/passwd", "9/1");
}

static void checks_ports(void **state)
{
    (void)state;
    ACCEPT(rr_name_check_port, "1", "8080", "65535");
    REFUSE(rr_name_check_port, "", "0", "65536", "-1", "80 ", "http", "8080.0", "+80");
    assert_true(rr_name_check_port_number(1, NULL));
    assert_true(rr_name_check_port_number(65535, NULL));
    assert_false(rr_name_check_port_number(0, NULL));
    assert_false(rr_name_check_port_number(65536, NULL));
}

static void shows(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *shown;
    } cases[] = {
        {"plain", "plain"},
        {"a\x1b[2Jb", "a<U+001B>[2Jb"},
        {"a\nb\t\x7f", "a<U+000A>b<U+0009><U+007F>"},
        {"\xC2\x9B", "<U+009B>"},
        {"\xE6\x97\xA5", "\xE6\x97\xA5"},
        {"\xE2\x80\xAE", "<U+202E>"},
        {"\xE2\x81\xA6", "<U+2066>"},
        {"\xF3\xA0\x80\xA1", "<U+E0021>"},
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
        {"\xff\x80", "<0xFF><0x80>"},
        {"\xE6\x97", "<0xE6><0x97>"},
        {"\xC0\x80", "<0xC0><0x80>"},
        {"\xED\xA0\x80", "<0xED><0xA0><0x80>"},
        {"\xF4\x90\x80\x80", "<0xF4><0x90><0x80><0x80>"},
    };
    char out[RR_SHOWN_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rr_name_show(cases[i].text, out);
        assert_string_equal(out, cases[i].shown);
    }
}

static void cuts_what_is_long(void **state)
{
    (void)state;
    char text[400];
    char out[RR_SHOWN_TEXT];
    for (size_t n = 0; n < sizeof text; n++) {
        memset(text, n % 2 == 0 ? 'a' : '\x01', n);
        text[n] = '\0';
        rr_name_show(text, out);
        size_t len = strlen(out);
        assert_true(len < RR_SHOWN_TEXT);
        assert_true(n < RR_SHOWN_TEXT || strcmp(out + len - 3, "...") == 0);
    }
    // A character is left out whole.
    for (size_t i = 0; i < 60; i++)
        memcpy(text + i * 3, "\xE6\x97\xA5", 4);
    rr_name_show(text, out);
    assert_int_equal((strlen(out) - 3) % 3, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_projects),
        cmocka_unit_test(checks_regions),
        cmocka_unit_test(checks_services),
        cmocka_unit_test(checks_accounts),
        cmocka_unit_test(checks_repositories),
        cmocka_unit_test(checks_paths),
        cmocka_unit_test(checks_time_zones),
        cmocka_unit_test(checks_ports),
        cmocka_unit_test(shows),
        cmocka_unit_test(cuts_what_is_long),
    };
    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
