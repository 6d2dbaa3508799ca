/* Review: what will change, step by step, before anything is. */
#include "config.h"

#include <stdio.h>

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

static struct rect list_area(struct rect body)
{
    return rect_skip(frame_panes(body).list, 1, 0);
}

static int n_rows(const struct model *m)
{
    return (int)m->judged.all.n_steps;
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_TICKS | CONTEXT_NEXT | CONTEXT_READ;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    (void)fx;
    if (action == ACTION_TICK && m->review.list.cursor < n_rows(m)) {
        char step[STEP_ID_BYTES];
        snprintf(step, sizeof step, "%s", m->judged.all.steps[m->review.list.cursor].id);
        model_toggle_step(m, step);
        return true;
    }
    return rows_act(&m->review.list, action, n_rows(m), list_area(frame_body(m)).rows);
}

static void draw_step(const struct model *m, struct canvas *canvas, struct rect area, int i)
{
    const struct rr_step *step = &m->judged.all.steps[i];
    const char *by = "";
    enum glyph glyph = model_step_is_off(m, step->id)         ? GLYPH_UNTICKED
                       : model_step_follows(m, step->id, &by) ? GLYPH_FIXED
                                                              : GLYPH_TICKED;
    canvas_put(canvas, rect_skip(area, 0, 2), STYLE_PLAIN, "[ ]");
    canvas_glyph(canvas, rect_skip(area, 0, 3), STYLE_STRONG, glyph);
    canvas_put_cut(canvas, rect_skip(area, 0, 6), glyph == GLYPH_TICKED ? STYLE_PLAIN : STYLE_DIM,
                   m->judged.titles[i]);
    if (step->risk == RR_RISK_HIGH)
        canvas_put_right(canvas, rect_keep(area, 1, area.cols - 2), STYLE_DANGER, _("broad"));
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct pen pen = pen_begin(canvas, area);
    if (m->review.list.cursor >= n_rows(m))
        return;
    const struct rr_step *step = &m->judged.all.steps[m->review.list.cursor];
    const struct rr_blocked *blocked = rr_plan_blocks(&m->judged.all, step->id);
    pen_entry(&pen, _("on:"), STYLE_CODE, step->resource);
    if (blocked != NULL)
        pen_text(&pen, STYLE_BLOCKED, blocked->why);
    pen_entry(&pen, _("why:"), STYLE_PLAIN, step->why);
    pen_text(&pen, STYLE_WARNING, step->risk_text);
    pen_entry(&pen, _("undo:"), STYLE_DIM, m->judged.undos[m->review.list.cursor]);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct panes panes = frame_panes(body);
    struct rect area = list_area(body);
    struct rect head = rect_skip(rect_row(panes.list, 0), 0, 2);
    canvas_printf(canvas, head, STYLE_HEADING, _("%zu changes. No change has been made yet."),
                  m->judged.plan.n_steps);
    for (int i = 0; i < n_rows(m); i++) {
        struct rect row = rows_rect(&m->review.list, area, n_rows(m), i);
        if (rect_is_empty(row))
            continue;
        draw_step(m, canvas, row, i);
        if (i == m->review.list.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->review.list, canvas, area, n_rows(m));
    frame_draw_divider(canvas, body, panes);
    draw_details(m, canvas, panes.details);
}

const struct screen review_screen = {
    .id = "review",
    .title = N_("Review"),
    .help =
        N_("Every change, before it is made: where, why, what could go wrong and how it is taken "
           "back. space switches a step off; what needs it goes off with it."),
    .contexts = contexts,
    .act = act,
    .view = view,
};
