/* What the person who runs this may do: for their own deploy, and for the steps that would help. Pure. */
#include "config.h"

#include <string.h>

#include "core/judge/flow_needs.h"
#include "core/judge/judge.h"
#include "core/util/buf.h"
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

/* The two accounts that a person's own deploy uses. */
struct used_account {
    const char *id; // of the finding
    const char *email;
    enum rr_read read;   // of the account
    enum rr_read rights; // what the caller may do on it
    const char *title;   // N_
    const char *why;     // N_
};

/* There, or about to be made. */
static bool will_be_there(const struct rr_observed *observed, enum rr_read read)
{
    bool is_made = read == RR_READ_BUILD_ACCOUNT && rr_context_wants_builder(&observed->context);
    return rr_observed_has(observed, read) ||
           (is_made && rr_observed_fact(observed, read)->state == RR_FACT_ABSENT);
}

static void judge_act_as(struct rr_judge *judge, const struct used_account *used)
{
    const struct rr_observed *observed = judge->observed;
    static const char act_as[] = "iam.serviceAccounts.actAs";
    if (*used->email == '\0' || !will_be_there(observed, used->read))
        return;
    if (rr_observed_caller_may_on(observed, used->rights, act_as) != RR_NO)
        return;
    struct rr_finding *finding =
        rr_judge_add(judge, used->id, RR_STATION_CALLER, RR_FINDING_WARNING);
    finding->title = _(used->title);
    finding->why = _(used->why);
    finding->resource = rr_arena_printf(judge->arena, "projects/%s/serviceAccounts/%s",
                                        judge->context->project, used->email);
    finding->would_say = rr_arena_printf(
        judge->arena,
        "Permission 'iam.serviceaccounts.actAs' denied on service account %s (or it may not "
        "exist).",
        used->email);
    finding->is_required = false;
}

static void judge_used_accounts(struct rr_judge *judge)
{
    const char *builder = rr_observed_build_account(judge->observed);
    const char *runtime = rr_observed_runtime_account(judge->observed);
    const struct used_account by_service = {
        "CALLER-ACTAS",
        runtime,
        RR_READ_RUNTIME_ACCOUNT,
        RR_READ_CALLER_RUNTIME,
        N_("Your right to use the account the service runs as"),
        N_("Without it your own deploy is refused at the end. Ask an administrator for "
           "roles/iam.serviceAccountUser on this one account.")};
    const struct used_account by_build = {
        "CALLER-ACTAS-BUILD",
        builder,
        RR_READ_BUILD_ACCOUNT,
        RR_READ_CALLER_BUILD,
        N_("Your right to use the account that builds"),
        N_("Without it the build that you hand in is refused. Ask an administrator for "
           "roles/iam.serviceAccountUser on this one account.")};
    judge_act_as(judge, &by_service);
    // Cloud Build asks for it where a build names its account (gcp-apis 5.2).
    bool is_named = *judge->context->build_account != '\0' && strcmp(builder, runtime) != 0;
    if (is_named)
        judge_act_as(judge, &by_build);
}

/* ---- the deploy itself ---- */

enum { LACKING_MAX = 32 };

struct lacking {
    const char *permissions[LACKING_MAX];
    size_t n;
};

/*
 * Owners and editors hold no right to objects on the project: they have it on each bucket, from its birth
 * (gcp-apis 4.5). So a no on the project proves nothing, but where the bucket has still to be made.
 */
static bool can_be_told(const struct rr_observed *observed, const char *permission)
{
    bool has_bucket = rr_observed_fact(observed, RR_READ_BUCKET)->state != RR_FACT_ABSENT;
    if (strcmp(permission, "storage.buckets.create") == 0)
        return !has_bucket;
    return strncmp(permission, "storage.", sizeof "storage." - 1) != 0;
}

static void look_at_need(struct rr_judge *judge,
                         struct rr_finding *finding,
                         const struct rr_flow_need *need,
                         struct lacking *lacking)
{
    size_t n_before = lacking->n;
    for (size_t i = 0; i < need->n_permissions && lacking->n < LACKING_MAX; i++)
        if (can_be_told(judge->observed, need->permissions[i]) &&
            rr_observed_caller_may(judge->observed, need->permissions[i]) == RR_NO)
            lacking->permissions[lacking->n++] = need->permissions[i];
    RR_BUF_AUTO names = {0};
    for (size_t i = n_before; i < lacking->n; i++)
        rr_buf_printf(&names, "%s%s", i > n_before ? ", " : "", lacking->permissions[i]);
    if (lacking->n > n_before)
        rr_judge_evidence(judge, finding, _("to %s you lack %s"), _(need->title),
                          rr_buf_text(&names));
}

/* Using the accounts has findings of its own, since that is asked of the accounts. */
static bool is_of_deploy(const struct rr_flow_need *need)
{
    return need->who == RR_ACTOR_DEPLOYER && need->n_permissions > 0 &&
           strcmp(need->permissions[0], "iam.serviceAccounts.actAs") != 0;
}

static void judge_deploy(struct rr_judge *judge)
{
    size_t n = 0;
    const struct rr_flow_need *needs = rr_flow_needs(&n);
    struct lacking lacking = {.n = 0};
    struct rr_finding *finding =
        rr_judge_add(judge, "CALLER-DEPLOY", RR_STATION_CALLER, RR_FINDING_WARNING);
    finding->title = _("Your own right to deploy from source");
    finding->is_required = false;
    for (size_t i = 0; i < n; i++)
        if (is_of_deploy(&needs[i]))
            look_at_need(judge, finding, &needs[i], &lacking);
    if (lacking.n == 0) {
        judge->n_items--; // nothing is lacking that could be asked
        return;
    }
    finding->why = _("The build account is one thing, you are another: gcloud uploads, builds and "
                     "deploys in your name. Ask an administrator for "
                     "roles/run.sourceDeveloper and roles/serviceusage.serviceUsageConsumer.");
    struct rr_candidates roles =
        rr_roles_giving(judge->observed->roles, lacking.permissions, lacking.n, judge->arena);
    for (size_t i = 0; i < roles.n && i < 3; i++)
        rr_judge_evidence(judge, finding, _("one role that gives all of this: %s"),
                          roles.items[i].role);
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
    judge_used_accounts(judge);
    judge_deploy(judge);
    for (int kind = 0; kind < RR_STEP_KIND_COUNT; kind++)
        if (is_wanted(judge, (enum rr_step_kind)kind))
            judge_right(judge, (enum rr_step_kind)kind);
}
