/*
 * The one wait: curl's descriptors, the wake-up pipe, watched descriptors and timers. The pipe is
 * ours and not curl_multi_wakeup, which some releases swallow (curl issue 22272).
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/net/http_private.h"
#include "core/util/vec.h"

bool rr_http_wait_init(struct rr_http *http)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    http->wake_read = ends[0];
    http->wake_write = ends[1];
    return true;
}

void rr_http_wait_free(struct rr_http *http)
{
    close(http->wake_read);
    close(http->wake_write);
    free(http->timers);
    free(http->watches);
}

void rr_http_wake(struct rr_http *http)
{
    int saved = errno;
    // A full pipe wakes as well.
    ssize_t ignored = write(http->wake_write, "", 1);
    (void)ignored;
    errno = saved;
}

int64_t rr_http_now_ms(const struct rr_http *http)
{
    return rr_clock_mono_ms(&http->clock);
}

unsigned rr_http_after(struct rr_http *http, int64_t ms, void (*fn)(void *data), void *data)
{
    unsigned ticket = rr_http_next_ticket(http);
    *rr_vec_push(http, timers) = (struct rr_timer){
        .ticket = ticket, .due_ms = rr_http_now_ms(http) + ms, .fn = fn, .data = data};
    return ticket;
}

unsigned rr_http_watch(struct rr_http *http, int fd, void (*fn)(void *data), void *data)
{
    unsigned ticket = rr_http_next_ticket(http);
    *rr_vec_push(http, watches) =
        (struct rr_watch){.ticket = ticket, .fd = fd, .fn = fn, .data = data};
    return ticket;
}

bool rr_http_forget(struct rr_http *http, unsigned ticket)
{
    for (size_t i = 0; i < http->n_timers; i++) {
        if (http->timers[i].ticket == ticket) {
            http->timers[i] = http->timers[--http->n_timers];
            return true;
        }
    }
    for (size_t i = 0; i < http->n_watches; i++) {
        if (http->watches[i].ticket == ticket) {
            http->watches[i] = http->watches[--http->n_watches];
            return true;
        }
    }
    return false;
}

/* The timer that is due first among those that were there before `limit`; NULL when none is due. */
static struct rr_timer *due_timer(struct rr_http *http, int64_t now_ms, unsigned limit)
{
    struct rr_timer *first = NULL;
    for (size_t i = 0; i < http->n_timers; i++) {
        struct rr_timer *timer = &http->timers[i];
        bool is_due = timer->due_ms <= now_ms && timer->ticket <= limit;
        if (is_due && (first == NULL || timer->due_ms < first->due_ms ||
                       (timer->due_ms == first->due_ms && timer->ticket < first->ticket)))
            first = timer;
    }
    return first;
}

void rr_http_fire_timers(struct rr_http *http)
{
    // A timer set by a timer waits for the next turn, or 0 ms would never end.
    unsigned limit = http->last_ticket;
    int64_t now_ms = rr_http_now_ms(http);
    for (struct rr_timer *due = due_timer(http, now_ms, limit); due != NULL;
         due = due_timer(http, now_ms, limit)) {
        struct rr_timer timer = *due;
        rr_http_forget(http, timer.ticket);
        timer.fn(timer.data);
    }
}

static int bound_by_timers(const struct rr_http *http, int timeout_ms)
{
    int64_t wait_ms = timeout_ms < 0 ? INT_MAX : timeout_ms;
    int64_t now_ms = rr_http_now_ms(http);
    for (size_t i = 0; i < http->n_timers; i++) {
        int64_t left = http->timers[i].due_ms - now_ms;
        if (left < wait_ms)
            wait_ms = left > 0 ? left : 0;
    }
    return (int)wait_ms;
}

static void drain(int fd)
{
    char bytes[256];
    while (read(fd, bytes, sizeof bytes) > 0)
        continue;
}

/* curl does not pass POLLHUP on, and a pipe at its end gives nothing else; so ask again. */
static bool can_be_read(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLIN};
    return poll(&one, 1, 0) > 0;
}

static void call_watchers(struct rr_http *http)
{
    size_t n = http->n_watches;
    unsigned *tickets = n > 0 ? rr_xcalloc(n, sizeof *tickets) : NULL;
    for (size_t i = 0; i < n; i++)
        tickets[i] = http->watches[i].ticket;
    // Callbacks may cancel one another, so each ticket is looked up anew.
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < http->n_watches; k++) {
            struct rr_watch watch = http->watches[k];
            if (watch.ticket != tickets[i])
                continue;
            if (can_be_read(watch.fd))
                watch.fn(watch.data);
            break;
        }
    free(tickets);
}

void rr_http_wait(struct rr_http *http, int timeout_ms)
{
    size_t n = 1 + http->n_watches;
    struct curl_waitfd *fds = rr_xcalloc(n, sizeof *fds);
    fds[0] = (struct curl_waitfd){.fd = http->wake_read, .events = CURL_WAIT_POLLIN};
    for (size_t i = 0; i < http->n_watches; i++)
        fds[i + 1] = (struct curl_waitfd){.fd = http->watches[i].fd, .events = CURL_WAIT_POLLIN};
    curl_multi_poll(http->multi, fds, (unsigned)n, bound_by_timers(http, timeout_ms), NULL);
    free(fds);
    drain(http->wake_read);
    call_watchers(http);
}
