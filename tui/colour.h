/* Colours as numbers: the xterm palette, nearest colours, contrast. */
#ifndef RR_TUI_COLOUR_H
#define RR_TUI_COLOUR_H

#include "tui/theme.h"

/* "red", "bright-blue", "214", "#2e3440", "default"; false, and `out` untouched, for anything else. */
bool colour_parse(const char *text, struct colour *out);

/* The nearest colour a terminal of that depth has. */
struct colour colour_fit(struct colour colour, enum colour_depth depth);

bool colour_eq(struct colour a, struct colour b);

/* Contrast ratio of WCAG 2.1 (1 to 21) of two fixed colours; 0 when one is the terminal's default. */
double colour_contrast(struct colour a, struct colour b);

#endif
