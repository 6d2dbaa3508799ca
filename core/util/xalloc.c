/* Allocation wrappers; see the header. */
#include "config.h"

#include "core/util/xalloc.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void rr_out_of_memory(void)
{
    static const char text[] = "runready: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    abort();
}

static void *checked(void *p)
{
    if (p == NULL)
        rr_out_of_memory();
    return p;
}

void *rr_xmalloc(size_t size)
{
    return checked(malloc(size > 0 ? size : 1));
}

void *rr_xcalloc(size_t n, size_t size)
{
    return checked(calloc(n > 0 ? n : 1, size > 0 ? size : 1));
}

void *rr_xrealloc(void *old, size_t size)
{
    return checked(realloc(old, size > 0 ? size : 1));
}

char *rr_xstrdup(const char *text)
{
    return checked(strdup(text));
}
