/* Documents and tokens in the keyring; see the header. The source is source_keyring.c. */
#include "config.h"

#include "core/auth/keyring.h"

#include <json-c/json.h>
#include <string.h>

#include "core/net/json.h"
#include "core/util/digest.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

const char rr_kind_sign_in[] = "sign-in";
const char rr_kind_token[] = "access-token";

static void put(struct json_object *object, const char *key, const char *text)
{
    if (!rr_str_is_empty(text))
        json_object_object_add(object, key, json_object_new_string(text));
}

/* The text of a tree of secrets, which is wiped and put. */
static void take_text(struct json_object *tree, struct rr_sensitive *out)
{
    const char *text = rr_json_text(tree);
    size_t n = strlen(text);
    rr_sensitive_set(out, NULL, text, n);
    // json-c hands its own bytes out as const; they are not.
    char *bytes = NULL;
    memcpy(&bytes, &text, sizeof bytes);
    rr_wipe(bytes, n);
    rr_json_wipe(tree);
    json_object_put(tree);
}

void rr_sign_in_document(struct rr_sensitive *out,
                         const char *client_id,
                         const char *client_secret,
                         const char *refresh_token,
                         const char *account,
                         const char *quota_project)
{
    struct json_object *tree = json_object_new_object();
    put(tree, "type", "authorized_user");
    put(tree, "client_id", client_id);
    put(tree, "client_secret", client_secret);
    put(tree, "refresh_token", refresh_token);
    put(tree, "account", account);
    put(tree, "quota_project_id", quota_project);
    take_text(tree, out);
}

void rr_auth_keep(struct rr_auth *auth, const char *document)
{
    rr_sensitive_set(&auth->kept, NULL, document, strlen(document));
}

void rr_auth_start_over(struct rr_auth *auth)
{
    auth->has_current = false;
    auth->is_refused = false;
    rr_sensitive_free(&auth->token);
    auth->current.token = "";
}

/* A token that could not be kept is made anew next time. */
static void on_cached(void *data, const struct rr_secret_reply *reply)
{
    struct rr_auth *auth = data;
    (void)reply;
    auth->cache_ticket = 0;
}

void rr_auth_cache_token(struct rr_auth *auth)
{
    if (auth->secrets == NULL || auth->is_from_cache || auth->kept.len > 0 ||
        auth->current.expires_ms == 0)
        return;
    RR_SENSITIVE_AUTO text = {0};
    struct json_object *tree = json_object_new_object();
    put(tree, "access_token", auth->current.token);
    put(tree, "of", auth->document_digest);
    json_object_object_add(tree, "expires_ms", json_object_new_int64(auth->current.expires_ms));
    take_text(tree, &text);
    struct rr_secret_question question = {
        .kind = rr_kind_token,
        .account = auth->current.account,
        .label = _("runready: access token of an hour"),
        .text = rr_sensitive_text(&text),
    };
    rr_secret_forget(auth->secrets, auth->cache_ticket);
    auth->cache_ticket = rr_secret_put(auth->secrets, &question, on_cached, auth);
}
