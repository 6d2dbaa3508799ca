/*
 * Who needs which permissions for a deploy from source, station by station, and what it says when one is
 * missing. A table; each row names its source.
 */
#ifndef RR_JUDGE_FLOW_NEEDS_H
#define RR_JUDGE_FLOW_NEEDS_H

#include "core/judge/needs.h"
#include "core/policy/grant.h"

enum rr_actor {
    RR_ACTOR_BUILD,    // the account that builds
    RR_ACTOR_RUNTIME,  // the account that the service runs as
    RR_ACTOR_INVOKER,  // the account that a Scheduler calls as
    RR_ACTOR_AGENT,    // Google's own agents of the project
    RR_ACTOR_DEPLOYER, // who runs gcloud run deploy
    RR_ACTOR_GRANTER,  // who makes the grants
    RR_ACTOR_COUNT
};

struct rr_flow_need {
    const char *id; // stable: "deploy-upload"
    enum rr_actor who;
    enum rr_station station;
    const char *title; // N_: what it is for
    const char *const *permissions;
    size_t n_permissions;
    const char *symptom; // what its absence says; never translated, "" where it says nothing
};

const struct rr_flow_need *rr_flow_needs(size_t *n);

/* "build", "runtime", "invoker", "agent", "deployer", "granter". Never translated. */
const char *rr_actor_word(enum rr_actor actor);

/* Predefined roles that give all of these on a project, least power first. Results live in `arena`. */
struct rr_candidates rr_roles_giving(const struct rr_roles *roles,
                                     const char *const *permissions,
                                     size_t n_permissions,
                                     struct rr_arena *arena);

#endif
