/*
 * Signing in: consent in the browser or gcloud's sign-in, the tokens for it, and the keyring. The
 * keyring is asked first, so that nobody agrees in a browser for nothing.
 * Source: gcp-apis 12.9; RFC 8252.
 */
#include "config.h"

#include "core/auth/login.h"

#include <json-c/json.h>
#include <string.h>

#include "core/auth/credential_file.h"
#include "core/net/json.h"
#include "core/net/listener.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { WAIT_MS = 5 * 60 * 1000, MAX_ANSWER = 8192, ANY_PORT = 8085 };

/* One sign-in under way. */
struct login {
    const struct rr_login_parts *parts;
    const struct rr_login_options *options;
    struct rr_arena *arena;
    struct rr_oauth_client client;
    struct rr_consent consent;
    bool is_answered;
    bool is_late;
    struct rr_login_secret keyring;
    struct rr_sensitive document;
    const char *account;
};

static const char login_command[] = "runready login";

/* ---- the browser ---- */

static const char *page_of(const struct login *login)
{
    const char *text = login->consent.refusal.kind == RR_OK
                           ? _("You can close this window and go back to the terminal.")
                           : _("The sign-in did not work. The terminal says why.");
    return rr_arena_printf(login->arena,
                           "<!DOCTYPE html><meta charset=\"utf-8\"><title>runready</title>"
                           "<p>%s</p>\n",
                           text);
}

static const char *on_target(void *data, const char *target)
{
    struct login *login = data;
    if (!rr_str_has_prefix(target, "/?") || !rr_consent_take(&login->consent, target, false))
        return NULL;
    login->is_answered = true;
    return page_of(login);
}

static void on_late(void *data)
{
    struct login *login = data;
    login->is_late = true;
    login->is_answered = true;
}

static bool wait_for_browser(struct login *login, struct rr_err *err)
{
    RR_BUF_AUTO url = {0};
    struct rr_http *http = login->parts->auth->http;
    struct rr_listener *listener = rr_listener_new(http, on_target, login, err);
    if (listener == NULL)
        return false;
    rr_consent_begin(&login->consent, &login->client, rr_listener_port(listener), &url);
    unsigned timer = rr_http_after(http, WAIT_MS, on_late, login);
    login->options->show(login->options->data, rr_buf_text(&url));
    bool is_done = rr_login_turn_until(login->parts, &login->is_answered);
    rr_http_cancel(http, timer);
    rr_listener_free(listener);
    if (!is_done)
        return rr_err_set(err, RR_CANCELLED, _("Cancelled"));
    if (login->is_late)
        return rr_err_set(err, RR_TIMEOUT, _("No answer from the browser within %d minutes"),
                          WAIT_MS / 60000);
    return true;
}

/* The browser is elsewhere: its last page cannot be shown there, but its address holds the answer. */
static bool wait_for_paste(struct login *login, struct rr_err *err)
{
    RR_BUF_AUTO url = {0};
    RR_SENSITIVE_AUTO answer = {0};
    rr_consent_begin(&login->consent, &login->client, ANY_PORT, &url);
    login->options->show(login->options->data, rr_buf_text(&url));
    rr_sensitive_reserve(&answer, MAX_ANSWER);
    if (!login->options->read_answer(login->options->data, answer.text, MAX_ANSWER))
        return rr_err_set(err, RR_CANCELLED, _("Cancelled"));
    if (rr_consent_take(&login->consent, answer.text, true))
        return true;
    rr_err_set(err, RR_NOT_SIGNED_IN, _("This is not the answer to this sign-in"));
    return rr_err_detail(err, "%s",
                         _("Paste the whole address of the page that could not be shown; it "
                           "begins with http://127.0.0.1 and is good for this sign-in only."));
}

/* All or nothing: without the cloud's scope every later call would be refused. */
static bool
check_grant(const struct login *login, const struct rr_login_grant *grant, struct rr_err *err)
{
    struct rr_err ignored = {0};
    bool has_scope = strstr(grant->scope, RR_AUTH_SCOPE) != NULL;
    if (has_scope && grant->refresh_token.len > 0)
        return true;
    if (!rr_login_revoke(login->parts, rr_sensitive_text(&grant->access_token), &ignored))
        rr_err_set(&ignored, RR_OK, "%s", ""); // it dies by itself within the hour
    if (has_scope)
        return rr_err_set(err, RR_NOT_SIGNED_IN,
                          _("Google gave no refresh token, so the sign-in could not be kept"));
    rr_err_set(err, RR_NOT_SIGNED_IN, _("The box for Google Cloud was not ticked"));
    return rr_err_detail(err, _("Sign in again, and tick all the boxes: %s"), login_command);
}

static bool hand_code_in(struct login *login, struct rr_err *err)
{
    struct rr_buf form;
    struct rr_login_grant grant;
    struct rr_oauth_request request = {.grant = RR_GRANT_CODE, .login_command = login_command};
    if (!rr_oauth_url(login->parts->auth, login->client.token_uri, "token_uri", &request.url, err))
        return false;
    rr_consent_form(&login->consent, &login->client, &form);
    request.form = rr_buf_text(&form);
    bool ok = rr_login_hand_in(login->parts, &request, &grant, login->arena, err);
    rr_form_free(&form);
    if (!ok)
        return false;
    ok = check_grant(login, &grant, err);
    if (ok) {
        login->account = grant.email;
        rr_sign_in_document(&login->document, rr_sensitive_text(&login->client.id),
                            rr_sensitive_text(&login->client.secret),
                            rr_sensitive_text(&grant.refresh_token), grant.email, "");
    }
    rr_login_grant_free(&grant);
    return ok;
}

static bool ask_person(struct login *login, struct rr_err *err)
{
    bool is_pasted = login->options->way == RR_LOGIN_PASTE;
    if (!rr_oauth_client_read(login->parts->auth, login->options->client_file, &login->client, err))
        return false;
    if (!(is_pasted ? wait_for_paste(login, err) : wait_for_browser(login, err)))
        return false;
    if (login->consent.refusal.kind != RR_OK) {
        *err = login->consent.refusal;
        return false;
    }
    return hand_code_in(login, err);
}

/* ---- gcloud's sign-in ---- */

static const char *find_adc(const struct login *login)
{
    const char *named = rr_env_get(&login->parts->auth->env, "GOOGLE_APPLICATION_CREDENTIALS");
    const char *dir = rr_gcloud_config_dir(login->parts->auth->gcloud);
    return named != NULL
               ? named
               : rr_arena_printf(login->arena, "%s/application_default_credentials.json", dir);
}

/* Tries the file's refresh token, so that nothing dead is kept. */
static bool try_file(struct login *login, const struct rr_credential_file *file, struct rr_err *err)
{
    static const char *const names[] = {"client_id", "client_secret", "refresh_token"};
    const char *values[3] = {0};
    struct rr_login_grant grant;
    struct rr_buf form;
    struct rr_oauth_request request = {.grant = RR_GRANT_REFRESH,
                                       .login_command = "gcloud auth application-default login"};
    for (size_t i = 0; i < 3; i++)
        if (!rr_credential_field(file, names[i], &values[i], err))
            return false;
    if (!rr_oauth_url(login->parts->auth, rr_json_str(file->tree, "token_uri"), file->path,
                      &request.url, err))
        return false;
    rr_form_init(&form, "refresh_token");
    for (size_t i = 0; i < 3; i++)
        rr_form_add(&form, names[i], values[i]);
    request.form = rr_buf_text(&form);
    bool ok = rr_login_hand_in(login->parts, &request, &grant, login->arena, err);
    rr_form_free(&form);
    if (!ok)
        return false;
    const char *account = rr_json_str(file->tree, "account");
    login->account = rr_arena_str(login->arena, *account != '\0' ? account : grant.email);
    // gcloud leaves the field empty.
    if (*login->account == '\0' &&
        !rr_login_ask_name(login->parts, rr_sensitive_text(&grant.access_token), &login->account,
                           login->arena)) {
        rr_login_grant_free(&grant);
        return rr_err_set(err, RR_CANCELLED, _("Cancelled"));
    }
    rr_sign_in_document(&login->document, values[0], values[1], values[2], login->account,
                        rr_json_str(file->tree, "quota_project_id"));
    rr_login_grant_free(&grant);
    return true;
}

static bool import_file(struct login *login, struct rr_err *err)
{
    struct rr_credential_file file = {.path = find_adc(login), .inside = ""};
    if (!rr_credential_file_read(file.path, &file.tree, err)) {
        if (rr_str_eq(err->reason, "ENOENT")) {
            rr_err_set(err, RR_NOT_SIGNED_IN, _("There is no sign-in of gcloud's to take over"));
            return rr_err_detail(err, _("Run: %s"), "gcloud auth application-default login");
        }
        return false;
    }
    bool ok = rr_str_eq(rr_json_str(file.tree, "type"), "authorized_user");
    if (!ok) {
        rr_err_set(err, RR_NOT_SIGNED_IN, _("%s is no sign-in of a person"), file.path);
        rr_err_detail(err, "%s",
                      _("Only the sign-in of a person with a Google account can be taken over; "
                        "other files are used where they are."));
    }
    ok = ok && try_file(login, &file, err);
    rr_json_wipe(file.tree);
    json_object_put(file.tree);
    return ok;
}

/* ---- the keyring ---- */

static bool fail_not_kept(struct login *login, struct rr_err *err)
{
    rr_err_set(err, RR_NOT_SIGNED_IN, _("There is no keyring to keep a sign-in in"));
    return rr_err_detail(err, _("It is because %s.\nWithout a keyring, let gcloud keep it: %s"),
                         rr_login_state_words(&login->keyring, login->arena),
                         "gcloud auth application-default login");
}

static bool open_keyring(struct login *login, struct rr_err *err)
{
    struct rr_secret_question question = {.kind = rr_kind_sign_in, .may_ask = true};
    if (!rr_login_ask_keyring(login->parts, rr_secret_probe, &question, &login->keyring, err))
        return false;
    return login->keyring.state == RR_KEYRING_READY || login->options->for_this_run ||
           fail_not_kept(login, err);
}

static bool keep(struct login *login, struct rr_err *err)
{
    struct rr_secret_question stale = {.kind = rr_kind_token};
    struct rr_login_secret ignored = {0};
    struct rr_secret_question question = {
        .kind = rr_kind_sign_in,
        .account = login->account,
        .label = *login->account != '\0'
                     ? rr_arena_printf(login->arena, _("runready: sign-in to Google Cloud (%s)"),
                                       login->account)
                     : _("runready: sign-in to Google Cloud"),
        .text = rr_sensitive_text(&login->document),
    };
    if (login->keyring.state == RR_KEYRING_READY &&
        (!rr_login_ask_keyring(login->parts, rr_secret_put, &question, &login->keyring, err) ||
         !rr_login_ask_keyring(login->parts, rr_secret_clear, &stale, &ignored, err)))
        return false;
    if (login->keyring.state == RR_KEYRING_READY) {
        rr_sensitive_free(&login->parts->auth->kept);
        return true;
    }
    if (!login->options->for_this_run)
        return fail_not_kept(login, err);
    rr_auth_keep(login->parts->auth, rr_sensitive_text(&login->document));
    return true;
}

/* A source that stands before the keyring hides what was just kept. */
static const char *find_before(const struct login *login)
{
    const struct rr_env *env = &login->parts->auth->env;
    if (rr_env_get(env, "GOOGLE_OAUTH_ACCESS_TOKEN") != NULL)
        return "GOOGLE_OAUTH_ACCESS_TOKEN";
    if (*rr_gcloud_property(login->parts->auth->gcloud, "auth", "access_token_file") != '\0')
        return "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE";
    return rr_env_get(env, "GOOGLE_APPLICATION_CREDENTIALS") != NULL
               ? "GOOGLE_APPLICATION_CREDENTIALS"
               : "";
}

bool rr_login_run(const struct rr_login_parts *parts,
                  const struct rr_login_options *options,
                  struct rr_login_result *out,
                  struct rr_arena *arena,
                  struct rr_err *err)
{
    struct login login = {.parts = parts, .options = options, .arena = arena, .account = ""};
    bool ok =
        open_keyring(&login, err) &&
        (options->way == RR_LOGIN_IMPORT ? import_file(&login, err) : ask_person(&login, err));
    ok = ok && keep(&login, err);
    if (ok) {
        rr_auth_start_over(login.parts->auth);
        out->account = login.account;
        out->is_kept = login.keyring.state == RR_KEYRING_READY;
        out->why_not = rr_login_state_words(&login.keyring, arena);
        out->before = find_before(&login);
    }
    rr_sensitive_free(&login.document);
    rr_consent_free(&login.consent);
    rr_oauth_client_free(&login.client);
    return ok;
}
