/* What the commands that carry a plan out share: asking, progress, what came of it, the exit status. */
#ifndef RR_CLI_RUN_H
#define RR_CLI_RUN_H

#include "core/util/buf.h"
#include "runready/run.h"

/*
 * Asks on the terminal for what the wizard asks for: the number of changes, the project's id, and for what
 * is grave the service's name.
 * Errors: RR_BAD_INPUT when there is no terminal to ask on, RR_CANCELLED when something else was typed.
 */
RR_MUST_CHECK bool run_ask(const struct rr_plan *plan, struct rr_err *err);

/* Is there a terminal to ask on? */
bool run_can_ask(void);

/* Progress on a terminal (rr_progress_fn). */
void run_show_step(void *data,
                   const struct rr_step *step,
                   enum rr_step_outcome outcome,
                   const struct rr_err *err,
                   int64_t wait_ms);

/* A line for each step, with what went wrong, and where the journal lies. */
void run_add_result(struct rr_buf *out, const struct rr_run_result *run);

/* The exit status that the run stands for. */
int run_status(const struct rr_run_result *run);

#endif
