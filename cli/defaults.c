/* Values that were not given; see the header. */
#include "config.h"

#include "cli/defaults.h"

#include "core/auth/gcloud_config.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static void fill(const char **value, const char *proposal, struct rr_arena *arena)
{
    if (rr_str_is_empty(*value) && !rr_str_is_empty(proposal))
        *value = rr_arena_str(arena, proposal);
}

static void fill_from_sandbox(struct rr_context *context,
                              const struct rr_sandbox *sandbox,
                              struct rr_arena *arena)
{
    struct rr_sandbox_defaults proposal = rr_sandbox_defaults(sandbox);
    // A project of the person's own is not in the sandbox, so nothing of gcloud's is asked there.
    fill(&context->project, proposal.project, arena);
    fill(&context->region, proposal.region, arena);
    fill(&context->service, proposal.service, arena);
    context->is_deep |= proposal.deep;
}

static void fill_from_gcloud(struct rr_context *context, struct rr_arena *arena)
{
    struct rr_env env = {0};
    struct rr_gcloud_config *gcloud = rr_gcloud_config_new(&env);
    fill(&context->project, rr_gcloud_property(gcloud, "core", "project"), arena);
    fill(&context->project, rr_env_get(&env, "GOOGLE_CLOUD_PROJECT"), arena);
    fill(&context->region, rr_gcloud_property(gcloud, "run", "region"), arena);
    rr_gcloud_config_free(gcloud);
}

bool defaults_fill(struct rr_context *context,
                   const struct rr_sandbox *sandbox,
                   struct rr_arena *arena,
                   struct rr_err *err)
{
    if (sandbox != NULL)
        fill_from_sandbox(context, sandbox, arena);
    else
        fill_from_gcloud(context, arena);
    fill(&context->region, "asia-northeast1", arena);
    if (*context->project == '\0') {
        rr_err_set(err, RR_BAD_INPUT,
                   _("Which project? None was given, and gcloud's configuration "
                     "names none."));
        return rr_err_detail(err, _("Give it: --project my-project. Or try the built-in sandbox: "
                                    "runready check --sandbox"));
    }
    return rr_context_check(context, err);
}
