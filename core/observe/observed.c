/* Questions about what was read; see the header. Pure. */
#include "config.h"

#include "core/observe/observed.h"

#include <string.h>

#include "core/gcp/deployment.h"
#include "core/policy/invoker.h"
#include "runready/observed.h"

static const struct rr_fact not_asked = {
    .id = "", .title = "", .request = "", .need = "", .state = RR_FACT_PENDING};

const char *rr_fact_state_word(enum rr_fact_state state)
{
    static const char *const words[RR_FACT_STATE_COUNT] = {
        [RR_FACT_PENDING] = "pending", [RR_FACT_KNOWN] = "known", [RR_FACT_ABSENT] = "absent",
        [RR_FACT_UNKNOWN] = "unknown", [RR_FACT_ERROR] = "error",
    };
    return words[state];
}

const struct rr_fact *rr_observed_fact(const struct rr_observed *observed, enum rr_read read)
{
    const struct rr_read_facts *facts = &observed->reads[read];
    return facts->n > 0 ? &facts->items[0] : &not_asked;
}

bool rr_observed_has(const struct rr_observed *observed, enum rr_read read)
{
    return rr_observed_fact(observed, read)->state == RR_FACT_KNOWN;
}

bool rr_observed_service_is_on(const struct rr_observed *observed, const char *service)
{
    for (size_t i = 0; i < observed->n_services; i++)
        if (strcmp(observed->services[i], service) == 0)
            return true;
    return false;
}

const char *rr_observed_build_account(const struct rr_observed *observed)
{
    if (rr_context_wants_builder(&observed->context))
        return rr_observed_has(observed, RR_READ_PROJECT) ? observed->builder : "";
    if (*observed->context.build_account != '\0')
        return observed->context.build_account;
    if (rr_observed_has(observed, RR_READ_SERVICE) && *observed->service.build_account != '\0')
        return observed->service.build_account;
    return rr_observed_has(observed, RR_READ_BUILD_DEFAULT) ? observed->build_default : "";
}

const char *rr_observed_runtime_account(const struct rr_observed *observed)
{
    if (*observed->context.runtime_account != '\0')
        return observed->context.runtime_account;
    if (rr_observed_has(observed, RR_READ_SERVICE) && *observed->service.runtime_account != '\0')
        return observed->service.runtime_account;
    return rr_observed_has(observed, RR_READ_PROJECT) ? observed->compute_default : "";
}

bool rr_observed_is_alone(const struct rr_observed *observed)
{
    if (rr_observed_has(observed, RR_READ_ANCESTRY))
        return observed->ancestors.n == 0;
    return rr_observed_has(observed, RR_READ_PROJECT) && *observed->project.parent == '\0';
}

const char *rr_observed_target(const struct rr_observed *observed, struct rr_arena *arena)
{
    const struct rr_context *context = &observed->context;
    if (*context->service == '\0')
        return "";
    return rr_arena_printf(arena, "projects/%s/locations/%s/%s/%s", context->project,
                           context->region, rr_context_is_job(context) ? "jobs" : "services",
                           context->service);
}

const char *rr_observed_invoker(const struct rr_observed *observed, struct rr_arena *arena)
{
    return rr_observed_has(observed, RR_READ_PROJECT)
               ? rr_invoker_email(arena, observed->project.id)
               : "";
}

/* "asia-northeast1" and "asia-northeast2" share more than "asia-east1" does. */
static size_t shared_length(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] != '\0' && a[n] == b[n])
        n++;
    return n;
}

const char *rr_observed_scheduler_location(const struct rr_observed *observed)
{
    const char *region = observed->context.region;
    const char *best = region;
    size_t best_length = 0;
    if (!rr_observed_has(observed, RR_READ_SCHEDULER_LOCATIONS))
        return region;
    for (size_t i = 0; i < observed->n_scheduler_locations; i++) {
        const char *location = observed->scheduler_locations[i];
        size_t length = shared_length(location, region);
        if (strcmp(location, region) == 0)
            return region;
        if (length > best_length) {
            best = location;
            best_length = length;
        }
    }
    return best;
}

const char *rr_observed_url(const struct rr_observed *observed, struct rr_arena *arena)
{
    const struct rr_context *context = &observed->context;
    const char *number = rr_observed_has(observed, RR_READ_PROJECT) ? observed->project.number : "";
    const char *expected = rr_service_url(arena, context->service, number, context->region);
    const struct rr_run_service *service = &observed->service;
    if (!rr_observed_has(observed, RR_READ_SERVICE))
        return expected;
    for (size_t i = 0; i < service->n_urls; i++)
        if (*expected != '\0' && strcmp(service->urls[i], expected) == 0)
            return expected;
    return *service->uri != '\0' ? rr_url_base(arena, service->uri) : expected;
}

const char *rr_observed_bucket(const struct rr_observed *observed, struct rr_arena *arena)
{
    if (rr_observed_has(observed, RR_READ_SERVICE) && *observed->service.source_bucket != '\0')
        return observed->service.source_bucket;
    const char *project = rr_observed_has(observed, RR_READ_PROJECT) ? observed->project.id
                                                                     : observed->context.project;
    return rr_source_bucket_name(arena, project, observed->context.region);
}

static bool holds(const struct rr_granted *granted, const char *permission)
{
    for (size_t i = 0; i < granted->n; i++)
        if (strcmp(granted->permissions[i], permission) == 0)
            return true;
    return false;
}

static bool was_asked(const char *permission)
{
    size_t n = 0;
    const char *const *asked = rr_caller_permissions(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(asked[i], permission) == 0)
            return true;
    return false;
}

enum rr_verdict rr_observed_caller_may(const struct rr_observed *observed, const char *permission)
{
    if (!rr_observed_has(observed, RR_READ_CALLER_PROJECT) || !was_asked(permission))
        return RR_NOT_KNOWN;
    return holds(&observed->caller_project, permission) ? RR_YES : RR_NO;
}

static const struct rr_granted *granted_on(const struct rr_observed *observed, enum rr_read read)
{
    if (read == RR_READ_CALLER_REPOSITORY)
        return &observed->caller_repository;
    if (read == RR_READ_CALLER_RUNTIME)
        return &observed->caller_runtime;
    if (read == RR_READ_CALLER_SERVICE)
        return &observed->caller_service;
    if (read == RR_READ_CALLER_INVOKER)
        return &observed->caller_invoker;
    return &observed->caller_build;
}

enum rr_verdict rr_observed_caller_may_on(const struct rr_observed *observed,
                                          enum rr_read read,
                                          const char *permission)
{
    if (rr_observed_has(observed, read) && holds(granted_on(observed, read), permission))
        return RR_YES;
    return rr_observed_caller_may(observed, permission);
}

const struct rr_fact *rr_observed_facts(const struct rr_observed *observed, size_t *n)
{
    *n = observed->n_facts;
    return observed->facts;
}

struct rr_project_view rr_observed_project(const struct rr_observed *observed)
{
    bool has = rr_observed_has(observed, RR_READ_PROJECT);
    const struct rr_project *project = &observed->project;
    return (struct rr_project_view){
        .id = has && *project->id != '\0' ? project->id : observed->context.project,
        .number = has ? project->number : "",
        .name = has ? project->name : "",
        .state = has ? project->state : "",
        .parent = has ? project->parent : "",
        .region = observed->context.region,
        .build_account = rr_observed_build_account(observed),
        .runtime_account = rr_observed_runtime_account(observed),
    };
}
