/*
 * Taking a run back, and finishing one that was cut off. Both read the run's journal and the cloud
 * first and give a value to show; nothing is written to the cloud until it is carried out.
 */
#ifndef RUNREADY_UNDO_H
#define RUNREADY_UNDO_H

#include "runready/session.h"

/* A step of the run that stays as it is, and why. */
struct rr_kept {
    const char *step; // its id in the run
    const char *why;
};

struct rr_undo {
    const char *run;     // "" when there is none to take back
    struct rr_plan plan; // what will be taken back; carried out by rr_apply, and itself a run
    const struct rr_kept *kept;
    size_t n_kept;
    size_t n_gone; // added by the run and no longer there
};

/*
 * What taking `run` back would do: only what the journal says this program added, if it is still
 * there, and if nobody relies on it as far as can be seen. `run` NULL or "" = the newest run that
 * changed something, is no undo and was not taken back.
 * Errors: RR_BAD_INPUT for a run that is not there, cannot be read, or was made in a sandbox (or not)
 * unlike this session; those of reading the cloud. Results live in `arena`.
 */
RR_API RR_MUST_CHECK bool rr_undo_plan(struct rr_session *session,
                                       const char *run,
                                       struct rr_undo *out,
                                       struct rr_arena *arena,
                                       struct rr_err *err);

struct rr_resume {
    const char *run;                    // "" when there is none to finish
    struct rr_plan plan;                // the run's own
    const struct rr_step_result *steps; // how each stands, as read now: done, already or waiting
    const bool *was_sent;               // for each step: sent once, and nobody saw whether it took
    size_t n_open;                      // steps that are still to be done
    size_t n_settled;                   // steps whose fate was unknown and is known now
};

/*
 * How the steps of a run stand now. `run` NULL or "" = the newest one that was not finished, unless a
 * later run on its project was.
 * Errors: as for rr_undo_plan. Results live in `arena`.
 */
RR_API RR_MUST_CHECK bool rr_resume_plan(struct rr_session *session,
                                         const char *run,
                                         struct rr_resume *out,
                                         struct rr_arena *arena,
                                         struct rr_err *err);

/*
 * Goes on with the run, in its own journal: notes what was settled by reading, then carries out what
 * is open. With nothing open it only notes.
 * Errors: as for rr_apply.
 */
RR_API RR_MUST_CHECK bool rr_resume(struct rr_session *session,
                                    const struct rr_resume *resume,
                                    rr_progress_fn *progress,
                                    void *data,
                                    struct rr_run_result *out,
                                    struct rr_arena *arena,
                                    struct rr_err *err);

#endif
