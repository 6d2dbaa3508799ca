/*
 * The checklist: for each row of the preset, may the build account do what the row stands for? Judged
 * by permission over all the policies that count, never by the name of the role. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/judge/derive.h"
#include "core/judge/levels.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

const struct rr_standing *rr_judge_standing(struct rr_judge *judge, enum rr_need_place place)
{
    if (judge->standings[place] == NULL)
        judge->standings[place] =
            rr_standing_at(judge->observed, place, judge->build_member, judge->arena);
    return judge->standings[place];
}

/*
 * Basic roles hold no storage.objects.*: they work through bindings that each new bucket is made with.
 * Before the first deploy there is no bucket, so what they will give cannot be known. Source: gcp-apis 4.5.
 */
static const char *basic_role_of(const struct rr_judge *judge)
{
    static const char *const basic[] = {"roles/editor", "roles/owner", "roles/viewer"};
    const struct rr_observed *observed = judge->observed;
    if (rr_observed_fact(observed, RR_READ_BUCKET_POLICY)->state != RR_FACT_ABSENT ||
        !rr_observed_has(observed, RR_READ_PROJECT_POLICY))
        return NULL;
    for (size_t i = 0; i < 3; i++)
        if (rr_policy_find(&observed->project_policy, basic[i], judge->build_member) != NULL)
            return basic[i];
    return NULL;
}

static void wait_for_bucket(struct rr_judge *judge,
                            struct rr_finding *finding,
                            enum rr_need need,
                            struct rr_answer *answer)
{
    const char *role = basic_role_of(judge);
    bool is_in_bucket = rr_need_def(need)->place == RR_PLACE_BUCKET;
    // A viewer's share of a new bucket is reading only.
    bool is_enough = role != NULL && (need == RR_NEED_SOURCE_READ || role[6] != 'v');
    if (answer->truth != RR_DENIED_TRUTH || answer->is_forbidden || !is_in_bucket || !is_enough)
        return;
    answer->truth = RR_UNKNOWN_TRUTH;
    answer->n_reasons = 0;
    rr_judge_evidence(judge, finding,
                      _("%s on the project will probably give it through the bucket that the first "
                        "deploy makes; until then nobody can tell"),
                      role);
}

/* ---- one row ---- */

/* What gives it, where that is not simply this role on this resource. */
static void
add_via(struct rr_buf *via, const struct rr_role_row *row, const struct rr_answer *answer)
{
    enum rr_level_kind grant_level =
        row->grant == RR_STEP_GRANT_PROJECT_ROLE ? RR_LEVEL_PROJECT : RR_LEVEL_RESOURCE;
    for (size_t i = 0; i < answer->n_reasons; i++) {
        const struct rr_reason *reason = &answer->reasons[i];
        if (reason->kind != RR_REASON_GRANT)
            continue;
        bool is_itself = strcmp(reason->role, row->role) == 0 &&
                         reason->level->kind == grant_level &&
                         *reason->condition.expression == '\0';
        if (is_itself)
            continue;
        RR_BUF_AUTO one = {0};
        rr_buf_add(&one, reason->role);
        if (reason->level->kind == RR_LEVEL_RESOURCE)
            rr_buf_printf(&one, " (%s)", reason->level->title);
        else if (reason->level->kind != RR_LEVEL_PROJECT)
            rr_buf_printf(&one, " (%s)", reason->level->resource);
        if (strstr(rr_buf_text(via), rr_buf_text(&one)) == NULL)
            rr_buf_printf(via, "%s%s", via->len > 0 ? ", " : "", rr_buf_text(&one));
    }
}

static const char *grant_resource(struct rr_judge *judge, const struct rr_role_row *row)
{
    static const enum rr_need_place places[RR_STEP_KIND_COUNT] = {
        [RR_STEP_GRANT_REPOSITORY_ROLE] = RR_PLACE_REPOSITORY,
        [RR_STEP_GRANT_ACCOUNT_ROLE] = RR_PLACE_RUNTIME,
    };
    return rr_place_name(judge->observed, places[row->grant], judge->arena);
}

/* What the needs of a row come to, all together. */
struct sum {
    bool any_forbidden;
    bool any_denied;
    bool any_unknown;
    bool only_conditional; // of those that are unknown
    bool only_denies;      // of those that are unknown
    bool is_for_now;
    int64_t until_s; // 0 = no end is known
};

static void add_to_sum(struct sum *sum, const struct rr_answer *answer)
{
    sum->any_forbidden |= answer->is_forbidden;
    sum->any_denied |= answer->truth == RR_DENIED_TRUTH;
    sum->any_unknown |= answer->truth == RR_UNKNOWN_TRUTH;
    sum->only_conditional &= answer->truth != RR_UNKNOWN_TRUTH || answer->only_conditional;
    sum->only_denies &= answer->truth != RR_UNKNOWN_TRUTH || answer->only_denies;
    sum->is_for_now |= answer->is_for_now;
    bool is_sooner = answer->until_s > 0 && (sum->until_s == 0 || answer->until_s < sum->until_s);
    sum->until_s = is_sooner ? answer->until_s : sum->until_s;
}

static enum rr_finding_state state_of(const struct sum *sum)
{
    if (sum->any_forbidden)
        return RR_FINDING_BLOCKED;
    if (sum->any_denied)
        return RR_FINDING_MISSING;
    if (sum->any_unknown)
        return sum->only_conditional ? RR_FINDING_WARNING : RR_FINDING_UNKNOWN;
    return sum->is_for_now ? RR_FINDING_WARNING : RR_FINDING_OK;
}

enum { SOON_S = 30 * 24 * 3600, DAY_S = 24 * 3600 };

static const char *words_for_now(const struct rr_judge *judge, const struct sum *sum)
{
    int64_t left_s = sum->until_s - judge->observed->made_at_s;
    if (sum->until_s == 0 || left_s > SOON_S)
        return _("Held now, under a condition. A plain grant makes it last.");
    return rr_arena_printf(judge->arena,
                           _("Held now, but only for %d more days. A plain grant makes it last."),
                           (int)((left_s + DAY_S - 1) / DAY_S));
}

static const char *
words_for(struct rr_judge *judge, const struct sum *sum, const struct rr_role_row *row)
{
    switch (state_of(sum)) {
    case RR_FINDING_OK:
        return "";
    case RR_FINDING_WARNING:
        if (!sum->any_unknown)
            return words_for_now(judge, sum);
        return _("Held only under a condition. A plain grant makes it certain.");
    case RR_FINDING_UNKNOWN:
        if (sum->only_denies)
            return _("Its roles give it, but a deny policy may take it away; no grant helps "
                     "against that.");
        return _("Not found in what could be read; it may still be given elsewhere. Granting it "
                 "here does no harm and makes it certain.");
    case RR_FINDING_BLOCKED:
        return _("A deny policy forbids it, and no role helps against that. Those who manage deny "
                 "policies can except this account: roles/iam.denyAdmin on the organisation.");
    case RR_FINDING_MISSING:
    case RR_FINDING_STATE_COUNT:
        break;
    }
    return _(row->why);
}

static void judge_need(struct rr_judge *judge,
                       struct rr_finding *finding,
                       enum rr_need need,
                       struct sum *sum,
                       struct rr_answer *answer)
{
    const struct rr_need_def *def = rr_need_def(need);
    const struct rr_standing *standing = rr_judge_standing(judge, def->place);
    *answer = rr_standing_ask(standing, def->permissions, def->n_permissions, judge->arena);
    bool was_denied = answer->truth == RR_DENIED_TRUTH;
    wait_for_bucket(judge, finding, need, answer);
    add_to_sum(sum, answer);
    rr_derive_evidence(judge, finding, answer);
    rr_derive_proofs(judge, finding, standing, def);
    if (was_denied && answer->truth != RR_DENIED_TRUTH)
        rr_derive_soften(judge, finding, def->n_permissions);
}

static size_t needs_of(const struct rr_judge *judge,
                       const struct rr_role_row *row,
                       enum rr_need needs[RR_ROW_NEEDS_MAX + 1])
{
    size_t n = row->n_needs;
    memcpy(needs, row->needs, sizeof row->needs);
    if (row->adds_run_iam && judge->context->access == RR_ACCESS_PUBLIC)
        needs[n++] = RR_NEED_RUN_IAM;
    return n;
}

/* What a plain grant would settle. */
static void offer_grant(struct rr_judge *judge,
                        struct rr_finding *finding,
                        const struct rr_role_row *row,
                        const struct sum *sum)
{
    bool no_grant_helps =
        sum->any_forbidden || (sum->any_unknown && sum->only_denies && !sum->any_denied);
    if (finding->state != RR_FINDING_OK && !no_grant_helps)
        rr_judge_remedy(judge, finding, rr_grant_step_id(judge->arena, row->grant, row->role));
    if (finding->state == RR_FINDING_MISSING)
        rr_judge_choices(judge, finding, row);
    // It works today; that a plain grant would last longer is said for information.
    if (finding->state == RR_FINDING_WARNING && !sum->any_unknown)
        finding->is_required = false;
}

static void judge_row(struct rr_judge *judge, const struct rr_role_row *row)
{
    struct rr_finding *finding = rr_judge_add(judge, row->id, row->station, RR_FINDING_OK);
    finding->title = _(row->title);
    finding->role = row->role;
    finding->member = judge->build_member;
    finding->resource = grant_resource(judge, row);
    finding->would_say = row->would_say;
    struct sum sum = {.only_conditional = true, .only_denies = true};
    enum rr_need needs[RR_ROW_NEEDS_MAX + 1];
    size_t n_needs = needs_of(judge, row, needs);
    RR_BUF_AUTO via = {0};
    for (size_t i = 0; i < n_needs; i++) {
        struct rr_answer answer;
        judge_need(judge, finding, needs[i], &sum, &answer);
        if (answer.truth == RR_GRANTED_TRUTH)
            add_via(&via, row, &answer);
    }
    finding->state = state_of(&sum);
    finding->why = words_for(judge, &sum, row);
    if (!sum.any_denied && !sum.any_unknown)
        finding->via = rr_arena_str(judge->arena, rr_buf_text(&via));
    offer_grant(judge, finding, row, &sum);
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
    if (*email != '\0')
        judge->build_member = rr_arena_printf(judge->arena, "serviceAccount:%s", email);
    for (size_t i = 0; i < n; i++) {
        if (*email == '\0')
            judge_row_without_account(judge, &rows[i]);
        else
            judge_row(judge, &rows[i]);
    }
    if (*email != '\0')
        rr_judge_extra(judge);
}
