/*
 * Turning APIs on, and whether they are. Builders and readers are pure.
 * Source: serviceusage v1 services.batchEnable, services.batchGet.
 */
#ifndef RR_GCP_SERVICES_WRITE_H
#define RR_GCP_SERVICES_WRITE_H

#include "core/gcp/call.h"
#include "runready/arena.h"

struct json_object;

/* More fails the whole request, and nothing changes. */
enum { RR_SERVICES_ENABLE_MAX = 20 };

/*
 * `project`: id or number. The answer is an operation. Enabling twice does no harm.
 * Owner: texts live in `arena`; `body` is the caller's to put.
 */
struct rr_call rr_services_enable(struct rr_arena *arena,
                                  const char *project,
                                  const char *const *services,
                                  size_t n);

/* The state of at most RR_SERVICES_ENABLE_MAX services; `project`: the number, documented as the safe one. */
struct rr_call rr_services_state_get(struct rr_arena *arena,
                                     const char *project,
                                     const char *const *services,
                                     size_t n);

/* Those of `services` that the answer does not call ENABLED, into `off` (room for n). Returns how many. */
size_t rr_services_state_read(struct json_object *json,
                              const char *const *services,
                              size_t n,
                              const char **off);

#endif
