/*
 * The checklist: for each row of the preset, may the build account do what the row stands for? Judged
 * by permission over all the policies that count, never by the name of the role. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/judge/judge.h"
#include "core/judge/levels.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static struct rr_answer ask(struct rr_judge *judge, const char *member, enum rr_need need)
{
    const struct rr_observed *observed = judge->observed;
    const struct rr_need_def *def = rr_need_def(need);
    struct rr_levels levels = rr_levels_for(observed, def->place, judge->arena);
    struct rr_question question = {.member = member,
                                   .permissions = def->permissions,
                                   .n_permissions = def->n_permissions,
                                   .levels = levels.items,
                                   .n_levels = levels.n,
                                   .roles = observed->roles,
                                   .live = observed->roles_read,
                                   .n_live = observed->n_roles_read,
                                   .now_s = observed->made_at_s};
    return rr_access(&question, judge->arena);
}

/*
 * Basic roles hold no storage.objects.*: they work through bindings that each new bucket is made with.
 * Before the first deploy there is no bucket, so what they will give cannot be known. Source: gcp-apis 4.5.
 */
static const char *basic_role_of(const struct rr_judge *judge, const char *member)
{
    static const char *const basic[] = {"roles/editor", "roles/owner", "roles/viewer"};
    const struct rr_observed *observed = judge->observed;
    if (rr_observed_fact(observed, RR_READ_BUCKET_POLICY)->state != RR_FACT_ABSENT ||
        !rr_observed_has(observed, RR_READ_PROJECT_POLICY))
        return NULL;
    for (size_t i = 0; i < 3; i++)
        if (rr_policy_find(&observed->project_policy, basic[i], member) != NULL)
            return basic[i];
    return NULL;
}

static void wait_for_bucket(struct rr_judge *judge,
                            struct rr_finding *finding,
                            const char *member,
                            enum rr_need need,
                            struct rr_answer *answer)
{
    const char *role = basic_role_of(judge, member);
    bool is_in_bucket = rr_need_def(need)->place == RR_PLACE_BUCKET;
    // A viewer's share of a new bucket is reading only.
    bool is_enough = role != NULL && (need == RR_NEED_SOURCE_READ || role[6] != 'v');
    if (answer->truth != RR_DENIED_TRUTH || !is_in_bucket || !is_enough)
        return;
    answer->truth = RR_UNKNOWN_TRUTH;
    answer->n_reasons = 0;
    rr_judge_evidence(judge, finding,
                      _("%s on the project will probably give it through the bucket that the first "
                        "deploy makes; until then nobody can tell"),
                      role);
}

/* ---- the derivation in words ---- */

static void
tell_reason(struct rr_judge *judge, struct rr_finding *finding, const struct rr_reason *reason)
{
    const char *level = reason->level->title;
    switch (reason->kind) {
    case RR_REASON_GRANT:
        rr_judge_evidence(judge, finding, _("%s on %s gives %s"), reason->role, level,
                          reason->permission);
        return;
    case RR_REASON_CONDITIONAL:
        rr_judge_evidence(judge, finding,
                          _("%s on %s gives %s only under the condition \"%s\": %s"), reason->role,
                          level, reason->permission, reason->condition.title,
                          reason->condition.expression);
        return;
    case RR_REASON_GROUP:
        rr_judge_evidence(judge, finding,
                          _("%s on %s may give %s: whether %s holds the account cannot be seen"),
                          reason->role, level, reason->permission, reason->member);
        return;
    case RR_REASON_ROLE:
        rr_judge_evidence(judge, finding,
                          _("%s on %s may give %s: what this role permits could not be read"),
                          reason->role, level, reason->permission);
        return;
    case RR_REASON_UNREADABLE:
        finding->is_read_error |= reason->level->is_read_error;
        rr_judge_evidence(judge, finding, _("%s: its policy could not be read, so it may give %s"),
                          level, reason->permission);
        return;
    case RR_REASON_DEAD:
        rr_judge_evidence(judge, finding,
                          _("%s on %s does not count: %s is a deleted member or the role is off"),
                          reason->role, level, reason->member);
        return;
    }
}

static bool was_told(const struct rr_answer *answer, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (answer->reasons[k].kind == answer->reasons[i].kind &&
            answer->reasons[k].level == answer->reasons[i].level &&
            strcmp(answer->reasons[k].role, answer->reasons[i].role) == 0 &&
            strcmp(answer->reasons[k].member, answer->reasons[i].member) == 0)
            return true;
    return false;
}

static void
tell_answer(struct rr_judge *judge, struct rr_finding *finding, const struct rr_answer *answer)
{
    for (size_t i = 0; i < answer->n_reasons; i++)
        if (!was_told(answer, i))
            tell_reason(judge, finding, &answer->reasons[i]);
    if (answer->truth != RR_DENIED_TRUTH)
        return;
    RR_BUF_AUTO lacking = {0};
    for (size_t i = 0; i < answer->n_lacking; i++)
        rr_buf_printf(&lacking, "%s%s", i > 0 ? ", " : "", answer->lacking[i]);
    rr_judge_evidence(judge, finding, _("no role gives %s"), rr_buf_text(&lacking));
}

/* What gives it, where that is not simply this role on this resource. */
static void add_via(struct rr_buf *via,
                    const struct rr_role_row *row,
                    enum rr_level_kind grant_level,
                    const struct rr_answer *answer)
{
    for (size_t i = 0; i < answer->n_reasons; i++) {
        const struct rr_reason *reason = &answer->reasons[i];
        bool is_itself = strcmp(reason->role, row->role) == 0 && reason->level->kind == grant_level;
        if (reason->kind != RR_REASON_GRANT || is_itself)
            continue;
        RR_BUF_AUTO one = {0};
        rr_buf_add(&one, reason->role);
        if (reason->level->kind != RR_LEVEL_PROJECT)
            rr_buf_printf(&one, " (%s)", reason->level->resource);
        if (strstr(rr_buf_text(via), rr_buf_text(&one)) == NULL)
            rr_buf_printf(via, "%s%s", via->len > 0 ? ", " : "", rr_buf_text(&one));
    }
}

static const char *grant_resource(struct rr_judge *judge, const struct rr_role_row *row)
{
    const struct rr_context *context = judge->context;
    switch (row->grant) {
    case RR_STEP_GRANT_REPOSITORY_ROLE:
        return rr_arena_printf(judge->arena, "projects/%s/locations/%s/repositories/%s",
                               context->project, context->region, rr_context_repository(context));
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        return rr_arena_printf(judge->arena, "projects/%s/serviceAccounts/%s", context->project,
                               rr_observed_runtime_account(judge->observed));
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_ENABLE_SERVICES:
    case RR_STEP_CREATE_REPOSITORY:
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
    case RR_STEP_DEPLOY:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
    case RR_STEP_DISABLE_INVOKER_CHECK:
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
    case RR_STEP_KIND_COUNT:
        break;
    }
    return rr_arena_printf(judge->arena, "projects/%s", context->project);
}

static enum rr_finding_state state_of(bool any_denied, bool any_unknown, bool only_conditional)
{
    if (any_denied)
        return RR_FINDING_MISSING;
    if (any_unknown)
        return only_conditional ? RR_FINDING_WARNING : RR_FINDING_UNKNOWN;
    return RR_FINDING_OK;
}

static const char *words_for(enum rr_finding_state state, const struct rr_role_row *row)
{
    switch (state) {
    case RR_FINDING_OK:
        return "";
    case RR_FINDING_WARNING:
        return _("Held only under a condition. A plain grant makes it certain.");
    case RR_FINDING_UNKNOWN:
        return _("Not found in what could be read; it may still be given elsewhere. Granting it "
                 "here does no harm and makes it certain.");
    case RR_FINDING_MISSING:
    case RR_FINDING_BLOCKED:
    case RR_FINDING_STATE_COUNT:
        break;
    }
    return _(row->why);
}

static void judge_row(struct rr_judge *judge, const struct rr_role_row *row, const char *member)
{
    struct rr_finding *finding = rr_judge_add(judge, row->id, row->station, RR_FINDING_OK);
    finding->title = _(row->title);
    finding->role = row->role;
    finding->member = member;
    finding->resource = grant_resource(judge, row);
    finding->would_say = row->would_say;
    bool any_denied = false;
    bool any_unknown = false;
    bool only_conditional = true;
    size_t n_needs = row->n_needs;
    enum rr_need asked[RR_ROW_NEEDS_MAX + 1];
    memcpy(asked, row->needs, sizeof row->needs);
    if (row->adds_run_iam && judge->context->access == RR_ACCESS_PUBLIC)
        asked[n_needs++] = RR_NEED_RUN_IAM;
    RR_BUF_AUTO via = {0};
    enum rr_level_kind grant_level =
        row->grant == RR_STEP_GRANT_PROJECT_ROLE ? RR_LEVEL_PROJECT : RR_LEVEL_RESOURCE;
    for (size_t i = 0; i < n_needs; i++) {
        struct rr_answer answer = ask(judge, member, asked[i]);
        wait_for_bucket(judge, finding, member, asked[i], &answer);
        any_denied |= answer.truth == RR_DENIED_TRUTH;
        any_unknown |= answer.truth == RR_UNKNOWN_TRUTH;
        only_conditional &= answer.truth != RR_UNKNOWN_TRUTH || answer.only_conditional;
        tell_answer(judge, finding, &answer);
        if (answer.truth == RR_GRANTED_TRUTH)
            add_via(&via, row, grant_level, &answer);
    }
    finding->state = state_of(any_denied, any_unknown, only_conditional);
    finding->why = words_for(finding->state, row);
    if (finding->state == RR_FINDING_OK)
        finding->via = rr_arena_str(judge->arena, rr_buf_text(&via));
    else
        rr_judge_remedy(judge, finding, rr_grant_step_id(judge->arena, row->grant, row->role));
}

/* Nothing can be said of roles while nobody knows whose they are. */
static void judge_row_without_account(struct rr_judge *judge, const struct rr_role_row *row)
{
    struct rr_finding *finding = rr_judge_add(judge, row->id, row->station, RR_FINDING_UNKNOWN);
    finding->title = _(row->title);
    finding->role = row->role;
    finding->resource = grant_resource(judge, row);
    finding->would_say = row->would_say;
    finding->why = _("It is not known yet which account builds.");
}

void rr_judge_roles(struct rr_judge *judge)
{
    size_t n = 0;
    const struct rr_role_row *rows = rr_preset_rows(judge->context->preset, &n);
    const char *email = rr_observed_build_account(judge->observed);
    const char *member = rr_arena_printf(judge->arena, "serviceAccount:%s", email);
    for (size_t i = 0; i < n; i++) {
        if (*email == '\0')
            judge_row_without_account(judge, &rows[i]);
        else
            judge_row(judge, &rows[i], member);
    }
}
