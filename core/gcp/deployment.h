/*
 * What a source deploy uses or leaves behind: the repository, the Cloud Run service and the source
 * bucket. Source: artifactregistry v1 repositories.get, run v2 services.get, storage v1 buckets.get.
 */
#ifndef RR_GCP_DEPLOYMENT_H
#define RR_GCP_DEPLOYMENT_H

#include "core/gcp/call.h"
#include "core/gcp/values.h"
#include "runready/arena.h"

struct rr_call rr_repository_get(struct rr_arena *arena,
                                 const char *project,
                                 const char *region,
                                 const char *repository);
struct rr_repository rr_repository_read(struct json_object *json, struct rr_arena *arena);

struct rr_call rr_run_service_get(struct rr_arena *arena,
                                  const char *project,
                                  const char *region,
                                  const char *service);
/* A job of Cloud Run; its answer is read like a service's. */
struct rr_call
rr_run_job_get(struct rr_arena *arena, const char *project, const char *region, const char *job);

/*
 * Sets one boolean field of a service ("invokerIamDisabled", "iapEnabled") and nothing else.
 * `etag` "" = whatever is there. The answer is an operation. Needs actAs on the account it runs as.
 * Owner: `body` is the caller's to put. Source: run v2 projects.locations.services.patch.
 */
struct rr_call rr_run_service_patch(
    struct rr_arena *arena, const char *name, const char *field, bool value, const char *etag);

struct rr_run_service rr_run_service_read(struct json_object *json, struct rr_arena *arena);

/* "run-sources-P-L", with the replacements gcloud makes in P. */
const char *rr_source_bucket_name(struct rr_arena *arena, const char *project, const char *region);

struct rr_call rr_bucket_get(struct rr_arena *arena, const char *bucket);

/* Number of the project that owns the bucket, "" when not told. */
const char *rr_bucket_read_owner(struct json_object *json, struct rr_arena *arena);

#endif
