/* What undo and resume did, as JSON. */
#ifndef RR_CLI_UNDO_JSON_H
#define RR_CLI_UNDO_JSON_H

#include "runready/undo.h"

/* `result` NULL = it was not carried out. Results live in `arena`. */
const char *
undo_json(const struct rr_undo *undo, const struct rr_run_result *result, struct rr_arena *arena);
const char *resume_json(const struct rr_resume *resume,
                        const struct rr_run_result *result,
                        struct rr_arena *arena);

#endif
