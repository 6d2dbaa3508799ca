/* Making and showing Cloud Run services. */
#ifndef RR_SANDBOX_SERVICE_H
#define RR_SANDBOX_SERVICE_H

#include "sandbox/call.h"

/* A service from a v2 body (taken); defaults and output fields are filled in. */
struct sb_node *sb_service_add(struct sb_world *world,
                               struct sb_node *project,
                               const char *location,
                               const char *id,
                               sb_tree *body,
                               int64_t now);

/* Fills defaults and output fields again after a change, with a new generation and revision. */
void sb_service_touch(struct sb_world *world, struct sb_node *node, int64_t now);

/* The v2 body at `now`: reconciling until it is ready. Owner: the caller. */
sb_tree *sb_service_shown(const struct sb_node *node, int64_t now);

/* Judges a v2 body before it is stored; the refusal is the answer on false. */
bool sb_service_judge(struct sb_call *call, sb_tree *body, bool invoker_check_was_off);

/* The account a service runs as. */
const char *sb_service_account(struct sb_call *call, sb_tree *body);

/* The region in "projects/P/locations/L/...". */
const char *sb_location_of(struct rr_arena *arena, const char *name);

#endif
