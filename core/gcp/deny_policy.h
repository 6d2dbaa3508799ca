/*
 * Deny policies (IAM v2) and bindings of principal access boundaries (IAM v3), read only.
 *
 * Requests: GET iam v2/policies/ATTACHMENT/denypolicies (which leaves the rules out), GET v2/{name};
 *           GET v3/projects/P/locations/global/policyBindings:searchTargetPolicyBindings.
 * Fields:   policies[].name, displayName; rules[].denyRule.{deniedPrincipals, exceptionPrincipals,
 *           deniedPermissions, exceptionPermissions, denialCondition}; policyBindings[].{policy, policyKind}.
 * Needs:    iam.denypolicies.list, iam.denypolicies.get; resourcemanager.projects.searchPolicyBindings.
 * Quota:    five reads a minute for each of the two APIs, so these are asked on demand only.
 */
#ifndef RR_GCP_DENY_POLICY_H
#define RR_GCP_DENY_POLICY_H

#include "core/gcp/call.h"
#include "core/gcp/values.h"
#include "core/policy/deny.h"
#include "runready/arena.h"

/* `resource`: "projects/p", "folders/11", "organizations/22". `page_token` "" = the first page. */
struct rr_call rr_deny_list(struct rr_arena *arena, const char *resource, const char *page_token);

/* Calls `fn` with each policy, its rules not known; returns the token of the next page, "" = none. */
const char *rr_deny_list_read(struct json_object *json,
                              void (*fn)(void *data, const struct rr_deny_policy *policy),
                              void *data,
                              struct rr_arena *arena);

/* `name` as the list gives it. */
struct rr_call rr_deny_get(struct rr_arena *arena, const char *name);
struct rr_deny_policy rr_deny_read(struct json_object *json, struct rr_arena *arena);

struct rr_call rr_boundary_search(struct rr_arena *arena, const char *project);

/* Names of the principal access boundary policies that are bound; *n = how many. */
struct rr_boundaries rr_boundary_read(struct json_object *json, struct rr_arena *arena);

#endif
