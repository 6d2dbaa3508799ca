/* What every kind of step needs; see the header. */
#include "config.h"

#include "core/apply/running.h"

#include <string.h>

// gcp-apis 6.3: an API that was just enabled may call itself disabled for minutes
static const struct rr_backoff api_warming_up = {.first_ms = 2000,
                                                 .percent = 150,
                                                 .cap_ms = 20 * 1000,
                                                 .limit_ms = 180 * 1000,
                                                 .has_jitter = true};

bool rr_running_is_cancelled(const struct rr_running *run)
{
    bool is_stopped = run->env->stop != NULL && atomic_load(run->env->stop);
    return is_stopped || rr_caller_is_cancelled(run->env->caller);
}

bool rr_running_has_enabled(const struct rr_running *run, const char *service)
{
    for (size_t i = 0; i < run->n_enabled; i++)
        if (strcmp(run->enabled[i], service) == 0)
            return true;
    return false;
}

bool rr_running_has_created(const struct rr_running *run, const char *email)
{
    for (size_t i = 0; i < run->n_created; i++)
        if (strcmp(run->created[i], email) == 0)
            return true;
    return false;
}

void rr_running_tell(struct rr_running *run,
                     size_t step,
                     enum rr_step_outcome outcome,
                     const struct rr_err *err,
                     int64_t wait_ms)
{
    run->results[step].outcome = outcome;
    if (run->progress != NULL)
        run->progress(run->data, &run->plan->steps[step], outcome, err, wait_ms);
}

void rr_running_settle(struct rr_running *run,
                       size_t step,
                       enum rr_step_outcome outcome,
                       const struct rr_err *err,
                       const char *etag)
{
    struct rr_step_result *result = &run->results[step];
    // What is there now and was not before an earlier try of this run sent it, is that try's doing.
    if (outcome == RR_OUTCOME_ALREADY && run->was_sent != NULL && run->was_sent[step])
        outcome = RR_OUTCOME_DONE;
    result->outcome = outcome;
    if (err != NULL)
        result->err = *err;
    rr_journal_settle(run->journal, result, etag);
    rr_running_tell(run, step, outcome, err, 0);
}

bool rr_running_call(struct rr_running *run,
                     size_t step,
                     const struct rr_call *call,
                     struct json_object **out,
                     struct rr_err *err)
{
    struct rr_waits waits = {0};
    int64_t wait_ms;
    bool ok;
    while (!(ok = rr_call_wait(run->env->caller, call, out, err))) {
        if (err->kind != RR_API_OFF ||
            !rr_running_has_enabled(run, rr_api_def(call->api)->service) ||
            !rr_backoff_next(&api_warming_up, &waits, &wait_ms))
            break;
        rr_running_tell(run, step, run->results[step].outcome, err, wait_ms);
        if (!rr_pacer_sleep(&run->pacer, wait_ms))
            break;
    }
    return ok;
}

bool rr_running_announce(struct rr_running *run,
                         const struct rr_running_write *writes,
                         size_t n,
                         const struct rr_call *call,
                         const char *etag,
                         struct rr_err *err)
{
    struct rr_journal_sent sent = {call->method, call->path, etag};
    for (size_t i = 0; i < n; i++) {
        const struct rr_step *step = &run->plan->steps[writes[i].step];
        if (!rr_journal_intend(run->journal, step, writes[i].before, writes[i].n_before, err))
            return false;
    }
    for (size_t i = 0; i < n; i++)
        if (!rr_journal_send(run->journal, &run->plan->steps[writes[i].step], &sent, err))
            return false;
    return rr_journal_sync(run->journal, err);
}

enum rr_step_outcome rr_running_outcome_of(const struct rr_err *err)
{
    switch (err->kind) {
    case RR_BAD_INPUT:
    case RR_NOT_SIGNED_IN:
    case RR_DENIED:
    case RR_API_OFF:
    case RR_BLOCKED:
    case RR_NOT_FOUND:
    case RR_EXISTS:
    case RR_PRECONDITION:
    case RR_QUOTA:
        return RR_OUTCOME_REFUSED;
    case RR_CLOUD:
        return err->http_status >= 400 && err->http_status < 500 ? RR_OUTCOME_REFUSED
                                                                 : RR_OUTCOME_FAILED;
    case RR_CONFLICT:
    case RR_OFFLINE:
    case RR_TIMEOUT:
    case RR_BAD_REPLY:
    case RR_FILE:
    case RR_STALE:
    case RR_CANCELLED:
    case RR_OUTCOME_UNKNOWN:
    case RR_OK:
    case RR_ERR_KIND_COUNT:
        break;
    }
    return RR_OUTCOME_FAILED;
}

bool rr_running_is_unclear(const struct rr_err *err)
{
    switch (err->kind) {
    case RR_OUTCOME_UNKNOWN:
    case RR_TIMEOUT:
    case RR_BAD_REPLY:
    case RR_CANCELLED:
        return true;
    case RR_CLOUD:
        return err->http_status == 0 || err->http_status >= 500;
    case RR_OFFLINE: // nothing left this machine; what was lost on the way back is another kind
    case RR_OK:
    case RR_BAD_INPUT:
    case RR_NOT_SIGNED_IN:
    case RR_DENIED:
    case RR_API_OFF:
    case RR_BLOCKED:
    case RR_NOT_FOUND:
    case RR_EXISTS:
    case RR_CONFLICT:
    case RR_PRECONDITION:
    case RR_QUOTA:
    case RR_FILE:
    case RR_STALE:
    case RR_ERR_KIND_COUNT:
        break;
    }
    return false;
}
