/* Looking at what is there; see the header. */
#include "config.h"

#include "core/apply/look.h"

#include <stdlib.h>
#include <string.h>

#include "core/apply/kind.h"
#include "core/gcp/account.h"
#include "core/gcp/deployment.h"
#include "core/gcp/iam_policy.h"
#include "core/gcp/repository_write.h"
#include "core/gcp/resource.h"
#include "core/gcp/schedule.h"
#include "core/gcp/services.h"
#include "core/net/json.h"
#include "core/policy/schedule.h"
#include "core/util/str.h"
#include "core/util/vec.h"

struct rr_looked_policy {
    enum rr_policy_target target;
    const char *resource;
    const struct rr_policy *policy; // NULL = its resource is not there
};

void rr_looker_free(struct rr_looker *looker)
{
    free(looker->policies);
    looker->policies = NULL;
}

bool rr_look_up(struct rr_looker *looker,
                const struct rr_call *call,
                struct json_object **out,
                struct rr_err *err)
{
    struct rr_err failed = {0};
    struct json_object *json = NULL;
    if (rr_call_wait(looker->caller, call, &json, &failed)) {
        *out = json;
        return true;
    }
    if (failed.kind != RR_NOT_FOUND) {
        *err = failed;
        return false;
    }
    *out = NULL;
    return true;
}

static const struct rr_looked_policy *
find_policy(const struct rr_looker *looker, enum rr_policy_target target, const char *resource)
{
    for (size_t i = 0; i < looker->n_policies; i++)
        if (looker->policies[i].target == target &&
            strcmp(looker->policies[i].resource, resource) == 0)
            return &looker->policies[i];
    return NULL;
}

bool rr_look_at_policy(struct rr_looker *looker,
                       const struct rr_step *step,
                       const struct rr_policy **out,
                       struct rr_err *err)
{
    enum rr_policy_target target = rr_kind_target(step->kind);
    const struct rr_looked_policy *known = find_policy(looker, target, step->resource);
    if (known != NULL) {
        *out = known->policy;
        return true;
    }
    struct rr_call call = rr_policy_get(looker->arena, target, step->resource);
    RR_JSON_AUTO struct json_object *body = call.body;
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_look_up(looker, &call, &json, err))
        return false;
    struct rr_policy *policy = NULL;
    if (json != NULL) {
        policy = rr_arena_alloc(looker->arena, sizeof *policy);
        *policy = rr_policy_from_json(json, looker->arena);
    }
    *rr_vec_push(looker, policies) = (struct rr_looked_policy){target, step->resource, policy};
    *out = policy;
    return true;
}

static bool look_at_grant(struct rr_looker *looker,
                          const struct rr_step *step,
                          bool *is_there,
                          struct rr_err *err)
{
    const struct rr_policy *policy;
    if (!rr_look_at_policy(looker, step, &policy, err))
        return false;
    *is_there = policy != NULL && rr_policy_find(policy, step->role, step->member) != NULL;
    return true;
}

struct rr_call rr_creation_look_up(const struct rr_step *step, struct rr_arena *arena)
{
    if (step->kind == RR_STEP_CREATE_SERVICE_ACCOUNT)
        return rr_account_get(arena, rr_str_after_last(step->resource, '/'));
    if (step->kind == RR_STEP_CREATE_SCHEDULE)
        return rr_schedule_get(arena, step->resource);
    return rr_repository_look_up(arena, step->resource);
}

static bool look_at_creation(struct rr_looker *looker,
                             const struct rr_step *step,
                             bool *is_there,
                             struct rr_err *err)
{
    struct rr_call call = rr_creation_look_up(step, looker->arena);
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_look_up(looker, &call, &json, err))
        return false;
    *is_there = json != NULL;
    return true;
}

static bool look_at_service(struct rr_looker *looker,
                            const struct rr_step *step,
                            bool *is_there,
                            struct rr_err *err)
{
    struct rr_call call = {.api = RR_API_RUN,
                           .method = "GET",
                           .path = rr_resource_path(looker->arena, "/v2/", step->resource, ""),
                           .idempotent = true};
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_look_up(looker, &call, &json, err))
        return false;
    struct rr_run_service service = rr_run_service_read(json, looker->arena);
    bool is_set =
        step->kind == RR_STEP_ENABLE_IAP ? service.is_iap_on : service.is_invoker_check_off;
    *is_there = json != NULL && (step->kind == RR_STEP_DEPLOY || is_set);
    return true;
}

/* As the step set it; a job that somebody changed since is another one. */
static bool look_at_schedule(struct rr_looker *looker,
                             const struct rr_step *step,
                             bool *is_there,
                             struct rr_err *err)
{
    struct rr_call call = rr_schedule_get(looker->arena, step->resource);
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_look_up(looker, &call, &json, err))
        return false;
    struct rr_schedule now = rr_schedule_read(json, looker->arena);
    unsigned moved = rr_schedule_differences(&now, step->schedule);
    *is_there = json != NULL && (moved & step->fields) == 0;
    return true;
}

struct counting {
    const struct rr_step *step;
    size_t n_on;
};

static void count_service(void *data, const char *service)
{
    struct counting *counting = data;
    for (size_t i = 0; i < counting->step->n_services; i++)
        counting->n_on += strcmp(counting->step->services[i], service) == 0;
}

static bool look_at_services(struct rr_looker *looker,
                             const struct rr_step *step,
                             bool *is_there,
                             struct rr_err *err)
{
    struct counting counting = {.step = step};
    const char *token = "";
    for (bool is_first = true; is_first || *token != '\0'; is_first = false) {
        struct rr_call call = rr_services_list(looker->arena, looker->project, token);
        RR_JSON_AUTO struct json_object *json = NULL;
        if (!rr_call_wait(looker->caller, &call, &json, err))
            return false;
        const char *next = rr_services_read(json, count_service, &counting, looker->arena);
        // A service that gives the same page for ever is not waited for.
        token = strcmp(next, token) == 0 ? "" : next;
    }
    *is_there = counting.n_on >= step->n_services;
    return true;
}

typedef bool
look_fn(struct rr_looker *looker, const struct rr_step *step, bool *is_there, struct rr_err *err);

static look_fn *const lookers[RR_STEP_KIND_COUNT] = {
    [RR_STEP_ENABLE_SERVICES] = look_at_services,
    [RR_STEP_CREATE_REPOSITORY] = look_at_creation,
    [RR_STEP_CREATE_SERVICE_ACCOUNT] = look_at_creation,
    [RR_STEP_GRANT_PROJECT_ROLE] = look_at_grant,
    [RR_STEP_GRANT_REPOSITORY_ROLE] = look_at_grant,
    [RR_STEP_GRANT_ACCOUNT_ROLE] = look_at_grant,
    [RR_STEP_DEPLOY] = look_at_service,
    [RR_STEP_ENABLE_IAP] = look_at_service,
    [RR_STEP_GRANT_SERVICE_ROLE] = look_at_grant,
    [RR_STEP_ALLOW_PUBLIC] = look_at_grant,
    [RR_STEP_DISABLE_INVOKER_CHECK] = look_at_service,
    [RR_STEP_CREATE_SCHEDULE] = look_at_creation,
    [RR_STEP_UPDATE_SCHEDULE] = look_at_schedule,
};

bool rr_look(struct rr_looker *looker,
             const struct rr_step *step,
             bool *is_there,
             struct rr_err *err)
{
    return lookers[step->kind](looker, step, is_there, err);
}
