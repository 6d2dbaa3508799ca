/* Themes, each seen as soon as the cursor stands on it. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

static struct rect list_area(struct rect body)
{
    return rect_keep(body, body.rows - 2, body.cols);
}

static int visible_rows(const struct model *m)
{
    return frame_overlay(m).rows - 2;
}

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){0};
    for (size_t i = 0; i < m->n_themes; i++)
        if (strcmp(m->themes[i], m->settings.theme) == 0)
            rows_set(&m->choice, (int)i, (int)m->n_themes, visible_rows(m));
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_CHOICE;
}

static void preview(const struct model *m, struct effects *fx)
{
    if ((size_t)m->choice.cursor < m->n_themes)
        effect_add(fx, (struct effect){.kind = FX_THEME, .text = m->themes[m->choice.cursor]});
}

static void choose(struct model *m, struct effects *fx)
{
    if ((size_t)m->choice.cursor >= m->n_themes)
        return;
    snprintf(m->settings.theme, sizeof m->settings.theme, "%s", m->themes[m->choice.cursor]);
    effect_add(fx, (struct effect){.kind = FX_CONFIG});
    model_close(m);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_CHOOSE) {
        choose(m, fx);
        return true;
    }
    if (action == ACTION_BACK || action == ACTION_THEME) {
        effect_add(fx, (struct effect){.kind = FX_THEME, .text = m->settings.theme});
        model_close(m);
        return true;
    }
    if (!rows_act(&m->choice, action, (int)m->n_themes, visible_rows(m)))
        return false;
    preview(m, fx);
    return true;
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    if (rows_mouse(&m->choice, mouse, list_area(body), (int)m->n_themes))
        preview(m, fx);
}

/* The signs of states, as the theme draws them. */
static void draw_sample(struct canvas *canvas, struct rect line)
{
    static const struct {
        enum glyph glyph;
        enum style style;
        const char *word; // N_
    } samples[] = {
        {GLYPH_OK, STYLE_OK, N_("ok")},
        {GLYPH_MISSING, STYLE_MISSING, N_("missing")},
        {GLYPH_BLOCKED, STYLE_BLOCKED, N_("blocked")},
        {GLYPH_WARNING, STYLE_WARNING, N_("note")},
        {GLYPH_UNKNOWN, STYLE_UNKNOWN, N_("unknown")},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        int used = canvas_glyph(canvas, line, samples[i].style, samples[i].glyph) + 1;
        used += canvas_put(canvas, rect_skip(line, 0, used), samples[i].style, _(samples[i].word));
        line = rect_skip(line, 0, used + 2);
    }
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct rect area = list_area(body);
    for (size_t i = 0; i < m->n_themes; i++) {
        struct rect row = rows_rect(&m->choice, area, (int)m->n_themes, (int)i);
        if (rect_is_empty(row))
            continue;
        bool is_now = strcmp(m->themes[i], m->settings.theme) == 0;
        canvas_put_cut(canvas, rect_skip(row, 0, 2), is_now ? STYLE_STRONG : STYLE_PLAIN,
                       m->themes[i]);
        if ((int)i == m->choice.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->choice, canvas, area, (int)m->n_themes);
    draw_sample(canvas, rect_row(body, body.rows - 1));
}

const struct screen themes_overlay = {
    .id = "themes",
    .title = N_("Theme"),
    .help = N_("Colours. The screen shows the theme under the cursor at once; Enter keeps it, Esc "
               "goes back to the one before. Your own go into ~/.config/runready/themes."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};
