/*
 * The other end of a sign-in in the browser: listens on 127.0.0.1 on any free port for a short time,
 * and takes one request. Source: RFC 8252 7.3 and 8.3.
 */
#ifndef RR_NET_LISTENER_H
#define RR_NET_LISTENER_H

#include "core/net/http.h"

struct rr_listener;

/*
 * Judges a request ("/?code=..."). Returns the page to answer with, which ends the listening, or NULL
 * for a request that is not the one (a browser asks for an icon, too). Borrowed until the next call.
 */
typedef const char *rr_listener_fn(void *data, const char *target);

/* NULL with `err` (RR_FILE) when no port can be had. Owner: the caller, by rr_listener_free. */
struct rr_listener *
rr_listener_new(struct rr_http *http, rr_listener_fn *fn, void *data, struct rr_err *err);

int rr_listener_port(const struct rr_listener *listener);

/* Closes everything; inside a callback too. NULL is fine. */
void rr_listener_free(struct rr_listener *listener);

#endif
