/* One line of text being typed: editing by characters, paste, a message beside it, completion under it. */
#ifndef RR_TUI_INPUT_H
#define RR_TUI_INPUT_H

#include "tui/canvas.h"
#include "tui/key.h"

enum { INPUT_MAX = 512 };

struct input {
    char text[INPUT_MAX]; // UTF-8, terminated
    size_t n;
    size_t cursor; // bytes before it, at a character's begin
};

/* Replaces the text; the cursor stands at its end. What does not fit is left out. */
void input_set(struct input *input, const char *text);

/* Edits: characters, arrows, Home, End, Backspace, Delete, Ctrl-A E B F D H K U W. True when the key was taken. */
bool input_key(struct input *input, struct key key);

/* Inserts pasted text; newlines and what surrounds a single line are left out. */
void input_paste(struct input *input, const char *text);

struct input_view {
    bool has_focus;
    const char *placeholder; // shown while empty; may be NULL
    const char
        *error; // colours the line; the message is drawn by whoever lays out the form. May be NULL
};

/* Draws the line in the first row of `area`, scrolled so that the cursor is seen, and sets the terminal's cursor. */
void input_draw(const struct input *input,
                struct canvas *canvas,
                struct rect area,
                const struct input_view *view);

/* Puts the cursor where the mouse pressed, when that was in `area` (as drawn). */
bool input_mouse(struct input *input, struct rect area, struct mouse mouse);

#endif
