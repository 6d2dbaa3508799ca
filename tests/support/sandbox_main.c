/*
 * sandboxd [SCENARIO] [--port N] [--latency MS] [--fault SPEC]...: prints its address and serves until
 * its standard input ends or it is told to stop.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sandbox/sandbox.h"

enum { FAULTS_MAX = 16 };

static void do_nothing(int signal_number)
{
    (void)signal_number;
}

static void wait_for_end(void)
{
    struct sigaction action = {.sa_handler = do_nothing};
    char byte;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
}

int main(int argc, char **argv)
{
    const char *faults[FAULTS_MAX + 1] = {0};
    struct rr_sandbox_options options = {.faults = faults};
    struct rr_err err = {0};
    int n_faults = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--port") == 0 && i + 1 < argc)
            options.port = (int)strtol(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--latency") == 0 && i + 1 < argc)
            options.latency_ms = (int)strtol(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--fault") == 0 && i + 1 < argc && n_faults < FAULTS_MAX)
            faults[n_faults++] = argv[++i];
        else
            options.scenario = argv[i];
    }
    struct rr_sandbox *sandbox = rr_sandbox_start(&options, &err);
    if (sandbox == NULL) {
        fprintf(stderr, "sandboxd: %s\n%s\n", err.summary, err.detail);
        return 2;
    }
    printf("http://127.0.0.1:%d/\n", rr_sandbox_port(sandbox));
    fflush(stdout);
    wait_for_end();
    rr_sandbox_stop(sandbox);
    return 0;
}
