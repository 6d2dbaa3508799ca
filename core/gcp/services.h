/*
 * Which APIs are on. Source: serviceusage v1 services.list.
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

#endif
