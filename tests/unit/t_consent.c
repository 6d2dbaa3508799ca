/* What is asked in the browser, and which answers are this attempt's own. */
#include "config.h"

#include <string.h>

#include "core/auth/consent.h"
#include "core/auth/credential_file.h"
#include "tests/support/rig.h"

static void begin(struct rig *rig,
                  struct rr_oauth_client *client,
                  struct rr_consent *consent,
                  struct rr_buf *url)
{
    struct rr_err err = {0};
    rig_init(rig, "consent");
    rig_start(rig);
    const char *path =
        put(rig, "client.json",
            "{\"installed\":{\"client_id\":\"i d\",\"client_secret\":\"s\",\"redirect_uris\":"
            "[\"http://localhost\"]}}");
    if (!rr_oauth_client_read(rig->auth, path, client, &err))
        fail_msg("%s %s", err.summary, err.detail);
    rr_consent_begin(consent, client, 4711, url);
}

static void
end(struct rig *rig, struct rr_oauth_client *client, struct rr_consent *consent, struct rr_buf *url)
{
    rr_consent_free(consent);
    rr_oauth_client_free(client);
    rr_buf_free(url);
    rig_stop(rig);
}

static void the_address_asks_for_everything_at_once(void **state)
{
    (void)state;
    struct rig rig;
    struct rr_oauth_client client = {0};
    struct rr_consent consent = {0};
    struct rr_buf url = {0};
    begin(&rig, &client, &consent, &url);
    static const char *const parts[] = {
        "https://accounts.google.com/o/oauth2/v2/auth?client_id=i%20d",
        "&redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2F",
        "&response_type=code",
        "cloud-platform",
        "&access_type=offline",
        "&code_challenge_method=S256",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(url.data, parts[i]) == NULL)
            fail_msg("no %s in %s", parts[i], url.data);
    assert_int_equal(strlen(consent.state), 43);
    assert_int_equal(consent.verifier.len, 43);
    assert_null(strstr(url.data, consent.verifier.text));
    struct rr_consent other = {0};
    struct rr_buf again = {0};
    rr_consent_begin(&other, &client, 1, &again);
    assert_string_not_equal(other.state, consent.state);
    assert_string_not_equal(other.verifier.text, consent.verifier.text);
    rr_consent_free(&other);
    rr_buf_free(&again);
    end(&rig, &client, &consent, &url);
}

static void answers(void **state)
{
    (void)state;
    static const struct {
        const char *text; // STATE stands for the attempt's own
        bool may_be_bare;
        bool is_taken;
        const char *code;
        enum rr_err_kind refusal;
    } rows[] = {
        {"/?state=STATE&code=4%2F0abc&scope=x", false, true, "4/0abc", RR_OK},
        {"/?code=c&state=STATE", false, true, "c", RR_OK},
        {"http://127.0.0.1:8085/?code=c&state=STATE#", true, true, "c", RR_OK},
        {"/?state=STATE&error=access_denied", false, true, NULL, RR_NOT_SIGNED_IN},
        {"/?state=STATE&error=admin_policy_enforced", false, true, NULL, RR_BLOCKED},
        {"/?state=STATE&error=%1b[31m", false, true, NULL, RR_NOT_SIGNED_IN},
        {"/?code=c", false, false, NULL, RR_OK},
        {"/?code=c&state=other", false, false, NULL, RR_OK},
        {"/?code=c&state=", false, false, NULL, RR_OK},
        {"/?code=c&xstate=STATE", false, false, NULL, RR_OK},
        {"/?state=STATE", false, false, NULL, RR_OK},
        {"/?state=STATE&code=", false, false, NULL, RR_OK},
        {"/#state=STATE&code=c", false, false, NULL, RR_OK},
        {"4/0abc", false, false, NULL, RR_OK},
        {"4/0abc", true, true, "4/0abc", RR_OK},
        {"", true, false, NULL, RR_OK},
        {"two words", true, false, NULL, RR_OK},
        {"http://127.0.0.1:8085/", true, false, NULL, RR_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rig rig;
        struct rr_oauth_client client = {0};
        struct rr_consent consent = {0};
        struct rr_buf url = {0};
        begin(&rig, &client, &consent, &url);
        RR_BUF_AUTO text = {0};
        const char *at = strstr(rows[i].text, "=STATE");
        if (at != NULL)
            rr_buf_printf(&text, "%.*s=%s%s", (int)(at - rows[i].text), rows[i].text, consent.state,
                          at + 6);
        else
            rr_buf_add(&text, rows[i].text);
        if (rr_consent_take(&consent, rr_buf_text(&text), rows[i].may_be_bare) != rows[i].is_taken)
            fail_msg("%s", rows[i].text);
        assert_int_equal(consent.refusal.kind, rows[i].refusal);
        assert_null(strchr(consent.refusal.summary, '\x1b'));
        if (rows[i].code != NULL)
            assert_string_equal(rr_sensitive_text(&consent.code), rows[i].code);
        end(&rig, &client, &consent, &url);
    }
}

static void clients_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *part;
    } rows[] = {
        {"{\"web\":{\"client_id\":\"i\",\"client_secret\":\"canary\"}}", "Desktop app"},
        {"{\"installed\":{\"client_secret\":\"canary\"}}", "\"installed.client_id\" is missing"},
        {"{\"installed\":{\"client_id\":\"i\",\"client_secret\":5}}", "client_secret"},
        {"{\"installed\":{\"client_id\":\"i\",\"client_secret\":\"canary\",\"token_uri\":"
         "\"https://evil.example/\"}}",
         "token_uri"},
        {"{\"installed\":{\"client_id\":\"i\",\"client_secret\":\"canary\",\"auth_uri\":"
         "\"http://accounts.google.com/\"}}",
         "auth_uri"},
        {"nonsense", "JSON"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rig rig;
        struct rr_oauth_client client = {0};
        struct rr_err err = {0};
        rig_init(&rig, "client-broken");
        rig_start(&rig);
        const char *path = put(&rig, "client.json", rows[i].text);
        assert_false(rr_oauth_client_read(rig.auth, path, &client, &err));
        assert_int_equal(err.kind, RR_BAD_INPUT);
        const char *all = rr_arena_printf(&rig.arena, "%s\n%s", err.summary, err.detail);
        if (strstr(all, rows[i].part) == NULL)
            fail_msg("no %s in %s", rows[i].part, all);
        assert_non_null(strstr(all, path));
        assert_null(strstr(all, "canary"));
        rr_oauth_client_free(&client);
        rig_stop(&rig);
    }
}

static void the_name_in_an_id_token(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    // {"email":"you@example.com"}
    assert_string_equal(rr_id_token_email("x.eyJlbWFpbCI6InlvdUBleGFtcGxlLmNvbSJ9.y", &arena),
                        "you@example.com");
    static const char *const bad[] = {"", "x", "x.", "x.!!.y", "x.e30.y", "x.bm8.y"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(rr_id_token_email(bad[i], &arena), "");
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_address_asks_for_everything_at_once),
        cmocka_unit_test(answers),
        cmocka_unit_test(clients_that_are_none),
        cmocka_unit_test(the_name_in_an_id_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
