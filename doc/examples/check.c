/*
 * The shared core without the wizard: reads a project, judges it, prints what is missing.
 *
 *     cc check.c $(pkg-config --cflags --libs runready) -o check
 *     ./check PROJECT REGION [BASE_URL]     BASE_URL: a sandbox, such as http://127.0.0.1:8080/
 *
 * Exit status: 0 ready, 1 not ready, 2 could not be told.
 */
#include <runready/session.h>
#include <stdio.h>

static int fail(const struct rr_err *err)
{
    fprintf(stderr, "%s\n%s\n", err->summary, err->detail);
    return 2;
}

static int
report(const struct rr_context *context, const struct rr_observed *observed, struct rr_arena *arena)
{
    struct rr_findings findings = rr_judge(context, observed, arena);
    struct rr_plan plan = rr_plan_make(context, observed, &findings, arena);
    for (size_t i = 0; i < findings.n_items; i++) {
        const struct rr_finding *finding = &findings.items[i];
        printf("%-8s %-20s %s\n", rr_finding_state_word(finding->state), finding->id,
               finding->title);
    }
    printf("%zu changes would make it ready\n", plan.n_steps);
    return findings.is_ready ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: check PROJECT REGION [BASE_URL]\n");
        return 2;
    }
    struct rr_context context = rr_context_default();
    context.project = argv[1];
    context.region = argv[2];
    struct rr_session_options options = {.loopback = argc > 3 ? argv[3] : NULL};
    struct rr_err err = {0};
    struct rr_session *session = rr_session_new(&options, &err);
    if (session == NULL)
        return fail(&err);
    struct rr_observed *observed = rr_gather(session, &context, NULL, NULL, &err);
    if (observed == NULL) {
        rr_session_free(session);
        return fail(&err);
    }
    struct rr_arena arena = {0};
    int status = report(&context, observed, &arena);
    rr_arena_free(&arena);
    rr_observed_free(observed);
    rr_session_free(session);
    return status;
}
