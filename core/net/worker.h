/*
 * One thread for what can only block: a keyring, asked by its own library. Tasks run one after the
 * other; their ends come back in a turn of the engine, so nothing else learns of the thread.
 *
 * A task has a budget. When it is used up the task is told to end; one that does not is left alone
 * with its data, and the worker takes no more work.
 */
#ifndef RR_NET_WORKER_H
#define RR_NET_WORKER_H

#include "core/net/http.h"

struct rr_worker;

struct rr_task {
    void (*work)(void *data);   // in the worker's thread
    void (*cancel)(void *data); // makes a running `work` return soon; any thread
    void (*done)(void *owner,
                 void *data);      // in a turn; `data` is NULL when it did not return in time
    void (*free_data)(void *data); // by whoever has it last, in either thread
    void *data;
    void *owner;
    int budget_ms;
};

/* The thread starts with the first task, with every signal blocked. Owner: the caller. */
struct rr_worker *rr_worker_new(struct rr_http *http);

/* Tells what runs to end, and waits a little for it. No task calls back any more. NULL is fine. */
void rr_worker_free(struct rr_worker *worker);

/* Queues a task; takes its data over. Returns a ticket (never 0). */
unsigned rr_worker_start(struct rr_worker *worker, const struct rr_task *task);

/* Tells a task to end and drops its callback. A ticket that is over is ignored. */
void rr_worker_forget(struct rr_worker *worker, unsigned ticket);

#endif
