/* Long-running operations; see the header. */
#include "config.h"

#include "core/gcp/operation.h"

#include <json-c/json.h>

#include "core/gcp/google_error.h"
#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/i18n.h"

// gcloud begins with 1 to 2 s and ends with 10; most of ours are done in two
static const struct rr_backoff polling = {
    .first_ms = 300, .percent = 140, .cap_ms = 10 * 1000, .limit_ms = 30 * 60 * 1000};

static bool poll(const struct rr_pacer *pacer,
                 enum rr_api api,
                 const char *name,
                 struct json_object **out,
                 struct rr_err *err)
{
    struct rr_arena scratch = {0};
    struct rr_call call = {.api = api,
                           .method = "GET",
                           .path = rr_resource_path(&scratch, "/v1/", name, ""),
                           .idempotent = true};
    bool ok = rr_call_wait(pacer->caller, &call, out, err);
    rr_arena_free(&scratch);
    return ok;
}

static bool lose(struct rr_err *err, const char *why)
{
    rr_err_set(err, RR_OUTCOME_UNKNOWN, "%s", _("the end of the operation was not seen"));
    return rr_err_detail(err, "%s", why);
}

static bool
sleep_before_poll(const struct rr_pacer *pacer, struct rr_waits *waits, struct rr_err *err)
{
    int64_t wait_ms;
    if (!rr_backoff_next(&polling, waits, &wait_ms))
        return lose(err, _("It was still running after 30 minutes."));
    if (!rr_pacer_sleep(pacer, wait_ms))
        return rr_err_set(err, RR_CANCELLED, "%s", _("cancelled"));
    return true;
}

/* Puts the newest answer in place of `*operation`. */
static bool refresh(const struct rr_pacer *pacer,
                    enum rr_api api,
                    struct json_object **operation,
                    struct rr_err *err)
{
    struct json_object *newer = NULL;
    struct rr_err cause;
    if (*rr_json_str(*operation, "name") == '\0')
        return lose(err, _("The answer names no operation to ask for."));
    if (!poll(pacer, api, rr_json_str(*operation, "name"), &newer, &cause)) {
        if (cause.kind != RR_CANCELLED)
            return lose(err, cause.summary);
        return rr_err_set(err, RR_CANCELLED, "%s", cause.summary);
    }
    if (*rr_json_str(newer, "name") == '\0') { // an empty or odd answer: ask again by the old name
        json_object_put(newer);
        return true;
    }
    json_object_put(*operation);
    *operation = newer;
    return true;
}

/* An error counts whatever `done` says: it may be left out. */
static bool is_over(struct json_object *operation)
{
    return rr_json_bool(operation, "done") || rr_json_obj(operation, "error") != NULL;
}

static bool finish(struct json_object *operation, struct json_object **response, struct rr_err *err)
{
    struct json_object *error = rr_json_obj(operation, "error");
    if (error != NULL) {
        rr_google_status_error(error, err);
        return false;
    }
    if (response != NULL)
        *response = json_object_get(rr_json_obj(operation, "response"));
    return true;
}

bool rr_operation_wait(const struct rr_pacer *pacer,
                       enum rr_api api,
                       struct json_object *first,
                       struct json_object **response,
                       struct rr_err *err)
{
    RR_JSON_AUTO struct json_object *operation = json_object_get(first);
    struct rr_waits waits = {0};
    while (!is_over(operation))
        if (!sleep_before_poll(pacer, &waits, err) || !refresh(pacer, api, &operation, err))
            return false;
    return finish(operation, response, err);
}
