/*
 * Organisation policy in front of the choice of access, before anything is built. Pure.
 */
#include "config.h"

#include "core/judge/judge.h"
#include "core/util/i18n.h"

static const struct rr_fact *constraint_fact(const struct rr_observed *observed,
                                             enum rr_constraint which)
{
    return &observed->reads[RR_READ_CONSTRAINT].items[which];
}

static bool is_known(const struct rr_observed *observed, enum rr_constraint which)
{
    return constraint_fact(observed, which)->state == RR_FACT_KNOWN;
}

enum rr_verdict rr_all_users_blocked(const struct rr_observed *observed, enum rr_constraint *by)
{
    static const enum rr_constraint both[] = {RR_CONSTRAINT_DOMAINS, RR_CONSTRAINT_MANAGED_MEMBERS};
    bool all_known = true;
    for (size_t i = 0; i < 2; i++) {
        *by = both[i];
        bool known = is_known(observed, both[i]);
        if (known && rr_effective_blocks_all_users(both[i], &observed->constraints[both[i]]))
            return RR_YES;
        all_known &= known;
    }
    return all_known || rr_observed_is_alone(observed) ? RR_NO : RR_NOT_KNOWN;
}

enum rr_verdict rr_constraint_enforced(const struct rr_observed *observed, enum rr_constraint which)
{
    if (is_known(observed, which))
        return rr_effective_is_enforced(&observed->constraints[which]) ? RR_YES : RR_NO;
    return rr_observed_is_alone(observed) ? RR_NO : RR_NOT_KNOWN;
}

const char *const *
rr_access_roads(const struct rr_observed *observed, struct rr_arena *arena, size_t *n)
{
    const char **roads = rr_arena_array(arena, 4, sizeof *roads);
    *n = 0;
    roads[(*n)++] = _("private: callers prove who they are with an identity token (OIDC); the safe "
                      "default, and what a Scheduler can do");
    roads[(*n)++] = _("iap: people sign in through Identity-Aware Proxy in front of the service");
    if (rr_constraint_enforced(observed, RR_CONSTRAINT_REQUIRE_INVOKER) != RR_YES)
        roads[(*n)++] = _("no-invoker-check: the service is public without allUsers; Google's own "
                          "advice where domains are restricted");
    roads[(*n)++] = _("an exception by tag, which an administrator of the organisation must make; "
                      "the policy itself should stay as it is");
    return roads;
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

static void tell_unreadable(struct rr_judge *judge, struct rr_finding *finding)
{
    static const enum rr_constraint both[] = {RR_CONSTRAINT_DOMAINS, RR_CONSTRAINT_MANAGED_MEMBERS};
    finding->why =
        _("Whether the organisation lets anyone in could not be read. The attempt itself "
          "will tell; nothing breaks by trying.");
    for (size_t i = 0; i < 2; i++)
        if (!is_known(judge->observed, both[i]))
            rr_judge_unknown(judge, finding, constraint_fact(judge->observed, both[i]));
}

static void judge_all_users(struct rr_judge *judge)
{
    bool is_wanted = judge->context->access == RR_ACCESS_PUBLIC;
    enum rr_constraint by = RR_CONSTRAINT_DOMAINS;
    enum rr_verdict blocked = rr_all_users_blocked(judge->observed, &by);
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-PUBLIC", RR_STATION_ACCESS, RR_FINDING_OK);
    finding->title = _("Public access (allUsers)");
    finding->is_required = is_wanted;
    if (blocked == RR_NO)
        return;
    if (blocked == RR_NOT_KNOWN) {
        tell_unreadable(judge, finding);
        return;
    }
    finding->state = is_wanted ? RR_FINDING_BLOCKED : RR_FINDING_WARNING;
    finding->resource =
        rr_arena_printf(judge->arena, "constraints/%s", rr_constraint_def(by)->name);
    finding->why = is_wanted
                       ? _("The organisation policy named here keeps allUsers out. gcloud would "
                           "still report a successful deploy, of a service that answers 403.")
                       : _("The organisation policy named here keeps allUsers out. A private "
                           "service, as chosen, is not affected.");
    finding->would_say =
        by == RR_CONSTRAINT_DOMAINS
            ? "FAILED_PRECONDITION: One or more users named in the policy do not belong to a "
              "permitted customer,  perhaps due to an organization policy."
            : "Operation denied by org policy: [\"constraints/iam.managed.allowedPolicyMembers\"]";
    tell_allowed(judge, finding, by);
}

static void judge_invoker_check(struct rr_judge *judge)
{
    if (judge->context->access != RR_ACCESS_NO_INVOKER_CHECK)
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-INVOKER-CHECK", RR_STATION_ACCESS, RR_FINDING_OK);
    finding->title = _("Switching the invoker check off");
    enum rr_verdict enforced =
        rr_constraint_enforced(judge->observed, RR_CONSTRAINT_REQUIRE_INVOKER);
    if (enforced == RR_NOT_KNOWN)
        rr_judge_unknown(judge, finding,
                         constraint_fact(judge->observed, RR_CONSTRAINT_REQUIRE_INVOKER));
    if (enforced != RR_YES)
        return;
    finding->state = RR_FINDING_BLOCKED;
    finding->resource = "constraints/run.managed.requireInvokerIam";
    finding->why = _("The organisation policy named here demands that Cloud Run checks who calls.");
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
    finding->resource = "constraints/gcp.resourceLocations";
    finding->is_required = is_sure;
    finding->why = _("The organisation policy named here limits where things may be made. Choose a "
                     "region that it allows.");
    tell_allowed(judge, finding, RR_CONSTRAINT_LOCATIONS);
}

void rr_judge_access(struct rr_judge *judge)
{
    judge_region(judge);
    judge_all_users(judge);
    judge_invoker_check(judge);
}
