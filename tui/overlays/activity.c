/* Activity: every call to Google Cloud. A token never gets here. */
#include "config.h"

#include <stdio.h>

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

static int n_rows(const struct model *m)
{
    return m->log.n < ACTIVITY_MAX ? (int)m->log.n : ACTIVITY_MAX;
}

/* The newest stands at the top. */
static const struct activity_line *line_at(const struct model *m, int i)
{
    return &m->log.lines[(m->log.n - 1 - (size_t)i) % ACTIVITY_MAX];
}

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){0};
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST;
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    (void)fx;
    return rows_act(&m->choice, action, n_rows(m), frame_overlay(m).rows - 1);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    (void)fx;
    rows_mouse(&m->choice, mouse, rect_skip(body, 1, 0), n_rows(m));
}

static void draw_line(struct canvas *canvas, struct rect row, const struct activity_line *line)
{
    enum { METHOD_COLS = 7, STATUS_COLS = 5, TIME_COLS = 9 };
    char text[32];
    enum style style = line->status >= 200 && line->status < 300 ? STYLE_OK : STYLE_WARNING;
    canvas_put(canvas, rect_keep(row, 1, METHOD_COLS), STYLE_CODE, line->method);
    row = rect_skip(row, 0, METHOD_COLS);
    snprintf(text, sizeof text, line->status > 0 ? "%d" : "-", line->status);
    canvas_put(canvas, rect_keep(row, 1, STATUS_COLS), style, text);
    row = rect_skip(row, 0, STATUS_COLS);
    snprintf(text, sizeof text, "%lld ms", (long long)line->ms);
    canvas_put_right(canvas, rect_keep(row, 1, TIME_COLS - 1), STYLE_DIM, text);
    row = rect_skip(row, 0, TIME_COLS);
    int used = canvas_put(canvas, row, STYLE_VALUE, line->api) + 1;
    canvas_put_tail(canvas, rect_skip(row, 0, used), STYLE_PLAIN, line->path);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct rect area = rect_skip(body, 1, 0);
    canvas_printf(canvas, rect_row(body, 0), STYLE_HEADING, _("%zu calls, the newest first"),
                  m->log.n);
    for (int i = 0; i < n_rows(m); i++) {
        struct rect row = rows_rect(&m->choice, area, n_rows(m), i);
        if (rect_is_empty(row))
            continue;
        draw_line(canvas, row, line_at(m, i));
        if (i == m->choice.cursor)
            canvas_ground(canvas, row, STYLE_FOCUS);
    }
    rows_draw_more(&m->choice, canvas, area, n_rows(m));
}

const struct screen activity_overlay = {
    .id = "activity",
    .title = N_("Activity"),
    .help = N_("Every call to Google Cloud: method, answer, time, API and resource. Tokens never "
               "appear here."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};
