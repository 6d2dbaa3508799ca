/*
 * Themes: what each style looks like. A theme is a text file:
 *
 *     # a comment
 *     name    = Night                     as people read it
 *     inherit = dark                      the theme it differs from
 *     @blue   = #88c0d0                   a colour with a name
 *     focus   = default @blue bold        style = foreground background attributes
 *     dim     = -                         "-": like the parent style
 *
 * Colours: default, the sixteen names (black ... bright-white), a number from 0 to 255, #rrggbb, @name.
 * Attributes: bold dim italic underline reverse none.
 */
#ifndef RR_TUI_THEME_H
#define RR_TUI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "core/util/buf.h"
#include "runready/arena.h"
#include "runready/err.h"
#include "tui/style.h"

enum colour_kind { COLOUR_DEFAULT, COLOUR_INDEX, COLOUR_RGB };

struct colour {
    uint8_t kind;  // enum colour_kind
    uint8_t index; // of the xterm palette: 0-15 are the terminal's own
    uint8_t red, green, blue;
};

struct look {
    struct colour fg, bg;
    int attributes; // LOOK_ bits
};

enum { THEME_NAME = 48, THEME_TITLE = 64 };

struct theme {
    char name[THEME_NAME];
    char title[THEME_TITLE];
    struct look looks[STYLE_COUNT]; // complete: every style has its own
};

/* What a terminal can show. */
enum colour_depth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_TRUE };

/* Where themes are looked for, in this order; then the built-in ones. NULL = not there. */
struct theme_dirs {
    const char *user;   // $XDG_CONFIG_HOME/runready/themes
    const char *system; // $(pkgdatadir)/themes
};

/* The folders of this person and this installation; texts live in `arena`. */
struct theme_dirs theme_find_dirs(struct rr_arena *arena);

/* A name a theme may have: letters, digits, - and _; never a path. */
bool theme_is_name(const char *name);

/*
 * Reads a theme and what it inherits. Lines that cannot be used are left out and named in `problems` (may be NULL), one a
 * line: "dark.theme:12: ...". Errors: RR_NOT_FOUND for a theme that is nowhere, RR_FILE; nothing is changed then.
 */
RR_MUST_CHECK bool theme_load(struct theme *out,
                              const struct theme_dirs *dirs,
                              const char *name,
                              struct rr_buf *problems,
                              struct rr_err *err);

/* The names of all themes, sorted, each once; the array and the texts live in `arena`. */
struct theme_names {
    const char **items;
    size_t n;
};
struct theme_names theme_list(const struct theme_dirs *dirs, struct rr_arena *arena);

/* The look of a style on a ground (STYLE_PLAIN = on its own). */
struct look theme_look(const struct theme *theme, enum style style, enum style ground);

/*
 * The theme as a terminal of that depth can show it: colours become the nearest there are, and what would be lost by
 * that becomes an attribute. DEPTH_MONO leaves attributes only.
 */
struct theme theme_fit(const struct theme *theme, enum colour_depth depth);

/* Red, green and blue of a fixed colour as xterm shows it; false for the terminal's default. */
bool colour_rgb(struct colour colour, uint8_t rgb[3]);

#endif
