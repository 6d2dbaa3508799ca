/* The allow policies that count for a need, nearest first. */
#ifndef RR_JUDGE_LEVELS_H
#define RR_JUDGE_LEVELS_H

#include "core/judge/needs.h"
#include "core/observe/observed.h"
#include "core/policy/access.h"

struct rr_levels {
    struct rr_level *items;
    size_t n;
};

/* The place's own policy, the project's, and those above it; what could not be read stands as such. */
struct rr_levels
rr_levels_for(const struct rr_observed *observed, enum rr_need_place place, struct rr_arena *arena);

#endif
