/* One station: the verdict with its evidence, and what was read for it: from which API, and when. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/facts.h"
#include "tui/findings.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"
#include "tui/strip.h"

enum { ROWS_MAX = 64 };

/* A row is a finding, or a fact below them. */
struct row {
    const struct rr_finding *finding;
    const struct check_line *line;
};

struct rows {
    struct row items[ROWS_MAX];
    int n;
};

static struct rows rows_of(const struct model *m)
{
    struct rows rows = {0};
    if (m->station < 0)
        return rows;
    enum rr_station station = strip_station(m->station);
    for (size_t i = 0; i < m->judged.findings.n_items && rows.n < ROWS_MAX; i++)
        if (m->judged.findings.items[i].station == station)
            rows.items[rows.n++].finding = &m->judged.findings.items[i];
    for (size_t i = 0; i < m->check.n_lines && rows.n < ROWS_MAX; i++)
        if (strip_fact_station(m->check.lines[i].id) == station)
            rows.items[rows.n++].line = &m->check.lines[i];
    return rows;
}

static struct panes panes_of(struct rect body)
{
    return frame_panes(rect_skip(body, 1, 0));
}

/* ---- update ---- */

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){0};
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_PAGE;
}

static int visible_rows(const struct model *m)
{
    return panes_of(frame_overlay(m)).list.rows;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    (void)fx;
    int by = action == ACTION_STATION_NEXT ? 1 : action == ACTION_STATION_PREVIOUS ? -1 : 0;
    if (by != 0) {
        m->station = (m->station + by + STRIP_STATIONS) % STRIP_STATIONS;
        m->choice = (struct list){0};
        return true;
    }
    return rows_act(&m->choice, action, rows_of(m).n, visible_rows(m));
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    rows_mouse(&m->choice, mouse, panes_of(body).list, rows_of(m).n);
}

/* ---- view ---- */

static void draw_row(const struct model *m, struct canvas *canvas, struct rect area, struct row row)
{
    char title[FACT_TITLE];
    struct rect rest = rect_skip(area, 0, 4);
    if (row.finding != NULL) {
        struct finding_look look = finding_look(row.finding->state);
        canvas_glyph(canvas, rect_skip(area, 0, 2), look.style, look.glyph);
        canvas_put_cut(canvas, rest, STYLE_PLAIN, row.finding->title);
        return;
    }
    struct fact_look look = fact_look(row.line->state);
    bool is_pending = row.line->state == RR_FACT_PENDING;
    canvas_glyph(canvas, rect_skip(area, 0, 2), look.style,
                 is_pending ? strip_spinner(m) : look.glyph);
    canvas_put_cut(canvas, rest, STYLE_DIM, fact_title(row.line->id, title));
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct rows rows = rows_of(m);
    struct pen pen = pen_begin(canvas, area);
    if (m->choice.cursor >= rows.n)
        return;
    const struct row *row = &rows.items[m->choice.cursor];
    if (row->finding != NULL)
        finding_explain(&pen, row->finding);
    else
        fact_explain(&pen, row->line);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct rows rows = rows_of(m);
    struct panes panes = panes_of(body);
    if (m->station < 0)
        return;
    struct verdict verdict = strip_verdict(m, m->station);
    struct rect head = rect_row(body, 0);
    int used = canvas_put(canvas, head, STYLE_HEADING, strip_title(m->station)) + 2;
    used += canvas_glyph(canvas, rect_skip(head, 0, used), verdict.style, verdict.glyph) + 1;
    canvas_put_cut(canvas, rect_skip(head, 0, used), verdict.style, verdict.words);
    for (int i = 0; i < rows.n; i++) {
        struct rect row = rows_rect(&m->choice, panes.list, rows.n, i);
        if (rect_is_empty(row))
            continue;
        draw_row(m, canvas, row, rows.items[i]);
        if (i == m->choice.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->choice, canvas, panes.list, rows.n);
    frame_draw_divider(canvas, rect_skip(body, 1, 0), panes);
    draw_details(m, canvas, panes.details);
}

const struct screen station_overlay = {
    .id = "station",
    .title = N_("Station"),
    .help = N_("What was read about this station of the pipeline, from which API, and the evidence "
               "for the verdict. < and > go to the other stations."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};

/* ---- one role in full ---- */

static void view_role(const struct model *m, struct canvas *canvas, struct rect body)
{
    const struct rr_finding *roles[ROWS_MAX];
    size_t n = role_rows(m, roles, ROWS_MAX);
    struct pen pen = pen_begin(canvas, body);
    if ((size_t)m->roles.cursor >= n)
        return;
    const struct rr_finding *finding = roles[m->roles.cursor];
    char words[ROLE_WORDS];
    struct finding_look look = role_look(finding, words);
    pen_text(&pen, STYLE_HEADING, finding->title);
    pen_entry(&pen, _("Role:"), STYLE_CODE, finding->role);
    pen_entry(&pen, _("On:"), STYLE_CODE, finding->resource);
    pen_entry(&pen, _("State:"), look.style, words);
    pen_entry(&pen, _("Given by:"), STYLE_VALUE, finding->via);
    pen_text(&pen, STYLE_PLAIN, finding_casual(finding->id));
    pen_skip(&pen, 1);
    finding_explain(&pen, finding);
}

const struct screen role_overlay = {
    .id = "role",
    .title = N_("Role"),
    .help =
        N_("Everything that is known about this row: state, evidence, and the error text that its "
           "absence causes."),
    .view = view_role,
};
