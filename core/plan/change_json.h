/* Before and after of the steps that are neither grants nor APIs, as JSON. Pure. */
#ifndef RR_PLAN_CHANGE_JSON_H
#define RR_PLAN_CHANGE_JSON_H

#include "runready/plan.h"

struct json_object;

/* Owned by the caller; NULL = nothing is there. */
struct json_object *rr_step_before_json(const struct rr_step *step);
struct json_object *rr_step_after_json(const struct rr_step *step);

/* Back from a step of a plan file; false when it lacks what its kind must say. */
bool rr_step_read_change(struct json_object *json, struct rr_step *step, struct rr_arena *arena);

#endif
