/* Cloud Run jobs: what a schedule may start through the API. */
#ifndef RR_SANDBOX_RUN_JOB_H
#define RR_SANDBOX_RUN_JOB_H

#include "sandbox/call.h"

/* A job that runs as `account` ("" = the compute default). */
struct sb_node *sb_run_job_add(struct sb_world *world,
                               struct sb_node *project,
                               const char *location,
                               const char *id,
                               const char *account,
                               int64_t now);

/* The job that "https://run.googleapis.com/v2/projects/.../jobs/J:run" names; NULL if none. */
struct sb_node *sb_run_job_at(struct sb_call *call, const char *uri);

#endif
