/* Language: switches at once. */
#include "config.h"

#include <string.h>

#include "core/util/i18n.h"
#include "runready/lang.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

struct language {
    const char *code;
    const char *title; // in itself, never translated
};

static const struct language languages[] = {{"en", "English"}, {"ja", "日本語"}};

enum { N_LANGUAGES = sizeof languages / sizeof *languages };

/* The cursor stands on the other one: L and Enter switch. */
static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    m->choice = (struct list){.cursor = strcmp(rr_lang_get(), "ja") == 0 ? 0 : 1};
}

static unsigned contexts(const struct model *m)
{
    (void)m;
    return CONTEXT_LIST | CONTEXT_CHOICE;
}

static void choose(struct model *m, struct effects *fx)
{
    effect_add(fx, (struct effect){.kind = FX_LANG, .text = languages[m->choice.cursor].code});
    effect_add(fx, (struct effect){.kind = FX_CONFIG});
    model_close(m);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    if (action == ACTION_CHOOSE) {
        choose(m, fx);
        return true;
    }
    return rows_act(&m->choice, action, N_LANGUAGES, N_LANGUAGES);
}

static void
take_mouse(struct model *m, const struct mouse *mouse, struct rect body, struct effects *fx)
{
    if (rows_mouse(&m->choice, mouse, body, N_LANGUAGES) && mouse->kind == MOUSE_PRESS)
        choose(m, fx);
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    for (int i = 0; i < N_LANGUAGES; i++) {
        struct rect row = rows_rect(&m->choice, body, N_LANGUAGES, i);
        bool is_now = strcmp(rr_lang_get(), languages[i].code) == 0;
        canvas_put(canvas, rect_skip(row, 0, 2), is_now ? STYLE_STRONG : STYLE_PLAIN,
                   languages[i].title);
        if (i == m->choice.cursor)
            rows_draw_cursor(canvas, row);
    }
}

const struct screen language_overlay = {
    .id = "language",
    .title = N_("Language"),
    .help = N_("English or Japanese; role ids, permissions and commands are never translated."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .mouse = take_mouse,
    .view = view,
};
