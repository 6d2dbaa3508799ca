/*
 * Who is signed in, where that comes from, what was passed over and why, and which ways to sign in
 * there are on this machine.
 */
#ifndef RUNREADY_SIGN_IN_H
#define RUNREADY_SIGN_IN_H

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

#endif
