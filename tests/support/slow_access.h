/*
 * Who may do what, a second time: slowly, and in the most obvious way. An organisation is made of things
 * whose meaning is written beside them (this member is the one, that one is not, that group may hold it),
 * so that nothing of core/policy is needed to know it. What nobody can see is tried both ways: granted
 * is what comes out in every possible world, denied what comes out in none.
 */
#ifndef RR_TESTS_SLOW_ACCESS_H
#define RR_TESTS_SLOW_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum say { NO, YES, MAYBE };

struct slow_member {
    const char *text;
    enum say is_it;
    const char *basic_role; // of a convenience member: who has it on the project is meant
    bool is_of_project;     // ... and on the project of the organisation at hand
};

struct slow_role {
    const char *name;
    unsigned permits; // bit n: permission n
    bool is_hidden, is_dead;
};

struct slow_condition {
    const char *text;
    enum say lets_grant; // does a binding count under it?
    enum say lets_deny;  // does a deny rule?
};

struct slow_binding {
    const struct slow_role *role;
    const struct slow_member *members[2];
    size_t n_members;
    const struct slow_condition *condition;
};

enum { SLOW_LEVELS = 4, SLOW_BINDINGS = 4, SLOW_RULES = 2, SLOW_DENIES = 2 };
enum slow_level_state { SLOW_READ, SLOW_UNREADABLE, SLOW_ABSENT };

/* Resource, project, folder, organisation. */
struct slow_level {
    enum slow_level_state state;
    struct slow_binding bindings[SLOW_BINDINGS];
    size_t n_bindings;
};

/* What a name in a deny rule stands for. */
struct slow_principal {
    const char *text;
    enum say is_it;
};
struct slow_permissions {
    const char *text;
    unsigned names; // bit n: permission n
};

struct slow_rule {
    const struct slow_principal *principals[2], *exceptions[2];
    size_t n_principals, n_exceptions;
    const struct slow_permissions *permissions, *except_permissions; // the second may be NULL
    const struct slow_condition *condition;
};

struct slow_deny {
    bool is_level_unread, is_policy_unread;
    struct slow_rule rules[SLOW_RULES];
    size_t n_rules;
};

struct slow_organisation {
    struct slow_level levels[SLOW_LEVELS];
    bool is_bucket; // the resource
    struct slow_deny denies[SLOW_DENIES];
    size_t n_denies;
};

/* One possible world: an answer to each question that nobody can answer. */
struct slow_world {
    const struct slow_organisation *of;
    uint32_t answers; // bit n: the answer to question n
    unsigned n_questions;
};

static inline bool slow_answer(struct slow_world *world, enum say say)
{
    return say == MAYBE ? (world->answers >> world->n_questions++ & 1) != 0 : say == YES;
}

/* Is it one of those who have the basic role on the project? Sure only when the project itself says so. */
static inline enum say slow_has_basic_role(const struct slow_organisation *of,
                                           const struct slow_member *member)
{
    enum say best = member->is_of_project ? NO : MAYBE;
    for (size_t i = 1; i < SLOW_LEVELS; i++) {
        const struct slow_level *level = &of->levels[i];
        if (level->state == SLOW_UNREADABLE)
            best = MAYBE;
        for (size_t k = 0; level->state == SLOW_READ && k < level->n_bindings; k++) {
            const struct slow_binding *binding = &level->bindings[k];
            if (strcmp(binding->role->name, member->basic_role) != 0 ||
                binding->condition->lets_grant == NO)
                continue;
            for (size_t m = 0; m < binding->n_members; m++) {
                bool is_plain = i == 1 && *binding->condition->text == '\0';
                if (binding->members[m]->is_it == YES && is_plain && member->is_of_project)
                    return YES;
                if (binding->members[m]->is_it != NO)
                    best = MAYBE;
            }
        }
    }
    return best;
}

static inline enum say
slow_is_it(const struct slow_organisation *of, size_t i_level, const struct slow_member *member)
{
    if (member->basic_role == NULL)
        return member->is_it;
    return i_level == 0 && of->is_bucket ? slow_has_basic_role(of, member) : NO;
}

static inline enum say slow_role_gives(const struct slow_role *role, unsigned permission)
{
    if (role->is_dead)
        return NO;
    if (role->is_hidden)
        return MAYBE;
    return (role->permits >> permission & 1) != 0 ? YES : NO;
}

static inline bool slow_is_given(struct slow_world *world, unsigned permission)
{
    bool is_given = false;
    for (size_t i = 0; i < SLOW_LEVELS; i++) {
        const struct slow_level *level = &world->of->levels[i];
        if (level->state == SLOW_UNREADABLE && slow_answer(world, MAYBE))
            is_given = true;
        for (size_t k = 0; level->state == SLOW_READ && k < level->n_bindings; k++) {
            const struct slow_binding *binding = &level->bindings[k];
            for (size_t m = 0; m < binding->n_members; m++) {
                bool is_it = slow_answer(world, slow_is_it(world->of, i, binding->members[m]));
                bool gives = slow_answer(world, slow_role_gives(binding->role, permission));
                bool counts = slow_answer(world, binding->condition->lets_grant);
                is_given = is_given || (is_it && gives && counts);
            }
        }
    }
    return is_given;
}

static inline bool
slow_is_named(struct slow_world *world, const struct slow_principal *const *principals, size_t n)
{
    bool is_named = false;
    for (size_t i = 0; i < n; i++) {
        bool is_it = slow_answer(world, principals[i]->is_it);
        is_named = is_named || is_it;
    }
    return is_named;
}

static inline bool
slow_rule_takes(struct slow_world *world, const struct slow_rule *rule, unsigned permission)
{
    bool is_meant = (rule->permissions->names >> permission & 1) != 0;
    bool is_excepted = rule->except_permissions != NULL &&
                       (rule->except_permissions->names >> permission & 1) != 0;
    bool named = slow_is_named(world, rule->principals, rule->n_principals);
    bool spared = slow_is_named(world, rule->exceptions, rule->n_exceptions);
    bool counts = slow_answer(world, rule->condition->lets_deny);
    return is_meant && !is_excepted && named && !spared && counts;
}

static inline bool slow_is_taken(struct slow_world *world, unsigned permission)
{
    bool is_taken = false;
    for (size_t i = 0; i < world->of->n_denies; i++) {
        const struct slow_deny *deny = &world->of->denies[i];
        bool is_unread = deny->is_level_unread || deny->is_policy_unread;
        bool takes = is_unread && slow_answer(world, MAYBE);
        is_taken = is_taken || takes;
        for (size_t k = 0; !is_unread && k < deny->n_rules; k++) {
            takes = slow_rule_takes(world, &deny->rules[k], permission);
            is_taken = is_taken || takes;
        }
    }
    return is_taken;
}

enum { SLOW_QUESTIONS = 14 };

/* YES, NO or MAYBE over all possible worlds; *is_too_large where there are too many to go through. */
static inline enum say
slow_access(const struct slow_organisation *of, unsigned permission, bool *is_too_large)
{
    bool was_granted = false;
    bool was_denied = false;
    uint32_t n_worlds = 1;
    for (uint32_t i = 0; i < n_worlds; i++) {
        struct slow_world world = {.of = of, .answers = i};
        bool is_given = slow_is_given(&world, permission);
        bool is_taken = slow_is_taken(&world, permission);
        *is_too_large = world.n_questions > SLOW_QUESTIONS;
        if (*is_too_large)
            return MAYBE;
        n_worlds = UINT32_C(1) << world.n_questions;
        bool is_granted = is_given && !is_taken;
        was_granted = was_granted || is_granted;
        was_denied = was_denied || !is_granted;
    }
    return was_granted && was_denied ? MAYBE : was_granted ? YES : NO;
}

/* All of the permissions that `wanted` has a bit for. */
static inline enum say
slow_access_to_all(const struct slow_organisation *of, unsigned wanted, bool *is_too_large)
{
    enum say all = YES;
    for (unsigned permission = 0; permission < 32; permission++) {
        if ((wanted >> permission & 1) == 0)
            continue;
        enum say one = slow_access(of, permission, is_too_large);
        if (*is_too_large)
            return MAYBE;
        all = all == NO || one == NO ? NO : all == MAYBE || one == MAYBE ? MAYBE : YES;
    }
    return all;
}

#endif
