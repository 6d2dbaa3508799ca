/* Reads one token of an expression at a time; see the header. */
#include "config.h"

#include "core/policy/condition_token.h"

#include <stdbool.h>
#include <string.h>

#include "core/policy/condition_text.h"
#include "core/util/i18n.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static const char *skip_blanks(const char *at)
{
    for (;;) {
        at += strspn(at, " \t\r\n\f");
        if (at[0] != '/' || at[1] != '/')
            return at;
        at += strcspn(at, "\n");
    }
}

static struct rr_token bad(const char *at, size_t length, const char *why)
{
    return (struct rr_token){.kind = RR_TOKEN_BAD, .begin = at, .length = length, .why = why};
}

static struct rr_token read_name(const char *at, struct rr_arena *arena)
{
    size_t n = 0;
    while (is_letter(at[n]) || is_digit(at[n]))
        n++;
    return (struct rr_token){
        .kind = RR_TOKEN_NAME, .begin = at, .length = n, .text = rr_arena_strn(arena, at, n)};
}

static int digit_of(char c, int base)
{
    int value = is_digit(c)                              ? c - '0'
                : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                         : 99;
    return value < base ? value : -1;
}

/* Is it the dot or exponent of a number with a fraction? "1.size()" is none. */
static bool goes_on_as_fraction(const char *at)
{
    if (at[0] == '.')
        return is_digit(at[1]);
    if (at[0] != 'e' && at[0] != 'E')
        return false;
    return is_digit(at[1]) || ((at[1] == '+' || at[1] == '-') && is_digit(at[2]));
}

static size_t fraction_length(const char *at)
{
    size_t n = 0;
    while (is_digit(at[n]) || goes_on_as_fraction(&at[n]))
        n += at[n] == '.' || is_digit(at[n]) ? 1 : 2;
    return n;
}

static struct rr_token read_number(const char *at)
{
    int base = at[0] == '0' && at[1] == 'x' ? 16 : 10;
    size_t n = base == 16 ? 2 : 0;
    size_t n_before = n;
    struct rr_token token = {.kind = RR_TOKEN_INT, .begin = at};
    bool is_too_large = false;
    for (; digit_of(at[n], base) >= 0; n++) {
        is_too_large |= __builtin_mul_overflow(token.number, (int64_t)base, &token.number);
        is_too_large |=
            __builtin_add_overflow(token.number, (int64_t)digit_of(at[n], base), &token.number);
    }
    if (base == 10 && goes_on_as_fraction(&at[n])) {
        token.kind = RR_TOKEN_OTHER;
        n += fraction_length(&at[n]);
    } else if (at[n] == 'u' || at[n] == 'U') {
        token.kind = RR_TOKEN_OTHER;
        n++;
    }
    token.length = n;
    if (n == n_before || is_letter(at[n]))
        return bad(at, n + 1, _("a number is not written as numbers are"));
    if (is_too_large && token.kind == RR_TOKEN_INT)
        return bad(at, n, _("a number is too large"));
    return token;
}

static struct rr_token read_sign(const char *at, struct rr_arena *arena)
{
    static const char *const pairs[] = {"&&", "||", "==", "!=", "<=", ">="};
    size_t n = 1;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp(at, pairs[i], 2) == 0)
            n = 2;
    if (n == 1 && strchr("!<>()[]{}.,?:+-*/%", *at) == NULL)
        return bad(at, 1, _("there is a sign that the language does not have"));
    return (struct rr_token){
        .kind = RR_TOKEN_SIGN, .begin = at, .length = n, .text = rr_arena_strn(arena, at, n)};
}

/* A quote with up to two letters before it: r"raw", b"bytes". */
static struct rr_token read_text(const char *at, struct rr_arena *arena)
{
    struct rr_text_literal literal = rr_text_literal_read(at, arena);
    if (literal.why != NULL)
        return bad(at, 1, literal.why);
    return (struct rr_token){.kind = literal.is_bytes ? RR_TOKEN_OTHER : RR_TOKEN_TEXT,
                             .begin = at,
                             .length = literal.length,
                             .text = literal.text};
}

struct rr_token rr_token_read(const char *at, struct rr_arena *arena)
{
    at = skip_blanks(at);
    if (*at == '\0')
        return (struct rr_token){.kind = RR_TOKEN_END, .begin = at};
    if (rr_text_literal_begins(at))
        return read_text(at, arena);
    if (is_letter(*at))
        return read_name(at, arena);
    return is_digit(*at) || (*at == '.' && is_digit(at[1])) ? read_number(at)
                                                            : read_sign(at, arena);
}
