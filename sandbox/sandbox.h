/*
 * A stateful stand-in for Google Cloud on loopback, for demos, teaching and tests.
 */
#ifndef RR_SANDBOX_H
#define RR_SANDBOX_H

#include "runready/err.h"

struct rr_sandbox;

struct rr_sandbox_options {
    const char *scenario;      // a built-in scenario's name or a file's path; NULL = "first-day"
    int port;                  // 0 = any free port
    int latency_ms;            // added to every answer
    const char *const *faults; // specs (see rr_sandbox_fault_help), NULL-terminated; may be NULL
};

/* What the scenario proposes as context, borrowed from the sandbox. Never NULL; "" where it proposes none. */
struct rr_sandbox_defaults {
    const char *project;
    const char *region;
    const char *service;
    bool deep; // its point is a deny policy or a boundary
};

/*
 * Starts serving on 127.0.0.1 in a thread of its own.
 * Errors: RR_BAD_INPUT for an unknown scenario, a broken scenario file (with its line or path inside
 * the document) or a bad fault spec; RR_FILE when the port cannot be had.
 * Owner: the caller, by rr_sandbox_stop. NULL on failure.
 */
struct rr_sandbox *rr_sandbox_start(const struct rr_sandbox_options *options, struct rr_err *err);

/*
 * Puts other faults in the place of those in force; for tests. `faults` as in the options.
 * Errors: RR_BAD_INPUT for a bad spec; then nothing changes.
 */
RR_MUST_CHECK bool
rr_sandbox_set_faults(struct rr_sandbox *sandbox, const char *const *faults, struct rr_err *err);

int rr_sandbox_port(const struct rr_sandbox *sandbox);
struct rr_sandbox_defaults rr_sandbox_defaults(const struct rr_sandbox *sandbox);

/* Ends serving and frees everything; NULL is fine. */
void rr_sandbox_stop(struct rr_sandbox *sandbox);

/* The built-in scenarios, for --list: name and title (title passes through the catalogue). NULL past the end. */
const char *rr_sandbox_scenario_name(int index);
const char *rr_sandbox_scenario_title(int index);

/* Text of the fault grammar, for --help. */
const char *rr_sandbox_fault_help(void);

#endif
