/* Making repositories. */
#ifndef RR_SANDBOX_REPOSITORY_H
#define RR_SANDBOX_REPOSITORY_H

#include "sandbox/world.h"

struct sb_node *sb_repository_add(struct sb_world *world,
                                  struct sb_node *project,
                                  const char *location,
                                  const char *id,
                                  int64_t now);

#endif
