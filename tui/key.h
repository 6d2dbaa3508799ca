/* What a person or the terminal can do to the program: keys, mouse, paste, resize, signals. */
#ifndef RR_TUI_KEY_H
#define RR_TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_code {
    KEY_CODE_NONE,
    KEY_CODE_RUNE, // a character: `rune`
    KEY_CODE_ENTER,
    KEY_CODE_ESC,
    KEY_CODE_TAB,
    KEY_CODE_BACKTAB,
    KEY_CODE_BACKSPACE,
    KEY_CODE_DELETE,
    KEY_CODE_INSERT,
    KEY_CODE_UP,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_F1,
    KEY_CODE_F12 = KEY_CODE_F1 + 11,
    KEY_CODE_COUNT
};

enum { KEY_CTRL = 1 << 0, KEY_ALT = 1 << 1, KEY_SHIFT = 1 << 2 };

/* Ctrl with a letter is a rune of lower case with KEY_CTRL; shift with a character is the other character. */
struct key {
    enum key_code code;
    uint32_t rune; // for KEY_CODE_RUNE, else 0
    unsigned modifiers;
};

bool key_eq(struct key a, struct key b);

/* A character that would go into a text: a rune without Ctrl or Alt. */
bool key_is_text(struct key key);

/* What an input line takes for itself: text, and moving and deleting within it. */
bool key_edits_text(struct key key);

/* The name as people see it, such as "Ctrl-A", "space", "PgUp". At least KEY_NAME bytes. */
enum { KEY_NAME = 32 };
void key_format(struct key key, char out[KEY_NAME]);

enum mouse_kind { MOUSE_PRESS, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct mouse {
    enum mouse_kind kind;
    int row, col; // from 0
};

enum event_kind {
    EVENT_NONE,
    EVENT_KEY,
    EVENT_MOUSE,
    EVENT_PASTE,
    EVENT_RESIZE,  // the new size
    EVENT_FOCUS,   // the terminal's window got or lost the focus
    EVENT_SIGNAL,  // SIGINT, SIGTERM, ...: the program is asked to stop
    EVENT_HANGUP,  // the terminal is gone
    EVENT_RESUMED, // back after a suspension
    EVENT_WIDTH,   // how many columns the terminal gives to characters of ambiguous width
    EVENT_SYNC     // a test asks for the marker (see term.h)
};

struct event {
    enum event_kind kind;
    union {
        struct key key;
        struct mouse mouse;
        struct {
            const char *
                text; // UTF-8 with newlines; other controls made visible. Borrowed until the next event
            size_t bytes;
        } paste;
        struct {
            int rows, cols;
        } size;
        bool has_focus;
        int ambiguous_cols; // 1 or 2
        int signal;
        bool wants_idle; // EVENT_SYNC: only when no request is in flight
    };
};

#endif
