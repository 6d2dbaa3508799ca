/* Propagation: until the changes act everywhere; ends early, and can be left at any time. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/screens/screens.h"
#include "tui/strip.h"

/* Source: cloud.google.com/iam/docs/access-change-propagation. */
enum { LONGEST_MS = 7 * 60 * 1000, LOOK_EVERY_MS = 20 * 1000 };

static bool is_skipped(const struct model *m)
{
    return m->n_changed == 0;
}

static void enter(struct model *m, struct effects *fx)
{
    struct propagation *wait = &m->propagation;
    if (wait->began_ms == 0)
        *wait = (struct propagation){.is_on = true, .began_ms = m->run.ended_ms};
    if (m->check.ticket == 0 && wait->is_on)
        model_gather(m, fx);
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_NEXT | CONTEXT_READ;
}

static void take(struct model *m, const struct msg *msg, struct effects *fx)
{
    struct propagation *wait = &m->propagation;
    if (msg->kind == MSG_OBSERVED) {
        wait->n_looks++;
        wait->is_seen = m->judged.all.n_steps == 0 || m->judged.findings.is_ready;
        wait->is_on = !wait->is_seen && m->now_ms - wait->began_ms < LONGEST_MS;
        wait->next_ms = wait->is_on ? m->now_ms + LOOK_EVERY_MS : 0;
    } else if (msg->kind == MSG_TICK && wait->next_ms > 0 && m->now_ms >= wait->next_ms) {
        wait->next_ms = 0;
        model_gather(m, fx);
    }
}

static void draw_bar(const struct model *m, struct canvas *canvas, struct rect area)
{
    const struct propagation *wait = &m->propagation;
    int64_t passed_ms = m->now_ms - wait->began_ms;
    int cols = area.cols - 14;
    int filled = wait->is_seen ? cols : (int)(passed_ms * cols / LONGEST_MS);
    for (int i = 0; i < cols; i++)
        canvas_glyph(canvas, rect_skip(area, 0, i),
                     i < filled ? STYLE_PROGRESS : STYLE_PROGRESS_REST,
                     i < filled ? GLYPH_BAR : GLYPH_BAR_REST);
    int64_t s = passed_ms / 1000;
    if (!wait->is_seen)
        canvas_printf(canvas, rect_skip(area, 0, cols + 2), STYLE_DIM, "%lld:%02lld / 7:00",
                      (long long)(s / 60), (long long)(s % 60));
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    const struct propagation *wait = &m->propagation;
    struct pen pen = pen_begin(canvas, rect_inset(body, 0, 2));
    pen_text(&pen, STYLE_HEADING,
             wait->is_seen ? _("Everything is seen to be in place.")
                           : _("Waiting until the changes act everywhere"));
    draw_bar(m, canvas, rect_row(pen.rest, 0));
    pen_skip(&pen, 2);
    pen_text(&pen, STYLE_PLAIN,
             _("Google Cloud needs usually 2 minutes, sometimes 7 or more, until a grant acts "
               "everywhere. Until then a build may still be refused; trying again helps."));
    pen_skip(&pen, 1);
    if (m->check.ticket != 0) {
        int used = canvas_glyph(canvas, pen.rest, STYLE_RUNNING, strip_spinner(m));
        canvas_put(canvas, rect_skip(rect_row(pen.rest, 0), 0, used + 1), STYLE_RUNNING,
                   _("looking again"));
        pen_skip(&pen, 1);
    } else if (wait->n_looks > 0) {
        pen_printf(&pen, wait->is_seen ? STYLE_OK : STYLE_WARNING,
                   wait->is_seen ? _("Looked %zu times: every grant is read back.")
                                 : _("Looked %zu times: not everything is seen yet."),
                   wait->n_looks);
    }
    pen_text(&pen, STYLE_DIM,
             _("Enter goes on to the deploy at any time; waiting changes nothing."));
}

const struct screen wait_screen = {
    .id = "propagation",
    .title = N_("Propagation"),
    .help = N_("A change of rights is stored at once and acts a little later: usually within 2 "
               "minutes, sometimes 7 or more. This page looks again until everything is seen, and "
               "can be left at any time."),
    .enter = enter,
    .contexts = contexts,
    .take = take,
    .is_skipped = is_skipped,
    .view = view,
};
