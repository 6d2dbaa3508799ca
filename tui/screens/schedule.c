/* Schedule: when Cloud Scheduler calls, and what. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/choices.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

enum { N_FIELDS = SCHEDULE_FIELDS };

static bool is_right(const struct model *m, int i, struct rr_err *err)
{
    const char *text = m->fields[schedule_form[i].field].text;
    if (schedule_form[i].field == FIELD_SCHEDULE && *text == '\0')
        return rr_err_set(err, RR_BAD_INPUT, "%s", _("When is it to run?"));
    return form_row_takes(&schedule_form[i], text, err);
}

/* ---- update ---- */

static bool is_skipped(const struct model *m)
{
    return m->access != RR_ACCESS_SCHEDULED;
}

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    static const char *const proposals[] = {"0 * * * *", "Asia/Tokyo", "/api/scheduler/process"};
    for (int i = 0; i < N_FIELDS; i++)
        if (*m->fields[schedule_form[i].field].text == '\0')
            input_set(&m->fields[schedule_form[i].field], proposals[i]);
    rows_set(&m->schedule, 0, N_FIELDS, N_FIELDS);
    model_judge(m);
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_FORM | CONTEXT_TEXT | CONTEXT_NEXT;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    (void)fx;
    int by = action == ACTION_FOCUS_NEXT || action == ACTION_DOWN     ? 1
             : action == ACTION_FOCUS_PREVIOUS || action == ACTION_UP ? N_FIELDS - 1
                                                                      : 0;
    if (by == 0)
        return false;
    rows_set(&m->schedule, (m->schedule.cursor + by) % N_FIELDS, N_FIELDS, N_FIELDS);
    return true;
}

static void take_text(struct model *m, const struct msg *msg, struct effects *fx)
{
    (void)fx;
    struct input *input = &m->fields[schedule_form[m->schedule.cursor].field];
    if (msg->kind == MSG_PASTE)
        input_paste(input, msg->text);
    else
        input_key(input, msg->key);
    struct rr_err ignored;
    if (is_right(m, m->schedule.cursor, &ignored))
        model_judge(m);
}

static bool may_leave(const struct model *m, struct rr_err *why)
{
    for (int i = 0; i < N_FIELDS; i++)
        if (!is_right(m, i, why))
            return false;
    return true;
}

/* ---- view ---- */

static void draw_field(const struct model *m, struct canvas *canvas, struct rect area, int i)
{
    enum { LABEL_COLS = 14 };
    bool has_focus = m->schedule.cursor == i && m->n_overlays == 0;
    struct rr_err err = {0};
    bool is_good = is_right(m, i, &err);
    canvas_put_cut(canvas, rect_keep(rect_skip(area, 0, 2), 1, LABEL_COLS), STYLE_LABEL,
                   _(schedule_form[i].label));
    struct rect place = rect_inset(rect_skip(area, 0, LABEL_COLS), 0, 2);
    rows_draw_field(&m->fields[schedule_form[i].field], canvas, place, is_good, has_focus);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    for (int i = 0; i < N_FIELDS; i++)
        draw_field(m, canvas, rect_row(body, 1 + i), i);
    canvas_put_cut(canvas, rect_skip(rect_row(body, 0), 0, 2), STYLE_HEADING,
                   _("When does Cloud Scheduler call, and what?"));
    struct pen pen = pen_begin(canvas, rect_inset(rect_skip(body, N_FIELDS + 2, 0), 0, 2));
    struct rr_err err = {0};
    if (!is_right(m, m->schedule.cursor, &err)) {
        pen_text(&pen, STYLE_ERROR, err.summary);
        pen_text(&pen, STYLE_PLAIN, err.detail);
    }
    pen_text(&pen, STYLE_PLAIN, _(schedule_form[m->schedule.cursor].help));
}

const struct screen schedule_screen = {
    .id = "schedule",
    .title = N_("Schedule"),
    .help = N_("When Cloud Scheduler calls the service, and which path of it. The token it brings "
               "is for the service's own address; it passes Cloud Run's door, not your app's."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .text = take_text,
    .may_leave = may_leave,
    .is_skipped = is_skipped,
    .view = view,
};
