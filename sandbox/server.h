/* The sandbox as its own files see it. */
#ifndef RR_SANDBOX_SERVER_H
#define RR_SANDBOX_SERVER_H

#include <microhttpd.h>
#include <threads.h>

#include "sandbox/fault.h"
#include "sandbox/role_table.h"
#include "sandbox/sandbox.h"
#include "sandbox/world.h"

struct rr_sandbox {
    struct MHD_Daemon *daemon;
    int port;
    int latency_ms;
    char *scenario_name;
    struct sb_roles *roles;
    struct sb_fault *faults;
    size_t n_faults, cap_faults;

    mtx_t lock; // guards what follows, and the faults
    cnd_t wake; // ends every wait when `stopping`
    bool stopping;
    struct sb_world world;
    struct json_object *log;
    struct rr_sandbox_defaults defaults; // texts of the first world, kept over a reset
    struct json_object *first_scenario;
};

/* Callbacks for MHD; the closure is the sandbox. */
void *sb_server_uri(void *closure, const char *uri, struct MHD_Connection *connection);
enum MHD_Result sb_server_answer(void *closure,
                                 struct MHD_Connection *connection,
                                 const char *url,
                                 const char *method,
                                 const char *version,
                                 const char *data,
                                 size_t *data_size,
                                 void **state);
void sb_server_done(void *closure,
                    struct MHD_Connection *connection,
                    void **state,
                    enum MHD_RequestTerminationCode code);

#endif
