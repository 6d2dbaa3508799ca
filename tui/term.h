/*
 * The terminal: the only part that knows ncurses. It shows canvases, gives events, and leaves the terminal as it
 * was found, whatever ends the program. One terminal at a time; one thread, the one that opened it.
 */
#ifndef RR_TUI_TERM_H
#define RR_TUI_TERM_H

#include <stdbool.h>

#include "runready/err.h"
#include "tui/canvas.h"
#include "tui/key.h"
#include "tui/theme.h"

struct terminal;

/* Zero-initialised = from the environment. */
struct term_options {
    const char *name; // NULL = $TERM
    bool no_mouse;
    bool no_colour; // also when NO_COLOR is set
};

/* What was found out about the terminal. */
struct term_facts {
    const char *name;
    enum colour_depth depth;
    bool is_utf8;             // the locale's charset
    bool has_mouse;           // can report clicks and the wheel
    bool can_copy;            // OSC 52 is worth trying
    enum glyph_set_id glyphs; // proposed; EVENT_WIDTH may propose another
};

/* Can a full-screen program run here? Without touching the terminal. Errors as term_open. */
RR_MUST_CHECK bool term_check(const struct term_options *options, struct rr_err *err);

/*
 * Takes the terminal: alternate screen, keys one by one, mouse, bracketed paste, signal handlers.
 * Errors: RR_BAD_INPUT when there is no terminal, TERM is unset, unknown or cannot place a cursor; the detail says
 * what to do (another TERM, --plain).
 */
RR_MUST_CHECK bool
term_open(struct terminal **out, const struct term_options *options, struct rr_err *err);

/* Gives the terminal back. NULL is fine. */
void term_close(struct terminal *term);

const struct term_facts *term_facts(const struct terminal *term);
void term_size(const struct terminal *term, int *rows, int *cols);

/* The looks of styles from now on; the theme is copied. Draws nothing. */
void term_set_theme(struct terminal *term, const struct theme *theme);

/* Mouse reports take away the terminal's own selection, so they can be switched while running. */
void term_set_mouse(struct terminal *term, bool on);

/* Brings the screen to what the canvas says: only what differs is written. */
void term_draw(struct terminal *term, const struct canvas *canvas);

/* ---- waiting and events ---- */

enum { TERM_READY = 1 << 0, TERM_WAKE = 1 << 1 };

/*
 * The one wait of the screen's thread. Returns TERM_READY when term_next has something, TERM_WAKE when `wake_fd`
 * (-1 = none) can be read, 0 after `timeout_ms` (-1 = never). Nothing happens while it waits.
 */
int term_wait(struct terminal *term, int wake_fd, int timeout_ms);

/* The next event; false when there is none now. Call it until then after each wait. */
bool term_next(struct terminal *term, struct event *out);

/* ---- beside the screen ---- */

/* Puts text onto the terminal's clipboard (OSC 52); false when it is too long (75 000 bytes) or cannot work here. */
bool term_copy(struct terminal *term, const char *text);

/* Rings the bell. */
void term_bell(struct terminal *term);

/* Gives the terminal to somebody else (a child, a pager) and takes it back; between them only term_close is allowed. The size
 * may be another afterwards: ask, as after EVENT_RESUMED. */
void term_lend(struct terminal *term);
void term_take_back(struct terminal *term);

/*
 * Answers EVENT_SYNC, after everything before it was handled and drawn: "OSC 7773 ; number ; rows ; cols ; requests in
 * flight BEL". Sent only under RUNREADY_TEST_SYNC=1; see tests/support/pty.h.
 */
void term_answer_sync(struct terminal *term, int requests);

#endif
