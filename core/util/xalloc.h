/*
 * Allocation that ends the process when memory is gone, so that no caller has to test.
 */
#ifndef RR_UTIL_XALLOC_H
#define RR_UTIL_XALLOC_H

#include <stddef.h>

void *rr_xmalloc(size_t size);
void *rr_xcalloc(size_t n, size_t size);
void *rr_xrealloc(void *old, size_t size);
char *rr_xstrdup(const char *text);

/* Writes one line to standard error and aborts. */
_Noreturn void rr_out_of_memory(void);

#endif
