/*
 * From findings to a plan: one step for each distinct remedy, in an order that can be carried out,
 * with what it needs, what it changes and what stands in its way. Pure.
 */
#include "config.h"

#include "runready/plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/judge/judge.h"
#include "core/judge/scheduling.h"
#include "core/plan/deploy.h"
#include "core/plan/step.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

struct builder {
    const struct rr_context *context;
    const struct rr_observed *observed;
    const struct rr_findings *findings;
    struct rr_arena *arena;
    struct rr_step *steps;
    size_t n_steps, cap_steps;
    struct rr_base *base;
    size_t n_base, cap_base;
    struct rr_blocked *blocked;
    size_t n_blocked, cap_blocked;
};

/* ---- what a step would change ---- */

static const char *const *copy_texts(struct rr_arena *arena, const char *const *texts, size_t n)
{
    const char **out = rr_arena_array(arena, n, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = rr_arena_str(arena, texts[i]);
    return out;
}

static void note_before(struct builder *b, struct rr_step *step)
{
    const struct rr_policy *policy = rr_step_policy(b->observed, step->kind);
    if (policy == NULL)
        return;
    struct rr_step_binding *before = rr_arena_array(b->arena, policy->n_bindings, sizeof *before);
    for (size_t i = 0; i < policy->n_bindings; i++) {
        const struct rr_binding *binding = &policy->bindings[i];
        if (strcmp(binding->role, step->role) != 0)
            continue;
        before[step->n_before++] = (struct rr_step_binding){
            .members = copy_texts(b->arena, binding->members, binding->n_members),
            .n_members = binding->n_members,
            .condition_title = rr_arena_str(b->arena, binding->condition.title),
            .condition_expression = rr_arena_str(b->arena, binding->condition.expression),
        };
    }
    step->before = before;
}

static bool has_base(const struct builder *b, const char *resource)
{
    for (size_t i = 0; i < b->n_base; i++)
        if (strcmp(b->base[i].resource, resource) == 0)
            return true;
    return false;
}

static void note_base(struct builder *b, const struct rr_step *step)
{
    if (has_base(b, step->resource))
        return;
    const char *mark = "absent";
    if (step->kind == RR_STEP_ENABLE_SERVICES) {
        mark = "off";
    } else if (rr_step_is_grant(step)) {
        const struct rr_policy *policy = rr_step_policy(b->observed, step->kind);
        mark = policy != NULL ? rr_arena_str(b->arena, policy->etag) : "absent";
    } else if (step->kind == RR_STEP_ENABLE_IAP || step->kind == RR_STEP_DISABLE_INVOKER_CHECK ||
               step->kind == RR_STEP_DEPLOY) {
        if (rr_service_exists(b->observed) == RR_YES && *b->observed->service.etag != '\0')
            mark = rr_arena_str(b->arena, b->observed->service.etag);
    } else if (step->kind == RR_STEP_UPDATE_SCHEDULE) {
        mark = "present";
    }
    *rr_vec_push(b, base) = (struct rr_base){step->resource, mark};
}

/* ---- steps from findings ---- */

static struct rr_step *find_step(struct builder *b, const char *id)
{
    for (size_t i = 0; i < b->n_steps; i++)
        if (strcmp(b->steps[i].id, id) == 0)
            return &b->steps[i];
    return NULL;
}

static void add_service(struct builder *b, struct rr_step *step, const char *service)
{
    const char **services = rr_arena_array(b->arena, step->n_services + 1, sizeof *services);
    for (size_t i = 0; i < step->n_services; i++)
        services[i] = step->services[i];
    services[step->n_services++] = service;
    step->services = services;
}

static struct rr_step *add_step(struct builder *b, const char *id, enum rr_step_kind kind)
{
    struct rr_step *step = rr_vec_push(b, steps);
    *step = (struct rr_step){.id = id,
                             .kind = kind,
                             .phase = rr_step_kind_phase(kind),
                             .risk = RR_RISK_LOW,
                             .resource = "",
                             .why = "",
                             .risk_text = "",
                             .role = "",
                             .member = ""};
    step->rights = rr_step_kind_rights(kind, &step->n_rights);
    return step;
}

/* Steps that open the service say so. */
static void fill_risk(struct rr_step *step)
{
    bool opens = step->kind == RR_STEP_ALLOW_PUBLIC || step->kind == RR_STEP_DISABLE_INVOKER_CHECK;
    if (!opens)
        return;
    step->risk = RR_RISK_HIGH;
    step->risk_text = _("everybody on the internet may call the service; what it costs and what it "
                        "gives away is up to the app");
}

static void fill_grant(struct builder *b, struct rr_step *step, const struct rr_finding *finding)
{
    step->resource = finding->resource;
    step->role = finding->role;
    step->member = finding->member;
    step->why = finding->title;
    const struct rr_role_row *row = rr_preset_row(b->context->preset, finding->role, step->kind);
    if (row != NULL) {
        step->risk = row->risk;
        step->risk_text = *row->risk_text != '\0' ? _(row->risk_text) : "";
    }
    fill_risk(step);
    note_before(b, step);
}

static void fill_schedule(struct builder *b, struct rr_step *step)
{
    if (step->kind != RR_STEP_CREATE_SCHEDULE && step->kind != RR_STEP_UPDATE_SCHEDULE)
        return;
    struct rr_scheduling scheduling = rr_scheduling_of(b->context, b->observed, b->arena);
    struct rr_schedule *wanted = rr_arena_alloc(b->arena, sizeof *wanted);
    struct rr_schedule *before = rr_arena_alloc(b->arena, sizeof *before);
    *wanted = scheduling.wanted;
    *before = scheduling.found != NULL ? scheduling.found->value : rr_schedule_empty();
    step->schedule = wanted;
    step->schedule_before = before;
    step->fields = scheduling.found != NULL ? scheduling.fields : ~0U;
}

static void take_remedy(struct builder *b, const struct rr_finding *finding, const char *id)
{
    enum rr_step_kind kind = rr_step_id_kind(id);
    struct rr_step *step = find_step(b, id);
    bool is_new = step == NULL;
    if (is_new)
        step = add_step(b, id, kind);
    switch (kind) {
    case RR_STEP_ENABLE_SERVICES:
        step->resource = rr_arena_printf(b->arena, "projects/%s/services", b->context->project);
        step->why = _("a deploy from source needs these APIs");
        add_service(b, step, finding->resource);
        break;
    case RR_STEP_CREATE_REPOSITORY:
        step->resource = finding->resource;
        step->why = _("the built image is stored here, and a role can be granted on it only once "
                      "it is there");
        break;
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
        fill_grant(b, step, finding);
        break;
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_DISABLE_INVOKER_CHECK:
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        step->resource = finding->resource;
        step->why = finding->title;
        fill_schedule(b, step);
        fill_risk(step);
        break;
    case RR_STEP_DEPLOY:
    case RR_STEP_KIND_COUNT:
        break;
    }
    if (is_new)
        note_base(b, step);
}

/* ---- the deploy ---- */

/* What connects the service waits for it: where it is not there, the deploy stands in between. */
static bool waits_for_deploy(const struct builder *b)
{
    if (rr_service_exists(b->observed) != RR_NO)
        return false;
    for (size_t i = 0; i < b->n_steps; i++)
        if (b->steps[i].phase == RR_PHASE_CONNECT)
            return true;
    return false;
}

static void add_deploy(struct builder *b, bool is_wanted)
{
    if (*b->context->service == '\0' || (!is_wanted && !waits_for_deploy(b)))
        return;
    struct rr_step *step = add_step(b, rr_step_kind_word(RR_STEP_DEPLOY), RR_STEP_DEPLOY);
    step->resource = rr_observed_target(b->observed, b->arena);
    step->why = _("gcloud uploads the source, has it built and deploys it, in your name");
    step->command = rr_deploy_command(b->context, b->observed, &step->n_command, b->arena);
    note_base(b, step);
}

/* ---- order and needs ---- */

/* Stable: steps of one kind stay in the order of the checklist. */
static void sort_steps(struct builder *b)
{
    struct rr_step *sorted = rr_arena_array(b->arena, b->n_steps, sizeof *sorted);
    size_t n = 0;
    for (int kind = 0; kind < RR_STEP_KIND_COUNT; kind++)
        for (size_t i = 0; i < b->n_steps; i++)
            if ((int)b->steps[i].kind == kind)
                sorted[n++] = b->steps[i];
    if (n > 0)
        memcpy(b->steps, sorted, n * sizeof *sorted);
}

static bool switches_on(const struct rr_step *step, const char *service)
{
    for (size_t i = 0; i < step->n_services; i++)
        if (strcmp(step->services[i], service) == 0)
            return true;
    return false;
}

static bool needs_service_of_api(const struct rr_step *earlier, const struct rr_step *step)
{
    static const struct {
        enum rr_step_kind kind;
        const char *service;
    } needed[] = {
        {RR_STEP_CREATE_REPOSITORY, "artifactregistry.googleapis.com"},
        {RR_STEP_GRANT_REPOSITORY_ROLE, "artifactregistry.googleapis.com"},
        {RR_STEP_GRANT_ACCOUNT_ROLE, "iam.googleapis.com"},
        {RR_STEP_CREATE_SERVICE_ACCOUNT, "iam.googleapis.com"},
        {RR_STEP_CREATE_SCHEDULE, "cloudscheduler.googleapis.com"},
        {RR_STEP_ENABLE_IAP, "iap.googleapis.com"},
    };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (needed[i].kind == step->kind && switches_on(earlier, needed[i].service))
            return true;
    return false;
}

static bool is_about_account(const struct rr_step *account, const struct rr_step *step)
{
    const char *email = rr_str_after_last(account->resource, '/');
    const char *used = step->schedule != NULL ? step->schedule->account : step->member;
    return strcmp(rr_str_after_last(used, ':'), email) == 0;
}

static bool is_schedule(const struct rr_step *step)
{
    return step->kind == RR_STEP_CREATE_SCHEDULE || step->kind == RR_STEP_UPDATE_SCHEDULE;
}

static bool is_needed_by(const struct rr_step *earlier, const struct rr_step *step)
{
    if (needs_service_of_api(earlier, step))
        return true;
    // A deploy that fails half-way is worse than none: everything before it must be well.
    if (step->kind == RR_STEP_DEPLOY)
        return earlier->phase == RR_PHASE_PREPARE;
    switch (earlier->kind) {
    case RR_STEP_CREATE_REPOSITORY:
        return step->kind == RR_STEP_GRANT_REPOSITORY_ROLE;
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        return is_about_account(earlier, step);
    case RR_STEP_DEPLOY:
        return step->phase == RR_PHASE_CONNECT;
    case RR_STEP_ENABLE_IAP:
        return step->kind == RR_STEP_GRANT_SERVICE_ROLE;
    case RR_STEP_GRANT_SERVICE_ROLE:
        return is_schedule(step);
    case RR_STEP_ENABLE_SERVICES:
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
    case RR_STEP_DISABLE_INVOKER_CHECK:
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
    case RR_STEP_KIND_COUNT:
        break;
    }
    return false;
}

static void link_needs(struct builder *b)
{
    for (size_t i = 0; i < b->n_steps; i++) {
        const char **needs = rr_arena_array(b->arena, i, sizeof *needs);
        for (size_t k = 0; k < i; k++)
            if (is_needed_by(&b->steps[k], &b->steps[i]))
                needs[b->steps[i].n_needs++] = b->steps[k].id;
        b->steps[i].needs = needs;
    }
}

/* ---- what stands in the way ---- */

static const char *const *roads_for_right(struct builder *b, const char *right, size_t *n)
{
    const char **roads = rr_arena_array(b->arena, 2, sizeof *roads);
    *n = 0;
    const char *roles = rr_usual_roles(right);
    if (*roles != '\0')
        roads[(*n)++] = rr_arena_printf(b->arena, _("ask somebody who holds one of: %s"), roles);
    roads[(*n)++] = _("hand them the commands: runready plan --format gcloud");
    return roads;
}

/* A deploy creates or updates, and a job's permissions have names of their own. */
static bool applies(const struct builder *b, const struct rr_step *step, const char *right)
{
    if (step->kind != RR_STEP_DEPLOY)
        return true;
    if (rr_context_is_job(b->context) && rr_str_has_prefix(right, "run.services."))
        return false;
    bool is_there = rr_service_exists(b->observed) == RR_YES;
    return strcmp(right, is_there ? "run.services.create" : "run.services.update") != 0;
}

static void block_by_rights(struct builder *b, const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_rights; i++) {
        if (rr_caller_may(b->observed, step->kind, step->rights[i]) != RR_NO ||
            !applies(b, step, step->rights[i]))
            continue;
        struct rr_blocked *blocked = rr_vec_push(b, blocked);
        *blocked = (struct rr_blocked){
            .step = step->id,
            .by = rr_arena_printf(b->arena, "permission:%s", step->rights[i]),
            .why =
                rr_arena_printf(b->arena, _("you lack the permission %s for it"), step->rights[i])};
        blocked->roads = roads_for_right(b, step->rights[i], &blocked->n_roads);
        return;
    }
}

/* What forbids it, as a word and a name: a constraint, a deny policy, or the finding itself. */
static const char *blocker_of(struct builder *b, const struct rr_finding *finding)
{
    if (rr_str_has_prefix(finding->resource, "constraints/"))
        return rr_arena_printf(b->arena, "constraint:%s",
                               rr_str_after_last(finding->resource, '/'));
    for (size_t i = 0; i < finding->n_proofs; i++)
        for (size_t k = 0; k < finding->proofs[i].n_lines; k++)
            if (strcmp(finding->proofs[i].lines[k].kind, "deny") == 0)
                return rr_arena_printf(b->arena, "deny:%s",
                                       finding->proofs[i].lines[k].deny_policy);
    return rr_arena_printf(b->arena, "finding:%s", finding->id);
}

static void block_by_policy(struct builder *b)
{
    for (size_t i = 0; i < b->findings->n_items; i++) {
        const struct rr_finding *finding = &b->findings->items[i];
        // What the caller lacks is told with the step that it stops.
        if (finding->state != RR_FINDING_BLOCKED || !finding->is_required ||
            finding->station == RR_STATION_CALLER)
            continue;
        struct rr_blocked *blocked = rr_vec_push(b, blocked);
        *blocked =
            (struct rr_blocked){.step = "", .by = blocker_of(b, finding), .why = finding->why};
        if (finding->station == RR_STATION_ACCESS)
            blocked->roads = rr_access_roads(b->observed, b->arena, &blocked->n_roads);
    }
}

/* ---- all together ---- */

static const void *kept(struct builder *b, const void *items, size_t n, size_t size)
{
    void *out = rr_arena_array(b->arena, n, size);
    if (n > 0)
        memcpy(out, items, n * size);
    return out;
}

/* What an API that is off would tell is planned once it is on. */
static bool hides_more(const struct rr_observed *observed)
{
    static const enum rr_read reads[] = {RR_READ_BUILD_DEFAULT, RR_READ_REPOSITORY};
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
        if (rr_observed_fact(observed, reads[i])->err.kind == RR_API_OFF)
            return true;
    return false;
}

static struct rr_plan make(const struct rr_context *context,
                           const struct rr_observed *observed,
                           const struct rr_findings *findings,
                           bool with_deploy,
                           struct rr_arena *arena)
{
    struct builder b = {
        .context = context, .observed = observed, .findings = findings, .arena = arena};
    struct rr_project_view view = rr_observed_project(observed);
    for (size_t i = 0; i < findings->n_items; i++)
        for (size_t k = 0; k < findings->items[i].n_remedy; k++)
            take_remedy(&b, &findings->items[i], findings->items[i].remedy[k]);
    add_deploy(&b, with_deploy);
    sort_steps(&b);
    link_needs(&b);
    for (size_t i = 0; i < b.n_steps; i++)
        block_by_rights(&b, &b.steps[i]);
    block_by_policy(&b);
    struct rr_plan plan = {
        .context = *context,
        .project_id = rr_arena_str(arena, view.id),
        .project_number = rr_arena_str(arena, view.number),
        .build_account = rr_arena_str(arena, view.build_account),
        .runtime_account = rr_arena_str(arena, view.runtime_account),
        .made_at_s = observed->made_at_s,
        .steps = kept(&b, b.steps, b.n_steps, sizeof *b.steps),
        .n_steps = b.n_steps,
        .base = kept(&b, b.base, b.n_base, sizeof *b.base),
        .n_base = b.n_base,
        .blocked = kept(&b, b.blocked, b.n_blocked, sizeof *b.blocked),
        .n_blocked = b.n_blocked,
        .is_complete = !hides_more(observed),
    };
    free(b.steps);
    free(b.base);
    free(b.blocked);
    return plan;
}

struct rr_plan rr_plan_make(const struct rr_context *context,
                            const struct rr_observed *observed,
                            const struct rr_findings *findings,
                            struct rr_arena *arena)
{
    return make(context, observed, findings, false, arena);
}

struct rr_plan rr_plan_make_deploy(const struct rr_context *context,
                                   const struct rr_observed *observed,
                                   const struct rr_findings *findings,
                                   struct rr_arena *arena)
{
    return make(context, observed, findings, true, arena);
}
