/* Columns and harmless text; see the header. */
#include "config.h"

#include "core/util/utf8.h"

#include <stdbool.h>
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

static bool is_bidi_control(uint32_t code)
{
    return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200e || code == 0x200f || code == 0x061c;
}

void rr_buf_add_visible(struct rr_buf *buf, const char *text)
{
    while (*text != '\0') {
        uint32_t code = 0;
        size_t n = rr_utf8_decode(text, &code);
        bool is_broken = code == 0xfffd && n == 1;
        if (is_broken || code < 0x20 || (code >= 0x7f && code < 0xa0))
            rr_buf_printf(buf, "\\x%02x", is_broken ? (unsigned char)*text : (unsigned)code);
        else if (is_bidi_control(code) || code == 0x2028 || code == 0x2029)
            rr_buf_printf(buf, "\\u{%04x}", (unsigned)code);
        else
            rr_buf_addn(buf, text, n);
        text += n;
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
