/* Making the repository: looked up first and last; that somebody else made it meanwhile is success. */
#include "config.h"

#include "core/apply/perform.h"
#include "core/gcp/operation.h"
#include "core/gcp/repository_write.h"
#include "core/net/json.h"
#include "core/util/i18n.h"

// a create whose answer was lost, and that the look-up says did not happen
static const struct rr_backoff creating_again = {
    .first_ms = 1000, .percent = 200, .cap_ms = 8000, .limit_ms = 30 * 1000, .has_jitter = true};

struct making {
    struct rr_running *run;
    size_t step;
    const char *resource;
};

static bool look_up(const struct making *making, struct rr_err *err)
{
    struct rr_call call = rr_repository_look_up(making->run->arena, making->resource);
    RR_JSON_AUTO struct json_object *json = NULL;
    return rr_running_call(making->run, making->step, &call, &json, err);
}

/* Until it is there, or patience ends. */
static bool read_back(const struct making *making, struct rr_err *err)
{
    struct rr_waits waits = {0};
    int64_t wait_ms;
    while (!look_up(making, err))
        if (!rr_backoff_next(&rr_perform_reading_back, &waits, &wait_ms) ||
            !rr_pacer_sleep(&making->run->pacer, wait_ms))
            return false;
    return true;
}

static bool create(const struct making *making, struct rr_err *err)
{
    struct rr_running *run = making->run;
    struct rr_call call = rr_repository_create(run->arena, making->resource);
    struct rr_running_write write = {.step = making->step};
    RR_JSON_AUTO struct json_object *operation = NULL;
    RR_JSON_AUTO struct json_object *body = call.body;
    if (!rr_running_announce(run, &write, 1, &call, "", err))
        return false;
    rr_running_tell(run, making->step, RR_OUTCOME_WRITING, NULL, 0);
    return rr_running_call(run, making->step, &call, &operation, err) &&
           rr_operation_wait(&run->pacer, call.api, operation, NULL, err);
}

static enum rr_step_outcome lose(struct rr_err *err, const struct rr_err *cause)
{
    rr_perform_lose(err, cause);
    return RR_OUTCOME_LOST;
}

/* DONE, ALREADY, or an outcome with `err`. */
static enum rr_step_outcome make(const struct making *making, struct rr_err *err)
{
    struct rr_waits waits = {0};
    struct rr_err seen;
    int64_t wait_ms;
    bool was_unclear = false;
    while (!create(making, err)) {
        if (err->kind == RR_EXISTS) // perhaps still being made
            return read_back(making, &seen) ? (was_unclear ? RR_OUTCOME_DONE : RR_OUTCOME_ALREADY)
                                            : lose(err, &seen);
        if (!rr_running_is_unclear(err))
            return rr_running_outcome_of(err);
        was_unclear = true;
        if (read_back(making, &seen))
            return RR_OUTCOME_DONE;
        if (seen.kind != RR_NOT_FOUND || !rr_backoff_next(&creating_again, &waits, &wait_ms))
            return lose(err, &seen);
        rr_running_tell(making->run, making->step, RR_OUTCOME_WRITING, err, wait_ms);
        if (!rr_pacer_sleep(&making->run->pacer, wait_ms))
            return lose(err, err);
    }
    return read_back(making, &seen) ? RR_OUTCOME_DONE : lose(err, &seen);
}

static enum rr_step_outcome perform(const struct making *making, struct rr_err *err)
{
    if (look_up(making, err))
        return RR_OUTCOME_ALREADY;
    if (err->kind == RR_CANCELLED || rr_running_is_cancelled(making->run))
        return RR_OUTCOME_WAITING;
    return err->kind == RR_NOT_FOUND ? make(making, err) : rr_running_outcome_of(err);
}

void rr_perform_repository(struct rr_running *run, const size_t *steps, size_t n)
{
    (void)n;
    struct making making = {run, *steps, run->plan->steps[*steps].resource};
    struct rr_err err = {0};
    rr_running_tell(run, *steps, RR_OUTCOME_READING, NULL, 0);
    enum rr_step_outcome outcome = perform(&making, &err);
    bool is_good = outcome == RR_OUTCOME_DONE || outcome == RR_OUTCOME_ALREADY;
    if (outcome == RR_OUTCOME_WAITING)
        rr_running_tell(run, *steps, outcome, NULL, 0);
    else
        rr_running_settle(run, *steps, outcome, is_good ? NULL : &err, "");
}
