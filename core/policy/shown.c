/*
 * Somebody's text inside our sentences: nothing in it may move the cursor, turn the direction of
 * writing or fill the screen.
 */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/policy/names.h"

/* Decodes one character; 0 bytes when it is not valid UTF-8. */
static size_t decode(const unsigned char *text, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = text[0] < 0x80 ? 1 : text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
    if (n == 1) {
        *out = text[0];
        return 1;
    }
    if (text[0] < 0xc2 || text[0] > 0xf4)
        return 0;
    uint32_t value = text[0] & (0xffU >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (text[i] & 0x3fU);
    }
    *out = value;
    bool is_valid = value >= least[n] && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
    return is_valid ? n : 0;
}

/* C0, DEL, C1, and characters that are invisible or turn the direction of writing. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x180e ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xe0000 && c <= 0xe007f);
}

/* One character as it is shown; returns how many bytes of `text` it stands for. */
static size_t show_one(const char *text, char piece[16])
{
    uint32_t c = 0;
    size_t n = decode((const unsigned char *)text, &c);
    if (n == 0) {
        snprintf(piece, 16, "<0x%02X>", (unsigned)(unsigned char)*text);
        return 1;
    }
    if (is_hidden(c))
        snprintf(piece, 16, "<U+%04X>", (unsigned)c);
    else
        snprintf(piece, 16, "%.*s", (int)n, text);
    return n;
}

void rr_name_show(const char *text, char out[RR_SHOWN_TEXT])
{
    static const char dots[] = "...";
    size_t room = RR_SHOWN_TEXT - sizeof dots;
    size_t len = 0;
    while (*text != '\0') {
        char piece[16];
        text += show_one(text, piece);
        size_t n = strlen(piece);
        if (len + n > room) {
            memcpy(out + len, dots, sizeof dots);
            return;
        }
        memcpy(out + len, piece, n);
        len += n;
    }
    out[len] = '\0';
}
