/* Planning to take a run back; see runready/undo.h for what it keeps to. */
#ifndef RR_APPLY_UNDO_H
#define RR_APPLY_UNDO_H

#include "core/apply/apply.h"

/* As rr_undo_plan. Reads the journal folder and the cloud of `env`. */
RR_MUST_CHECK bool rr_undo_read(const struct rr_apply_env *env,
                                const char *run,
                                struct rr_undo *out,
                                struct rr_arena *arena,
                                struct rr_err *err);

#endif
