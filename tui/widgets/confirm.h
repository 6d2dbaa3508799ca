/* Confirming by typing: the words have to be written, so that nothing happens by a key too many. */
#ifndef RR_TUI_CONFIRM_H
#define RR_TUI_CONFIRM_H

#include "tui/widgets/input.h"

enum { CONFIRM_WORD = 128 };

struct confirm {
    char word[CONFIRM_WORD]; // what has to be typed
    struct input input;
    bool was_wrong; // Enter was pressed before it was right
};

enum confirm_state { CONFIRM_OPEN, CONFIRM_GIVEN, CONFIRM_LEFT };

void confirm_begin(struct confirm *confirm, const char *word);

/* Enter with the word gives it, Esc leaves, the rest edits. */
enum confirm_state confirm_key(struct confirm *confirm, struct key key);

bool confirm_is_right(const struct confirm *confirm);

/* "Type WORD to go on: [....]" and, under it, what is wrong; two rows. `ask` names what is to be typed, translated. */
void confirm_draw(const struct confirm *confirm,
                  struct canvas *canvas,
                  struct rect area,
                  const char *ask);

#endif
