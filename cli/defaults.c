/* Values that were not given; see the header. */
#include "config.h"

#include "cli/defaults.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/auth/gcloud_config.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "tui/preferences.h"

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

static void fill_from_preferences(struct rr_context *context, struct rr_arena *arena)
{
    struct preferences preferences = {0};
    const char *path = preferences_path(arena);
    if (path != NULL && preferences_load(&preferences, path, NULL, NULL))
        fill(&context->region, preferences.values[PREFERENCE_REGION], arena);
}

static bool
propose_place(struct rr_context *context, const struct rr_sandbox *sandbox, struct rr_arena *arena)
{
    if (sandbox != NULL)
        fill_from_sandbox(context, sandbox, arena);
    else
        fill_from_gcloud(context, arena);
    fill_from_preferences(context, arena);
    fill(&context->region, "asia-northeast1", arena);
    return *context->project != '\0';
}

/* The folder's name as a service id: lower case, everything else a dash. "" where nothing is left of it. */
static const char *service_from_folder(struct rr_arena *arena)
{
    enum { LONGEST = 49 }; // gcp-apis 8.1
    char *folder = getcwd(NULL, 0);
    RR_BUF_AUTO name = {0};
    const char *last = folder != NULL ? rr_str_after_last(folder, '/') : "";
    for (; *last != '\0' && name.len < LONGEST; last++) {
        char c = (char)tolower((unsigned char)*last);
        bool is_first = name.len == 0;
        if ((c >= 'a' && c <= 'z') || (!is_first && c >= '0' && c <= '9'))
            rr_buf_addc(&name, c);
        else if (!is_first && name.data[name.len - 1] != '-')
            rr_buf_addc(&name, '-');
    }
    free(folder);
    size_t n = name.len;
    while (n > 0 && name.data[n - 1] == '-')
        n--;
    return rr_arena_strn(arena, rr_buf_text(&name), n);
}

void defaults_propose(struct rr_context *context,
                      const struct rr_sandbox *sandbox,
                      struct rr_arena *arena)
{
    propose_place(context, sandbox, arena);
    fill(&context->service, service_from_folder(arena), arena);
    fill(&context->source, ".", arena);
}

bool defaults_fill(struct rr_context *context,
                   const struct rr_sandbox *sandbox,
                   struct rr_arena *arena,
                   struct rr_err *err)
{
    if (!propose_place(context, sandbox, arena)) {
        rr_err_set(err, RR_BAD_INPUT,
                   _("Which project? None was given, and gcloud's configuration "
                     "names none."));
        return rr_err_detail(err, _("Give it: --project my-project. Or try the built-in sandbox: "
                                    "runready check --sandbox"));
    }
    return rr_context_check(context, err);
}
