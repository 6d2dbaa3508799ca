/* What the person who runs this may do: for their own deploy, and for the steps that would help. Pure. */
#include "config.h"

#include <string.h>

#include "core/judge/judge.h"
#include "core/util/i18n.h"

enum rr_step_kind rr_step_id_kind(const char *id)
{
    for (int kind = 0; kind < RR_STEP_KIND_COUNT; kind++) {
        const char *word = rr_step_kind_word((enum rr_step_kind)kind);
        size_t n = strlen(word);
        if (strncmp(id, word, n) == 0 && (id[n] == '\0' || id[n] == ':'))
            return (enum rr_step_kind)kind;
    }
    return RR_STEP_KIND_COUNT;
}

enum rr_verdict
rr_caller_may(const struct rr_observed *observed, enum rr_step_kind kind, const char *permission)
{
    if (kind == RR_STEP_GRANT_REPOSITORY_ROLE)
        return rr_observed_caller_may_on(observed, RR_READ_CALLER_REPOSITORY, permission);
    if (kind == RR_STEP_GRANT_ACCOUNT_ROLE)
        return rr_observed_caller_may_on(observed, RR_READ_CALLER_RUNTIME, permission);
    bool is_on_service = kind == RR_STEP_GRANT_SERVICE_ROLE || kind == RR_STEP_ALLOW_PUBLIC ||
                         kind == RR_STEP_DISABLE_INVOKER_CHECK || kind == RR_STEP_ENABLE_IAP;
    bool is_act_as = strcmp(permission, "iam.serviceAccounts.actAs") == 0;
    bool is_schedule = kind == RR_STEP_CREATE_SCHEDULE || kind == RR_STEP_UPDATE_SCHEDULE;
    if (is_act_as && is_schedule)
        return rr_observed_caller_may_on(observed, RR_READ_CALLER_INVOKER, permission);
    if (is_act_as)
        return rr_observed_caller_may_on(observed, RR_READ_CALLER_RUNTIME, permission);
    // A job's permissions have names of their own, and are asked on the job itself.
    if (is_on_service && rr_context_is_job(&observed->context))
        return RR_NOT_KNOWN;
    if (is_on_service)
        return rr_observed_caller_may_on(observed, RR_READ_CALLER_SERVICE, permission);
    return rr_observed_caller_may(observed, permission);
}

static void judge_act_as(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    static const char act_as[] = "iam.serviceAccounts.actAs";
    const char *email = rr_observed_runtime_account(observed);
    if (*email == '\0' || !rr_observed_has(observed, RR_READ_RUNTIME_ACCOUNT))
        return;
    if (rr_observed_caller_may_on(observed, RR_READ_CALLER_RUNTIME, act_as) != RR_NO)
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, "CALLER-ACTAS", RR_STATION_CALLER, RR_FINDING_WARNING);
    finding->title = _("Your right to use the account the service runs as");
    finding->why = _("Without it your own deploy is refused at the end. Ask an administrator for "
                     "roles/iam.serviceAccountUser on this one account.");
    finding->resource = rr_arena_printf(judge->arena, "projects/%s/serviceAccounts/%s",
                                        judge->context->project, email);
    finding->would_say = rr_arena_printf(
        judge->arena,
        "Permission 'iam.serviceaccounts.actAs' denied on service account %s (or it may not "
        "exist).",
        email);
    finding->is_required = false;
}

static bool is_wanted(const struct rr_judge *judge, enum rr_step_kind kind)
{
    for (size_t i = 0; i < judge->n_items; i++)
        for (size_t k = 0; k < judge->items[i].n_remedy; k++)
            if (rr_step_id_kind(judge->items[i].remedy[k]) == kind)
                return true;
    return false;
}

static const char *right_title(enum rr_step_kind kind)
{
    static const char *const titles[RR_STEP_KIND_COUNT] = {
        [RR_STEP_ENABLE_SERVICES] = N_("Your right to switch APIs on"),
        [RR_STEP_CREATE_REPOSITORY] = N_("Your right to make the image repository"),
        [RR_STEP_GRANT_PROJECT_ROLE] = N_("Your right to grant roles on the project"),
        [RR_STEP_GRANT_REPOSITORY_ROLE] = N_("Your right to grant roles on the repository"),
        [RR_STEP_GRANT_ACCOUNT_ROLE] = N_("Your right to grant roles on the account"),
        [RR_STEP_CREATE_SERVICE_ACCOUNT] = N_("Your right to make a service account"),
        [RR_STEP_DEPLOY] = N_("Your right to deploy"),
        [RR_STEP_ENABLE_IAP] = N_("Your right to change the service"),
        [RR_STEP_GRANT_SERVICE_ROLE] = N_("Your right to grant roles on the service"),
        [RR_STEP_ALLOW_PUBLIC] = N_("Your right to grant roles on the service"),
        [RR_STEP_DISABLE_INVOKER_CHECK] = N_("Your right to change the service"),
        [RR_STEP_CREATE_SCHEDULE] = N_("Your right to make a Scheduler job"),
        [RR_STEP_UPDATE_SCHEDULE] = N_("Your right to change a Scheduler job"),
    };
    return _(titles[kind]);
}

static void judge_right(struct rr_judge *judge, enum rr_step_kind kind)
{
    size_t n = 0;
    const char *const *rights = rr_step_kind_rights(kind, &n);
    for (size_t i = 0; i < n; i++) {
        if (rr_caller_may(judge->observed, kind, rights[i]) != RR_NO)
            continue;
        const char *id = rr_arena_printf(judge->arena, "CALLER-MAY-%s", rr_step_kind_word(kind));
        struct rr_finding *finding = rr_judge_add(judge, id, RR_STATION_CALLER, RR_FINDING_BLOCKED);
        finding->title = right_title(kind);
        finding->why = _("You cannot make this change yourself. Somebody with the right can: hand "
                         "them the output of runready plan --format gcloud");
        rr_judge_evidence(judge, finding, _("you lack the permission %s"), rights[i]);
        const char *roles = rr_usual_roles(rights[i]);
        if (*roles != '\0')
            rr_judge_evidence(judge, finding, _("Those who usually have it hold one of: %s"),
                              roles);
        return;
    }
}

void rr_judge_caller(struct rr_judge *judge)
{
    judge_act_as(judge);
    for (int kind = 0; kind < RR_STEP_KIND_COUNT; kind++)
        if (is_wanted(judge, (enum rr_step_kind)kind))
            judge_right(judge, (enum rr_step_kind)kind);
}
