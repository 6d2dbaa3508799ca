/* One piece of work for the keyring's library; private to core/net/secret*.c. */
#ifndef RR_NET_SECRET_PRIVATE_H
#define RR_NET_SECRET_PRIVATE_H

#include "core/net/secret_store.h"

enum rr_secret_act { RR_SECRET_PROBE, RR_SECRET_LOOKUP, RR_SECRET_PUT, RR_SECRET_CLEAR };

/* Written by one thread at a time: the engine's until it is started, the worker's until it is done. */
struct rr_secret_work {
    enum rr_secret_act act;
    char *kind;
    char *account;
    char *label;
    bool may_ask;
    bool has_display;
    void *cancel;             // of the library
    struct rr_sensitive text; // in for PUT, out for LOOKUP
    enum rr_keyring_state state;
    char error[256];
};

/* secret_service.c: the library. In the worker's thread, but for init, cancel and free. */
void rr_secret_work_init(struct rr_secret_work *work);
void rr_secret_work_run(void *work);
void rr_secret_work_cancel(void *work);
void rr_secret_work_free(struct rr_secret_work *work);

#endif
