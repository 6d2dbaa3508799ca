/* Service Usage. */
#include "config.h"

#include "sandbox/usage.h"

#include <inttypes.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/page.h"
#include "sandbox/policy.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"
#include "sandbox/route.h"

enum { ENABLE_MAX = 20, GET_MAX = 30 };

/* Agents that Google grants a role when the service is turned on; %s is the project number. */
static const struct {
    const char *service;
    const char *member;
    const char *role;
} agents[] = {
    {SB_RUN, "serviceAccount:service-%s@serverless-robot-prod.iam.gserviceaccount.com",
     "roles/run.serviceAgent"},
    {SB_BUILD, "serviceAccount:service-%s@gcp-sa-cloudbuild.iam.gserviceaccount.com",
     "roles/cloudbuild.serviceAgent"},
    {SB_REGISTRY, "serviceAccount:service-%s@gcp-sa-artifactregistry.iam.gserviceaccount.com",
     "roles/artifactregistry.serviceAgent"},
    {SB_SCHEDULER, "serviceAccount:service-%s@gcp-sa-cloudscheduler.iam.gserviceaccount.com",
     "roles/cloudscheduler.serviceAgent"},
};

bool sb_usage_enabled(const struct sb_node *project, const char *service, int64_t now)
{
    sb_tree *at = sb_get(sb_get(project->extra, "services"), service);
    return at != NULL && json_object_get_int64(at) <= now;
}

void sb_usage_enable(struct sb_world *world,
                     struct sb_node *project,
                     const char *service,
                     int64_t at)
{
    sb_put_number(sb_get(project->extra, "services"), service, at);
    for (size_t i = 0; i < sizeof agents / sizeof *agents; i++) {
        if (strcmp(agents[i].service, service) == 0)
            sb_policy_add(
                world, project, agents[i].role,
                rr_arena_printf(&world->arena, agents[i].member, sb_project_number(project)));
    }
}

static bool refuse_user_project(struct sb_call *call)
{
    const char *project = call->user_project;
    const char *url = rr_arena_printf(
        &call->arena, "https://console.developers.google.com/iam-admin/iam?project=%s", project);
    sb_refuse(call, 403, "PERMISSION_DENIED",
              "Caller does not have required permission to use project %s. Grant the caller the "
              "roles/serviceusage.serviceUsageConsumer role, or a custom role with the "
              "serviceusage.services.use permission, by visiting %s and then retry. Propagation of "
              "the new permission may take a few minutes.",
              project, url);
    sb_tree *metadata = sb_object_of("containerInfo", project, "service", call->route->service,
                                     "consoleUrl", url, NULL);
    sb_put_format(metadata, "consumer", "projects/%s", project);
    sb_refuse_info(call, "USER_PROJECT_DENIED", "googleapis.com", metadata);
    return false;
}

/* What a person's token is charged to when it names no project: a project of gcloud's makers. */
#define GCLOUD_PROJECT "32555940559"

/* Org Policy wants a quota project of people who sign in; accounts of machines bring their own. */
static bool needs_user_project(const struct sb_call *call)
{
    return strcmp(call->route->service, SB_ORGPOLICY) == 0 && call->authorization[0] != '\0' &&
           call->user_project[0] == '\0' && rr_str_has_prefix(call->world->caller, "user:");
}

bool sb_usage_check(struct sb_call *call)
{
    const struct sb_world *world = call->world;
    const struct sb_node *consumer = call->project;
    if (call->user_project[0] != '\0') {
        consumer = sb_world_project(world, call->user_project);
        if (consumer == NULL ||
            !sb_may(world, world->caller, "serviceusage.services.use", consumer, call->now))
            return refuse_user_project(call);
    }
    if (needs_user_project(call))
        return sb_refuse_service_off(call, SB_ORGPOLICY, GCLOUD_PROJECT);
    if (consumer == NULL)
        consumer = sb_world_project(world, sb_text(sb_get(world->scenario, "defaults"), "project"));
    if (consumer == NULL || call->route->service[0] == '\0' ||
        sb_usage_enabled(consumer, call->route->service, call->now))
        return true;
    return sb_refuse_service_off(call, call->route->service, sb_project_number(consumer));
}

static sb_tree *service_json(struct sb_call *call, const char *service)
{
    const char *number = sb_project_number(call->project);
    bool on = sb_usage_enabled(call->project, service, call->now);
    sb_tree *out = json_object_new_object(), *config = sb_object_of("name", service, NULL);
    sb_put_format(out, "name", "projects/%s/services/%s", number, service);
    if (on)
        sb_put_format(out, "parent", "projects/%s", number);
    sb_put(out, "config", config);
    sb_put_text(out, "state", on ? "ENABLED" : "DISABLED");
    return out;
}

static bool check_name(struct sb_call *call, const char *service)
{
    if (rr_str_has_suffix(service, ".googleapis.com"))
        return true;
    sb_refuse(call, 403, "PERMISSION_DENIED", "Not found or permission denied for service(s): %s.",
              service);
    sb_refuse_info(call, "SERVICE_CONFIG_NOT_FOUND_OR_PERMISSION_DENIED",
                   "serviceusage.googleapis.com", sb_object_of("services", service, NULL));
    return false;
}

void sb_usage_get(struct sb_call *call)
{
    if (check_name(call, sb_var(call, "name")))
        sb_ok(call, service_json(call, sb_var(call, "name")));
}

void sb_usage_list(struct sb_call *call)
{
    bool only_on = strstr(sb_query(call, "filter"), "DISABLED") == NULL;
    sb_tree *all = json_object_new_array();
    sb_tree *services = sb_sorted(sb_get(call->project->extra, "services"));
    json_object_object_foreach(services, name, at)
    {
        (void)at;
        if (sb_usage_enabled(call->project, name, call->now) == only_on)
            json_object_array_add(all, service_json(call, name));
    }
    json_object_put(services);
    sb_page_of(call, "services", all, 50);
}

void sb_usage_batch_get(struct sb_call *call)
{
    sb_tree *list = json_object_new_array(), *out = json_object_new_object();
    sb_put(out, "services", list);
    for (size_t i = 0; i < call->n_query; i++) {
        if (strcmp(call->query[i].name, "names") == 0)
            json_object_array_add(list,
                                  service_json(call, rr_str_after_last(call->query[i].value, '/')));
    }
    if (sb_length(list) > GET_MAX) {
        json_object_put(out);
        sb_refuse(call, 400, "INVALID_ARGUMENT", "At most 30 services can be requested at once.");
        return;
    }
    sb_ok(call, out);
}

static bool check_billing(struct sb_call *call, const char *service)
{
    static const char *const paid[] = {SB_RUN, SB_BUILD, SB_REGISTRY, SB_SCHEDULER,
                                       "compute.googleapis.com"};
    bool costs = false;
    for (size_t i = 0; i < sizeof paid / sizeof *paid; i++)
        costs |= strcmp(paid[i], service) == 0;
    if (!costs || sb_flag(call->project->extra, "billing", true))
        return true;
    const char *number = sb_project_number(call->project);
    const char *text = rr_arena_printf(
        &call->arena,
        "Billing account for project '%s' is not found. Billing must be enabled for activation of "
        "service(s) '%s' to proceed.",
        number, service);
    sb_refuse(call, 400, "FAILED_PRECONDITION", "%s", text);
    sb_tree *detail = json_object_new_object(), *list = json_object_new_array();
    json_object_array_add(list, sb_object_of("type", "googleapis.com/billing-enabled", "subject",
                                             number, "description", text, NULL));
    sb_put(detail, "violations", list);
    sb_refuse_detail(call, "google.rpc.PreconditionFailure", detail);
    sb_refuse_info(call, "UREQ_PROJECT_BILLING_NOT_FOUND",
                   "serviceusage.googleapis.com/billing-enabled",
                   sb_object_of("services", service, NULL));
    return false;
}

/* One operation for what was asked; `response` is taken. */
static void answer_operation(struct sb_call *call, bool changes, sb_tree *response)
{
    if (!changes) {
        sb_tree *done = sb_object_of("name", "operations/noop.DONE_OPERATION", NULL);
        sb_put_flag(done, "done", true);
        sb_put(done, "response", response);
        sb_ok(call, done);
        return;
    }
    const char *name =
        rr_arena_printf(&call->arena, "operations/acat.p2-%s-%016" PRIx64,
                        sb_project_number(call->project), sb_world_draw(call->world));
    sb_tree *metadata = sb_object_of(
        "@type", "type.googleapis.com/google.api.serviceusage.v1.OperationMetadata", NULL);
    struct sb_operation *operation =
        sb_world_operation(call->world, call->project, name, metadata, response, call->now);
    sb_ok(call, sb_operation_json(operation, call->now));
}

static sb_tree *enabled_json(struct sb_call *call, const char *service)
{
    sb_tree *out = service_json(call, service);
    sb_put_format(out, "parent", "projects/%s", sb_project_number(call->project));
    sb_put_text(out, "state", "ENABLED");
    return out;
}

void sb_usage_enable_one(struct sb_call *call)
{
    const char *service = sb_var(call, "name");
    if (!check_name(call, service) || !check_billing(call, service))
        return;
    bool changes = !sb_usage_enabled(call->project, service, call->now);
    if (changes)
        sb_usage_enable(call->world, call->project, service, call->now + call->world->operation_ms);
    sb_tree *response = sb_object_of(
        "@type", "type.googleapis.com/google.api.serviceusage.v1.EnableServiceResponse", NULL);
    sb_put(response, "service", enabled_json(call, service));
    answer_operation(call, changes, response);
}

static bool check_ids(struct sb_call *call, sb_tree *ids)
{
    if (sb_length(ids) == 0 || sb_length(ids) > ENABLE_MAX)
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "A batch must name between 1 and 20 services.");
    for (size_t i = 0; i < sb_length(ids); i++) {
        const char *service = json_object_get_string(sb_at(ids, i));
        if (!check_name(call, service) || !check_billing(call, service))
            return false;
    }
    return true;
}

void sb_usage_enable_many(struct sb_call *call)
{
    sb_tree *ids = sb_get(call->body, "serviceIds"), *list = json_object_new_array();
    bool changes = false;
    if (!check_ids(call, ids)) {
        json_object_put(list);
        return;
    }
    for (size_t i = 0; i < sb_length(ids); i++) {
        const char *service = json_object_get_string(sb_at(ids, i));
        if (!sb_usage_enabled(call->project, service, call->now)) {
            changes = true;
            sb_usage_enable(call->world, call->project, service,
                            call->now + call->world->operation_ms);
        }
        json_object_array_add(list, enabled_json(call, service));
    }
    sb_tree *response = sb_object_of(
        "@type", "type.googleapis.com/google.api.serviceusage.v1.BatchEnableServicesResponse",
        NULL);
    sb_put(response, "services", list);
    answer_operation(call, changes, response);
}

void sb_usage_identity(struct sb_call *call)
{
    const char *service = sb_var(call, "name"), *number = sb_project_number(call->project);
    sb_tree *response = sb_object_of(
        "@type", "type.googleapis.com/google.api.serviceusage.v1beta1.ServiceIdentity", NULL);
    for (size_t i = 0; i < sizeof agents / sizeof *agents; i++) {
        if (strcmp(agents[i].service, service) == 0)
            sb_put_format(response, "email", agents[i].member + strlen("serviceAccount:"), number);
    }
    if (sb_text(response, "email")[0] == '\0')
        sb_put_format(response, "email", "service-%s@gcp-sa-%.*s.iam.gserviceaccount.com", number,
                      (int)strcspn(service, "."), service);
    sb_put_text(response, "uniqueId", sb_world_unique_id(call->world));
    answer_operation(call, true, response);
}
