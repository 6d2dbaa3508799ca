/*
 * Organisation policies that stand in the way of something else than who may call: what each blocks,
 * in Google's words, where it is set, and the way round that leaves the organisation as it is. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/judge/judge.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static bool is_known(const struct rr_observed *observed, enum rr_constraint which)
{
    const struct rr_read_facts *facts = &observed->reads[RR_READ_CONSTRAINT];
    return facts->n > (size_t)which && facts->items[which].state == RR_FACT_KNOWN;
}

const char *rr_constraint_level(const struct rr_observed *observed, enum rr_constraint which)
{
    const struct rr_read_facts *facts = &observed->reads[RR_READ_LEVEL_CONSTRAINTS];
    const char *name = rr_constraint_def(which)->name;
    for (size_t i = 0; i < facts->n; i++) {
        // A level that cannot be read may be the one.
        if (facts->items[i].state != RR_FACT_KNOWN)
            return "";
        const struct rr_level_constraints *level = &observed->level_constraints[i];
        for (size_t k = 0; k < level->n; k++)
            if (strcmp(level->names[k], name) == 0)
                return i == 0 ? _("the project") : observed->ancestors.resources[i - 1];
    }
    return "";
}

static void
tell_allowed(struct rr_judge *judge, struct rr_finding *finding, enum rr_constraint which)
{
    const struct rr_effective *effective = &judge->observed->constraints[which];
    for (size_t i = 0; i < effective->n_rules; i++) {
        const struct rr_constraint_rule *rule = &effective->rules[i];
        for (size_t k = 0; k < rule->n_allowed; k++)
            rr_judge_evidence(judge, finding, _("allowed: %s"), rule->allowed[k]);
        for (size_t k = 0; k < rule->n_subjects; k++)
            rr_judge_evidence(judge, finding, _("allowed: %s"), rule->subjects[k]);
        for (size_t k = 0; k < rule->n_sets; k++)
            rr_judge_evidence(judge, finding, _("allowed: %s"), rule->sets[k]);
    }
}

void rr_judge_block(struct rr_judge *judge, struct rr_finding *finding, enum rr_constraint by)
{
    const struct rr_constraint_def *def = rr_constraint_def(by);
    const char *level = rr_constraint_level(judge->observed, by);
    finding->state = RR_FINDING_BLOCKED;
    finding->resource = rr_arena_printf(judge->arena, "constraints/%s", def->name);
    finding->why = _(def->effect);
    if (*def->error != '\0')
        finding->would_say = def->error;
    if (*level != '\0')
        rr_judge_evidence(judge, finding, _("%s, set on %s"), def->name, level);
    else
        rr_judge_evidence(judge, finding, "%s", def->name);
    if (is_known(judge->observed, by))
        tell_allowed(judge, finding, by);
    rr_judge_evidence(judge, finding, "%s", _(def->road));
}

static void judge_region(struct rr_judge *judge)
{
    if (!is_known(judge->observed, RR_CONSTRAINT_LOCATIONS))
        return;
    bool is_sure = false;
    const struct rr_effective *effective = &judge->observed->constraints[RR_CONSTRAINT_LOCATIONS];
    if (rr_effective_allows_region(effective, judge->context->region, &is_sure))
        return;
    struct rr_finding *finding = rr_judge_add(judge, "SOURCE-REGION", RR_STATION_SOURCE,
                                              is_sure ? RR_FINDING_BLOCKED : RR_FINDING_UNKNOWN);
    finding->title = rr_arena_printf(judge->arena, _("Region %s"), judge->context->region);
    rr_judge_block(judge, finding, RR_CONSTRAINT_LOCATIONS);
    finding->state = is_sure ? RR_FINDING_BLOCKED : RR_FINDING_UNKNOWN;
    finding->is_required = is_sure;
    finding->why = _("The organisation policy named here limits where things may be made. Choose a "
                     "region that it allows.");
}

/* A finding for a policy that is in force; a note unless it is made more. */
static struct rr_finding *
note(struct rr_judge *judge, enum rr_constraint which, const char *id, enum rr_station station)
{
    struct rr_finding *finding = rr_judge_add(judge, id, station, RR_FINDING_WARNING);
    rr_judge_block(judge, finding, which);
    finding->state = RR_FINDING_WARNING;
    finding->is_required = false;
    finding->title = _("Organisation policy");
    return finding;
}

static void judge_ingress(struct rr_judge *judge)
{
    const struct rr_effective *effective = &judge->observed->constraints[RR_CONSTRAINT_INGRESS];
    bool blocks = is_known(judge->observed, RR_CONSTRAINT_INGRESS) &&
                  !rr_effective_allows(effective, "all") && !rr_context_is_job(judge->context);
    if (!blocks)
        return;
    enum rr_access_choice access = judge->context->access;
    struct rr_finding *finding =
        note(judge, RR_CONSTRAINT_INGRESS, "POLICY-INGRESS", RR_STATION_ACCESS);
    bool is_for_everybody = access == RR_ACCESS_PUBLIC || access == RR_ACCESS_NO_INVOKER_CHECK;
    if (!is_for_everybody)
        return;
    finding->state = RR_FINDING_BLOCKED;
    finding->is_required = true;
}

static bool restricts(const struct rr_observed *observed, enum rr_constraint which)
{
    const struct rr_effective *effective = &observed->constraints[which];
    if (!is_known(observed, which))
        return false;
    for (size_t i = 0; i < effective->n_rules; i++)
        if (effective->rules[i].deny_all || effective->rules[i].n_allowed > 0)
            return true;
    return false;
}

static const char *project_of(const char *email)
{
    const char *at = strchr(email, '@');
    return at != NULL ? at + 1 : "";
}

/* An account of another project, where the project's own domain is known by another account of it. */
static bool is_foreign(const struct rr_judge *judge, const char *email)
{
    const char *domain = project_of(email);
    static const char suffix[] = ".iam.gserviceaccount.com";
    if (!rr_observed_has(judge->observed, RR_READ_PROJECT) || !rr_str_has_suffix(domain, suffix))
        return false;
    const char *id = judge->observed->project.id;
    size_t n = strlen(domain) - (sizeof suffix - 1);
    return strlen(id) != n || strncmp(id, domain, n) != 0;
}

static void judge_foreign_accounts(struct rr_judge *judge)
{
    const struct rr_context *context = judge->context;
    if (rr_constraint_enforced(judge->observed, RR_CONSTRAINT_NO_CROSS_PROJECT) != RR_YES)
        return;
    if (!is_foreign(judge, context->build_account) && !is_foreign(judge, context->runtime_account))
        return;
    struct rr_finding *finding =
        note(judge, RR_CONSTRAINT_NO_CROSS_PROJECT, "POLICY-ACCOUNT-PROJECT", RR_STATION_RUN);
    finding->state = RR_FINDING_BLOCKED;
    finding->is_required = true;
}

/* Why a project has no default build account. */
static void judge_build_defaults(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    if (rr_observed_fact(observed, RR_READ_BUILD_DEFAULT)->state != RR_FACT_ABSENT)
        return;
    if (rr_constraint_enforced(observed, RR_CONSTRAINT_USE_COMPUTE_BUILD_ACCOUNT) != RR_NO)
        return;
    struct rr_finding *finding = note(judge, RR_CONSTRAINT_USE_COMPUTE_BUILD_ACCOUNT,
                                      "POLICY-BUILD-ACCOUNT", RR_STATION_BUILD);
    finding->why = _("This policy is switched off here, so no build account is taken by default.");
}

/* Custom constraints have names of the organisation's own: that they are there is all that can be told. */
static void judge_custom(struct rr_judge *judge)
{
    const struct rr_read_facts *facts = &judge->observed->reads[RR_READ_LEVEL_CONSTRAINTS];
    struct rr_finding *finding = NULL;
    for (size_t i = 0; i < facts->n; i++) {
        const struct rr_level_constraints *level = &judge->observed->level_constraints[i];
        for (size_t k = 0; k < level->n; k++) {
            if (!rr_str_has_prefix(level->names[k], "custom."))
                continue;
            if (finding == NULL)
                finding =
                    rr_judge_add(judge, "POLICY-CUSTOM", RR_STATION_ACCESS, RR_FINDING_WARNING);
            rr_judge_evidence(judge, finding, _("%s, set on %s"), level->names[k],
                              i == 0 ? _("the project")
                                     : judge->observed->ancestors.resources[i - 1]);
        }
    }
    if (finding == NULL)
        return;
    finding->title = _("Rules of the organisation's own");
    finding->why =
        _("What they forbid cannot be told beforehand. A change that one of them refuses "
          "is told with its name, and nothing else is touched.");
    finding->would_say =
        "Operation denied by custom org policies: [\"customConstraints/custom.NAME\"";
    finding->is_required = false;
}

void rr_judge_policies(struct rr_judge *judge)
{
    judge_region(judge);
    judge_ingress(judge);
    judge_foreign_accounts(judge);
    judge_build_defaults(judge);
    if (restricts(judge->observed, RR_CONSTRAINT_VPC_EGRESS))
        note(judge, RR_CONSTRAINT_VPC_EGRESS, "POLICY-EGRESS", RR_STATION_RUN);
    if (restricts(judge->observed, RR_CONSTRAINT_BINARY_AUTHORIZATION))
        note(judge, RR_CONSTRAINT_BINARY_AUTHORIZATION, "POLICY-IMAGES", RR_STATION_RUN);
    judge_custom(judge);
}
