/* Running gcloud; see the header. */
#include "config.h"

#include "cli/run_command.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "runready/arena.h"

extern char **environ;

/* ---- the environment ---- */

enum { SETTINGS_MAX = 32 };

struct settings {
    const char *lines[SETTINGS_MAX];
    size_t n;
    struct rr_arena *arena;
};

static void set(struct settings *settings, const char *name, const char *value)
{
    settings->lines[settings->n++] = rr_arena_printf(settings->arena, "%s=%s", name, value);
}

/* A folder that gcloud may fill: its own log and cache, never the person's configuration. */
static const char *own_folder(struct rr_arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (state != NULL && *state == '/')
        return rr_arena_printf(arena, "%s/runready/sandbox-gcloud", state);
    return rr_arena_printf(arena, "%s/.local/state/runready/sandbox-gcloud",
                           home != NULL ? home : "/tmp");
}

/*
 * gcloud puts a region in front of Cloud Run's host, which no loopback address stands; so Cloud Run
 * keeps its real name, over plain http with the sandbox as the proxy. Source: gcp-apis 18.
 */
static void use_sandbox(struct settings *settings, const char *base)
{
    static const char *const apis[] = {
        "ARTIFACTREGISTRY", "CLOUDBILLING", "CLOUDBUILD", "CLOUDRESOURCEMANAGER",
        "CLOUDSCHEDULER",   "IAM",          "ORGPOLICY",  "SERVICEUSAGE",
    };
    struct rr_arena *arena = settings->arena;
    for (size_t i = 0; i < sizeof apis / sizeof *apis; i++)
        set(settings, rr_arena_printf(arena, "CLOUDSDK_API_ENDPOINT_OVERRIDES_%s", apis[i]), base);
    set(settings, "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE",
        rr_arena_printf(arena, "%sstorage/v1/", base));
    set(settings, "CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN", "http://run.googleapis.com/");
    set(settings, "http_proxy", base);
    set(settings, "no_proxy", "127.0.0.1");
    set(settings, "CLOUDSDK_CONFIG", own_folder(arena));
    set(settings, "CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
    set(settings, "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING", "true");
    set(settings, "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK", "true");
    set(settings, "CLOUDSDK_CORE_CHECK_GCE_METADATA", "false");
}

static bool is_set_by(const struct settings *settings, const char *line)
{
    size_t n = strcspn(line, "=") + 1;
    for (size_t i = 0; i < settings->n; i++)
        if (strncmp(settings->lines[i], line, n) == 0)
            return true;
    return false;
}

static char **environment(const struct settings *settings)
{
    size_t n = 0;
    while (environ[n] != NULL)
        n++;
    char **out = rr_arena_array(settings->arena, n + settings->n + 1, sizeof *out);
    size_t k = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_set_by(settings, environ[i]))
            out[k++] = environ[i];
    for (size_t i = 0; i < settings->n; i++)
        out[k++] = (char *)(uintptr_t)settings->lines[i];
    return out;
}

/* ---- the process ---- */

static int start(const char *const *argv, char **envp, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t usual;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    posix_spawnattr_init(&attributes);
    sigemptyset(&usual);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGTERM);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int failed =
        posix_spawnp(pid, argv[0], &actions, &attributes, (char *const *)(uintptr_t)argv, envp);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static bool wait_for(pid_t pid, int *status)
{
    int raw = 0;
    while (waitpid(pid, &raw, 0) < 0)
        if (errno != EINTR)
            return false;
    *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    return true;
}

/* Ctrl-C reaches the command by the terminal; it alone answers to it. */
static int run(const char *const *argv, char **envp, int *status)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before;
    pid_t pid = 0;
    sigaction(SIGINT, &ignore, &before);
    int failed = start(argv, envp, &pid);
    if (failed == 0 && !wait_for(pid, status))
        failed = errno;
    sigaction(SIGINT, &before, NULL);
    return failed;
}

bool run_command(void *data, const char *const *argv, int *status, struct rr_err *err)
{
    struct rr_arena arena = {0};
    struct settings settings = {.arena = &arena};
    if (data != NULL)
        use_sandbox(&settings, data);
    int failed = run(argv, environment(&settings), status);
    rr_arena_free(&arena);
    if (failed == 0)
        return true;
    rr_err_set(err, RR_FILE, _("%s cannot be started: %s"), argv[0], strerror(failed));
    return rr_err_detail(
        err, "%s",
        _("Install the Google Cloud CLI (https://cloud.google.com/sdk/docs/install), "
          "or deploy from a machine that has it."));
}
