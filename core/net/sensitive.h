/*
 * Text that must not outlive its use: kept out of swap and core files where the system allows it,
 * wiped when freed. Never put one into an arena, a log, an argument list or an environment.
 */
#ifndef RR_NET_SENSITIVE_H
#define RR_NET_SENSITIVE_H

#include <stdbool.h>
#include <stddef.h>

/* Zero-initialise ({0}) to begin. */
struct rr_sensitive {
    char *text; // NUL-terminated, or NULL while empty
    size_t len;
    size_t size; // of the mapping
};

/* Replaces the content by `prefix` (may be NULL) followed by `n` bytes. */
void rr_sensitive_set(struct rr_sensitive *secret, const char *prefix, const char *bytes, size_t n);

/* Replaces the content by `n` zero bytes, for the caller to write over; `len` is `n`. */
void rr_sensitive_reserve(struct rr_sensitive *secret, size_t n);

/* Never NULL; borrowed. */
const char *rr_sensitive_text(const struct rr_sensitive *secret);

/* Wipes and frees; may be called on an empty one. */
void rr_sensitive_free(struct rr_sensitive *secret);

/* Wipes `n` bytes; the compiler may not leave it out. */
void rr_wipe(void *bytes, size_t n);

#define RR_SENSITIVE_AUTO __attribute__((cleanup(rr_sensitive_free))) struct rr_sensitive

#endif
