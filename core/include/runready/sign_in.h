/*
 * Who is signed in, where that comes from, what was passed over and why, which ways to sign in there
 * are on this machine; and a sign-in of one's own, kept in the desktop's keyring.
 */
#ifndef RUNREADY_SIGN_IN_H
#define RUNREADY_SIGN_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runready/arena.h"
#include "runready/err.h"

struct rr_session;

enum rr_account_kind {
    RR_ACCOUNT_NONE, // no sign-in is used (a stand-in on this machine)
    RR_ACCOUNT_PERSON,
    RR_ACCOUNT_SERVICE,
    RR_ACCOUNT_UNKNOWN, // a bare access token does not tell
    RR_ACCOUNT_KIND_COUNT
};

/* "none", "person", "service-account", "unknown". Never translated. */
RR_API const char *rr_account_kind_word(enum rr_account_kind kind);

/* A place that was looked at and held nothing. */
struct rr_sign_in_note {
    const char
        *source; // "env-token", "token-file", "named-file", "keyring", "adc", "gcloud", "metadata"
    const char *title; // translated
    const char *why;   // translated
};

/* A way to sign in that can work on this machine. */
struct rr_sign_in_way {
    const char *id;      // "adc", "gcloud", "browser", "import", "key-file", "token"
    const char *title;   // translated
    const char *command; // what to type in a terminal
};

/* Texts are never NULL and live in the arena that was given. */
struct rr_sign_in {
    bool is_signed_in;
    struct rr_err err; // why not
    const char *source;
    const char *title; // of the source, translated
    const char *type;  // of a credential file: "authorized_user", ...
    const char *path;  // of the file it was read from
    enum rr_account_kind kind;
    const char *account;       // e-mail, "" when Google does not tell
    bool is_acting;            // `account` is a service account that is acted as,
    const char *base_account;  // by this one; "" when it is not known
    const char *quota_project; // "" = the project at hand
    int64_t expires_ms;        // of the access token, wall clock; 0 = not known
    const char *configuration; // gcloud's active configuration, "" for none
    const char *remark;        // what is wrong with gcloud's configuration, "" when nothing is
    const char *keyring; // state: "ready", "no-bus", "no-service", "no-answer", "no-collection",
                         // "locked", "refused" or "left-out"
    const char *keyring_words; // what that means, translated; "" when it is ready
    const struct rr_sign_in_note *notes;
    size_t n_notes;
    const struct rr_sign_in_way *ways;
    size_t n_ways;
};

/*
 * Finds out; asks Google for the name of the account where the credentials do not tell it. Not being
 * signed in is an answer and no error.
 * Errors: RR_CANCELLED.
 */
RR_API RR_MUST_CHECK bool rr_who_am_i(struct rr_session *session,
                                      struct rr_sign_in *out,
                                      struct rr_arena *arena,
                                      struct rr_err *err);

enum rr_login_way {
    RR_LOGIN_BROWSER, // the browser brings the answer to a port on this machine
    RR_LOGIN_PASTE,   // the person copies the answer from a browser elsewhere
    RR_LOGIN_IMPORT   // the sign-in that gcloud left in a file
};

struct rr_login_options {
    enum rr_login_way way;
    const char *
        client_file; // OAuth client of the type "Desktop app", as the console hands it out; NULL for IMPORT
    bool for_this_run; // go on where there is no keyring to keep it in: in memory, for this session
    void (*show)(void *data, const char *url); // the address to open; not for IMPORT
    bool (*read_answer)(void *data,
                        char *out,
                        size_t size); // PASTE: waits for the person; false = gave up
    void *data;
};

struct rr_login_result {
    const char *account; // e-mail, "" when Google did not tell; lives in the arena
    bool is_kept;        // in the keyring
    const char *why_not; // translated, when it is not
    const char *before;  // a variable whose sign-in is asked before this one, "" if none
};

/*
 * Signs in by OAuth with PKCE, or takes gcloud's sign-in over, and keeps the refresh token in the
 * keyring; from then on the session uses it.
 * Errors: RR_BAD_INPUT for a client file, RR_NOT_SIGNED_IN (no, not all boxes ticked, nothing to take
 *         over, no keyring to keep it in), RR_BLOCKED by the organisation, RR_TIMEOUT after five
 *         minutes, RR_CANCELLED, RR_OFFLINE and its kin. Nothing is kept then.
 */
RR_API RR_MUST_CHECK bool rr_login(struct rr_session *session,
                                   const struct rr_login_options *options,
                                   struct rr_login_result *out,
                                   struct rr_arena *arena,
                                   struct rr_err *err);

struct rr_logout_result {
    bool was_signed_in;
    const char *account;  // lives in the arena
    bool is_revoked;      // Google has forgotten it too
    struct rr_err revoke; // why not
};

/*
 * Tells Google to forget the sign-in of rr_login and takes it out of the keyring, even where Google
 * cannot be told.
 * Errors: RR_NOT_SIGNED_IN where the keyring cannot be asked, RR_CANCELLED.
 */
RR_API RR_MUST_CHECK bool rr_logout(struct rr_session *session,
                                    struct rr_logout_result *out,
                                    struct rr_arena *arena,
                                    struct rr_err *err);

#endif
