/*
 * Whose token it is, where the credentials do not tell; private to core/auth and core/apply.
 * Source: OpenID Connect Core 5.3 (the userinfo endpoint); accounts.google.com's discovery document.
 */
#ifndef RR_AUTH_WHO_H
#define RR_AUTH_WHO_H

#include "core/auth/auth.h"

struct rr_who;

/* Called once; the name, if there is one, is in the credential by then. */
typedef void rr_who_fn(void *data);

/* Asks for the credential in force. Owner: the caller, by rr_who_free, also after the callback. */
struct rr_who *rr_who_ask(struct rr_auth *auth, rr_who_fn *fn, void *data);

/* Ends it without calling back; NULL is fine. */
void rr_who_free(struct rr_who *who);

#endif
