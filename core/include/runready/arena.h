/*
 * Memory with one lifetime: allocate many, free once. Allocation never fails: without memory the
 * process ends, so callers do not test.
 */
#ifndef RUNREADY_ARENA_H
#define RUNREADY_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "runready/api.h"

struct rr_arena_block;

/* Zero-initialise ({0}) to begin. */
struct rr_arena {
    struct rr_arena_block *head;
};

/* `size` zeroed bytes, aligned for any type; lives until rr_arena_free. */
RR_API void *rr_arena_alloc(struct rr_arena *arena, size_t size);

/* Array of `n` zeroed elements; ends the process when n * size overflows. */
RR_API void *rr_arena_array(struct rr_arena *arena, size_t n, size_t size);

/* Copies of text; NULL gives "". */
RR_API const char *rr_arena_str(struct rr_arena *arena, const char *text);
RR_API const char *rr_arena_strn(struct rr_arena *arena, const char *text, size_t n);
RR_API const char *rr_arena_printf(struct rr_arena *arena, const char *format, ...) RR_PRINTF(2, 3);
RR_API const char *rr_arena_vprintf(struct rr_arena *arena, const char *format, va_list args);

/* Frees everything at once; the arena is then empty and may be used again. */
RR_API void rr_arena_free(struct rr_arena *arena);

#endif
