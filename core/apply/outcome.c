/* Words for what came of a step, as JSON and the journal use them. */
#include "config.h"

#include "runready/run.h"

static const char *const words[RR_OUTCOME_COUNT] = {
    [RR_OUTCOME_WAITING] = "waiting", [RR_OUTCOME_READING] = "reading",
    [RR_OUTCOME_WRITING] = "writing", [RR_OUTCOME_DONE] = "done",
    [RR_OUTCOME_ALREADY] = "already", [RR_OUTCOME_REFUSED] = "refused",
    [RR_OUTCOME_FAILED] = "failed",   [RR_OUTCOME_LOST] = "unknown",
    [RR_OUTCOME_SKIPPED] = "skipped",
};

const char *rr_step_outcome_word(enum rr_step_outcome outcome)
{
    return words[outcome];
}
