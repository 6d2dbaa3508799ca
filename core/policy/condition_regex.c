/*
 * Rewrites a pattern of RE2 as an extended regular expression of POSIX, piece by piece; what is not known
 * to mean the same is refused. Classes are written out, so that no locale has a say in ranges.
 */
#include "config.h"

#include "core/policy/condition_regex.h"

#include <regex.h>
#include <string.h>

#include "core/util/buf.h"

// Patterns of conditions are short. The bounds keep what regcomp builds small.
enum { MAX_PATTERN = 256, MAX_TEXT = 2048, MAX_REPEAT = 20, MAX_REPEATS = 3, MAX_GROUPS = 16 };

struct rewrite {
    struct rr_buf *out;
    const char *at;
    int n_open;      // groups that are open
    int n_groups;    // all of them
    int n_repeats;   // "{2,5}"
    bool may_repeat; // what was last written may be followed by "*"
    bool is_empty;   // nothing stands yet between "(" or "|" and here
};

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80 || (unsigned char)*text < 0x20)
            return false;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void put(struct rewrite *rewrite, const char *text, bool may_repeat)
{
    rr_buf_add(rewrite->out, text);
    rewrite->may_repeat = may_repeat;
    rewrite->is_empty = false;
}

static void put_literal(struct rewrite *rewrite, char c)
{
    if (strchr("\\^$.[|()?*+{", c) != NULL)
        rr_buf_addc(rewrite->out, '\\');
    rr_buf_addc(rewrite->out, c);
    rewrite->may_repeat = true;
    rewrite->is_empty = false;
}

/* ---- classes ---- */

struct class
{
    bool has[128];
    bool is_negated;
};

static void add_range(struct class *class, unsigned char from, unsigned char to)
{
    for (int c = from; c <= to; c++)
        class->has[c] = true;
}

/* What "d" or "w" behind a backslash stand for; false if it is neither. */
static bool add_known(struct class *class, char c)
{
    if (c != 'd' && c != 'w')
        return false;
    add_range(class, '0', '9');
    if (c == 'w') {
        add_range(class, 'a', 'z');
        add_range(class, 'A', 'Z');
        add_range(class, '_', '_');
    }
    return true;
}

/* The signs that mean something in brackets stand where they mean nothing: "]" first, "^" and "-" last. */
static bool put_class(struct rewrite *rewrite, const struct class *class)
{
    size_t n = 0;
    for (int c = 1; c < 128; c++)
        n += class->has[c];
    bool is_lone_caret = n == 1 && class->has['^'];
    if (n == 0 || (is_lone_caret && !class->is_negated))
        return false;
    rr_buf_add(rewrite->out, class->is_negated ? "[^" : "[");
    if (class->has[']'])
        rr_buf_addc(rewrite->out, ']');
    for (int c = 1; c < 128; c++)
        if (class->has[c] && strchr("]^-[", c) == NULL)
            rr_buf_addc(rewrite->out, (char)c);
    // "[" last but these two: "[." and "[:" would begin something else.
    const char last[] = "[^-";
    for (size_t i = 0; i < sizeof last - 1; i++)
        if (class->has[(unsigned char)last[i]])
            rr_buf_addc(rewrite->out, last[i]);
    put(rewrite, "]", true);
    return true;
}

/* One character of a class, or an escaped sign; false for anything else. */
static bool read_class_char(const char **at, char *out)
{
    if (**at == '\\') {
        (*at)++;
        if (**at == '\0' || is_letter(**at) || is_digit(**at))
            return false;
    } else if (**at == '[' || **at == '\0') {
        return false;
    }
    *out = *(*at)++;
    return true;
}

static bool read_class_item(const char **at, struct class *class)
{
    if (**at == '\\' && add_known(class, (*at)[1])) {
        *at += 2;
        return **at != '-' || (*at)[1] == ']';
    }
    char from = 0;
    if (!read_class_char(at, &from))
        return false;
    char to = from;
    if (**at == '-' && (*at)[1] != ']') {
        (*at)++;
        if (!read_class_char(at, &to) || to < from)
            return false;
    }
    add_range(class, (unsigned char)from, (unsigned char)to);
    return true;
}

/* Behind "[". */
static bool rewrite_class(struct rewrite *rewrite)
{
    struct class class = {.is_negated = *rewrite->at == '^'};
    const char *at = rewrite->at + class.is_negated;
    do {
        if (!read_class_item(&at, &class))
            return false;
    } while (*at != ']');
    rewrite->at = at + 1;
    return put_class(rewrite, &class);
}

/* ---- the rest ---- */

/* Behind a backslash. */
static bool rewrite_escape(struct rewrite *rewrite)
{
    struct class class = {.is_negated = false};
    char c = *rewrite->at;
    if (c == '\0')
        return false;
    rewrite->at++;
    if (add_known(&class, c))
        return put_class(rewrite, &class);
    if (is_letter(c) || is_digit(c))
        return false;
    put_literal(rewrite, c);
    return true;
}

/* Digits; -1 if there are none or it is too large. */
static int read_bound(const char **at)
{
    int bound = is_digit(**at) ? 0 : -1;
    for (; is_digit(**at) && bound >= 0; (*at)++)
        bound = bound < MAX_REPEAT ? bound * 10 + (**at - '0') : -1;
    return bound <= MAX_REPEAT ? bound : -1;
}

/* Behind "{": "2}", "2,}", "2,5}". */
static bool rewrite_repeat(struct rewrite *rewrite)
{
    const char *at = rewrite->at;
    int least = read_bound(&at);
    int most = least;
    if (least < 0)
        return false;
    if (*at == ',') {
        at++;
        most = *at == '}' ? MAX_REPEAT : read_bound(&at);
    }
    if (*at != '}' || most < least || ++rewrite->n_repeats > MAX_REPEATS)
        return false;
    rr_buf_addc(rewrite->out, '{');
    for (; rewrite->at <= at; rewrite->at++)
        rr_buf_addc(rewrite->out, *rewrite->at);
    rewrite->may_repeat = false;
    return true;
}

/* "(" and what is like it: false where the two languages may differ. */
static bool rewrite_group(struct rewrite *rewrite, char c)
{
    if (c == '(') {
        put(rewrite, "(", false);
        rewrite->n_open++;
        rewrite->is_empty = true;
        if (strncmp(rewrite->at, "?:", 2) == 0)
            rewrite->at += 2;
        return ++rewrite->n_groups <= MAX_GROUPS;
    }
    if (rewrite->is_empty)
        return false;
    if (c == '|') {
        put(rewrite, "|", false);
        rewrite->is_empty = true;
        return true;
    }
    put(rewrite, ")", true);
    return rewrite->n_open-- > 0;
}

static bool rewrite_piece(struct rewrite *rewrite)
{
    char c = *rewrite->at++;
    char text[] = {c, '\0'};
    if (c == '\\')
        return rewrite_escape(rewrite);
    if (c == '[')
        return rewrite_class(rewrite);
    if (strchr("(|)", c) != NULL)
        return rewrite_group(rewrite, c);
    if (strchr("*+?{", c) != NULL && !rewrite->may_repeat)
        return false;
    if (c == '{')
        return rewrite_repeat(rewrite);
    if (strchr("*+?^$.", c) != NULL) {
        put(rewrite, text, c == '.');
        return true;
    }
    put_literal(rewrite, c);
    return true;
}

static bool rewrite_pattern(const char *pattern, struct rr_buf *out)
{
    if (strlen(pattern) > MAX_PATTERN || *pattern == '\0' || !is_ascii(pattern))
        return false;
    struct rewrite rewrite = {.out = out, .at = pattern, .is_empty = true};
    while (*rewrite.at != '\0')
        if (!rewrite_piece(&rewrite))
            return false;
    return rewrite.n_open == 0 && !rewrite.is_empty;
}

struct rr_value rr_regex_match(const char *text, const char *pattern)
{
    RR_BUF_AUTO posix = {0};
    regex_t regex;
    if (strlen(text) > MAX_TEXT || !is_ascii(text) || !rewrite_pattern(pattern, &posix))
        return rr_value_unread();
    if (regcomp(&regex, rr_buf_text(&posix), REG_EXTENDED | REG_NOSUB) != 0)
        return rr_value_unread();
    int found = regexec(&regex, text, 0, NULL, 0);
    regfree(&regex);
    return found == 0 || found == REG_NOMATCH ? rr_value_of_bool(found == 0) : rr_value_unread();
}
