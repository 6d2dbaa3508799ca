/*
 * Jobs of Cloud Scheduler on the wire. All pure.
 * Source: cloudscheduler v1 projects.locations.jobs.{get,list,create,patch,run,resume},
 * projects.locations.list; gcp-apis 10.
 */
#ifndef RR_GCP_SCHEDULE_H
#define RR_GCP_SCHEDULE_H

#include "core/gcp/call.h"
#include "core/gcp/values.h"
#include "runready/arena.h"
#include "runready/schedule.h"

/* `name`: "projects/P/locations/L/jobs/J". 404 = it does not exist. Texts live in `arena`. */
struct rr_call rr_schedule_get(struct rr_arena *arena, const char *name);
struct rr_call rr_schedule_list(struct rr_arena *arena,
                                const char *project,
                                const char *location,
                                const char *page_token);
struct rr_call
rr_schedule_locations(struct rr_arena *arena, const char *project, const char *page_token);

/* The fields that this program knows; everything else of a job stays as it is, since only named fields are written. */
struct rr_schedule rr_schedule_read(struct json_object *json, struct rr_arena *arena);

/* Ends of attempts, for reading a run back. Texts live in `arena`. */
struct rr_attempt rr_schedule_read_attempt(struct json_object *json, struct rr_arena *arena);

/*
 * As gcloud makes it: the retry settings are spelt out. The answer is the job.
 * Owner: `body` is the caller's to put.
 */
struct rr_call
rr_schedule_create(struct rr_arena *arena, const char *name, const struct rr_schedule *schedule);

/*
 * Writes only the fields named by `fields` (bits of rr_schedule_field), but for the state, which has
 * verbs of its own. Owner: as above.
 */
struct rr_call rr_schedule_patch(struct rr_arena *arena,
                                 const char *name,
                                 const struct rr_schedule *schedule,
                                 unsigned fields);

/* Source: cloudscheduler v1 projects.locations.jobs.delete. */
struct rr_call rr_schedule_delete(struct rr_arena *arena, const char *name);

/* `verb`: "run", "resume", "pause". Owner: as above. */
struct rr_call rr_schedule_verb(struct rr_arena *arena, const char *name, const char *verb);

#endif
