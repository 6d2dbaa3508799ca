/*
 * The token of another provider that an external_account file points at; private to core/auth.
 * Source: google/auth/identity_pool.py.
 */
#ifndef RR_AUTH_SUBJECT_TOKEN_H
#define RR_AUTH_SUBJECT_TOKEN_H

#include "core/auth/credential_file.h"

/* Exactly one of `token` (wiped after the call) and `err` is given. */
typedef void rr_subject_token_fn(void *data, const char *token, const struct rr_err *err);

struct rr_subject_token;

/*
 * Reads "credential_source" (a file, or an address that is asked by GET) and its format. `fn` is called
 * once, in a later turn. Owner: the caller, by rr_subject_token_free, also after the callback.
 * NULL with `err` for a description that cannot be used.
 */
struct rr_subject_token *rr_subject_token_start(struct rr_http *http,
                                                const struct rr_credential_file *file,
                                                rr_subject_token_fn *fn,
                                                void *data,
                                                struct rr_err *err);

/* Ends it without calling back; NULL is fine. */
void rr_subject_token_free(struct rr_subject_token *subject);

#endif
