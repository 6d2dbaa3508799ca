/* The ways to sign in that can work on this machine; private to core/auth and core/apply. */
#ifndef RR_AUTH_WAYS_H
#define RR_AUTH_WAYS_H

#include "core/auth/auth.h"
#include "runready/arena.h"
#include "runready/sign_in.h"

/* In the order in which they are proposed; `*n` of them, in `arena`. */
const struct rr_sign_in_way *rr_auth_ways(const struct rr_auth *auth,
                                          enum rr_keyring_state keyring,
                                          size_t *n,
                                          struct rr_arena *arena);

#endif
