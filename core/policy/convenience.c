/*
 * Who is behind projectEditor:P and its sisters. Answers for members of a bucket's bindings only;
 * what the binding then gives is access's business.
 */
#include "config.h"

#include "core/policy/convenience.h"

#include "core/policy/validity.h"
#include "core/util/str.h"

/* The basic role that a convenience member stands for, or NULL. */
static const char *basic_role(enum rr_member_kind kind)
{
    switch (kind) {
    case RR_MEMBER_PROJECT_OWNER:
        return "roles/owner";
    case RR_MEMBER_PROJECT_EDITOR:
        return "roles/editor";
    case RR_MEMBER_PROJECT_VIEWER:
        return "roles/viewer";
    case RR_MEMBER_USER:
    case RR_MEMBER_GROUP:
    case RR_MEMBER_SERVICE_ACCOUNT:
    case RR_MEMBER_DOMAIN:
    case RR_MEMBER_ALL_USERS:
    case RR_MEMBER_ALL_AUTHENTICATED:
    case RR_MEMBER_PRINCIPAL:
    case RR_MEMBER_PRINCIPAL_SET:
    case RR_MEMBER_DELETED:
    case RR_MEMBER_OTHER:
        return NULL;
    }
    return NULL;
}

bool rr_convenience_is(enum rr_member_kind kind)
{
    return basic_role(kind) != NULL;
}

/* Is the binding over, not yet begun, or in error? Whatever the permission: none is at hand here. */
static bool is_lapsed(const struct rr_question *question, const struct rr_binding *binding)
{
    struct rr_arena scratch = {0};
    const struct rr_use use = {question, "", &scratch, true};
    enum rr_truth truth = rr_validity_of(&use, &binding->condition).truth;
    rr_arena_free(&scratch);
    return truth == RR_DENIED_TRUTH;
}

static enum rr_match match_binding(const struct rr_question *question,
                                   const struct rr_binding *binding)
{
    const char *member = question->member;
    enum rr_match best = RR_MATCH_NO;
    if (is_lapsed(question, binding))
        return best;
    for (size_t i = 0; i < binding->n_members; i++) {
        enum rr_match match = rr_member_match(binding->members[i], member);
        if (match == RR_MATCH_YES)
            return rr_binding_has_condition(binding) ? RR_MATCH_MAYBE : RR_MATCH_YES;
        if (match == RR_MATCH_MAYBE)
            best = match;
    }
    return best;
}

/* Does this level's policy give the member the role? */
static enum rr_match
match_level(const struct rr_question *question, const struct rr_level *level, const char *role)
{
    if (level->policy == NULL)
        return level->is_absent ? RR_MATCH_NO : RR_MATCH_MAYBE;
    enum rr_match best = RR_MATCH_NO;
    for (size_t i = 0; i < level->policy->n_bindings; i++) {
        const struct rr_binding *binding = &level->policy->bindings[i];
        if (!rr_str_eq(binding->role, role))
            continue;
        enum rr_match match = match_binding(question, binding);
        if (match == RR_MATCH_YES)
            return match;
        if (match == RR_MATCH_MAYBE)
            best = match;
    }
    return best;
}

static bool is_project(const struct rr_level *level, const char *project)
{
    return rr_str_has_prefix(level->resource, "projects/") &&
           rr_str_eq(level->resource + sizeof "projects/" - 1, project);
}

enum rr_match rr_convenience_match(const struct rr_member *holder,
                                   const struct rr_question *question)
{
    const char *role = basic_role(holder->kind);
    if (role == NULL)
        return RR_MATCH_NO;
    bool saw_project = false;
    enum rr_match best = RR_MATCH_NO;
    for (size_t i = 0; i < question->n_levels; i++) {
        const struct rr_level *level = &question->levels[i];
        if (level->kind == RR_LEVEL_RESOURCE)
            continue;
        enum rr_match match = match_level(question, level, role);
        bool is_the_project = level->kind == RR_LEVEL_PROJECT && is_project(level, holder->value);
        saw_project = saw_project || is_the_project;
        if (match == RR_MATCH_YES && is_the_project)
            return match;
        if (match != RR_MATCH_NO)
            best = RR_MATCH_MAYBE;
    }
    return saw_project ? best : RR_MATCH_MAYBE;
}
