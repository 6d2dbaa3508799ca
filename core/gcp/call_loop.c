/* Turning the engine for a caller's calls, waiting for one, and ending them early. */
#include "config.h"

#include "core/gcp/call_private.h"
#include "core/util/i18n.h"

/* How long a write that is on its way may still be answered after a cancel. */
enum { CANCEL_GRACE_MS = 10 * 1000 };

/* A call that may end now: one that was not sent, one that changes nothing, or after the grace. */
static struct rr_pending *find_to_cancel(struct rr_caller *caller)
{
    bool is_over = atomic_load(&caller->n_cancels) > 1 ||
                   rr_http_now_ms(caller->http) >= caller->grace_ends_ms;
    for (struct rr_pending *call = caller->calls; call != NULL; call = call->next)
        if (is_over || !call->is_write || !call->is_on_its_way)
            return call;
    return NULL;
}

static void cancel_calls(struct rr_caller *caller)
{
    if (caller->grace_ends_ms == 0)
        caller->grace_ends_ms = rr_http_now_ms(caller->http) + CANCEL_GRACE_MS;
    for (struct rr_pending *call = find_to_cancel(caller); call != NULL;
         call = find_to_cancel(caller)) {
        struct rr_err err = {0};
        rr_err_set(&err, RR_CANCELLED, _("Cancelled"));
        if (call->is_write && call->is_on_its_way)
            rr_pending_set_unknown(call, &err);
        rr_pending_finish(call, NULL, &err);
    }
}

bool rr_caller_turn(struct rr_caller *caller, int timeout_ms)
{
    if (atomic_load(&caller->n_cancels) > 0) {
        cancel_calls(caller);
        int64_t left_ms = caller->grace_ends_ms - rr_http_now_ms(caller->http);
        if (timeout_ms < 0 || timeout_ms > left_ms)
            timeout_ms = left_ms > 0 ? (int)left_ms : 0;
    }
    if (caller->calls != NULL)
        rr_http_turn(caller->http, timeout_ms);
    return caller->calls != NULL;
}

void rr_caller_run(struct rr_caller *caller)
{
    while (rr_caller_turn(caller, -1))
        continue;
}

struct waited {
    bool is_done;
    bool ok;
    struct json_object **out;
    struct rr_err *err;
};

static void on_waited(void *data, const struct rr_reply *reply, const struct rr_err *err)
{
    struct waited *waited = data;
    waited->is_done = true;
    waited->ok = err == NULL;
    if (err == NULL && waited->out != NULL)
        *waited->out = json_object_get(reply->json);
    if (err != NULL && waited->err != NULL)
        *waited->err = *err;
}

void rr_call_drop(struct rr_call *call)
{
    json_object_put(call->body);
    call->body = NULL;
}

bool rr_call_wait(struct rr_caller *caller,
                  const struct rr_call *call,
                  struct json_object **out,
                  struct rr_err *err)
{
    struct waited waited = {.out = out, .err = err};
    rr_call_start(caller, call, on_waited, &waited);
    while (!waited.is_done)
        rr_caller_turn(caller, -1);
    return waited.ok;
}

void rr_caller_cancel(struct rr_caller *caller)
{
    atomic_fetch_add(&caller->n_cancels, 1);
    rr_http_wake(caller->http);
}

void rr_caller_resume(struct rr_caller *caller)
{
    atomic_store(&caller->n_cancels, 0);
    caller->grace_ends_ms = 0;
}

bool rr_caller_is_cancelled(const struct rr_caller *caller)
{
    return atomic_load(&caller->n_cancels) > 0;
}

static void on_slept(void *data)
{
    *(bool *)data = true;
}

void rr_caller_sleep(struct rr_caller *caller, int64_t ms)
{
    bool is_over = false;
    unsigned timer = rr_http_after(caller->http, ms, on_slept, &is_over);
    while (!is_over && !rr_caller_is_cancelled(caller))
        rr_http_turn(caller->http, -1);
    rr_http_cancel(caller->http, timer);
}

const struct rr_endpoints *rr_caller_endpoints(const struct rr_caller *caller)
{
    return &caller->endpoints;
}
