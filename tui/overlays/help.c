/* Help for the screen below, and every key that works there. */
#include "config.h"

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

/* What the overlay is about: the overlay below it, or the page. */
static const struct screen *below(const struct model *m)
{
    return m->n_overlays > 1 ? overlay_screen(m->overlays[m->n_overlays - 2])
                             : page_screen(m->page);
}

static unsigned below_contexts(const struct model *m)
{
    const struct screen *screen = below(m);
    unsigned contexts = screen->contexts != NULL ? screen->contexts(m) : 0;
    unsigned around = m->n_overlays > 1 ? CONTEXT_BACK : CONTEXT_PAGE;
    if (m->n_overlays == 1 && m->page != PAGE_START)
        around |= CONTEXT_BACK;
    return contexts | around;
}

static int live_actions(const struct model *m, enum action out[ACTION_COUNT])
{
    unsigned contexts = below_contexts(m);
    int n = 0;
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
        if (action_is_live((enum action)i, contexts))
            out[n++] = (enum action)i;
    return n;
}

/* ---- help ---- */

static void view_help(const struct model *m, struct canvas *canvas, struct rect body)
{
    const struct screen *screen = below(m);
    struct pen pen = pen_begin(canvas, body);
    pen_text(&pen, STYLE_HEADING, _(screen->title));
    pen_text(&pen, STYLE_PLAIN, _(screen->help));
    pen_skip(&pen, 1);
    pen_text(
        &pen, STYLE_PLAIN,
        _("Nothing is written to the cloud before you have typed the confirmation on the Apply "
          "screen. Looking is always safe."));
    pen_skip(&pen, 1);
    pen_text(
        &pen, STYLE_DIM,
        _("K shows every key that works here, i explains the terms, c switches to plain words, ! "
          "starts from a symptom."));
}

const struct screen help_overlay = {
    .id = "help",
    .title = N_("Help"),
    .help = "",
    .view = view_help,
};

/* ---- keys ---- */

static unsigned keys_contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST;
}

static void keys_enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){0};
}

/* The sentences are cut on a narrow screen; the one under the cursor then stands whole at the bottom. */
enum { SENTENCE_COLS = 72, SENTENCE_ROWS = 3 };

static struct rect keys_list(struct rect body)
{
    bool is_roomy = body.cols >= SENTENCE_COLS || body.rows < 2 * SENTENCE_ROWS;
    return is_roomy ? body : rect_keep(body, body.rows - SENTENCE_ROWS, body.cols);
}

static bool keys_act(struct model *m, enum action action, struct effects *fx)
{
    (void)fx;
    enum action actions[ACTION_COUNT];
    return rows_act(&m->choice, action, live_actions(m, actions), keys_list(frame_overlay(m)).rows);
}

static void view_keys(const struct model *m, struct canvas *canvas, struct rect body)
{
    enum { KEYS_COLS = 16 };
    enum action actions[ACTION_COUNT];
    int n = live_actions(m, actions);
    struct rect list = keys_list(body);
    for (int i = 0; i < n; i++) {
        struct rect row = rows_rect(&m->choice, list, n, i);
        char keys[ACTION_KEYS_TEXT];
        if (rect_is_empty(row))
            continue;
        canvas_put_cut(canvas, rect_keep(row, 1, KEYS_COLS - 1), STYLE_KEY,
                       action_keys(actions[i], keys));
        struct rect sentence = rect_skip(rect_keep(row, 1, row.cols - 2), 0, KEYS_COLS);
        canvas_put_cut(canvas, sentence, STYLE_PLAIN, _(action_def(actions[i])->help));
        if (i == m->choice.cursor)
            canvas_ground(canvas, row, STYLE_FOCUS);
    }
    rows_draw_more(&m->choice, canvas, list, n);
    struct rect below = rect_skip(body, list.rows, 0);
    if (rect_is_empty(below) || m->choice.cursor >= n)
        return;
    canvas_hline(canvas, below, STYLE_BORDER);
    canvas_put_wrapped(canvas, rect_skip(below, 1, 0), STYLE_PLAIN,
                       _(action_def(actions[m->choice.cursor])->help));
}

const struct screen keys_overlay = {
    .id = "keys",
    .title = N_("Keys that work here"),
    .help = "",
    .enter = keys_enter,
    .contexts = keys_contexts,
    .act = keys_act,
    .view = view_keys,
};
