/*
 * Carries a plan out: steps in the order of their needs, all grants on one resource as one
 * read-modify-write, the journal before the deed, each write read back.
 */
#ifndef RR_APPLY_APPLY_H
#define RR_APPLY_APPLY_H

#include <stdatomic.h>

#include "core/gcp/call.h"
#include "core/gcp/pace.h"
#include "core/util/clock.h"
#include "runready/run.h"
#include "runready/undo.h"

struct rr_apply_env {
    struct rr_caller *caller;
    const struct rr_clock *clock; // NULL = the system's
    const char *journal_dir;      // NULL = $XDG_STATE_HOME/runready/journal
    const char *plan_json; // goes into the journal, for finishing the run later; NULL = left out
    bool is_sandbox;
    rr_command_fn *run_command; // NULL = nobody can: a deploy fails, and says what to run
    void *run_data;
    const struct rr_resume *resume;        // the run to go on with; NULL = a run of its own
    const atomic_bool *stop;               // set: no further step is begun; may be NULL
    void (*sleep)(void *data, int64_t ms); // test seam; NULL = the caller's own loop
    void *sleep_data;
};

/*
 * A step that fails stops what needs it (skipped) and nothing else. Once stopped, the step in hand is
 * finished; once cancelled, it ends as it can. What is left stays waiting.
 * Owner:  texts of `out` live in `arena`, but for the step ids, which are the plan's.
 * Errors: RR_FILE when the journal cannot be begun, RR_CONFLICT when another run on this machine is at
 *         work on the project for too long; nothing was sent then. All else is in `out`.
 */
RR_MUST_CHECK bool rr_apply_run(const struct rr_apply_env *env,
                                const struct rr_plan *plan,
                                rr_progress_fn *progress, // may be NULL
                                void *data,
                                struct rr_run_result *out,
                                struct rr_arena *arena,
                                struct rr_err *err);

#endif
