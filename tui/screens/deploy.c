/* Deploy: the exact command, and how to call what it makes. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/command.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

enum { ROW_DEPLOY, ROW_CALL, N_ROWS };

static void command_text(const struct model *m, int row, struct rr_buf *out)
{
    struct rr_context context = model_context(m);
    if (row == ROW_DEPLOY)
        command_deploy(&context, out);
    else
        command_call(&context, out);
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_COPY | CONTEXT_NEXT | CONTEXT_READ;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_COPY || action == ACTION_PAGER) {
        RR_BUF_AUTO text = {0};
        command_text(m, m->deploy.cursor, &text);
        effect_add(fx, (struct effect){.kind = action == ACTION_COPY ? FX_COPY : FX_BARE,
                                       .text = rr_arena_str(&m->turn, rr_buf_text(&text))});
        return true;
    }
    return rows_act(&m->deploy, action, N_ROWS, N_ROWS);
}

static void draw_command(const struct model *m, struct pen *pen, int row, const char *title)
{
    RR_BUF_AUTO text = {0};
    bool is_here = m->deploy.cursor == row;
    command_text(m, row, &text);
    if (is_here)
        canvas_glyph(pen->canvas, pen->rest, STYLE_STRONG, GLYPH_CURSOR);
    struct rect place = rect_skip(pen->rest, 0, 2);
    struct pen inner = pen_begin(pen->canvas, place);
    pen_text(&inner, is_here ? STYLE_HEADING : STYLE_LABEL, title);
    pen_text(&inner, STYLE_CODE, rr_buf_text(&text));
    pen_skip(pen, inner.rest.row - place.row + 1);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct pen pen = pen_begin(canvas, body);
    draw_command(m, &pen, ROW_DEPLOY,
                 _("Deploy with this, in the folder's terminal (y copies it):"));
    if (m->use_case != RR_USE_PIPELINE)
        draw_command(m, &pen, ROW_CALL, _("Then call it:"));
    pen.rest = rect_inset(pen.rest, 0, 2);
    if (model_n_waiting(m) > 0)
        pen_printf(&pen, STYLE_STRONG,
                   _("%zu steps wait for the service. When it is deployed, r reads again, and they "
                     "come up for review."),
                   model_n_waiting(m));
    pen_text(&pen, STYLE_DIM,
             _("403 comes from Cloud Run's door: the caller lacks roles/run.invoker. 401 from your "
               "app's own sign-in: IAM let the call through."));
}

/* The service is there: what had to wait for it comes up. */
static void take(struct model *m, const struct msg *msg, struct effects *fx)
{
    if (msg->kind != MSG_OBSERVED || m->judged.plan.n_steps == 0)
        return;
    model_go(m, PAGE_REVIEW, fx);
    model_notice(m, _("%zu changes are ready for review."), m->judged.plan.n_steps);
}

const struct screen deploy_screen = {
    .id = "deploy",
    .title = N_("Deploy"),
    .help = N_("The exact command that builds and deploys your folder, with the flags that follow "
               "from your choices. y copies what the cursor stands on."),
    .contexts = contexts,
    .act = act,
    .take = take,
    .view = view,
};
