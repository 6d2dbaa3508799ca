/* The frame around pages and overlays; see the header. */
#include "config.h"

#include "tui/frame.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "tui/model.h"
#include "tui/strip.h"
#include "tui/widgets/footer.h"
#include "tui/widgets/overlay.h"

/* ---- steps ---- */

/* What the head calls the pages; several pages may be one step. */
struct step_title {
    const char *title; // N_
    enum page_id first, last;
};

static const struct step_title steps[] = {
    {N_("Start"), PAGE_START, PAGE_START},    {N_("Check"), PAGE_CHECK, PAGE_CHECK},
    {N_("Roles"), PAGE_ACCOUNT, PAGE_ROLES},  {N_("Access"), PAGE_ACCESS, PAGE_SCHEDULE},
    {N_("Review"), PAGE_REVIEW, PAGE_REVIEW}, {N_("Apply"), PAGE_APPLY, PAGE_PROPAGATION},
    {N_("Deploy"), PAGE_DEPLOY, PAGE_DONE},
};

enum { N_STEPS = sizeof steps / sizeof *steps };

static int step_now(const struct model *m)
{
    for (int i = 0; i < N_STEPS; i++)
        if (m->page >= steps[i].first && m->page <= steps[i].last)
            return i;
    return 0;
}

static void draw_steps(const struct model *m, struct canvas *canvas, struct rect area)
{
    int now = step_now(m);
    int col = 1;
    for (int i = 0; i < N_STEPS; i++) {
        bool is_done = i < now;
        enum style style = i == now ? STYLE_STEP_NOW : is_done ? STYLE_STEP_DONE : STYLE_STEP_TODO;
        enum glyph glyph = i == now ? GLYPH_NOW : is_done ? GLYPH_OK : GLYPH_TODO;
        struct rect at = rect_skip(area, 0, col);
        int used = canvas_glyph(canvas, at, style, glyph);
        used += 1 + canvas_put(canvas, rect_skip(at, 0, used + 1), style, _(steps[i].title));
        col += used + (area.cols >= 76 ? 3 : 2);
    }
}

/* ---- head ---- */

/* "ID (NUMBER) / REGION / SERVICE" with as much of it as fits `cols`: the number goes first, then the region. */
static void add_where(const struct model *m, int cols, struct rr_buf *out)
{
    struct rr_context context = model_context(m);
    const char *id = *context.project != '\0' ? context.project : _("no project yet");
    const char *number = m->observed != NULL ? rr_observed_project(m->observed).number : "";
    const char *parts[] = {number, context.region, context.service};
    for (size_t left_out = 0; left_out <= 3; left_out++) {
        rr_buf_clear(out);
        rr_buf_add(out, id);
        if (left_out < 1 && *number != '\0')
            rr_buf_printf(out, " (%s)", number);
        for (size_t i = left_out < 2 ? 1 : left_out; i < 3; i++)
            if (*parts[i] != '\0')
                rr_buf_printf(out, " / %s", parts[i]);
        if (text_width(rr_buf_text(out)) <= cols)
            return;
    }
}

static const char *mode_text(const struct model *m)
{
    if (m->is_sandbox)
        return _("sandbox");
    return *m->sign_in != '\0' ? m->sign_in : _("not signed in yet");
}

static void draw_head(const struct model *m, struct canvas *canvas, struct rect area)
{
    RR_BUF_AUTO where = {0};
    canvas_fill(canvas, area, STYLE_HEADER);
    int col = 1;
    if (frame_layout(m->rows, m->cols).steps.rows == 0) {
        int now = step_now(m);
        col += canvas_printf(canvas, rect_skip(area, 0, col), STYLE_HEADER, "%d/%d %s  ", now + 1,
                             N_STEPS, _(steps[now].title));
    } else {
        col += canvas_put(canvas, rect_skip(area, 0, col), STYLE_TITLE, "runready") + 2;
    }
    int mode_cols = text_width(mode_text(m));
    add_where(m, area.cols - col - (mode_cols < 30 ? mode_cols : 30) - 3, &where);
    col += canvas_put_cut(canvas, rect_skip(area, 0, col), STYLE_HEADER, rr_buf_text(&where));
    struct rect rest = rect_keep(rect_skip(area, 0, col + 2), 1, area.cols - col - 3);
    struct rect right = mode_cols < rest.cols ? rect_skip(rest, 0, rest.cols - mode_cols) : rest;
    canvas_put_cut(canvas, right, STYLE_MODE, mode_text(m));
}

/* ---- all together ---- */

unsigned frame_contexts(const struct model *m)
{
    const struct screen *screen = model_screen(m);
    unsigned contexts = screen->contexts != NULL ? screen->contexts(m) : 0;
    if (m->n_overlays > 0)
        return contexts | CONTEXT_ALWAYS | CONTEXT_BACK;
    contexts |= CONTEXT_ALWAYS | CONTEXT_PAGE;
    return m->page != PAGE_START ? contexts | CONTEXT_BACK : contexts;
}

static void draw_notice(const struct model *m, struct canvas *canvas, struct rect area)
{
    if (*m->notice == '\0')
        canvas_hline(canvas, area, STYLE_BORDER);
    else
        canvas_put_cut(canvas, rect_skip(area, 0, 1), STYLE_NOTICE, m->notice);
}

static void draw_overlay(const struct model *m, struct canvas *canvas)
{
    const struct screen *screen = model_screen(m);
    struct rect inside = overlay_draw(canvas, _(screen->title), OVERLAY_ROWS, OVERLAY_COLS);
    screen->view(m, canvas, inside);
}

static void draw_footer(const struct model *m, struct canvas *canvas, struct rect area)
{
    struct footer footer = {.contexts = frame_contexts(m)};
    canvas_fill(canvas, area, STYLE_FOOTER);
    footer_draw(&footer, canvas, rect_skip(area, 0, 1));
}

static void draw_too_small(const struct model *m, struct canvas *canvas)
{
    char text[128];
    snprintf(text, sizeof text, _("%dx%d is too small: 40x12 is needed. q: quit"), m->cols,
             m->rows);
    canvas_put_cut(canvas, canvas_all(canvas), STYLE_PLAIN, text);
}

void frame_view(const struct model *m, struct canvas *canvas)
{
    struct layout layout = frame_layout(canvas->rows, canvas->cols);
    canvas_clear(canvas);
    if (layout.is_too_small) {
        draw_too_small(m, canvas);
        return;
    }
    draw_head(m, canvas, layout.head);
    if (!rect_is_empty(layout.steps))
        draw_steps(m, canvas, layout.steps);
    for (size_t i = 0; i < 2; i++)
        canvas_hline(canvas, layout.lines[i], STYLE_BORDER);
    if (!rect_is_empty(layout.strip))
        strip_view(m, canvas, layout.strip, m->station);
    page_screen(m->page)->view(m, canvas, layout.body);
    draw_notice(m, canvas, layout.notice);
    if (m->n_overlays > 0)
        draw_overlay(m, canvas);
    draw_footer(m, canvas, layout.footer);
}
