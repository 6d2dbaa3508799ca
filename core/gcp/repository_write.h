/*
 * Making the repository that a source deploy pushes to, exactly as gcloud would at the first deploy,
 * so that gcloud finds it and asks nothing; and deleting it. Pure.
 * Source: artifactregistry v1 projects.locations.repositories.create, .get; gcp-apis 7.
 */
#ifndef RR_GCP_REPOSITORY_WRITE_H
#define RR_GCP_REPOSITORY_WRITE_H

#include "core/gcp/call.h"
#include "runready/arena.h"

/*
 * `resource`: "projects/P/locations/L/repositories/R". The answer is an operation.
 * Not idempotent: whether a lost one took is for the look-up to say.
 * Owner: texts live in `arena`; `body` is the caller's to put.
 */
struct rr_call rr_repository_create(struct rr_arena *arena, const char *resource);

/* 404 = it does not exist. */
struct rr_call rr_repository_look_up(struct rr_arena *arena, const char *resource);

/*
 * The first package of the repository, if there is one: {"packages": […]}, absent when it is empty.
 * Source: artifactregistry v1 projects.locations.repositories.packages.list.
 */
struct rr_call rr_repository_packages(struct rr_arena *arena, const char *resource);

/*
 * Deletes it with everything in it: look first. The answer is an operation.
 * Source: artifactregistry v1 projects.locations.repositories.delete.
 */
struct rr_call rr_repository_delete(struct rr_arena *arena, const char *resource);

#endif
