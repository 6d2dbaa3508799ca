/* Confirming by typing. */
#include "config.h"

#include "tui/widgets/confirm.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"

void confirm_begin(struct confirm *confirm, const char *word)
{
    *confirm = (struct confirm){0};
    snprintf(confirm->word, sizeof confirm->word, "%s", word);
}

/* Blanks around the word are nobody's mistake. */
bool confirm_is_right(const struct confirm *confirm)
{
    const char *text = confirm->input.text + strspn(confirm->input.text, " ");
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    return n > 0 && n == strlen(confirm->word) && memcmp(text, confirm->word, n) == 0;
}

enum confirm_state confirm_key(struct confirm *confirm, struct key key)
{
    if (key.code == KEY_CODE_ESC)
        return CONFIRM_LEFT;
    if (key.code != KEY_CODE_ENTER) {
        confirm->was_wrong &= !input_key(&confirm->input, key);
        return CONFIRM_OPEN;
    }
    confirm->was_wrong = !confirm_is_right(confirm);
    return confirm->was_wrong ? CONFIRM_OPEN : CONFIRM_GIVEN;
}

void confirm_draw(const struct confirm *confirm,
                  struct canvas *canvas,
                  struct rect area,
                  const char *ask)
{
    struct rect row = rect_row(area, 0);
    int used = canvas_put_cut(canvas, row, STYLE_LABEL, ask);
    used += canvas_put(canvas, rect_skip(row, 0, used), STYLE_LABEL, " ");
    int room = row.cols - used;
    bool is_below = room < text_width(confirm->word) + 2;
    struct rect field = is_below ? rect_row(area, 1) : rect_skip(row, 0, used);
    struct input_view view = {.has_focus = true, .placeholder = confirm->word};
    view.error = confirm->was_wrong ? "" : NULL;
    input_draw(&confirm->input, canvas, field, &view);
    if (confirm->was_wrong)
        canvas_put_cut(canvas, rect_row(area, is_below ? 2 : 1), STYLE_ERROR,
                       _("That is not it. Nothing has been changed."));
}
