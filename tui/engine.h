/*
 * The one thread that talks to the cloud: it owns the session and takes one request after the other.
 * The screen's thread asks and later takes messages; the two share nothing but two queues.
 */
#ifndef RR_TUI_ENGINE_H
#define RR_TUI_ENGINE_H

#include <stdbool.h>

#include "runready/context.h"
#include "runready/session.h"
#include "tui/msg.h"

struct engine;

/*
 * `options` is for the session; its activity is the engine's own.
 * Errors: those of rr_session_new, RR_FILE without a thread or a descriptor.
 * Owner: the caller, by engine_stop. NULL on failure.
 */
RR_MUST_CHECK struct engine *engine_start(const struct rr_session_options *options,
                                          struct rr_err *err);

/* Cancels what runs (a write on its way may still be answered), waits for the end, frees. NULL is fine. */
void engine_stop(struct engine *engine);

/* Readable while messages wait. */
int engine_fd(const struct engine *engine);

/* The oldest message, if there is one; the caller then owns it (msg_drop). */
bool engine_take(struct engine *engine, struct msg *out);

/*
 * Requests; each is answered by messages with its ticket, the last of them being the one named here or
 * MSG_FAILED. Everything is copied.
 */
void engine_gather(struct engine *engine, unsigned ticket, const struct rr_context *context);
void engine_apply(struct engine *engine, unsigned ticket, const char *plan_json);
void engine_history(struct engine *engine, unsigned ticket);

/* Ends what runs as soon as it can be ended, and forgets what waits. Answered by its MSG_FAILED or MSG_RAN. */
void engine_cancel(struct engine *engine);

#endif
