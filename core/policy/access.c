/*
 * May this member do that, there? Sums up what the walk found, and puts the reasons into an order that
 * does not depend on the order of bindings.
 */
#include "config.h"

#include "core/policy/access.h"

#include <stdlib.h>
#include <string.h>

#include "core/policy/walk.h"

static enum rr_truth sum_up(const struct rr_tally *tallies, size_t n)
{
    // To ask for nothing is a mistake of the caller; it must not come out as a yes.
    enum rr_truth sum = n > 0 ? RR_GRANTED_TRUTH : RR_UNKNOWN_TRUTH;
    for (size_t i = 0; i < n; i++) {
        enum rr_truth truth = rr_tally_truth(&tallies[i]);
        if (truth == RR_DENIED_TRUTH)
            return truth;
        if (truth == RR_UNKNOWN_TRUTH)
            sum = truth;
    }
    return sum;
}

enum { RANK_DECIDES, RANK_HINT, RANK_BESIDE, RANK_MOOT };

/* Which reasons come first, given what is known; RANK_MOOT ones are left out. */
static int rank_of(enum rr_reason_kind kind, const struct rr_tally *tally, enum rr_truth sum)
{
    switch (kind) {
    case RR_REASON_DENY:
        return RANK_DECIDES;
    case RR_REASON_MAY_DENY:
    case RR_REASON_DENY_UNREAD:
        if (tally->is_taken || (!tally->is_given && !tally->may_be_given))
            return RANK_MOOT;
        return sum == RR_UNKNOWN_TRUTH ? RANK_DECIDES : RANK_BESIDE;
    case RR_REASON_GRANT:
        return sum == RR_GRANTED_TRUTH ? RANK_DECIDES : RANK_BESIDE;
    case RR_REASON_DEAD:
    case RR_REASON_LAPSED:
        return tally->is_given ? RANK_MOOT : RANK_HINT;
    case RR_REASON_CONDITIONAL:
    case RR_REASON_GROUP:
    case RR_REASON_ROLE:
    case RR_REASON_UNREADABLE:
    case RR_REASON_KIND_COUNT:
        break;
    }
    if (tally->is_given)
        return RANK_MOOT;
    return sum == RR_UNKNOWN_TRUTH ? RANK_DECIDES : RANK_BESIDE;
}

static int by_text(const struct rr_clue *a, const struct rr_clue *b)
{
    const char *const pairs[][2] = {
        {a->reason.role, b->reason.role},
        {a->reason.member, b->reason.member},
        {a->reason.condition.expression, b->reason.condition.expression},
        {a->reason.condition.title, b->reason.condition.title},
        {a->reason.condition.description, b->reason.condition.description},
    };
    int order = 0;
    for (size_t i = 0; order == 0 && i < sizeof pairs / sizeof *pairs; i++)
        order = strcmp(pairs[i][0], pairs[i][1]);
    return order;
}

static int by_address(const void *a, const void *b)
{
    return (a > b) - (a < b);
}

/* No two different clues are equal, so that the order of bindings cannot show. */
static int by_rank(const void *a_, const void *b_)
{
    const struct rr_clue *a = a_;
    const struct rr_clue *b = b_;
    int order = a->rank - b->rank;
    if (order == 0)
        order = by_address(a->reason.level, b->reason.level);
    if (order == 0)
        order = by_address(a->reason.deny_level, b->reason.deny_level);
    if (order == 0)
        order = by_address(a->reason.deny_policy, b->reason.deny_policy);
    if (order == 0)
        order = by_address(a->reason.deny_rule, b->reason.deny_rule);
    if (order == 0)
        order = by_text(a, b);
    if (order == 0)
        order = (a->i_permission > b->i_permission) - (a->i_permission < b->i_permission);
    return order;
}

static void fill_reasons(struct rr_answer *answer,
                         struct rr_walk *walk,
                         const struct rr_tally *tallies,
                         struct rr_arena *arena)
{
    for (size_t i = 0; i < walk->n_clues; i++) {
        struct rr_clue *clue = &walk->clues[i];
        clue->rank = rank_of(clue->reason.kind, &tallies[clue->i_permission], answer->truth);
    }
    if (walk->n_clues > 1)
        qsort(walk->clues, walk->n_clues, sizeof *walk->clues, by_rank);
    struct rr_reason *reasons = rr_arena_array(arena, walk->n_clues, sizeof *reasons);
    for (size_t i = 0; i < walk->n_clues && walk->clues[i].rank != RANK_MOOT; i++)
        if (i == 0 || by_rank(&walk->clues[i - 1], &walk->clues[i]) != 0)
            reasons[answer->n_reasons++] = walk->clues[i].reason;
    answer->reasons = reasons;
}

static bool is_only_conditional(const struct rr_answer *answer)
{
    size_t n_conditional = 0;
    for (size_t i = 0; i < answer->n_reasons; i++) {
        enum rr_reason_kind kind = answer->reasons[i].kind;
        if (kind == RR_REASON_CONDITIONAL)
            n_conditional++;
        else if (kind != RR_REASON_GRANT && kind != RR_REASON_DEAD && kind != RR_REASON_LAPSED)
            return false;
    }
    return answer->truth == RR_UNKNOWN_TRUTH && n_conditional > 0;
}

static int64_t first_end(const struct rr_tally *tallies, size_t n)
{
    int64_t first_s = INT64_MAX;
    for (size_t i = 0; i < n; i++)
        first_s = tallies[i].until_s < first_s ? tallies[i].until_s : first_s;
    return first_s == INT64_MAX ? 0 : first_s;
}

struct rr_answer rr_standing_ask(const struct rr_standing *standing,
                                 const char *const *permissions,
                                 size_t n_permissions,
                                 struct rr_arena *arena)
{
    struct rr_walk walk = {.standing = standing, .wants_clues = true, .arena = arena};
    struct rr_tally *tallies = rr_arena_array(arena, n_permissions, sizeof *tallies);
    const char **lacking = rr_arena_array(arena, n_permissions, sizeof *lacking);
    struct rr_answer answer = {.lacking = lacking, .only_denies = true};
    for (size_t i = 0; i < n_permissions; i++) {
        walk.i_permission = i;
        rr_walk_look(&walk, permissions[i], &tallies[i]);
        if (rr_tally_truth(&tallies[i]) != RR_GRANTED_TRUTH)
            lacking[answer.n_lacking++] = permissions[i];
        answer.is_forbidden |= tallies[i].is_taken;
        answer.is_for_now |= !tallies[i].is_given_plainly;
        answer.only_denies &= tallies[i].is_given;
    }
    answer.truth = sum_up(tallies, n_permissions);
    answer.only_denies &= answer.truth == RR_UNKNOWN_TRUTH && n_permissions > 0;
    answer.is_for_now &= answer.truth == RR_GRANTED_TRUTH;
    if (answer.truth == RR_GRANTED_TRUTH)
        answer.until_s = first_end(tallies, n_permissions);
    fill_reasons(&answer, &walk, tallies, arena);
    answer.only_conditional = is_only_conditional(&answer);
    free(walk.clues);
    return answer;
}

enum rr_truth rr_standing_truth(const struct rr_standing *standing, const char *permission)
{
    struct rr_arena scratch = {0};
    struct rr_walk walk = {.standing = standing, .arena = &scratch};
    struct rr_tally tally;
    rr_walk_look(&walk, permission, &tally);
    rr_arena_free(&scratch);
    return rr_tally_truth(&tally);
}

struct rr_answer rr_access(const struct rr_question *question, struct rr_arena *arena)
{
    const struct rr_standing *standing = rr_standing_make(question, arena);
    return rr_standing_ask(standing, question->permissions, question->n_permissions, arena);
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

const char *rr_reason_word(enum rr_reason_kind kind)
{
    static const char *const words[RR_REASON_KIND_COUNT] = {
        [RR_REASON_GRANT] = "grant",           [RR_REASON_CONDITIONAL] = "conditional",
        [RR_REASON_GROUP] = "group",           [RR_REASON_ROLE] = "unread-role",
        [RR_REASON_UNREADABLE] = "unreadable", [RR_REASON_DEAD] = "dead",
        [RR_REASON_LAPSED] = "lapsed",         [RR_REASON_DENY] = "deny",
        [RR_REASON_MAY_DENY] = "may-deny",     [RR_REASON_DENY_UNREAD] = "deny-unread",
    };
    return words[kind];
}
