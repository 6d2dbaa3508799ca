/* Scenario files: JSON that says how the cloud looks when the stand-in starts. */
#ifndef RR_SANDBOX_SCENARIO_H
#define RR_SANDBOX_SCENARIO_H

#include "runready/err.h"
#include "sandbox/tree.h"
#include "sandbox/world.h"

/* The built-in files, made from sandbox/scenarios/; ends with a NULL name. */
struct sb_scenario_file {
    const char *name;
    const char *text;
};
extern const struct sb_scenario_file sb_scenario_files[];

/*
 * Reads a scenario by built-in name, or by path when it holds a '/' or ends in ".json": `like` is
 * followed, `repeat` expanded, every name checked.
 * Errors: RR_BAD_INPUT with the line, or the place inside the document and the rule.
 * Owner: the caller. NULL on failure.
 */
sb_tree *sb_scenario_load(const char *name, struct rr_err *err);

/* Builds the world it describes (`scenario` is taken); the world is empty on failure. */
RR_MUST_CHECK bool sb_scenario_build(struct sb_world *world, sb_tree *scenario, struct rr_err *err);

#endif
