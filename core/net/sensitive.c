/*
 * Secrets. Each lies in pages of its own, so that locking them and leaving them out of core files
 * touches nothing else. A refused lock (RLIMIT_MEMLOCK) is no error: it is a second line of defence.
 */
#include "config.h"

#include "core/net/sensitive.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/util/xalloc.h"

void rr_wipe(void *bytes, size_t n)
{
    if (bytes != NULL)
        explicit_bzero(bytes, n);
}

static char *map_pages(size_t need, size_t *size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    *size = (need + page - 1) / page * page;
    char *pages = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        rr_out_of_memory();
    (void)mlock(pages, *size);
#ifdef MADV_DONTDUMP
    (void)madvise(pages, *size, MADV_DONTDUMP);
#endif
    return pages;
}

void rr_sensitive_reserve(struct rr_sensitive *secret, size_t n)
{
    struct rr_sensitive fresh = {.len = n};
    fresh.text = map_pages(n + 1, &fresh.size);
    rr_sensitive_free(secret);
    *secret = fresh;
}

void rr_sensitive_set(struct rr_sensitive *secret, const char *prefix, const char *bytes, size_t n)
{
    size_t n_prefix = prefix != NULL ? strlen(prefix) : 0;
    struct rr_sensitive fresh = {.len = n_prefix + n};
    fresh.text = map_pages(fresh.len + 1, &fresh.size);
    if (n_prefix > 0)
        memcpy(fresh.text, prefix, n_prefix);
    if (n > 0)
        memcpy(fresh.text + n_prefix, bytes, n);
    rr_sensitive_free(secret);
    *secret = fresh;
}

const char *rr_sensitive_text(const struct rr_sensitive *secret)
{
    return secret->text != NULL ? secret->text : "";
}

void rr_sensitive_free(struct rr_sensitive *secret)
{
    if (secret->text != NULL) {
        rr_wipe(secret->text, secret->size);
        munmap(secret->text, secret->size);
    }
    memset(secret, 0, sizeof *secret);
}
