/* Check: facts as they arrive, each with its answer and its time. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/judge/needs.h"
#include "core/util/i18n.h"
#include "tui/facts.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"
#include "tui/strip.h"

/* ---- update ---- */

static struct rect list_area(struct rect body)
{
    return rect_skip(frame_panes(body).list, 1, 0);
}

static int n_rows(const struct model *m)
{
    return (int)m->check.n_lines;
}

static void enter(struct model *m, struct effects *fx)
{
    if (!m->judged.is_there && m->check.ticket == 0)
        model_gather(m, fx);
}

static unsigned contexts(const struct model *m)
{
    unsigned running = m->check.ticket != 0 ? CONTEXT_RUNNING : CONTEXT_READ;
    return CONTEXT_LIST | CONTEXT_NEXT | running;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_STOP) {
        m->check.wants_next = false;
        effect_add(fx, (struct effect){.kind = FX_CANCEL});
        return true;
    }
    if (action == ACTION_NEXT && m->check.ticket != 0) {
        m->check.wants_next = true;
        model_notice(m, "%s", _("Going on as soon as everything is read."));
        return true;
    }
    return rows_act(&m->check.list, action, n_rows(m), list_area(frame_body(m)).rows);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    rows_mouse(&m->check.list, mouse, list_area(body), n_rows(m));
}

/* The first thing that could not be read is what the person should look at. */
static void show_first_gap(struct model *m)
{
    for (int i = 0; i < n_rows(m); i++) {
        enum rr_fact_state state = m->check.lines[i].state;
        if (state != RR_FACT_UNKNOWN && state != RR_FACT_ERROR)
            continue;
        rows_set(&m->check.list, i, n_rows(m), list_area(frame_body(m)).rows);
        return;
    }
}

/*
 * An API that was just switched on may go on saying that it is off for some minutes (gcp-apis 6.3), and
 * hides what else is missing.
 */
static bool is_waking_up(const struct model *m)
{
    enum { LOOKS_MAX = 48 };
    return m->n_changed > 0 && m->judged.all.n_steps == 0 && !m->judged.all.is_complete &&
           m->check.n_again < LOOKS_MAX;
}

static void take(struct model *m, const struct msg *msg, struct effects *fx)
{
    enum { AGAIN_MS = 5000 };
    struct check *check = &m->check;
    if (msg->kind == MSG_TICK && check->again_ms > 0 && m->now_ms >= check->again_ms) {
        check->n_again++;
        model_gather(m, fx);
        return;
    }
    if (msg->kind != MSG_OBSERVED)
        return;
    if (is_waking_up(m)) {
        check->again_ms = m->now_ms + AGAIN_MS;
        model_notice(m, "%s", _("Waiting until the APIs that were switched on answer..."));
        return;
    }
    show_first_gap(m);
    if (check->wants_next)
        model_go(m, page_after(m, m->page), fx);
}

static bool may_leave(const struct model *m, struct rr_err *why)
{
    if (m->check.ticket != 0)
        return rr_err_set(why, RR_PRECONDITION, "%s",
                          _("Still reading; Enter goes on as soon as all of it is there."));
    return m->judged.is_there ||
           rr_err_set(why, RR_PRECONDITION, "%s", _("Nothing could be read. r reads again."));
}

/* ---- view ---- */

static size_t count(const struct model *m, enum rr_fact_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < m->check.n_lines; i++)
        n += m->check.lines[i].state == state;
    return n;
}

static size_t count_findings(const struct model *m, enum rr_finding_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < m->judged.findings.n_items; i++) {
        const struct rr_finding *finding = &m->judged.findings.items[i];
        n += finding->state == state && finding->is_required;
    }
    return n;
}

static void draw_sum(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct rect line = rect_skip(rect_row(area, 0), 0, 2);
    size_t n = m->check.n_lines;
    if (m->check.ticket != 0) {
        int used = canvas_glyph(canvas, line, STYLE_RUNNING, strip_spinner(m));
        canvas_printf(canvas, rect_skip(line, 0, used + 1), STYLE_HEADING,
                      _("Reading: %zu of %zu facts"), n - count(m, RR_FACT_PENDING), n);
        return;
    }
    if (!m->judged.is_there) {
        canvas_put(canvas, line, STYLE_HEADING, _("Nothing was read."));
        return;
    }
    if (m->judged.findings.is_ready) {
        canvas_put_cut(canvas, line, STYLE_OK, _("Ready: a deploy from source has what it needs."));
        return;
    }
    char text[256];
    snprintf(text, sizeof text, _("Read in %.1f s: %zu missing, %zu blocked, %zu unknown"),
             (double)m->check.took_ms / 1000, count_findings(m, RR_FINDING_MISSING),
             count_findings(m, RR_FINDING_BLOCKED), count_findings(m, RR_FINDING_UNKNOWN));
    canvas_put_cut(canvas, line, STYLE_HEADING, text);
}

static void draw_line(const struct model *m, struct canvas *canvas, struct rect area, int i)
{
    enum { TIME_COLS = 9, STATE_COLS = 12 };
    const struct check_line *line = &m->check.lines[i];
    struct fact_look look = fact_look(line->state);
    bool is_pending = line->state == RR_FACT_PENDING;
    canvas_glyph(canvas, rect_skip(area, 0, 2), look.style,
                 is_pending ? strip_spinner(m) : look.glyph);
    int title_cols = area.cols - 4 - TIME_COLS - STATE_COLS;
    char title[FACT_TITLE];
    canvas_put_cut(canvas, rect_keep(rect_skip(area, 0, 4), 1, title_cols - 1), STYLE_PLAIN,
                   fact_title(line->id, title));
    struct rect rest = rect_skip(area, 0, 4 + title_cols);
    canvas_put_cut(canvas, rect_keep(rest, 1, STATE_COLS), look.style, _(look.word));
    char time[24];
    snprintf(time, sizeof time, "%lld ms", (long long)line->ms);
    if (!is_pending && line->ms >= 0 && *line->request != '\0')
        canvas_put_right(canvas, rect_keep(rect_skip(rest, 0, STATE_COLS), 1, TIME_COLS - 1),
                         STYLE_DIM, time);
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct pen pen = pen_begin(canvas, area);
    if (m->check.list.cursor >= n_rows(m))
        return;
    const struct check_line *line = &m->check.lines[m->check.list.cursor];
    char title[FACT_TITLE];
    pen_text(&pen, STYLE_STRONG, fact_title(line->id, title));
    fact_explain(&pen, line);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct panes panes = frame_panes(body);
    struct rect area = list_area(body);
    draw_sum(m, canvas, panes.list);
    for (int i = 0; i < n_rows(m); i++) {
        struct rect row = rows_rect(&m->check.list, area, n_rows(m), i);
        if (rect_is_empty(row))
            continue;
        draw_line(m, canvas, row, i);
        if (i == m->check.list.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->check.list, canvas, area, n_rows(m));
    frame_draw_divider(canvas, body, panes);
    draw_details(m, canvas, panes.details);
}

const struct screen check_screen = {
    .id = "check",
    .title = N_("Check"),
    .help = N_("What is read about the project, as it arrives. What may not be read is unknown, "
               "never missing: the line says which permission would be needed and who usually has "
               "it. Nothing is changed here."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .take = take,
    .may_leave = may_leave,
    .view = view,
};
