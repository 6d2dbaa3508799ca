/* Reads a role live. Source: iam v1 roles.get, projects.roles.get, organizations.roles.get. */
#ifndef RR_GCP_ROLE_READ_H
#define RR_GCP_ROLE_READ_H

#include "core/gcp/call.h"
#include "core/policy/role.h"
#include "runready/arena.h"

/* `name`: "roles/x", "projects/p/roles/x" or "organizations/1/roles/x". */
struct rr_call rr_role_get(struct rr_arena *arena, const char *name);
struct rr_live_role
rr_role_read(struct json_object *json, const char *name, struct rr_arena *arena);

#endif
