/* Reading TZif, and the offset at a time; see the header. */
#include "config.h"

#include "core/policy/tzif.h"

#include <string.h>

#include "core/policy/tzif_rule.h"
#include "core/util/i18n.h"

enum { HEADER = 44 };

struct counts {
    uint32_t utc, standard, leaps, times, types, letters;
};

/* ---- the file ---- */

static uint32_t read_u32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t read_time(const unsigned char *at, size_t size)
{
    if (size == 4)
        return (int32_t)read_u32(at);
    return (int64_t)((uint64_t)read_u32(at) << 32 | read_u32(at + 4));
}

static struct counts read_counts(const unsigned char *header)
{
    return (struct counts){.utc = read_u32(header + 20),
                           .standard = read_u32(header + 24),
                           .leaps = read_u32(header + 28),
                           .times = read_u32(header + 32),
                           .types = read_u32(header + 36),
                           .letters = read_u32(header + 40)};
}

static bool is_header(const unsigned char *at, size_t left)
{
    return left >= HEADER && memcmp(at, "TZif", 4) == 0;
}

/* Length of a data block whose times take `size` bytes. */
static uint64_t block_length(const struct counts *counts, size_t size)
{
    return (uint64_t)counts->times * (size + 1) + (uint64_t)counts->types * 6 + counts->letters +
           (uint64_t)counts->leaps * (size + 4) + counts->standard + counts->utc;
}

static bool read_block(const unsigned char *at,
                       const struct counts *counts,
                       size_t size,
                       struct rr_tzif *out,
                       struct rr_arena *arena)
{
    const unsigned char *indices = at + counts->times * size;
    const unsigned char *types = indices + counts->times;
    int64_t *times = rr_arena_array(arena, counts->times, sizeof *times);
    int *offsets = rr_arena_array(arena, counts->times, sizeof *offsets);
    if (counts->types == 0)
        return false;
    for (uint32_t i = 0; i < counts->times; i++) {
        times[i] = read_time(at + i * size, size);
        if (indices[i] >= counts->types || (i > 0 && times[i] <= times[i - 1]))
            return false;
        offsets[i] = (int)(int32_t)read_u32(types + (size_t)indices[i] * 6);
    }
    out->times = times;
    out->offsets = offsets;
    out->n = counts->times;
    out->first_s = (int)(int32_t)read_u32(types);
    return true;
}

/* The footer: a line between two newlines. */
static void read_footer(const unsigned char *at, size_t left, struct rr_tzif *out)
{
    char text[128];
    const unsigned char *end = left > 1 ? memchr(at + 1, '\n', left - 1) : NULL;
    if (end == NULL || *at != '\n' || (size_t)(end - at - 1) >= sizeof text)
        return;
    memcpy(text, at + 1, (size_t)(end - at - 1));
    text[end - at - 1] = '\0';
    out->rule.is_there = rr_tzif_rule_read(text, &out->rule);
}

static bool
read_file(const unsigned char *at, size_t left, struct rr_tzif *out, struct rr_arena *arena)
{
    if (!is_header(at, left))
        return false;
    size_t size = 4;
    bool has_second = at[4] >= '2';
    struct counts counts = read_counts(at);
    if (has_second) {
        uint64_t skip = HEADER + block_length(&counts, size);
        if (skip > left || !is_header(at + skip, left - (size_t)skip))
            return false;
        at += skip;
        left -= (size_t)skip;
        size = 8;
        counts = read_counts(at);
    }
    uint64_t length = HEADER + block_length(&counts, size);
    if (length > left || !read_block(at + HEADER, &counts, size, out, arena))
        return false;
    if (has_second)
        read_footer(at + length, left - (size_t)length, out);
    return true;
}

bool rr_tzif_read(
    const char *bytes, size_t n, struct rr_tzif *out, struct rr_arena *arena, struct rr_err *err)
{
    struct rr_tzif zone = {.n = 0};
    if (!read_file((const unsigned char *)bytes, n, &zone, arena))
        return rr_err_set(err, RR_BAD_REPLY, "%s", _("the time zone's data cannot be read"));
    *out = zone;
    return true;
}

/* ---- the offset ---- */

int rr_tzif_offset(const struct rr_tzif *zone, int64_t utc_s)
{
    if (zone->n == 0 || utc_s >= zone->times[zone->n - 1]) {
        if (zone->rule.is_there)
            return rr_tzif_rule_offset(&zone->rule, utc_s);
        return zone->n == 0 ? zone->first_s : zone->offsets[zone->n - 1];
    }
    if (utc_s < zone->times[0])
        return zone->first_s;
    size_t low = 0;
    size_t high = zone->n - 1; // times[low] <= utc_s < times[high]
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (zone->times[middle] <= utc_s)
            low = middle;
        else
            high = middle;
    }
    return zone->offsets[low];
}
