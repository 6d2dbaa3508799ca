/*
 * Key files of service accounts: an assertion signed by the key is handed in for a token.
 * Source: google/oauth2/service_account.py, _client.py (jwt_grant); gcp-apis 12.4.
 */
#include "config.h"

#include <string.h>

#include "core/auth/credential_file.h"
#include "core/auth/jwt.h"
#include "core/auth/oauth.h"
#include "core/net/json.h"
#include "core/util/i18n.h"

enum { LIFETIME_S = 3600 }; // the most that Google takes

static const char grant_type[] = "urn:ietf:params:oauth:grant-type:jwt-bearer";

static void put(struct json_object *object, const char *key, const char *text)
{
    json_object_object_add(object, key, json_object_new_string(text));
}

static struct json_object *make_header(const struct rr_credential_file *file)
{
    struct json_object *header = json_object_new_object();
    const char *id = rr_json_str(file->tree, "private_key_id");
    put(header, "alg", "RS256");
    put(header, "typ", "JWT");
    if (*id != '\0')
        put(header, "kid", id);
    return header;
}

static struct json_object *make_claims(struct rr_auth *auth, const char *email)
{
    struct json_object *claims = json_object_new_object();
    int64_t now_s = rr_clock_wall_ms(&auth->clock) / 1000;
    put(claims, "iss", email);
    // Google's own name, whichever of its addresses is asked.
    put(claims, "aud", "https://oauth2.googleapis.com/token");
    put(claims, "scope", RR_AUTH_SCOPE);
    json_object_object_add(claims, "iat", json_object_new_int64(now_s));
    json_object_object_add(claims, "exp", json_object_new_int64(now_s + LIFETIME_S));
    return claims;
}

static void send_assertion(struct rr_auth *auth, const char *url, const char *assertion)
{
    struct rr_buf form;
    struct rr_oauth_request request = {
        .grant = RR_GRANT_KEY, .url = url, .login_command = auth->about.login_command};
    rr_form_init(&form, grant_type);
    rr_form_add(&form, "assertion", assertion);
    request.form = rr_buf_text(&form);
    rr_oauth_start(auth, &request);
    rr_form_free(&form);
}

static bool sign(struct rr_auth *auth,
                 const struct rr_credential_file *file,
                 struct rr_sensitive *out,
                 struct rr_err *err)
{
    const char *email = NULL;
    const char *pem = NULL;
    if (!rr_credential_field(file, "client_email", &email, err) ||
        !rr_credential_field(file, "private_key", &pem, err))
        return false;
    RR_JSON_AUTO struct json_object *header = make_header(file);
    RR_JSON_AUTO struct json_object *claims = make_claims(auth, email);
    const char *fault = rr_jwt_sign(header, claims, pem, out);
    auth->about.account = rr_arena_str(&auth->attempt, email);
    return fault == NULL || rr_credential_fault(file, "private_key", fault, err);
}

void rr_start_service_account(struct rr_auth *auth, const struct rr_credential_file *file)
{
    RR_SENSITIVE_AUTO assertion = {0};
    struct rr_err err = {0};
    const char *url = NULL;
    auth->about.kind = RR_AUTH_SERVICE_ACCOUNT;
    if (sign(auth, file, &assertion, &err) &&
        rr_oauth_url(auth, rr_json_str(file->tree, "token_uri"),
                     rr_credential_place(auth, file, "token_uri"), &url, &err))
        send_assertion(auth, url, rr_sensitive_text(&assertion));
    else
        rr_auth_fail(auth, &err);
}
