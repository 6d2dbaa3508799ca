/*
 * What allow policies cannot show: deny policies and principal access boundaries. Said once; what a deny
 * rule does to a right stands with that right. Pure.
 */
#include "config.h"

#include "core/judge/judge.h"
#include "core/util/i18n.h"

static void tell_levels(struct rr_judge *judge, struct rr_finding *finding)
{
    const struct rr_observed *observed = judge->observed;
    size_t n_seen = 0;
    for (size_t i = 0; i < observed->n_denies; i++) {
        const struct rr_deny_level *level = &observed->denies[i];
        if (!level->is_known)
            rr_judge_evidence(judge, finding, _("the deny policies of %s could not be read"),
                              level->title);
        for (size_t k = 0; k < level->n_policies; k++)
            rr_judge_evidence(judge, finding, _("\"%s\" on %s"), level->policies[k].title,
                              level->title);
        n_seen += level->n_policies;
    }
    if (n_seen == 0 && finding->state == RR_FINDING_OK)
        rr_judge_evidence(judge, finding, _("none is in force"));
}

/* The facts that failed, with what would help. */
static void tell_failures(struct rr_judge *judge, struct rr_finding *finding, enum rr_read read)
{
    const struct rr_read_facts *facts = &judge->observed->reads[read];
    for (size_t i = 0; i < facts->n; i++)
        if (facts->items[i].state != RR_FACT_KNOWN)
            rr_judge_unknown(judge, finding, &facts->items[i]);
}

static void judge_denies(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    // Deny policies are made by whoever administers an organisation; a project by itself has none.
    if (observed->n_denies == 0 && rr_observed_is_alone(observed))
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "PROJECT-DENY-POLICIES", RR_STATION_BUILD, RR_FINDING_OK);
    finding->title = _("Deny policies");
    finding->is_required = false;
    if (observed->n_denies == 0) {
        finding->state = RR_FINDING_UNKNOWN;
        finding->why = _("Not looked at: Google lets them be read five times a minute only. They "
                         "are rare; to look at them too: --deep");
        return;
    }
    for (size_t i = 0; i < observed->n_denies; i++)
        if (!observed->denies[i].is_known)
            finding->state = RR_FINDING_UNKNOWN;
    tell_failures(judge, finding, RR_READ_DENY_LIST);
    tell_failures(judge, finding, RR_READ_DENY_POLICY);
    tell_levels(judge, finding);
}

static void judge_boundary(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    const struct rr_fact *fact = rr_observed_fact(observed, RR_READ_BOUNDARY);
    if (observed->reads[RR_READ_BOUNDARY].n == 0 ||
        (fact->state == RR_FACT_KNOWN && observed->boundaries.n == 0))
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "PROJECT-BOUNDARY", RR_STATION_BUILD, RR_FINDING_UNKNOWN);
    finding->title = _("Principal access boundary");
    if (fact->state != RR_FACT_KNOWN) {
        finding->is_required = false;
        rr_judge_unknown(judge, finding, fact);
        return;
    }
    finding->why = _("A boundary limits which resources the accounts of this project may reach, "
                     "whatever roles they hold. What it allows was not read; those who manage the "
                     "organisation can tell.");
    for (size_t i = 0; i < observed->boundaries.n; i++)
        rr_judge_evidence(judge, finding, "%s", observed->boundaries.names[i]);
}

void rr_judge_deny(struct rr_judge *judge)
{
    judge_denies(judge);
    judge_boundary(judge);
}
