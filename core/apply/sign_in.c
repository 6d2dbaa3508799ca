/* Who is signed in, for front ends: drives the sign-in to its end and tells it as a value. */
#include "config.h"

#include "runready/sign_in.h"

#include "core/apply/session_parts.h"
#include "core/auth/login.h"
#include "core/auth/ways.h"
#include "core/auth/who.h"
#include "core/util/i18n.h"

const char *rr_account_kind_word(enum rr_account_kind kind)
{
    static const char *const words[RR_ACCOUNT_KIND_COUNT] = {
        [RR_ACCOUNT_NONE] = "none",
        [RR_ACCOUNT_PERSON] = "person",
        [RR_ACCOUNT_SERVICE] = "service-account",
        [RR_ACCOUNT_UNKNOWN] = "unknown",
    };
    return words[kind];
}

static enum rr_account_kind kind_of(enum rr_auth_kind kind)
{
    switch (kind) {
    case RR_AUTH_NONE:
        return RR_ACCOUNT_NONE;
    case RR_AUTH_PERSON:
        return RR_ACCOUNT_PERSON;
    case RR_AUTH_SERVICE_ACCOUNT:
        return RR_ACCOUNT_SERVICE;
    case RR_AUTH_UNKNOWN:
        break;
    }
    return RR_ACCOUNT_UNKNOWN;
}

struct asked {
    bool is_done;
    struct rr_err err;
};

static void
on_credential(void *data, const struct rr_credential *credential, const struct rr_err *err)
{
    struct asked *asked = data;
    (void)credential;
    asked->is_done = true;
    if (err != NULL)
        asked->err = *err;
}

static bool is_cancelled(void *caller)
{
    return rr_caller_is_cancelled(caller);
}

static struct rr_login_parts login_parts(const struct rr_session_parts *parts)
{
    return (struct rr_login_parts){
        .auth = parts->auth, .is_cancelled = is_cancelled, .data = parts->caller};
}

static bool ask_name(const struct rr_session_parts *parts)
{
    const struct rr_credential *credential = rr_auth_current(parts->auth);
    // The token of a stand-in is none of Google's business.
    if (credential->kind == RR_AUTH_NONE || *credential->account != '\0' ||
        rr_endpoints_is_loopback(rr_caller_endpoints(parts->caller), RR_API_RESOURCEMANAGER))
        return true;
    const char *email = "";
    struct rr_arena arena = {0};
    struct rr_login_parts login = login_parts(parts);
    bool ok = rr_login_ask_name(&login, credential->token, &email, &arena);
    if (ok)
        rr_who_name(parts->auth, email);
    rr_arena_free(&arena);
    return ok;
}

static bool find_out(const struct rr_session_parts *parts, struct rr_err *failure)
{
    struct asked asked = {0};
    struct rr_login_parts login = login_parts(parts);
    rr_auth_ask(parts->auth, on_credential, &asked);
    if (!rr_login_turn_until(&login, &asked.is_done)) {
        rr_auth_forget(parts->auth, &asked);
        return false;
    }
    *failure = asked.err;
    return asked.err.kind != RR_OK || ask_name(parts);
}

static void put_credential(const struct rr_credential *credential,
                           struct rr_sign_in *out,
                           struct rr_arena *arena)
{
    out->is_signed_in = true;
    out->kind = kind_of(credential->kind);
    out->source = rr_arena_str(arena, credential->source);
    out->title = rr_arena_str(arena, credential->title);
    out->type = rr_arena_str(arena, credential->type);
    out->path = rr_arena_str(arena, credential->path);
    out->account = rr_arena_str(arena, credential->account);
    out->is_acting = credential->is_acting;
    out->base_account = rr_arena_str(arena, credential->base_account);
    out->quota_project = rr_arena_str(arena, credential->quota_project);
    out->expires_ms = credential->expires_ms;
}

static void put_notes(const struct rr_auth *auth, struct rr_sign_in *out, struct rr_arena *arena)
{
    size_t n = 0;
    const struct rr_auth_note *notes = rr_auth_notes(auth, &n);
    struct rr_sign_in_note *copies = rr_arena_array(arena, n, sizeof *copies);
    // The first row is a switch, not a place where somebody could be signed in.
    for (size_t i = 1; i < n; i++)
        copies[out->n_notes++] =
            (struct rr_sign_in_note){.source = rr_arena_str(arena, notes[i].source),
                                     .title = rr_arena_str(arena, notes[i].title),
                                     .why = rr_arena_str(arena, notes[i].why)};
    out->notes = copies;
}

bool rr_who_am_i(struct rr_session *session,
                 struct rr_sign_in *out,
                 struct rr_arena *arena,
                 struct rr_err *err)
{
    struct rr_session_parts parts = rr_session_parts(session);
    struct rr_sign_in sign_in = {.kind = RR_ACCOUNT_UNKNOWN,
                                 .source = "",
                                 .title = "",
                                 .type = "",
                                 .path = "",
                                 .account = "",
                                 .base_account = "",
                                 .quota_project = ""};
    struct rr_secret_question question = {.kind = rr_kind_sign_in};
    struct rr_login_secret keyring = {0};
    if (!find_out(&parts, &sign_in.err))
        return rr_err_set(err, RR_CANCELLED, _("Cancelled"));
    struct rr_login_parts login = login_parts(&parts);
    if (!rr_login_ask_keyring(&login, rr_secret_probe, &question, &keyring, err))
        return false;
    const struct rr_credential *credential = rr_auth_current(parts.auth);
    if (sign_in.err.kind == RR_OK)
        put_credential(credential, &sign_in, arena);
    put_notes(parts.auth, &sign_in, arena);
    sign_in.configuration = rr_arena_str(arena, rr_gcloud_config_name(parts.gcloud));
    sign_in.remark = rr_arena_str(arena, rr_gcloud_config_note(parts.gcloud));
    sign_in.keyring = rr_keyring_word(keyring.state);
    sign_in.keyring_words = rr_login_state_words(&keyring, arena);
    sign_in.ways = rr_auth_ways(parts.auth, keyring.state, &sign_in.n_ways, arena);
    *out = sign_in;
    return true;
}

bool rr_login(struct rr_session *session,
              const struct rr_login_options *options,
              struct rr_login_result *out,
              struct rr_arena *arena,
              struct rr_err *err)
{
    struct rr_session_parts parts = rr_session_parts(session);
    struct rr_login_parts login = login_parts(&parts);
    return rr_login_run(&login, options, out, arena, err);
}

bool rr_logout(struct rr_session *session,
               struct rr_logout_result *out,
               struct rr_arena *arena,
               struct rr_err *err)
{
    struct rr_session_parts parts = rr_session_parts(session);
    struct rr_login_parts login = login_parts(&parts);
    return rr_logout_run(&login, out, arena, err);
}
