/* What access finds once about a member, before it is asked about permissions. Private to policy. */
#ifndef RR_POLICY_STANDING_H
#define RR_POLICY_STANDING_H

#include "core/policy/access.h"
#include "core/policy/member.h"

/* A member of a binding that is, or may be, or was the one who is asked about; or a level nobody could read. */
struct rr_hold {
    const struct rr_level *level;
    const struct rr_binding *binding; // NULL: the level's policy could not be read
    const char *holder;               // as it stands in the binding
    enum rr_match match;
    bool was; // the dead form of the member
    struct rr_role_ref role;
};

struct rr_standing {
    struct rr_question question; // without permissions
    struct rr_member member;
    const struct rr_hold *holds;
    size_t n_holds;
};

#endif
