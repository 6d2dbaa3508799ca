/*
 * Times a whole check against the sandbox with a delay on every answer, beside the shortest time that
 * is possible: the longest chain of reads that wait for each other.
 *
 *     bench_check SCENARIO DELAY_MS ROUNDS
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/observe/reads.h"
#include "core/util/clock.h"
#include "core/util/str.h"
#include "runready/session.h"
#include "sandbox/sandbox.h"

struct measure {
    double wall_ms;
    int depth;         // reads in the longest chain
    size_t n_requests; // as the session tells them
};

static void on_activity(void *data, const struct rr_activity *activity)
{
    (void)activity;
    ++*(size_t *)data;
}

/* Longest chain of reads that ends in `read`; a read that asked nothing adds nothing. */
static int depth_of(const struct rr_observed *observed, int read)
{
    int longest = 0;
    for (int need = 0; need < RR_READ_COUNT; need++) {
        if ((rr_read_rows[read].needs >> need & 1) == 0)
            continue;
        int depth = depth_of(observed, need);
        longest = depth > longest ? depth : longest;
    }
    return longest + (observed->reads[read].n > 0);
}

static struct measure run_once(const char *url, const struct rr_context *context)
{
    struct measure measure = {0};
    struct rr_session_options options = {
        .loopback = url, .activity = on_activity, .data = &measure.n_requests};
    struct rr_err err = {0};
    struct rr_session *session = rr_session_new(&options, &err);
    int64_t started_ms = rr_clock_mono_ms(NULL);
    struct rr_observed *observed =
        session != NULL ? rr_gather(session, context, NULL, NULL, &err) : NULL;
    if (observed == NULL) {
        fprintf(stderr, "bench_check: %s\n", err.summary);
        exit(1);
    }
    measure.wall_ms = (double)(rr_clock_mono_ms(NULL) - started_ms);
    for (int read = 0; read < RR_READ_COUNT; read++) {
        int depth = depth_of(observed, read);
        measure.depth = depth > measure.depth ? depth : measure.depth;
    }
    rr_observed_free(observed);
    rr_session_free(session);
    return measure;
}

static struct rr_context context_for(const struct rr_sandbox *sandbox)
{
    struct rr_sandbox_defaults proposal = rr_sandbox_defaults(sandbox);
    struct rr_context context = rr_context_default();
    context.project = proposal.project;
    context.region = proposal.region;
    context.service = proposal.service;
    return context;
}

int main(int argc, char **argv)
{
    long delay_ms = 0;
    long rounds = 0;
    if (argc != 4 || !rr_str_to_int(argv[2], 0, 10000, &delay_ms) ||
        !rr_str_to_int(argv[3], 1, 1000, &rounds)) {
        fprintf(stderr, "usage: bench_check SCENARIO DELAY_MS ROUNDS\n");
        return 2;
    }
    struct rr_sandbox_options options = {.scenario = argv[1], .latency_ms = (int)delay_ms};
    struct rr_err err = {0};
    struct rr_sandbox *sandbox = rr_sandbox_start(&options, &err);
    if (sandbox == NULL) {
        fprintf(stderr, "bench_check: %s\n", err.summary);
        return 1;
    }
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", rr_sandbox_port(sandbox));
    struct rr_context context = context_for(sandbox);
    struct measure best = {0};
    for (long i = 0; i < rounds; i++) {
        struct measure measure = run_once(url, &context);
        if (i == 0 || measure.wall_ms < best.wall_ms)
            best = measure;
    }
    double chain_ms = (double)best.depth * (double)delay_ms;
    printf("%-16s delay %ld ms: wall %.0f ms, longest chain %d reads = %.0f ms", argv[1], delay_ms,
           best.wall_ms, best.depth, chain_ms);
    if (chain_ms > 0)
        printf(", ratio %.2f", best.wall_ms / chain_ms);
    printf(", %zu requests (best of %ld)\n", best.n_requests, rounds);
    rr_sandbox_stop(sandbox);
    return 0;
}
