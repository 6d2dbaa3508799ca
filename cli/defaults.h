/* Fills what was not given: sandbox's proposal, gcloud's configuration, the built-in default. */
#ifndef RR_CLI_DEFAULTS_H
#define RR_CLI_DEFAULTS_H

#include "runready/arena.h"
#include "runready/context.h"
#include "sandbox/sandbox.h"

/*
 * Order: given > sandbox (where there is one) > CLOUDSDK_* variables > gcloud's active configuration >
 * the person's preferences > built-in. Errors: RR_BAD_INPUT when no project is known, or a value has not the form of one.
 */
RR_MUST_CHECK bool defaults_fill(struct rr_context *context,
                                 const struct rr_sandbox *sandbox,
                                 struct rr_arena *arena,
                                 struct rr_err *err);

/* The same without a check, for those who ask; also proposes a service and a source folder. */
void defaults_propose(struct rr_context *context,
                      const struct rr_sandbox *sandbox,
                      struct rr_arena *arena);

#endif
