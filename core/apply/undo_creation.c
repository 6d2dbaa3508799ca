/*
 * Deleting what a run made: the repository, the service account, the Scheduler job. None of these
 * deletes knows a precondition, so the resource is looked at once more right before.
 */
#include "config.h"

#include "core/apply/perform.h"
#include "core/apply/undo_keep.h"
#include "core/gcp/operation.h"
#include "core/net/json.h"
#include "core/util/i18n.h"

// a delete whose answer was lost, and that the look-up says did not happen
static const struct rr_backoff deleting_again = {
    .first_ms = 1000, .percent = 200, .cap_ms = 8000, .limit_ms = 30 * 1000, .has_jitter = true};

struct deleting {
    struct rr_running *run;
    size_t step;
};

static const struct rr_step *step_of(const struct deleting *deleting)
{
    return &deleting->run->plan->steps[deleting->step];
}

/* May it go? STALE when somebody began to use it. */
static bool look(const struct deleting *deleting, bool *is_there, struct rr_err *err)
{
    struct rr_running *run = deleting->run;
    struct rr_looker looker = {
        .caller = run->env->caller, .project = run->plan->context.project, .arena = run->arena};
    const char *why = "";
    bool ok = rr_look(&looker, step_of(deleting), is_there, err) &&
              (!*is_there || rr_creation_keep(&looker, run->plan, step_of(deleting), &why, err));
    rr_looker_free(&looker);
    if (!ok || *why == '\0')
        return ok;
    rr_err_set(err, RR_STALE, _("%s stays: %s"), step_of(deleting)->resource, why);
    return rr_err_detail(err, "%s", _("This came after the plan was made. Nothing was deleted."));
}

/* Until it is seen to be gone, or patience ends. */
static bool read_back(const struct deleting *deleting, struct rr_err *err)
{
    struct rr_running *run = deleting->run;
    struct rr_call call = rr_creation_look_up(step_of(deleting), run->arena);
    struct rr_waits waits = {0};
    int64_t wait_ms;
    for (;;) {
        RR_JSON_AUTO struct json_object *json = NULL;
        *err = (struct rr_err){0};
        if (!rr_running_call(run, deleting->step, &call, &json, err) && err->kind == RR_NOT_FOUND)
            return true;
        if (!rr_backoff_next(&rr_perform_reading_back, &waits, &wait_ms) ||
            !rr_pacer_sleep(&run->pacer, wait_ms))
            return false;
    }
}

static bool send_delete(const struct deleting *deleting, struct rr_err *err)
{
    struct rr_running *run = deleting->run;
    struct rr_call call = rr_creation_delete(step_of(deleting), run->arena);
    struct rr_running_write write = {.step = deleting->step};
    RR_JSON_AUTO struct json_object *operation = NULL;
    if (!rr_running_announce(run, &write, 1, &call, "", err))
        return false;
    rr_running_tell(run, deleting->step, RR_OUTCOME_WRITING, NULL, 0);
    if (!rr_running_call(run, deleting->step, &call, &operation, err))
        return false;
    bool is_operation = step_of(deleting)->kind == RR_STEP_CREATE_REPOSITORY;
    return !is_operation || rr_operation_wait(&run->pacer, call.api, operation, NULL, err);
}

static enum rr_step_outcome lose(struct rr_err *err, const struct rr_err *cause)
{
    rr_perform_lose(err, cause);
    return RR_OUTCOME_LOST;
}

/* DONE, or an outcome with `err`. Each turn looks first: what was lost may have taken, or been filled. */
static enum rr_step_outcome delete_it(const struct deleting *deleting, struct rr_err *err)
{
    struct rr_waits waits = {0};
    struct rr_err seen = {0};
    int64_t wait_ms;
    while (!send_delete(deleting, err)) {
        bool is_there = true;
        if (err->kind == RR_NOT_FOUND)
            return RR_OUTCOME_DONE;
        if (!rr_running_is_unclear(err))
            return rr_running_outcome_of(err);
        if (read_back(deleting, &seen))
            return RR_OUTCOME_DONE;
        if (!rr_backoff_next(&deleting_again, &waits, &wait_ms))
            return lose(err, &seen);
        rr_running_tell(deleting->run, deleting->step, RR_OUTCOME_WRITING, err, wait_ms);
        if (!rr_pacer_sleep(&deleting->run->pacer, wait_ms) ||
            rr_running_is_cancelled(deleting->run) || !look(deleting, &is_there, &seen))
            return lose(err, &seen);
        if (!is_there)
            return RR_OUTCOME_DONE;
    }
    return read_back(deleting, &seen) ? RR_OUTCOME_DONE : lose(err, &seen);
}

static enum rr_step_outcome perform(const struct deleting *deleting, struct rr_err *err)
{
    bool is_there = false;
    if (!look(deleting, &is_there, err))
        return err->kind == RR_CANCELLED ? RR_OUTCOME_WAITING : rr_running_outcome_of(err);
    if (!is_there)
        return RR_OUTCOME_ALREADY;
    if (rr_running_is_cancelled(deleting->run))
        return RR_OUTCOME_WAITING;
    return delete_it(deleting, err);
}

void rr_undo_creation(struct rr_running *run, const size_t *steps, size_t n)
{
    (void)n;
    struct deleting deleting = {run, *steps};
    struct rr_err err = {0};
    rr_running_tell(run, *steps, RR_OUTCOME_READING, NULL, 0);
    enum rr_step_outcome outcome = perform(&deleting, &err);
    rr_perform_end(run, *steps, outcome, &err);
}
