/*
 * Text in columns: measuring, cutting, wrapping by display width, with the rules of Japanese line breaking
 * (JIS X 4051: no closing mark at a line's start, no opening one at its end). Nothing here allocates.
 * Control characters count as the visible form that the canvas gives them.
 */
#ifndef RR_TUI_TEXT_H
#define RR_TUI_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/util/buf.h"
#include "tui/glyphs.h"

/* A piece of a text; not terminated. */
struct text_span {
    const char *text;
    size_t n;
};

/* Columns that a text takes on the canvas. */
int text_width(const char *text);
int text_span_width(struct text_span span);

/* The longest beginning that fits `cols` columns, never splitting a character from its marks. */
struct text_span text_fit(const char *text, int cols);

/* The longest end that fits. */
struct text_span text_fit_tail(const char *text, int cols);

/* The character (with its marks) that begins at `text`: bytes, 0 at the end; its columns go to `cols` (may be NULL). */
size_t text_next(const char *text, int *cols);

/* Bytes of the character that ends at text + at. */
size_t text_previous(const char *text, size_t at);

/*
 * The next line of `*rest` wrapped to `cols` columns (at least 2); moves `*rest` on. Newlines break, blanks at
 * a break go. False when nothing is left.
 *
 *     struct text_span line;
 *     for (const char *rest = text; text_next_line(&rest, cols, &line);) ...
 */
bool text_next_line(const char **rest, int cols, struct text_span *line);

/* Lines that `text` takes wrapped to `cols`; 0 for "". */
int text_lines(const char *text, int cols);

/* Appends for texts that are not drawn: padded with blanks, cut with an ellipsis. */
void text_add_padded(struct rr_buf *out, const char *text, int cols);
void text_add_cut(struct rr_buf *out, const char *text, int cols, enum glyph_set_id glyphs);

#endif
