/* The filter of a list. */
#include "config.h"

#include "tui/widgets/filter.h"

#include <string.h>
#include <strings.h>

void filter_open(struct filter *filter)
{
    filter->is_typing = true;
}

bool filter_clear(struct filter *filter)
{
    bool was_set = filter->is_typing || filter_is_set(filter);
    *filter = (struct filter){0};
    return was_set;
}

bool filter_is_set(const struct filter *filter)
{
    return filter->input.n > 0;
}

bool filter_key(struct filter *filter, struct key key)
{
    if (key.code == KEY_CODE_ESC)
        return filter_clear(filter);
    if (key.code == KEY_CODE_ENTER) {
        filter->is_typing = false;
        return false;
    }
    if (key.code == KEY_CODE_BACKSPACE && filter->input.n == 0)
        return filter_clear(filter);
    return input_key(&filter->input, key);
}

bool filter_holds(const char *text, struct text_span part)
{
    for (; strlen(text) >= part.n; text++)
        if (strncasecmp(text, part.text, part.n) == 0)
            return true;
    return false;
}

bool filter_passes(const struct filter *filter, const char *text)
{
    for (const char *word = filter->input.text; *word != '\0';) {
        size_t n = strcspn(word, " ");
        if (n > 0 && !filter_holds(text, (struct text_span){word, n}))
            return false;
        word += n + strspn(word + n, " ");
    }
    return true;
}

void filter_draw(const struct filter *filter, struct canvas *canvas, struct rect area)
{
    if (!filter->is_typing && !filter_is_set(filter))
        return;
    int used = canvas_put(canvas, area, STYLE_KEY, "/");
    struct input_view view = {.has_focus = filter->is_typing};
    input_draw(&filter->input, canvas, rect_skip(area, 0, used), &view);
}
