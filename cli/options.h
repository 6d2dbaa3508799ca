/* The command line: one table of options, from which parsing and --help come. */
#ifndef RR_CLI_OPTIONS_H
#define RR_CLI_OPTIONS_H

#include "runready/arena.h"
#include "runready/context.h"

enum command {
    COMMAND_DEFAULT, // no command: the wizard in a terminal, else the check
    COMMAND_WIZARD,
    COMMAND_CHECK,
    COMMAND_PLAN,
    COMMAND_APPLY,
    COMMAND_DEPLOY,
    COMMAND_UNDO,
    COMMAND_RESUME,
    COMMAND_HISTORY,
    COMMAND_SANDBOX,
    COMMAND_LOGIN,
    COMMAND_LOGOUT,
    COMMAND_WHOAMI,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_COUNT
};

enum plan_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_GCLOUD, FORMAT_TERRAFORM, FORMAT_REQUEST };

enum { WORDS_MAX = 64, FAULTS_MAX = 32 };

struct words {
    const char *items[WORDS_MAX];
    size_t n;
};

struct options {
    enum command command;
    enum command help_for;
    struct rr_context context; // as given; "" where not
    bool has_access;           // --access or --use-case was given
    bool wants_sandbox;
    const char *client_file; // login, NULL = not given
    bool from_adc;
    bool no_browser;
    const char *act_as;   // --impersonate-service-account, NULL = not given
    const char *scenario; // NULL = the sandbox's own default
    bool json;
    enum plan_format format;
    const char *out; // --out, NULL = standard output
    bool yes;
    bool fallback;
    bool deploy;  // --deploy, or the command deploy
    bool no_wait; // do not wait until changes act
    struct words only;
    struct words skip;
    const char *plan_file; // apply PLAN.json, NULL = none
    const char *run;       // undo RUN, resume RUN; NULL = the newest that fits
    bool has_context;      // something of the context or the choices was given
    const char *lang;      // NULL = from the environment
    const char *theme;     // NULL = as configured
    bool no_mouse;
    const char *glyphs; // NULL = what fits the terminal
    int port;           // sandbox: --port, 0 = any
    bool plain;         // --plain
    int latency_ms;
    const char *faults[FAULTS_MAX + 1]; // NULL-terminated
    size_t n_faults;
    bool list;
};

/*
 * Errors: RR_BAD_INPUT that names the option. Texts are borrowed from argv or live in `arena`.
 */
RR_MUST_CHECK bool options_parse(
    struct options *out, int argc, char **argv, struct rr_arena *arena, struct rr_err *err);

/* Prints help for a command (COMMAND_DEFAULT: for the program) to standard output. */
void options_help(enum command command);

#endif
