/*
 * From facts to findings: project, billing, APIs, accounts, repository. Pure. The checklist of roles
 * and the question of access stand in files of their own.
 */
#include "config.h"

#include "core/judge/judge.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/judge/levels.h"
#include "core/policy/member.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"
#include "runready/finding.h"

const char *rr_station_word(enum rr_station station)
{
    static const char *const words[RR_STATION_COUNT] = {
        [RR_STATION_SOURCE] = "source",       [RR_STATION_BUILD] = "build",
        [RR_STATION_REGISTRY] = "registry",   [RR_STATION_RUN] = "run",
        [RR_STATION_SCHEDULER] = "scheduler", [RR_STATION_ACCESS] = "access",
        [RR_STATION_CALLER] = "caller",
    };
    return words[station];
}

const char *rr_finding_state_word(enum rr_finding_state state)
{
    static const char *const words[RR_FINDING_STATE_COUNT] = {
        [RR_FINDING_OK] = "ok",           [RR_FINDING_MISSING] = "missing",
        [RR_FINDING_BLOCKED] = "blocked", [RR_FINDING_WARNING] = "warning",
        [RR_FINDING_UNKNOWN] = "unknown",
    };
    return words[state];
}

/* ---- building findings ---- */

struct rr_finding *rr_judge_add(struct rr_judge *judge,
                                const char *id,
                                enum rr_station station,
                                enum rr_finding_state state)
{
    struct rr_finding *finding = rr_vec_push(judge, items);
    *finding = (struct rr_finding){.id = id,
                                   .station = station,
                                   .state = state,
                                   .title = "",
                                   .why = "",
                                   .role = "",
                                   .resource = "",
                                   .member = "",
                                   .via = "",
                                   .would_say = "",
                                   .is_required = true};
    return finding;
}

void rr_judge_evidence(struct rr_judge *judge, struct rr_finding *finding, const char *format, ...)
{
    const char **lines = rr_arena_array(judge->arena, finding->n_evidence + 1, sizeof *lines);
    for (size_t i = 0; i < finding->n_evidence; i++)
        lines[i] = finding->evidence[i];
    va_list args;
    va_start(args, format);
    lines[finding->n_evidence++] = rr_arena_vprintf(judge->arena, format, args);
    va_end(args);
    finding->evidence = lines;
}

void rr_judge_unknown(struct rr_judge *judge,
                      struct rr_finding *finding,
                      const struct rr_fact *fact)
{
    finding->state = RR_FINDING_UNKNOWN;
    finding->is_read_error |= fact->state == RR_FACT_ERROR;
    rr_judge_evidence(judge, finding, _("%s: %s"), fact->title, fact->err.summary);
    const char *permission = *fact->err.permission != '\0' ? fact->err.permission : fact->need;
    if (fact->err.kind != RR_DENIED || *permission == '\0')
        return;
    const char *roles = rr_usual_roles(permission);
    rr_judge_evidence(judge, finding, _("To see it you would need %s."), permission);
    if (*roles != '\0')
        rr_judge_evidence(judge, finding, _("Those who usually have it hold one of: %s"), roles);
}

struct rr_answer rr_judge_ask(struct rr_judge *judge, const char *member, enum rr_need need)
{
    const struct rr_need_def *def = rr_need_def(need);
    const struct rr_standing *standing =
        rr_standing_at(judge->observed, def->place, member, judge->arena);
    return rr_standing_ask(standing, def->permissions, def->n_permissions, judge->arena);
}

void rr_judge_remedy(struct rr_judge *judge, struct rr_finding *finding, const char *step)
{
    const char **remedy = rr_arena_array(judge->arena, 1, sizeof *remedy);
    remedy[0] = rr_arena_str(judge->arena, step);
    finding->remedy = remedy;
    finding->n_remedy = 1;
}

const char *rr_grant_step_id(struct rr_arena *arena, enum rr_step_kind kind, const char *role)
{
    return rr_arena_printf(arena, "%s:%s", rr_step_kind_word(kind), role);
}

/* ---- the project ---- */

static void judge_project(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    const struct rr_fact *fact = rr_observed_fact(observed, RR_READ_PROJECT);
    struct rr_finding *finding =
        rr_judge_add(judge, "PROJECT-ACTIVE", RR_STATION_SOURCE, RR_FINDING_OK);
    finding->title = _("Project");
    finding->resource = rr_arena_printf(judge->arena, "projects/%s", judge->context->project);
    if (fact->state != RR_FACT_KNOWN) {
        finding->why = _("Google answers the same way for a project that does not exist and for "
                         "one that you may not see: check the spelling and who is signed in.");
        rr_judge_unknown(judge, finding, fact);
        return;
    }
    rr_judge_evidence(judge, finding, _("project %s, number %s, state %s"), observed->project.id,
                      observed->project.number,
                      *observed->project.state != '\0' ? observed->project.state : _("not told"));
    if (*observed->project.state != '\0' && strcmp(observed->project.state, "ACTIVE") != 0) {
        finding->state = RR_FINDING_BLOCKED;
        finding->why =
            _("The project is being deleted. Restore it first: gcloud projects undelete");
    }
}

static void judge_billing(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    struct rr_finding *finding =
        rr_judge_add(judge, "PROJECT-BILLING", RR_STATION_SOURCE, RR_FINDING_OK);
    finding->title = _("Billing account");
    if (!rr_observed_has(observed, RR_READ_BILLING)) {
        // Reading it needs the Cloud Billing API, which a deploy does not.
        finding->is_required = false;
        finding->why = _("Not knowing it does not stop you: without billing, switching an API on "
                         "is refused in clear words.");
        rr_judge_unknown(judge, finding, rr_observed_fact(observed, RR_READ_BILLING));
        finding->is_read_error = false;
        return;
    }
    if (observed->billing.is_enabled) {
        rr_judge_evidence(judge, finding, "%s", observed->billing.account);
        return;
    }
    finding->state = RR_FINDING_MISSING;
    finding->why = _("Cloud Build and Cloud Run refuse to work without one. Link it in the console "
                     "under Billing, or: gcloud billing projects link");
}

/* ---- APIs ---- */

static bool answered(const struct rr_observed *observed, enum rr_read read)
{
    enum rr_fact_state state = rr_observed_fact(observed, read)->state;
    return state == RR_FACT_KNOWN || state == RR_FACT_ABSENT;
}

/* An API that answered a read is on, whatever the list says. */
static bool has_answered(const struct rr_observed *observed, const char *service)
{
    static const struct {
        const char *service;
        enum rr_read read;
    } proofs[] = {
        {"artifactregistry.googleapis.com", RR_READ_REPOSITORY},
        {"cloudbuild.googleapis.com", RR_READ_BUILD_DEFAULT},
        {"iam.googleapis.com", RR_READ_BUILD_ACCOUNT},
        {"iam.googleapis.com", RR_READ_RUNTIME_ACCOUNT},
        {"run.googleapis.com", RR_READ_SERVICE},
        {"storage.googleapis.com", RR_READ_BUCKET},
        {"cloudscheduler.googleapis.com", RR_READ_SCHEDULES},
    };
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++)
        if (strcmp(proofs[i].service, service) == 0 && answered(observed, proofs[i].read))
            return true;
    return false;
}

static bool said_off(const struct rr_observed *observed, const char *service)
{
    static const struct {
        const char *service;
        enum rr_read read;
    } signs[] = {
        {"artifactregistry.googleapis.com", RR_READ_REPOSITORY},
        {"cloudbuild.googleapis.com", RR_READ_BUILD_DEFAULT},
        {"run.googleapis.com", RR_READ_SERVICE},
        {"cloudscheduler.googleapis.com", RR_READ_SCHEDULES},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(signs[i].service, service) == 0 &&
            rr_observed_fact(observed, signs[i].read)->err.kind == RR_API_OFF)
            return true;
    return false;
}

static void judge_service(struct rr_judge *judge, const struct rr_service_row *row)
{
    const struct rr_observed *observed = judge->observed;
    const char *id =
        rr_arena_printf(judge->arena, "API-%.*s", (int)strcspn(row->name, "."), row->name);
    struct rr_finding *finding = rr_judge_add(judge, id, row->station, RR_FINDING_OK);
    finding->title = rr_arena_printf(judge->arena, _("%s API"), row->title);
    finding->resource = row->name;
    bool is_listed = rr_observed_has(observed, RR_READ_SERVICES);
    if (rr_observed_service_is_on(observed, row->name) || has_answered(observed, row->name))
        return;
    if (!is_listed && !said_off(observed, row->name)) {
        rr_judge_unknown(judge, finding, rr_observed_fact(observed, RR_READ_SERVICES));
        return;
    }
    finding->state = RR_FINDING_MISSING;
    finding->why = _("Every call to it is refused until it is switched on.");
    finding->would_say = rr_arena_printf(
        judge->arena, "%s API has not been used in project %s before or it is disabled.",
        row->title,
        rr_observed_has(observed, RR_READ_PROJECT) ? observed->project.number
                                                   : judge->context->project);
    rr_judge_remedy(judge, finding, rr_step_kind_word(RR_STEP_ENABLE_SERVICES));
}

static void judge_services(struct rr_judge *judge)
{
    size_t n = 0;
    const struct rr_service_row *rows = rr_service_rows(&n);
    for (size_t i = 0; i < n; i++)
        if (rows[i].only_for == 0 || (rows[i].only_for >> judge->context->access & 1) != 0)
            judge_service(judge, &rows[i]);
}

/* ---- accounts ---- */

static const char *how_found(const struct rr_judge *judge, const char *email)
{
    if (rr_context_wants_builder(judge->context))
        return _("a dedicated account, as you chose");
    if (*judge->context->build_account != '\0')
        return _("given by you");
    if (strcmp(email, judge->observed->build_default) != 0)
        return _("fixed by an earlier deploy of this service");
    switch (rr_account_form(email)) {
    case RR_ACCOUNT_COMPUTE_DEFAULT:
        return _("Cloud Build's default here: the Compute Engine default account");
    case RR_ACCOUNT_LEGACY_BUILD:
        return _("Cloud Build's default here: the legacy Cloud Build account");
    case RR_ACCOUNT_OTHER:
        break;
    }
    return _("Cloud Build's default here");
}

/* Exists and is enabled? Shared by the build and the runtime account. */
static void judge_account(struct rr_judge *judge,
                          struct rr_finding *finding,
                          enum rr_read read,
                          const struct rr_account *account)
{
    const struct rr_fact *fact = rr_observed_fact(judge->observed, read);
    if (fact->state == RR_FACT_ABSENT) {
        finding->state = RR_FINDING_MISSING;
        finding->why = _("The account does not exist: it was deleted, or the API that makes it was "
                         "never switched on (compute.googleapis.com). Restore it or name another.");
    } else if (fact->state != RR_FACT_KNOWN) {
        rr_judge_unknown(judge, finding, fact);
    } else if (account->is_disabled) {
        finding->state = RR_FINDING_MISSING;
        finding->why = _("The account is disabled. Switch it on again: gcloud iam service-accounts "
                         "enable, or name another.");
    }
}

/* Not there yet: made, where the organisation lets accounts be made. */
static void offer_builder(struct rr_judge *judge, struct rr_finding *finding, const char *email)
{
    const struct rr_fact *fact = rr_observed_fact(judge->observed, RR_READ_BUILD_ACCOUNT);
    finding->resource = rr_arena_printf(judge->arena, "projects/%s/serviceAccounts/%s",
                                        judge->context->project, email);
    if (fact->state != RR_FACT_ABSENT)
        return;
    finding->why = _("An account of its own that builds and does nothing else: what it may do is "
                     "granted here, and no other program shares it.");
    if (!rr_judge_block_new_account(judge, finding))
        rr_judge_remedy(judge, finding,
                        rr_arena_printf(judge->arena, "%s:%.*s",
                                        rr_step_kind_word(RR_STEP_CREATE_SERVICE_ACCOUNT),
                                        (int)strcspn(email, "@"), email));
}

static void judge_build_account(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    const char *email = rr_observed_build_account(observed);
    struct rr_finding *finding =
        rr_judge_add(judge, "BUILD-ACCOUNT", RR_STATION_BUILD, RR_FINDING_OK);
    finding->title = _("Build account");
    const struct rr_fact *fact = rr_observed_fact(observed, RR_READ_BUILD_DEFAULT);
    if (*email == '\0' && fact->state == RR_FACT_ABSENT) {
        finding->state = RR_FINDING_MISSING;
        finding->why =
            _("This project has no default build account (an organisation policy "
              "switches it off): each build must name one. Give it by --build-account, or "
              "have a dedicated one made: --build-account new");
        return;
    }
    if (*email == '\0') {
        rr_judge_unknown(judge, finding, fact);
        return;
    }
    finding->member = rr_arena_printf(judge->arena, "serviceAccount:%s", email);
    rr_judge_evidence(judge, finding, "%s (%s)", email, how_found(judge, email));
    // The legacy account is Google's own: nobody may read it, so its existence is told by being the default.
    if (rr_account_form(email) == RR_ACCOUNT_LEGACY_BUILD &&
        !rr_observed_has(observed, RR_READ_BUILD_ACCOUNT))
        return;
    judge_account(judge, finding, RR_READ_BUILD_ACCOUNT, &observed->build_account);
    if (rr_context_wants_builder(judge->context))
        offer_builder(judge, finding, email);
    // Not being allowed to look at it is common and harmless: its roles are judged all the same.
    if (finding->state == RR_FINDING_UNKNOWN)
        finding->is_required = finding->is_read_error;
}

static void judge_runtime_account(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    const char *email = rr_observed_runtime_account(observed);
    struct rr_finding *finding =
        rr_judge_add(judge, "RUNTIME-ACCOUNT", RR_STATION_RUN, RR_FINDING_OK);
    finding->title = _("Account the service runs as");
    if (*email != '\0') {
        finding->member = rr_arena_printf(judge->arena, "serviceAccount:%s", email);
        rr_judge_evidence(judge, finding, "%s", email);
    }
    judge_account(judge, finding, RR_READ_RUNTIME_ACCOUNT, &observed->runtime_account);
    if (finding->state == RR_FINDING_UNKNOWN)
        finding->is_required = finding->is_read_error;
}

static void judge_repository(struct rr_judge *judge)
{
    const struct rr_observed *observed = judge->observed;
    const struct rr_fact *fact = rr_observed_fact(observed, RR_READ_REPOSITORY);
    const char *name = rr_context_repository(judge->context);
    struct rr_finding *finding =
        rr_judge_add(judge, "REGISTRY-REPOSITORY", RR_STATION_REGISTRY, RR_FINDING_OK);
    finding->title = rr_arena_printf(judge->arena, _("Image repository %s"), name);
    finding->resource = rr_arena_printf(judge->arena, "projects/%s/locations/%s/repositories/%s",
                                        judge->context->project, judge->context->region, name);
    if (fact->state == RR_FACT_ABSENT) {
        finding->state = RR_FINDING_MISSING;
        finding->why = _("A first deploy would make it, but no role can be granted on it before. "
                         "It is made here exactly as gcloud would.");
        rr_judge_remedy(judge, finding, rr_step_kind_word(RR_STEP_CREATE_REPOSITORY));
    } else if (fact->state != RR_FACT_KNOWN) {
        rr_judge_unknown(judge, finding, fact);
    } else if (*observed->repository.format != '\0' &&
               strcmp(observed->repository.format, "DOCKER") != 0) {
        finding->state = RR_FINDING_BLOCKED;
        finding->why = _("A repository of this name is there, but it does not hold container "
                         "images. Name another by --repository.");
        rr_judge_evidence(judge, finding, _("format %s"), observed->repository.format);
    }
}

/* ---- all together ---- */

static bool is_settled(const struct rr_finding *finding)
{
    return finding->state == RR_FINDING_OK ||
           (finding->state == RR_FINDING_WARNING && finding->n_remedy == 0);
}

static struct rr_findings sum_up(struct rr_judge *judge)
{
    struct rr_finding *items = rr_arena_array(judge->arena, judge->n_items, sizeof *items);
    struct rr_findings out = {.items = items, .n_items = judge->n_items, .is_ready = true};
    // Stable by station, so that every view tells the story in the order of the pipeline.
    size_t n = 0;
    for (int station = 0; station < RR_STATION_COUNT; station++)
        for (size_t i = 0; i < judge->n_items; i++)
            if ((int)judge->items[i].station == station)
                items[n++] = judge->items[i];
    for (size_t i = 0; i < n; i++) {
        if (!items[i].is_required)
            continue;
        out.is_ready &= is_settled(&items[i]);
        out.is_blocked |= items[i].state == RR_FINDING_BLOCKED;
    }
    return out;
}

struct rr_findings rr_judge(const struct rr_context *context,
                            const struct rr_observed *observed,
                            struct rr_arena *arena)
{
    struct rr_judge judge = {
        .context = context, .observed = observed, .arena = arena, .build_member = ""};
    judge_project(&judge);
    judge_billing(&judge);
    judge_services(&judge);
    judge_build_account(&judge);
    rr_judge_roles(&judge);
    rr_judge_deny(&judge);
    judge_repository(&judge);
    judge_runtime_account(&judge);
    rr_judge_policies(&judge);
    rr_judge_scheduler(&judge);
    rr_judge_access(&judge);
    rr_judge_caller(&judge);
    struct rr_findings out = sum_up(&judge);
    free(judge.items);
    return out;
}
