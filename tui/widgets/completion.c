/* Completion under an input. */
#include "config.h"

#include "tui/widgets/completion.h"

#include <string.h>
#include <strings.h>

#include "tui/widgets/filter.h"

static bool begins(const char *item, const char *text)
{
    return strncasecmp(item, text, strlen(text)) == 0;
}

static bool holds(const char *item, const char *text)
{
    return filter_holds(item, (struct text_span){text, strlen(text)});
}

int completion_match(const struct candidates *candidates, const char *text, int nth)
{
    // First what begins with the text, then what holds it elsewhere.
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < candidates->n; i++) {
            bool is_begin = begins(candidates->items[i], text);
            bool fits = pass == 0 ? is_begin : !is_begin && holds(candidates->items[i], text);
            if (fits && nth-- == 0)
                return (int)i;
        }
    }
    return -1;
}

int completion_count(const struct candidates *candidates, const char *text)
{
    int n = 0;
    for (size_t i = 0; i < candidates->n; i++)
        n += holds(candidates->items[i], text);
    return n;
}

static void
fit(struct completion *completion, const struct candidates *candidates, const char *text)
{
    int n = completion_count(candidates, text);
    list_fit(&completion->list, n, n < COMPLETION_ROWS ? n : COMPLETION_ROWS);
    completion->is_open &= n > 0;
}

void completion_refresh(struct completion *completion,
                        const struct candidates *candidates,
                        const char *text)
{
    int first = completion_match(candidates, text, 0);
    bool is_whole = first >= 0 && strcmp(candidates->items[first], text) == 0;
    completion->list.cursor = 0;
    completion->is_open = *text != '\0' && first >= 0 && !is_whole;
    fit(completion, candidates, text);
}

static bool
take(struct completion *completion, const struct candidates *candidates, struct input *input)
{
    int chosen = completion_match(candidates, input->text, completion->list.cursor);
    if (chosen >= 0)
        input_set(input, candidates->items[chosen]);
    completion->is_open = false;
    return true;
}

bool completion_key(struct completion *completion,
                    const struct candidates *candidates,
                    struct input *input,
                    struct key key)
{
    if (!completion->is_open) {
        if (key.code != KEY_CODE_DOWN || candidates->n == 0)
            return false;
        completion->is_open = true;
        completion->list.cursor = 0;
        fit(completion, candidates, input->text);
        return completion->is_open;
    }
    switch (key.code) {
    case KEY_CODE_UP:
        return list_update(&completion->list, ACTION_UP);
    case KEY_CODE_DOWN:
        return list_update(&completion->list, ACTION_DOWN);
    case KEY_CODE_PAGE_UP:
        return list_update(&completion->list, ACTION_PAGE_UP);
    case KEY_CODE_PAGE_DOWN:
        return list_update(&completion->list, ACTION_PAGE_DOWN);
    case KEY_CODE_ENTER:
    case KEY_CODE_TAB:
        return take(completion, candidates, input);
    case KEY_CODE_ESC:
        completion->is_open = false;
        return true;
    default:
        return false;
    }
}

int completion_draw(const struct completion *completion,
                    const struct candidates *candidates,
                    const char *text,
                    struct canvas *canvas,
                    struct rect area)
{
    if (!completion->is_open)
        return 0;
    int rows = list_end(&completion->list) - completion->list.top;
    area = rect_keep(area, rows, area.cols);
    canvas_fill(canvas, area, STYLE_OVERLAY);
    for (int i = 0; i < area.rows; i++) {
        int nth = completion->list.top + i;
        int item = completion_match(candidates, text, nth);
        struct rect row = rect_row(area, i);
        if (item < 0)
            break;
        bool has_cursor = nth == completion->list.cursor;
        canvas_ground(canvas, row, has_cursor ? STYLE_FOCUS : STYLE_OVERLAY);
        struct rect at = rect_inset(row, 0, 1);
        int used = canvas_put_cut(canvas, at, STYLE_PLAIN, candidates->items[item]);
        if (candidates->remarks != NULL && candidates->remarks[item] != NULL)
            canvas_put_cut(canvas, rect_skip(at, 0, used + 2), STYLE_DIM,
                           candidates->remarks[item]);
    }
    list_draw_scrollbar(&completion->list, canvas, area);
    return area.rows;
}
