/*
 * What a source of tokens is to the table; private to core/auth. A new source is one file and one row
 * in auth.c.
 */
#ifndef RR_AUTH_PRIVATE_H
#define RR_AUTH_PRIVATE_H

#include "core/auth/auth.h"
#include "core/net/sensitive.h"
#include "core/util/digest.h"
#include "runready/arena.h"

#define RR_AUTH_SCOPE "https://www.googleapis.com/auth/cloud-platform"

/*
 * `start` looks for credentials and ends, now or in a later turn, by exactly one of rr_auth_found,
 * rr_auth_pass and rr_auth_fail. It is called again for each refresh.
 */
struct rr_auth_source {
    const char *id;
    const char *title; // marked by N_
    void (*start)(struct rr_auth *auth);
    void (*took)(struct rr_auth *auth); // after each new token of this source; NULL = nothing
};

/* Another account that a token is to be exchanged for. */
struct rr_auth_acting {
    const char *url; // of generateAccessToken; NULL = none
    const char *account;
    const char *delegates; // JSON array of names
    int lifetime_s;
    bool is_setting; // asked for by the person, not by the credentials
};

/*
 * What is known of the credentials that are being tried. A source fills it before it ends; texts live
 * in rr_auth.attempt or longer, NULL = "".
 */
struct rr_auth_about {
    enum rr_auth_kind kind;
    const char *type; // "service_account"; of credential files only
    const char *path;
    const char *account;
    const char *quota_project;
    const char *login_command;    // what signs this kind of credentials in again
    struct rr_auth_acting acting; // that the credentials themselves ask for
    const char *base_account;     // who acts
    bool is_acting;               // the token is that of an account acted as
    bool is_set_acting;           // and it is the one that the person wants
};

struct rr_auth_waiter {
    rr_auth_fn *fn;
    void *data;
};

struct rr_auth {
    struct rr_http *http;
    struct rr_env env;
    struct rr_clock clock;
    const struct rr_gcloud_config *gcloud;
    bool no_sign_in;
    struct rr_secret_store *secrets;
    const char *act_as; // "" = the setting of gcloud's

    struct rr_arena texts;
    struct rr_arena attempt; // emptied whenever a source starts
    struct rr_auth_about about;
    struct rr_sensitive token;
    struct rr_credential current;
    bool has_current;
    bool is_refused; // the current token was answered 401
    bool is_running;
    size_t i_source; // the one that runs, or that is in force
    struct rr_auth_waiter *waiters;
    size_t n_waiters, cap_waiters;
    struct rr_auth_note *notes;
    size_t n_notes, cap_notes;

    struct rr_sensitive kept;             // a sign-in for this run only (keyring.h)
    char document_digest[RR_DIGEST_TEXT]; // of the sign-in in the keyring
    bool is_from_cache;                   // the token was made by a run before
    unsigned cache_ticket;

    void *job; // of the running source
    void (*free_job)(struct rr_auth *auth, void *job);
};

/* `token` is copied, blanks at its ends are taken off; `lifetime_s` 0 = not known. */
void rr_auth_found(struct rr_auth *auth, const char *token, int64_t lifetime_s);
void rr_auth_pass(struct rr_auth *auth, const char *why); // `why` is translated
void rr_auth_fail(struct rr_auth *auth, const struct rr_err *err);

/* Ends the job of the running source and puts another in its place. */
void rr_auth_take_job(struct rr_auth *auth,
                      void *job,
                      void (*free_job)(struct rr_auth *auth, void *job));

/* "googleapis.com", or what gcloud's core/universe_domain says. */
const char *rr_auth_universe(const struct rr_auth *auth);

/*
 * impersonate.c: whom the person wants to act as, "" for nobody; and exchanging a token for theirs, or
 * for that of the account that the credentials name. Both end by rr_auth_found or rr_auth_fail.
 */
const char *rr_auth_act_as(const struct rr_auth *auth);
void rr_auth_act_as_set(struct rr_auth *auth, const char *token, size_t n);
void rr_auth_act(struct rr_auth *auth,
                 const struct rr_auth_acting *acting,
                 const char *token,
                 size_t n);

/* The sources, by file. */
void rr_auth_start_disabled(struct rr_auth *auth);   // source_token.c
void rr_auth_start_env_token(struct rr_auth *auth);  // source_token.c
void rr_auth_start_token_file(struct rr_auth *auth); // source_token.c
void rr_auth_start_named_file(struct rr_auth *auth); // source_file.c
void rr_auth_start_keyring(struct rr_auth *auth);    // source_keyring.c
void rr_auth_start_adc(struct rr_auth *auth);        // source_file.c
void rr_auth_start_gcloud(struct rr_auth *auth);     // source_gcloud.c
void rr_auth_start_metadata(struct rr_auth *auth);   // source_metadata.c

#endif
