/* One line of text being typed. */
#include "config.h"

#include "tui/widgets/input.h"

#include <string.h>

#include "core/util/utf8.h"

static void remove_bytes(struct input *input, size_t begin, size_t end)
{
    memmove(input->text + begin, input->text + end, input->n - end + 1);
    input->n -= end - begin;
    input->cursor = begin;
}

static void insert(struct input *input, const char *bytes, size_t n)
{
    if (input->n + n >= INPUT_MAX)
        return;
    memmove(input->text + input->cursor + n, input->text + input->cursor,
            input->n - input->cursor + 1);
    memcpy(input->text + input->cursor, bytes, n);
    input->n += n;
    input->cursor += n;
}

void input_set(struct input *input, const char *text)
{
    *input = (struct input){0};
    while (*text != '\0') {
        size_t n = text_next(text, NULL);
        insert(input, text, n);
        text += n;
    }
}

void input_paste(struct input *input, const char *text)
{
    text += strspn(text, " \n\t");
    size_t n = strlen(text);
    while (n > 0 && strchr(" \n\t", text[n - 1]) != NULL)
        n--;
    for (size_t at = 0; at < n;) {
        size_t step = text_next(text + at, NULL);
        if (text[at] != '\n' && text[at] != '\t')
            insert(input, text + at, step);
        at += step;
    }
}

/* ---- keys ---- */

static size_t left_of(const struct input *input)
{
    return input->cursor - text_previous(input->text, input->cursor);
}

static size_t right_of(const struct input *input)
{
    return input->cursor + text_next(input->text + input->cursor, NULL);
}

/* Where the word before the cursor begins; "/", "." and "-" end words too, as in paths and ids. */
static size_t word_before(const struct input *input)
{
    static const char between[] = " /.-:@";
    size_t at = input->cursor;
    while (at > 0 && strchr(between, input->text[at - 1]) != NULL)
        at--;
    while (at > 0 && strchr(between, input->text[at - 1]) == NULL)
        at--;
    return at;
}

static bool control_key(struct input *input, uint32_t rune)
{
    switch (rune) {
    case 'a':
        input->cursor = 0;
        return true;
    case 'e':
        input->cursor = input->n;
        return true;
    case 'b':
        input->cursor = left_of(input);
        return true;
    case 'f':
        input->cursor = right_of(input);
        return true;
    case 'd':
        remove_bytes(input, input->cursor, right_of(input));
        return true;
    case 'h':
        remove_bytes(input, left_of(input), input->cursor);
        return true;
    case 'k':
        remove_bytes(input, input->cursor, input->n);
        return true;
    case 'u':
        remove_bytes(input, 0, input->cursor);
        return true;
    case 'w':
        remove_bytes(input, word_before(input), input->cursor);
        return true;
    default:
        return false;
    }
}

bool input_key(struct input *input, struct key key)
{
    char text[RR_UTF8_MAX];
    switch (key.code) {
    case KEY_CODE_RUNE:
        if (key.modifiers == KEY_CTRL)
            return control_key(input, key.rune);
        if (!key_is_text(key))
            return false;
        insert(input, text, rr_utf8_encode(key.rune, text));
        return true;
    case KEY_CODE_BACKSPACE:
        return control_key(input, 'h');
    case KEY_CODE_DELETE:
        return control_key(input, 'd');
    case KEY_CODE_LEFT:
        return control_key(input, 'b');
    case KEY_CODE_RIGHT:
        return control_key(input, 'f');
    case KEY_CODE_HOME:
        return control_key(input, 'a');
    case KEY_CODE_END:
        return control_key(input, 'e');
    default:
        return false;
    }
}

/* ---- drawing ---- */

/* The first byte that is drawn, so that the cursor (one column at the end) is seen in `cols`. */
static size_t first_seen(const struct input *input, int cols)
{
    struct text_span before = {input->text, input->cursor};
    size_t begin = 0;
    int width = text_span_width(before);
    while (width > cols - 1 && begin < input->cursor) {
        int step = 0;
        begin += text_next(input->text + begin, &step);
        width -= step;
    }
    return begin;
}

static enum style style_of(const struct input_view *view)
{
    if (view->error != NULL)
        return STYLE_INPUT_ERROR;
    return view->has_focus ? STYLE_INPUT_FOCUS : STYLE_INPUT;
}

void input_draw(const struct input *input,
                struct canvas *canvas,
                struct rect area,
                const struct input_view *view)
{
    area = rect_row(area, 0);
    if (rect_is_empty(area))
        return;
    canvas_fill(canvas, area, style_of(view));
    if (input->n == 0 && view->placeholder != NULL)
        canvas_put_cut(canvas, area, STYLE_PLACEHOLDER, view->placeholder);
    if (!view->has_focus) {
        canvas_put_cut(canvas, area, style_of(view), input->text);
        return;
    }
    size_t begin = first_seen(input, area.cols);
    canvas_put(canvas, area, style_of(view), input->text + begin);
    struct text_span before = {input->text + begin, input->cursor - begin};
    canvas_cursor(canvas, area.row, area.col + text_span_width(before));
}

bool input_mouse(struct input *input, struct rect area, struct mouse mouse)
{
    if (mouse.kind != MOUSE_PRESS || !rect_has(rect_row(area, 0), mouse.row, mouse.col))
        return false;
    size_t begin = first_seen(input, area.cols);
    input->cursor = begin + text_fit(input->text + begin, mouse.col - area.col).n;
    return true;
}
