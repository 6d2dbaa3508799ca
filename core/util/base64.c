/* Base64; see the header. */
#include "config.h"

#include "core/util/base64.h"

#include <stdint.h>

const char *rr_base64(struct rr_arena *arena, const char *bytes, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = rr_arena_array(arena, n / 3 + 2, 4);
    size_t at = 0;
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t triple = (uint32_t)(unsigned char)bytes[i] << 16;
        triple |= left > 1 ? (uint32_t)(unsigned char)bytes[i + 1] << 8 : 0;
        triple |= left > 2 ? (unsigned char)bytes[i + 2] : 0;
        out[at++] = digits[triple >> 18];
        out[at++] = digits[triple >> 12 & 63];
        out[at++] = '=';
        out[at++] = '=';
        if (left > 1)
            out[at - 2] = digits[triple >> 6 & 63];
        if (left > 2)
            out[at - 1] = digits[triple & 63];
    }
    return out;
}
