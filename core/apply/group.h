/*
 * Which steps are carried out next, together. Pure: looks at the plan and at how its steps stand.
 */
#ifndef RR_APPLY_GROUP_H
#define RR_APPLY_GROUP_H

#include "runready/run.h"

/*
 * Marks as skipped, in `skip` (room for all), the waiting steps that need one that did not succeed.
 * Returns how many; call again after settling them, for what needs those.
 */
size_t
rr_group_skip(const struct rr_plan *plan, const struct rr_step_result *results, size_t *skip);

/*
 * The next group: one step, or all waiting grants on one resource, whose needs outside the group are
 * met. Its positions go into `out` (room for all). 0 when nothing can be begun.
 */
size_t rr_group_next(const struct rr_plan *plan, const struct rr_step_result *results, size_t *out);

#endif
