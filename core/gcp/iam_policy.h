/*
 * Allow policies on the wire: the get, set and testIamPermissions calls, which differ per API, the
 * reader for judging, and the patch for writing. A policy is never rebuilt from structs: the tree that
 * was read is patched, so that conditions, audit configs and fields nobody here knows go back as they
 * came. All pure.
 * Source: gcp-apis 3.1 to 3.4; cloudresourcemanager v1 and v3, artifactregistry v1, run v2, iam v1,
 * storage v1, methods getIamPolicy, setIamPolicy and testIamPermissions.
 */
#ifndef RR_GCP_IAM_POLICY_H
#define RR_GCP_IAM_POLICY_H

#include "core/gcp/call.h"
#include "core/policy/policy.h"
#include "runready/arena.h"

struct json_object;

enum rr_policy_target {
    RR_TARGET_PROJECT,      // "projects/p"
    RR_TARGET_FOLDER,       // "folders/1"
    RR_TARGET_ORGANIZATION, // "organizations/1"
    RR_TARGET_REPOSITORY,   // "projects/p/locations/l/repositories/r"
    RR_TARGET_RUN_SERVICE,  // "projects/p/locations/l/services/s"
    RR_TARGET_ACCOUNT,      // "projects/p/serviceAccounts/EMAIL"; "-" for p where it is not known
    RR_TARGET_BUCKET,       // the bare name of the bucket
    RR_TARGET_COUNT
};

/*
 * Reads the whole policy, at version 3, so that conditional bindings come as they are.
 * Owner: texts live in `arena`; `body`, where there is one, is the caller's to put.
 */
struct rr_call
rr_policy_get(struct rr_arena *arena, enum rr_policy_target target, const char *resource);

/*
 * Writes the whole policy back, without an update mask: audit configs stay untouched.
 * Not marked idempotent: a lost answer is settled by reading, never by the same body again.
 * Owner: as above; `policy` keeps its own reference.
 */
struct rr_call rr_policy_set(struct rr_arena *arena,
                             enum rr_policy_target target,
                             const char *resource,
                             struct json_object *policy);

/*
 * Asks which of `permissions` the caller holds. The answer's field `permissions` is absent for none.
 * Owner: as above.
 */
struct rr_call rr_policy_test(struct rr_arena *arena,
                              enum rr_policy_target target,
                              const char *resource,
                              const char *const *permissions,
                              size_t n);

/*
 * The policy as the domain judges it. Tolerant: absent or oddly typed parts count as empty, unknown
 * fields are passed over.
 * Owner: everything lives in `arena`.
 */
struct rr_policy rr_policy_from_json(struct json_object *json, struct rr_arena *arena);

/* Verbatim; "" when there is none. Borrowed from `policy`. */
const char *rr_policy_json_etag(struct json_object *policy);

/*
 * May this tree be written back? Not without an etag (the service would take it and lose every
 * condition), and not when it is the reduced view that versions below 3 give.
 * Errors: RR_BAD_REPLY.
 */
RR_MUST_CHECK bool rr_policy_json_is_writable(struct json_object *policy, struct rr_err *err);

enum rr_patch {
    RR_PATCH_NONE,      // already as wanted; nothing was touched
    RR_PATCH_DONE,      // the tree was changed
    RR_PATCH_IMPOSSIBLE // the tree is no policy (bindings that are no list); nothing was touched
};

/*
 * Adds `member` to the binding of `role` that has no condition, or appends such a binding, and sets
 * the version that `target` needs. Touches nothing else.
 */
enum rr_patch rr_policy_json_add(struct json_object *policy,
                                 enum rr_policy_target target,
                                 const char *role,
                                 const char *member);

/*
 * Takes `member` out of the bindings of `role` that have no condition, drops a binding that is empty
 * then, and sets the version that `target` needs. Touches nothing else.
 */
enum rr_patch rr_policy_json_remove(struct json_object *policy,
                                    enum rr_policy_target target,
                                    const char *role,
                                    const char *member);

#endif
