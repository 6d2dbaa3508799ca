/* What the files of the terminal share. */
#ifndef RR_TUI_TERM_PRIVATE_H
#define RR_TUI_TERM_PRIVATE_H

#include <stdint.h>
#include <stdio.h>

#include "tui/term.h"

struct screen; // of ncurses

/* Key codes of ours, beyond those of ncurses. */
enum {
    CODE_SYNC = 0x2000,
    CODE_SYNC_IDLE,
    CODE_PASTE_BEGIN,
    CODE_PASTE_END,
    CODE_FOCUS_IN,
    CODE_FOCUS_OUT,
    CODE_MOUSE,     // the beginning of a report: "CSI <" (SGR, mode 1006)
    CODE_MOUSE_OLD, // "CSI M" (X10): three characters follow
    CODE_NARROW,    // the answer to the width probe: the cursor stands in column 2 ...
    CODE_WIDE       // ... or 3
};

/* How one style on one ground is shown, once it was asked for. */
struct shade {
    bool is_known;
    unsigned attributes; // attr_t
    int pair;
};

struct terminal {
    struct term_facts facts;
    struct screen *screen;
    int in_fd, out_fd;
    int rows, cols;
    bool has_defaults;  // colour -1 is the terminal's own
    bool is_extended;   // understands xterm's private modes (paste, focus, OSC)
    bool has_alternate; // an alternate screen
    bool wants_mouse;
    bool is_lent;
    bool is_gone; // hung up
    bool has_told_gone;
    bool awaits_width; // the probe was sent, no answer yet
    bool has_sync;     // RUNREADY_TEST_SYNC
    unsigned sync_number;
    int mouse_code; // CODE_MOUSE or CODE_MOUSE_OLD while a report is read, else 0
    char mouse[20]; // its characters so far
    size_t n_mouse;
    bool is_pasting;
    int64_t paste_ms; // when its last character came
    struct rr_buf paste;
    struct theme theme; // as this terminal can show it
    struct shade shades[STYLE_COUNT][STYLE_COUNT];
    struct canvas shown; // what was drawn last
    void *line;          // cchar_t for one row
};

/* Everything that term_next may read; defined with term_keys.c. */
void term_define_keys(struct terminal *term);

/* Writes bytes to the terminal beside ncurses, after what it has to write. */
void term_write(struct terminal *term, const char *bytes, size_t n);
void term_write_text(struct terminal *term, const char *text);

/* Modes that ncurses does not know, switched on and off. */
void term_enter_modes(struct terminal *term);
void term_leave_modes(struct terminal *term);

/* Asks how wide a character of ambiguous width is; the answer comes as CODE_NARROW or CODE_WIDE. */
void term_probe_width(struct terminal *term);

/* Takes over the size the kernel tells; false when it is the old one. */
bool term_take_size(struct terminal *term);

/* All of the canvas is drawn anew next time. */
void term_forget_shown(struct terminal *term);

#endif
