/*
 * What the commands share: the session with or without a sandbox, progress, errors, exit statuses.
 */
#ifndef RR_CLI_FRONT_H
#define RR_CLI_FRONT_H

#include <stdbool.h>

#include "cli/options.h"
#include "core/util/buf.h"
#include "runready/session.h"
#include "sandbox/sandbox.h"
#include "tui/preferences.h"

/* Source: interface, "Exit status". */
enum exit_status {
    EXIT_READY = 0,
    EXIT_NOT_READY = 1,
    EXIT_USAGE = 2,
    EXIT_BLOCKED = 3,
    EXIT_NOT_SIGNED_IN = 4,
    EXIT_NETWORK = 5,
    EXIT_PARTIAL = 6,
    EXIT_INTERRUPTED = 130
};

int exit_status_of(const struct rr_err *err);

/* One run of the program. */
struct front {
    struct preferences preferences;
    const char *preferences_path; // NULL = no home
    const char *problems;         // what could not be used of the preferences, "" = nothing
    struct options options;
    struct rr_arena arena;
    struct rr_sandbox *sandbox; // NULL = the real cloud
    struct rr_session *session;
};

/* Starts the sandbox if it is wanted, and says where the session is to go. */
RR_MUST_CHECK bool
front_place(struct front *front, struct rr_session_options *out, struct rr_err *err);

/* Starts the sandbox if it is wanted, fills the context (unless `context` is false) and opens the session. */
RR_MUST_CHECK bool front_open(struct front *front, bool with_context, struct rr_err *err);

/* Gathers with progress on a terminal. NULL on failure. */
RR_MUST_CHECK struct rr_observed *
front_gather(struct front *front, const struct rr_context *context, struct rr_err *err);

/* The summary and the lines of the detail, made harmless and wrapped, each line begun by `indent`. */
void front_add_error(struct rr_buf *out, const struct rr_err *err, const char *indent);

/* Says what went wrong, on standard error: what, why, what now. Returns the exit status. */
int front_fail(const struct rr_err *err);

/* "PROJECT (NUMBER), REGION, SERVICE" and the mode, for the head of a page. */
void front_add_head(const struct front *front,
                    const char *title,
                    const struct rr_observed *observed,
                    struct rr_buf *out);

void front_close(struct front *front);

/* The session that Ctrl-C cancels; NULL for none. Kept by main, which owns the signal handler. */
void front_set_interruptible(struct rr_session *session);

/*
 * While a plan is carried out, Ctrl-C is answered by a line that says what it does: the first stops
 * after the step in hand, the second stops waiting.
 */
void front_expect_stop(bool expect);

/* Prints text to standard output; false (with a message) when it could not be written. */
bool front_print(const char *text);

int command_wizard(struct front *front);
int command_check(struct front *front);
int command_plan(struct front *front);
int command_apply(struct front *front);
int command_history(struct front *front);
int command_resume(struct front *front);
int command_undo(struct front *front);
int command_sandbox(struct front *front);
int command_whoami(struct front *front);
int command_login(struct front *front);
int command_logout(struct front *front);

#endif
