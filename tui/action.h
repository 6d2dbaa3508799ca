/*
 * Actions: what keys do. One table gives key lookup, footer, help page and the test that no key means two
 * things in one place. The same key means the same thing on every screen.
 */
#ifndef RR_TUI_ACTION_H
#define RR_TUI_ACTION_H

#include <stdbool.h>

#include "tui/glyphs.h"
#include "tui/key.h"

/* Where an action can be live. A page says which of these hold now (see action_for_key). */
enum {
    CONTEXT_ALWAYS = 1 << 0, // everywhere, overlays too
    CONTEXT_PAGE = 1 << 1,   // a page of the wizard, no overlay on top
    CONTEXT_LIST = 1 << 2,   // a cursor among rows
    CONTEXT_TICKS = 1 << 3,  // rows that can be ticked
    CONTEXT_TREE = 1 << 4,   // rows that open and close
    CONTEXT_SCROLL = 1 << 5, // a text to scroll
    CONTEXT_FILTER = 1 << 6, // a list that can be filtered
    CONTEXT_FORM = 1 << 7,   // fields one after another
    CONTEXT_TEXT = 1 << 8,   // characters go into a text: keys that are characters do nothing else
    CONTEXT_TABS = 1 << 9,
    CONTEXT_PANES = 1 << 10, // more than one thing to have the focus
    CONTEXT_COPY = 1 << 11,  // something to copy under the cursor
    CONTEXT_SAVE = 1 << 12,  // something to save to a file
    CONTEXT_PRESET = 1 << 13,
    CONTEXT_DETAILS = 1 << 14,
    CONTEXT_READ = 1 << 15,    // facts that can be read again
    CONTEXT_RUNNING = 1 << 16, // something that can be stopped
    CONTEXT_BACK = 1 << 17,    // a page or an overlay to leave
    CONTEXT_NEXT = 1 << 18,    // Enter goes on
    CONTEXT_CHOICE = 1 << 19,  // Enter chooses; never together with CONTEXT_NEXT
    CONTEXT_UNDO = 1 << 20     // something done that can be taken back
};

enum action {
    ACTION_NONE,
    ACTION_UP,
    ACTION_DOWN,
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_HOME,
    ACTION_END,
    ACTION_TICK,
    ACTION_TICK_ALL,
    ACTION_NEXT,   // Enter, where it goes on
    ACTION_CHOOSE, // Enter, where it chooses
    ACTION_BACK,
    ACTION_FOCUS_NEXT, // field or pane
    ACTION_FOCUS_PREVIOUS,
    ACTION_TAB_NEXT,
    ACTION_TAB_PREVIOUS,
    ACTION_STATION_NEXT,
    ACTION_STATION_PREVIOUS,
    ACTION_FILTER,
    ACTION_PRESET,
    ACTION_DETAILS,
    ACTION_COPY,
    ACTION_SAVE,
    ACTION_PAGER,
    ACTION_READ_AGAIN,
    ACTION_STOP,
    ACTION_UNDO,
    ACTION_HELP,
    ACTION_KEYS,
    ACTION_WORDS,
    ACTION_GLOSSARY,
    ACTION_TROUBLESHOOT,
    ACTION_THEME,
    ACTION_LANGUAGE,
    ACTION_ACTIVITY,
    ACTION_SIGN_IN,
    ACTION_MOUSE,
    ACTION_QUIT,
    ACTION_COUNT
};

enum { ACTION_KEYS_MAX = 4 };

struct action_def {
    const char *name; // stable word, for tests and settings
    unsigned contexts;
    struct key keys[ACTION_KEYS_MAX]; // KEY_CODE_NONE ends it
    enum glyph glyphs[2]; // how the footer shows its keys; GLYPH_NONE = the first key's name
    int rank;             // in the footer: low ones stay when room is short; 0 = never there
    const char *brief;    // N_: for the footer, one or two words
    const char *help;     // N_: one sentence
};

const struct action_def *action_def(enum action action);

/*
 * The action of a key where `contexts` hold (an or of CONTEXT_ bits; CONTEXT_ALWAYS is understood).
 * With CONTEXT_TEXT a key that writes or edits (key_edits_text) belongs to the text and gives ACTION_NONE.
 */
enum action action_for_key(unsigned contexts, struct key key);

/* Can the action be asked for at all where `contexts` hold? */
bool action_is_live(enum action action, unsigned contexts);

/* "x, space": every key of an action, as the help page shows them. Returns `out`. */
enum { ACTION_KEYS_TEXT = 96 };
const char *action_keys(enum action action, char out[ACTION_KEYS_TEXT]);

#endif
