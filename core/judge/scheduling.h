/*
 * The Scheduler job that a context asks for, and the one that is there. Pure.
 * Source: gcp-apis 10.3 to 10.6, 14.4.
 */
#ifndef RR_JUDGE_SCHEDULING_H
#define RR_JUDGE_SCHEDULING_H

#include "core/observe/observed.h"
#include "runready/context.h"

struct rr_scheduling {
    const char *name;    // of the job, whether it is there or not
    const char *account; // e-mail that it calls as, or shall; "" while that cannot be told
    bool is_own_account; // the one that this program makes
    const char *url;     // what is called, without the path; "" while that cannot be told
    const struct rr_found_schedule *found; // NULL = there is none
    struct rr_schedule wanted; // what is to be; of a job that is there only what is wrong with it
    unsigned fields;  // of a job that is there: what is wrong with it, bits of rr_schedule_field
    bool can_be_made; // everything that a new job needs is known
};

struct rr_scheduling rr_scheduling_of(const struct rr_context *context,
                                      const struct rr_observed *observed,
                                      struct rr_arena *arena);

#endif
