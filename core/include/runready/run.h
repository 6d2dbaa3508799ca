/*
 * Carrying a confirmed plan out, and the journal of what was done.
 */
#ifndef RUNREADY_RUN_H
#define RUNREADY_RUN_H

#include "runready/plan.h"

enum rr_step_outcome {
    RR_OUTCOME_WAITING, // not begun
    RR_OUTCOME_READING, // reading what is there
    RR_OUTCOME_WRITING, // sent, or waiting for the operation's end
    RR_OUTCOME_DONE,    // written and read back
    RR_OUTCOME_ALREADY, // was there when its turn came; nothing was written
    RR_OUTCOME_REFUSED, // the service said no; nothing was changed
    RR_OUTCOME_FAILED,  // nothing was sent, or it surely did not take
    RR_OUTCOME_LOST,    // sent, and the answer was lost; reading could not settle it
    RR_OUTCOME_SKIPPED, // what it needs did not succeed
    RR_OUTCOME_COUNT
};

struct rr_step_result {
    const char *step; // id
    enum rr_step_outcome outcome;
    struct rr_err err; // for refused, failed, unknown
};

struct rr_run_result {
    const char *run;                    // id of the journal: "20261124T041500Z-3f9c"
    const char *journal;                // path
    const struct rr_step_result *steps; // one for each step of the plan, in its order
    size_t n_steps;
    size_t n_changed; // steps done (written)
    bool is_complete; // every step done or already there
    bool was_cancelled;
};

/* "done", "refused", ... Never translated. */
RR_API const char *rr_step_outcome_word(enum rr_step_outcome outcome);

/*
 * Told at every change of a step's state, from the thread that applies; `err` is not NULL for a
 * retry (with `wait_ms` until then) and for the failed outcomes.
 */
typedef void rr_progress_fn(void *data,
                            const struct rr_step *step,
                            enum rr_step_outcome outcome,
                            const struct rr_err *err,
                            int64_t wait_ms);

/*
 * Runs a program with the terminal in its hands and waits for its end; `argv` ends in NULL, and no
 * shell comes near it. `*status` is its exit status, 128 + signal when it was killed.
 * Errors: RR_FILE when it could not be started.
 */
typedef bool rr_command_fn(void *data, const char *const *argv, int *status, struct rr_err *err);

#endif
