/* The deploy's own command, for the choices that were made. Pure. */
#include "config.h"

#include "core/plan/deploy.h"

#include <string.h>

#include "core/judge/judge.h"

enum { WORDS_MAX = 32 };

struct command {
    const char *words[WORDS_MAX];
    size_t n;
};

static void add(struct command *command, const char *word)
{
    command->words[command->n++] = word;
}

static void add_option(struct command *command, const char *option, const char *value)
{
    if (*value == '\0')
        return;
    add(command, option);
    add(command, value);
}

static const char *port_text(const struct rr_context *context, struct rr_arena *arena)
{
    return context->port != 0 ? rr_arena_printf(arena, "%d", context->port) : "";
}

/*
 * A new service is asked about in a prompt unless the answer is given. A service that is there keeps its
 * bindings: the flag would take away somebody's allUsers.
 */
static void add_access(struct command *command,
                       const struct rr_context *context,
                       const struct rr_observed *observed)
{
    if (context->access == RR_ACCESS_PUBLIC)
        add(command, "--allow-unauthenticated");
    else if (rr_service_exists(observed) != RR_YES)
        add(command, "--no-allow-unauthenticated");
}

static void
add_build(struct command *command, const struct rr_observed *observed, struct rr_arena *arena)
{
    const struct rr_context *context = &observed->context;
    const char *email = rr_observed_build_account(observed);
    // Without the flag the account that an earlier deploy fixed, or the project's default, builds.
    if (*context->build_account != '\0' && *email != '\0')
        add_option(
            command, "--build-service-account",
            rr_arena_printf(arena, "projects/%s/serviceAccounts/%s", context->project, email));
    if (*context->repository != '\0')
        add_option(command, "--image",
                   rr_arena_printf(arena, "%s-docker.pkg.dev/%s/%s/%s", context->region,
                                   context->project, context->repository, context->service));
}

const char *const *rr_deploy_command(const struct rr_context *context,
                                     const struct rr_observed *observed,
                                     size_t *n,
                                     struct rr_arena *arena)
{
    struct command command = {.n = 0};
    bool is_job = rr_context_is_job(context);
    add(&command, "gcloud");
    if (is_job)
        add(&command, "beta");
    add(&command, "run");
    if (is_job)
        add(&command, "jobs");
    add(&command, "deploy");
    add(&command, context->service);
    add_option(&command, "--source", *context->source != '\0' ? context->source : ".");
    add_option(&command, "--region", context->region);
    add_option(&command, "--project", context->project);
    add_option(&command, "--service-account", context->runtime_account);
    add_build(&command, observed, arena);
    if (!is_job) {
        add_option(&command, "--port", port_text(context, arena));
        add_access(&command, context, observed);
    }
    const char **out = rr_arena_array(arena, command.n, sizeof *out);
    for (size_t i = 0; i < command.n; i++)
        out[i] = rr_arena_str(arena, command.words[i]);
    *n = command.n;
    return out;
}
