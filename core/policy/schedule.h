/* Comparing schedules. Pure. */
#ifndef RR_POLICY_SCHEDULE_H
#define RR_POLICY_SCHEDULE_H

#include "runready/arena.h"
#include "runready/schedule.h"

/* Bits of the fields of `wanted` that are set and differ in `now`; what `wanted` leaves open counts as the same. */
unsigned rr_schedule_differences(const struct rr_schedule *now, const struct rr_schedule *wanted);

/* "audience, URL", in the language of the moment. */
const char *rr_schedule_titles(unsigned fields, struct rr_arena *arena);

/* The field whose path this is; RR_SCHEDULE_FIELD_COUNT for none. */
enum rr_schedule_field rr_schedule_field_of(const char *path, bool is_oauth);

#endif
