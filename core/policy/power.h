/* What kind of power a permission is, and what a set of them weighs. Pure tables. */
#ifndef RR_POLICY_POWER_H
#define RR_POLICY_POWER_H

#include "runready/arena.h"
#include "runready/power.h"

/* By the permission's type and verb; RR_POWER_OTHER for what no row names. */
enum rr_power rr_power_of(const char *permission);

/* How much one permission of this kind weighs when roles are compared. */
int rr_power_weight(enum rr_power power);

/*
 * What these permissions, all of this power, mean on a resource, in one line for people: how far they
 * reach, and in which services. Lives in `arena`.
 */
struct rr_power_set {
    enum rr_power power;
    const char *const *permissions;
    size_t n;
};
const char *
rr_power_text(const struct rr_power_set *set, const char *resource, struct rr_arena *arena);

#endif
