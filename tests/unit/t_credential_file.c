/*
 * Credential files of every type, as gcloud and Google's console write them, end to end against the
 * sandbox's endpoints; and every way in which they can be broken.
 */
#include "config.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <unistd.h>

#include "core/auth/jwt.h"
#include "core/net/json.h"
#include "core/util/str.h"
#include "sandbox/sandbox.h"
#include "tests/support/rig.h"

static char *pem; // one key for all; making one takes its time

static char *make_pem(EVP_PKEY *key)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *bytes = NULL;
    assert_int_equal(PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL), 1);
    long n = BIO_get_mem_data(bio, &bytes);
    char *text = strndup(bytes, (size_t)n);
    BIO_free(bio);
    EVP_PKEY_free(key);
    return text;
}

static int make_key(void **state)
{
    (void)state;
    pem = make_pem(EVP_RSA_gen(2048));
    return 0;
}

static int free_key(void **state)
{
    (void)state;
    free(pem);
    return 0;
}

/* A sign-in beside a sandbox. */
struct pair {
    struct rig rig;
    struct rr_sandbox *sandbox;
    const char *url;
};

static void pair_init(struct pair *pair, const char *name)
{
    struct rr_err err = {0};
    rig_init(&pair->rig, name);
    // Who asks may act as the account that the files name.
    const char *scenario = put(&pair->rig, "scenario.json",
                               "{\"title\": \"t\", \"like\": \"editor\", \"projects\": "
                               "{\"my-ml-project\": {\"bindings\": {\"roles/owner\": "
                               "[\"user:you@example.com\"], "
                               "\"roles/iam.serviceAccountTokenCreator\": "
                               "[\"user:you@example.com\"]}}}}");
    pair->sandbox = rr_sandbox_start(&(struct rr_sandbox_options){.scenario = scenario}, &err);
    if (pair->sandbox == NULL)
        fail_msg("%s %s", err.summary, err.detail);
    pair->rig.clock = (struct rr_clock){0}; // the sandbox looks at the real one
    pair->url =
        rr_arena_printf(&pair->rig.arena, "http://127.0.0.1:%d", rr_sandbox_port(pair->sandbox));
    set(&pair->rig,
        rr_arena_printf(&pair->rig.arena, "CLOUDSDK_AUTH_TOKEN_HOST=%s/token", pair->url));
    set(&pair->rig,
        rr_arena_printf(&pair->rig.arena, "CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS=%s/",
                        pair->url));
    set(&pair->rig,
        rr_arena_printf(&pair->rig.arena, "CLOUDSDK_API_ENDPOINT_OVERRIDES_STS=%s/", pair->url));
}

static void pair_stop(struct pair *pair)
{
    rig_stop(&pair->rig);
    rr_sandbox_stop(pair->sandbox);
}

/* Puts a file where gcloud puts it. */
static void put_adc(struct pair *pair, const char *text)
{
    put(&pair->rig, ".config/gcloud/application_default_credentials.json", text);
}

static const char *json_text(struct rig *rig, const char *text)
{
    RR_JSON_AUTO struct json_object *value = json_object_new_string(text);
    return rr_arena_str(&rig->arena, rr_json_text(value));
}

static const struct rr_credential *must_ask(struct pair *pair)
{
    rig_start(&pair->rig);
    const struct rr_credential *credential = ask(&pair->rig);
    if (credential == NULL)
        fail_msg("%s\n%s", pair->rig.err.summary, pair->rig.err.detail);
    return credential;
}

// As `gcloud auth application-default login` of SDK 528 writes it.
static const char person[] =
    "{\n  \"account\": \"\",\n  \"client_id\": \"id.apps\",\n"
    "  \"client_secret\": \"s3\",\n  \"quota_project_id\": \"qp\",\n"
    "  \"refresh_token\": \"1//canary\",\n  \"type\": \"authorized_user\",\n"
    "  \"universe_domain\": \"googleapis.com\"\n}";

static void a_person(void **state)
{
    (void)state;
    struct pair pair;
    pair_init(&pair, "file-person");
    put_adc(&pair, person);
    const struct rr_credential *credential = must_ask(&pair);
    assert_string_equal(pair.rig.token, "ya29.sandbox");
    assert_int_equal(credential->kind, RR_AUTH_PERSON);
    assert_string_equal(credential->type, "authorized_user");
    assert_string_equal(credential->quota_project, "qp");
    pair_stop(&pair);
}

static const char *key_file(struct rig *rig, const char *key)
{
    // As the console hands it out.
    return rr_arena_printf(
        &rig->arena,
        "{\"type\":\"service_account\",\"project_id\":\"my-ml-project\",\"private_key_id\":\"abc\","
        "\"private_key\":%s,\"client_email\":"
        "\"123456789012-compute@developer.gserviceaccount.com\",\"client_id\":\"1\","
        "\"auth_uri\":\"https://accounts.google.com/o/oauth2/auth\","
        "\"token_uri\":\"https://oauth2.googleapis.com/token\","
        "\"universe_domain\":\"googleapis.com\"}",
        json_text(rig, key));
}

static void a_service_account(void **state)
{
    (void)state;
    struct pair pair;
    pair_init(&pair, "file-key");
    const char *path = put(&pair.rig, "key.json", key_file(&pair.rig, pem));
    set(&pair.rig, rr_arena_printf(&pair.rig.arena, "GOOGLE_APPLICATION_CREDENTIALS=%s", path));
    const struct rr_credential *credential = must_ask(&pair);
    assert_string_equal(pair.rig.token, "ya29.sandbox");
    assert_int_equal(credential->kind, RR_AUTH_SERVICE_ACCOUNT);
    assert_string_equal(credential->source, "named-file");
    assert_string_equal(credential->account, "123456789012-compute@developer.gserviceaccount.com");
    pair_stop(&pair);
}

static void another_account_by_a_file(void **state)
{
    (void)state;
    struct pair pair;
    pair_init(&pair, "file-acting");
    // As `gcloud auth application-default login --impersonate-service-account` writes it.
    put_adc(&pair,
            rr_arena_printf(&pair.rig.arena,
                            "{\"delegates\": [],\n\"service_account_impersonation_url\": "
                            "\"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"
                            "123456789012-compute@developer.gserviceaccount.com"
                            ":generateAccessToken\",\n\"source_credentials\": %s,\n"
                            "\"type\": \"impersonated_service_account\"}",
                            person));
    const struct rr_credential *credential = must_ask(&pair);
    assert_string_equal(pair.rig.token, "ya29.sandbox-impersonated");
    assert_int_equal(credential->kind, RR_AUTH_SERVICE_ACCOUNT);
    assert_string_equal(credential->type, "impersonated_service_account");
    assert_string_equal(credential->account, "123456789012-compute@developer.gserviceaccount.com");
    assert_true(credential->is_acting);
    pair_stop(&pair);
}

static const char *pool_file(struct rig *rig, const char *source, const char *more)
{
    // As `gcloud iam workload-identity-pools create-cred-config` writes it.
    return rr_arena_printf(
        &rig->arena,
        "{\"universe_domain\": \"googleapis.com\", \"type\": \"external_account\", \"audience\": "
        "\"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q\","
        "\"subject_token_type\": \"urn:ietf:params:oauth:token-type:jwt\", \"token_url\": "
        "\"https://sts.googleapis.com/v1/token\", \"credential_source\": %s%s}",
        source, more);
}

static void another_provider_by_a_file_or_an_address(void **state)
{
    (void)state;
    static const char acting[] =
        ", \"service_account_impersonation_url\": \"https://iamcredentials.googleapis.com/v1/"
        "projects/-/serviceAccounts/123456789012-compute@developer.gserviceaccount.com"
        ":generateAccessToken\", \"service_account_impersonation\": {\"token_lifetime_seconds\": "
        "1800}";
    for (size_t i = 0; i < 4; i++) {
        struct pair pair;
        pair_init(&pair, "file-pool");
        struct rr_arena *arena = &pair.rig.arena;
        const char *text = put(&pair.rig, "subject.txt", "subject-canary\n");
        const char *json = put(&pair.rig, "subject.json", "{\"id_token\":\"subject-canary\"}");
        const char *sources[] = {
            rr_arena_printf(arena, "{\"file\":\"%s\"}", text),
            rr_arena_printf(arena,
                            "{\"file\":\"%s\",\"format\":{\"type\":\"json\","
                            "\"subject_token_field_name\":\"id_token\"}}",
                            json),
            rr_arena_printf(arena,
                            "{\"url\":\"%s/computeMetadata/v1/instance/service-accounts/default/"
                            "token?x=1\",\"headers\":{\"Metadata-Flavor\":\"Google\"},\"format\":"
                            "{\"type\":\"json\",\"subject_token_field_name\":\"access_token\"}}",
                            pair.url),
            rr_arena_printf(arena, "{\"file\":\"%s\",\"format\":{\"type\":\"text\"}}", text),
        };
        put_adc(&pair, pool_file(&pair.rig, sources[i], i == 3 ? acting : ""));
        const struct rr_credential *credential = must_ask(&pair);
        assert_string_equal(pair.rig.token, i == 3 ? "ya29.sandbox-impersonated" : "ya29.sandbox");
        assert_int_equal(credential->kind, RR_AUTH_SERVICE_ACCOUNT);
        pair_stop(&pair);
    }
}

// As `gcloud auth application-default login --login-config` writes it.
static const char federated[] =
    "{\"type\": \"external_account_authorized_user\", \"audience\": \"//iam.googleapis.com/"
    "locations/global/workforcePools/p/providers/q\", \"client_id\": \"id\", \"client_secret\": "
    "\"s\", \"refresh_token\": \"1//f\", \"token_url\": "
    "\"https://sts.googleapis.com/v1/oauthtoken\", \"token_info_url\": "
    "\"https://sts.googleapis.com/v1/introspect\"}";

static void a_person_of_another_provider(void **state)
{
    (void)state;
    struct pair pair;
    pair_init(&pair, "file-federated");
    put_adc(&pair, federated);
    const struct rr_credential *credential = must_ask(&pair);
    assert_int_equal(credential->kind, RR_AUTH_PERSON);
    assert_string_equal(pair.rig.token, "ya29.sandbox");
    pair_stop(&pair);
}

/* Asks with one file; the error must name the file and hold every part, and no secret. */
static void must_fail(const char *text, const char *const *parts)
{
    struct rig rig;
    rig_init(&rig, "file-broken");
    const char *path = put(&rig, "broken.json", text);
    set(&rig, rr_arena_printf(&rig.arena, "GOOGLE_APPLICATION_CREDENTIALS=%s", path));
    rig_start(&rig);
    assert_null(ask(&rig));
    assert_int_equal(rig.err.kind, RR_NOT_SIGNED_IN);
    const char *all = rr_arena_printf(&rig.arena, "%s\n%s", rig.err.summary, rig.err.detail);
    assert_non_null(strstr(all, path));
    for (; *parts != NULL; parts++)
        if (strstr(all, *parts) == NULL)
            fail_msg("no \"%s\" in: %s", *parts, all);
    assert_null(strstr(all, "canary"));
    rig_stop(&rig);
}

static void broken_files_are_told_by_file_and_field(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *parts[3];
    } rows[] = {
        {"", {"JSON"}},
        {"{\"type\":", {"JSON"}},
        {"[]", {"no object"}},
        {"\"canary\"", {"no object"}},
        {"{\"refresh_token\":\"canary\"}", {"\"type\"", "missing"}},
        {"{\"type\":5}", {"\"type\"", "no text"}},
        {"{\"type\":\"\"}", {"\"type\"", "empty"}},
        {"{\"type\":\"strange\"}", {"\"strange\"", "none that Google"}},
        {"{\"type\":\"gdch_service_account\"}", {"gdch_service_account", "does not read"}},
        {"{\"installed\":{\"client_secret\":\"canary\"}}", {"\"type\"", "missing"}},
        {"{\"type\":\"authorized_user\",\"universe_domain\":\"example.goog\"}", {"example.goog"}},
        {"{\"type\":\"authorized_user\",\"refresh_token\":\"canary\",\"client_secret\":\"x\"}",
         {"\"client_id\"", "missing"}},
        {"{\"type\":\"authorized_user\",\"client_id\":\"i\",\"client_secret\":\"\"}",
         {"\"client_secret\"", "empty"}},
        {"{\"type\":\"authorized_user\",\"client_id\":\"i\",\"client_secret\":\"s\","
         "\"refresh_token\":[\"canary\"]}",
         {"\"refresh_token\"", "no text"}},
        {"{\"type\":\"authorized_user\",\"client_id\":\"i\",\"client_secret\":\"s\","
         "\"refresh_token\":\"canary\",\"token_uri\":\"https://example.com/token\"}",
         {"\"token_uri\"", "Google's"}},
        {"{\"type\":\"authorized_user\",\"client_id\":\"i\",\"client_secret\":\"s\","
         "\"refresh_token\":\"canary\",\"token_uri\":\"http://oauth2.googleapis.com/token\"}",
         {"\"token_uri\"", "https"}},
        {"{\"type\":\"service_account\",\"private_key\":\"canary\"}",
         {"\"client_email\"", "missing"}},
        {"{\"type\":\"service_account\",\"client_email\":\"a@b\"}", {"\"private_key\"", "missing"}},
        {"{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"canary\"}",
         {"\"private_key\"", "PEM"}},
        {"{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":"
         "\"-----BEGIN PRIVATE KEY-----\\\\ncanary\\\\n-----END PRIVATE KEY-----\\\\n\"}",
         {"\"private_key\"", "backslash"}},
        {"{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":"
         "\"-----BEGIN ENCRYPTED PRIVATE KEY-----\\ncanary\\n-----END ENCRYPTED PRIVATE "
         "KEY-----\\n\"}",
         {"\"private_key\"", "encrypted"}},
        {"{\"type\":\"impersonated_service_account\"}",
         {"\"service_account_impersonation_url\"", "missing"}},
        {"{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":"
         "\"https://iamcredentials.googleapis.com/v1/x\"}",
         {"\"service_account_impersonation_url\"", "names no account"}},
        {"{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":"
         "\"https://evil.example/v1/a@b:generateAccessToken\"}",
         {"\"service_account_impersonation_url\"", "Google's"}},
        {"{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":"
         "\"https://iamcredentials.googleapis.com/v1/a@b:generateAccessToken\"}",
         {"\"source_credentials\"", "missing"}},
        {"{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":"
         "\"https://iamcredentials.googleapis.com/v1/a@b:generateAccessToken\","
         "\"delegates\":\"x\"}",
         {"\"delegates\"", "no list"}},
        {"{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":"
         "\"https://iamcredentials.googleapis.com/v1/a@b:generateAccessToken\","
         "\"delegates\":[1]}",
         {"\"delegates\"", "no text"}},
        {"{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":"
         "\"https://iamcredentials.googleapis.com/v1/a@b:generateAccessToken\","
         "\"source_credentials\":{\"type\":\"impersonated_service_account\"}}",
         {"\"source_credentials.type\"", "cannot stand"}},
        {"{\"type\":\"impersonated_service_account\",\"service_account_impersonation_url\":"
         "\"https://iamcredentials.googleapis.com/v1/a@b:generateAccessToken\","
         "\"source_credentials\":{\"type\":\"authorized_user\",\"client_id\":\"i\"}}",
         {"\"source_credentials.client_secret\"", "missing"}},
        {"{\"type\":\"external_account\"}", {"\"audience\"", "missing"}},
        {"{\"type\":\"external_account\",\"audience\":\"a\"}",
         {"\"subject_token_type\"", "missing"}},
        {"{\"type\":\"external_account\",\"audience\":\"a\",\"subject_token_type\":\"t\"}",
         {"\"credential_source\"", "missing"}},
        {"{\"type\":\"external_account_authorized_user\",\"client_id\":\"i\",\"client_secret\":"
         "\"s\",\"refresh_token\":\"canary\"}",
         {"\"token_url\"", "missing"}},
        {"{\"type\":\"external_account_authorized_user\",\"client_id\":\"i\",\"client_secret\":"
         "\"s\",\"refresh_token\":\"canary\",\"token_url\":\"https://evil.example/x\"}",
         {"\"token_url\"", "Google's"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        must_fail(rows[i].text, rows[i].parts);
}

static void broken_sources_of_another_provider(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        const char *parts[3];
    } rows[] = {
        {"[]", {"\"credential_source\"", "no object"}},
        {"{}", {"\"file\" and \"url\""}},
        {"{\"file\":\"/x\",\"url\":\"http://y\"}", {"\"file\" and \"url\""}},
        {"{\"environment_id\":\"aws1\",\"url\":\"http://y\"}", {"AWS"}},
        {"{\"executable\":{\"command\":\"/bin/canary\"}}", {"run a program"}},
        {"{\"certificate\":{}}", {"client certificate"}},
        {"{\"file\":\"/x\",\"format\":{\"type\":\"xml\"}}", {"format.type"}},
        {"{\"file\":\"/x\",\"format\":{\"type\":\"json\"}}", {"subject_token_field_name"}},
        {"{\"url\":\"ftp://y\"}", {"credential_source.url"}},
        {"{\"url\":\"http://y\\r\\nX: 1\"}", {"credential_source.url"}},
        {"{\"url\":\"http://y\",\"headers\":{\"a b\":\"c\"}}", {"credential_source.headers"}},
        {"{\"url\":\"http://y\",\"headers\":{\"a\":\"b\\r\\nX: canary\"}}",
         {"credential_source.headers"}},
        {"{\"file\":\"/nonexistent/subject\"}", {"/nonexistent/subject", "No such file"}},
        {"{\"file\":\"/dev/null\"}", {"/dev/null", "cannot be read"}},
        {"{\"url\":\"http://127.0.0.1:1/\"}", {"gave no answer"}},
    };
    struct rig rig = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        must_fail(pool_file(&rig, rows[i].source, ""), rows[i].parts);
    rr_arena_free(&rig.arena);
}

static void tokens_of_another_provider_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *part;
    } rows[] = {{"", "field with the token"},
                {"canary", "not JSON"},
                {"{\"other\":\"canary\"}", "field with the token"},
                {"{\"t\":5}", "field with the token"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rig rig;
        rig_init(&rig, "subject-broken");
        const char *subject = put(&rig, "subject", rows[i].text);
        const char *source = rr_arena_printf(&rig.arena,
                                             "{\"file\":\"%s\",\"format\":{\"type\":\"json\","
                                             "\"subject_token_field_name\":\"t\"}}",
                                             subject);
        const char *parts[] = {subject, i == 0 ? "not JSON" : rows[i].part, NULL};
        must_fail(pool_file(&rig, source, ""), parts);
        rig_stop(&rig);
    }
}

static void keys_that_do_not_sign(void **state)
{
    (void)state;
    struct rig rig = {0};
    char *small = make_pem(EVP_RSA_gen(1024));
    char *curve = make_pem(EVP_EC_gen("P-256"));
    must_fail(key_file(&rig, small), (const char *const[]){"\"private_key\"", "2048", NULL});
    must_fail(key_file(&rig, curve), (const char *const[]){"\"private_key\"", "RSA", NULL});
    free(small);
    free(curve);
    rr_arena_free(&rig.arena);
}

static void refusals_name_what_helps(void **state)
{
    (void)state;
    static const struct {
        const char *token;
        const char *part;
    } rows[] = {{"expired", "gcloud auth application-default login"}, {"rapt", "session length"}};
    for (size_t i = 0; i < 2; i++) {
        struct pair pair;
        pair_init(&pair, "file-refused");
        put_adc(&pair, rr_arena_printf(&pair.rig.arena,
                                       "{\"type\":\"authorized_user\",\"client_id\":\"i\","
                                       "\"client_secret\":\"s\",\"refresh_token\":\"%s\"}",
                                       rows[i].token));
        rig_start(&pair.rig);
        assert_null(ask(&pair.rig));
        assert_int_equal(pair.rig.err.kind, RR_NOT_SIGNED_IN);
        assert_non_null(strstr(pair.rig.err.detail, rows[i].part));
        pair_stop(&pair);
    }
}

static void a_wrong_clock_is_shown(void **state)
{
    (void)state;
    struct pair pair;
    pair_init(&pair, "file-clock");
    pair.rig.clock = (struct rr_clock){.wall_ms = rig_wall, .data = &pair.rig}; // in 2001
    const char *path = put(&pair.rig, "key.json", key_file(&pair.rig, pem));
    set(&pair.rig, rr_arena_printf(&pair.rig.arena, "GOOGLE_APPLICATION_CREDENTIALS=%s", path));
    rig_start(&pair.rig);
    assert_null(ask(&pair.rig));
    assert_non_null(strstr(pair.rig.err.detail, "2001-09-09"));
    pair_stop(&pair);
}

static void base64url_has_no_padding(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *want;
    } rows[] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"\xfb\xff", "-_8"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[16];
        rr_base64url(rows[i].text, strlen(rows[i].text), out);
        assert_string_equal(out, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person),
        cmocka_unit_test(a_service_account),
        cmocka_unit_test(another_account_by_a_file),
        cmocka_unit_test(another_provider_by_a_file_or_an_address),
        cmocka_unit_test(a_person_of_another_provider),
        cmocka_unit_test(broken_files_are_told_by_file_and_field),
        cmocka_unit_test(broken_sources_of_another_provider),
        cmocka_unit_test(tokens_of_another_provider_that_are_none),
        cmocka_unit_test(keys_that_do_not_sign),
        cmocka_unit_test(refusals_name_what_helps),
        cmocka_unit_test(a_wrong_clock_is_shown),
        cmocka_unit_test(base64url_has_no_padding),
    };
    return cmocka_run_group_tests(tests, make_key, free_key);
}
