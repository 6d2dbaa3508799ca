/*
 * Whose token it is, where the credentials do not tell; private to core/auth and core/apply.
 * Source: OpenID Connect Core 5.3 (the userinfo endpoint); accounts.google.com's discovery document.
 */
#ifndef RR_AUTH_WHO_H
#define RR_AUTH_WHO_H

#include "core/auth/auth.h"

struct rr_who;

/* Called once; "" where Google does not tell, as with a token without the scope for it. */
typedef void rr_who_fn(void *data, const char *email);

/* Asks whose `token` is. Owner: the caller, by rr_who_free, also after the callback. */
struct rr_who *rr_who_ask(struct rr_auth *auth, const char *token, rr_who_fn *fn, void *data);

/* Puts the name into the credential in force. */
void rr_who_name(struct rr_auth *auth, const char *email);

/* Ends it without calling back; NULL is fine. */
void rr_who_free(struct rr_who *who);

#endif
