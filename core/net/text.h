/* Text from elsewhere, made fit to be shown. */
#ifndef RR_NET_TEXT_H
#define RR_NET_TEXT_H

#include <stddef.h>

#include "core/util/buf.h"

/*
 * Appends UTF-8 text with everything that could move a cursor or turn lines around made visible:
 * control characters as "^[" or "<U+009B>", bidi overrides as "<U+202E>", bytes that are no UTF-8 as
 * U+FFFD. Newlines stay, tabs become a space. Stops before a character that does not fit `max`.
 */
void rr_text_visible(struct rr_buf *out, const char *bytes, size_t n);

/* Cuts a text that was cut inside a character (fixed buffers) back to whole characters. */
void rr_text_mend_end(char *text);

#endif
