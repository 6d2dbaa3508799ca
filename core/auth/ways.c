/* Ways to sign in; see the header. */
#include "config.h"

#include "core/auth/ways.h"

#include <stdio.h>
#include <unistd.h>

#include "core/auth/auth_private.h"
#include "core/auth/process.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"

enum {
    NEEDS_GCLOUD = 1,
    NEEDS_DISPLAY = 2, // a browser can be opened here
    NEEDS_NO_DISPLAY = 4,
    NEEDS_KEYRING = 8,
    NEEDS_ADC = 16, // gcloud's sign-in, to take over
};

static const struct {
    const char *id;
    unsigned needs;
    const char *title;
    const char *command;
} ways[] = {
    {"import", NEEDS_KEYRING | NEEDS_ADC, N_("with what gcloud signed in, kept in the keyring"),
     "runready login --from-adc"},
    {"browser", NEEDS_KEYRING | NEEDS_DISPLAY,
     N_("with a browser and an OAuth client of yours, kept in the keyring"),
     "runready login --client-file FILE"},
    {"browser", NEEDS_KEYRING | NEEDS_NO_DISPLAY,
     N_("with a browser on another machine and an OAuth client of yours, kept in the keyring"),
     "runready login --client-file FILE --no-browser"},
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

static bool has_adc(const struct rr_auth *auth)
{
    const char *dir = auth->gcloud != NULL ? rr_gcloud_config_dir(auth->gcloud) : "";
    RR_BUF_AUTO path = {0};
    rr_buf_printf(&path, "%s/application_default_credentials.json", dir);
    return *dir != '\0' && access(path.data, R_OK) == 0;
}

const struct rr_sign_in_way *rr_auth_ways(const struct rr_auth *auth,
                                          enum rr_keyring_state keyring,
                                          size_t *n,
                                          struct rr_arena *arena)
{
    struct rr_sign_in_way *out = rr_arena_array(arena, N_WAYS, sizeof *out);
    bool can_show = has_display(&auth->env);
    unsigned lacks = can_show ? NEEDS_NO_DISPLAY : NEEDS_DISPLAY;
    // A locked keyring opens for somebody who can be asked for its password.
    bool has_keyring = keyring == RR_KEYRING_READY || (keyring == RR_KEYRING_LOCKED && can_show);
    lacks |= has_keyring ? 0 : NEEDS_KEYRING;
    lacks |= has_adc(auth) ? 0 : NEEDS_ADC;
    lacks |= has_gcloud(&auth->env) ? 0 : NEEDS_GCLOUD;
    *n = 0;
    for (size_t i = 0; i < N_WAYS; i++)
        if ((ways[i].needs & lacks) == 0)
            out[(*n)++] = (struct rr_sign_in_way){
                .id = ways[i].id, .title = _(ways[i].title), .command = ways[i].command};
    return out;
}
