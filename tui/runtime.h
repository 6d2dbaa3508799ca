/* The wizard running in a terminal: waits, turns what happens into messages, and carries effects out. */
#ifndef RR_TUI_RUNTIME_H
#define RR_TUI_RUNTIME_H

#include "tui/model.h"
#include "tui/preferences.h"
#include "tui/result.h"
#include "tui/term.h"

struct wizard_options {
    struct model_options model;
    struct term_options term;
    struct rr_session_options session;
    const char *glyphs; // name of a glyph set; NULL = what fits the terminal
    struct preferences preferences;
    const char *preferences_path; // where choices are kept; NULL = nowhere
    const char *problems;         // of the preferences, to be told at the start; "" = none
};

/*
 * Runs until the person leaves. Errors: those of term_open and engine_start, RR_BAD_INPUT for an unknown glyph set.
 * Thread: the one that calls is the screen's; the cloud gets one of its own.
 */
RR_MUST_CHECK bool
wizard_run(const struct wizard_options *options, struct wizard_result *out, struct rr_err *err);

#endif
