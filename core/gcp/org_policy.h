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

#endif
