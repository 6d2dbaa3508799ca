/*
 * A program in a pseudo-terminal, with libvterm as the terminal that a person would look at. Nothing sleeps: a program under
 * RUNREADY_TEST_SYNC=1 answers a key of its own with a marker in the stream, after everything before it was handled and
 * drawn, so that a test knows what it looks at. Failures fail the cmocka test.
 */
#ifndef RR_TESTS_PTY_H
#define RR_TESTS_PTY_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

#include "core/util/buf.h"

struct pty {
    pid_t pid;
    int fd;
    int rows, cols;
    VTerm *terminal;
    VTermScreen *screen;
    struct rr_buf raw;    // every byte that the program wrote
    size_t seen;          // of it, for markers
    struct termios found; // the line discipline before the program
    unsigned n_markers;
    int marker_rows, marker_cols, marker_requests; // of the last marker
    bool has_ended;                                // the terminal was closed by all
    int status;                                    // as waitpid gives it
};

/*
 * Starts argv[0] with `env` ("NAME=value", NULL-terminated) on top of what tests need, in a terminal of that size.
 * Skips the test where there are no pseudo-terminals, unless RUNREADY_REQUIRE_PTY=1.
 */
void pty_start(
    struct pty *pty, const char *const argv[], const char *const env[], int rows, int cols);

/* Types bytes. */
void pty_send(struct pty *pty, const char *bytes);

/* Waits until everything sent so far was handled and drawn. The second also until no request is in flight. */
void pty_sync(struct pty *pty);
void pty_sync_idle(struct pty *pty);

/* Syncs until the screen shows the text: for what a signal brings, which may come after the sync key. */
void pty_sync_until(struct pty *pty, const char *text);

/* Types, then syncs. */
void pty_type(struct pty *pty, const char *bytes);

/* The same for a program that may end by what is typed; false when it did. */
bool pty_try_type(struct pty *pty, const char *bytes);

/* Another size, and the program has taken it. */
void pty_resize(struct pty *pty, int rows, int cols);

/* Waits until the raw output since the start holds `text`. For programs that do not know markers. */
void pty_await(struct pty *pty, const char *text);

/* The screen as lines, blanks at the ends trimmed. */
const char *pty_text(struct pty *pty, struct rr_buf *out);
bool pty_shows(struct pty *pty, const char *text);
void pty_assert_shows(struct pty *pty, const char *text);

/* Waits for the end; returns the exit status, or 128 + the signal. */
int pty_wait(struct pty *pty);

/* The last the program did to a private mode (CSI ? n h or l): 1 on, 0 off, -1 never touched. */
int pty_mode(const struct pty *pty, int mode);

/* After the end: line discipline as it was found, modes off, cursor seen, main screen. */
void pty_assert_restored(struct pty *pty);

/* Fails the test, showing the screen and what was written last. */
void pty_fail(struct pty *pty, const char *what);

/* Ends what still runs and frees. Zero-initialised is fine. */
void pty_close(struct pty *pty);

#endif
