/* Ways to sign in; see the header. */
#include "config.h"

#include "core/auth/ways.h"

#include <stdio.h>
#include <unistd.h>

#include "core/auth/auth_private.h"
#include "core/auth/process.h"
#include "core/util/i18n.h"

enum {
    NEEDS_GCLOUD = 1,
    NEEDS_DISPLAY = 2, // a browser can be opened here
    NEEDS_NO_DISPLAY = 4,
};

static const struct {
    const char *id;
    unsigned needs;
    const char *title;
    const char *command;
} ways[] = {
    {"adc", NEEDS_GCLOUD | NEEDS_DISPLAY, N_("with gcloud and a browser, for all programs"),
     "gcloud auth application-default login"},
    {"adc", NEEDS_GCLOUD | NEEDS_NO_DISPLAY,
     N_("with gcloud and a browser on another machine, for all programs"),
     "gcloud auth application-default login --no-browser"},
    {"gcloud", NEEDS_GCLOUD | NEEDS_DISPLAY, N_("with gcloud and a browser, for gcloud"),
     "gcloud auth login"},
    {"gcloud", NEEDS_GCLOUD | NEEDS_NO_DISPLAY,
     N_("with gcloud and a browser on another machine, for gcloud"),
     "gcloud auth login --no-browser"},
    {"key-file", 0, N_("with a credential file of a service account or a pool"),
     "export GOOGLE_APPLICATION_CREDENTIALS=FILE"},
    {"token", 0, N_("with an access token from elsewhere, good for an hour"),
     "export CLOUDSDK_AUTH_ACCESS_TOKEN_FILE=FILE"},
};
enum { N_WAYS = sizeof ways / sizeof *ways };

static bool has_display(const struct rr_env *env)
{
    return rr_env_get(env, "DISPLAY") != NULL || rr_env_get(env, "WAYLAND_DISPLAY") != NULL;
}

static bool has_gcloud(const struct rr_env *env)
{
    char program[4096];
    const char *path = rr_env_get(env, "PATH");
    return path != NULL && rr_process_find("gcloud", path, program, sizeof program);
}

const struct rr_sign_in_way *
rr_auth_ways(const struct rr_auth *auth, size_t *n, struct rr_arena *arena)
{
    struct rr_sign_in_way *out = rr_arena_array(arena, N_WAYS, sizeof *out);
    unsigned lacks = has_display(&auth->env) ? NEEDS_NO_DISPLAY : NEEDS_DISPLAY;
    lacks |= has_gcloud(&auth->env) ? 0 : NEEDS_GCLOUD;
    *n = 0;
    for (size_t i = 0; i < N_WAYS; i++)
        if ((ways[i].needs & lacks) == 0)
            out[(*n)++] = (struct rr_sign_in_way){
                .id = ways[i].id, .title = _(ways[i].title), .command = ways[i].command};
    return out;
}
