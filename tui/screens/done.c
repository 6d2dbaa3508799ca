/* Done: what was changed, how it is taken back, where the journal is. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/screens/screens.h"

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_NEXT | CONTEXT_READ;
}

/* The last page: Enter leaves. */
static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action != ACTION_NEXT)
        return false;
    model_end(m, fx);
    return true;
}

static void draw_runs(const struct model *m, struct pen *pen)
{
    for (size_t i = 0; i < m->n_finished; i++) {
        const struct finished_run *run = &m->finished[i];
        pen_printf(pen, STYLE_STRONG, _("Run %s: %zu changes"), run->id, run->n_changed);
        pen_entry(pen, _("Journal:"), STYLE_VALUE, run->journal);
    }
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct pen pen = pen_begin(canvas, rect_inset(body, 0, 2));
    if (m->n_changed == 0) {
        pen_text(&pen, STYLE_HEADING, _("Nothing was changed."));
    } else {
        pen_printf(&pen, STYLE_HEADING, _("Done: %zu changes, each written and read back."),
                   m->n_changed);
        draw_runs(m, &pen);
    }
    pen_skip(&pen, 1);
    if (m->judged.is_there)
        pen_text(&pen, m->judged.findings.is_ready ? STYLE_OK : STYLE_WARNING,
                 m->judged.findings.is_ready
                     ? _("The project is ready for a deploy from source.")
                     : _("The project is not ready yet; the Check screen says what is left."));
    pen_text(&pen, STYLE_PLAIN,
             _("The journal holds what was there before, what was changed and when: runready "
               "history lists the runs."));
    pen_text(&pen, STYLE_DIM, _("Enter leaves. Esc goes back."));
}

const struct screen done_screen = {
    .id = "done",
    .title = N_("Done"),
    .help = N_("What was changed, and where the journal of it is."),
    .contexts = contexts,
    .act = act,
    .view = view,
};
