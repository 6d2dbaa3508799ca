/* The text builder; see the header. */
#include "config.h"

#include "core/util/buf.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/xalloc.h"

static void reserve(struct rr_buf *buf, size_t more)
{
    if (more > SIZE_MAX / 4 - buf->len)
        rr_out_of_memory();
    size_t need = buf->len + more + 1;
    if (need <= buf->cap)
        return;
    size_t cap = buf->cap > 0 ? buf->cap : 64;
    while (cap < need)
        cap *= 2;
    buf->data = rr_xrealloc(buf->data, cap);
    buf->cap = cap;
}

void rr_buf_addn(struct rr_buf *buf, const char *bytes, size_t n)
{
    if (buf->max != 0 && n > buf->max - buf->len) {
        n = buf->max - buf->len;
        buf->cut = true;
    }
    reserve(buf, n);
    if (n > 0)
        memcpy(buf->data + buf->len, bytes, n);
    buf->len += n;
    buf->data[buf->len] = '\0';
}

void rr_buf_add(struct rr_buf *buf, const char *text)
{
    rr_buf_addn(buf, text, strlen(text));
}

void rr_buf_addc(struct rr_buf *buf, char c)
{
    rr_buf_addn(buf, &c, 1);
}

void rr_buf_printf(struct rr_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        return;
    char *text = rr_xmalloc((size_t)n + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)n + 1, format, args);
    va_end(args);
    rr_buf_addn(buf, text, (size_t)n);
    free(text);
}

void rr_buf_add_url(struct rr_buf *buf, const char *text, const char *keep)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain =
            (c < 128 && isalnum(c)) || strchr("-._~", c) != NULL || strchr(keep, c) != NULL;
        if (plain)
            rr_buf_addc(buf, (char)c);
        else
            rr_buf_printf(buf, "%%%02X", c);
    }
}

static bool is_harmless(const char *word)
{
    if (*word == '\0')
        return false;
    for (; *word != '\0'; word++)
        if (!isalnum((unsigned char)*word) && strchr("-._/@:=,+%", *word) == NULL)
            return false;
    return true;
}

void rr_buf_add_shell(struct rr_buf *buf, const char *word)
{
    if (is_harmless(word)) {
        rr_buf_add(buf, word);
        return;
    }
    rr_buf_addc(buf, '\'');
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            rr_buf_add(buf, "'\\''");
        else
            rr_buf_addc(buf, *word);
    }
    rr_buf_addc(buf, '\'');
}

const char *rr_buf_text(const struct rr_buf *buf)
{
    return buf->data != NULL ? buf->data : "";
}

void rr_buf_clear(struct rr_buf *buf)
{
    buf->len = 0;
    buf->cut = false;
    if (buf->data != NULL)
        buf->data[0] = '\0';
}

void rr_buf_free(struct rr_buf *buf)
{
    free(buf->data);
    memset(buf, 0, sizeof *buf);
}
