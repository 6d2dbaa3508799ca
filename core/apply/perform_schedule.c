/*
 * Jobs of Cloud Scheduler: made when they are not there, repaired field by field when they are. What
 * the plan did not show is never written.
 */
#include "config.h"

#include <string.h>

#include "core/apply/perform.h"
#include "core/gcp/schedule.h"
#include "core/net/json.h"
#include "core/policy/schedule.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static const struct rr_backoff writing_again = {
    .first_ms = 1000, .percent = 200, .cap_ms = 8000, .limit_ms = 60 * 1000, .has_jitter = true};

enum { STATE_BIT = 1U << RR_SCHEDULE_STATE };

struct setting {
    struct rr_running *run;
    size_t step;
    const struct rr_step *what;
    struct rr_schedule now; // as read last
};

static bool look(struct setting *setting, struct rr_err *err)
{
    struct rr_call call = rr_schedule_get(setting->run->arena, setting->what->resource);
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_running_call(setting->run, setting->step, &call, &json, err))
        return false;
    setting->now = rr_schedule_read(json, setting->run->arena);
    return true;
}

/* The fields of this step that are not as they shall be. */
static unsigned wanting(const struct setting *setting)
{
    unsigned fields = rr_schedule_differences(&setting->now, setting->what->schedule);
    return setting->what->kind == RR_STEP_CREATE_SCHEDULE ? fields : fields & setting->what->fields;
}

static bool send(struct setting *setting, struct rr_call *call, struct rr_err *err)
{
    struct rr_running *run = setting->run;
    struct rr_running_write write = {.step = setting->step};
    RR_JSON_AUTO struct json_object *body = call->body;
    if (!rr_running_announce(run, &write, 1, call, "", err))
        return false;
    rr_running_tell(run, setting->step, RR_OUTCOME_WRITING, NULL, 0);
    return rr_running_call(run, setting->step, call, NULL, err);
}

static bool create(struct setting *setting, struct rr_err *err)
{
    struct rr_call call =
        rr_schedule_create(setting->run->arena, setting->what->resource, setting->what->schedule);
    return send(setting, &call, err);
}

/* The state is no field of a patch: it has verbs. */
static bool update(struct setting *setting, unsigned fields, struct rr_err *err)
{
    const struct rr_step *step = setting->what;
    if ((fields & ~(unsigned)STATE_BIT) != 0) {
        struct rr_call call =
            rr_schedule_patch(setting->run->arena, step->resource, step->schedule, fields);
        if (!send(setting, &call, err))
            return false;
    }
    if ((fields & STATE_BIT) == 0)
        return true;
    bool is_paused = strcmp(step->schedule->state, "PAUSED") == 0;
    struct rr_call call =
        rr_schedule_verb(setting->run->arena, step->resource, is_paused ? "pause" : "resume");
    return send(setting, &call, err);
}

static bool write_job(struct setting *setting, bool is_there, struct rr_err *err)
{
    return is_there ? update(setting, wanting(setting), err) : create(setting, err);
}

/* Somebody changed what the step would change, in another way than the plan knows. */
static bool still_fits(const struct setting *setting, bool is_there, struct rr_err *err)
{
    const struct rr_step *step = setting->what;
    if (!is_there && step->kind == RR_STEP_CREATE_SCHEDULE)
        return true;
    if (!is_there) {
        rr_err_set(err, RR_STALE, _("the job %s is gone"), step->resource);
        return rr_err_detail(err, _("Nothing was written for this step. Make a new plan."));
    }
    bool is_made_since = step->kind == RR_STEP_CREATE_SCHEDULE;
    unsigned moved = is_made_since ? wanting(setting)
                                   : rr_schedule_differences(&setting->now, step->schedule_before) &
                                         wanting(setting);
    if (moved == 0)
        return true;
    rr_err_set(err, RR_STALE, _("the job %s is no longer what the plan was made from"),
               step->resource);
    return rr_err_detail(err,
                         _("Changed meanwhile: %s\nNothing was written for this step. Make a "
                           "new plan."),
                         rr_schedule_titles(moved, setting->run->arena));
}

/* An account that this run has just made may be unknown to the Scheduler for a while. */
static bool is_new_account_missing(const struct setting *setting, const struct rr_err *err)
{
    const char *account = setting->what->schedule->account;
    bool is_refused = err->http_status == 400 || err->http_status == 403 || err->http_status == 404;
    return is_refused && rr_running_has_created(setting->run, account) &&
           rr_perform_names(err, account);
}

static const struct rr_backoff *retry_of(const struct setting *setting, const struct rr_err *err)
{
    if (is_new_account_missing(setting, err))
        return &rr_perform_account_appearing;
    bool is_transient =
        err->kind == RR_CONFLICT || err->kind == RR_EXISTS || rr_running_is_unclear(err);
    return is_transient && err->kind != RR_CANCELLED ? &writing_again : NULL;
}

static enum rr_step_outcome fail(bool was_sent, struct rr_err *err)
{
    if (was_sent)
        rr_perform_lose(err, err);
    return was_sent ? RR_OUTCOME_LOST : rr_running_outcome_of(err);
}

static enum rr_step_outcome read_back(struct setting *setting, struct rr_err *err)
{
    struct rr_waits waits = {0};
    struct rr_err seen = {0};
    int64_t wait_ms;
    while (!look(setting, &seen) || wanting(setting) != 0)
        if (!rr_backoff_next(&rr_perform_reading_back, &waits, &wait_ms) ||
            !rr_pacer_sleep(&setting->run->pacer, wait_ms)) {
            rr_perform_lose(err, &seen);
            return RR_OUTCOME_LOST;
        }
    return RR_OUTCOME_DONE;
}

/* What a look says before anything is written: WRITING when there is something to write. */
static enum rr_step_outcome judge(struct setting *setting, bool *is_there, struct rr_err *err)
{
    *is_there = look(setting, err);
    if (!*is_there && err->kind != RR_NOT_FOUND)
        return err->kind == RR_CANCELLED ? RR_OUTCOME_WAITING : rr_running_outcome_of(err);
    if (*is_there && wanting(setting) == 0)
        return RR_OUTCOME_ALREADY;
    return rr_running_is_cancelled(setting->run) ? RR_OUTCOME_WAITING : RR_OUTCOME_WRITING;
}

static enum rr_step_outcome perform(struct setting *setting, struct rr_err *err)
{
    struct rr_waits waits = {0};
    int64_t wait_ms;
    bool was_sent = false;
    for (;;) {
        bool is_there = false;
        enum rr_step_outcome seen = judge(setting, &is_there, err);
        if (seen == RR_OUTCOME_ALREADY && was_sent)
            return RR_OUTCOME_DONE;
        if (seen != RR_OUTCOME_WRITING)
            return was_sent ? fail(true, err) : seen;
        if (!still_fits(setting, is_there, err))
            return was_sent ? fail(true, err) : RR_OUTCOME_FAILED;
        if (write_job(setting, is_there, err))
            return read_back(setting, err);
        was_sent |= rr_running_is_unclear(err);
        const struct rr_backoff *backoff = retry_of(setting, err);
        if (backoff == NULL || !rr_backoff_next(backoff, &waits, &wait_ms))
            return fail(was_sent, err);
        rr_running_tell(setting->run, setting->step, RR_OUTCOME_WRITING, err, wait_ms);
        if (!rr_pacer_sleep(&setting->run->pacer, wait_ms))
            return was_sent ? fail(true, err) : RR_OUTCOME_WAITING;
    }
}

void rr_perform_schedule(struct rr_running *run, const size_t *steps, size_t n)
{
    (void)n;
    struct rr_step what = run->plan->steps[*steps];
    if (what.is_undo) { // the way back is the same way
        what.schedule = run->plan->steps[*steps].schedule_before;
        what.schedule_before = run->plan->steps[*steps].schedule;
    }
    struct setting setting = {.run = run, .step = *steps, .what = &what};
    struct rr_err err = {0};
    rr_running_tell(run, *steps, RR_OUTCOME_READING, NULL, 0);
    rr_perform_end(run, *steps, perform(&setting, &err), &err);
}
