/*
 * The smallest grant: which predefined role on which resource would close a gap, and how much power it
 * gives beyond that. Pure.
 */
#ifndef RR_POLICY_GRANT_H
#define RR_POLICY_GRANT_H

#include "core/policy/access.h"
#include "runready/arena.h"

/* A role that, granted on one of the levels, would give every permission that is lacking there. */
struct rr_candidate {
    const char *role;
    const struct rr_level *level; // one of the question's
    size_t n_gained;              // permissions that would be new
    long weight; // of these, by their power; a whole project weighs more than one resource in it
};

struct rr_candidates {
    const struct rr_candidate *items; // least power first
    size_t n;
};

enum { RR_CANDIDATES_MAX = 5 };

/*
 * What would close the gap between what the member stands on and these permissions: at most
 * RR_CANDIDATES_MAX roles, of those that the built-in data knows. None where nothing is lacking, and
 * none against a deny rule. Only levels that exist are candidates: the resource and the project, never
 * a folder or an organisation. Results live in `arena`.
 */
struct rr_candidates rr_grant_candidates(const struct rr_standing *standing,
                                         const char *const *permissions,
                                         size_t n_permissions,
                                         struct rr_arena *arena);

/* A role that a binding gives the member by name, dead ones and those under a condition left out. */
struct rr_held_role {
    const char *role;
    const struct rr_level *level;
};

/* All of them on the levels of the question, each once; *n of them. Lives in `arena`. */
const struct rr_held_role *
rr_grant_held(const struct rr_standing *standing, size_t *n, struct rr_arena *arena);

/*
 * Can a role on this resource give this permission at all? A role on a repository gives nothing about
 * buckets, even where it lists it.
 */
bool rr_grant_applies(const char *resource, const char *permission);

#endif
