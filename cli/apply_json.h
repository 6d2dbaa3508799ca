/* The result of apply as JSON; schema: doc/schema/apply-v1.schema.json. */
#ifndef RR_CLI_APPLY_JSON_H
#define RR_CLI_APPLY_JSON_H

#include "runready/run.h"

/* One document for all runs (0 when nothing was to do or all was blocked). Lives in `arena`. */
const char *apply_json(const struct rr_plan *plan,
                       const struct rr_run_result *runs,
                       size_t n_runs,
                       struct rr_arena *arena);

struct json_object;

/* One run of a plan: {"run", "journal", "changed", "complete", "cancelled", "steps"}. Owner: the caller. */
struct json_object *apply_json_run(const struct rr_run_result *run);

#endif
