/*
 * What a source of tokens is to the table; private to core/auth. A new source is one file and one row
 * in auth.c.
 */
#ifndef RR_AUTH_PRIVATE_H
#define RR_AUTH_PRIVATE_H

#include "core/auth/auth.h"
#include "core/net/sensitive.h"
#include "runready/arena.h"

/*
 * `start` looks for credentials and ends, now or in a later turn, by exactly one of rr_auth_found,
 * rr_auth_pass and rr_auth_fail. It is called again for each refresh.
 */
struct rr_auth_source {
    const char *id;
    const char *title; // marked by N_
    void (*start)(struct rr_auth *auth);
};

/* What a source found; everything is copied. */
struct rr_auth_found {
    const char *token;  // NUL-terminated; blanks at the ends are taken off
    int64_t lifetime_s; // 0 = not known
    enum rr_auth_kind kind;
    const char *path;
    const char *account;
    const char *quota_project;
    bool is_acting; // the token is already that of the account to act as
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

    struct rr_arena texts;
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

    void *job; // of the running source
    void (*free_job)(struct rr_auth *auth, void *job);
};

void rr_auth_found(struct rr_auth *auth, const struct rr_auth_found *found);
void rr_auth_pass(struct rr_auth *auth, const char *why); // `why` is translated
void rr_auth_fail(struct rr_auth *auth, const struct rr_err *err);

/* Ends the job of the running source and puts another in its place. */
void rr_auth_take_job(struct rr_auth *auth,
                      void *job,
                      void (*free_job)(struct rr_auth *auth, void *job));

/* impersonate.c: exchanges a token for that of `account`; ends by rr_auth_found or rr_auth_fail. */
void rr_auth_impersonate(struct rr_auth *auth,
                         const struct rr_auth_found *base,
                         const char *account,
                         const char *token,
                         size_t n);

/* The sources, by file. */
void rr_auth_start_disabled(struct rr_auth *auth);   // source_token.c
void rr_auth_start_env_token(struct rr_auth *auth);  // source_token.c
void rr_auth_start_token_file(struct rr_auth *auth); // source_token.c
void rr_auth_start_named_file(struct rr_auth *auth); // source_file.c
void rr_auth_start_adc(struct rr_auth *auth);        // source_file.c
void rr_auth_start_gcloud(struct rr_auth *auth);     // source_gcloud.c
void rr_auth_start_metadata(struct rr_auth *auth);   // source_metadata.c

#endif
