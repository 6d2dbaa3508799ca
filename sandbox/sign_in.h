/* What the endpoints for signing in share; private to the sandbox. */
#ifndef RR_SANDBOX_SIGN_IN_H
#define RR_SANDBOX_SIGN_IN_H

#include "sandbox/call.h"

#define SB_SCOPE_CLOUD "https://www.googleapis.com/auth/cloud-platform"

/* {"access_token", "token_type", "expires_in"}; the token is the one that the scenario requires. */
sb_tree *sb_token_json(const struct sb_call *call);

/* A text of `n` base64url characters as bytes with a NUL behind; "" when it is none. */
const char *sb_from_base64url(struct rr_arena *arena, const char *text, size_t n);

/* The bytes of a text in base64url, without padding. */
const char *sb_to_base64url(struct rr_arena *arena, const char *text);

/* base64url(SHA-256(verifier)), RFC 7636 4.6. */
const char *sb_challenge_of(struct rr_arena *arena, const char *verifier);

#endif
