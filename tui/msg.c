/* Ownership of messages; see the header. */
#include "config.h"

#include "tui/msg.h"

void msg_drop(struct msg *msg)
{
    if (msg->kind == MSG_OBSERVED)
        rr_observed_free(msg->observed.all);
    rr_arena_free(&msg->arena);
}
