/* Time zones from the system's tz database. */
#ifndef RR_OBSERVE_TZIF_FILE_H
#define RR_OBSERVE_TZIF_FILE_H

#include "core/policy/tzif.h"

/*
 * `name`: "Asia/Tokyo", of the right form (rr_name_check_time_zone).
 * Errors: RR_BAD_INPUT when the database has no such zone; RR_FILE when there is no database here or
 *         the file cannot be read; RR_BAD_REPLY when it is no TZif.
 */
RR_MUST_CHECK bool
rr_tzif_load(const char *name, struct rr_tzif *out, struct rr_arena *arena, struct rr_err *err);

#endif
