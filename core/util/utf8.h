/*
 * Text for the screen: columns, padding, and text from outside made harmless.
 * Widths are the C library's (wcwidth), so LC_CTYPE must be a UTF-8 locale for non-ASCII text.
 */
#ifndef RR_UTIL_UTF8_H
#define RR_UTIL_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "core/util/buf.h"

/* Decodes one code point; returns the bytes taken (1 and U+FFFD for a byte that begins none). `text` is not empty. */
size_t rr_utf8_decode(const char *text, uint32_t *code);

/* Encodes one code point, terminated; returns the bytes. What is none (surrogates, too large) becomes U+FFFD. */
enum { RR_UTF8_MAX = 5 };
size_t rr_utf8_encode(uint32_t code, char out[RR_UTF8_MAX]);

/* Columns that `text` takes. */
size_t rr_text_width(const char *text);

/* `text`, then blanks up to `columns`. Never cuts. */
void rr_buf_add_padded(struct rr_buf *buf, const char *text, size_t columns);

/*
 * `text` with what could move a cursor, set a title, hide or turn the reading order made visible:
 * controls, bidi and zero-width characters as "<U+001B>", bytes that are no UTF-8 as "<0xFF>". Stops
 * before a piece that does not fit the buffer's `max`. The second keeps newlines, for texts of several
 * lines; a tab becomes a blank there, and a carriage return goes.
 */
void rr_buf_add_visible(struct rr_buf *buf, const char *text);
void rr_buf_add_visible_lines(struct rr_buf *buf, const char *text);

/*
 * One character of `text` (not empty) in that visible form, terminated; returns the bytes of `text` it stands for.
 * Never more than RR_PIECE - 1 bytes.
 */
enum { RR_PIECE = 16 };
size_t rr_utf8_show(const char *text, char piece[RR_PIECE]);

/* Takes away the rest of a character that a fixed buffer cut at the end of `text`. */
void rr_utf8_mend_end(char *text);

/* Adds `text` broken at blanks (and between wide characters) into lines of `columns`, each begun by `indent`. */
void rr_buf_add_wrapped(struct rr_buf *buf, const char *text, const char *indent, size_t columns);

#endif
