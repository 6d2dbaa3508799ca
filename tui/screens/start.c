/* Start: what is to run, and where. Everything that could be looked up is filled in already. */
#include "config.h"

#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"
#include "tui/choices.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/regions.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

/* ---- rows: the use cases, then the fields ---- */

enum { N_FIELDS = START_FIELDS, N_ROWS = RR_USE_COUNT + 1 + N_FIELDS };

/* The row between the groups holds nothing. */
enum { GAP_ROW = RR_USE_COUNT, FIRST_FIELD = RR_USE_COUNT + 1 };

static const struct form_row *field_at(int row)
{
    return row >= FIRST_FIELD && row < N_ROWS ? &start_form[row - FIRST_FIELD] : NULL;
}

/* Is the field's text right? Why not stands in `err`. */
static bool is_right(const struct model *m, const struct form_row *row, struct rr_err *err)
{
    return form_row_takes(row, m->fields[row->field].text, err);
}

/* ---- update ---- */

static int visible_rows(const struct model *m)
{
    return frame_panes(frame_body(m)).list.rows;
}

static unsigned contexts(const struct model *m)
{
    unsigned out = CONTEXT_FORM | CONTEXT_NEXT;
    return out | (field_at(m->start.cursor) != NULL ? CONTEXT_TEXT : CONTEXT_TICKS);
}

static void move_to(struct model *m, int row, int by)
{
    if (row == GAP_ROW)
        row += by;
    rows_set(&m->start, row, N_ROWS, visible_rows(m));
}

static bool complete(struct model *m)
{
    const struct form_row *row = field_at(m->start.cursor);
    if (row == NULL || row->field != FIELD_REGION)
        return false;
    const char *rest = region_completion(m->fields[FIELD_REGION].text);
    if (rest == NULL)
        return false;
    input_set(&m->fields[FIELD_REGION], rest);
    return true;
}

static void choose_use_case(struct model *m, int row)
{
    m->use_case = (enum rr_use_case)row;
    m->access = use_case_rows[row].access;
    model_judge(m);
}

/* Have the answers changed since the last reading, in a way that needs another? */
static bool needs_reading(const struct model *m)
{
    struct rr_context now = model_context(m);
    const struct rr_context *then = &m->judged.context;
    return !m->judged.is_there || m->check.failure.kind != RR_OK ||
           strcmp(now.project, then->project) != 0 || strcmp(now.region, then->region) != 0 ||
           strcmp(now.service, then->service) != 0 ||
           strcmp(now.build_account, then->build_account) != 0;
}

static void go_on(struct model *m, struct effects *fx)
{
    for (int i = 0; i < N_FIELDS; i++) {
        struct rr_err err = {0};
        if (is_right(m, &start_form[i], &err))
            continue;
        move_to(m, FIRST_FIELD + i, 1);
        model_notice(m, "%s", err.summary);
        return;
    }
    if (m->check.ticket == 0 && needs_reading(m))
        model_gather(m, fx);
    else
        model_judge(m);
    model_go(m, PAGE_CHECK, fx);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    switch (action) {
    case ACTION_UP:
        move_to(m, m->start.cursor - 1, -1);
        return true;
    case ACTION_DOWN:
        move_to(m, m->start.cursor + 1, 1);
        return true;
    case ACTION_FOCUS_NEXT:
        if (complete(m))
            return true;
        move_to(m, m->start.cursor < GAP_ROW ? FIRST_FIELD : (m->start.cursor + 1) % N_ROWS, 1);
        return true;
    case ACTION_FOCUS_PREVIOUS:
        move_to(m, m->start.cursor <= FIRST_FIELD ? (int)m->use_case : m->start.cursor - 1, -1);
        return true;
    case ACTION_TICK:
        choose_use_case(m, m->start.cursor);
        return true;
    case ACTION_NEXT:
        go_on(m, fx);
        return true;
    default:
        return false;
    }
}

static void take_text(struct model *m, const struct msg *msg, struct effects *fx)
{
    (void)fx;
    const struct form_row *row = field_at(m->start.cursor);
    if (row == NULL)
        return;
    if (msg->kind == MSG_PASTE)
        input_paste(&m->fields[row->field], msg->text);
    else
        input_key(&m->fields[row->field], msg->key);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    struct list before = m->start;
    rows_mouse(&m->start, mouse, frame_panes(body).list, N_ROWS);
    if (m->start.cursor == GAP_ROW)
        m->start = before;
    if (mouse->kind == MOUSE_PRESS && m->start.cursor < GAP_ROW)
        choose_use_case(m, m->start.cursor);
}

/* ---- view ---- */

static void draw_use_case(const struct model *m, struct canvas *canvas, struct rect area, int i)
{
    bool is_chosen = (int)m->use_case == i;
    int col = 4 + canvas_put(canvas, rect_skip(area, 0, 2), STYLE_PLAIN, "(");
    canvas_glyph(canvas, rect_skip(area, 0, 3), STYLE_STRONG,
                 is_chosen ? GLYPH_BULLET : GLYPH_UNTICKED);
    canvas_put(canvas, rect_skip(area, 0, 4), STYLE_PLAIN, ")");
    col += 1;
    canvas_put_cut(canvas, rect_skip(area, 0, col), is_chosen ? STYLE_STRONG : STYLE_PLAIN,
                   _(use_case_rows[i].title));
    canvas_put_cut(canvas, rect_skip(area, 0, col + 24), STYLE_DIM, _(use_case_rows[i].brief));
}

static void draw_field(const struct model *m, struct canvas *canvas, struct rect area, int i)
{
    enum { LABEL_COLS = 16, INPUT_COLS = 44 };
    const struct form_row *row = &start_form[i];
    bool has_focus = m->start.cursor == FIRST_FIELD + i && m->n_overlays == 0;
    struct rr_err err = {0};
    bool is_good = is_right(m, row, &err);
    canvas_put_cut(canvas, rect_keep(rect_skip(area, 0, 2), 1, LABEL_COLS), STYLE_LABEL,
                   _(row->label));
    struct rect place = rect_keep(rect_skip(area, 0, 2 + LABEL_COLS), 1, INPUT_COLS);
    if (place.cols > area.cols - LABEL_COLS - 5)
        place.cols = area.cols - LABEL_COLS - 5;
    rows_draw_field(&m->fields[row->field], canvas, place, is_good, has_focus);
    struct rect mark = rect_skip(area, 0, 3 + LABEL_COLS + place.cols);
    if (!is_good)
        canvas_glyph(canvas, mark, STYLE_MISSING, GLYPH_MISSING);
    else if (*m->fields[row->field].text != '\0')
        canvas_glyph(canvas, mark, STYLE_OK, GLYPH_OK);
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct pen pen = pen_begin(canvas, area);
    const struct form_row *row = field_at(m->start.cursor);
    if (row == NULL) {
        const struct use_case_row *use_case = &use_case_rows[m->start.cursor];
        pen_text(&pen, STYLE_STRONG, _(use_case->title));
        pen_text(&pen, STYLE_PLAIN, _(m->settings.is_casual ? use_case->casual : use_case->help));
        pen_text(&pen, STYLE_DIM,
                 _("space chooses. Enter reads the project; reading changes nothing."));
        return;
    }
    struct rr_err err = {0};
    if (!is_right(m, row, &err)) {
        pen_text(&pen, STYLE_ERROR, err.summary);
        pen_text(&pen, STYLE_PLAIN, err.detail);
    }
    pen_text(&pen, STYLE_PLAIN, _(row->help));
    char regions[REGION_PROPOSALS];
    if (row->field == FIELD_REGION)
        pen_text(&pen, STYLE_DIM, region_proposals(m->fields[FIELD_REGION].text, regions));
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct panes panes = frame_panes(body);
    for (int i = 0; i < N_ROWS; i++) {
        struct rect row = rows_rect(&m->start, panes.list, N_ROWS, i);
        if (rect_is_empty(row) || i == GAP_ROW)
            continue;
        if (i < GAP_ROW)
            draw_use_case(m, canvas, row, i);
        else
            draw_field(m, canvas, row, i - FIRST_FIELD);
        if (i == m->start.cursor) {
            canvas_glyph(canvas, row, STYLE_STRONG, GLYPH_CURSOR);
            if (i < GAP_ROW)
                canvas_ground(canvas, row, STYLE_FOCUS);
        }
    }
    rows_draw_more(&m->start, canvas, panes.list, N_ROWS);
    frame_draw_divider(canvas, body, panes);
    draw_details(m, canvas, panes.details);
}

const struct screen start_screen = {
    .id = "start",
    .title = N_("Start"),
    .help = N_("Say what is to run and where. Everything that could be found is filled in already. "
               "space chooses a use case, Tab goes to the fields, Enter reads the project. Reading "
               "changes nothing."),
    .contexts = contexts,
    .act = act,
    .text = take_text,
    .mouse = take_mouse,
    .view = view,
};
