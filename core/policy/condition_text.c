/* Literal texts; see the header. */
#include "config.h"

#include "core/policy/condition_text.h"

#include <stdint.h>
#include <string.h>

#include "core/util/buf.h"
#include "core/util/i18n.h"

struct quote {
    size_t n_prefix; // letters before it
    size_t n;        // 1, or 3 for triple quotes
    char mark;
    bool is_raw;
    bool is_bytes;
};

static struct quote find_quote(const char *at)
{
    struct quote quote = {0};
    for (; quote.n_prefix < 2 && *at != '\0' && strchr("rRbB", *at) != NULL; at++) {
        quote.is_raw |= (*at | 0x20) == 'r';
        quote.is_bytes |= (*at | 0x20) == 'b';
        quote.n_prefix++;
    }
    if (*at != '"' && *at != '\'')
        return (struct quote){0};
    quote.mark = *at;
    quote.n = at[1] == *at && at[2] == *at ? 3 : 1;
    return quote;
}

bool rr_text_literal_begins(const char *at)
{
    return find_quote(at).n > 0;
}

static bool ends(const char *at, const struct quote *quote)
{
    for (size_t i = 0; i < quote->n; i++)
        if (at[i] != quote->mark)
            return false;
    return true;
}

/* UTF-8 of a code point; false for what is none, and for U+0000, which our texts cannot hold. */
static bool add_code_point(struct rr_buf *out, uint32_t c)
{
    if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return false;
    int n_more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};
    rr_buf_addc(out, (char)(first[n_more] | c >> (6 * n_more)));
    while (n_more-- > 0)
        rr_buf_addc(out, (char)(0x80 | (c >> (6 * n_more) & 0x3f)));
    return true;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* `n` digits of base 8 or 16 as a code point; how many characters were read, 0 if they are wrong. */
static size_t read_code(const char *at, size_t n, int base, struct rr_buf *out)
{
    uint32_t code = 0;
    for (size_t i = 0; i < n; i++) {
        if (digit_of(at[i]) >= base)
            return 0;
        code = code * (uint32_t)base + (uint32_t)digit_of(at[i]);
    }
    return add_code_point(out, code) ? n : 0;
}

/* What follows a backslash; how many characters, 0 if it is no escape. */
static size_t read_escape(const char *at, struct rr_buf *out)
{
    static const char codes[] = "abfnrtv\\?\"'`";
    static const char meant[] = "\a\b\f\n\r\t\v\\?\"'`";
    const char *code = *at != '\0' ? strchr(codes, *at) : NULL;
    if (code != NULL) {
        rr_buf_addc(out, meant[code - codes]);
        return 1;
    }
    size_t n = 0;
    if (*at == 'x' || *at == 'X')
        n = read_code(at + 1, 2, 16, out);
    else if (*at == 'u')
        n = read_code(at + 1, 4, 16, out);
    else if (*at == 'U')
        n = read_code(at + 1, 8, 16, out);
    else if (*at >= '0' && *at <= '3')
        return read_code(at, 3, 8, out);
    return n > 0 ? n + 1 : 0;
}

/* One character or escape; how long it is, 0 if it may not be there. */
static size_t read_piece(const char *at, const struct quote *quote, struct rr_buf *out)
{
    bool is_newline = *at == '\n' || *at == '\r';
    if (*at == '\0' || (is_newline && quote->n == 1))
        return 0;
    if (*at != '\\' || quote->is_raw) {
        rr_buf_addc(out, *at);
        return 1;
    }
    size_t n = read_escape(at + 1, out);
    return n > 0 ? n + 1 : 0;
}

struct rr_text_literal rr_text_literal_read(const char *at, struct rr_arena *arena)
{
    struct quote quote = find_quote(at);
    const char *begin = at;
    RR_BUF_AUTO text = {0};
    at += quote.n_prefix + quote.n;
    while (!ends(at, &quote)) {
        size_t n = read_piece(at, &quote, &text);
        if (n == 0)
            return (struct rr_text_literal){.why = *at == '\\'
                                                       ? _("a text holds an escape that is none")
                                                       : _("a text has no end")};
        at += n;
    }
    return (struct rr_text_literal){.length = (size_t)(at - begin) + quote.n,
                                    .text = rr_arena_strn(arena, rr_buf_text(&text), text.len),
                                    .is_bytes = quote.is_bytes};
}
