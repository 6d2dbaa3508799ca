/*
 * Appends to a growing array held as (pointer, count, capacity) fields of a struct.
 *
 *     struct list { struct item *items; size_t n_items, cap_items; };
 *     *rr_vec_push(&list, items) = item;     // free(list.items) at the end
 */
#ifndef RR_UTIL_VEC_H
#define RR_UTIL_VEC_H

#include "core/util/xalloc.h"

/* Makes room for one more element of `size` bytes; returns the (possibly moved) array. */
static inline void *rr_vec_grow(void *items, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return items;
    *cap = *cap > 0 ? *cap * 2 : 8;
    return rr_xrealloc(items, *cap * size);
}

#define rr_vec_push(owner, field)                                                                  \
    (((owner)->field = rr_vec_grow((owner)->field, (owner)->n_##field, &(owner)->cap_##field,      \
                                   sizeof *(owner)->field)),                                       \
     &(owner)->field[(owner)->n_##field++])

#endif
