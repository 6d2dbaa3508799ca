/* The journal's runs as JSON; schema: doc/schema/history-v1.schema.json. */
#ifndef RR_CLI_HISTORY_JSON_H
#define RR_CLI_HISTORY_JSON_H

#include "runready/session.h"

/* One document, ending in a newline. Lives in `arena`. */
const char *history_json(const struct rr_run_summary *runs, size_t n, struct rr_arena *arena);

#endif
