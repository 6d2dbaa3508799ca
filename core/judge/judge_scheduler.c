/*
 * A Scheduler that is to call the service: its account, the right to call, Google's own agent, and the
 * job itself. What needs the service to exist is not held against the project before. Pure.
 */
#include "config.h"

#include <string.h>

#include "core/judge/derive.h"
#include "core/judge/judge.h"
#include "core/judge/scheduling.h"
#include "core/policy/invoker.h"
#include "core/policy/schedule.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static const char *member_of(struct rr_judge *judge, const char *email)
{
    return rr_arena_printf(judge->arena, "serviceAccount:%s", email);
}

/* ---- the account ---- */

bool rr_judge_block_new_account(struct rr_judge *judge, struct rr_finding *finding)
{
    static const enum rr_constraint both[] = {RR_CONSTRAINT_NO_NEW_ACCOUNTS,
                                              RR_CONSTRAINT_MANAGED_NO_NEW_ACCOUNTS};
    for (size_t i = 0; i < 2; i++) {
        if (rr_constraint_enforced(judge->observed, both[i]) != RR_YES)
            continue;
        rr_judge_block(judge, finding, both[i]);
        return true;
    }
    return false;
}

static void judge_account(struct rr_judge *judge, const struct rr_scheduling *scheduling)
{
    const struct rr_fact *fact = rr_observed_fact(judge->observed, RR_READ_INVOKER);
    struct rr_finding *finding =
        rr_judge_add(judge, "SCHEDULER-ACCOUNT", RR_STATION_SCHEDULER, RR_FINDING_OK);
    finding->title = _("Account that the Scheduler calls as");
    if (*scheduling->account != '\0')
        rr_judge_evidence(judge, finding, "%s", scheduling->account);
    finding->member = member_of(judge, scheduling->account);
    finding->resource = rr_arena_printf(judge->arena, "projects/%s/serviceAccounts/%s",
                                        judge->context->project, scheduling->account);
    if (!scheduling->is_own_account)
        return;
    bool is_off = fact->err.kind == RR_API_OFF;
    if (fact->state == RR_FACT_ABSENT || is_off) {
        finding->state = RR_FINDING_MISSING;
        finding->why = _("It is made as the guide does; a Scheduler needs an account of its own, "
                         "so that nothing else may call with its rights.");
        if (!rr_judge_block_new_account(judge, finding))
            rr_judge_remedy(judge, finding, rr_step_kind_word(RR_STEP_CREATE_SERVICE_ACCOUNT));
    } else if (fact->state != RR_FACT_KNOWN) {
        rr_judge_unknown(judge, finding, fact);
        finding->is_required = finding->is_read_error;
    } else if (judge->observed->invoker.is_disabled) {
        finding->state = RR_FINDING_MISSING;
        finding->why = _("The account is disabled. Switch it on again: gcloud iam service-accounts "
                         "enable, or name another.");
    }
}

/* ---- Google's agent, which makes the tokens ---- */

static void judge_agent(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    // Switching the API on makes the agent and grants it its role.
    if (!rr_observed_service_is_on(observed, "cloudscheduler.googleapis.com") ||
        !rr_observed_has(observed, RR_READ_PROJECT))
        return;
    bool is_job = rr_context_is_job(judge->context);
    const char *agent = rr_service_agent(judge->arena, observed->project.number, "cloudscheduler");
    struct rr_finding *finding =
        rr_judge_add(judge, "SCHEDULER-AGENT", RR_STATION_SCHEDULER, RR_FINDING_OK);
    finding->title = _("Google's Scheduler agent may make tokens");
    finding->role = "roles/cloudscheduler.serviceAgent";
    finding->member = member_of(judge, agent);
    finding->resource = rr_arena_printf(judge->arena, "projects/%s", judge->context->project);
    struct rr_answer answer =
        rr_judge_ask(judge, finding->member, is_job ? RR_NEED_ACCESS_TOKEN : RR_NEED_ID_TOKEN);
    if (answer.truth == RR_GRANTED_TRUTH)
        return;
    rr_derive_evidence(judge, finding, &answer);
    finding->why = _("Without this role the Scheduler cannot make the token, and every call ends "
                     "in 403 although the account is right.");
    finding->state = answer.truth == RR_DENIED_TRUTH ? RR_FINDING_MISSING : RR_FINDING_UNKNOWN;
    finding->is_required = answer.truth == RR_DENIED_TRUTH;
    if (answer.truth == RR_DENIED_TRUTH)
        rr_judge_remedy(judge, finding,
                        rr_grant_step_id(judge->arena, RR_STEP_GRANT_PROJECT_ROLE, finding->role));
}

/* ---- the right to call ---- */

static void judge_invoker(struct rr_judge *judge, const struct rr_scheduling *scheduling)
{
    static const char role[] = "roles/run.invoker";
    bool is_job = rr_context_is_job(judge->context);
    const char *target = rr_observed_target(judge->observed, judge->arena);
    if (*target == '\0' || *scheduling->account == '\0')
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "ACCESS-INVOKER", RR_STATION_ACCESS, RR_FINDING_OK);
    finding->title = is_job ? _("The Scheduler may start the job") : _("The Scheduler may call");
    finding->role = role;
    finding->member = member_of(judge, scheduling->account);
    finding->resource = target;
    finding->would_say = is_job ? "PERMISSION_DENIED: Permission 'run.jobs.run' denied"
                                : "Your client does not have permission to get URL";
    if (judge->observed->service.is_invoker_check_off && !is_job)
        return;
    struct rr_answer answer =
        rr_judge_ask(judge, finding->member, is_job ? RR_NEED_RUN_JOB : RR_NEED_INVOKE);
    rr_derive_evidence(judge, finding, &answer);
    if (answer.truth == RR_GRANTED_TRUTH)
        return;
    if (answer.is_forbidden) {
        finding->state = RR_FINDING_BLOCKED;
        finding->why = _("A deny policy forbids it; no grant helps against that.");
        return;
    }
    finding->state = answer.truth == RR_DENIED_TRUTH ? RR_FINDING_MISSING : RR_FINDING_UNKNOWN;
    finding->is_required = rr_service_exists(judge->observed) != RR_NO;
    finding->why = finding->is_required
                       ? _("It is granted on this service alone, never on the whole project.")
                       : _("It can be granted once the service is there; on this service alone, "
                           "never on the whole project.");
    rr_judge_remedy(judge, finding,
                    rr_grant_step_id(judge->arena, RR_STEP_GRANT_SERVICE_ROLE, role));
}

/* ---- the job ---- */

static void tell_fields(struct rr_judge *judge,
                        struct rr_finding *finding,
                        const struct rr_scheduling *scheduling)
{
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        if ((scheduling->fields >> i & 1) == 0)
            continue;
        const char *now = rr_schedule_text(&scheduling->found->value, field);
        rr_judge_evidence(judge, finding, _("%s: now %s, shall be %s"), rr_schedule_title(field),
                          *now != '\0' ? now : _("nothing"),
                          rr_schedule_text(&scheduling->wanted, field));
    }
}

static const char *attempt_words(const struct rr_attempt *attempt)
{
    // Codes of google.rpc.Code; what they stand for here: gcp-apis 10.7, 15.3.
    switch (attempt->code) {
    case 5:
        return _("Its last call found nothing at this URL (404).");
    case 7:
        return _("Its last call was not let in (403): the right to call is missing or has not "
                 "reached everywhere yet, or Google's Scheduler agent lost its role.");
    case 16:
        return _("Its last call was not recognised (401): a wrong audience, or the app itself asks "
                 "for a sign-in of its own on this path.");
    default:
        return _("Its last call did not end well.");
    }
}

static void judge_found_job(struct rr_judge *judge,
                            struct rr_finding *finding,
                            const struct rr_scheduling *scheduling)
{
    const struct rr_schedule *now = &scheduling->found->value;
    const struct rr_attempt *attempt = &scheduling->found->attempt;
    rr_judge_evidence(judge, finding, "%s  %s  %s", now->cron, now->time_zone, now->uri);
    if (scheduling->fields != 0) {
        finding->state = RR_FINDING_MISSING;
        finding->why = _("The job is there, but it would not work as it is, or not as you asked. "
                         "Only the named fields are changed.");
        tell_fields(judge, finding, scheduling);
        rr_judge_remedy(judge, finding, rr_step_kind_word(RR_STEP_UPDATE_SCHEDULE));
        return;
    }
    if (attempt->code == 0)
        return;
    finding->state = RR_FINDING_WARNING;
    finding->why = attempt_words(attempt);
    rr_judge_evidence(judge, finding, _("last call %s: code %d %s"), attempt->at, attempt->code,
                      attempt->message);
}

static void judge_missing_job(struct rr_judge *judge,
                              struct rr_finding *finding,
                              const struct rr_scheduling *scheduling)
{
    finding->state = RR_FINDING_MISSING;
    finding->is_required = rr_service_exists(judge->observed) != RR_NO;
    if (scheduling->can_be_made) {
        finding->why = _("Nothing calls the service until the job is there.");
        rr_judge_evidence(judge, finding, "%s  %s  %s", scheduling->wanted.cron,
                          scheduling->wanted.time_zone, scheduling->wanted.uri);
        rr_judge_remedy(judge, finding, rr_step_kind_word(RR_STEP_CREATE_SCHEDULE));
    } else if (*judge->context->schedule == '\0') {
        finding->why =
            _("When shall it call? Give it by --schedule, for example \"0 6 * * *\", and "
              "--time-zone.");
    } else {
        finding->state = RR_FINDING_UNKNOWN;
        finding->is_required = false;
        finding->why = _("The URL is known only after the deploy; the job is planned then.");
    }
}

static void judge_job(struct rr_judge *judge, const struct rr_scheduling *scheduling)
{
    const struct rr_fact *fact = rr_observed_fact(judge->observed, RR_READ_SCHEDULES);
    if (*judge->context->service == '\0') {
        struct rr_finding *nameless =
            rr_judge_add(judge, "SCHEDULER-JOB", RR_STATION_SCHEDULER, RR_FINDING_UNKNOWN);
        nameless->title = _("Scheduler job");
        nameless->is_required = false;
        nameless->why = _("Which service shall it call? Name it by --service.");
        return;
    }
    struct rr_finding *finding =
        rr_judge_add(judge, "SCHEDULER-JOB", RR_STATION_SCHEDULER, RR_FINDING_OK);
    finding->title = rr_arena_printf(judge->arena, _("Scheduler job %s"),
                                     rr_str_after_last(scheduling->name, '/'));
    finding->resource = scheduling->name;
    if (scheduling->found != NULL)
        judge_found_job(judge, finding, scheduling);
    else if (fact->state == RR_FACT_KNOWN || fact->err.kind == RR_API_OFF)
        judge_missing_job(judge, finding, scheduling);
    else
        rr_judge_unknown(judge, finding, fact);
}

void rr_judge_scheduler(struct rr_judge *judge)
{
    if (judge->context->access != RR_ACCESS_SCHEDULED)
        return;
    struct rr_scheduling scheduling =
        rr_scheduling_of(judge->context, judge->observed, judge->arena);
    judge_account(judge, &scheduling);
    judge_agent(judge);
    judge_job(judge, &scheduling);
    judge_invoker(judge, &scheduling);
}
