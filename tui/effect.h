/*
 * What update may ask for, as data: the runtime carries it out, a test compares it.
 */
#ifndef RR_TUI_EFFECT_H
#define RR_TUI_EFFECT_H

#include <stddef.h>

enum effect_kind {
    FX_GATHER, // read everything for context; answers: MSG_FACT..., then MSG_OBSERVED or MSG_FAILED
    FX_APPLY, // carry out the plan in text (JSON); answers: MSG_PROGRESS..., then MSG_RAN or MSG_FAILED
    FX_HISTORY, // MSG_HISTORY or MSG_FAILED
    FX_CANCEL,  // end what runs; an apply ends after the write that is on its way
    FX_COPY,    // text to the clipboard
    FX_SAVE, // text to the file path, which must not be there yet; mode 0600; MSG_SAVED or MSG_FAILED
    FX_LANG,   // text "en" or "ja"; MSG_LANG
    FX_THEME,  // text: the theme's name
    FX_MOUSE,  // switch the mouse on or off, as the model says
    FX_CONFIG, // keep theme, language and mouse as the model has them
    FX_REDRAW, // draw everything anew
    FX_BARE,   // text on the bare terminal, until Enter
    FX_QUIT,
    FX_COUNT
};

/* Texts live as long as the model's turn: until the next update. */
struct effect {
    enum effect_kind kind;
    unsigned ticket;
    const char *text;
    const char *path;
    const struct rr_context *context; // FX_GATHER
};

enum { EFFECTS_MAX = 8 };

struct effects {
    struct effect items[EFFECTS_MAX];
    size_t n;
};

/* Asks for one more thing. */
void effect_add(struct effects *effects, struct effect effect);

#endif
