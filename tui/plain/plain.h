/*
 * The wizard as questions and answers, line by line: a second view over the same model, update and pages,
 * and the same engine. A key of the screen is an answer here.
 */
#ifndef RR_TUI_PLAIN_H
#define RR_TUI_PLAIN_H

#include <stdio.h>

#include "runready/session.h"
#include "tui/model.h"
#include "tui/result.h"

struct plain_options {
    struct model_options model;
    struct rr_session_options session;
    int in;
    FILE *out;
};

/* Runs until the person leaves, or the input ends. Errors: those of engine_start. */
RR_MUST_CHECK bool
plain_run(const struct plain_options *options, struct wizard_result *out, struct rr_err *err);

#endif
