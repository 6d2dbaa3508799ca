/* Why a step of a run is not taken back: what was there before, what is gone, what others rely on. */
#ifndef RR_APPLY_UNDO_KEEP_H
#define RR_APPLY_UNDO_KEEP_H

#include "core/apply/journal_read.h"
#include "core/apply/look.h"

/* One step under judgement. */
struct rr_undoing {
    struct rr_looker *looker;
    const struct rr_plan *plan;  // of the run
    const struct rr_plan *going; // what is taken back before this step; its traces are gone then
    const struct rr_journal_record *record; // of the run
    const struct rr_step *step;
    bool is_gone;    // out: there is nothing left to take back
    const char *why; // out: "" = it is to be taken back
};

/* Reads what is there and fills `is_gone` and `why`. Errors: those of reading. */
RR_MUST_CHECK bool rr_undo_judge(struct rr_undoing *undoing, struct rr_err *err);

/*
 * Why what the step made must stay, read now; "" when nothing but the steps of `plan` uses it as far as
 * can be seen. Lives in the looker's arena. Errors: those of reading.
 */
RR_MUST_CHECK bool rr_creation_keep(struct rr_looker *looker,
                                    const struct rr_plan *plan,
                                    const struct rr_step *step,
                                    const char **why,
                                    struct rr_err *err);

/* Deletes what the step made. Lives in `arena`. */
struct rr_call rr_creation_delete(const struct rr_step *step, struct rr_arena *arena);

#endif
