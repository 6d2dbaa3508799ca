/* Which kind of step is carried out how; see the header. */
#include "config.h"

#include "core/apply/perform.h"

#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"

static void (*const performers[RR_STEP_KIND_COUNT])(struct rr_running *, const size_t *, size_t) = {
    [RR_STEP_ENABLE_SERVICES] = rr_perform_services,
    [RR_STEP_CREATE_REPOSITORY] = rr_perform_repository,
    [RR_STEP_GRANT_PROJECT_ROLE] = rr_perform_grants,
    [RR_STEP_GRANT_REPOSITORY_ROLE] = rr_perform_grants,
    [RR_STEP_GRANT_ACCOUNT_ROLE] = rr_perform_grants,
    [RR_STEP_CREATE_SERVICE_ACCOUNT] = rr_perform_account,
    [RR_STEP_DEPLOY] = rr_perform_deploy,
    [RR_STEP_ENABLE_IAP] = rr_perform_service,
    [RR_STEP_GRANT_SERVICE_ROLE] = rr_perform_grants,
    [RR_STEP_ALLOW_PUBLIC] = rr_perform_grants,
    [RR_STEP_DISABLE_INVOKER_CHECK] = rr_perform_service,
    [RR_STEP_CREATE_SCHEDULE] = rr_perform_schedule,
    [RR_STEP_UPDATE_SCHEDULE] = rr_perform_schedule,
};

const struct rr_backoff rr_perform_reading_back = {
    .first_ms = 300, .percent = 170, .cap_ms = 6000, .limit_ms = 30 * 1000};

// gcp-apis 10.2: seconds as a rule, a minute or two at worst
const struct rr_backoff rr_perform_account_appearing = {.first_ms = 3000,
                                                        .percent = 150,
                                                        .cap_ms = 20 * 1000,
                                                        .limit_ms = 150 * 1000,
                                                        .has_jitter = true};

void rr_perform_end(struct rr_running *run,
                    size_t step,
                    enum rr_step_outcome outcome,
                    const struct rr_err *err)
{
    bool is_good = outcome == RR_OUTCOME_DONE || outcome == RR_OUTCOME_ALREADY;
    if (outcome == RR_OUTCOME_WAITING)
        rr_running_tell(run, step, outcome, NULL, 0);
    else
        rr_running_settle(run, step, outcome, is_good ? NULL : err, "");
}

bool rr_perform_names(const struct rr_err *err, const char *email)
{
    return strstr(err->detail, email) != NULL || strstr(err->summary, email) != NULL;
}

/* Taking back. Kinds without a row are never planned to be. */
static void (*const undoers[RR_STEP_KIND_COUNT])(struct rr_running *, const size_t *, size_t) = {
    [RR_STEP_CREATE_REPOSITORY] = rr_undo_creation,
    [RR_STEP_CREATE_SERVICE_ACCOUNT] = rr_undo_creation,
    [RR_STEP_GRANT_PROJECT_ROLE] = rr_perform_grants,
    [RR_STEP_GRANT_REPOSITORY_ROLE] = rr_perform_grants,
    [RR_STEP_GRANT_ACCOUNT_ROLE] = rr_perform_grants,
    [RR_STEP_ENABLE_IAP] = rr_perform_service,
    [RR_STEP_GRANT_SERVICE_ROLE] = rr_perform_grants,
    [RR_STEP_ALLOW_PUBLIC] = rr_perform_grants,
    [RR_STEP_DISABLE_INVOKER_CHECK] = rr_perform_service,
    [RR_STEP_CREATE_SCHEDULE] = rr_undo_creation,
    [RR_STEP_UPDATE_SCHEDULE] = rr_perform_schedule,
};

static void refuse_undo(struct rr_running *run, const size_t *steps, size_t n)
{
    struct rr_err err = {0};
    rr_err_set(&err, RR_BAD_INPUT, "%s", _("a step of this kind is not taken back"));
    for (size_t i = 0; i < n; i++)
        rr_running_settle(run, steps[i], RR_OUTCOME_FAILED, &err, "");
}

void rr_perform(struct rr_running *run, const size_t *steps, size_t n)
{
    const struct rr_step *step = &run->plan->steps[steps[0]];
    if (!step->is_undo)
        performers[step->kind](run, steps, n);
    else if (undoers[step->kind] != NULL)
        undoers[step->kind](run, steps, n);
    else
        refuse_undo(run, steps, n);
}

void rr_perform_lose(struct rr_err *err, const struct rr_err *cause)
{
    bool has_cause = cause != NULL && cause->kind != RR_OK;
    struct rr_err copy = has_cause ? *cause : (struct rr_err){0};
    rr_err_set(err, RR_OUTCOME_UNKNOWN, "%s",
               _("sent, but it is not known whether it took effect"));
    err->http_status = copy.http_status;
    rr_err_detail(
        err, _("Reading did not show it. Check again in some minutes; doing it again is safe. %s"),
        rr_str_is_empty(copy.summary) ? "" : copy.summary);
}
