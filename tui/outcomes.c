/* Steps under way; see the header. */
#include "config.h"

#include "tui/outcomes.h"

#include <stdio.h>

#include "core/util/i18n.h"
#include "tui/strip.h"

struct outcome_look
outcome_look(const struct model *m, const struct step_progress *step, char words[OUTCOME_WORDS])
{
    static const struct {
        enum glyph glyph;
        enum style style;
        const char *word; // N_
    } looks[RR_OUTCOME_COUNT] = {
        [RR_OUTCOME_WAITING] = {GLYPH_TODO, STYLE_STEP_TODO, N_("waiting")},
        [RR_OUTCOME_READING] = {GLYPH_SPIN_0, STYLE_RUNNING, N_("reading")},
        [RR_OUTCOME_WRITING] = {GLYPH_SPIN_0, STYLE_RUNNING, N_("writing")},
        [RR_OUTCOME_DONE] = {GLYPH_OK, STYLE_OK, N_("verified")},
        [RR_OUTCOME_ALREADY] = {GLYPH_OK, STYLE_OK, N_("was there")},
        [RR_OUTCOME_REFUSED] = {GLYPH_BLOCKED, STYLE_BLOCKED, N_("refused")},
        [RR_OUTCOME_FAILED] = {GLYPH_MISSING, STYLE_MISSING, N_("failed")},
        [RR_OUTCOME_LOST] = {GLYPH_UNKNOWN, STYLE_UNKNOWN, N_("outcome unknown")},
        [RR_OUTCOME_SKIPPED] = {GLYPH_DASH, STYLE_DIM, N_("left out")},
    };
    struct outcome_look look = {looks[step->outcome].glyph, looks[step->outcome].style};
    snprintf(words, OUTCOME_WORDS, "%s", _(looks[step->outcome].word));
    int64_t left_ms = step->retry_at_ms - m->now_ms;
    if (step->retry_at_ms > 0 && left_ms > 0) {
        look.style = STYLE_WARNING;
        snprintf(words, OUTCOME_WORDS, _("again in %lld s"), (long long)(left_ms + 999) / 1000);
    }
    if (look.glyph == GLYPH_SPIN_0)
        look.glyph = strip_spinner(m);
    return look;
}
