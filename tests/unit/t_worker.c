/* The worker thread: order, late tasks, tasks that nobody wants any more, and the end. */
#include "config.h"

#include <time.h>

#include "core/net/worker.h"
#include "core/util/xalloc.h"
#include "tests/support/unit.h"

/* Shared by both threads, so every field is atomic; the last reference frees it. */
struct piece {
    _Atomic int n_works;
    _Atomic bool is_told;
    _Atomic bool may_end;
    _Atomic bool obeys;
    _Atomic int n_refs;
};

struct told {
    int n;
    bool was_late;
};

static _Atomic int n_freed;

static struct piece *piece_new(void)
{
    struct piece *piece = rr_xcalloc(1, sizeof *piece);
    piece->obeys = true;
    piece->may_end = true;
    piece->n_refs = 2;
    return piece;
}

static void piece_unref(struct piece *piece)
{
    if (--piece->n_refs == 0)
        free(piece);
}

static void nap(void)
{
    struct timespec moment = {.tv_nsec = 1000000};
    nanosleep(&moment, NULL);
}

static void work(void *data)
{
    struct piece *piece = data;
    piece->n_works++;
    while (!piece->may_end && !(piece->is_told && piece->obeys))
        nap();
}

static void cancel(void *data)
{
    ((struct piece *)data)->is_told = true;
}

static void free_piece(void *data)
{
    n_freed++;
    piece_unref(data);
}

static void on_done(void *owner, void *data)
{
    struct told *told = owner;
    told->n++;
    told->was_late = data == NULL;
}

static struct rr_task task_of(struct piece *piece, struct told *told)
{
    return (struct rr_task){.work = work,
                            .cancel = cancel,
                            .done = on_done,
                            .free_data = free_piece,
                            .data = piece,
                            .owner = told,
                            .budget_ms = 5000};
}

static void tasks_end_in_a_turn(void **state)
{
    (void)state;
    struct rr_http *http = rr_http_new(&(struct rr_http_options){0});
    struct rr_worker *worker = rr_worker_new(http);
    struct told told = {0};
    struct piece *pieces[3];
    n_freed = 0;
    assert_false(rr_http_busy(http));
    for (int i = 0; i < 3; i++) {
        pieces[i] = piece_new();
        struct rr_task task = task_of(pieces[i], &told);
        assert_int_not_equal(rr_worker_start(worker, &task), 0);
    }
    assert_int_equal(told.n, 0);
    while (rr_http_turn(http, -1))
        continue;
    assert_int_equal(told.n, 3);
    assert_int_equal(n_freed, 3);
    assert_false(told.was_late);
    rr_worker_free(worker);
    rr_http_free(http);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(pieces[i]->n_works, 1);
        piece_unref(pieces[i]);
    }
}

static void a_late_task_is_told_to_end(void **state)
{
    (void)state;
    struct rr_http *http = rr_http_new(&(struct rr_http_options){0});
    struct rr_worker *worker = rr_worker_new(http);
    struct told told = {0};
    struct piece *piece = piece_new();
    piece->may_end = false;
    struct rr_task task = task_of(piece, &told);
    task.budget_ms = 10;
    rr_worker_start(worker, &task);
    while (told.n == 0)
        rr_http_turn(http, -1);
    assert_false(told.was_late); // it obeyed, so its answer counts
    assert_true(piece->is_told);
    rr_worker_free(worker);
    rr_http_free(http);
    piece_unref(piece);
}

static void one_that_does_not_obey_is_left_alone(void **state)
{
    (void)state;
    struct rr_http *http = rr_http_new(&(struct rr_http_options){0});
    struct rr_worker *worker = rr_worker_new(http);
    struct told told = {0};
    struct told next = {0};
    struct piece *deaf = piece_new();
    struct piece *other = piece_new();
    n_freed = 0;
    deaf->may_end = false;
    deaf->obeys = false;
    struct rr_task task = task_of(deaf, &told);
    task.budget_ms = 10;
    rr_worker_start(worker, &task);
    while (told.n == 0)
        rr_http_turn(http, -1);
    assert_true(told.was_late);
    assert_int_equal(n_freed, 0);

    // The worker has only one thread, and it is gone.
    task = task_of(other, &next);
    rr_worker_start(worker, &task);
    while (next.n == 0)
        rr_http_turn(http, -1);
    assert_true(next.was_late);
    assert_int_equal(other->n_works, 0);
    rr_worker_free(worker);
    rr_http_free(http);
    assert_int_equal(told.n, 1);

    // What the thread still holds it frees itself.
    deaf->may_end = true;
    while (n_freed < 2)
        nap();
    piece_unref(deaf);
    piece_unref(other);
}

static void a_forgotten_task_tells_nobody(void **state)
{
    (void)state;
    struct rr_http *http = rr_http_new(&(struct rr_http_options){0});
    struct rr_worker *worker = rr_worker_new(http);
    struct told told = {0};
    struct told kept = {0};
    struct piece *first = piece_new();
    struct piece *second = piece_new();
    first->may_end = false;
    struct rr_task task = task_of(first, &told);
    unsigned ticket = rr_worker_start(worker, &task);
    task = task_of(second, &kept);
    rr_worker_start(worker, &task);
    rr_worker_forget(worker, ticket);
    rr_worker_forget(worker, ticket);
    rr_worker_forget(worker, 77);
    while (rr_http_turn(http, -1))
        continue;
    assert_int_equal(told.n, 0);
    assert_int_equal(kept.n, 1);
    rr_worker_free(worker);
    rr_http_free(http);
    piece_unref(first);
    piece_unref(second);
}

static void the_end_drops_what_waits(void **state)
{
    (void)state;
    struct rr_http *http = rr_http_new(&(struct rr_http_options){0});
    struct rr_worker *worker = rr_worker_new(http);
    struct told told = {0};
    struct piece *pieces[2] = {piece_new(), piece_new()};
    n_freed = 0;
    pieces[0]->may_end = false;
    for (int i = 0; i < 2; i++) {
        struct rr_task task = task_of(pieces[i], &told);
        rr_worker_start(worker, &task);
    }
    rr_worker_free(worker);
    assert_int_equal(n_freed, 2);
    assert_int_equal(told.n, 0);
    assert_false(rr_http_busy(http));
    rr_http_free(http);
    piece_unref(pieces[0]);
    piece_unref(pieces[1]);
    rr_worker_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_end_in_a_turn),
        cmocka_unit_test(a_late_task_is_told_to_end),
        cmocka_unit_test(one_that_does_not_obey_is_left_alone),
        cmocka_unit_test(a_forgotten_task_tells_nobody),
        cmocka_unit_test(the_end_drops_what_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
