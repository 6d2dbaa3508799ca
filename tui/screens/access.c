/* Access: who may call the service, with what the organisation forbids shown before anything is built. */
#include "config.h"

#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"
#include "tui/choices.h"
#include "tui/findings.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

/* The order on the screen is that of the enum. */
static struct rect list_area(struct rect body)
{
    return rect_skip(frame_panes(body).list, 1, 0);
}

/* ---- update ---- */

/* What the use case asks for may be forbidden: then the cursor stands on the road that stays open. */
static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    if (m->judged.is_there && m->judged.access[m->access].is_blocked) {
        m->blocked_access = m->access;
        m->access = RR_ACCESS_PRIVATE;
        model_judge(m);
        model_notice(m,
                     _("%s is blocked by the organisation: private with OIDC is proposed instead."),
                     _(road_rows[m->blocked_access].title));
    }
    rows_set(&m->access_list, (int)m->access, RR_ACCESS_COUNT, list_area(frame_body(m)).rows);
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_TICKS | CONTEXT_NEXT | CONTEXT_READ;
}

static void choose(struct model *m, int row)
{
    if (m->judged.access[row].is_blocked) {
        model_notice(m, _("Blocked by %s. The other roads stay open."),
                     m->judged.access[row].finding->resource);
        return;
    }
    m->access = (enum rr_access_choice)row;
    model_judge(m);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    (void)fx;
    if (action == ACTION_TICK) {
        choose(m, m->access_list.cursor);
        return true;
    }
    return rows_act(&m->access_list, action, RR_ACCESS_COUNT, list_area(frame_body(m)).rows);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    if (rows_mouse(&m->access_list, mouse, list_area(body), RR_ACCESS_COUNT) &&
        mouse->kind == MOUSE_PRESS)
        choose(m, m->access_list.cursor);
}

/* ---- view ---- */

static void draw_row(const struct model *m, struct canvas *canvas, struct rect area, int i)
{
    const struct access_row *row = &m->judged.access[i];
    bool is_chosen = (int)m->access == i;
    enum style style = row->is_blocked ? STYLE_DIM : is_chosen ? STYLE_STRONG : STYLE_PLAIN;
    canvas_put(canvas, rect_skip(area, 0, 2), STYLE_PLAIN, "( )");
    enum glyph glyph = row->is_blocked ? GLYPH_BLOCKED : is_chosen ? GLYPH_BULLET : GLYPH_UNTICKED;
    canvas_glyph(canvas, rect_skip(area, 0, 3), row->is_blocked ? STYLE_BLOCKED : STYLE_STRONG,
                 glyph);
    canvas_put_cut(canvas, rect_keep(rect_skip(area, 0, 6), 1, 22), style, _(road_rows[i].title));
    struct rect rest = rect_skip(area, 0, 29);
    if (!row->is_blocked) {
        canvas_put_cut(canvas, rest, STYLE_DIM, _(road_rows[i].brief));
        return;
    }
    int used = canvas_put(canvas, rest, STYLE_BLOCKED, _("blocked"));
    canvas_put_cut(canvas, rect_skip(rest, 0, used + 1), STYLE_DIM, row->finding->resource);
}

static void draw_doors(struct pen *pen, int road)
{
    pen_text(pen, STYLE_HEADING, _("Two doors: Cloud Run's, then your app's own sign-in"));
    pen_text(pen, STYLE_PLAIN, _(road_rows[road].callers));
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct pen pen = pen_begin(canvas, area);
    int i = m->access_list.cursor;
    const struct access_row *row = &m->judged.access[i];
    pen_text(&pen, STYLE_STRONG, _(road_rows[i].title));
    if (row->finding != NULL) {
        struct finding_look look = finding_look(row->finding->state);
        pen_text(&pen, look.style, row->finding->why);
        for (size_t k = 0; k < row->finding->n_evidence; k++)
            pen_text(&pen, STYLE_DIM, row->finding->evidence[k]);
    }
    if (!row->is_blocked)
        pen_text(&pen, STYLE_PLAIN,
                 _(m->settings.is_casual ? road_rows[i].casual : road_rows[i].help));
    draw_doors(&pen, i);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct panes panes = frame_panes(body);
    struct rect area = list_area(body);
    canvas_put_cut(canvas, rect_skip(rect_row(panes.list, 0), 0, 2), STYLE_HEADING,
                   _("Who may call the service?"));
    for (int i = 0; i < RR_ACCESS_COUNT; i++) {
        struct rect row = rows_rect(&m->access_list, area, RR_ACCESS_COUNT, i);
        if (rect_is_empty(row))
            continue;
        draw_row(m, canvas, row, i);
        if (i == m->access_list.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->access_list, canvas, area, RR_ACCESS_COUNT);
    frame_draw_divider(canvas, body, panes);
    draw_details(m, canvas, panes.details);
}

const struct screen access_screen = {
    .id = "access",
    .title = N_("Access"),
    .help = N_("Who may call the service. Cloud Run asks first (IAM), then your app's own sign-in, "
               "if it has one: passing one door does not open the other. A road that the "
               "organisation blocks says by which constraint. Nobody advises to open the "
               "organisation's policy; one of the other roads is enough."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};
