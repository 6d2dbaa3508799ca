/* A schedule in words. Pure. */
#ifndef RR_POLICY_CRON_WORDS_H
#define RR_POLICY_CRON_WORDS_H

#include "core/policy/cron.h"
#include "runready/arena.h"

/* "every day at 6:00", in the language of the moment. Lives in `arena`. */
const char *rr_cron_words(const struct rr_cron *cron, struct rr_arena *arena);

#endif
