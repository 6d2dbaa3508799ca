/*
 * Why an answer is what it is: which binding on which resource through which role under which
 * condition, stopped by which deny rule, and what could not be seen. Pure.
 */
#include "config.h"

#include "core/judge/derive.h"

#include <string.h>

#include "core/util/buf.h"
#include "core/util/clock.h"
#include "core/util/i18n.h"

/* A reason in words, with all the permissions it was found for ("a, b"). */
struct telling {
    struct rr_arena *arena;
    const struct rr_reason *reason;
    const char *what;
};

static const char *time_text(int64_t at_s, struct rr_arena *arena)
{
    char text[RR_TIME_TEXT];
    if (at_s <= 0)
        return "";
    rr_time_format(at_s * 1000, text);
    return rr_arena_str(arena, text);
}

static const char *until_text(const struct rr_reason *reason, struct rr_arena *arena)
{
    return time_text(reason->until_s, arena);
}

/* A condition by its title, or by itself where it has none. */
static const char *condition_name(const struct rr_condition *condition)
{
    return *condition->title != '\0' ? condition->title : condition->expression;
}

/* Those who tell of a grant have a level, those who tell of a deny policy have that. */
static const char *level_title(const struct rr_reason *reason)
{
    return reason->level != NULL ? reason->level->title : "";
}

static const char *tell_grant(const struct telling *t)
{
    const struct rr_reason *reason = t->reason;
    const char *level = level_title(reason);
    const char *until = until_text(reason, t->arena);
    if (*reason->condition.expression == '\0')
        return rr_arena_printf(t->arena, _("%s on %s gives %s"), reason->role, level, t->what);
    if (*until != '\0')
        return rr_arena_printf(
            t->arena, _("%s on %s gives %s under the condition \"%s\", which holds until %s"),
            reason->role, level, t->what, condition_name(&reason->condition), until);
    return rr_arena_printf(t->arena,
                           _("%s on %s gives %s under the condition \"%s\", which holds now: %s"),
                           reason->role, level, t->what, condition_name(&reason->condition),
                           reason->condition.expression);
}

/* A condition that nobody can decide, and what it hangs on. */
static const char *tell_conditional(const struct telling *t)
{
    const struct rr_reason *reason = t->reason;
    return rr_arena_printf(t->arena, _("%s on %s gives %s only under the condition \"%s\": %s; %s"),
                           reason->role, level_title(reason), t->what,
                           condition_name(&reason->condition), reason->condition.expression,
                           reason->about);
}

/* Over, not yet begun, for something else, or in error. */
static const char *tell_lapsed(const struct telling *t)
{
    const struct rr_reason *reason = t->reason;
    const char *level = level_title(reason);
    const char *name = condition_name(&reason->condition);
    const char *from = time_text(reason->from_s, t->arena);
    if (*reason->about != '\0')
        return rr_arena_printf(
            t->arena, _("%s on %s does not give %s: its condition \"%s\" does not hold, since %s"),
            reason->role, level, t->what, name, reason->about);
    if (*from != '\0')
        return rr_arena_printf(
            t->arena, _("%s on %s does not give %s yet: its condition \"%s\" holds from %s on: %s"),
            reason->role, level, t->what, name, from, reason->condition.expression);
    return rr_arena_printf(
        t->arena, _("%s on %s does not give %s now: its condition \"%s\" does not hold: %s"),
        reason->role, level, t->what, name, reason->condition.expression);
}

static const char *deny_title(const struct rr_reason *reason)
{
    return reason->deny_policy != NULL ? reason->deny_policy->title : "";
}

static const char *tell_deny(const struct telling *t)
{
    const struct rr_reason *reason = t->reason;
    const char *level = reason->deny_level->title;
    if (reason->kind == RR_REASON_DENY)
        return rr_arena_printf(t->arena,
                               _("the deny policy \"%s\" on %s forbids %s, whatever roles give it"),
                               deny_title(reason), level, t->what);
    if (reason->kind == RR_REASON_MAY_DENY && *reason->condition.expression != '\0')
        return rr_arena_printf(t->arena,
                               _("the deny policy \"%s\" on %s may forbid %s: its condition is %s"),
                               deny_title(reason), level, t->what, reason->condition.expression);
    if (reason->kind == RR_REASON_MAY_DENY)
        return rr_arena_printf(t->arena,
                               _("the deny policy \"%s\" on %s may forbid %s: whether a group or "
                                 "set that it names holds the account cannot be seen"),
                               deny_title(reason), level, t->what);
    if (reason->deny_policy != NULL)
        return rr_arena_printf(
            t->arena,
            _("the rules of the deny policy \"%s\" on %s could not be read; they may forbid %s"),
            deny_title(reason), level, t->what);
    return rr_arena_printf(t->arena,
                           _("the deny policies of %s could not be read; they may forbid %s"),
                           level, t->what);
}

static const char *tell(const struct telling *t)
{
    const struct rr_reason *reason = t->reason;
    const char *level = level_title(reason);
    switch (reason->kind) {
    case RR_REASON_GRANT:
        return tell_grant(t);
    case RR_REASON_CONDITIONAL:
        return tell_conditional(t);
    case RR_REASON_LAPSED:
        return tell_lapsed(t);
    case RR_REASON_GROUP:
        return rr_arena_printf(t->arena,
                               _("%s on %s may give %s: whether %s holds the account cannot be "
                                 "seen"),
                               reason->role, level, t->what, reason->member);
    case RR_REASON_ROLE:
        return rr_arena_printf(t->arena,
                               _("%s on %s may give %s: what this role permits could not be read"),
                               reason->role, level, t->what);
    case RR_REASON_UNREADABLE:
        return rr_arena_printf(t->arena, _("%s: its policy could not be read, so it may give %s"),
                               level, t->what);
    case RR_REASON_DEAD:
        return rr_arena_printf(
            t->arena, _("%s on %s does not count: %s is a deleted member or the role is off"),
            reason->role, level, reason->member);
    case RR_REASON_DENY:
    case RR_REASON_MAY_DENY:
    case RR_REASON_DENY_UNREAD:
    case RR_REASON_KIND_COUNT:
        break;
    }
    return tell_deny(t);
}

/* ---- evidence: a line for each binding or rule ---- */

/* The same but for the permission? */
static bool is_one_source(const struct rr_reason *a, const struct rr_reason *b)
{
    return a->kind == b->kind && a->level == b->level && a->deny_level == b->deny_level &&
           a->deny_policy == b->deny_policy && a->deny_rule == b->deny_rule &&
           strcmp(a->role, b->role) == 0 && strcmp(a->member, b->member) == 0 &&
           strcmp(a->condition.expression, b->condition.expression) == 0;
}

static bool was_told(const struct rr_answer *answer, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (is_one_source(&answer->reasons[k], &answer->reasons[i]))
            return true;
    return false;
}

static const char *permissions_of(const struct rr_answer *answer, size_t i, struct rr_arena *arena)
{
    RR_BUF_AUTO what = {0};
    for (size_t k = i; k < answer->n_reasons; k++) {
        const char *permission = answer->reasons[k].permission;
        if (!is_one_source(&answer->reasons[k], &answer->reasons[i]) ||
            strstr(rr_buf_text(&what), permission) != NULL)
            continue;
        rr_buf_printf(&what, "%s%s", what.len > 0 ? ", " : "", permission);
    }
    return rr_arena_str(arena, rr_buf_text(&what));
}

static bool is_read_error(const struct rr_reason *reason)
{
    if (reason->kind == RR_REASON_UNREADABLE)
        return reason->level->is_read_error;
    return reason->kind == RR_REASON_DENY_UNREAD && reason->deny_level->is_read_error;
}

void rr_derive_evidence(struct rr_judge *judge,
                        struct rr_finding *finding,
                        const struct rr_answer *answer)
{
    for (size_t i = 0; i < answer->n_reasons; i++) {
        if (was_told(answer, i))
            continue;
        finding->is_read_error |= is_read_error(&answer->reasons[i]);
        const struct telling telling = {judge->arena, &answer->reasons[i],
                                        permissions_of(answer, i, judge->arena)};
        rr_judge_evidence(judge, finding, "%s", tell(&telling));
    }
    if (answer->truth != RR_DENIED_TRUTH || answer->is_forbidden)
        return;
    RR_BUF_AUTO lacking = {0};
    for (size_t i = 0; i < answer->n_lacking; i++)
        rr_buf_printf(&lacking, "%s%s", i > 0 ? ", " : "", answer->lacking[i]);
    rr_judge_evidence(judge, finding, _("no role gives %s"), rr_buf_text(&lacking));
}

/* ---- proofs: permission by permission ---- */

static const char *level_word(const struct rr_reason *reason)
{
    static const char *const words[] = {
        [RR_LEVEL_RESOURCE] = "resource",
        [RR_LEVEL_PROJECT] = "project",
        [RR_LEVEL_FOLDER] = "folder",
        [RR_LEVEL_ORGANIZATION] = "organization",
    };
    if (reason->level != NULL)
        return words[reason->level->kind];
    if (strncmp(reason->deny_level->resource, "folders/", 8) == 0)
        return words[RR_LEVEL_FOLDER];
    return strncmp(reason->deny_level->resource, "projects/", 9) == 0
               ? words[RR_LEVEL_PROJECT]
               : words[RR_LEVEL_ORGANIZATION];
}

static struct rr_proof_line proof_line(const struct rr_reason *reason, struct rr_arena *arena)
{
    const struct telling telling = {arena, reason, reason->permission};
    const char *resource =
        reason->level != NULL ? reason->level->resource : reason->deny_level->resource;
    return (struct rr_proof_line){
        .kind = rr_reason_word(reason->kind),
        .level = level_word(reason),
        .resource = rr_arena_str(arena, resource),
        .role = rr_arena_str(arena, reason->role),
        .member = rr_arena_str(arena, reason->member),
        .condition_title = rr_arena_str(arena, reason->condition.title),
        .condition_expression = rr_arena_str(arena, reason->condition.expression),
        .until = until_text(reason, arena),
        .deny_policy =
            reason->deny_policy != NULL ? rr_arena_str(arena, reason->deny_policy->name) : "",
        .text = tell(&telling),
    };
}

static struct rr_proof
prove(const struct rr_standing *standing, const char *permission, struct rr_arena *arena)
{
    struct rr_answer answer = rr_standing_ask(standing, &permission, 1, arena);
    struct rr_proof_line *lines = rr_arena_array(arena, answer.n_reasons, sizeof *lines);
    for (size_t i = 0; i < answer.n_reasons; i++)
        lines[i] = proof_line(&answer.reasons[i], arena);
    return (struct rr_proof){.permission = permission,
                             .answer = rr_truth_word(answer.truth),
                             .lines = lines,
                             .n_lines = answer.n_reasons};
}

void rr_derive_proofs(struct rr_judge *judge,
                      struct rr_finding *finding,
                      const struct rr_standing *standing,
                      const struct rr_need_def *need)
{
    size_t n = finding->n_proofs + need->n_permissions;
    struct rr_proof *proofs = rr_arena_array(judge->arena, n, sizeof *proofs);
    for (size_t i = 0; i < finding->n_proofs; i++)
        proofs[i] = finding->proofs[i];
    for (size_t i = 0; i < need->n_permissions; i++)
        proofs[finding->n_proofs++] = prove(standing, need->permissions[i], judge->arena);
    finding->proofs = proofs;
}

void rr_derive_soften(struct rr_judge *judge, struct rr_finding *finding, size_t n)
{
    struct rr_proof *proofs = rr_arena_array(judge->arena, finding->n_proofs, sizeof *proofs);
    for (size_t i = 0; i < finding->n_proofs; i++) {
        proofs[i] = finding->proofs[i];
        bool is_meant = i + n >= finding->n_proofs;
        if (is_meant && strcmp(proofs[i].answer, rr_truth_word(RR_DENIED_TRUTH)) == 0)
            proofs[i].answer = rr_truth_word(RR_UNKNOWN_TRUTH);
    }
    finding->proofs = proofs;
}
