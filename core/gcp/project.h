/*
 * Projects: look-up, ancestors, billing. Builders and readers are pure.
 * Source: cloudresourcemanager v3 projects.get, v1 projects.getAncestry, cloudbilling v1
 * projects.getBillingInfo.
 */
#ifndef RR_GCP_PROJECT_H
#define RR_GCP_PROJECT_H

#include "core/gcp/call.h"
#include "core/gcp/values.h"
#include "runready/arena.h"

struct rr_call rr_project_get(struct rr_arena *arena, const char *project);
struct rr_project rr_project_read(struct json_object *json, struct rr_arena *arena);

/* Owner: the body is the caller's, by rr_call_drop. */
struct rr_call rr_project_ancestry(struct rr_arena *arena, const char *project);
struct rr_ancestors rr_ancestors_read(struct json_object *json, struct rr_arena *arena);

struct rr_call rr_billing_get(struct rr_arena *arena, const char *project);
struct rr_billing rr_billing_read(struct json_object *json, struct rr_arena *arena);

#endif
