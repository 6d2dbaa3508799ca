/*
 * Which APIs are on, and turning them on. Builders and readers are pure.
 * Source: serviceusage v1 services.list, services.batchEnable.
 */
#ifndef RR_GCP_SERVICES_H
#define RR_GCP_SERVICES_H

#include "core/gcp/call.h"
#include "runready/arena.h"

/* One page of the enabled services; `page_token` "" for the first. */
struct rr_call
rr_services_list(struct rr_arena *arena, const char *project, const char *page_token);

/*
 * Calls `fn` with "run.googleapis.com", … for each service of the page whose state is ENABLED.
 * Returns the next page's token, "" when this was the last; lives in `arena`.
 */
const char *rr_services_read(struct json_object *json,
                             void (*fn)(void *data, const char *service),
                             void *data,
                             struct rr_arena *arena);

/* More fails the whole request, and nothing changes. */
enum { RR_SERVICES_ENABLE_MAX = 20 };

/*
 * `project`: id, as gcloud sends it. The answer is an operation. Enabling twice does no harm.
 * Owner: texts live in `arena`; the body is the caller's, by rr_call_drop.
 */
struct rr_call rr_services_enable(struct rr_arena *arena,
                                  const char *project,
                                  const char *const *services,
                                  size_t n);

#endif
