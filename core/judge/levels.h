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

/* "projects/p/locations/l/repositories/r", as conditions and deny rules name it. */
const char *
rr_place_name(const struct rr_observed *observed, enum rr_need_place place, struct rr_arena *arena);

/* What a member stands on at a place: allow policies, roles read live, deny policies where they were read. */
const struct rr_standing *rr_standing_at(const struct rr_observed *observed,
                                         enum rr_need_place place,
                                         const char *member,
                                         struct rr_arena *arena);

#endif
