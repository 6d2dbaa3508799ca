/* Build account: which one builds, how that was found, and the choice to name another. */
#include "config.h"

#include <string.h>

#include "core/policy/names.h"
#include "core/util/i18n.h"
#include "tui/findings.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"
#include "tui/strip.h"

enum { ROW_KEEP, ROW_OTHER, N_ROWS };

static const char *build_account(const struct model *m)
{
    return m->observed != NULL ? rr_observed_project(m->observed).build_account : "";
}

/* ---- update ---- */

static bool names_another(const struct model *m)
{
    return m->account.is_other;
}

static unsigned contexts(const struct model *m)
{
    unsigned out = CONTEXT_FORM | CONTEXT_NEXT | CONTEXT_READ;
    return out | (m->account.list.cursor == ROW_OTHER ? CONTEXT_TEXT : CONTEXT_TICKS);
}

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->account.is_other = *m->fields[FIELD_BUILD_ACCOUNT].text != '\0';
    rows_set(&m->account.list, m->account.is_other ? ROW_OTHER : ROW_KEEP, N_ROWS, N_ROWS);
}

static void choose(struct model *m, int row)
{
    rows_set(&m->account.list, row, N_ROWS, N_ROWS);
    m->account.is_other = row == ROW_OTHER && *m->fields[FIELD_BUILD_ACCOUNT].text != '\0';
}

/* Another account has roles of its own, so everything about it is read first. */
static void go_on(struct model *m, struct effects *fx)
{
    struct input *input = &m->fields[FIELD_BUILD_ACCOUNT];
    struct rr_err err = {0};
    if (m->account.list.cursor == ROW_KEEP && names_another(m) == false)
        input_set(input, m->judged.is_there ? m->judged.context.build_account : "");
    if (*input->text != '\0' && !rr_name_check_account(input->text, &err)) {
        rows_set(&m->account.list, ROW_OTHER, N_ROWS, N_ROWS);
        model_notice(m, "%s", err.summary);
        return;
    }
    if (strcmp(input->text, m->judged.context.build_account) == 0) {
        model_go(m, PAGE_ROLES, fx);
        return;
    }
    model_notice(m, "%s", _("Another account: reading what it may do."));
    model_gather(m, fx);
    model_go(m, PAGE_CHECK, fx);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    switch (action) {
    case ACTION_UP:
    case ACTION_FOCUS_PREVIOUS:
    case ACTION_TICK:
        choose(m, ROW_KEEP);
        return true;
    case ACTION_DOWN:
    case ACTION_FOCUS_NEXT:
        choose(m, m->account.list.cursor == ROW_KEEP ? ROW_OTHER : ROW_KEEP);
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
    struct input *input = &m->fields[FIELD_BUILD_ACCOUNT];
    if (msg->kind == MSG_PASTE)
        input_paste(input, msg->text);
    else
        input_key(input, msg->key);
    m->account.is_other = *input->text != '\0';
}

/* ---- view ---- */

static void draw_radio(struct canvas *canvas, struct rect area, bool is_chosen, const char *text)
{
    canvas_put(canvas, rect_skip(area, 0, 2), STYLE_PLAIN, "( )");
    canvas_glyph(canvas, rect_skip(area, 0, 3), STYLE_STRONG,
                 is_chosen ? GLYPH_BULLET : GLYPH_UNTICKED);
    canvas_put_cut(canvas, rect_skip(area, 0, 6), is_chosen ? STYLE_STRONG : STYLE_PLAIN, text);
}

static struct rect draw_finding(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct pen pen = pen_begin(canvas, rect_inset(area, 0, 2));
    const struct rr_finding *finding = model_finding(m, "BUILD-ACCOUNT");
    pen_text(&pen, STYLE_HEADING, _("This account builds your code"));
    if (m->settings.is_casual)
        pen_text(&pen, STYLE_DIM,
                 _("A robot user that works for you in the cloud; it needs rights of its own."));
    if (finding == NULL) {
        pen_text(&pen, STYLE_UNKNOWN, _("Not known yet: nothing was read."));
        return pen.rest;
    }
    struct finding_look look = finding_look(finding->state);
    if (*build_account(m) == '\0')
        pen_text(&pen, look.style, _(look.word));
    for (size_t i = 0; i < finding->n_evidence; i++)
        pen_text(&pen, i == 0 ? STYLE_VALUE : STYLE_PLAIN, finding->evidence[i]);
    if (finding->state == RR_FINDING_OK)
        pen_text(&pen, STYLE_OK, _("It is there and switched on."));
    pen_text(&pen, STYLE_PLAIN, finding->why);
    pen_skip(&pen, 1);
    return rect_skip(area, pen.rest.row - area.row, 0);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct rect rest = draw_finding(m, canvas, body);
    bool is_other = names_another(m);
    bool has_focus = m->account.list.cursor == ROW_OTHER && m->n_overlays == 0;
    struct rr_err err = {0};
    const char *text = m->fields[FIELD_BUILD_ACCOUNT].text;
    bool is_good = *text == '\0' || rr_name_check_account(text, &err);
    draw_radio(canvas, rect_row(rest, 0), !is_other, _("Keep it"));
    draw_radio(canvas, rect_row(rest, 1), is_other, _("Another one, by its e-mail:"));
    struct rect place = rect_inset(rect_skip(rect_row(rest, 2), 0, 4), 0, 2);
    rows_draw_field(&m->fields[FIELD_BUILD_ACCOUNT], canvas, place, is_good, has_focus);
    canvas_glyph(canvas, rect_row(rest, m->account.list.cursor), STYLE_STRONG, GLYPH_CURSOR);
    struct pen pen = pen_begin(canvas, rect_inset(rect_skip(rest, 4, 0), 0, 2));
    if (!is_good)
        pen_text(&pen, STYLE_ERROR, err.summary);
    pen_text(&pen, STYLE_DIM,
             _("Deploys by gcloud take the default unless they are told otherwise: another "
               "account has to be named there too (--build-service-account)."));
}

const struct screen account_screen = {
    .id = "account",
    .title = N_("Build account"),
    .help = N_("Cloud Build acts as this service account when it builds your code. Since May 2024 "
               "new projects use the Compute Engine default account, which often holds no role at "
               "all. Keep it, or name another; the roles on the next screen are for it."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .text = take_text,
    .view = view,
};
