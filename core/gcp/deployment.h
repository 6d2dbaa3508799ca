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
struct rr_run_service rr_run_service_read(struct json_object *json, struct rr_arena *arena);

/* "run-sources-P-L", with the replacements gcloud makes in P. */
const char *rr_source_bucket_name(struct rr_arena *arena, const char *project, const char *region);

struct rr_call rr_bucket_get(struct rr_arena *arena, const char *bucket);

/* Number of the project that owns the bucket, "" when not told. */
const char *rr_bucket_read_owner(struct json_object *json, struct rr_arena *arena);

#endif
