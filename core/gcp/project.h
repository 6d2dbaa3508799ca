/*
 * Projects: look-up, ancestors, billing. Builders and readers are pure.
 * Source: cloudresourcemanager v3 projects.get, v1 projects.getAncestry, cloudbilling v1
 * projects.getBillingInfo.
 */
#ifndef RR_GCP_PROJECT_H
#define RR_GCP_PROJECT_H

#include "core/gcp/call.h"
#include "runready/arena.h"

/* Texts are never NULL. */
struct rr_project {
    const char *id;
    const char *number; // decimal text
    const char *name;   // display name
    const char *state;  // "ACTIVE", "DELETE_REQUESTED"
    const char *parent; // "folders/11", "organizations/22", "" without one
};

struct rr_call rr_project_get(struct rr_arena *arena, const char *project);
struct rr_project rr_project_read(struct json_object *json, struct rr_arena *arena);

/* Nearest first, without the project itself; resource "folders/11" or "organizations/22". */
struct rr_ancestors {
    const char *const *resources;
    size_t n;
    bool has_organization;
};

/* Owner: the body is the caller's, by rr_call_drop. */
struct rr_call rr_project_ancestry(struct rr_arena *arena, const char *project);
struct rr_ancestors rr_ancestors_read(struct json_object *json, struct rr_arena *arena);

struct rr_billing {
    const char *account; // "billingAccounts/…", "" if none
    bool is_enabled;
};

struct rr_call rr_billing_get(struct rr_arena *arena, const char *project);
struct rr_billing rr_billing_read(struct json_object *json, struct rr_arena *arena);

#endif
