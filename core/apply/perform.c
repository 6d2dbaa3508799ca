/* Which kind of step is carried out how; see the header. */
#include "config.h"

#include "core/apply/perform.h"

#include "core/util/i18n.h"
#include "core/util/str.h"

static void (*const performers[RR_STEP_KIND_COUNT])(struct rr_running *, const size_t *, size_t) = {
    [RR_STEP_ENABLE_SERVICES] = rr_perform_services,
    [RR_STEP_CREATE_REPOSITORY] = rr_perform_repository,
    [RR_STEP_GRANT_PROJECT_ROLE] = rr_perform_grants,
    [RR_STEP_GRANT_REPOSITORY_ROLE] = rr_perform_grants,
    [RR_STEP_GRANT_ACCOUNT_ROLE] = rr_perform_grants,
};

const struct rr_backoff rr_perform_reading_back = {
    .first_ms = 300, .percent = 170, .cap_ms = 6000, .limit_ms = 30 * 1000};

void rr_perform(struct rr_running *run, const size_t *steps, size_t n)
{
    performers[run->plan->steps[steps[0]].kind](run, steps, n);
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
