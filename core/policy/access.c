/*
 * May this member do that, there? Walks every binding on the way from the resource upwards, collects
 * what gives or may give each permission, and sums up. Deny policies and principal access boundaries
 * are not looked at: an allow policy cannot show them.
 *
 * Nothing here stops early: what is said must not depend on the order of bindings.
 */
#include "config.h"

#include "core/policy/access.h"

#include <stdlib.h>
#include <string.h>

#include "core/policy/convenience.h"
#include "core/policy/member.h"
#include "core/util/str.h"
#include "core/util/vec.h"

/* A reason, and what it takes to put it in its place. */
struct clue {
    struct rr_reason reason;
    size_t i_permission;
    int rank;
};

struct walk {
    const struct rr_question *question;
    struct rr_member member; // question->member
    const struct rr_level *level;
    const struct rr_binding *binding;
    struct rr_role_ref role;
    bool *is_proved;   // by permission
    bool *may_be_held; // by permission: something that cannot be decided may give it
    struct clue *clues;
    size_t n_clues;
    size_t cap_clues;
};

/*
 * Does the condition hold now? Conditions are not evaluated yet, so nobody knows; an evaluator of
 * `expression` at question->now_s for level->resource belongs here.
 */
static enum rr_truth condition_truth(const struct rr_question *question,
                                     const struct rr_level *level,
                                     const struct rr_binding *binding)
{
    (void)question;
    (void)level;
    return rr_binding_has_condition(binding) ? RR_UNKNOWN_TRUTH : RR_GRANTED_TRUTH;
}

static void
add_clue(struct walk *walk, enum rr_reason_kind kind, const char *member, size_t i_permission)
{
    static const struct rr_condition no_condition = {"", "", ""};
    const struct rr_binding *binding = walk->binding;
    *rr_vec_push(walk, clues) = (struct clue){
        .reason = {.kind = kind,
                   .level = walk->level,
                   .role = binding != NULL ? binding->role : "",
                   .member = member,
                   .permission = walk->question->permissions[i_permission],
                   .condition = binding != NULL ? binding->condition : no_condition},
        .i_permission = i_permission,
    };
    if (kind == RR_REASON_GRANT)
        walk->is_proved[i_permission] = true;
    else if (kind != RR_REASON_DEAD)
        walk->may_be_held[i_permission] = true;
}

/* What a binding's line amounts to, weakest link first. */
static enum rr_reason_kind
grant_kind(enum rr_role_says says, enum rr_match match, enum rr_truth condition)
{
    if (match == RR_MATCH_MAYBE)
        return RR_REASON_GROUP;
    if (says == RR_ROLE_UNKNOWN)
        return RR_REASON_ROLE;
    return condition == RR_GRANTED_TRUTH ? RR_REASON_GRANT : RR_REASON_CONDITIONAL;
}

static void take_grants(struct walk *walk, const char *member, enum rr_match match)
{
    enum rr_truth condition = condition_truth(walk->question, walk->level, walk->binding);
    if (condition == RR_DENIED_TRUTH)
        return;
    for (size_t i = 0; i < walk->question->n_permissions; i++) {
        enum rr_role_says says = rr_role_ref_permits(&walk->role, walk->question->permissions[i]);
        if (says != RR_ROLE_NO)
            add_clue(walk, grant_kind(says, match, condition), member, i);
    }
}

/* A deleted member: what its role permits looks granted. */
static void take_dead_member(struct walk *walk, const char *member)
{
    for (size_t i = 0; i < walk->question->n_permissions; i++)
        if (rr_role_ref_permits(&walk->role, walk->question->permissions[i]) == RR_ROLE_YES)
            add_clue(walk, RR_REASON_DEAD, member, i);
}

/* A deleted or disabled role: IAM may answer it with its old list, or with none. */
static void take_dead_role(struct walk *walk, const char *member)
{
    bool lists_none = walk->role.live->n_permissions == 0;
    for (size_t i = 0; i < walk->question->n_permissions; i++)
        if (lists_none || rr_role_ref_lists(&walk->role, walk->question->permissions[i]))
            add_clue(walk, RR_REASON_DEAD, member, i);
}

static enum rr_match match_holder(const struct walk *walk, const struct rr_member *holder)
{
    if (walk->level->is_bucket && rr_convenience_is(holder->kind))
        return rr_convenience_match(holder, walk->question);
    return rr_member_match_parsed(holder, &walk->member);
}

static void take_holder(struct walk *walk, const char *text)
{
    struct rr_member holder = rr_member_parse(text);
    enum rr_match match = match_holder(walk, &holder);
    bool was = holder.kind == RR_MEMBER_DELETED && rr_member_was(text, walk->question->member);
    if (match == RR_MATCH_NO && !was)
        return;
    // Looked up only now: most members of most bindings are somebody else.
    if (walk->role.roles == NULL)
        walk->role = rr_role_resolve(walk->question->roles, walk->question->live,
                                     walk->question->n_live, walk->binding->role);
    if (was)
        take_dead_member(walk, text);
    else if (!rr_role_ref_is_dead(&walk->role))
        take_grants(walk, text, match);
    else if (match == RR_MATCH_YES)
        take_dead_role(walk, text);
}

static void take_unreadable(struct walk *walk)
{
    walk->binding = NULL;
    for (size_t i = 0; i < walk->question->n_permissions; i++)
        add_clue(walk, RR_REASON_UNREADABLE, "", i);
}

static void take_level(struct walk *walk, const struct rr_level *level)
{
    walk->level = level;
    if (level->policy == NULL) {
        if (!level->is_absent)
            take_unreadable(walk);
        return;
    }
    for (size_t i = 0; i < level->policy->n_bindings; i++) {
        walk->binding = &level->policy->bindings[i];
        walk->role = (struct rr_role_ref){0};
        for (size_t j = 0; j < walk->binding->n_members; j++)
            take_holder(walk, walk->binding->members[j]);
    }
}

static enum rr_truth sum_up(const struct walk *walk)
{
    // To ask for nothing is a mistake of the caller; it must not come out as a yes.
    enum rr_truth truth = walk->question->n_permissions > 0 ? RR_GRANTED_TRUTH : RR_UNKNOWN_TRUTH;
    for (size_t i = 0; i < walk->question->n_permissions; i++) {
        if (walk->is_proved[i])
            continue;
        if (!walk->may_be_held[i])
            return RR_DENIED_TRUTH;
        truth = RR_UNKNOWN_TRUTH;
    }
    return truth;
}

enum { RANK_DECIDES, RANK_HINT, RANK_BESIDE, RANK_MOOT };

/* Which reasons come first, given the truth; RANK_MOOT ones are left out. */
static int rank_clue(const struct walk *walk, const struct clue *clue, enum rr_truth truth)
{
    bool is_grant = clue->reason.kind == RR_REASON_GRANT;
    if (walk->is_proved[clue->i_permission] && !is_grant)
        return RANK_MOOT;
    if (is_grant)
        return truth == RR_GRANTED_TRUTH ? RANK_DECIDES : RANK_BESIDE;
    if (clue->reason.kind == RR_REASON_DEAD)
        return RANK_HINT;
    return truth == RR_UNKNOWN_TRUTH ? RANK_DECIDES : RANK_BESIDE;
}

/* No two different clues are equal, so that the order of bindings cannot show. */
static int by_rank(const void *a_, const void *b_)
{
    const struct clue *a = a_;
    const struct clue *b = b_;
    if (a->rank != b->rank)
        return a->rank - b->rank;
    if (a->reason.level != b->reason.level)
        return a->reason.level < b->reason.level ? -1 : 1;
    int order = strcmp(a->reason.role, b->reason.role);
    if (order == 0)
        order = strcmp(a->reason.member, b->reason.member);
    if (order == 0)
        order = strcmp(a->reason.condition.expression, b->reason.condition.expression);
    if (order == 0)
        order = strcmp(a->reason.condition.title, b->reason.condition.title);
    if (order == 0)
        order = strcmp(a->reason.condition.description, b->reason.condition.description);
    if (order == 0 && a->i_permission != b->i_permission)
        order = a->i_permission < b->i_permission ? -1 : 1;
    return order;
}

static void fill_reasons(struct rr_answer *answer, struct walk *walk, struct rr_arena *arena)
{
    for (size_t i = 0; i < walk->n_clues; i++)
        walk->clues[i].rank = rank_clue(walk, &walk->clues[i], answer->truth);
    if (walk->n_clues > 1)
        qsort(walk->clues, walk->n_clues, sizeof *walk->clues, by_rank);
    struct rr_reason *reasons = rr_arena_array(arena, walk->n_clues, sizeof *reasons);
    for (size_t i = 0; i < walk->n_clues && walk->clues[i].rank != RANK_MOOT; i++)
        if (i == 0 || by_rank(&walk->clues[i - 1], &walk->clues[i]) != 0)
            reasons[answer->n_reasons++] = walk->clues[i].reason;
    answer->reasons = reasons;
}

static void fill_lacking(struct rr_answer *answer, const struct walk *walk, struct rr_arena *arena)
{
    const struct rr_question *question = walk->question;
    const char **lacking = rr_arena_array(arena, question->n_permissions, sizeof *lacking);
    for (size_t i = 0; i < question->n_permissions; i++)
        if (!walk->is_proved[i])
            lacking[answer->n_lacking++] = question->permissions[i];
    answer->lacking = lacking;
}

static bool is_only_conditional(const struct rr_answer *answer)
{
    size_t n_conditional = 0;
    for (size_t i = 0; i < answer->n_reasons; i++) {
        enum rr_reason_kind kind = answer->reasons[i].kind;
        if (kind == RR_REASON_CONDITIONAL)
            n_conditional++;
        else if (kind != RR_REASON_GRANT && kind != RR_REASON_DEAD)
            return false;
    }
    return answer->truth == RR_UNKNOWN_TRUTH && n_conditional > 0;
}

struct rr_answer rr_access(const struct rr_question *question, struct rr_arena *arena)
{
    struct walk walk = {
        .question = question,
        .member = rr_member_parse(question->member),
        .is_proved = rr_arena_array(arena, question->n_permissions, sizeof(bool)),
        .may_be_held = rr_arena_array(arena, question->n_permissions, sizeof(bool)),
    };
    for (size_t i = 0; i < question->n_levels; i++)
        take_level(&walk, &question->levels[i]);

    struct rr_answer answer = {.truth = sum_up(&walk)};
    fill_reasons(&answer, &walk, arena);
    fill_lacking(&answer, &walk, arena);
    answer.only_conditional = is_only_conditional(&answer);
    free(walk.clues);
    return answer;
}

const char *rr_truth_word(enum rr_truth truth)
{
    switch (truth) {
    case RR_DENIED_TRUTH:
        return "denied";
    case RR_GRANTED_TRUTH:
        return "granted";
    case RR_UNKNOWN_TRUTH:
        return "unknown";
    }
    return "unknown";
}
