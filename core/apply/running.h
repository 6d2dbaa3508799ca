/* One run while it runs: what every kind of step needs to be carried out. Inside core/apply only. */
#ifndef RR_APPLY_RUNNING_H
#define RR_APPLY_RUNNING_H

#include "core/apply/apply.h"
#include "core/apply/journal.h"

struct json_object;

struct rr_running {
    const struct rr_apply_env *env;
    struct rr_pacer pacer;
    const struct rr_plan *plan;
    struct rr_step_result *results; // parallel to the plan's steps
    struct rr_journal *journal;
    struct rr_arena *arena; // ends with the run
    rr_progress_fn *progress;
    void *data;
    const bool
        *was_sent; // parallel to the steps; NULL = none was sent by an earlier try of this run
    const char **enabled; // services that this run turned on
    size_t n_enabled, cap_enabled;
    const char **created; // e-mails of accounts that this run made
    size_t n_created, cap_created;
};

/* No further step or write is to be begun: stopped or cancelled. */
bool rr_running_is_cancelled(const struct rr_running *run);

/* Did this run turn the service on? Then its first answers, and its accounts, may lag behind. */
bool rr_running_has_enabled(const struct rr_running *run, const char *service);

/* Did this run make the account? Then others may not know it yet. */
bool rr_running_has_created(const struct rr_running *run, const char *email);

/* Sets the step's state and tells the front end; `err` and `wait_ms` for a retry. */
void rr_running_tell(struct rr_running *run,
                     size_t step,
                     enum rr_step_outcome outcome,
                     const struct rr_err *err,
                     int64_t wait_ms);

/* The step's end: into the result, the journal and to the front end. `err` NULL for a good one. */
void rr_running_settle(struct rr_running *run,
                       size_t step,
                       enum rr_step_outcome outcome,
                       const struct rr_err *err,
                       const char *etag);

/*
 * One call. Where this run has just enabled the API, answers that it is off are waited out, up to
 * some 3 minutes.
 * Owner: `out` is the caller's to put; the call's body stays the caller's.
 */
RR_MUST_CHECK bool rr_running_call(struct rr_running *run,
                                   size_t step, // told of the waits
                                   const struct rr_call *call,
                                   struct json_object **out,
                                   struct rr_err *err);

/*
 * Writes "intended" and "sent" for each step and syncs: after it the write may leave the machine.
 * Errors: RR_FILE.
 */
struct rr_running_write {
    size_t step;
    const struct rr_step_binding *before; // grants: as read now
    size_t n_before;
};
RR_MUST_CHECK bool rr_running_announce(struct rr_running *run,
                                       const struct rr_running_write *writes,
                                       size_t n,
                                       const struct rr_call *call,
                                       const char *etag,
                                       struct rr_err *err);

/* How a step ends whose call failed with `err` and surely changed nothing: refused or failed. */
enum rr_step_outcome rr_running_outcome_of(const struct rr_err *err);

/* May a write that failed with `err` have taken effect all the same? Reading has to tell. */
bool rr_running_is_unclear(const struct rr_err *err);

#endif
