/*
 * Effective organisation policies. Source: orgpolicy v2 projects.policies.getEffectivePolicy, and for
 * legacy constraints cloudresourcemanager v1 projects.getEffectiveOrgPolicy.
 */
#ifndef RR_GCP_ORG_POLICY_H
#define RR_GCP_ORG_POLICY_H

#include "core/gcp/call.h"
#include "core/policy/constraint.h"
#include "runready/arena.h"

struct rr_call
rr_effective_get(struct rr_arena *arena, const char *project, const char *constraint);
struct rr_effective rr_effective_read(struct json_object *json, struct rr_arena *arena);

/* The same of Resource Manager, for legacy constraints where the Org Policy API is off. */
struct rr_call
rr_effective_get_v1(struct rr_arena *arena, const char *project, const char *constraint);
struct rr_effective rr_effective_read_v1(struct json_object *json, struct rr_arena *arena);

/*
 * The policies set at one level itself; `level`: "projects/p", "folders/1", "organizations/1". The
 * reader gives their constraints' names. Source: orgpolicy v2 {projects,folders,organizations}.policies.list.
 */
struct rr_call rr_constraints_set(struct rr_arena *arena, const char *project, const char *level);
const char *const *
rr_constraints_set_read(struct json_object *json, size_t *n, struct rr_arena *arena);

#endif
