/* Back-off and waiting; see the header. */
#include "config.h"

#include "core/gcp/pace.h"

#include <sys/random.h>

bool rr_pacer_sleep(const struct rr_pacer *pacer, int64_t ms)
{
    if (rr_caller_is_cancelled(pacer->caller))
        return false;
    if (pacer->sleep != NULL)
        pacer->sleep(pacer->data, ms);
    else
        rr_caller_sleep(pacer->caller, ms);
    return !rr_caller_is_cancelled(pacer->caller);
}

/* Clients that collided once must not march in step. Without random numbers the wait is whole. */
static int64_t draw(int64_t wait_ms)
{
    uint32_t random = UINT32_MAX;
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random)
        return wait_ms;
    int64_t half = wait_ms / 2;
    return half + (int64_t)((uint64_t)random * (uint64_t)(wait_ms - half + 1) >> 32);
}

bool rr_backoff_next(const struct rr_backoff *backoff, struct rr_waits *waits, int64_t *wait_ms)
{
    int64_t next = waits->n == 0 ? backoff->first_ms : waits->next_ms * backoff->percent / 100;
    next = next < backoff->cap_ms ? next : backoff->cap_ms;
    if (backoff->max_waits > 0 && waits->n >= backoff->max_waits)
        return false;
    if (waits->spent_ms + next > backoff->limit_ms)
        return false;
    waits->n++;
    waits->next_ms = next;
    waits->spent_ms += next;
    *wait_ms = backoff->has_jitter ? draw(next) : next;
    return true;
}
