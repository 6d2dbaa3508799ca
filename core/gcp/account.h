/*
 * Service accounts, and which of them builds.
 * Source: iam v1 projects.serviceAccounts.get; cloudbuild v1 projects.locations.getDefaultServiceAccount.
 */
#ifndef RR_GCP_ACCOUNT_H
#define RR_GCP_ACCOUNT_H

#include "core/gcp/call.h"
#include "core/gcp/values.h"
#include "runready/arena.h"

/* By e-mail, in whatever project it lives. 404 = it does not exist. */
struct rr_call rr_account_get(struct rr_arena *arena, const char *email);
struct rr_account rr_account_read(struct json_object *json, struct rr_arena *arena);

/*
 * Makes an account. Not idempotent: whether a lost one took is for the look-up to say.
 * Owner: `body` is the caller's to put. Source: iam v1 projects.serviceAccounts.create.
 */
struct rr_call rr_account_create(struct rr_arena *arena,
                                 const char *project,
                                 const char *id,
                                 const char *display_name);

/*
 * Its keys that people made: {"keys": […]}, absent when there is none.
 * Source: iam v1 projects.serviceAccounts.keys.list.
 */
struct rr_call rr_account_keys(struct rr_arena *arena, const char *email);

/* Source: iam v1 projects.serviceAccounts.delete; it can be undeleted for 30 days. */
struct rr_call rr_account_delete(struct rr_arena *arena, const char *email);

/* The default build account as a deploy in `region` gets it. */
struct rr_call
rr_build_account_get(struct rr_arena *arena, const char *project, const char *region);

/* Its e-mail: the answer's field is a resource name or an e-mail; "" when no default applies. */
const char *rr_build_account_read(struct json_object *json, struct rr_arena *arena);

#endif
