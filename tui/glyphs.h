/*
 * Glyphs: the signs the screen is drawn with, by name. Many pretty ones have "ambiguous" width (East Asian
 * Width A, Unicode annex 11) and fall apart on terminals set up for Japanese, hence three sets.
 */
#ifndef RR_TUI_GLYPHS_H
#define RR_TUI_GLYPHS_H

#include <stdbool.h>

enum glyph_set_id {
    GLYPHS_UNICODE,
    GLYPHS_NARROW, // only what is narrow everywhere (East Asian Width N or Na)
    GLYPHS_ASCII,
    GLYPHS_COUNT
};

/* Every glyph of every set is one column wide, except the arrows, the ellipsis and the marks of a box. */
enum glyph {
    GLYPH_NONE, // ""
    GLYPH_HLINE,
    GLYPH_VLINE,
    GLYPH_TOP_LEFT,
    GLYPH_TOP_RIGHT,
    GLYPH_BOTTOM_LEFT,
    GLYPH_BOTTOM_RIGHT,
    GLYPH_TEE_LEFT, // a line that begins at the left border
    GLYPH_TEE_RIGHT,
    GLYPH_OK,      // holds
    GLYPH_MISSING, // does not hold
    GLYPH_BLOCKED, // forbidden
    GLYPH_WARNING,
    GLYPH_UNKNOWN,
    GLYPH_TODO, // not yet
    GLYPH_NOW,  // here
    GLYPH_CURSOR,
    GLYPH_TICKED, // between the brackets of a check box
    GLYPH_UNTICKED,
    GLYPH_FIXED, // a box that cannot be changed
    GLYPH_OPENED,
    GLYPH_CLOSED,
    GLYPH_BULLET,
    GLYPH_DOT, // separates facts in one line
    GLYPH_DASH,
    GLYPH_ELLIPSIS,
    GLYPH_ARROW, // leads to; a few columns
    GLYPH_ARROW_BACK,
    GLYPH_RIGHT,
    GLYPH_LEFT,
    GLYPH_UP,
    GLYPH_DOWN,
    GLYPH_MORE_ABOVE,
    GLYPH_MORE_BELOW,
    GLYPH_BAR,
    GLYPH_BAR_REST,
    GLYPH_THUMB,
    GLYPH_TRACK,
    GLYPH_SPIN_0,
    GLYPH_SPIN_1,
    GLYPH_SPIN_2,
    GLYPH_SPIN_3,
    GLYPH_SPIN_4,
    GLYPH_SPIN_5,
    GLYPH_SPIN_6,
    GLYPH_SPIN_7,
    GLYPH_COUNT
};

enum { GLYPH_SPIN_FRAMES = GLYPH_SPIN_7 - GLYPH_SPIN_0 + 1 };

/* UTF-8, static. */
const char *glyph_text(enum glyph_set_id set, enum glyph glyph);

/* "unicode", "narrow", "ascii"; also back. */
const char *glyph_set_name(enum glyph_set_id set);
bool glyph_set_parse(const char *name, enum glyph_set_id *out);

#endif
