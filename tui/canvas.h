/*
 * The canvas: a grid of cells that views draw on and term.c shows. Everything that is drawn is clipped;
 * wide characters and combining sequences are never split; text is made harmless as it is drawn, so that
 * nothing from outside can move the cursor. Drawing allocates nothing.
 */
#ifndef RR_TUI_CANVAS_H
#define RR_TUI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/util/buf.h"
#include "tui/glyphs.h"
#include "tui/style.h"
#include "tui/text.h"

enum { CELL_BYTES = 16 };

/* One character with its combining marks. The right half of a wide one has width 0 and no bytes. */
struct cell {
    char text[CELL_BYTES]; // UTF-8, not terminated when full
    uint8_t n_bytes;       // 0 = blank
    uint8_t width;         // 1 or 2; 0 = right half
    uint8_t style;         // enum style
    uint8_t ground;        // enum style; STYLE_PLAIN = the style's own background
};

/* Rows and columns from 0. An empty one (rows or cols <= 0) takes nothing. */
struct rect {
    int row, col, rows, cols;
};

struct canvas {
    int rows, cols;
    struct cell *cells; // rows * cols, by rows
    enum glyph_set_id glyphs;
    int cursor_row, cursor_col; // -1 = no cursor
};

/* Life: zero-initialise; canvas_resize before the first use and at every resize (it clears). */
void canvas_resize(struct canvas *canvas, int rows, int cols);
void canvas_free(struct canvas *canvas);
void canvas_clear(struct canvas *canvas);

/* NULL outside the grid. */
const struct cell *canvas_cell(const struct canvas *canvas, int row, int col);

/* ---- rectangles ---- */

struct rect canvas_all(const struct canvas *canvas);
struct rect rect_row(struct rect area, int row);              // one row of it; empty outside
struct rect rect_rows(struct rect area, int row, int n);      // `n` rows from `row`, clipped
struct rect rect_skip(struct rect area, int rows, int cols);  // without its first rows and columns
struct rect rect_keep(struct rect area, int rows, int cols);  // at most its first rows and columns
struct rect rect_inset(struct rect area, int rows, int cols); // narrower on all four sides
struct rect
rect_centre(struct rect area, int rows, int cols); // of that size at most, in the middle
bool rect_is_empty(struct rect area);
bool rect_has(struct rect area, int row, int col);

/* ---- text: all write in the first row of `area`, clip at its right edge, and return the columns used ---- */

int canvas_put(struct canvas *canvas, struct rect area, enum style style, const char *text);
int canvas_putn(struct canvas *canvas, struct rect area, enum style style, struct text_span span);
int canvas_printf(struct canvas *canvas,
                  struct rect area,
                  enum style style,
                  const char *format,
                  ...) RR_PRINTF(4, 5); // at most 1 KiB of text

/* With an ellipsis where it does not fit. */
int canvas_put_cut(struct canvas *canvas, struct rect area, enum style style, const char *text);

/* The same, keeping the end: "…/src/app". */
int canvas_put_tail(struct canvas *canvas, struct rect area, enum style style, const char *text);

/* At the right edge, and in the middle. */
int canvas_put_right(struct canvas *canvas, struct rect area, enum style style, const char *text);
int canvas_put_centre(struct canvas *canvas, struct rect area, enum style style, const char *text);

/* Wrapped over the rows of `area`; returns the rows used. What does not fit ends with an ellipsis. */
int canvas_put_wrapped(struct canvas *canvas, struct rect area, enum style style, const char *text);

/* ---- glyphs, lines and grounds ---- */

int canvas_glyph(struct canvas *canvas, struct rect area, enum style style, enum glyph glyph);

/* Blanks in a style. A style that is a ground also lies under what is drawn there later. */
void canvas_fill(struct canvas *canvas, struct rect area, enum style style);

/* Puts a ground under what stands there and what is drawn later: the row under the cursor, what lies behind an overlay. */
void canvas_ground(struct canvas *canvas, struct rect area, enum style ground);

/* A line across the first row, and down the first column. */
void canvas_hline(struct canvas *canvas, struct rect area, enum style style);
void canvas_vline(struct canvas *canvas, struct rect area, enum style style);

/* A box around `area`; returns what is inside it. */
struct rect canvas_frame(struct canvas *canvas, struct rect area, enum style style);

/* Where the terminal's cursor stands; hidden where nobody sets it. */
void canvas_cursor(struct canvas *canvas, int row, int col);

/* ---- for golden files ---- */

/* The cells as lines, blanks at the ends trimmed. */
void canvas_dump_text(const struct canvas *canvas, struct rr_buf *out);

/*
 * The styles as letters (style.h), one a column, plain at the ends trimmed; then the grounds of rows that have some, as
 * runs: "ground 8-14  13: 54O 13:".
 */
void canvas_dump_styles(const struct canvas *canvas, struct rr_buf *out);

#endif
