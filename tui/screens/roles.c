/* Roles: the checklist of the build account, with presets. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/judge/needs.h"
#include "core/util/i18n.h"
#include "tui/findings.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

enum { ROWS_MAX = 24 };

struct rows {
    const struct rr_finding *items[ROWS_MAX];
    size_t n;
};

static struct rows rows_of(const struct model *m)
{
    struct rows rows = {0};
    rows.n = role_rows(m, rows.items, ROWS_MAX);
    return rows;
}

/* Two lines above the rows: whose roles, and the preset. */
static struct rect list_area(struct rect body)
{
    return rect_skip(frame_panes(body).list, 2, 0);
}

static bool is_ticked(const struct model *m, const struct rr_finding *finding)
{
    return finding->n_remedy > 0 && rr_plan_find(&m->judged.whole, finding->remedy[0]) != NULL;
}

/* ---- update ---- */

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_TICKS | CONTEXT_PRESET | CONTEXT_NEXT | CONTEXT_READ |
           CONTEXT_DETAILS;
}

static void tick(struct model *m)
{
    struct rows rows = rows_of(m);
    if ((size_t)m->roles.cursor >= rows.n)
        return;
    const struct rr_finding *finding = rows.items[m->roles.cursor];
    if (finding->n_remedy == 0) {
        model_notice(m, "%s",
                     _("Held already; nothing is granted here, and nothing is taken away."));
        return;
    }
    char step[STEP_ID_BYTES];
    snprintf(step, sizeof step, "%s",
             finding->remedy[0]); // the finding goes when it is judged anew
    model_toggle_step(m, step);
}

static void tick_all(struct model *m)
{
    struct rows rows = rows_of(m);
    char steps[ROWS_MAX][STEP_ID_BYTES];
    bool any_on = false;
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        if (rows.items[i]->n_remedy == 0)
            continue;
        any_on |= is_ticked(m, rows.items[i]);
        snprintf(steps[n++], STEP_ID_BYTES, "%s", rows.items[i]->remedy[0]);
    }
    for (size_t i = 0; i < n; i++)
        model_set_step(m, steps[i], !any_on);
}

static void next_preset(struct model *m)
{
    static const char *const notes[RR_PRESET_COUNT] = {
        [RR_PRESET_GUIDE] = N_("guide: the six roles of the guide"),
        [RR_PRESET_MINIMAL] = N_("minimal: what a deploy from source needs, and no more"),
        [RR_PRESET_SCOPED] = N_("scoped: each role on the smallest resource it works on"),
    };
    m->preset = (enum rr_preset)((m->preset + 1) % RR_PRESET_COUNT);
    model_judge(m);
    rows_set(&m->roles, m->roles.cursor, (int)rows_of(m).n, list_area(frame_body(m)).rows);
    model_notice(m, "%s", _(notes[m->preset]));
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    switch (action) {
    case ACTION_TICK:
        tick(m);
        return true;
    case ACTION_TICK_ALL:
        tick_all(m);
        return true;
    case ACTION_PRESET:
        next_preset(m);
        return true;
    case ACTION_DETAILS:
        model_open(m, OVERLAY_ROLE, fx);
        return true;
    default:
        return rows_act(&m->roles, action, (int)rows_of(m).n, list_area(frame_body(m)).rows);
    }
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    struct rect area = list_area(body);
    int before = m->roles.cursor;
    bool is_hit = rows_mouse(&m->roles, mouse, area, (int)rows_of(m).n);
    // A press on the row under the cursor, or on its box, ticks.
    bool is_box = mouse->col < area.col + 6;
    if (is_hit && mouse->kind == MOUSE_PRESS && (is_box || before == m->roles.cursor))
        tick(m);
}

/* ---- view ---- */

/* Columns of the checklist; 0 = left out. */
struct columns {
    int title, role, place;
};

static struct columns columns_for(int cols)
{
    enum { BOX_COLS = 6, ROLE_COLS = 30, PLACE_COLS = 11, STATE_COLS = 12 };
    struct columns columns = {.role = ROLE_COLS};
    int rest = cols - BOX_COLS - ROLE_COLS - STATE_COLS;
    if (rest >= PLACE_COLS)
        columns.place = PLACE_COLS;
    rest -= columns.place;
    if (rest >= 12)
        columns.title = rest;
    if (rest < 0)
        columns.role = cols - BOX_COLS - STATE_COLS;
    return columns;
}

static void draw_box(const struct model *m,
                     struct canvas *canvas,
                     struct rect area,
                     const struct rr_finding *finding)
{
    enum glyph glyph = finding->n_remedy == 0  ? GLYPH_FIXED
                       : is_ticked(m, finding) ? GLYPH_TICKED
                                               : GLYPH_UNTICKED;
    canvas_put(canvas, area, STYLE_PLAIN, "[ ]");
    canvas_glyph(canvas, rect_skip(area, 0, 1), STYLE_STRONG, glyph);
}

static void draw_row(const struct model *m,
                     struct canvas *canvas,
                     struct rect area,
                     const struct rr_finding *finding)
{
    struct columns columns = columns_for(area.cols);
    draw_box(m, canvas, rect_skip(area, 0, 2), finding);
    struct rect rest = rect_skip(area, 0, 6);
    if (columns.title > 0)
        canvas_put_cut(canvas, rect_keep(rest, 1, columns.title - 1), STYLE_PLAIN, finding->title);
    rest = rect_skip(rest, 0, columns.title);
    const char *role = columns.role < 29 ? finding->role + strlen("roles/") : finding->role;
    canvas_put_cut(canvas, rect_keep(rest, 1, columns.role - 1), STYLE_CODE, role);
    rest = rect_skip(rest, 0, columns.role);
    if (columns.place > 0)
        canvas_put_cut(canvas, rect_keep(rest, 1, columns.place - 1), STYLE_DIM,
                       role_place(finding));
    rest = rect_skip(rest, 0, columns.place);
    char words[ROLE_WORDS];
    struct finding_look look = role_look(finding, words);
    int used = canvas_glyph(canvas, rest, look.style, look.glyph);
    canvas_put_cut(canvas, rect_skip(rest, 0, used + 1), look.style, words);
}

static void draw_head(const struct model *m, struct canvas *canvas, struct rect area)
{
    const char *email = m->observed != NULL ? rr_observed_project(m->observed).build_account : "";
    struct rect line = rect_skip(rect_row(area, 0), 0, 2);
    int used = canvas_put(canvas, line, STYLE_HEADING, _("Roles for "));
    canvas_put_cut(canvas, rect_skip(line, 0, used), STYLE_VALUE,
                   *email != '\0' ? email : _("an account that is not known yet"));
    line = rect_skip(rect_row(area, 1), 0, 2);
    used = canvas_put(canvas, line, STYLE_LABEL, _("Preset:"));
    for (int i = 0; i < RR_PRESET_COUNT; i++) {
        enum style style = i == (int)m->preset ? STYLE_TAB_FOCUS : STYLE_TAB;
        used += canvas_printf(canvas, rect_skip(line, 0, used + 1), style, " %s ",
                              rr_preset_word((enum rr_preset)i)) +
                1;
    }
    if (m->preset != RR_PRESET_MINIMAL)
        canvas_put_cut(canvas, rect_skip(line, 0, used + 2), STYLE_DIM,
                       _("minimal is enough for a deploy by you"));
}

static const struct rr_role_row *preset_row(const struct model *m, const struct rr_finding *finding)
{
    size_t n = 0;
    const struct rr_role_row *rows = rr_preset_rows(m->preset, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].id, finding->id) == 0)
            return &rows[i];
    return NULL;
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct rows rows = rows_of(m);
    struct pen pen = pen_begin(canvas, area);
    if ((size_t)m->roles.cursor >= rows.n)
        return;
    const struct rr_finding *finding = rows.items[m->roles.cursor];
    const struct rr_role_row *row = preset_row(m, finding);
    pen_printf(&pen, STYLE_STRONG, "%s (%s)", finding->title, finding->role);
    if (m->settings.is_casual)
        pen_text(&pen, STYLE_PLAIN, finding_casual(finding->id));
    if (row != NULL && *row->risk_text != '\0')
        pen_entry(&pen, row->risk == RR_RISK_HIGH ? _("Broad:") : _("Risk:"),
                  row->risk == RR_RISK_HIGH ? STYLE_DANGER : STYLE_WARNING, _(row->risk_text));
    finding_explain(&pen, finding);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct panes panes = frame_panes(body);
    struct rect area = list_area(body);
    struct rows rows = rows_of(m);
    draw_head(m, canvas, panes.list);
    for (size_t i = 0; i < rows.n; i++) {
        struct rect row = rows_rect(&m->roles, area, (int)rows.n, (int)i);
        if (rect_is_empty(row))
            continue;
        draw_row(m, canvas, row, rows.items[i]);
        if ((int)i == m->roles.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->roles, canvas, area, (int)rows.n);
    frame_draw_divider(canvas, body, panes);
    draw_details(m, canvas, panes.details);
}

const struct screen roles_screen = {
    .id = "roles",
    .title = N_("Roles"),
    .help =
        N_("What the build account may do, and what it still needs. Missing roles are ticked: "
           "they will be granted when you apply. space takes a role out, p changes the preset. "
           "A role that is held already is never taken away. The guide's preset holds two broad "
           "roles that only a build which deploys by itself needs; minimal leaves them out."),
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};
