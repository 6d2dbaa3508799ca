/* Which services are on in which project. */
#ifndef RR_SANDBOX_USAGE_H
#define RR_SANDBOX_USAGE_H

#include "sandbox/call.h"

/* Is the API of the call's row on, for the project that pays? On false the refusal is the answer. */
bool sb_usage_check(struct sb_call *call);

bool sb_usage_enabled(const struct sb_node *project, const char *service, int64_t now);

/* Turns a service on from wall time `at`; Google's agents of that service get their roles. */
void sb_usage_enable(struct sb_world *world,
                     struct sb_node *project,
                     const char *service,
                     int64_t at);

/* Handlers of Service Usage. */
void sb_usage_get(struct sb_call *call);
void sb_usage_list(struct sb_call *call);
void sb_usage_batch_get(struct sb_call *call);
void sb_usage_enable_one(struct sb_call *call);
void sb_usage_enable_many(struct sb_call *call);
void sb_usage_identity(struct sb_call *call);

#endif
