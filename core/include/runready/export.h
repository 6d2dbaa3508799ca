/*
 * A plan in other forms, for people who carry it out elsewhere. Pure; texts live in `arena`. Every value
 * is quoted for its form, whatever it holds.
 */
#ifndef RUNREADY_EXPORT_H
#define RUNREADY_EXPORT_H

#include "runready/plan.h"

/* A POSIX shell script of gcloud commands that ends in the same state as rr_apply. Every command may run twice. */
RR_API const char *rr_plan_gcloud(const struct rr_plan *plan, struct rr_arena *arena);

/*
 * A Terraform file (1.5 or later) with additive resources only, so that it may stand in any
 * configuration; what is there already and must be named is imported and left as it is.
 */
RR_API const char *rr_plan_terraform(const struct rr_plan *plan, struct rr_arena *arena);

/*
 * A request to an administrator, as Markdown in the language in force: the steps that the caller may not
 * do, with reason, risk, commands, check and way back, and what the accounts could newly do, seen against
 * `observed` (NULL: as if they held nothing). Says so when there is nothing to ask for.
 */
RR_API const char *rr_plan_request(const struct rr_plan *plan,
                                   const struct rr_observed *observed,
                                   struct rr_arena *arena);

#endif
