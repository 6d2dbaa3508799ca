/* Starting and stopping the stand-in. */
#include "config.h"

#include "sandbox/sandbox.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/vec.h"
#include "sandbox/scenario.h"
#include "sandbox/server.h"
#include "sandbox/tree.h"

static bool read_faults(struct rr_sandbox *sandbox, const char *const *specs, struct rr_err *err)
{
    for (; specs != NULL && *specs != NULL; specs++) {
        struct sb_fault fault;
        if (!sb_fault_parse(*specs, &fault, err))
            return false;
        *rr_vec_push(sandbox, faults) = fault;
    }
    return true;
}

bool rr_sandbox_set_faults(struct rr_sandbox *sandbox,
                           const char *const *faults,
                           struct rr_err *err)
{
    struct rr_sandbox read = {0};
    if (!read_faults(&read, faults, err)) {
        free(read.faults);
        return false;
    }
    mtx_lock(&sandbox->lock);
    free(sandbox->faults);
    sandbox->faults = read.faults;
    sandbox->n_faults = read.n_faults;
    sandbox->cap_faults = read.cap_faults;
    mtx_unlock(&sandbox->lock);
    return true;
}

static bool read_scenario(struct rr_sandbox *sandbox, struct rr_err *err)
{
    sb_tree *scenario = sb_scenario_load(sandbox->scenario_name, err);
    if (scenario == NULL)
        return false;
    sandbox->first_scenario = json_object_get(scenario);
    sb_tree *defaults = sb_get(scenario, "defaults");
    sandbox->defaults = (struct rr_sandbox_defaults){.project = sb_text(defaults, "project"),
                                                     .region = sb_text(defaults, "region"),
                                                     .service = sb_text(defaults, "service"),
                                                     .deep = sb_flag(defaults, "deep", false)};
    sandbox->world.roles = sandbox->roles;
    return sb_scenario_build(&sandbox->world, scenario, err);
}

/* MHD would decode the target; "%2F" inside a segment would then look like a slash. */
static size_t keep_encoded(void *closure, struct MHD_Connection *connection, char *text)
{
    (void)closure;
    (void)connection;
    return strlen(text);
}

/*
 * A thread a connection: an answer that is held back (latency, a slow fault) must hold back nobody else,
 * and sleeping in a thread is simpler than suspending connections and resuming them by a timer.
 */
static bool listen_on(struct rr_sandbox *sandbox, int port, struct rr_err *err)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sandbox->daemon = MHD_start_daemon(
        MHD_USE_AUTO_INTERNAL_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL,
        sb_server_answer, sandbox, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
        MHD_OPTION_URI_LOG_CALLBACK, sb_server_uri, sandbox, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_encoded, NULL, MHD_OPTION_NOTIFY_COMPLETED, sb_server_done, sandbox,
        MHD_OPTION_CONNECTION_TIMEOUT, 300u, MHD_OPTION_END);
    if (sandbox->daemon == NULL)
        return rr_err_set(err, RR_FILE, _("cannot listen on 127.0.0.1, port %d"), port);
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(sandbox->daemon, MHD_DAEMON_INFO_BIND_PORT);
    sandbox->port = info != NULL ? info->port : port;
    return true;
}

struct rr_sandbox *rr_sandbox_start(const struct rr_sandbox_options *options, struct rr_err *err)
{
    struct rr_sandbox *sandbox = rr_xcalloc(1, sizeof *sandbox);
    mtx_init(&sandbox->lock, mtx_plain);
    cnd_init(&sandbox->wake);
    sandbox->scenario_name =
        rr_xstrdup(options->scenario != NULL ? options->scenario : "first-day");
    sandbox->latency_ms = options->latency_ms;
    sandbox->roles = sb_roles_new();
    sandbox->log = json_object_new_array();
    if (read_faults(sandbox, options->faults, err) && read_scenario(sandbox, err) &&
        listen_on(sandbox, options->port, err))
        return sandbox;
    rr_sandbox_stop(sandbox);
    return NULL;
}

int rr_sandbox_port(const struct rr_sandbox *sandbox)
{
    return sandbox->port;
}

struct rr_sandbox_defaults rr_sandbox_defaults(const struct rr_sandbox *sandbox)
{
    return sandbox->defaults;
}

void rr_sandbox_stop(struct rr_sandbox *sandbox)
{
    if (sandbox == NULL)
        return;
    mtx_lock(&sandbox->lock);
    sandbox->stopping = true;
    cnd_broadcast(&sandbox->wake);
    mtx_unlock(&sandbox->lock);
    if (sandbox->daemon != NULL)
        MHD_stop_daemon(sandbox->daemon);
    sb_world_free(&sandbox->world);
    json_object_put(sandbox->first_scenario);
    json_object_put(sandbox->log);
    sb_roles_free(sandbox->roles);
    free(sandbox->faults);
    free(sandbox->scenario_name);
    cnd_destroy(&sandbox->wake);
    mtx_destroy(&sandbox->lock);
    free(sandbox);
}
