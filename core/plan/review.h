/* Before and after of one resource; private to core/plan. */
#ifndef RR_PLAN_REVIEW_H
#define RR_PLAN_REVIEW_H

#include "runready/review.h"

/* Fills lines and counts of a resource whose steps are there. */
void rr_review_add_change(struct rr_review_resource *resource,
                          const struct rr_observed *observed,
                          struct rr_arena *arena);

#endif
