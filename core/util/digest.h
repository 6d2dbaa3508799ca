/* SHA-256 of bytes as lower-case hex. */
#ifndef RR_UTIL_DIGEST_H
#define RR_UTIL_DIGEST_H

#include <stddef.h>

enum { RR_DIGEST_TEXT = 65 };

void rr_digest(const char *bytes, size_t n, char out[RR_DIGEST_TEXT]);

#endif
