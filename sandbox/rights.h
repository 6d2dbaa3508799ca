/* Who may do what: allow policies from the resource upwards, groups, simple conditions, deny policies. */
#ifndef RR_SANDBOX_RIGHTS_H
#define RR_SANDBOX_RIGHTS_H

#include <stdbool.h>

#include "sandbox/world.h"

/* Does `member` ("user:x@y") hold `permission` on `node` at wall time `now`? */
bool sb_may(const struct sb_world *world,
            const char *member,
            const char *permission,
            const struct sb_node *node,
            int64_t now);

/* The same without asking deny policies. */
bool sb_allowed(const struct sb_world *world,
                const char *member,
                const char *permission,
                const struct sb_node *node,
                int64_t now);

/* Does a condition hold? Only comparisons of request.time with one timestamp are understood. */
bool sb_condition_holds(const char *expression, int64_t now);

#endif
