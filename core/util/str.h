/* Small questions about NUL-terminated text that the C library does not answer. */
#ifndef RR_UTIL_STR_H
#define RR_UTIL_STR_H

#include <stdbool.h>
#include <stddef.h>

bool rr_str_eq(const char *a, const char *b); // NULL equals only NULL
bool rr_str_has_prefix(const char *text, const char *prefix);
bool rr_str_has_suffix(const char *text, const char *suffix);
bool rr_str_is_empty(const char *text); // NULL or ""

/* Text after the last `c`, or the whole text. */
const char *rr_str_after_last(const char *text, char c);

/* A whole decimal number from `min` to `max`; no sign, no blanks. */
bool rr_str_to_int(const char *text, long min, long max, long *out);

#endif
