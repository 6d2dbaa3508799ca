/* Running gcloud for a deploy, with the terminal in its hands. */
#ifndef RR_CLI_RUN_COMMAND_H
#define RR_CLI_RUN_COMMAND_H

#include <stdbool.h>

#include "runready/err.h"

/*
 * A rr_command_fn. `data`: the base URL of a sandbox ("http://127.0.0.1:8080/"), which gcloud then
 * talks to, with a configuration of its own; NULL = the real cloud, with the person's configuration.
 * What it prints goes to standard error, so that standard output stays the program's own. Interrupts
 * are the command's while it runs.
 */
bool run_command(void *data, const char *const *argv, int *status, struct rr_err *err);

#endif
