/* The Review page and the overlay about one of its rows, drawn. */
#include "config.h"

#include "tui/screens/review_view.h"

#include <string.h>

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

struct rect review_list_area(struct rect body)
{
    return frame_panes(rect_skip(body, 1, 0)).list;
}

struct rect review_text_area(struct rect body)
{
    return rect_skip(body, 1, 1);
}

void review_tab_names(const char *names[REVIEW_TABS])
{
    names[REVIEW_CHANGES] = _("Changes");
    names[REVIEW_DIFF] = _("Policy diff");
    names[REVIEW_GCLOUD] = "gcloud";
    names[REVIEW_TERRAFORM] = "Terraform";
    names[REVIEW_REQUEST] = _("Request");
}

/* ---- rows ---- */

static void
draw_button(const struct model *m, struct canvas *canvas, struct rect area, bool is_here)
{
    enum style style = is_here ? STYLE_BUTTON_FOCUS : STYLE_BUTTON;
    struct rect place = rect_skip(area, 0, 2);
    size_t n = m->judged.plan.n_steps;
    int used = n == 0   ? canvas_put(canvas, place, style, _("[ Continue ]"))
               : n == 1 ? canvas_put(canvas, place, style, _("[ Apply 1 change ]"))
                        : canvas_printf(canvas, place, style, _("[ Apply %zu changes ]"), n);
    canvas_put_cut(canvas, rect_skip(place, 0, used + 2), STYLE_DIM,
                   _("No change has been made yet."));
}

static void
draw_resource(struct canvas *canvas, struct rect area, const struct rr_review_resource *resource)
{
    bool is_off = resource->n_on == 0;
    canvas_put_cut(canvas, rect_skip(area, 0, 2), is_off ? STYLE_DIM : STYLE_HEADING,
                   resource->title);
}

static const char *risk_word(const struct rr_review_step *row, enum style *style)
{
    *style = row->step->risk == RR_RISK_HIGH ? STYLE_DANGER : STYLE_WARNING;
    if (row->step->risk == RR_RISK_HIGH)
        return _("high risk");
    return row->step->risk == RR_RISK_MEDIUM ? _("medium risk") : "";
}

/* What is to be said of the row in one word, the gravest first. */
static const char *
remark(const struct model *m, const struct rr_review_step *row, enum style *style)
{
    *style = STYLE_DIM;
    if (row->state == RR_REVIEW_OFF)
        return _("off");
    if (row->state == RR_REVIEW_FOLLOWS)
        return _("off with another");
    if (row->blocked != NULL) {
        *style = STYLE_BLOCKED;
        return _("not yours to do");
    }
    if (model_step_waits(m, row->step->id))
        return row->step->kind == RR_STEP_DEPLOY ? _("on its own page") : _("after the deploy");
    return risk_word(row, style);
}

static void draw_step(const struct model *m,
                      struct canvas *canvas,
                      struct rect area,
                      const struct rr_review_step *row)
{
    enum glyph glyph = row->state == RR_REVIEW_ON    ? GLYPH_TICKED
                       : row->state == RR_REVIEW_OFF ? GLYPH_UNTICKED
                                                     : GLYPH_FIXED;
    enum style style = STYLE_PLAIN;
    const char *words = remark(m, row, &style);
    int cols = text_width(words);
    struct rect box = rect_skip(area, 0, 4);
    canvas_put(canvas, box, STYLE_PLAIN, "[ ]");
    canvas_glyph(canvas, rect_skip(box, 0, 1), STYLE_STRONG, glyph);
    struct rect title = rect_skip(box, 0, 4);
    if (title.cols > cols + 12) {
        canvas_put_right(canvas, rect_keep(area, 1, area.cols - 2), style, words);
        title.cols -= cols + 4;
    }
    canvas_put_cut(canvas, title, row->state == RR_REVIEW_ON ? STYLE_PLAIN : STYLE_DIM, row->title);
}

static void draw_row(const struct model *m, struct canvas *canvas, struct rect area, int i)
{
    struct review_row row = review_row_at(&m->judged.reviewed, i);
    bool is_here = i == m->review.list.cursor;
    if (row.resource == NULL)
        draw_button(m, canvas, area, is_here);
    else if (row.step == NULL)
        draw_resource(canvas, area, row.resource);
    else
        draw_step(m, canvas, area, row.step);
    if (is_here)
        rows_draw_cursor(canvas, area);
}

/* ---- what is to be said of a row ---- */

static void tell_powers(const struct model *m, struct pen *pen)
{
    const struct rr_powers *powers = &m->judged.reviewed.powers;
    if (powers->n_items > 0)
        pen_text(pen, STYLE_LABEL, _("What the accounts could newly do, worst first"));
    for (size_t i = 0; i < powers->n_items; i++)
        for (size_t k = 0; k < powers->items[i].n_lines; k++) {
            const struct rr_power_line *line = &powers->items[i].lines[k];
            bool is_grave = line->power <= RR_POWER_POLICY;
            pen_entry(pen, "-", is_grave ? STYLE_DANGER : STYLE_PLAIN, line->text);
        }
}

static void tell_all(const struct model *m, struct pen *pen)
{
    const struct rr_review *review = &m->judged.reviewed.value;
    if (m->judged.whole.n_steps == 0)
        pen_text(pen, STYLE_OK, _("Nothing to change."));
    if (review->n_blocked > 0)
        pen_printf(pen, STYLE_BLOCKED,
                   _("%zu of them are not yours to do. The tab Request asks an administrator for "
                     "them; Apply can leave them out."),
                   review->n_blocked);
    if (!review->plan.is_complete)
        pen_text(pen, STYLE_PLAIN,
                 _("More will be known once these APIs are on; the rest is planned then."));
    if (model_n_waiting(m) > 0)
        pen_printf(pen, STYLE_PLAIN,
                   _("%zu more wait for the service; they come up for review once it is deployed."),
                   model_n_waiting(m));
    tell_powers(m, pen);
}

static void tell_step(struct pen *pen, const struct rr_review_step *row)
{
    const struct rr_step *step = row->step;
    if (row->blocked != NULL)
        pen_text(pen, STYLE_BLOCKED, row->blocked->why);
    if (row->because != NULL)
        pen_entry(pen, _("off with:"), STYLE_WARNING, row->because->id);
    pen_entry(pen, _("why:"), STYLE_PLAIN, step->why);
    pen_text(pen, step->risk == RR_RISK_HIGH ? STYLE_DANGER : STYLE_WARNING, step->risk_text);
    pen_entry(pen, _("to:"), STYLE_CODE, step->member);
    pen_entry(pen, _("on:"), STYLE_CODE, step->resource);
    pen_entry(pen, _("undo:"), STYLE_DIM, row->undo);
}

static enum style mark_style(enum rr_review_mark mark)
{
    if (mark == RR_REVIEW_ADDED)
        return STYLE_ADDED;
    return mark == RR_REVIEW_REMOVED ? STYLE_REMOVED : STYLE_DIM;
}

/* The members of a role stand below it. */
static void tell_line(struct pen *pen, const struct rr_review_line *line, bool is_first_of_key)
{
    static const char *const signs[] = {
        [RR_REVIEW_SAME] = " ", [RR_REVIEW_ADDED] = "+", [RR_REVIEW_REMOVED] = "-"};
    if (!review_is_member(line)) {
        pen_printf(pen, mark_style(line->mark), "%s %s: %s", signs[line->mark], line->key,
                   line->value);
        return;
    }
    if (is_first_of_key)
        pen_printf(pen, STYLE_CODE, "  %s", line->key);
    pen_entry(pen, signs[line->mark], mark_style(line->mark), line->value);
    if (*line->condition != '\0')
        pen_printf(pen, STYLE_DIM, _("      only if: %s"), line->condition);
}

static void tell_change(struct pen *pen, const struct rr_review_resource *resource)
{
    for (size_t i = 0; i < resource->n_lines; i++) {
        bool is_first = i == 0 || strcmp(resource->lines[i - 1].key, resource->lines[i].key) != 0;
        tell_line(pen, &resource->lines[i], is_first);
    }
    if (resource->is_counted && resource->n_lines > 0)
        pen_printf(pen, STYLE_DIM, _("%zu other bindings stay untouched."), resource->n_untouched);
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct review_row row = review_row_at(&m->judged.reviewed, m->review.list.cursor);
    struct pen pen = pen_begin(canvas, area);
    if (row.resource == NULL)
        tell_all(m, &pen);
    else if (row.step == NULL)
        tell_change(&pen, row.resource);
    else
        tell_step(&pen, row.step);
}

/* ---- the page ---- */

static void draw_changes(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct rect rest = rect_skip(body, 1, 0);
    struct panes panes = frame_panes(rest);
    int n = review_rows(&m->judged.reviewed);
    for (int i = 0; i < n; i++) {
        struct rect area = rows_rect(&m->review.list, panes.list, n, i);
        if (!rect_is_empty(area))
            draw_row(m, canvas, area, i);
    }
    rows_draw_more(&m->review.list, canvas, panes.list, n);
    frame_draw_divider(canvas, rest, panes);
    draw_details(m, canvas, panes.details);
}

void review_view(const struct model *m, struct canvas *canvas, struct rect body)
{
    const char *names[REVIEW_TABS];
    enum review_tab tab = (enum review_tab)m->review.tabs.current;
    review_tab_names(names);
    tabs_draw(&m->review.tabs, canvas, rect_skip(rect_row(body, 0), 0, 1), names);
    if (m->judged.reviewed.texts[REVIEW_DIFF] == NULL)
        return;
    if (tab == REVIEW_CHANGES)
        draw_changes(m, canvas, body);
    else
        pager_draw(&m->review.pager, canvas, review_text_area(body), m->judged.reviewed.texts[tab],
                   tab == REVIEW_DIFF ? pager_diff_style : NULL);
}

/* ---- one row in full ---- */

static void view_step(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct review_row row = review_row_at(&m->judged.reviewed, m->review.list.cursor);
    struct pen pen = pen_begin(canvas, body);
    if (row.resource == NULL)
        return;
    pen_text(&pen, STYLE_HEADING, row.step != NULL ? row.step->title : row.resource->title);
    if (row.step != NULL) {
        tell_step(&pen, row.step);
        pen_skip(&pen, 1);
    }
    tell_change(&pen, row.resource);
}

const struct screen step_overlay = {
    .id = "step",
    .title = N_("Change"),
    .help = N_("Everything about this change: reason, risk, before and after, and how it is taken "
               "back."),
    .view = view_step,
};
