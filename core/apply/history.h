/* The runs in the journal folder, read back. */
#ifndef RR_APPLY_HISTORY_H
#define RR_APPLY_HISTORY_H

#include "runready/session.h"

/*
 * Newest first; empty when there is no folder. A file that is damaged or no journal is listed with a
 * note; a last line that was cut off, and events that are not known, are passed over.
 * `dir`: as for rr_journal_open. Results live in `arena`.
 * Errors: RR_FILE when the folder is there and cannot be read.
 */
RR_MUST_CHECK bool rr_journal_history(const char *dir,
                                      const struct rr_run_summary **out,
                                      size_t *n,
                                      struct rr_arena *arena,
                                      struct rr_err *err);

#endif
