/* The network thread and its two queues; see the header. */
#include "config.h"

#include "tui/engine.h"

#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <threads.h>
#include <unistd.h>

#include "core/util/i18n.h"
#include "core/util/vec.h"

enum request_kind { REQUEST_GATHER, REQUEST_APPLY, REQUEST_HISTORY };

struct request {
    enum request_kind kind;
    unsigned ticket;
    struct rr_arena arena; // holds what follows
    struct rr_context context;
    const char *plan_json;
};

struct engine {
    thrd_t thread;
    struct rr_session *session;
    int wake; // eventfd: readable while `messages` holds any

    mtx_t lock; // guards what follows
    cnd_t changed;
    struct request *requests;
    size_t n_requests, cap_requests;
    struct msg *messages;
    size_t n_messages, cap_messages;
    bool is_running;
    bool is_ending;

    unsigned ticket; // of what runs; the engine's thread only
};

/* ---- to the screen ---- */

static void post(struct engine *engine, const struct msg *msg)
{
    uint64_t one = 1;
    mtx_lock(&engine->lock);
    *rr_vec_push(engine, messages) = *msg;
    ssize_t ignored = write(engine->wake, &one, sizeof one);
    (void)ignored; // the counter cannot overflow: it is emptied at every take
    mtx_unlock(&engine->lock);
}

static struct msg begin(const struct engine *engine, enum msg_kind kind)
{
    return (struct msg){.kind = kind, .ticket = engine->ticket};
}

static void post_failure(struct engine *engine, const struct rr_err *err)
{
    struct msg msg = begin(engine, MSG_FAILED);
    msg.err = *err;
    post(engine, &msg);
}

static void on_fact(void *data, const struct rr_fact *fact)
{
    struct engine *engine = data;
    struct msg msg = begin(engine, MSG_FACT);
    msg.fact = *fact;
    msg.fact.id = rr_arena_str(&msg.arena, fact->id);
    msg.fact.title = rr_arena_str(&msg.arena, fact->title);
    msg.fact.request = rr_arena_str(&msg.arena, fact->request);
    msg.fact.need = rr_arena_str(&msg.arena, fact->need);
    post(engine, &msg);
}

static void on_activity(void *data, const struct rr_activity *activity)
{
    struct engine *engine = data;
    struct msg msg = begin(engine, MSG_ACTIVITY);
    msg.activity = *activity;
    msg.activity.method = rr_arena_str(&msg.arena, activity->method);
    msg.activity.api = rr_arena_str(&msg.arena, activity->api);
    msg.activity.path = rr_arena_str(&msg.arena, activity->path);
    post(engine, &msg);
}

static void on_progress(void *data,
                        const struct rr_step *step,
                        enum rr_step_outcome outcome,
                        const struct rr_err *err,
                        int64_t wait_ms)
{
    struct engine *engine = data;
    struct msg msg = begin(engine, MSG_PROGRESS);
    msg.progress = (struct msg_progress){.step = rr_arena_str(&msg.arena, step->id),
                                         .outcome = outcome,
                                         .has_err = err != NULL,
                                         .wait_ms = wait_ms};
    if (err != NULL)
        msg.progress.err = *err;
    post(engine, &msg);
}

/* ---- the work ---- */

static void gather(struct engine *engine, const struct request *request)
{
    struct rr_err err = {0};
    struct msg msg = begin(engine, MSG_OBSERVED);
    msg.observed.all = rr_gather(engine->session, &request->context, on_fact, engine, &err);
    if (msg.observed.all == NULL) {
        post_failure(engine, &err);
        return;
    }
    msg.observed.sign_in = rr_arena_str(&msg.arena, rr_session_sign_in(engine->session));
    post(engine, &msg);
}

static void apply(struct engine *engine, const struct request *request)
{
    struct rr_err err = {0};
    struct rr_plan plan;
    struct msg msg = begin(engine, MSG_RAN);
    const char *json = request->plan_json;
    if (!rr_plan_read_json(json, strlen(json), &plan, &msg.arena, &err) ||
        !rr_apply(engine->session, &plan, on_progress, engine, &msg.run, &msg.arena, &err)) {
        rr_arena_free(&msg.arena);
        post_failure(engine, &err);
        return;
    }
    post(engine, &msg);
}

static void history(struct engine *engine)
{
    struct rr_err err = {0};
    struct msg msg = begin(engine, MSG_HISTORY);
    if (!rr_history(engine->session, &msg.history.runs, &msg.history.n, &msg.arena, &err)) {
        rr_arena_free(&msg.arena);
        post_failure(engine, &err);
        return;
    }
    post(engine, &msg);
}

static void carry_out(struct engine *engine, const struct request *request)
{
    engine->ticket = request->ticket;
    switch (request->kind) {
    case REQUEST_GATHER:
        gather(engine, request);
        return;
    case REQUEST_APPLY:
        apply(engine, request);
        return;
    case REQUEST_HISTORY:
        history(engine);
        return;
    }
}

/* The next request; false when the engine is to end. */
static bool next(struct engine *engine, struct request *out)
{
    mtx_lock(&engine->lock);
    while (engine->n_requests == 0 && !engine->is_ending)
        cnd_wait(&engine->changed, &engine->lock);
    bool is_there = engine->n_requests > 0 && !engine->is_ending;
    if (is_there) {
        *out = engine->requests[0];
        engine->n_requests--;
        memmove(engine->requests, engine->requests + 1,
                engine->n_requests * sizeof *engine->requests);
        engine->is_running = true;
        rr_session_resume(engine->session);
    }
    mtx_unlock(&engine->lock);
    return is_there;
}

static int run(void *data)
{
    struct engine *engine = data;
    struct request request;
    while (next(engine, &request)) {
        carry_out(engine, &request);
        rr_arena_free(&request.arena);
        mtx_lock(&engine->lock);
        engine->is_running = false;
        mtx_unlock(&engine->lock);
    }
    return 0;
}

/* ---- the screen's side ---- */

static void forget_requests(struct engine *engine)
{
    for (size_t i = 0; i < engine->n_requests; i++)
        rr_arena_free(&engine->requests[i].arena);
    engine->n_requests = 0;
}

static void free_engine(struct engine *engine)
{
    forget_requests(engine);
    for (size_t i = 0; i < engine->n_messages; i++)
        msg_drop(&engine->messages[i]);
    free(engine->requests);
    free(engine->messages);
    rr_session_free(engine->session);
    if (engine->wake >= 0)
        close(engine->wake);
    mtx_destroy(&engine->lock);
    cnd_destroy(&engine->changed);
    free(engine);
}

struct engine *engine_start(const struct rr_session_options *options, struct rr_err *err)
{
    struct engine *engine = rr_xcalloc(1, sizeof *engine);
    mtx_init(&engine->lock, mtx_plain);
    cnd_init(&engine->changed);
    engine->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct rr_session_options own = *options;
    own.activity = on_activity;
    own.run_command = NULL; // a deploy needs the terminal, which belongs to the screen
    own.data = engine;
    engine->session = rr_session_new(&own, err);
    bool ok = engine->session != NULL;
    if (ok && (engine->wake < 0 || thrd_create(&engine->thread, run, engine) != thrd_success))
        ok = rr_err_set(err, RR_FILE, _("The thread for the network could not be started."));
    if (ok)
        return engine;
    free_engine(engine);
    return NULL;
}

void engine_cancel(struct engine *engine)
{
    mtx_lock(&engine->lock);
    forget_requests(engine);
    if (engine->is_running)
        rr_session_cancel(engine->session);
    mtx_unlock(&engine->lock);
}

void engine_stop(struct engine *engine)
{
    if (engine == NULL)
        return;
    engine_cancel(engine);
    mtx_lock(&engine->lock);
    engine->is_ending = true;
    cnd_signal(&engine->changed);
    mtx_unlock(&engine->lock);
    thrd_join(engine->thread, NULL);
    free_engine(engine);
}

int engine_fd(const struct engine *engine)
{
    return engine->wake;
}

bool engine_take(struct engine *engine, struct msg *out)
{
    mtx_lock(&engine->lock);
    bool is_there = engine->n_messages > 0;
    if (is_there) {
        *out = engine->messages[0];
        engine->n_messages--;
        memmove(engine->messages, engine->messages + 1,
                engine->n_messages * sizeof *engine->messages);
    }
    if (engine->n_messages == 0) {
        uint64_t count;
        ssize_t ignored = read(engine->wake, &count, sizeof count);
        (void)ignored;
    }
    mtx_unlock(&engine->lock);
    return is_there;
}

static void ask(struct engine *engine, const struct request *request)
{
    mtx_lock(&engine->lock);
    *rr_vec_push(engine, requests) = *request;
    cnd_signal(&engine->changed);
    mtx_unlock(&engine->lock);
}

void engine_gather(struct engine *engine, unsigned ticket, const struct rr_context *context)
{
    struct request request = {.kind = REQUEST_GATHER, .ticket = ticket};
    request.context = rr_context_copy(context, &request.arena);
    ask(engine, &request);
}

void engine_apply(struct engine *engine, unsigned ticket, const char *plan_json)
{
    struct request request = {.kind = REQUEST_APPLY, .ticket = ticket};
    request.plan_json = rr_arena_str(&request.arena, plan_json);
    ask(engine, &request);
}

void engine_history(struct engine *engine, unsigned ticket)
{
    struct request request = {.kind = REQUEST_HISTORY, .ticket = ticket};
    ask(engine, &request);
}
