/* Making service accounts. */
#ifndef RR_SANDBOX_ACCOUNT_H
#define RR_SANDBOX_ACCOUNT_H

#include "sandbox/world.h"

struct sb_node *sb_account_add(struct sb_world *world,
                               struct sb_node *project,
                               const char *email,
                               const char *display_name);

#endif
