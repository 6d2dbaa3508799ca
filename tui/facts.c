/* How facts are shown; see the header. */
#include "config.h"

#include "tui/facts.h"

#include <stdio.h>
#include <string.h>

#include "core/judge/needs.h"
#include "core/util/i18n.h"

struct fact_look fact_look(enum rr_fact_state state)
{
    static const struct fact_look looks[RR_FACT_STATE_COUNT] = {
        [RR_FACT_PENDING] = {GLYPH_SPIN_0, STYLE_RUNNING, N_("reading")},
        [RR_FACT_KNOWN] = {GLYPH_OK, STYLE_OK, N_("known")},
        [RR_FACT_ABSENT] = {GLYPH_TODO, STYLE_DIM, N_("not there")},
        [RR_FACT_UNKNOWN] = {GLYPH_UNKNOWN, STYLE_UNKNOWN, N_("unknown")},
        [RR_FACT_ERROR] = {GLYPH_WARNING, STYLE_WARNING, N_("failed")},
    };
    return looks[state];
}

const char *fact_title(const char *id, char out[FACT_TITLE])
{
    const char *which = strchr(id, ':');
    snprintf(out, FACT_TITLE, "%s%s%s", rr_fact_title(id), which != NULL ? ": " : "",
             which != NULL ? which + 1 : "");
    return out;
}

static const char *state_sentence(enum rr_fact_state state)
{
    static const char *const sentences[RR_FACT_STATE_COUNT] = {
        [RR_FACT_PENDING] = N_("The answer is on its way."),
        [RR_FACT_KNOWN] = N_("Google Cloud has answered."),
        [RR_FACT_ABSENT] = N_("It does not exist, as far as Google Cloud tells."),
        [RR_FACT_UNKNOWN] = N_("This may not be read or asked; it is not taken for missing."),
        [RR_FACT_ERROR] = N_("Reading failed; r reads again."),
    };
    return _(sentences[state]);
}

void fact_explain(struct pen *pen, const struct check_line *line)
{
    bool has_failed = line->state == RR_FACT_UNKNOWN || line->state == RR_FACT_ERROR;
    const char *permission = *line->err.permission != '\0' ? line->err.permission : line->need;
    if (has_failed)
        pen_text(pen, STYLE_WARNING, line->err.summary);
    if (has_failed && line->err.kind == RR_DENIED && *permission != '\0') {
        pen_printf(pen, STYLE_PLAIN, _("To see it you would need %s."), permission);
        if (*rr_usual_roles(permission) != '\0')
            pen_printf(pen, STYLE_PLAIN, _("Those who usually have it hold one of: %s"),
                       rr_usual_roles(permission));
    }
    pen_text(pen, STYLE_PLAIN, state_sentence(line->state));
    pen_text(pen, STYLE_CODE, line->request);
    if (has_failed)
        pen_text(pen, STYLE_DIM, line->err.detail);
}
