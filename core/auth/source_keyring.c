/*
 * The sign-in of `runready login`. A keyring that is absent, locked or does not answer is passed over,
 * with the reason; it is never unlocked here, because nobody has asked for a window.
 */
#include "config.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "core/auth/credential_file.h"
#include "core/auth/keyring.h"
#include "core/net/json.h"
#include "core/util/digest.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

enum { MIN_LEFT_MS = 5 * 60 * 1000 };

struct job {
    struct rr_auth *auth;
    unsigned ticket;
    struct rr_sensitive document;
};

static void free_job(struct rr_auth *auth, void *data)
{
    struct job *job = data;
    if (job->ticket != 0)
        rr_secret_forget(auth->secrets, job->ticket);
    rr_sensitive_free(&job->document);
    free(job);
}

static bool
read_document(struct rr_auth *auth, const struct rr_sensitive *document, struct json_object **out)
{
    struct rr_err err = {0};
    if (rr_json_parse(rr_sensitive_text(document), document->len, RR_CREDENTIAL_FILE_MAX, out,
                      &err))
        return true;
    err.kind = RR_NOT_SIGNED_IN;
    rr_err_prefix(&err, "%s", _("the sign-in in the keyring"));
    rr_err_detail(&err, _("Run: %s"), "runready login");
    rr_auth_fail(auth, &err);
    return false;
}

/* Makes a token of the document; ends the job that holds it. */
static void start_document(struct rr_auth *auth, const struct rr_sensitive *document)
{
    struct rr_credential_file file = {
        .path = _("the sign-in in the keyring"), .inside = "", .is_kept = true};
    auth->about.login_command = "runready login";
    auth->is_from_cache = false;
    if (!read_document(auth, document, &file.tree))
        return;
    rr_digest(rr_sensitive_text(document), document->len, auth->document_digest);
    rr_credential_start(auth, &file);
    rr_json_wipe(file.tree);
    json_object_put(file.tree);
}

/* A token that the run before left, if it is of this sign-in and good for a while. */
static bool use_cached(struct job *job, struct json_object *cached)
{
    struct rr_auth *auth = job->auth;
    struct json_object *tree = NULL;
    char digest[RR_DIGEST_TEXT];
    int64_t left_ms = rr_json_int(cached, "expires_ms") - rr_clock_wall_ms(&auth->clock);
    rr_digest(rr_sensitive_text(&job->document), job->document.len, digest);
    if (left_ms < MIN_LEFT_MS || left_ms > (int64_t)24 * 3600 * 1000 ||
        !rr_str_eq(rr_json_str(cached, "of"), digest) ||
        !rr_json_parse(rr_sensitive_text(&job->document), job->document.len, RR_CREDENTIAL_FILE_MAX,
                       &tree, NULL))
        return false;
    struct rr_credential_file file = {.path = "", .inside = "", .is_kept = true, .tree = tree};
    rr_credential_about(auth, &file);
    auth->about.kind = RR_AUTH_PERSON;
    auth->is_from_cache = true;
    rr_json_wipe(tree);
    json_object_put(tree);
    rr_auth_found(auth, rr_json_str(cached, "access_token"), left_ms / 1000);
    return true;
}

static void on_cached(void *data, const struct rr_secret_reply *reply)
{
    struct job *job = data;
    struct json_object *cached = NULL;
    job->ticket = 0;
    bool has_cached = reply->text != NULL && rr_json_parse(reply->text, strlen(reply->text),
                                                           RR_CREDENTIAL_FILE_MAX, &cached, NULL);
    if (!has_cached || !use_cached(job, cached))
        start_document(job->auth, &job->document);
    rr_json_wipe(cached);
    json_object_put(cached);
}

static void pass_for_state(struct rr_auth *auth, const struct rr_secret_reply *reply)
{
    const char *words = rr_keyring_words(reply->state);
    if (*reply->error != '\0' && reply->state == RR_KEYRING_REFUSED)
        words = rr_arena_printf(&auth->attempt, "%s: %s", words, reply->error);
    rr_auth_pass(auth, words);
}

static void on_document(void *data, const struct rr_secret_reply *reply)
{
    struct job *job = data;
    struct rr_auth *auth = job->auth;
    job->ticket = 0;
    if (reply->state != RR_KEYRING_READY) {
        pass_for_state(auth, reply);
        return;
    }
    if (reply->text == NULL) {
        rr_auth_pass(auth, _("nobody has signed in by runready login"));
        return;
    }
    rr_sensitive_set(&job->document, NULL, reply->text, strlen(reply->text));
    struct rr_secret_question question = {.kind = rr_kind_token};
    // Who asks again has no use for the token of before.
    if (auth->has_current)
        start_document(auth, &job->document);
    else
        job->ticket = rr_secret_lookup(auth->secrets, &question, on_cached, job);
}

void rr_auth_start_keyring(struct rr_auth *auth)
{
    if (auth->kept.len > 0) {
        start_document(auth, &auth->kept);
        return;
    }
    if (auth->secrets == NULL) {
        rr_auth_pass(auth, _("no keyring is asked here"));
        return;
    }
    struct rr_secret_question question = {.kind = rr_kind_sign_in};
    struct job *job = rr_xcalloc(1, sizeof *job);
    job->auth = auth;
    rr_auth_take_job(auth, job, free_job);
    job->ticket = rr_secret_lookup(auth->secrets, &question, on_document, job);
}
