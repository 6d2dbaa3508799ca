/* Times and durations of conditions. Private to the evaluator. */
#ifndef RR_POLICY_CONDITION_TIME_H
#define RR_POLICY_CONDITION_TIME_H

#include "core/policy/condition_eval.h"

/* An error whose text is `format` with `text` made fit to be shown. */
struct rr_value rr_time_refuse(struct rr_eval *eval, const char *format, const char *text);

/* "2026-11-25T09:00:00.5+09:00" (RFC 3339); else an error that shows the text. */
struct rr_value rr_time_read(struct rr_eval *eval, const char *text);

/* "1h30m", "-1.5h", "3600s", "250ms", "0"; else an error that shows the text. Source: CEL, duration. */
struct rr_value rr_span_read(struct rr_eval *eval, const char *text);

/*
 * What `getter` ("getHours") gives for a time in `zone` (NULL = UTC) or for a duration. Notes when that
 * changes next. Source: CEL, List of Standard Definitions: months, days of the month (but for getDate)
 * and of the year count from 0, Sunday is 0; of durations getHours, getMinutes and getSeconds give the
 * whole in that unit.
 */
struct rr_value
rr_time_get(struct rr_eval *eval, const char *getter, struct rr_value value, const char *zone);

#endif
