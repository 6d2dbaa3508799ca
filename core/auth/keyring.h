/*
 * The sign-in of `runready login`: a refresh token in the desktop's keyring, or in memory for this run
 * where there is none; and the access token that was made of it, so that the next run has one at once.
 * Private to core/auth and core/apply.
 */
#ifndef RR_AUTH_KEYRING_H
#define RR_AUTH_KEYRING_H

#include "core/auth/auth_private.h"

/* Kinds of secrets in the store. */
extern const char rr_kind_sign_in[]; // a document in the form of a credential file
extern const char rr_kind_token[];   // {"access_token", "expires_ms", "of"}

/*
 * A sign-in as a document: type authorized_user, with `account`. Owner: the caller, by rr_sensitive_free.
 */
void rr_sign_in_document(struct rr_sensitive *out,
                         const char *client_id,
                         const char *client_secret,
                         const char *refresh_token,
                         const char *account,
                         const char *quota_project);

/* Keeps a document in memory, for this run; the next one who asks gets a token of it. */
void rr_auth_keep(struct rr_auth *auth, const char *document);

/* Forgets what is in force: the next one who asks is served from the beginning of the table. */
void rr_auth_start_over(struct rr_auth *auth);

/* Keeps the token in force for the next run; called with each new one of this source. */
void rr_auth_cache_token(struct rr_auth *auth);

#endif
