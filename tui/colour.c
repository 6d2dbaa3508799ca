/*
 * Colours as numbers. The first sixteen of the palette are what xterm shows; terminals differ, which is why the
 * default theme names them and the others do not.
 */
#include "config.h"

#include "tui/colour.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/util/str.h"

static const char *const names[16] = {
    "black",        "red",           "green",       "yellow",         "blue",
    "magenta",      "cyan",          "white",       "bright-black",   "bright-red",
    "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white",
};

/* XTerm-col.ad: xterm's own default colours. */
static const uint8_t first[16][3] = {
    {0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},   {0, 0, 238}, {205, 0, 205},
    {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},     {0, 255, 0}, {255, 255, 0},
    {92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255},
};

static const uint8_t cube[6] = {0, 95, 135, 175, 215, 255};

bool colour_rgb(struct colour colour, uint8_t rgb[3])
{
    int i = colour.index;
    switch ((enum colour_kind)colour.kind) {
    case COLOUR_DEFAULT:
        return false;
    case COLOUR_RGB:
        rgb[0] = colour.red;
        rgb[1] = colour.green;
        rgb[2] = colour.blue;
        return true;
    case COLOUR_INDEX:
        break;
    }
    for (int part = 0; part < 3; part++) {
        static const int steps[3] = {36, 6, 1};
        if (i < 16)
            rgb[part] = first[i][part];
        else if (i < 232)
            rgb[part] = cube[(i - 16) / steps[part] % 6];
        else
            rgb[part] = (uint8_t)(8 + 10 * (i - 232));
    }
    return true;
}

bool colour_eq(struct colour a, struct colour b)
{
    if (a.kind != b.kind)
        return false;
    if (a.kind == COLOUR_INDEX)
        return a.index == b.index;
    return a.kind == COLOUR_DEFAULT || (a.red == b.red && a.green == b.green && a.blue == b.blue);
}

static bool parse_hex(const char *text, struct colour *out)
{
    if (strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    unsigned red = 0;
    unsigned green = 0;
    unsigned blue = 0;
    if (sscanf(text + 1, "%2x%2x%2x", &red, &green, &blue) != 3)
        return false;
    *out = (struct colour){COLOUR_RGB, 0, (uint8_t)red, (uint8_t)green, (uint8_t)blue};
    return true;
}

bool colour_parse(const char *text, struct colour *out)
{
    long number = 0;
    if (text[0] == '#')
        return parse_hex(text, out);
    if (strcmp(text, "default") == 0) {
        *out = (struct colour){.kind = COLOUR_DEFAULT};
        return true;
    }
    for (int i = 0; i < 16; i++) {
        if (strcmp(names[i], text) == 0) {
            *out = (struct colour){.kind = COLOUR_INDEX, .index = (uint8_t)i};
            return true;
        }
    }
    if (!rr_str_to_int(text, 0, 255, &number))
        return false;
    *out = (struct colour){.kind = COLOUR_INDEX, .index = (uint8_t)number};
    return true;
}

/* Green counts most to the eye, blue least (the weights of ITU-R BT.601, rounded). */
static int distance(const uint8_t a[3], const uint8_t b[3])
{
    int red = a[0] - b[0];
    int green = a[1] - b[1];
    int blue = a[2] - b[2];
    return 3 * red * red + 6 * green * green + blue * blue;
}

static struct colour nearest(const uint8_t rgb[3], int from, int end)
{
    struct colour best = {.kind = COLOUR_INDEX, .index = (uint8_t)from};
    int best_distance = -1;
    for (int i = from; i < end; i++) {
        struct colour candidate = {.kind = COLOUR_INDEX, .index = (uint8_t)i};
        uint8_t other[3] = {0};
        colour_rgb(candidate, other);
        int d = distance(rgb, other);
        if (best_distance < 0 || d < best_distance) {
            best = candidate;
            best_distance = d;
        }
    }
    return best;
}

/* Eight colours have no bright ones: bright black would vanish on black, so it becomes white. */
static struct colour fit_8(struct colour colour)
{
    colour.index = colour.index == 8 ? 7 : colour.index % 8;
    return colour;
}

struct colour colour_fit(struct colour colour, enum colour_depth depth)
{
    uint8_t rgb[3] = {0};
    if (depth == DEPTH_MONO || !colour_rgb(colour, rgb))
        return (struct colour){.kind = COLOUR_DEFAULT};
    bool is_own = colour.kind == COLOUR_INDEX && colour.index < 16;
    if (depth == DEPTH_TRUE && colour.kind == COLOUR_INDEX && colour.index >= 8)
        return (struct colour){COLOUR_RGB, 0, rgb[0], rgb[1], rgb[2]};
    if (depth == DEPTH_TRUE || (depth == DEPTH_256 && colour.kind == COLOUR_INDEX))
        return colour;
    if (depth == DEPTH_256)
        return nearest(rgb, 16, 256);
    if (!is_own)
        colour = nearest(rgb, 0, 16);
    return depth == DEPTH_8 ? fit_8(colour) : colour;
}

/* Source: WCAG 2.1, relative luminance. */
static double luminance(const uint8_t rgb[3])
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255.0;
        sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double colour_contrast(struct colour a, struct colour b)
{
    uint8_t left[3] = {0};
    uint8_t right[3] = {0};
    if (!colour_rgb(a, left) || !colour_rgb(b, right))
        return 0;
    double x = luminance(left) + 0.05;
    double y = luminance(right) + 0.05;
    return x > y ? x / y : y / x;
}
