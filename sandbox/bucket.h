/* Making buckets. */
#ifndef RR_SANDBOX_BUCKET_H
#define RR_SANDBOX_BUCKET_H

#include "sandbox/world.h"

/* A bucket with the convenience bindings of new buckets. */
struct sb_node *sb_bucket_add(struct sb_world *world,
                              struct sb_node *project,
                              const char *id,
                              const char *location,
                              int64_t now);

#endif
