/* Quit: asked only where something would be lost. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

enum { ROW_STAY, ROW_LEAVE, N_ROWS };

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){0};
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_CHOICE;
}

static void choose(struct model *m, struct effects *fx)
{
    if (m->choice.cursor == ROW_LEAVE)
        model_end(m, fx);
    else
        model_close(m);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_CHOOSE) {
        choose(m, fx);
        return true;
    }
    return rows_act(&m->choice, action, N_ROWS, N_ROWS);
}

static const char *what_is_lost(const struct model *m)
{
    if (m->is_ending)
        return _("Leaving as soon as what was sent is answered.");
    if (m->run.is_running)
        return _("Changes are being made. Leaving stops after what is being done now; the journal "
                 "knows what was done.");
    return _("Nothing was changed in the cloud. Your answers here would be lost.");
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct pen pen = pen_begin(canvas, body);
    pen_text(&pen, STYLE_HEADING, what_is_lost(m));
    pen_skip(&pen, 1);
    const char *const titles[N_ROWS] = {_("Stay"), _("Leave")};
    for (int i = 0; i < N_ROWS; i++) {
        struct rect row = rect_row(pen.rest, i);
        canvas_put(canvas, rect_skip(row, 0, 2), STYLE_PLAIN, titles[i]);
        if (i == m->choice.cursor)
            rows_draw_cursor(canvas, row);
    }
}

const struct screen quit_overlay = {
    .id = "quit",
    .title = N_("Leave runready?"),
    .help = N_("q once more leaves."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .view = view,
};
