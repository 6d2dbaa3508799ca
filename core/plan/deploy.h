/* The deploy as a step. Pure. Source: gcp-apis 8; gcloud run deploy, gcloud run jobs deploy. */
#ifndef RR_PLAN_DEPLOY_H
#define RR_PLAN_DEPLOY_H

#include "core/observe/observed.h"
#include "runready/plan.h"

/* The program and its arguments, n of them; nothing is quoted, since no shell reads them. */
const char *const *rr_deploy_command(const struct rr_context *context,
                                     const struct rr_observed *observed,
                                     size_t *n,
                                     struct rr_arena *arena);

#endif
