/*
 * Signing in and out, and the steps of it, one at a time; private to core/auth and core/apply. Each
 * turns the engine until it has ended.
 */
#ifndef RR_AUTH_LOGIN_H
#define RR_AUTH_LOGIN_H

#include "core/auth/consent.h"
#include "core/auth/keyring.h"
#include "core/auth/oauth.h"
#include "runready/sign_in.h"

/* Who drives. */
struct rr_login_parts {
    struct rr_auth *auth;
    bool (*is_cancelled)(void *data);
    void *data;
};

/* rr_login and rr_logout of runready/sign_in.h. */
RR_MUST_CHECK bool rr_login_run(const struct rr_login_parts *parts,
                                const struct rr_login_options *options,
                                struct rr_login_result *out,
                                struct rr_arena *arena,
                                struct rr_err *err);
RR_MUST_CHECK bool rr_logout_run(const struct rr_login_parts *parts,
                                 struct rr_logout_result *out,
                                 struct rr_arena *arena,
                                 struct rr_err *err);

/* Turns the engine until `*is_done`; false when it was cancelled before. */
bool rr_login_turn_until(const struct rr_login_parts *parts, const bool *is_done);

/* What a token endpoint gave. Free by rr_login_grant_free. */
struct rr_login_grant {
    struct rr_sensitive access_token;
    struct rr_sensitive refresh_token; // empty where the one that was handed in stays
    const char *scope;
    const char *email;
};

void rr_login_grant_free(struct rr_login_grant *grant);

/* login_grant.c: hands a form in. Texts of `out` live in `arena`. */
RR_MUST_CHECK bool rr_login_hand_in(const struct rr_login_parts *parts,
                                    const struct rr_oauth_request *request,
                                    struct rr_login_grant *out,
                                    struct rr_arena *arena,
                                    struct rr_err *err);

/* login_grant.c: tells Google to forget a token. RFC 7009; gcp-apis 12.9. */
RR_MUST_CHECK bool
rr_login_revoke(const struct rr_login_parts *parts, const char *token, struct rr_err *err);

/* login_grant.c: whose token it is, "" where Google does not tell; false when cancelled. */
RR_MUST_CHECK bool rr_login_ask_name(const struct rr_login_parts *parts,
                                     const char *token,
                                     const char **email,
                                     struct rr_arena *arena);

/* What the keyring said. `text` is the secret that was looked up. */
struct rr_login_secret {
    enum rr_keyring_state state;
    char error[256];
    struct rr_sensitive text;
};

/* One of rr_secret_probe, rr_secret_lookup, rr_secret_put and rr_secret_clear. */
typedef unsigned rr_login_question_fn(struct rr_secret_store *store,
                                      const struct rr_secret_question *question,
                                      rr_secret_fn *fn,
                                      void *data);

/* logout.c: asks the keyring; false with RR_CANCELLED. Free `out->text`. */
RR_MUST_CHECK bool rr_login_ask_keyring(const struct rr_login_parts *parts,
                                        rr_login_question_fn *ask,
                                        const struct rr_secret_question *question,
                                        struct rr_login_secret *out,
                                        struct rr_err *err);

/* logout.c: the state in words, with the service's own; lives in `arena`. */
const char *rr_login_state_words(const struct rr_login_secret *secret, struct rr_arena *arena);

#endif
