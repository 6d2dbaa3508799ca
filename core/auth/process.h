/*
 * Runs one program beside the engine's loop and collects what it prints; private to core/auth. No shell,
 * standard input empty. Nothing it prints is logged.
 */
#ifndef RR_AUTH_PROCESS_H
#define RR_AUTH_PROCESS_H

#include <stdbool.h>

#include "core/net/http.h"
#include "core/net/sensitive.h"

struct rr_process;

struct rr_process_result {
    bool is_timeout;
    int exit_status; // 128 + signal when it was killed
    const char *out; // never NULL; wiped after the callback
    const char *err;
};

typedef void rr_process_fn(void *data, const struct rr_process_result *result);

/*
 * `argv` ends in NULL, argv[0] is a path; `settings` are NAME=VALUE lines put over the environment of
 * this process, ending in NULL. `fn` is called once, in a later turn. NULL when it could not be started.
 */
struct rr_process *rr_process_start(struct rr_http *http,
                                    char *const argv[],
                                    const char *const settings[],
                                    int timeout_ms,
                                    rr_process_fn *fn,
                                    void *data);

/* Ends the program if it still runs, without calling back; NULL is fine. Also after the callback. */
void rr_process_free(struct rr_process *process);

/* The path of a program on PATH, into `out`; false when there is none. */
bool rr_process_find(const char *name, const char *path, char *out, size_t size);

#endif
