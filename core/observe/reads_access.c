/* Reads about who may call: the Scheduler, its account, and the levels that set organisation policies. */
#include "config.h"

#include "core/observe/reads_access.h"

#include <string.h>

#include "core/gcp/account.h"
#include "core/gcp/iam_policy.h"
#include "core/gcp/org_policy.h"
#include "core/gcp/schedule.h"
#include "core/net/json.h"
#include "core/util/vec.h"

static struct rr_arena *arena_of(struct rr_gather_state *g)
{
    return &g->out->arena;
}

/* ---- what the caller may do on the service ---- */

static const char *const service_permissions[] = {"run.services.get", "run.services.getIamPolicy",
                                                  "run.services.setIamPolicy",
                                                  "run.services.update"};
static const char *const job_permissions[] = {"run.jobs.get", "run.jobs.getIamPolicy",
                                              "run.jobs.setIamPolicy"};

bool rr_ask_caller_service(struct rr_gather_state *g,
                           size_t i,
                           struct rr_call *call,
                           struct rr_err *why)
{
    (void)i, (void)why;
    bool is_job = rr_context_is_job(&g->out->context);
    size_t n_service = sizeof service_permissions / sizeof *service_permissions;
    size_t n_job = sizeof job_permissions / sizeof *job_permissions;
    *call =
        rr_policy_test(arena_of(g), RR_TARGET_RUN_SERVICE, rr_observed_target(g->out, arena_of(g)),
                       is_job ? job_permissions : service_permissions, is_job ? n_job : n_service);
    return true;
}

enum rr_reading
rr_read_caller_service(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->caller_service = rr_read_granted(g, json);
    return RR_READING_KNOWN;
}

/* ---- where organisation policies are set ---- */

size_t rr_count_levels(struct rr_gather_state *g)
{
    struct rr_observed *out = g->out;
    // Without an organisation nobody can set any.
    size_t n = rr_observed_is_alone(out) ? 0 : out->ancestors.n + 1;
    out->level_constraints = rr_arena_array(arena_of(g), n, sizeof *out->level_constraints);
    return n;
}

const char *rr_level_suffix(struct rr_gather_state *g, size_t i)
{
    return i == 0 ? "project" : g->out->ancestors.resources[i - 1];
}

bool rr_ask_level(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)why;
    const char *project = g->out->context.project;
    const char *level = i == 0 ? rr_arena_printf(arena_of(g), "projects/%s", project)
                               : g->out->ancestors.resources[i - 1];
    *call = rr_constraints_set(arena_of(g), project, level);
    return true;
}

enum rr_reading rr_read_level(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    struct rr_level_constraints *level = &g->out->level_constraints[i];
    level->names = rr_constraints_set_read(json, &level->n, arena_of(g));
    return RR_READING_KNOWN;
}

/* ---- the Scheduler ---- */

size_t rr_if_scheduled(struct rr_gather_state *g)
{
    return g->out->context.access == RR_ACCESS_SCHEDULED ? 1 : 0;
}

bool rr_ask_invoker(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i;
    const char *email = rr_observed_invoker(g->out, arena_of(g));
    if (*email == '\0')
        return rr_read_depends_on(g, RR_READ_PROJECT, why);
    *call = rr_account_get(arena_of(g), email);
    return true;
}

enum rr_reading rr_read_invoker(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->invoker = rr_account_read(json, arena_of(g));
    return RR_READING_KNOWN;
}

bool rr_ask_caller_invoker(struct rr_gather_state *g,
                           size_t i,
                           struct rr_call *call,
                           struct rr_err *why)
{
    (void)i;
    static const char *const permissions[] = {"iam.serviceAccounts.actAs"};
    const char *email = rr_observed_invoker(g->out, arena_of(g));
    if (*email == '\0')
        return rr_read_depends_on(g, RR_READ_PROJECT, why);
    const char *name = rr_arena_printf(arena_of(g), "projects/%s/serviceAccounts/%s",
                                       g->out->context.project, email);
    *call = rr_policy_test(arena_of(g), RR_TARGET_ACCOUNT, name, permissions, 1);
    return true;
}

enum rr_reading
rr_read_caller_invoker(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    g->out->caller_invoker = rr_read_granted(g, json);
    return RR_READING_KNOWN;
}

bool rr_ask_scheduler_locations(struct rr_gather_state *g,
                                size_t i,
                                struct rr_call *call,
                                struct rr_err *why)
{
    (void)i, (void)why;
    *call = rr_schedule_locations(arena_of(g), g->out->context.project, "");
    return true;
}

enum rr_reading
rr_read_scheduler_locations(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    struct json_object *list = rr_json_arr(json, "locations");
    size_t n = rr_json_len(list);
    const char **out = rr_arena_array(arena_of(g), n, sizeof *out);
    for (size_t k = 0; k < n; k++)
        out[k] = rr_arena_str(arena_of(g), rr_json_str(rr_json_at(list, k), "locationId"));
    g->out->scheduler_locations = out;
    g->out->n_scheduler_locations = n;
    return n > 0 ? RR_READING_KNOWN : RR_READING_BAD;
}

bool rr_ask_schedules(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why)
{
    (void)i, (void)why;
    const char *token = g->schedules_token != NULL ? g->schedules_token : "";
    *call = rr_schedule_list(arena_of(g), g->out->context.project,
                             rr_observed_scheduler_location(g->out), token);
    return true;
}

enum rr_reading rr_read_schedules(struct rr_gather_state *g, size_t i, struct json_object *json)
{
    (void)i;
    struct json_object *list = rr_json_arr(json, "jobs");
    for (size_t k = 0; k < rr_json_len(list); k++) {
        struct json_object *job = rr_json_at(list, k);
        *rr_vec_push(g->out, schedules) = (struct rr_found_schedule){
            .name = rr_arena_str(arena_of(g), rr_json_str(job, "name")),
            .value = rr_schedule_read(job, arena_of(g)),
            .attempt = rr_schedule_read_attempt(job, arena_of(g)),
        };
    }
    const char *before = g->schedules_token != NULL ? g->schedules_token : "";
    g->schedules_token = rr_arena_str(arena_of(g), rr_json_str(json, "nextPageToken"));
    if (*g->schedules_token == '\0')
        return RR_READING_KNOWN;
    return strcmp(before, g->schedules_token) == 0 ? RR_READING_BAD : RR_READING_ASK_AGAIN;
}
