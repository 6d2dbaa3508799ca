/* Looks: of a style on a ground, and what a poorer terminal makes of them. Reading stands in theme_read.c. */
#include "config.h"

#include "tui/theme.h"

#include "tui/colour.h"

struct look theme_look(const struct theme *theme, enum style style, enum style ground)
{
    const struct look *own = &theme->looks[style];
    const struct look *under = &theme->looks[ground];
    const struct look *plain = &theme->looks[STYLE_PLAIN];
    if (ground == STYLE_PLAIN)
        return *own;
    // What lies behind an overlay is one even shade.
    if (ground == STYLE_SHADE)
        return *under;
    struct look look = *own;
    look.attributes |= under->attributes;
    if (colour_eq(own->bg, plain->bg))
        look.bg = under->bg;
    // Reversed, the colour of the text would become the background.
    bool is_reversed = (under->attributes & LOOK_REVERSE) != 0;
    if (colour_eq(own->fg, plain->fg) || is_reversed)
        look.fg = under->fg;
    return look;
}

static struct look mono_look(enum style style)
{
    return (struct look){.attributes = style_def(style)->mono};
}

static struct look fit_look(const struct theme *theme, enum style style, enum colour_depth depth)
{
    const struct look *from = &theme->looks[style];
    const struct look *plain = &theme->looks[STYLE_PLAIN];
    struct look look = {colour_fit(from->fg, depth), colour_fit(from->bg, depth), from->attributes};
    bool has_ground = !colour_eq(from->bg, plain->bg);
    bool keeps_ground = !colour_eq(look.bg, colour_fit(plain->bg, depth));
    if (has_ground && !keeps_ground)
        look.attributes |= style_def(style)->mono;
    if (look.fg.kind != COLOUR_DEFAULT && colour_eq(look.fg, look.bg))
        look.fg = colour_fit(plain->fg, depth);
    return look;
}

struct theme theme_fit(const struct theme *theme, enum colour_depth depth)
{
    struct theme out = *theme;
    for (int i = 0; i < STYLE_COUNT; i++)
        out.looks[i] =
            depth == DEPTH_MONO ? mono_look((enum style)i) : fit_look(theme, (enum style)i, depth);
    return out;
}
