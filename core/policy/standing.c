/*
 * Finds every binding that holds, or may hold, a member. Policies are read member by member here and
 * nowhere else: most members of most bindings are somebody else, and a check asks about many permissions.
 */
#include "config.h"

#include "core/policy/standing.h"

#include <stdlib.h>
#include <string.h>

#include "core/policy/convenience.h"
#include "core/util/vec.h"

struct finder {
    struct rr_standing *standing;
    const struct rr_level *level;
    struct rr_hold *holds;
    size_t n_holds, cap_holds;
};

static enum rr_match match_holder(const struct finder *finder, const struct rr_member *holder)
{
    const struct rr_standing *standing = finder->standing;
    if (finder->level->is_bucket && rr_convenience_is(holder->kind))
        return rr_convenience_match(holder, &standing->question);
    return rr_member_match_parsed(holder, &standing->member);
}

/* `role` is looked up only when the first member matches. */
static void
find_in_binding(struct finder *finder, const struct rr_binding *binding, struct rr_role_ref *role)
{
    const struct rr_question *question = &finder->standing->question;
    for (size_t i = 0; i < binding->n_members; i++) {
        struct rr_member holder = rr_member_parse(binding->members[i]);
        enum rr_match match = match_holder(finder, &holder);
        bool was = holder.kind == RR_MEMBER_DELETED && rr_member_was(holder.text, question->member);
        if (match == RR_MATCH_NO && !was)
            continue;
        if (role->roles == NULL)
            *role =
                rr_role_resolve(question->roles, question->live, question->n_live, binding->role);
        *rr_vec_push(finder, holds) =
            (struct rr_hold){finder->level, binding, holder.text, match, was, *role};
    }
}

static void find_on_level(struct finder *finder, const struct rr_level *level)
{
    finder->level = level;
    if (level->policy == NULL && !level->is_absent)
        *rr_vec_push(finder, holds) = (struct rr_hold){.level = level, .holder = ""};
    for (size_t i = 0; level->policy != NULL && i < level->policy->n_bindings; i++) {
        struct rr_role_ref role = {0};
        find_in_binding(finder, &level->policy->bindings[i], &role);
    }
}

const struct rr_standing *rr_standing_make(const struct rr_question *question,
                                           struct rr_arena *arena)
{
    struct rr_standing *standing = rr_arena_alloc(arena, sizeof *standing);
    standing->question = *question;
    standing->member = rr_member_parse(question->member);
    struct finder finder = {.standing = standing};
    for (size_t i = 0; i < question->n_levels; i++)
        find_on_level(&finder, &question->levels[i]);
    struct rr_hold *holds = rr_arena_array(arena, finder.n_holds, sizeof *holds);
    if (finder.n_holds > 0)
        memcpy(holds, finder.holds, finder.n_holds * sizeof *holds);
    standing->holds = holds;
    standing->n_holds = finder.n_holds;
    free(finder.holds);
    return standing;
}
