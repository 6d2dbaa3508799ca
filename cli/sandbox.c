/* runready sandbox: serves the stand-in until it is interrupted. */
#include "config.h"

#include <signal.h>
#include <stdio.h>

#include "cli/front.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"

static int list_scenarios(void)
{
    for (int i = 0; rr_sandbox_scenario_name(i) != NULL; i++) {
        RR_BUF_AUTO line = {0};
        rr_buf_add_padded(&line, rr_sandbox_scenario_name(i), 24);
        printf("%s %s\n", rr_buf_text(&line), _(rr_sandbox_scenario_title(i)));
    }
    return EXIT_READY;
}

static void tell_how_to_use(const struct rr_sandbox *sandbox)
{
    struct rr_sandbox_defaults proposal = rr_sandbox_defaults(sandbox);
    fprintf(stderr, _("Project %s. To use it with runready or gcloud in another terminal:\n"),
            proposal.project);
    static const char *const apis[] = {
        "CLOUDRESOURCEMANAGER", "CLOUDBUILD", "IAM",          "ARTIFACTREGISTRY", "RUN",
        "CLOUDSCHEDULER",       "ORGPOLICY",  "SERVICEUSAGE", "CLOUDBILLING",     "STORAGE",
        "IAMCREDENTIALS"};
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        fprintf(stderr, "  export CLOUDSDK_API_ENDPOINT_OVERRIDES_%s=http://127.0.0.1:%d/\n",
                apis[i], rr_sandbox_port(sandbox));
    fputs("  export CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true\n", stderr);
    fprintf(stderr, "%s\n", _("Ctrl-C ends it."));
}

/* Both signals are blocked before the server's threads start, so that only this wait takes them. */
static void wait_for_end(const sigset_t *ends)
{
    int number = 0;
    sigwait(ends, &number);
}

int command_sandbox(struct front *front)
{
    const struct options *options = &front->options;
    if (options->list)
        return list_scenarios();
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    struct rr_sandbox_options sandbox = {.scenario = options->scenario,
                                         .port = options->port,
                                         .latency_ms = options->latency_ms,
                                         .faults = options->faults};
    struct rr_err err = {0};
    front->sandbox = rr_sandbox_start(&sandbox, &err);
    if (front->sandbox == NULL)
        return front_fail(&err);
    printf("http://127.0.0.1:%d/\n", rr_sandbox_port(front->sandbox));
    if (fflush(stdout) != 0)
        return EXIT_USAGE;
    tell_how_to_use(front->sandbox);
    wait_for_end(&ends);
    return EXIT_READY;
}
