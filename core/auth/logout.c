/* Signing out, and asking the keyring on the way. */
#include "config.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "core/auth/credential_file.h"
#include "core/auth/login.h"
#include "core/net/json.h"
#include "core/util/i18n.h"

bool rr_login_turn_until(const struct rr_login_parts *parts, const bool *is_done)
{
    while (!*is_done && !parts->is_cancelled(parts->data))
        rr_http_turn(parts->auth->http, -1);
    return *is_done;
}

struct answered {
    bool is_done;
    struct rr_login_secret *out;
};

static void on_secret(void *data, const struct rr_secret_reply *reply)
{
    struct answered *answered = data;
    answered->is_done = true;
    answered->out->state = reply->state;
    snprintf(answered->out->error, sizeof answered->out->error, "%s", reply->error);
    if (reply->text != NULL)
        rr_sensitive_set(&answered->out->text, NULL, reply->text, strlen(reply->text));
}

bool rr_login_ask_keyring(const struct rr_login_parts *parts,
                          rr_login_question_fn *ask,
                          const struct rr_secret_question *question,
                          struct rr_login_secret *out,
                          struct rr_err *err)
{
    struct answered answered = {.out = out};
    unsigned ticket = ask(parts->auth->secrets, question, on_secret, &answered);
    if (rr_login_turn_until(parts, &answered.is_done))
        return true;
    rr_secret_forget(parts->auth->secrets, ticket);
    return rr_err_set(err, RR_CANCELLED, _("Cancelled"));
}

const char *rr_login_state_words(const struct rr_login_secret *secret, struct rr_arena *arena)
{
    const char *words = rr_keyring_words(secret->state);
    return secret->state == RR_KEYRING_REFUSED && *secret->error != '\0'
               ? rr_arena_printf(arena, "%s: %s", words, secret->error)
               : words;
}

/* The refresh token in a document; the account on the side. */
static void read_document(const char *document,
                          struct rr_sensitive *token,
                          const char **account,
                          struct rr_arena *arena)
{
    struct json_object *tree = NULL;
    if (!rr_json_parse(document, strlen(document), RR_CREDENTIAL_FILE_MAX, &tree, NULL))
        return;
    const char *text = rr_json_str(tree, "refresh_token");
    rr_sensitive_set(token, NULL, text, strlen(text));
    *account = rr_arena_str(arena, rr_json_str(tree, "account"));
    rr_json_wipe(tree);
    json_object_put(tree);
}

static bool clear_keyring(const struct rr_login_parts *parts, struct rr_err *err)
{
    const char *const kinds[] = {rr_kind_sign_in, rr_kind_token};
    for (size_t i = 0; i < 2; i++) {
        struct rr_secret_question question = {.kind = kinds[i]};
        struct rr_login_secret answer = {0};
        if (!rr_login_ask_keyring(parts, rr_secret_clear, &question, &answer, err))
            return false;
    }
    return true;
}

/* The document that is kept, in memory or in the keyring; empty when nobody is signed in so. */
static bool find_document(const struct rr_login_parts *parts,
                          struct rr_sensitive *out,
                          struct rr_arena *arena,
                          struct rr_err *err)
{
    struct rr_secret_question question = {.kind = rr_kind_sign_in, .may_ask = true};
    struct rr_login_secret secret = {0};
    if (parts->auth->kept.len > 0) {
        rr_sensitive_set(out, NULL, parts->auth->kept.text, parts->auth->kept.len);
        return true;
    }
    if (!rr_login_ask_keyring(parts, rr_secret_lookup, &question, &secret, err))
        return false;
    if (secret.state != RR_KEYRING_READY) {
        rr_err_set(err, RR_NOT_SIGNED_IN, _("The keyring cannot be asked for a sign-in"));
        return rr_err_detail(err, "%s", rr_login_state_words(&secret, arena));
    }
    *out = secret.text;
    return true;
}

bool rr_logout_run(const struct rr_login_parts *parts,
                   struct rr_logout_result *out,
                   struct rr_arena *arena,
                   struct rr_err *err)
{
    struct rr_logout_result result = {.account = ""};
    RR_SENSITIVE_AUTO document = {0};
    RR_SENSITIVE_AUTO token = {0};
    if (!find_document(parts, &document, arena, err))
        return false;
    result.was_signed_in = document.len > 0;
    if (result.was_signed_in)
        read_document(rr_sensitive_text(&document), &token, &result.account, arena);
    if (token.len > 0)
        result.is_revoked = rr_login_revoke(parts, rr_sensitive_text(&token), &result.revoke);
    bool was_in_memory = parts->auth->kept.len > 0;
    if (result.was_signed_in && !was_in_memory && !clear_keyring(parts, err))
        return false;
    rr_sensitive_free(&parts->auth->kept);
    rr_auth_start_over(parts->auth);
    *out = result;
    return true;
}
