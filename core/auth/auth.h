/*
 * Where the access token comes from. An ordered table of sources is asked once, lazily, however many
 * calls wait; the first that has something decides, and stays in force for refreshing.
 *
 * The token lives in locked memory and nowhere else: not in arguments, environment, logs or errors.
 */
#ifndef RR_AUTH_AUTH_H
#define RR_AUTH_AUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/auth/gcloud_config.h"
#include "core/net/http.h"
#include "core/net/secret_store.h"
#include "core/util/clock.h"
#include "core/util/env.h"
#include "runready/err.h"

struct rr_auth;

/* Borrowed for the life of the auth, except `env`, `clock` and `act_as`, which are copied. */
struct rr_auth_options {
    struct rr_http *http;
    const struct rr_env *env;
    const struct rr_clock *clock;
    const struct rr_gcloud_config *gcloud; // NULL = none
    struct rr_secret_store *secrets;       // NULL = no keyring is asked
    bool no_sign_in; // a stand-in is spoken to: no source is asked, no token sent
    const char
        *act_as; // service account, or delegates before it, by commas; NULL = gcloud's setting
};

enum rr_auth_kind {
    RR_AUTH_NONE, // no token is sent
    RR_AUTH_PERSON,
    RR_AUTH_SERVICE_ACCOUNT,
    RR_AUTH_UNKNOWN, // a bare token does not tell
};

/* Borrowed from the auth until the next turn of the engine. Texts are never NULL. */
struct rr_credential {
    const char *token;  // "" with RR_AUTH_NONE
    int64_t expires_ms; // wall clock; 0 = not known
    enum rr_auth_kind kind;
    const char *source;        // id of the row: "adc", "gcloud", ...
    const char *title;         // for people, translated
    const char *type;          // of a credential file: "authorized_user", ...; "" when none
    const char *path;          // the file it was read from, "" when none
    const char *account;       // e-mail, "" when not known
    const char *base_account;  // who acts as `account`, "" when nobody does or it is not known
    bool is_acting;            // the token is that of a service account acted as
    const char *quota_project; // GOOGLE_CLOUD_QUOTA_PROJECT, the file's, gcloud's; "" when none
    unsigned serial;           // changes with each new token
};

/* A source that was passed over, and why; for whoami and for the text of "not signed in". */
struct rr_auth_note {
    const char *source; // id
    const char *title;  // translated
    const char *why;    // translated
};

struct rr_auth *rr_auth_new(const struct rr_auth_options *options);
void rr_auth_free(struct rr_auth *auth);

/*
 * Calls `fn` with a credential that is good for five minutes more, or with an error; at once when it
 * is there already, else in a later turn of the engine.
 * Errors: RR_NOT_SIGNED_IN: no credentials, or some that cannot be used, with the file, the field and
 *         what helps; RR_BAD_INPUT for addresses in the environment that secrets may not be sent to;
 *         RR_DENIED for an account that may not be acted as; RR_OFFLINE and its kin.
 */
typedef void
rr_auth_fn(void *data, const struct rr_credential *credential, const struct rr_err *err);
void rr_auth_ask(struct rr_auth *auth, rr_auth_fn *fn, void *data);

/* Takes back what asked with `data`, without calling it. */
void rr_auth_forget(struct rr_auth *auth, const void *data);

/* The token with this serial was answered 401: the next one who asks gets a fresh one. */
void rr_auth_refuse(struct rr_auth *auth, unsigned serial);

/* What is in force; NULL until a source has been found. */
const struct rr_credential *rr_auth_current(const struct rr_auth *auth);

/* What was passed over so far. */
const struct rr_auth_note *rr_auth_notes(const struct rr_auth *auth, size_t *n);

#endif
