/* The filter of a list: a text typed after "/", and whether a row holds it. */
#ifndef RR_TUI_FILTER_H
#define RR_TUI_FILTER_H

#include "tui/widgets/input.h"

struct filter {
    bool is_typing; // keys go into the text
    struct input input;
};

void filter_open(struct filter *filter);

/* A key while typing: Enter keeps the filter, Esc takes it away, the rest edits. True when the rows may differ now. */
bool filter_key(struct filter *filter, struct key key);

/* Takes the filter away; false when there was none. */
bool filter_clear(struct filter *filter);

bool filter_is_set(const struct filter *filter);

/* Does `text` hold every word of the filter? Letters of ASCII match in either case. */
bool filter_passes(const struct filter *filter, const char *text);

/* "/text" in one row, with the cursor while typing; nothing when there is no filter. */
void filter_draw(const struct filter *filter, struct canvas *canvas, struct rect area);

/* Does `text` hold `part`, upper and lower case of ASCII alike? */
bool filter_holds(const char *text, struct text_span part);

#endif
