/* The footer and the page of keys. */
#include "config.h"

#include "tui/widgets/footer.h"

#include <stdio.h>

#include "core/util/i18n.h"

enum { GAP = 2, SHOWN_MAX = ACTION_COUNT };

/* The actions that are shown, in the order of the table. */
struct shown {
    enum action actions[SHOWN_MAX];
    int n;
};

static const char *word_of(const struct footer *footer, enum action action)
{
    const char *word = footer->word != NULL ? footer->word(footer->data, action) : NULL;
    return word != NULL ? word : _(action_def(action)->brief);
}

static const char *reason_of(const struct footer *footer, enum action action)
{
    return footer->why_not != NULL ? footer->why_not(footer->data, action) : NULL;
}

/* The first key that works where characters may belong to a text; false when there is none. */
static bool find_key(const struct footer *footer, enum action action, struct key *out)
{
    const struct action_def *def = action_def(action);
    for (int i = 0; i < ACTION_KEYS_MAX && def->keys[i].code != KEY_CODE_NONE; i++) {
        if (action_for_key(footer->contexts, def->keys[i]) == action) {
            *out = def->keys[i];
            return true;
        }
    }
    return false;
}

static void add_key(const struct footer *footer,
                    enum glyph_set_id glyphs,
                    enum action action,
                    char out[KEY_NAME])
{
    const enum glyph *shown = action_def(action)->glyphs;
    struct key key = {0};
    if (shown[0] != GLYPH_NONE) {
        snprintf(out, KEY_NAME, "%s%s", glyph_text(glyphs, shown[0]), glyph_text(glyphs, shown[1]));
        return;
    }
    find_key(footer, action, &key);
    key_format(key, out);
}

static int width_of(const struct footer *footer, enum glyph_set_id glyphs, enum action action)
{
    char key[KEY_NAME];
    add_key(footer, glyphs, action, key);
    return text_width(key) + 1 + text_width(word_of(footer, action)) + GAP;
}

static int
total_width(const struct footer *footer, enum glyph_set_id glyphs, const struct shown *shown)
{
    int sum = -GAP;
    for (int i = 0; i < shown->n; i++)
        sum += width_of(footer, glyphs, shown->actions[i]);
    return sum;
}

static void leave_out_last(struct shown *shown)
{
    int worst = 0;
    for (int i = 1; i < shown->n; i++)
        if (action_def(shown->actions[i])->rank > action_def(shown->actions[worst])->rank)
            worst = i;
    for (int i = worst; i + 1 < shown->n; i++)
        shown->actions[i] = shown->actions[i + 1];
    shown->n--;
}

static struct shown choose(const struct footer *footer, enum glyph_set_id glyphs, int cols)
{
    struct shown shown = {.n = 0};
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        struct key key;
        bool is_live = action_is_live((enum action)i, footer->contexts);
        if (is_live && action_def((enum action)i)->rank > 0 &&
            find_key(footer, (enum action)i, &key))
            shown.actions[shown.n++] = (enum action)i;
    }
    while (shown.n > 0 && total_width(footer, glyphs, &shown) > cols)
        leave_out_last(&shown);
    return shown;
}

void footer_draw(const struct footer *footer, struct canvas *canvas, struct rect area)
{
    area = rect_row(area, 0);
    canvas_fill(canvas, area, STYLE_FOOTER);
    struct rect at = rect_inset(area, 0, 1);
    struct shown shown = choose(footer, canvas->glyphs, at.cols);
    for (int i = 0; i < shown.n; i++) {
        char key[KEY_NAME];
        enum action action = shown.actions[i];
        bool works = reason_of(footer, action) == NULL;
        add_key(footer, canvas->glyphs, action, key);
        int used = canvas_put(canvas, at, works ? STYLE_KEY : STYLE_KEY_DISABLED, key);
        struct rect word = rect_skip(at, 0, used + 1);
        used += 1 + canvas_put(canvas, word, works ? STYLE_FOOTER : STYLE_KEY_DISABLED,
                               word_of(footer, action));
        at = rect_skip(at, 0, used + GAP);
    }
}

enum action footer_mouse(const struct footer *footer,
                         const struct canvas *canvas,
                         struct rect area,
                         struct mouse mouse)
{
    if (mouse.kind != MOUSE_PRESS || !rect_has(rect_row(area, 0), mouse.row, mouse.col))
        return ACTION_NONE;
    struct rect at = rect_inset(rect_row(area, 0), 0, 1);
    struct shown shown = choose(footer, canvas->glyphs, at.cols);
    for (int i = 0; i < shown.n; i++) {
        int width = width_of(footer, canvas->glyphs, shown.actions[i]);
        if (rect_has(rect_keep(at, 1, width - GAP), mouse.row, mouse.col))
            return shown.actions[i];
        at = rect_skip(at, 0, width);
    }
    return ACTION_NONE;
}

void footer_add_keys(const struct footer *footer, struct rr_buf *out)
{
    enum { KEY_COLS = 14 };
    for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
        char keys[ACTION_KEYS_TEXT];
        struct key key;
        enum action action = (enum action)i;
        if (!action_is_live(action, footer->contexts) || !find_key(footer, action, &key))
            continue;
        text_add_padded(out, action_keys(action, keys), KEY_COLS);
        rr_buf_add(out, _(action_def(action)->help));
        const char *reason = reason_of(footer, action);
        if (reason != NULL)
            rr_buf_printf(out, _(" Not now: %s"), reason);
        rr_buf_addc(out, '\n');
    }
}
