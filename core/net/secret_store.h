/*
 * Secrets in the desktop's keyring (Secret Service), asked by libsecret on the worker's thread. The
 * state is asked before anything else, because libsecret takes a locked keyring for an empty one and
 * waits for ever on one that hangs. Every answer comes in a turn, within a few seconds.
 * Source: Secret Service API 0.2 (freedesktop.org); libsecret 0.20.
 */
#ifndef RR_NET_SECRET_STORE_H
#define RR_NET_SECRET_STORE_H

#include "core/net/http.h"
#include "core/net/sensitive.h"
#include "core/util/env.h"

enum rr_keyring_state {
    RR_KEYRING_READY,
    RR_KEYRING_NO_BUS,        // no session bus: no desktop, or one far away
    RR_KEYRING_NO_SERVICE,    // no program serves secrets on it
    RR_KEYRING_NO_ANSWER,     // one does, and does not answer
    RR_KEYRING_NO_COLLECTION, // it has no keyring to put secrets into
    RR_KEYRING_LOCKED,
    RR_KEYRING_REFUSED,  // it answered with an error
    RR_KEYRING_LEFT_OUT, // built without libsecret
    RR_KEYRING_STATE_COUNT
};

/* Borrowed during the callback. */
struct rr_secret_reply {
    enum rr_keyring_state state; // of what was asked; READY also where nothing was found
    const char *text;            // the secret that was looked up; NULL = none
    const char *error;           // the service's own words with REFUSED, else ""
};

typedef void rr_secret_fn(void *data, const struct rr_secret_reply *reply);

struct rr_secret_store;

/* Nothing is started before the first question. `env` is copied. Owner: the caller. */
struct rr_secret_store *rr_secret_store_new(struct rr_http *http, const struct rr_env *env);
void rr_secret_store_free(struct rr_secret_store *store);

/* What a question is about; texts are copied. */
struct rr_secret_question {
    const char *kind;    // "sign-in"; one secret of each kind
    const char *account; // put beside a secret that is stored, for people who look
    const char *label;   // likewise
    const char *text;    // the secret to store
    bool may_ask;        // the person may be asked to unlock the keyring, which takes its time
};

/* Each returns a ticket for rr_secret_forget and calls `fn` once, in a later turn. */
unsigned rr_secret_probe(struct rr_secret_store *store,
                         const struct rr_secret_question *question,
                         rr_secret_fn *fn,
                         void *data);
unsigned rr_secret_lookup(struct rr_secret_store *store,
                          const struct rr_secret_question *question,
                          rr_secret_fn *fn,
                          void *data);
unsigned rr_secret_put(struct rr_secret_store *store,
                       const struct rr_secret_question *question,
                       rr_secret_fn *fn,
                       void *data);
unsigned rr_secret_clear(struct rr_secret_store *store,
                         const struct rr_secret_question *question,
                         rr_secret_fn *fn,
                         void *data);

/* Takes a question back; one that is over is ignored. */
void rr_secret_forget(struct rr_secret_store *store, unsigned ticket);

/* In plain words what a state means and what now; translated, "" for READY. */
const char *rr_keyring_words(enum rr_keyring_state state);

/* "ready", "no-bus", "no-service", "no-answer", "no-collection", "locked", "refused", "left-out". Never translated. */
const char *rr_keyring_word(enum rr_keyring_state state);

#endif
