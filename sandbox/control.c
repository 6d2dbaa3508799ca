/* The state, for tests. The log and the reset belong to the server. */
#include "config.h"

#include "sandbox/control.h"

#include <string.h>

#include "sandbox/world.h"

void sb_control_state(struct sb_call *call)
{
    sb_ok(call, sb_world_state(call->world, strcmp(sb_query(call, "iam"), "1") == 0));
}
