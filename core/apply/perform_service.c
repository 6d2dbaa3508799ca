/*
 * Switches of a Cloud Run service: one field, one PATCH that names only it, the etag of what was read,
 * and a look afterwards.
 */
#include "config.h"

#include "core/apply/perform.h"
#include "core/gcp/deployment.h"
#include "core/gcp/operation.h"
#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/i18n.h"

static const struct rr_backoff patching_again = {
    .first_ms = 500, .percent = 200, .cap_ms = 8000, .limit_ms = 60 * 1000, .has_jitter = true};

struct switching {
    struct rr_running *run;
    size_t step;
    const char *resource;
    const char *field;
    const char *etag; // as read last
};

/* Is the field as the step wants it? */
static bool is_as_wished(const struct switching *switching, const struct rr_run_service *service)
{
    const struct rr_step *step = &switching->run->plan->steps[switching->step];
    bool is_set =
        step->kind == RR_STEP_ENABLE_IAP ? service->is_iap_on : service->is_invoker_check_off;
    return is_set != step->is_undo;
}

/* Reads the service: is it as wished? False when it could not be read. */
static bool look(struct switching *switching, bool *is_done, struct rr_err *err)
{
    struct rr_arena *arena = switching->run->arena;
    struct rr_call call = {.api = RR_API_RUN,
                           .method = "GET",
                           .path = rr_resource_path(arena, "/v2/", switching->resource, ""),
                           .idempotent = true};
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_running_call(switching->run, switching->step, &call, &json, err))
        return false;
    struct rr_run_service service = rr_run_service_read(json, arena);
    switching->etag = service.etag;
    *is_done = is_as_wished(switching, &service);
    return true;
}

static bool patch(const struct switching *switching, struct rr_err *err)
{
    struct rr_running *run = switching->run;
    bool value = !run->plan->steps[switching->step].is_undo;
    struct rr_call call = rr_run_service_patch(run->arena, switching->resource, switching->field,
                                               value, switching->etag);
    struct rr_running_write write = {.step = switching->step};
    RR_JSON_AUTO struct json_object *body = call.body;
    RR_JSON_AUTO struct json_object *operation = NULL;
    if (!rr_running_announce(run, &write, 1, &call, switching->etag, err))
        return false;
    rr_running_tell(run, switching->step, RR_OUTCOME_WRITING, NULL, 0);
    return rr_running_call(run, switching->step, &call, &operation, err) &&
           rr_operation_wait(&run->pacer, call.api, operation, NULL, err);
}

static enum rr_step_outcome read_back(struct switching *switching, struct rr_err *err)
{
    struct rr_waits waits = {0};
    struct rr_err seen = {0};
    int64_t wait_ms;
    bool is_done = false;
    while (!look(switching, &is_done, &seen) || !is_done)
        if (!rr_backoff_next(&rr_perform_reading_back, &waits, &wait_ms) ||
            !rr_pacer_sleep(&switching->run->pacer, wait_ms)) {
            rr_perform_lose(err, &seen);
            return RR_OUTCOME_LOST;
        }
    return RR_OUTCOME_DONE;
}

static enum rr_step_outcome perform(struct switching *switching, struct rr_err *err)
{
    struct rr_waits waits = {0};
    int64_t wait_ms;
    bool was_sent = false;
    for (;;) {
        bool is_done = false;
        if (!look(switching, &is_done, err)) {
            if (was_sent)
                rr_perform_lose(err, err);
            return was_sent                    ? RR_OUTCOME_LOST
                   : err->kind == RR_CANCELLED ? RR_OUTCOME_WAITING
                                               : rr_running_outcome_of(err);
        }
        if (is_done)
            return was_sent ? RR_OUTCOME_DONE : RR_OUTCOME_ALREADY;
        if (rr_running_is_cancelled(switching->run))
            return was_sent ? RR_OUTCOME_LOST : RR_OUTCOME_WAITING;
        if (patch(switching, err))
            return read_back(switching, err);
        was_sent |= rr_running_is_unclear(err);
        bool again = err->kind == RR_CONFLICT || rr_running_is_unclear(err);
        if (!again || !rr_backoff_next(&patching_again, &waits, &wait_ms))
            return was_sent ? RR_OUTCOME_LOST : rr_running_outcome_of(err);
        rr_running_tell(switching->run, switching->step, RR_OUTCOME_WRITING, err, wait_ms);
        if (!rr_pacer_sleep(&switching->run->pacer, wait_ms))
            return was_sent ? RR_OUTCOME_LOST : RR_OUTCOME_WAITING;
    }
}

void rr_perform_service(struct rr_running *run, const size_t *steps, size_t n)
{
    (void)n;
    const struct rr_step *step = &run->plan->steps[*steps];
    struct switching switching = {.run = run,
                                  .step = *steps,
                                  .resource = step->resource,
                                  .field = step->kind == RR_STEP_ENABLE_IAP ? "iapEnabled"
                                                                            : "invokerIamDisabled",
                                  .etag = ""};
    struct rr_err err = {0};
    rr_running_tell(run, *steps, RR_OUTCOME_READING, NULL, 0);
    rr_perform_end(run, *steps, perform(&switching, &err), &err);
}
