/*
 * What gives a permission, and what takes it away: goes through every binding that may hold the member,
 * on all levels from the resource upwards, and through the deny rules.
 *
 * Nothing here stops early: what is said must not depend on the order of bindings.
 */
#include "config.h"

#include "core/policy/walk.h"

#include "core/policy/validity.h"
#include "core/util/vec.h"

static void add_clue(struct rr_walk *walk, struct rr_reason reason)
{
    reason.permission = walk->permission;
    if (walk->wants_clues)
        *rr_vec_push(walk, clues) =
            (struct rr_clue){.reason = reason, .i_permission = walk->i_permission};
}

static struct rr_use use_of(const struct rr_walk *walk)
{
    return (struct rr_use){.question = &walk->standing->question,
                           .permission = walk->permission,
                           .arena = walk->arena,
                           .only_now = !walk->wants_clues};
}

/* ---- what gives ---- */

static struct rr_reason reason_of(const struct rr_hold *hold, enum rr_reason_kind kind)
{
    struct rr_reason reason = {.kind = kind,
                               .level = hold->level,
                               .role = "",
                               .member = hold->holder,
                               .condition = {"", "", ""},
                               .about = ""};
    if (hold->binding != NULL) {
        reason.role = hold->binding->role;
        reason.condition = hold->binding->condition;
    }
    return reason;
}

/* What a binding's line amounts to, weakest link first. */
static enum rr_reason_kind
grant_kind(enum rr_role_says says, enum rr_match match, enum rr_truth condition)
{
    if (condition == RR_DENIED_TRUTH)
        return RR_REASON_LAPSED;
    if (match == RR_MATCH_MAYBE)
        return RR_REASON_GROUP;
    if (says == RR_ROLE_UNKNOWN)
        return RR_REASON_ROLE;
    return condition == RR_GRANTED_TRUTH ? RR_REASON_GRANT : RR_REASON_CONDITIONAL;
}

static void count_grant(struct rr_tally *tally, const struct rr_reason *reason, int64_t until_s)
{
    if (reason->kind == RR_REASON_GRANT) {
        tally->is_given = true;
        tally->is_given_plainly |= *reason->condition.expression == '\0';
        tally->until_s = until_s > tally->until_s ? until_s : tally->until_s;
    } else if (reason->kind != RR_REASON_LAPSED) {
        tally->may_be_given = true;
    }
}

static void take_grant(struct rr_walk *walk, const struct rr_hold *hold)
{
    enum rr_role_says says = rr_role_ref_permits(&hold->role, walk->permission);
    if (says == RR_ROLE_NO)
        return;
    const struct rr_use use = use_of(walk);
    struct rr_validity validity = rr_validity_of(&use, &hold->binding->condition);
    struct rr_reason reason = reason_of(hold, grant_kind(says, hold->match, validity.truth));
    reason.about = validity.about;
    reason.from_s = validity.from_s;
    if (reason.kind == RR_REASON_GRANT && validity.until_s != INT64_MAX)
        reason.until_s = validity.until_s;
    count_grant(walk->tally, &reason, validity.until_s);
    // A group's or an unread role's lapsed line looks like nothing and is nothing.
    if (reason.kind != RR_REASON_LAPSED || (hold->match == RR_MATCH_YES && says == RR_ROLE_YES))
        add_clue(walk, reason);
}

/* A deleted or disabled role: IAM may answer it with its old list, or with none. */
static bool did_list(const struct rr_role_ref *role, const char *permission)
{
    return role->live->n_permissions == 0 || rr_role_ref_lists(role, permission);
}

static void take_hold(struct rr_walk *walk, const struct rr_hold *hold)
{
    if (hold->binding == NULL) {
        walk->tally->may_be_given = true;
        add_clue(walk, reason_of(hold, RR_REASON_UNREADABLE));
    } else if (hold->was) {
        if (rr_role_ref_permits(&hold->role, walk->permission) == RR_ROLE_YES)
            add_clue(walk, reason_of(hold, RR_REASON_DEAD));
    } else if (!rr_role_ref_is_dead(&hold->role)) {
        take_grant(walk, hold);
    } else if (hold->match == RR_MATCH_YES && did_list(&hold->role, walk->permission)) {
        add_clue(walk, reason_of(hold, RR_REASON_DEAD));
    }
}

/* ---- what takes away ---- */

static struct rr_reason deny_reason(enum rr_reason_kind kind,
                                    const struct rr_deny_level *level,
                                    const struct rr_deny_policy *policy)
{
    return (struct rr_reason){.kind = kind,
                              .role = "",
                              .member = "",
                              .condition = {"", "", ""},
                              .about = "",
                              .deny_level = level,
                              .deny_policy = policy};
}

static void take_deny_rule(struct rr_walk *walk, struct rr_reason reason)
{
    const struct rr_deny_rule *rule = reason.deny_rule;
    enum rr_match takes = rr_deny_rule_takes(rule, &walk->standing->member, walk->permission);
    if (takes == RR_MATCH_NO)
        return;
    const struct rr_use use = use_of(walk);
    struct rr_validity validity = rr_denial_validity(&use, &rule->condition);
    if (validity.truth == RR_DENIED_TRUTH)
        return;
    bool is_sure = takes == RR_MATCH_YES && validity.truth == RR_GRANTED_TRUTH;
    walk->tally->is_taken |= is_sure;
    walk->tally->may_be_taken = true;
    reason.kind = is_sure ? RR_REASON_DENY : RR_REASON_MAY_DENY;
    reason.condition = rule->condition;
    reason.about = validity.about;
    add_clue(walk, reason);
}

static void take_deny_unread(struct rr_walk *walk,
                             const struct rr_deny_level *level,
                             const struct rr_deny_policy *policy)
{
    walk->tally->may_be_taken = true;
    add_clue(walk, deny_reason(RR_REASON_DENY_UNREAD, level, policy));
}

static void take_deny_level(struct rr_walk *walk, const struct rr_deny_level *level)
{
    if (!level->is_known)
        take_deny_unread(walk, level, NULL);
    for (size_t i = 0; level->is_known && i < level->n_policies; i++) {
        const struct rr_deny_policy *policy = &level->policies[i];
        if (!policy->is_known)
            take_deny_unread(walk, level, policy);
        for (size_t k = 0; policy->is_known && k < policy->n_rules; k++) {
            struct rr_reason reason = deny_reason(RR_REASON_DENY, level, policy);
            reason.deny_rule = &policy->rules[k];
            take_deny_rule(walk, reason);
        }
    }
}

/* ---- both ---- */

void rr_walk_look(struct rr_walk *walk, const char *permission, struct rr_tally *tally)
{
    const struct rr_standing *standing = walk->standing;
    walk->permission = permission;
    walk->tally = tally;
    *tally = (struct rr_tally){0};
    for (size_t i = 0; i < standing->n_holds; i++)
        take_hold(walk, &standing->holds[i]);
    for (size_t i = 0; i < standing->question.n_denies; i++)
        take_deny_level(walk, &standing->question.denies[i]);
}

enum rr_truth rr_tally_truth(const struct rr_tally *tally)
{
    if (tally->is_taken || (!tally->is_given && !tally->may_be_given))
        return RR_DENIED_TRUTH;
    return tally->is_given && !tally->may_be_taken ? RR_GRANTED_TRUTH : RR_UNKNOWN_TRUTH;
}
