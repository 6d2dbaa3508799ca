/* The names scenarios know, for reading and building them. */
#ifndef RR_SANDBOX_SCENARIO_CHECK_H
#define RR_SANDBOX_SCENARIO_CHECK_H

#include "runready/err.h"
#include "sandbox/tree.h"

extern const char *const sb_scenario_folder_spec;
extern const char *const sb_scenario_project_spec;

/* Checks names against `rules` (see fields.h); the error names the place inside `place`. */
RR_MUST_CHECK bool
sb_scenario_check(sb_tree *tree, const char *rules, const char *place, struct rr_err *err);

#endif
