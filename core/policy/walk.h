/* One walk over what a member stands on, permission by permission. Private to policy. */
#ifndef RR_POLICY_WALK_H
#define RR_POLICY_WALK_H

#include "core/policy/standing.h"

/* What is known about one permission. */
struct rr_tally {
    bool is_given;
    bool is_given_plainly; // by a binding without condition
    bool may_be_given;
    bool is_taken; // by a deny rule
    bool may_be_taken;
    int64_t until_s; // given: how long; INT64_MAX = for good
};

/* A reason, and what it takes to put it in its place. */
struct rr_clue {
    struct rr_reason reason;
    size_t i_permission;
    int rank;
};

struct rr_walk {
    const struct rr_standing *standing;
    const char *permission; // the one being looked at
    size_t i_permission;
    struct rr_tally *tally; // of it
    bool wants_clues;
    struct rr_arena *arena; // for what conditions come to
    struct rr_clue *clues;
    size_t n_clues, cap_clues;
};

/* Collects what gives and what takes away the permission, into `tally` and the clues. */
void rr_walk_look(struct rr_walk *walk, const char *permission, struct rr_tally *tally);

/* What it comes to for this one permission. */
enum rr_truth rr_tally_truth(const struct rr_tally *tally);

#endif
