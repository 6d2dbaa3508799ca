/*
 * Arena of growing blocks. Under AddressSanitizer each allocation is a block of its own, so that
 * the tool sees every overrun.
 */
#include "config.h"

#include "runready/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/xalloc.h"

struct rr_arena_block {
    struct rr_arena_block *next;
    size_t used;
    size_t size;
    max_align_t data[];
};

#if defined(__SANITIZE_ADDRESS__)
enum { BLOCK_BYTES = 0 };
#else
enum { BLOCK_BYTES = 8192 };
#endif

static size_t round_up(size_t n)
{
    const size_t align = sizeof(max_align_t);
    return (n + align - 1) / align * align;
}

static struct rr_arena_block *add_block(struct rr_arena *arena, size_t need)
{
    size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
    struct rr_arena_block *block = rr_xmalloc(sizeof *block + size);
    block->next = arena->head;
    block->used = 0;
    block->size = size;
    arena->head = block;
    return block;
}

void *rr_arena_alloc(struct rr_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        rr_out_of_memory();
    size_t need = round_up(size > 0 ? size : 1);
    struct rr_arena_block *block = arena->head;
    if (block == NULL || block->size - block->used < need)
        block = add_block(arena, need);
    void *out = (char *)block->data + block->used;
    block->used += need;
    return memset(out, 0, need);
}

void *rr_arena_array(struct rr_arena *arena, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / 2 / size)
        rr_out_of_memory();
    return rr_arena_alloc(arena, n * size);
}

const char *rr_arena_strn(struct rr_arena *arena, const char *text, size_t n)
{
    char *copy = rr_arena_alloc(arena, n + 1);
    if (n > 0)
        memcpy(copy, text, n);
    return copy;
}

const char *rr_arena_str(struct rr_arena *arena, const char *text)
{
    return text == NULL ? "" : rr_arena_strn(arena, text, strlen(text));
}

const char *rr_arena_vprintf(struct rr_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        return "";
    char *text = rr_arena_alloc(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, args);
    return text;
}

const char *rr_arena_printf(struct rr_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *text = rr_arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void rr_arena_free(struct rr_arena *arena)
{
    while (arena->head != NULL) {
        struct rr_arena_block *next = arena->head->next;
        free(arena->head);
        arena->head = next;
    }
}
