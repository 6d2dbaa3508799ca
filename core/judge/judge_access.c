/*
 * Who may call the service: the choice of access against organisation policy, before anything is
 * built, and against the service as it is. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/judge/derive.h"
#include "core/judge/judge.h"
#include "core/policy/invoker.h"
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

enum rr_verdict rr_service_exists(const struct rr_observed *observed)
{
    const struct rr_fact *fact = rr_observed_fact(observed, RR_READ_SERVICE);
    if (fact->state == RR_FACT_KNOWN)
        return RR_YES;
    // Nothing can be deployed where the API was never on.
    bool is_absent = fact->state == RR_FACT_ABSENT || fact->err.kind == RR_API_OFF;
    return is_absent ? RR_NO : RR_NOT_KNOWN;
}

/* ---- the choice in words ---- */

static const char *who_may_call(enum rr_access_choice access)
{
    switch (access) {
    case RR_ACCESS_PUBLIC:
        return _("Everybody may call: no sign-in, no token.");
    case RR_ACCESS_SCHEDULED:
        return _("The Scheduler's account may call, with an identity token that the Scheduler adds "
                 "by itself; nobody else.");
    case RR_ACCESS_IAP:
        return _("People may call in a browser after signing in with Google; each needs "
                 "roles/iap.httpsResourceAccessor on the service.");
    case RR_ACCESS_NO_INVOKER_CHECK:
        return _("Everybody may call: Cloud Run does not look at who it is. No allUsers binding is "
                 "needed.");
    case RR_ACCESS_PRIVATE:
    case RR_ACCESS_COUNT:
        break;
    }
    return _("Only those who hold roles/run.invoker may call, with an identity token: curl -H "
             "\"Authorization: Bearer $(gcloud auth print-identity-token)\" URL");
}

static void judge_choice(struct rr_judge *judge)
{
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-CHOICE", RR_STATION_ACCESS, RR_FINDING_OK);
    enum rr_access_choice access = judge->context->access;
    finding->title = rr_arena_printf(judge->arena, _("Chosen access: %s"), rr_access_word(access));
    finding->is_required = false;
    bool is_job = rr_context_is_job(judge->context);
    finding->why = is_job && access == RR_ACCESS_SCHEDULED
                       ? _("The Scheduler's account may start the job, with an access token that "
                           "the Scheduler adds by itself.")
                       : who_may_call(access);
    const char *url = is_job ? "" : rr_observed_url(judge->observed, judge->arena);
    if (*url != '\0')
        rr_judge_evidence(judge, finding, "%s", url);
}

/* ---- steps that wait for the service ---- */

/* Missing; held against the project only where the service is there to be changed. */
static void miss(struct rr_judge *judge, struct rr_finding *finding, const char *step)
{
    finding->state = RR_FINDING_MISSING;
    finding->is_required = rr_service_exists(judge->observed) != RR_NO;
    if (*judge->context->service != '\0')
        rr_judge_remedy(judge, finding, step);
    else
        finding->is_required = false;
}

static const char *target_of(struct rr_judge *judge)
{
    return rr_observed_target(judge->observed, judge->arena);
}

/* ---- public ---- */

static const enum rr_constraint members[] = {RR_CONSTRAINT_DOMAINS, RR_CONSTRAINT_MANAGED_MEMBERS};

static void tell_unreadable(struct rr_judge *judge, struct rr_finding *finding)
{
    finding->why =
        _("Whether the organisation lets anyone in could not be read. The attempt itself "
          "will tell; nothing breaks by trying.");
    for (size_t i = 0; i < 2; i++)
        if (!is_known(judge->observed, members[i]))
            rr_judge_unknown(judge, finding, constraint_fact(judge->observed, members[i]));
}

static bool is_open(const struct rr_observed *observed)
{
    return rr_observed_has(observed, RR_READ_SERVICE_POLICY) &&
           rr_policy_find(&observed->service_policy, "roles/run.invoker", "allUsers") != NULL;
}

/* Nothing forbids it, as far as can be seen: is it so? */
static void judge_binding(struct rr_judge *judge, struct rr_finding *finding)
{
    const struct rr_observed *observed = judge->observed;
    const struct rr_fact *fact = rr_observed_fact(observed, RR_READ_SERVICE_POLICY);
    bool is_unreadable = rr_service_exists(observed) == RR_YES && fact->state != RR_FACT_KNOWN;
    finding->is_required = true;
    if (is_unreadable) {
        rr_judge_unknown(judge, finding, fact);
        return;
    }
    if (is_open(observed) || observed->service.is_invoker_check_off) {
        finding->state = RR_FINDING_OK;
        return;
    }
    finding->role = "roles/run.invoker";
    finding->member = "allUsers";
    if (finding->state == RR_FINDING_OK)
        finding->why = rr_service_exists(observed) == RR_NO
                           ? _("It is granted once the service is there.")
                           : _("The service is there and not public yet.");
    miss(judge, finding, rr_step_kind_word(RR_STEP_ALLOW_PUBLIC));
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
    finding->resource = target_of(judge);
    if (blocked == RR_YES && is_wanted) {
        rr_judge_block(judge, finding, by);
        finding->why =
            _("The organisation policy named here keeps allUsers out. gcloud would still "
              "report a successful deploy, of a service that answers 403.");
        return;
    }
    if (blocked == RR_YES) {
        rr_judge_block(judge, finding, by);
        finding->state = RR_FINDING_WARNING;
        finding->why =
            _("The organisation policy named here keeps allUsers out. A private service, "
              "as chosen, is not affected.");
        return;
    }
    if (blocked == RR_NOT_KNOWN)
        tell_unreadable(judge, finding);
    if (is_wanted && *judge->context->service != '\0')
        judge_binding(judge, finding);
}

/* Chosen private, and open all the same. */
static void judge_openness(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    enum rr_access_choice access = judge->context->access;
    bool is_closed_choice =
        access == RR_ACCESS_PRIVATE || access == RR_ACCESS_SCHEDULED || access == RR_ACCESS_IAP;
    bool is_check_off =
        rr_observed_has(observed, RR_READ_SERVICE) && observed->service.is_invoker_check_off;
    if (!is_closed_choice || (!is_open(observed) && !is_check_off))
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-OPEN", RR_STATION_ACCESS, RR_FINDING_WARNING);
    finding->title = _("The service is open to everybody as it is");
    finding->resource = target_of(judge);
    finding->is_required = false;
    finding->why =
        is_check_off ? _("Its invoker check is off. It is left so; to switch it on: gcloud run "
                         "services update --invoker-iam-check")
                     : _("allUsers holds roles/run.invoker on it. It is left so; to take it away: "
                         "gcloud run services remove-iam-policy-binding");
}

/* ---- without allUsers ---- */

static void judge_invoker_check(struct rr_judge *judge)
{
    if (judge->context->access != RR_ACCESS_NO_INVOKER_CHECK)
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-INVOKER-CHECK", RR_STATION_ACCESS, RR_FINDING_OK);
    finding->title = _("Switching the invoker check off");
    finding->resource = target_of(judge);
    enum rr_verdict enforced =
        rr_constraint_enforced(judge->observed, RR_CONSTRAINT_REQUIRE_INVOKER);
    if (enforced == RR_YES) {
        rr_judge_block(judge, finding, RR_CONSTRAINT_REQUIRE_INVOKER);
        finding->why =
            _("The organisation policy named here demands that Cloud Run checks who calls.");
        return;
    }
    if (enforced == RR_NOT_KNOWN)
        rr_judge_unknown(judge, finding,
                         constraint_fact(judge->observed, RR_CONSTRAINT_REQUIRE_INVOKER));
    if (rr_observed_has(judge->observed, RR_READ_SERVICE) &&
        judge->observed->service.is_invoker_check_off) {
        finding->state = RR_FINDING_OK;
        return;
    }
    if (finding->state == RR_FINDING_OK)
        finding->why = _("It is switched off once the service is there.");
    if (*judge->context->service != '\0')
        miss(judge, finding, rr_step_kind_word(RR_STEP_DISABLE_INVOKER_CHECK));
}

static void judge_iap_agent(struct rr_judge *judge)
{
    static const char role[] = "roles/run.invoker";
    const struct rr_observed *observed = judge->observed;
    if (!rr_observed_has(observed, RR_READ_PROJECT) || *judge->context->service == '\0')
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-IAP-AGENT", RR_STATION_ACCESS, RR_FINDING_OK);
    finding->title = _("Google's proxy may call the service");
    finding->role = role;
    finding->member =
        rr_arena_printf(judge->arena, "serviceAccount:%s",
                        rr_service_agent(judge->arena, observed->project.number, "iap"));
    finding->resource = target_of(judge);
    struct rr_answer answer = rr_judge_ask(judge, finding->member, RR_NEED_INVOKE);
    if (answer.truth == RR_GRANTED_TRUTH)
        return;
    rr_derive_evidence(judge, finding, &answer);
    finding->why = _("People sign in at the proxy, and the proxy calls the service as this agent.");
    miss(judge, finding, rr_grant_step_id(judge->arena, RR_STEP_GRANT_SERVICE_ROLE, role));
}

static void judge_iap(struct rr_judge *judge)
{
    if (judge->context->access != RR_ACCESS_IAP)
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-IAP", RR_STATION_ACCESS, RR_FINDING_OK);
    finding->title = _("Identity-Aware Proxy in front of the service");
    finding->resource = target_of(judge);
    bool is_on =
        rr_observed_has(judge->observed, RR_READ_SERVICE) && judge->observed->service.is_iap_on;
    if (!is_on) {
        finding->why = _("It is put in front once the service is there. Whom it lets in is your "
                         "choice: grant people roles/iap.httpsResourceAccessor.");
        miss(judge, finding, rr_step_kind_word(RR_STEP_ENABLE_IAP));
    }
    judge_iap_agent(judge);
}

void rr_judge_access(struct rr_judge *judge)
{
    judge_choice(judge);
    judge_all_users(judge);
    judge_openness(judge);
    judge_invoker_check(judge);
    judge_iap(judge);
}
