/* The worker thread; see the header. */
#include "config.h"

#include "core/net/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/util/xalloc.h"

/* How long after its budget, and at the end of the worker, a task may take to obey. */
enum { GRACE_MS = 500, LEAVE_MS = 500 };

struct item {
    struct item *next;
    unsigned ticket;
    struct rr_task task;
    struct rr_worker *worker; // the engine's side only, as the two below
    unsigned timer;
    bool was_told;
    bool is_forgotten; // nobody is called back
};

/* What both threads see, under the lock. Freed by the one that leaves last. */
struct bench {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct item *queue;    // in order; the first one runs
    struct item *finished; // to be delivered
    bool is_ending;
    bool has_left; // the thread is over
    bool is_alone; // nobody waits for the thread any more
    int wake_write;
};

struct rr_worker {
    struct rr_http *http;
    struct bench *bench;
    pthread_t thread;
    bool has_thread;
    bool is_stuck;
    int wake_read;
    unsigned watch;
    unsigned last_ticket;
    size_t n_out;         // tasks that will still be delivered
    struct item *refused; // by a worker that is stuck; told in the next turn
};

static void free_item(struct item *item)
{
    item->task.free_data(item->task.data);
    free(item);
}

static void free_bench(struct bench *bench)
{
    pthread_mutex_destroy(&bench->lock);
    pthread_cond_destroy(&bench->changed);
    close(bench->wake_write);
    free(bench);
}

struct rr_worker *rr_worker_new(struct rr_http *http)
{
    struct rr_worker *worker = rr_xcalloc(1, sizeof *worker);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        rr_out_of_memory();
    worker->http = http;
    worker->wake_read = ends[0];
    worker->bench = rr_xcalloc(1, sizeof *worker->bench);
    worker->bench->wake_write = ends[1];
    pthread_mutex_init(&worker->bench->lock, NULL);
    pthread_cond_init(&worker->bench->changed, NULL);
    return worker;
}

/* ---- the thread ---- */

/* Moves the item that has run from the queue to the finished ones. */
static void finish_first(struct bench *bench)
{
    struct item *item = bench->queue;
    bench->queue = item->next;
    item->next = bench->finished;
    bench->finished = item;
    ssize_t ignored = write(bench->wake_write, "", 1);
    (void)ignored;
}

static void work_all(struct bench *bench)
{
    while (!bench->is_ending) {
        struct item *item = bench->queue;
        if (item == NULL) {
            pthread_cond_wait(&bench->changed, &bench->lock);
            continue;
        }
        bool is_wanted = !item->is_forgotten;
        pthread_mutex_unlock(&bench->lock);
        if (is_wanted)
            item->task.work(item->task.data);
        pthread_mutex_lock(&bench->lock);
        finish_first(bench);
    }
}

static void free_items(struct item *item)
{
    while (item != NULL) {
        struct item *next = item->next;
        free_item(item);
        item = next;
    }
}

static void *run(void *data)
{
    struct bench *bench = data;
    pthread_mutex_lock(&bench->lock);
    work_all(bench);
    bench->has_left = true;
    bool is_alone = bench->is_alone;
    pthread_cond_broadcast(&bench->changed);
    pthread_mutex_unlock(&bench->lock);
    if (is_alone) {
        free_items(bench->queue);
        free_items(bench->finished);
        free_bench(bench);
    }
    return NULL;
}

static void start_thread(struct rr_worker *worker)
{
    sigset_t all;
    sigset_t saved;
    if (worker->has_thread)
        return;
    // Libraries start threads of their own from this one; none of them is to take our signals.
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &saved);
    worker->has_thread = pthread_create(&worker->thread, NULL, run, worker->bench) == 0;
    pthread_sigmask(SIG_SETMASK, &saved, NULL);
    worker->is_stuck = !worker->has_thread;
}

/* ---- the engine's side ---- */

static struct item *find(struct bench *bench, unsigned ticket)
{
    for (struct item *item = bench->queue; item != NULL; item = item->next)
        if (item->ticket == ticket)
            return item;
    return NULL;
}

/* One task less to wait for; with none the engine is not kept busy. */
static void count_down(struct rr_worker *worker)
{
    if (--worker->n_out > 0)
        return;
    rr_http_cancel(worker->http, worker->watch);
    worker->watch = 0;
}

static struct item *take_finished(struct bench *bench)
{
    pthread_mutex_lock(&bench->lock);
    struct item *item = bench->finished;
    if (item != NULL)
        bench->finished = item->next;
    pthread_mutex_unlock(&bench->lock);
    return item;
}

static void on_wake(void *data)
{
    struct rr_worker *worker = data;
    char bytes[64];
    while (read(worker->wake_read, bytes, sizeof bytes) > 0)
        continue;
    for (struct item *item = take_finished(worker->bench); item != NULL;
         item = take_finished(worker->bench)) {
        rr_http_cancel(worker->http, item->timer);
        if (!item->is_forgotten) {
            count_down(worker);
            item->task.done(item->task.owner, item->task.data);
        }
        free_item(item);
    }
}

/* Leaves a task that does not obey to itself. Under the lock, which it gives back. */
static void abandon(struct rr_worker *worker, struct item *item)
{
    struct rr_task task = item->task;
    worker->is_stuck = true;
    item->is_forgotten = true;
    pthread_mutex_unlock(&worker->bench->lock);
    count_down(worker);
    task.done(task.owner, NULL);
}

/* The budget is used up: first a word, then the door. */
static void on_late(void *data)
{
    struct item *item = data;
    struct rr_worker *worker = item->worker;
    struct bench *bench = worker->bench;
    item->timer = 0;
    pthread_mutex_lock(&bench->lock);
    bool is_open = find(bench, item->ticket) != NULL && !item->is_forgotten;
    if (is_open && item->was_told) {
        abandon(worker, item);
        return;
    }
    if (is_open) {
        item->was_told = true;
        item->task.cancel(item->task.data);
        item->timer = rr_http_after(worker->http, GRACE_MS, on_late, item);
    }
    pthread_mutex_unlock(&bench->lock);
}

static void append(struct bench *bench, struct item *item)
{
    pthread_mutex_lock(&bench->lock);
    struct item **end = &bench->queue;
    while (*end != NULL)
        end = &(*end)->next;
    *end = item;
    pthread_cond_broadcast(&bench->changed);
    pthread_mutex_unlock(&bench->lock);
}

/* With a worker that is stuck there is only the end to tell. */
static void tell_late(void *data)
{
    struct item *item = data;
    struct item **link = &item->worker->refused;
    while (*link != item)
        link = &(*link)->next;
    *link = item->next;
    if (!item->is_forgotten)
        item->task.done(item->task.owner, NULL);
    free_item(item);
}

unsigned rr_worker_start(struct rr_worker *worker, const struct rr_task *task)
{
    struct item *item = rr_xcalloc(1, sizeof *item);
    item->task = *task;
    item->worker = worker;
    item->ticket = ++worker->last_ticket;
    start_thread(worker);
    if (worker->is_stuck) {
        item->next = worker->refused;
        worker->refused = item;
        item->timer = rr_http_after(worker->http, 0, tell_late, item);
        return item->ticket;
    }
    if (worker->n_out++ == 0)
        worker->watch = rr_http_watch(worker->http, worker->wake_read, on_wake, worker);
    item->timer = rr_http_after(worker->http, task->budget_ms, on_late, item);
    append(worker->bench, item);
    return item->ticket;
}

void rr_worker_forget(struct rr_worker *worker, unsigned ticket)
{
    struct bench *bench = worker->bench;
    for (struct item *item = worker->refused; item != NULL; item = item->next)
        item->is_forgotten |= item->ticket == ticket;
    pthread_mutex_lock(&bench->lock);
    struct item *item = find(bench, ticket);
    for (struct item *done = bench->finished; item == NULL && done != NULL; done = done->next)
        if (done->ticket == ticket)
            item = done;
    bool is_open = item != NULL && !item->is_forgotten;
    if (is_open) {
        item->is_forgotten = true;
        item->task.cancel(item->task.data);
        rr_http_cancel(worker->http, item->timer);
        item->timer = 0;
    }
    pthread_mutex_unlock(&bench->lock);
    if (is_open)
        count_down(worker);
}

/* Waits a little for the thread to see that it is to end. Under the lock. */
static bool wait_for_thread(struct bench *bench)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += (long)LEAVE_MS * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    while (!bench->has_left &&
           pthread_cond_timedwait(&bench->changed, &bench->lock, &until) != ETIMEDOUT)
        continue;
    bench->is_alone = !bench->has_left;
    return bench->has_left;
}

static bool end_thread(struct rr_worker *worker)
{
    struct bench *bench = worker->bench;
    pthread_mutex_lock(&bench->lock);
    bench->is_ending = true;
    for (struct item *item = bench->queue; item != NULL; item = item->next) {
        item->is_forgotten = true;
        item->task.cancel(item->task.data);
        rr_http_cancel(worker->http, item->timer);
    }
    for (struct item *item = bench->finished; item != NULL; item = item->next)
        rr_http_cancel(worker->http, item->timer);
    pthread_cond_broadcast(&bench->changed);
    bool is_over = !worker->has_thread || wait_for_thread(bench);
    pthread_mutex_unlock(&bench->lock);
    return is_over;
}

void rr_worker_free(struct rr_worker *worker)
{
    if (worker == NULL)
        return;
    rr_http_cancel(worker->http, worker->watch);
    for (struct item *item = worker->refused; item != NULL; item = item->next)
        rr_http_cancel(worker->http, item->timer);
    free_items(worker->refused);
    bool is_over = end_thread(worker);
    if (is_over && worker->has_thread)
        pthread_join(worker->thread, NULL);
    else if (worker->has_thread)
        pthread_detach(worker->thread);
    if (is_over) {
        free_items(worker->bench->queue);
        free_items(worker->bench->finished);
        free_bench(worker->bench);
    }
    close(worker->wake_read);
    free(worker);
}
