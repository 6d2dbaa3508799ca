/* Making text harmless; see the header. */
#include "config.h"

#include "core/net/text.h"

#include <stdint.h>
#include <string.h>

/* Length of the character at `s` (at most `n` bytes left) and its number; 0 when that is no UTF-8. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = s[0] < 0x80       ? 1
                 : s[0] >> 5 == 6  ? 2
                 : s[0] >> 4 == 14 ? 3
                 : s[0] >> 3 == 30 ? 4
                                   : 0;
    if (len == 0 || len > n)
        return 0;
    *point = len == 1 ? s[0] : s[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if (s[i] >> 6 != 2)
            return 0;
        *point = *point << 6 | (s[i] & 0x3Fu);
    }
    bool is_surrogate = *point >= 0xD800 && *point <= 0xDFFF;
    return *point < least[len] || *point > 0x10FFFF || is_surrogate ? 0 : len;
}

static bool is_invisible(uint32_t point)
{
    return (point >= 0x80 && point <= 0x9F) || point == 0x061C || point == 0x200E ||
           point == 0x200F || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
}

static void add_point(struct rr_buf *out, const char *bytes, size_t len, uint32_t point)
{
    if (point == '\n')
        rr_buf_addc(out, '\n');
    else if (point == '\t')
        rr_buf_addc(out, ' ');
    else if (point == '\r')
        return;
    else if (point < 0x20)
        rr_buf_printf(out, "^%c", (char)(point + '@'));
    else if (point == 0x7F)
        rr_buf_add(out, "^?");
    else if (is_invisible(point))
        rr_buf_printf(out, "<U+%04X>", (unsigned)point);
    else
        rr_buf_addn(out, bytes, len);
}

void rr_text_visible(struct rr_buf *out, const char *bytes, size_t n)
{
    enum { WIDEST = 8 }; // "<U+202E>"
    for (size_t i = 0; i < n;) {
        if (out->max != 0 && out->len + WIDEST > out->max)
            return;
        uint32_t point = 0;
        size_t len = decode((const unsigned char *)bytes + i, n - i, &point);
        if (len == 0)
            rr_buf_add(out, "\xEF\xBF\xBD");
        else
            add_point(out, bytes + i, len, point);
        i += len > 0 ? len : 1;
    }
}

void rr_text_mend_end(char *text)
{
    size_t n = strlen(text);
    for (size_t back = 1; back <= 4 && back <= n; back++) {
        unsigned char c = (unsigned char)text[n - back];
        if (c >> 6 == 2)
            continue;
        uint32_t point = 0;
        if (decode((const unsigned char *)text + n - back, back, &point) == 0)
            text[n - back] = '\0';
        return;
    }
}
