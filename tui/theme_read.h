/* Theme files line by line. */
#ifndef RR_TUI_THEME_READ_H
#define RR_TUI_THEME_READ_H

#include "tui/theme.h"

enum { THEME_PALETTE_MAX = 48 };

/* What a file says about one style; the rest comes from its parent. */
struct theme_line {
    bool has_fg, has_bg, has_attributes;
    struct look look;
};

struct theme_draft {
    char title[THEME_TITLE];
    struct theme_line lines[STYLE_COUNT];
    struct {
        char name[32];
        struct colour colour;
    } palette[THEME_PALETTE_MAX];
    int n_palette;
};

/*
 * The theme that a text inherits, "" for none; it has to stand before the first style. `out` has THEME_NAME bytes.
 */
void theme_read_parent(const char *text, char out[THEME_NAME]);

/* Puts what a text says over what `draft` holds. Problems as theme_load. */
void theme_read(struct theme_draft *draft,
                const char *file,
                const char *text,
                struct rr_buf *problems);

/* Gives every style its look. */
void theme_resolve(const struct theme_draft *draft, struct theme *out);

#endif
