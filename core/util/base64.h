/* Base64 (RFC 4648, section 4), as JSON carries bytes. */
#ifndef RR_UTIL_BASE64_H
#define RR_UTIL_BASE64_H

#include <stddef.h>

#include "runready/arena.h"

/* Lives in `arena`; "" for no bytes. */
const char *rr_base64(struct rr_arena *arena, const char *bytes, size_t n);

#endif
