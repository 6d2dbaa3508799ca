/* How the state of a step under way is shown. */
#ifndef RR_TUI_OUTCOMES_H
#define RR_TUI_OUTCOMES_H

#include "tui/canvas.h"
#include "tui/model.h"

/* "waiting", "verified", "again in 3 s"; `words` holds the text, in the language of the moment. */
enum { OUTCOME_WORDS = 64 };
struct outcome_look {
    enum glyph glyph;
    enum style style;
};
struct outcome_look
outcome_look(const struct model *m, const struct step_progress *step, char words[OUTCOME_WORDS]);

#endif
