/*
 * Turning APIs on: asked for together, waited for, and each one's state read until it says so. The
 * answer of the operation alone is no proof, it may list failures.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/apply/perform.h"
#include "core/gcp/operation.h"
#include "core/gcp/services.h"
#include "core/net/json.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

// gcp-apis 6.3: somebody else's activation has to end first; and a lost answer is asked again
static const struct rr_backoff sending_again = {.first_ms = 3000,
                                                .percent = 150,
                                                .cap_ms = 20 * 1000,
                                                .limit_ms = 180 * 1000,
                                                .has_jitter = true};

/* At most RR_SERVICES_ENABLE_MAX services, and those of them that are off. */
struct batch {
    struct rr_running *run;
    size_t step;
    const char *project; // as the person named it
    const char *const *services;
    size_t n;
    const char *off[RR_SERVICES_ENABLE_MAX];
    size_t n_off;
};

static void strike_out(void *data, const char *service)
{
    struct batch *batch = data;
    for (size_t i = 0; i < batch->n_off; i++)
        if (strcmp(batch->off[i], service) == 0)
            batch->off[i--] = batch->off[--batch->n_off];
}

static bool read_page(struct batch *batch, const char **page_token, struct rr_err *err)
{
    struct rr_arena *arena = batch->run->arena;
    struct rr_call call = rr_services_list(arena, batch->project, *page_token);
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_running_call(batch->run, batch->step, &call, &json, err))
        return false;
    const char *next = rr_services_read(json, strike_out, batch, arena);
    // A service that gives the same page for ever is not waited for.
    *page_token = strcmp(next, *page_token) == 0 ? "" : next;
    return true;
}

/* What is not listed as enabled is off. */
static bool read_state(struct batch *batch, struct rr_err *err)
{
    const char *page_token = "";
    batch->n_off = batch->n;
    for (size_t i = 0; i < batch->n; i++)
        batch->off[i] = batch->services[i];
    do {
        if (!read_page(batch, &page_token, err))
            return false;
    } while (*page_token != '\0');
    return true;
}

/* Until nothing is off, or patience ends: `n_off` and `err` then tell what the last look saw. */
static bool read_back(struct batch *batch, struct rr_err *err)
{
    struct rr_waits waits = {0};
    int64_t wait_ms;
    for (;;) {
        memset(err, 0, sizeof *err);
        bool ok = read_state(batch, err);
        if (ok && batch->n_off == 0)
            return true;
        if (!rr_backoff_next(&rr_perform_reading_back, &waits, &wait_ms) ||
            !rr_pacer_sleep(&batch->run->pacer, wait_ms))
            return false;
    }
}

static void remember_enabled(struct batch *batch)
{
    for (size_t i = 0; i < batch->n_off; i++)
        if (!rr_running_has_enabled(batch->run, batch->off[i]))
            *rr_vec_push(batch->run, enabled) = batch->off[i];
}

/* Asks once and waits for the end. */
static bool enable(struct batch *batch, struct rr_err *err)
{
    struct rr_running *run = batch->run;
    struct rr_call call = rr_services_enable(run->arena, batch->project, batch->off, batch->n_off);
    struct rr_running_write write = {.step = batch->step};
    RR_JSON_AUTO struct json_object *operation = NULL;
    RR_JSON_AUTO struct json_object *body = call.body;
    if (!rr_running_announce(run, &write, 1, &call, "", err))
        return false;
    rr_running_tell(run, batch->step, RR_OUTCOME_WRITING, NULL, 0);
    remember_enabled(batch);
    return rr_running_call(run, batch->step, &call, &operation, err) &&
           rr_operation_wait(&run->pacer, call.api, operation, NULL, err);
}

static bool is_activation_in_progress(const struct rr_err *err)
{
    return err->kind == RR_CONFLICT;
}

static bool is_about_billing(const struct rr_err *err)
{
    return err->kind == RR_PRECONDITION &&
           (strstr(err->reason, "BILLING") != NULL || strstr(err->reason, "billing") != NULL ||
            strstr(err->detail, "illing") != NULL || strstr(err->summary, "illing") != NULL);
}

static void word_for_people(const struct batch *batch, struct rr_err *err)
{
    if (!is_about_billing(err))
        return;
    char said[sizeof err->detail];
    snprintf(said, sizeof said, "%s", *err->detail != '\0' ? err->detail : err->summary);
    snprintf(err->summary, sizeof err->summary, _("no billing account is linked to project %s"),
             batch->run->plan->project_id);
    rr_err_detail(err,
                  _("These APIs need one; nothing was switched on. Link an account at "
                    "https://console.cloud.google.com/billing/linkedaccount?project=%s and do this "
                    "again.\n%s"),
                  batch->run->plan->project_id, said);
}

/* How the batch ends whose last write failed with `failed`; reading has the last word. */
static enum rr_step_outcome conclude(struct batch *batch, struct rr_err *failed)
{
    struct rr_err seen = {0};
    bool is_unclear = rr_running_is_unclear(failed);
    if (is_unclear ? read_back(batch, &seen) : read_state(batch, &seen) && batch->n_off == 0)
        return RR_OUTCOME_DONE;
    if (!is_unclear) {
        word_for_people(batch, failed);
        return rr_running_outcome_of(failed);
    }
    rr_perform_lose(failed, failed);
    return RR_OUTCOME_LOST;
}

/* Sends until an answer is final, or patience ends. DONE, or an outcome with `err`. */
static enum rr_step_outcome send_batch(struct batch *batch, struct rr_err *err)
{
    struct rr_waits waits = {0};
    struct rr_err seen;
    int64_t wait_ms;
    while (!enable(batch, err)) {
        if (err->kind == RR_FILE) // the journal: nothing was sent
            return RR_OUTCOME_FAILED;
        bool is_worth_it = is_activation_in_progress(err) ||
                           (rr_running_is_unclear(err) && err->kind != RR_CANCELLED);
        if (!is_worth_it || !rr_backoff_next(&sending_again, &waits, &wait_ms))
            return conclude(batch, err);
        rr_running_tell(batch->run, batch->step, RR_OUTCOME_WRITING, err, wait_ms);
        if (!rr_pacer_sleep(&batch->run->pacer, wait_ms))
            return conclude(batch, err);
        if (read_state(batch, &seen) && batch->n_off == 0)
            return RR_OUTCOME_DONE;
    }
    if (read_back(batch, err))
        return RR_OUTCOME_DONE;
    rr_perform_lose(err, err);
    return RR_OUTCOME_LOST;
}

/* ALREADY when nothing was off; WAITING when cancelled before anything was sent. */
static enum rr_step_outcome perform_batch(struct batch *batch, struct rr_err *err)
{
    if (!read_state(batch, err))
        return err->kind == RR_CANCELLED ? RR_OUTCOME_WAITING : rr_running_outcome_of(err);
    if (batch->n_off == 0)
        return RR_OUTCOME_ALREADY;
    if (rr_running_is_cancelled(batch->run))
        return RR_OUTCOME_WAITING;
    return send_batch(batch, err);
}

static bool is_good(enum rr_step_outcome outcome)
{
    return outcome == RR_OUTCOME_DONE || outcome == RR_OUTCOME_ALREADY;
}

void rr_perform_services(struct rr_running *run, const size_t *steps, size_t n)
{
    (void)n;
    const struct rr_step *step = &run->plan->steps[*steps];
    enum rr_step_outcome whole = RR_OUTCOME_ALREADY;
    struct rr_err err = {0};
    rr_running_tell(run, *steps, RR_OUTCOME_READING, NULL, 0);
    for (size_t done = 0; done < step->n_services && is_good(whole);
         done += RR_SERVICES_ENABLE_MAX) {
        size_t left = step->n_services - done;
        struct batch batch = {
            .run = run,
            .step = *steps,
            .project = run->plan->context.project,
            .services = step->services + done,
            .n = left < RR_SERVICES_ENABLE_MAX ? left : RR_SERVICES_ENABLE_MAX,
        };
        enum rr_step_outcome outcome = perform_batch(&batch, &err);
        whole = outcome == RR_OUTCOME_ALREADY ? whole : outcome;
    }
    if (whole == RR_OUTCOME_WAITING)
        rr_running_tell(run, *steps, whole, NULL, 0);
    else
        rr_running_settle(run, *steps, whole, is_good(whole) ? NULL : &err, "");
}
