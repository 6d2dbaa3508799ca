/* The other road; see the header. */
#include "config.h"

#include "cli/fallback.h"

#include <stdio.h>
#include <string.h>

#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"

bool fallback_is_due(const struct rr_findings *findings)
{
    for (size_t i = 0; i < findings->n_items; i++) {
        const struct rr_finding *finding = &findings->items[i];
        if (finding->station == RR_STATION_ACCESS && finding->state == RR_FINDING_BLOCKED &&
            finding->is_required)
            return true;
    }
    return false;
}

void fallback_take(struct rr_context *context)
{
    context->access = *context->schedule != '\0' ? RR_ACCESS_SCHEDULED : RR_ACCESS_PRIVATE;
}

static bool opens(enum rr_step_kind kind)
{
    return kind == RR_STEP_ALLOW_PUBLIC || kind == RR_STEP_DISABLE_INVOKER_CHECK;
}

const struct rr_step_result *fallback_refusal(const struct rr_plan *plan,
                                              const struct rr_run_result *run)
{
    for (size_t i = 0; i < run->n_steps; i++)
        if (opens(plan->steps[i].kind) && run->steps[i].outcome == RR_OUTCOME_REFUSED &&
            run->steps[i].err.kind == RR_BLOCKED)
            return &run->steps[i];
    return NULL;
}

void fallback_tell(const struct rr_step_result *refusal, const char *const *roads, size_t n)
{
    const struct rr_err *err = &refusal->err;
    RR_BUF_AUTO why = {0};
    rr_buf_add_visible(&why, err->summary);
    fprintf(stderr, _("\nBlocked by %s\n  %s\n"),
            *err->reason != '\0' ? err->reason : refusal->step, rr_buf_text(&why));
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, "  - %s\n", roads[i]);
}
