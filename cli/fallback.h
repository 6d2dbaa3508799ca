/* The other road when the chosen access is blocked: identity tokens (OIDC) for a private service. */
#ifndef RR_CLI_FALLBACK_H
#define RR_CLI_FALLBACK_H

#include "runready/finding.h"
#include "runready/run.h"

/* Is it the chosen access that is blocked? */
bool fallback_is_due(const struct rr_findings *findings);

/* Chooses it: with a schedule the Scheduler calls, else whoever holds the right. */
void fallback_take(struct rr_context *context);

/* The step of a run that an organisation policy refused at the write; NULL if none. */
const struct rr_step_result *fallback_refusal(const struct rr_plan *plan,
                                              const struct rr_run_result *run);

/* Says on standard error what forbids it and which roads are left, in the words of a plan. */
void fallback_tell(const struct rr_step_result *refusal, const char *const *roads, size_t n);

#endif
