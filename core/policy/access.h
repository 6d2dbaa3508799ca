/*
 * May this member do that, there? Three values, with the reasons. Pure: no I/O, no clock.
 */
#ifndef RR_POLICY_ACCESS_H
#define RR_POLICY_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/policy/deny.h"
#include "core/policy/policy.h"
#include "core/policy/role.h"
#include "runready/arena.h"

enum rr_truth { RR_DENIED_TRUTH, RR_GRANTED_TRUTH, RR_UNKNOWN_TRUTH };

enum rr_level_kind {
    RR_LEVEL_RESOURCE, // repository, bucket, service account, service
    RR_LEVEL_PROJECT,
    RR_LEVEL_FOLDER,
    RR_LEVEL_ORGANIZATION
};

/*
 * One allow policy on the way from the resource up to the organisation.
 * `policy` NULL and `is_absent` = the resource does not exist, so nothing is granted on it;
 * `policy` NULL otherwise = it could not be read, so it may grant anything.
 */
struct rr_level {
    enum rr_level_kind kind;
    const char *resource; // "projects/p", "folders/11", "projects/p/locations/l/repositories/r"
    const char *title;    // for people: "the project", "repository r"
    const struct rr_policy *policy;
    bool is_absent;
    bool is_read_error; // not read because the network or the service failed
    bool is_bucket;     // convenience members (projectEditor:P) count here
};

enum rr_reason_kind {
    RR_REASON_GRANT,       // this binding gives the permission, without condition or while it holds
    RR_REASON_CONDITIONAL, // this binding gives it under a condition that cannot be decided
    RR_REASON_GROUP,       // this binding's group, domain or set may hold the member
    RR_REASON_ROLE,        // this binding's role could not be read
    RR_REASON_UNREADABLE,  // this level's policy could not be read
    RR_REASON_DEAD,        // a deleted: member or a disabled role: looks like a grant and is none
    RR_REASON_LAPSED,      // a condition that does not hold now: looks like a grant and is none
    RR_REASON_DENY,        // this deny rule takes the permission away
    RR_REASON_MAY_DENY,    // this deny rule may: a group or a condition cannot be decided
    RR_REASON_DENY_UNREAD, // deny policies of this level could not be read: they may
    RR_REASON_KIND_COUNT
};

/* One line of the derivation; texts borrowed from the levels. */
struct rr_reason {
    enum rr_reason_kind kind;
    const struct rr_level *level; // NULL for the kinds of deny
    const char *role;             // "" for UNREADABLE and the kinds of deny
    const char *member;           // as it stands in the binding (a group, say); "" as above
    const char *permission;       // what it gives, or may give, or takes
    struct rr_condition condition;
    const char *about; // why the condition is not plainly true or false, for people; else ""
    int64_t until_s;   // GRANT under a condition: when that stops to hold; 0 = not known, or never
    int64_t from_s;    // CONDITIONAL, LAPSED: when it begins to hold; 0 = not known, or never
    const struct rr_deny_level *deny_level;   // the kinds of deny only
    const struct rr_deny_policy *deny_policy; // DENY, MAY_DENY; DENY_UNREAD of a single policy
    const struct rr_deny_rule *deny_rule;     // DENY, MAY_DENY
};

struct rr_question {
    const char *member;             // "serviceAccount:x@y"
    const char *const *permissions; // all must be held; several roles may add up
    size_t n_permissions;
    const struct rr_level *levels; // the resource first
    size_t n_levels;
    const struct rr_roles *roles;
    const struct rr_live_role *live;
    size_t n_live;
    int64_t now_s; // for conditions; seconds since 1970
    const struct rr_deny_level
        *denies; // those that were looked at; none = the answer says nothing of them
    size_t n_denies;
};

struct rr_answer {
    enum rr_truth truth;
    const struct rr_reason *reasons; // those that decide first; may be empty when denied
    size_t n_reasons;
    const char *const *lacking; // permissions that are not proved granted
    size_t n_lacking;
    bool only_conditional; // unknown for no other reason than conditions
    bool only_denies;      // unknown for no other reason than deny policies: roles give it all
    bool is_for_now;       // granted, in part only while conditions hold
    bool is_forbidden;     // a deny rule takes one of the permissions: granting more does not help
    int64_t
        until_s; // granted: when a condition first takes something away; 0 = not known, or never
};

/*
 * granted: each permission is given by a binding without condition, or whose condition holds now.
 * denied: some permission is given by nothing, and nothing unknown could give it; or a deny rule takes it.
 * unknown: otherwise; the reasons name what would have to be seen. Also when nothing was asked.
 * Each reason is for one permission; what is proved is not in doubt as well. The same bindings in
 * another order give the same answer.
 * The result's arrays live in `arena`.
 */
struct rr_answer rr_access(const struct rr_question *question, struct rr_arena *arena);

/*
 * The same for many questions about one member: the bindings that may hold it are found once. The
 * question's permissions do not matter; all it points at must outlive the result, which lives in `arena`.
 */
struct rr_standing;
const struct rr_standing *rr_standing_make(const struct rr_question *question,
                                           struct rr_arena *arena);
struct rr_answer rr_standing_ask(const struct rr_standing *standing,
                                 const char *const *permissions,
                                 size_t n_permissions,
                                 struct rr_arena *arena);

/* Is the permission granted? As rr_standing_ask, without the derivation. */
enum rr_truth rr_standing_truth(const struct rr_standing *standing, const char *permission);

/* "granted", "denied", "unknown". Never translated. */
const char *rr_truth_word(enum rr_truth truth);

/* "grant", "conditional", "group", ... as JSON has it. Never translated. */
const char *rr_reason_word(enum rr_reason_kind kind);

#endif
