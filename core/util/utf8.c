/* Columns and harmless text; see the header. */
#include "config.h"

#include "core/util/utf8.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first < 0xe0)
        return 2;
    if (first >= 0xe0 && first < 0xf0)
        return 3;
    return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

/* Overlong forms, surrogates and what lies past U+10FFFF are no characters. */
static bool is_scalar(uint32_t code, size_t n)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= least[n] && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

size_t rr_utf8_decode(const char *text, uint32_t *code)
{
    unsigned char first = (unsigned char)*text;
    size_t n = sequence_length(first);
    static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t value = n > 0 ? first & masks[n] : 0;
    for (size_t i = 1; i < n; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xc0) != 0x80)
            n = 0;
        else
            value = value << 6 | (next & 0x3f);
    }
    if (n == 0 || !is_scalar(value, n)) {
        *code = 0xfffd;
        return 1;
    }
    *code = value;
    return n;
}

size_t rr_utf8_encode(uint32_t code, char out[RR_UTF8_MAX])
{
    static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        code = 0xfffd;
    size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    out[n] = '\0';
    for (size_t i = n; i > 1; i--) {
        out[i - 1] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    out[0] = (char)(first[n] | code);
    return n;
}

static size_t width_of(uint32_t code)
{
    int width = wcwidth((wchar_t)code);
    return width > 0 ? (size_t)width : 0;
}

size_t rr_text_width(const char *text)
{
    size_t width = 0;
    while (*text != '\0') {
        uint32_t code = 0;
        text += rr_utf8_decode(text, &code);
        width += width_of(code);
    }
    return width;
}

void rr_buf_add_padded(struct rr_buf *buf, const char *text, size_t columns)
{
    rr_buf_add(buf, text);
    for (size_t width = rr_text_width(text); width < columns; width++)
        rr_buf_addc(buf, ' ');
}

/* C0, DEL, C1, and characters that are invisible or turn the direction of writing. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x180e ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xe0000 && c <= 0xe007f);
}

size_t rr_utf8_show(const char *text, char piece[RR_PIECE])
{
    uint32_t code = 0;
    size_t n = rr_utf8_decode(text, &code);
    if (code == 0xfffd && n == 1)
        snprintf(piece, RR_PIECE, "<0x%02X>", (unsigned)(unsigned char)*text);
    else if (is_hidden(code))
        snprintf(piece, RR_PIECE, "<U+%04X>", (unsigned)code);
    else
        snprintf(piece, RR_PIECE, "%.*s", (int)n, text);
    return n;
}

static bool add_one(struct rr_buf *buf, const char **text)
{
    char piece[RR_PIECE];
    size_t n = rr_utf8_show(*text, piece);
    if (buf->max != 0 && buf->len + strlen(piece) > buf->max) {
        buf->cut = true;
        return false;
    }
    rr_buf_add(buf, piece);
    *text += n;
    return true;
}

void rr_buf_add_visible(struct rr_buf *buf, const char *text)
{
    while (*text != '\0' && add_one(buf, &text))
        continue;
}

void rr_buf_add_visible_lines(struct rr_buf *buf, const char *text)
{
    for (;;) {
        if (*text == '\n' || *text == '\t')
            rr_buf_addc(buf, *text == '\n' ? '\n' : ' ');
        if (*text == '\n' || *text == '\t' || *text == '\r')
            text++;
        else if (*text == '\0' || !add_one(buf, &text))
            return;
    }
}

void rr_utf8_mend_end(char *text)
{
    size_t n = strlen(text);
    for (size_t back = 1; back <= 4 && back <= n; back++) {
        char *begin = text + n - back;
        uint32_t code = 0;
        if (((unsigned char)*begin & 0xc0) == 0x80)
            continue;
        if (rr_utf8_decode(begin, &code) != back)
            *begin = '\0';
        return;
    }
}

/* Not at the begin of a line: closing marks and small kana (JIS X 4051). */
static bool is_kept_with_previous(uint32_t code)
{
    static const wchar_t closing[] =
        L"、。，．・：；？！）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";
    return wcschr(closing, (wchar_t)code) != NULL;
}

/* Bytes of the next piece that may not be broken: a word, or one wide character with its marks. */
static size_t piece_length(const char *text)
{
    uint32_t code = 0;
    size_t n = rr_utf8_decode(text, &code);
    bool is_wide = width_of(code) > 1;
    while (text[n] != '\0' && text[n] != ' ' && text[n] != '\n') {
        size_t more = rr_utf8_decode(text + n, &code);
        bool next_wide = width_of(code) > 1;
        if ((is_wide || next_wide) && !is_kept_with_previous(code))
            break;
        n += more;
    }
    return n;
}

void rr_buf_add_wrapped(struct rr_buf *buf, const char *text, const char *indent, size_t columns)
{
    size_t start = rr_text_width(indent);
    size_t at = 0; // 0 = nothing on this line yet
    while (*text != '\0') {
        bool is_break = *text == '\n';
        size_t blanks = strspn(text, " \n");
        text += blanks;
        if (*text == '\0')
            break;
        size_t n = piece_length(text);
        char piece[512];
        size_t kept = n < sizeof piece ? n : sizeof piece - 1;
        memcpy(piece, text, kept);
        piece[kept] = '\0';
        size_t width = rr_text_width(piece);
        size_t gap = blanks > 0 ? 1 : 0;
        if (at > 0 && (is_break || at + gap + width > columns)) {
            rr_buf_addc(buf, '\n');
            at = 0;
        }
        if (at == 0) {
            rr_buf_add(buf, indent);
            at = start;
        } else if (gap > 0) {
            rr_buf_addc(buf, ' ');
            at += gap;
        }
        rr_buf_addn(buf, text, n);
        at += width;
        text += n;
    }
    if (at > 0)
        rr_buf_addc(buf, '\n');
}
