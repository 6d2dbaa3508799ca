/* Consent in the browser; see the header. */
#include "config.h"

#include "core/auth/consent.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "core/auth/credential_file.h"
#include "core/auth/jwt.h"
#include "core/net/json.h"
#include "core/net/url.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"
#include "core/util/xalloc.h"

enum { RANDOM_BYTES = 32, MAX_ANSWER = 8192 };

/* Who it is, by e-mail, and the cloud. */
static const char scopes[] = "openid https://www.googleapis.com/auth/userinfo.email " RR_AUTH_SCOPE;

/* ---- the client ---- */

static bool read_address(struct rr_auth *auth,
                         const struct rr_credential_file *file,
                         const char *name,
                         const char *usual,
                         const char **out,
                         struct rr_err *err)
{
    struct rr_url url;
    const char *given = rr_json_str(file->tree, name);
    const char *text = *given != '\0' ? given : usual;
    const char *fault = rr_url_read_trusted(text, rr_auth_universe(auth), &url);
    if (fault != NULL) {
        rr_credential_fault(file, name, _("cannot be used as the address of an API"), err);
        return rr_err_detail(err, "%s", _(fault));
    }
    *out = rr_arena_str(&auth->texts, text);
    return true;
}

static bool read_fields(struct rr_auth *auth,
                        const struct rr_credential_file *file,
                        struct rr_oauth_client *out,
                        struct rr_err *err)
{
    const char *id = NULL;
    const char *secret = NULL;
    if (!rr_credential_field(file, "client_id", &id, err) ||
        !rr_credential_field(file, "client_secret", &secret, err) ||
        !read_address(auth, file, "auth_uri", "https://accounts.google.com/o/oauth2/v2/auth",
                      &out->auth_uri, err) ||
        !read_address(auth, file, "token_uri", "https://oauth2.googleapis.com/token",
                      &out->token_uri, err))
        return false;
    rr_sensitive_set(&out->id, NULL, id, strlen(id));
    rr_sensitive_set(&out->secret, NULL, secret, strlen(secret));
    return true;
}

bool rr_oauth_client_read(struct rr_auth *auth,
                          const char *path,
                          struct rr_oauth_client *out,
                          struct rr_err *err)
{
    struct json_object *tree = NULL;
    bool ok = rr_credential_file_read(path, &tree, err);
    if (ok) {
        struct rr_credential_file file = {.path = path, .inside = "installed."};
        file.tree = rr_json_obj(tree, "installed");
        if (file.tree == NULL) {
            ok =
                rr_err_set(err, RR_BAD_INPUT, _("%s holds no OAuth client for desktop apps"), path);
            rr_err_detail(err, "%s",
                          _("Make one of the type \"Desktop app\" in the console (APIs & Services, "
                            "Credentials), and download its JSON file."));
        }
        ok = ok && read_fields(auth, &file, out, err);
    }
    if (!ok)
        err->kind = RR_BAD_INPUT;
    rr_json_wipe(tree);
    json_object_put(tree);
    return ok;
}

void rr_oauth_client_free(struct rr_oauth_client *client)
{
    rr_sensitive_free(&client->id);
    rr_sensitive_free(&client->secret);
}

/* ---- asking ---- */

static void draw(char out[RR_CONSENT_WORD])
{
    unsigned char bytes[RANDOM_BYTES];
    size_t n = 0;
    while (n < sizeof bytes) {
        ssize_t got = getrandom(bytes + n, sizeof bytes - n, 0);
        if (got < 0 && errno != EINTR)
            rr_out_of_memory(); // a kernel without random numbers cannot be helped either
        n += got > 0 ? (size_t)got : 0;
    }
    rr_base64url(bytes, sizeof bytes, out);
    rr_wipe(bytes, sizeof bytes);
}

static void add_pair(struct rr_buf *url, const char *name, const char *value)
{
    rr_buf_printf(url, "%s%s=", strchr(url->data, '?') != NULL ? "&" : "?", name);
    rr_buf_add_url(url, value, "");
}

void rr_consent_begin(struct rr_consent *consent,
                      const struct rr_oauth_client *client,
                      int port,
                      struct rr_buf *url)
{
    char verifier[RR_CONSENT_WORD];
    char challenge[RR_BASE64URL_SHA256];
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    draw(verifier);
    draw(consent->state);
    rr_sensitive_set(&consent->verifier, NULL, verifier, strlen(verifier));
    if (EVP_Digest(verifier, strlen(verifier), hash, &size, EVP_sha256(), NULL) != 1)
        rr_out_of_memory();
    rr_base64url(hash, size, challenge);
    rr_wipe(verifier, sizeof verifier);
    snprintf(consent->redirect_uri, sizeof consent->redirect_uri, "http://127.0.0.1:%d/", port);
    rr_buf_add(url, client->auth_uri);
    add_pair(url, "client_id", rr_sensitive_text(&client->id));
    add_pair(url, "redirect_uri", consent->redirect_uri);
    add_pair(url, "response_type", "code");
    add_pair(url, "scope", scopes);
    add_pair(url, "access_type", "offline");
    add_pair(url, "prompt", "consent");
    add_pair(url, "state", consent->state);
    add_pair(url, "code_challenge", challenge);
    add_pair(url, "code_challenge_method", "S256");
}

/* ---- what comes back ---- */

static int hex_value(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c | ('A' <= c && c <= 'F' ? 0x20 : 0)) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

/* One parameter of a query, decoded, into `out`; false when it is absent, or too long. */
static bool read_pair(const char *query, const char *name, struct rr_sensitive *out)
{
    size_t n_name = strlen(name);
    for (const char *at = query; *at != '\0'; at += *at == '&') {
        size_t n = strcspn(at, "&#");
        if (n <= n_name || strncmp(at, name, n_name) != 0 || at[n_name] != '=') {
            at += n;
            if (*at == '#')
                return false;
            continue;
        }
        rr_sensitive_reserve(out, n);
        size_t len = 0;
        for (const char *p = at + n_name + 1; p < at + n; p++) {
            bool is_coded = *p == '%' && hex_value(p[1]) >= 0 && hex_value(p[2]) >= 0;
            out->text[len++] = is_coded    ? (char)(hex_value(p[1]) * 16 + hex_value(p[2]))
                               : *p == '+' ? ' '
                                           : *p;
            p += is_coded ? 2 : 0;
        }
        out->text[len] = '\0';
        out->len = strlen(out->text);
        return true;
    }
    return false;
}

static bool is_same(const struct rr_sensitive *got, const char *want)
{
    return got->len == strlen(want) && CRYPTO_memcmp(got->text, want, got->len) == 0;
}

/* Source: RFC 6749 4.1.2.1, and Google's additions. */
static void word_refusal(struct rr_consent *consent, const char *error)
{
    RR_BUF_AUTO word = {0};
    rr_buf_add_visible(&word, error);
    if (rr_str_eq(error, "access_denied")) {
        rr_err_set(&consent->refusal, RR_NOT_SIGNED_IN, _("You said no in the browser"));
        rr_err_detail(&consent->refusal, "%s", _("Nothing was kept."));
    } else if (rr_str_eq(error, "admin_policy_enforced") || rr_str_eq(error, "org_internal")) {
        rr_err_set(&consent->refusal, RR_BLOCKED,
                   _("Your organisation does not let this program sign in"));
        rr_err_detail(&consent->refusal, "%s", _("Ask its administrator."));
    } else {
        rr_err_set(&consent->refusal, RR_NOT_SIGNED_IN, _("Google did not let you sign in: %s"),
                   rr_buf_text(&word));
    }
    snprintf(consent->refusal.reason, sizeof consent->refusal.reason, "%s", rr_buf_text(&word));
}

/* Codes of Google's look like "4/0Ab..." and hold nothing that ends an address. */
static bool is_bare_code(const char *text)
{
    size_t n = strlen(text);
    return n > 0 && n < MAX_ANSWER && strpbrk(text, " ?&#\"<>") == NULL &&
           strstr(text, "://") == NULL;
}

bool rr_consent_take(struct rr_consent *consent, const char *text, bool may_be_bare)
{
    RR_SENSITIVE_AUTO state = {0};
    RR_SENSITIVE_AUTO error = {0};
    const char *query = strchr(text, '?');
    if (query == NULL) {
        if (!may_be_bare || !is_bare_code(text))
            return false;
        rr_sensitive_set(&consent->code, NULL, text, strlen(text));
        return true;
    }
    if (strlen(text) > MAX_ANSWER || !read_pair(query + 1, "state", &state) ||
        !is_same(&state, consent->state))
        return false;
    if (read_pair(query + 1, "error", &error))
        word_refusal(consent, rr_sensitive_text(&error));
    else if (!read_pair(query + 1, "code", &consent->code) || consent->code.len == 0)
        return false;
    return true;
}

void rr_consent_form(const struct rr_consent *consent,
                     const struct rr_oauth_client *client,
                     struct rr_buf *form)
{
    rr_form_init(form, "authorization_code");
    rr_form_add(form, "code", rr_sensitive_text(&consent->code));
    rr_form_add(form, "redirect_uri", consent->redirect_uri);
    rr_form_add(form, "client_id", rr_sensitive_text(&client->id));
    rr_form_add(form, "client_secret", rr_sensitive_text(&client->secret));
    rr_form_add(form, "code_verifier", rr_sensitive_text(&consent->verifier));
}

void rr_consent_free(struct rr_consent *consent)
{
    rr_sensitive_free(&consent->verifier);
    rr_sensitive_free(&consent->code);
    rr_wipe(consent->state, sizeof consent->state);
}

const char *rr_id_token_email(const char *id_token, struct rr_arena *arena)
{
    const char *claims = strchr(id_token, '.');
    RR_JSON_AUTO struct json_object *tree = NULL;
    if (claims == NULL)
        return "";
    size_t n = strcspn(claims + 1, ".");
    RR_SENSITIVE_AUTO text = {0};
    rr_sensitive_reserve(&text, n + 1);
    size_t len = rr_base64url_decode(claims + 1, n, text.text);
    if (len == 0 || !rr_json_parse(text.text, len, RR_HTTP_MAX_SECRET_BODY, &tree, NULL))
        return "";
    return rr_arena_str(arena, rr_json_str(tree, "email"));
}
