/* The glyph sets. Widths: EastAsianWidth.txt of Unicode 15. */
#include "config.h"

#include "tui/glyphs.h"

#include <string.h>

static const char *const names[GLYPHS_COUNT] = {"unicode", "narrow", "ascii"};

static const char *const glyphs[GLYPH_COUNT][GLYPHS_COUNT] = {
    [GLYPH_NONE] = {"", "", ""},
    [GLYPH_HLINE] = {"─", "╌", "-"},
    [GLYPH_VLINE] = {"│", "╎", "|"},
    [GLYPH_TOP_LEFT] = {"┌", "+", "+"},
    [GLYPH_TOP_RIGHT] = {"┐", "+", "+"},
    [GLYPH_BOTTOM_LEFT] = {"└", "+", "+"},
    [GLYPH_BOTTOM_RIGHT] = {"┘", "+", "+"},
    [GLYPH_TEE_LEFT] = {"├", "+", "+"},
    [GLYPH_TEE_RIGHT] = {"┤", "+", "+"},
    [GLYPH_OK] = {"✓", "✓", "+"},
    [GLYPH_MISSING] = {"✗", "✗", "x"},
    [GLYPH_BLOCKED] = {"⊘", "⊘", "#"},
    [GLYPH_WARNING] = {"!", "!", "!"},
    [GLYPH_UNKNOWN] = {"?", "?", "?"},
    [GLYPH_TODO] = {"○", "◌", "."},
    [GLYPH_NOW] = {"●", "▸", ">"},
    [GLYPH_CURSOR] = {"▸", "▸", ">"},
    [GLYPH_TICKED] = {"x", "x", "x"},
    [GLYPH_UNTICKED] = {" ", " ", " "},
    [GLYPH_FIXED] = {"·", "-", "-"},
    [GLYPH_OPENED] = {"▾", "▾", "v"},
    [GLYPH_CLOSED] = {"▸", "▸", ">"},
    [GLYPH_BULLET] = {"•", "▪", "*"},
    [GLYPH_DOT] = {"·", "|", "|"},
    [GLYPH_DASH] = {"–", "-", "-"},
    [GLYPH_ELLIPSIS] = {"…", "..", ".."},
    [GLYPH_ARROW] = {"───▶", "╌╌╌▸", "--->"},
    [GLYPH_ARROW_BACK] = {"◀───", "◂╌╌╌", "<---"},
    [GLYPH_RIGHT] = {"→", "▸", ">"},
    [GLYPH_LEFT] = {"←", "◂", "<"},
    [GLYPH_UP] = {"↑", "▴", "^"},
    [GLYPH_DOWN] = {"↓", "▾", "v"},
    [GLYPH_MORE_ABOVE] = {"▲", "▴", "^"},
    [GLYPH_MORE_BELOW] = {"▼", "▾", "v"},
    [GLYPH_BAR] = {"█", "▮", "#"},
    [GLYPH_BAR_REST] = {"░", "▯", "."},
    [GLYPH_THUMB] = {"█", "▮", "#"},
    [GLYPH_TRACK] = {"│", "╎", "|"},
    [GLYPH_SPIN_0] = {"⠋", "⠋", "|"},
    [GLYPH_SPIN_1] = {"⠙", "⠙", "/"},
    [GLYPH_SPIN_2] = {"⠹", "⠹", "-"},
    [GLYPH_SPIN_3] = {"⠸", "⠸", "\\"},
    [GLYPH_SPIN_4] = {"⠼", "⠼", "|"},
    [GLYPH_SPIN_5] = {"⠴", "⠴", "/"},
    [GLYPH_SPIN_6] = {"⠦", "⠦", "-"},
    [GLYPH_SPIN_7] = {"⠇", "⠇", "\\"},
};

const char *glyph_text(enum glyph_set_id set, enum glyph glyph)
{
    return glyphs[glyph][set];
}

const char *glyph_set_name(enum glyph_set_id set)
{
    return names[set];
}

bool glyph_set_parse(const char *name, enum glyph_set_id *out)
{
    for (int i = 0; i < GLYPHS_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (enum glyph_set_id)i;
            return true;
        }
    }
    return false;
}
