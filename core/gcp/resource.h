/* URL paths from resource names such as "projects/p/locations/l/repositories/r". */
#ifndef RR_GCP_RESOURCE_H
#define RR_GCP_RESOURCE_H

#include "runready/arena.h"

/*
 * `prefix` + resource, percent-encoded but for "/", "@" and ":", + `suffix`. Google's path templates
 * keep those three literal. Lives in `arena`.
 */
const char *rr_resource_path(struct rr_arena *arena,
                             const char *prefix,
                             const char *resource,
                             const char *suffix);

#endif
