/* The check as JSON; schema: doc/schema/check-v1.schema.json. */
#ifndef RR_CLI_CHECK_JSON_H
#define RR_CLI_CHECK_JSON_H

#include "runready/finding.h"

/* One document, ending in a newline. Lives in `arena`. */
const char *check_json(const struct rr_context *context,
                       const struct rr_observed *observed,
                       const struct rr_findings *findings,
                       struct rr_arena *arena);

#endif
