/*
 * What a run intended, sent and got, one JSON object a line, so that a cut-off run can be explained,
 * finished or taken back. Nothing is sent before its line is on the disk. Never holds a token.
 *
 *   run       schema, version, run, at, project, undoes, sandbox, steps, context, plan
 *   resume    version: the run was cut off before here, and is taken up again
 *   intended  step, kind, resource, what would be changed, before, undo
 *   sent      step, method, path, etag
 *   done already refused failed unknown skipped     step, etag, error
 *   end       changed, complete, cancelled
 *
 * Files: $XDG_STATE_HOME/runready/journal/RUN.jsonl, mode 0600 in a folder 0700.
 */
#ifndef RR_APPLY_JOURNAL_H
#define RR_APPLY_JOURNAL_H

#include "core/util/clock.h"
#include "runready/plan.h"
#include "runready/run.h"

#define RR_JOURNAL_SCHEMA "runready/journal/v1"
#define RR_JOURNAL_SUFFIX ".jsonl"

struct rr_journal;

/* The folder in force: `dir`, or the one under $XDG_STATE_HOME or $HOME. Lives in `arena`. */
const char *rr_journal_folder(const char *dir, struct rr_arena *arena);

struct rr_journal_head {
    const struct rr_plan *plan;
    const char *plan_json; // the plan's own file, for finishing the run later; NULL = left out
    bool is_sandbox;
};

/*
 * Makes the folder and the run's file, writes the first line and syncs both, and reserves room for the
 * rest, so that a full disk shows before anything is sent.
 * Errors: RR_FILE.
 * Owner: the caller, by rr_journal_close. NULL on failure.
 */
RR_MUST_CHECK struct rr_journal *rr_journal_open(const char *dir,
                                                 const struct rr_clock *clock,
                                                 const struct rr_journal_head *head,
                                                 struct rr_err *err);

/*
 * Opens the run's file again and goes on behind its end, from a new line. `path` as the journal's reader
 * gave it. Errors: RR_FILE. Owner: as above.
 */
RR_MUST_CHECK struct rr_journal *rr_journal_reopen(const char *path,
                                                   const struct rr_clock *clock,
                                                   const char *run,
                                                   struct rr_err *err);

const char *rr_journal_run(const struct rr_journal *journal); // "20261124T041500Z-3f9c"
const char *rr_journal_path(const struct rr_journal *journal);

/* What a write will carry, for the "sent" line. */
struct rr_journal_sent {
    const char *method;
    const char *path;
    const char *etag; // of what was read, "" where there is none
};

/*
 * Lines of one step. They are written, not synced, but for rr_journal_sync. Errors: RR_FILE; after the
 * first one every later call fails too, so that nothing more is sent.
 */
RR_MUST_CHECK bool rr_journal_intend(struct rr_journal *journal,
                                     const struct rr_step *step,
                                     const struct rr_step_binding *before, // as read now
                                     size_t n_before,
                                     struct rr_err *err);
RR_MUST_CHECK bool rr_journal_send(struct rr_journal *journal,
                                   const struct rr_step *step,
                                   const struct rr_journal_sent *sent,
                                   struct rr_err *err);
RR_MUST_CHECK bool rr_journal_sync(struct rr_journal *journal, struct rr_err *err);

/* What came of a step, synced. Tells nobody when it fails: what was done stays done. */
void rr_journal_settle(struct rr_journal *journal,
                       const struct rr_step_result *result,
                       const char *etag);
void rr_journal_end(struct rr_journal *journal, const struct rr_run_result *result);

/* NULL is fine. */
void rr_journal_close(struct rr_journal *journal);

#endif
