/* Text in HCL; see the header. Pure. */
#include "config.h"

#include "core/export/hcl.h"

#include <string.h>

#include "core/util/utf8.h"

static bool is_introducer(char c)
{
    return c == '$' || c == '%';
}

/*
 * "${" is written "$${". After another "$" that would be read as three characters of which only the
 * last two are the escape in some readers and the first two in others, so there the code point is named.
 */
static void add_introducer(struct rr_buf *out, char c, bool follows_same)
{
    if (follows_same)
        rr_buf_printf(out, "\\u%04x", (unsigned)c);
    else
        rr_buf_printf(out, "%c%c", c, c);
}

static void add_ascii(struct rr_buf *out, const char *text, const char *at)
{
    unsigned char c = (unsigned char)*at;
    if (c == '"' || c == '\\')
        rr_buf_printf(out, "\\%c", c);
    else if (c == '\n')
        rr_buf_add(out, "\\n");
    else if (c == '\r')
        rr_buf_add(out, "\\r");
    else if (c == '\t')
        rr_buf_add(out, "\\t");
    else if (c < ' ' || c == 0x7f)
        rr_buf_printf(out, "\\u%04x", c);
    else if (is_introducer(*at) && at[1] == '{')
        add_introducer(out, *at, at > text && at[-1] == *at);
    else
        rr_buf_addc(out, *at);
}

/* Marks that turn the reading order or hide would show a reader something else than what is meant. */
static void add_wide(struct rr_buf *out, const char *bytes, size_t n, uint32_t code)
{
    RR_BUF_AUTO one = {0};
    RR_BUF_AUTO visible = {0};
    rr_buf_addn(&one, bytes, n);
    rr_buf_add_visible(&visible, rr_buf_text(&one));
    if (strcmp(rr_buf_text(&one), rr_buf_text(&visible)) == 0)
        rr_buf_addn(out, bytes, n);
    else
        rr_buf_printf(out, code > 0xffff ? "\\U%08x" : "\\u%04x", code);
}

void rr_buf_add_hcl(struct rr_buf *out, const char *text)
{
    rr_buf_addc(out, '"');
    for (const char *at = text; *at != '\0';) {
        uint32_t code = 0;
        size_t n = rr_utf8_decode(at, &code);
        if ((unsigned char)*at < 0x80)
            add_ascii(out, text, at);
        else
            add_wide(out, at, n, code);
        at += n;
    }
    rr_buf_addc(out, '"');
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void rr_buf_add_hcl_name(struct rr_buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        bool is_upper = *text >= 'A' && *text <= 'Z';
        if (is_name_char(*text))
            rr_buf_addc(out, is_upper ? (char)(*text - 'A' + 'a') : *text);
        else if (out->len == 0 || rr_buf_text(out)[out->len - 1] != '_')
            rr_buf_addc(out, '_');
    }
}

void rr_buf_add_hcl_arguments(struct rr_buf *out,
                              const char *indent,
                              const struct rr_hcl_argument *arguments,
                              size_t n)
{
    size_t widest = 0;
    for (size_t i = 0; i < n; i++)
        if (strlen(arguments[i].key) > widest)
            widest = strlen(arguments[i].key);
    for (size_t i = 0; i < n; i++) {
        rr_buf_printf(out, "%s%-*s = ", indent, (int)widest, arguments[i].key);
        if (arguments[i].is_expression)
            rr_buf_add(out, arguments[i].value);
        else
            rr_buf_add_hcl(out, arguments[i].value);
        rr_buf_addc(out, '\n');
    }
}
