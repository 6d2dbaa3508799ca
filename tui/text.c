/* Measuring, cutting and wrapping by columns; see the header. */
#include "config.h"

#include "tui/text.h"

#include <string.h>
#include <wchar.h>

#include "core/util/utf8.h"

/* Columns of one code point; what the C library does not know is drawn as one question mark. */
static int code_width(uint32_t code)
{
    int width = wcwidth((wchar_t)code);
    return width < 0 ? 1 : width;
}

/* Columns and bytes of one character without marks, in its visible form. */
static size_t measure_one(const char *text, int *cols)
{
    char piece[RR_PIECE];
    uint32_t code = 0;
    size_t n = rr_utf8_show(text, piece);
    bool is_itself = rr_utf8_decode(text, &code) == n && strncmp(text, piece, n) == 0;
    *cols = is_itself ? code_width(code) : (int)strlen(piece);
    return n;
}

size_t text_next(const char *text, int *cols)
{
    int width = 0;
    if (cols == NULL)
        cols = &width;
    *cols = 0;
    if (*text == '\0')
        return 0;
    size_t n = measure_one(text, cols);
    // A text that begins with marks has them on a blank.
    *cols += *cols == 0 ? 1 : 0;
    while (((unsigned char)text[n] & 0x80) != 0) {
        int mark = 0;
        size_t more = measure_one(text + n, &mark);
        if (mark > 0)
            break;
        n += more;
    }
    return n;
}

size_t text_previous(const char *text, size_t at)
{
    size_t begin = 0;
    size_t n = 0;
    while (begin + n < at) {
        begin += n;
        n = text_next(text + begin, NULL);
        if (n == 0)
            return 0;
    }
    return n;
}

int text_span_width(struct text_span span)
{
    int sum = 0;
    int cols = 0;
    for (size_t at = 0; at < span.n; sum += cols)
        at += text_next(span.text + at, &cols);
    return sum;
}

int text_width(const char *text)
{
    return text_span_width((struct text_span){text, strlen(text)});
}

struct text_span text_fit(const char *text, int cols)
{
    struct text_span span = {text, 0};
    for (;;) {
        int width = 0;
        size_t n = text_next(text + span.n, &width);
        if (n == 0 || width > cols)
            return span;
        cols -= width;
        span.n += n;
    }
}

struct text_span text_fit_tail(const char *text, int cols)
{
    int surplus = text_width(text) - cols;
    while (surplus > 0) {
        int width = 0;
        text += text_next(text, &width);
        surplus -= width;
    }
    return (struct text_span){text, strlen(text)};
}

/* ---- wrapping ---- */

struct character {
    uint32_t code;
    int cols;
};

/* Closing marks, small kana, marks of repetition: never at a line's start (JIS X 4051). */
static bool is_kept_with_previous(uint32_t code)
{
    static const wchar_t closing[] = L"、。，．・：；？！）」』】〉》〕］｝”’ー〜…‥々ゝゞヽヾ"
                                     L"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
                                     L"｡､｣･ｰ)]},.:;?!%";
    return wcschr(closing, (wchar_t)code) != NULL;
}

/* Opening marks: never at a line's end. */
static bool is_kept_with_next(uint32_t code)
{
    static const wchar_t opening[] = L"（「『【〈《〔［｛“‘｢([{";
    return wcschr(opening, (wchar_t)code) != NULL;
}

static bool may_break(struct character before, struct character after)
{
    if (after.code == ' ' || after.code == 0)
        return false;
    if (before.code == ' ')
        return true;
    bool is_wide = before.cols > 1 || after.cols > 1;
    return is_wide && !is_kept_with_previous(after.code) && !is_kept_with_next(before.code);
}

static struct text_span without_end_blanks(const char *begin, const char *end)
{
    while (end > begin && end[-1] == ' ')
        end--;
    return (struct text_span){begin, (size_t)(end - begin)};
}

/* Where the line that begins at `text` ends: the first byte that is not on it. */
static const char *find_break(const char *text, int cols)
{
    const char *last = NULL;
    const char *at = text + strspn(text, " ");
    int used = (int)(at - text);
    struct character before = {0};
    while (*at != '\0' && *at != '\n') {
        struct character here;
        size_t n = text_next(at, &here.cols);
        rr_utf8_decode(at, &here.code);
        if (before.code != 0 && may_break(before, here))
            last = at;
        if (used + here.cols > cols && here.code != ' ' && before.code != 0)
            return last != NULL ? last : at;
        used += here.cols;
        at += n;
        before = here;
    }
    return at;
}

bool text_next_line(const char **rest, int cols, struct text_span *line)
{
    const char *text = *rest;
    if (*text == '\0')
        return false;
    const char *end = find_break(text, cols);
    *line = without_end_blanks(text, end);
    if (*end == '\n')
        end++;
    else
        end += strspn(end, " ");
    *rest = end;
    return true;
}

int text_lines(const char *text, int cols)
{
    int n = 0;
    struct text_span line;
    while (text_next_line(&text, cols, &line))
        n++;
    return n;
}

/* ---- for texts that are not drawn ---- */

void text_add_padded(struct rr_buf *out, const char *text, int cols)
{
    rr_buf_add(out, text);
    for (int width = text_width(text); width < cols; width++)
        rr_buf_addc(out, ' ');
}

void text_add_cut(struct rr_buf *out, const char *text, int cols, enum glyph_set_id glyphs)
{
    if (text_width(text) <= cols) {
        rr_buf_add(out, text);
        return;
    }
    const char *ellipsis = glyph_text(glyphs, GLYPH_ELLIPSIS);
    struct text_span span = text_fit(text, cols - text_width(ellipsis));
    rr_buf_addn(out, span.text, span.n);
    if (text_width(ellipsis) <= cols)
        rr_buf_add(out, ellipsis);
}
