/*
 * The guard: signals while the screen is up, and the promise that the terminal is left as it was found. Signals that
 * ask for something come through a pipe into the one wait; those that end the program write the reset text, set the
 * line discipline back and die as they would have. Signal handlers see nothing else, so this is state of the process;
 * there is one guard at a time.
 */
#ifndef RR_TUI_GUARD_H
#define RR_TUI_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/err.h"

enum { GUARD_RESET_MAX = 512 };

/*
 * Remembers the line discipline of `tty_fd` as it is now and takes the signals. Those that were ignored stay so.
 * Errors: RR_FILE.
 */
RR_MUST_CHECK bool guard_start(int tty_fd, struct rr_err *err);

/* What brings the terminal back: written to `tty_fd` before dying. At most GUARD_RESET_MAX bytes. */
void guard_set_reset(const char *bytes, size_t n);

/* Gives the signals back to whoever had them. */
void guard_stop(void);

/* Becomes readable when guard_next has something. -1 without a guard. */
int guard_fd(void);

/* The next signal that came, 0 when there is none: SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT. */
int guard_next(void);

/* Forgets what came while a child had the terminal, but for the wish that the program ends. */
void guard_forget(void);

/* Stops the process as SIGTSTP would have, and returns when it goes on. */
void guard_suspend(void);

/* Sets the line discipline back to what guard_start found. */
void guard_restore_line(void);

#endif
