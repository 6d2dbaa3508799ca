/* A plan in other forms, for people who carry it out elsewhere. */
#ifndef RUNREADY_EXPORT_H
#define RUNREADY_EXPORT_H

#include "runready/plan.h"

/*
 * A POSIX shell script of gcloud commands that ends in the same state as rr_apply. Every command may run
 * twice; every value is quoted. Lives in `arena`.
 */
RR_API const char *rr_plan_gcloud(const struct rr_plan *plan, struct rr_arena *arena);

#endif
