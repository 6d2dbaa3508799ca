/* How a run stands that was cut off or not finished; see runready/undo.h. */
#ifndef RR_APPLY_RESUME_H
#define RR_APPLY_RESUME_H

#include "core/apply/apply.h"
#include "core/apply/journal_read.h"

/* As rr_resume_plan. Reads the journal folder and the cloud of `env`. */
RR_MUST_CHECK bool rr_resume_read(const struct rr_apply_env *env,
                                  const char *run,
                                  struct rr_resume *out,
                                  struct rr_arena *arena,
                                  struct rr_err *err);

/*
 * The record and the plan of a run, for taking it back or finishing it.
 * Errors: RR_BAD_INPUT when there is no such run, its journal holds no plan, or it was made in a
 * sandbox (or not) unlike `env`.
 */
RR_MUST_CHECK bool rr_run_find(const struct rr_apply_env *env,
                               const char *run,
                               struct rr_journal_record *record,
                               struct rr_plan *plan,
                               struct rr_arena *arena,
                               struct rr_err *err);

#endif
