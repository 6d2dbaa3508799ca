/*
 * A growing text or byte builder. Always NUL-terminated; `data` may be NULL while empty, use
 * rr_buf_text. A `max` other than 0 bounds the length: what does not fit is left out and `cut` is set.
 */
#ifndef RR_UTIL_BUF_H
#define RR_UTIL_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/api.h"

struct rr_buf {
    char *data;
    size_t len;
    size_t cap;
    size_t max; // 0 = unbounded
    bool cut;
};

void rr_buf_add(struct rr_buf *buf, const char *text);
void rr_buf_addn(struct rr_buf *buf, const char *bytes, size_t n);
void rr_buf_addc(struct rr_buf *buf, char c);
void rr_buf_printf(struct rr_buf *buf, const char *format, ...) RR_PRINTF(2, 3);

/* Percent-encodes everything but unreserved characters (RFC 3986, 2.3) and those in `keep`. */
void rr_buf_add_url(struct rr_buf *buf, const char *text, const char *keep);

/* Quotes one word for a POSIX shell: bare when harmless, else in single quotes. */
void rr_buf_add_shell(struct rr_buf *buf, const char *word);

/* Never NULL; borrowed until the next change. */
const char *rr_buf_text(const struct rr_buf *buf);

void rr_buf_clear(struct rr_buf *buf);
void rr_buf_free(struct rr_buf *buf);

/* For RR_CLEANUP. */
#define RR_BUF_AUTO __attribute__((cleanup(rr_buf_free))) struct rr_buf

#endif
