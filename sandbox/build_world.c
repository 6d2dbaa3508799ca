/* From a scenario to the world. */
#include "config.h"

#include <string.h>

#include "core/util/clock.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "sandbox/account.h"
#include "sandbox/bodies.h"
#include "sandbox/bucket.h"
#include "sandbox/policy.h"
#include "sandbox/repository.h"
#include "sandbox/run_job.h"
#include "sandbox/scenario.h"
#include "sandbox/scenario_check.h"
#include "sandbox/service.h"
#include "sandbox/usage.h"

/* Everything is a day old, so that nothing looks as if it were being created. */
static int64_t birth(void)
{
    return rr_clock_wall_ms(&(struct rr_clock){0}) - 24 * 3600 * 1000;
}

static const char *const usual_services[] = {
    "artifactregistry.googleapis.com",
    "cloudbilling.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "cloudscheduler.googleapis.com",
    "compute.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "orgpolicy.googleapis.com",
    "run.googleapis.com",
    "serviceusage.googleapis.com",
    "storage.googleapis.com",
};

static bool bad(struct rr_err *err, const char *place, const char *rule)
{
    return rr_err_set(err, RR_BAD_INPUT, _("scenario, at \"%s\": %s"), place, rule);
}

/* "bindings" is an object from role to members, "conditional" a list of whole bindings. */
static bool grant(struct sb_world *world, struct sb_node *node, sb_tree *from, struct rr_err *err)
{
    sb_tree *bindings = sb_get(from, "bindings"), *list = json_object_new_array();
    if (json_object_is_type(bindings, json_type_object)) {
        json_object_object_foreach(bindings, role, members)
        {
            if (!json_object_is_type(members, json_type_array)) {
                json_object_put(list);
                return bad(err, role, _("a list of members is expected"));
            }
            sb_tree *binding = sb_object_of("role", role, NULL);
            sb_put(binding, "members", sb_copy(members));
            json_object_array_add(list, binding);
        }
    }
    sb_tree *old = sb_get(node->policy, "bindings"), *more = sb_get(from, "conditional");
    for (size_t i = 0; i < sb_length(old); i++)
        json_object_array_add(list, sb_copy(sb_at(old, i)));
    for (size_t i = 0; i < sb_length(more); i++)
        json_object_array_add(list, sb_copy(sb_at(more, i)));
    if (sb_length(list) > 0) {
        sb_tree *policy = json_object_new_object();
        sb_put(policy, "bindings", sb_bindings_normal(list));
        if (sb_get(from, "auditConfigs") != NULL)
            sb_put(policy, "auditConfigs", sb_copy(sb_get(from, "auditConfigs")));
        sb_policy_store(world, node, policy);
    }
    json_object_put(list);
    return true;
}

static void copy_extra(struct sb_node *node, sb_tree *from)
{
    static const char *const keys[] = {"displayName", "orgPolicies", "denyPolicies", "boundaries",
                                       "roles",       "domain",      "customer",     "buildAccount",
                                       "billing",     "number"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (sb_get(from, keys[i]) != NULL)
            sb_put(node->extra, keys[i], sb_copy(sb_get(from, keys[i])));
    }
}

static bool add_organization(struct sb_world *world, sb_tree *from, struct rr_err *err)
{
    if (from == NULL)
        return true;
    if (sb_text(from, "id")[0] == '\0')
        return bad(err, "organization", _("\"id\" is needed"));
    const char *name = rr_arena_printf(&world->arena, "organizations/%s", sb_text(from, "id"));
    struct sb_node *node = sb_world_add(world, SB_ORGANIZATION, name, NULL);
    copy_extra(node, from);
    return grant(world, node, from, err);
}

static struct sb_node *find_parent(struct sb_world *world, const char *name)
{
    enum sb_kind kind = rr_str_has_prefix(name, "folders/") ? SB_FOLDER : SB_ORGANIZATION;
    return sb_world_find(world, kind, name, INT64_MAX);
}

/* The node "parent" names, which must stand earlier in the file; NULL for none. */
static bool read_parent(struct sb_world *world,
                        sb_tree *from,
                        const char *place,
                        struct sb_node **out,
                        struct rr_err *err)
{
    const char *parent = sb_text(from, "parent");
    *out = parent[0] != '\0' ? find_parent(world, parent) : NULL;
    return parent[0] == '\0' || *out != NULL ||
           bad(err, place, _("\"parent\" names nothing that stands before it"));
}

static bool add_folders(struct sb_world *world, sb_tree *folders, struct rr_err *err)
{
    if (folders == NULL)
        return true;
    json_object_object_foreach(folders, id, from)
    {
        const char *name = rr_arena_printf(&world->arena, "folders/%s", id);
        struct sb_node *parent;
        if (!sb_scenario_check(from, sb_scenario_folder_spec, name, err) ||
            !read_parent(world, from, name, &parent, err))
            return false;
        struct sb_node *node = sb_world_add(world, SB_FOLDER, name, parent);
        copy_extra(node, from);
        if (!grant(world, node, from, err))
            return false;
    }
    return true;
}

static void add_services(struct sb_world *world, struct sb_node *project, sb_tree *from)
{
    sb_tree *list = sb_get(from, "services");
    sb_put(project->extra, "services", json_object_new_object());
    bool agents = sb_flag(from, "serviceAgents", true);
    size_t n = list != NULL ? sb_length(list) : sizeof usual_services / sizeof *usual_services;
    for (size_t i = 0; i < n; i++) {
        const char *service =
            list != NULL ? json_object_get_string(sb_at(list, i)) : usual_services[i];
        if (agents)
            sb_usage_enable(world, project, service, 1);
        else
            sb_put_number(sb_get(project->extra, "services"), service, 1);
    }
}

static bool
add_accounts(struct sb_world *world, struct sb_node *project, sb_tree *from, struct rr_err *err)
{
    const char *compute = rr_arena_printf(&world->arena, "%s-compute@developer.gserviceaccount.com",
                                          sb_project_number(project));
    struct sb_node *node;
    if (sb_flag(from, "computeAccount", true))
        sb_account_add(world, project, compute, "Compute Engine default service account");
    sb_tree *accounts = sb_get(from, "accounts");
    if (accounts == NULL)
        return true;
    json_object_object_foreach(accounts, email, about)
    {
        if (!sb_scenario_check(about,
                               "displayName,disabled,"
                               "bindings{*}",
                               email, err))
            return false;
        const char *full = strchr(email, '@') != NULL
                               ? email
                               : rr_arena_printf(&world->arena, "%s@%s.iam.gserviceaccount.com",
                                                 email, sb_project_id(project));
        node = sb_world_account(world, full, INT64_MAX);
        if (node == NULL)
            node = sb_account_add(world, project, full, sb_text(about, "displayName"));
        if (sb_flag(about, "disabled", false))
            sb_put_flag(node->body, "disabled", true);
        if (!grant(world, node, about, err))
            return false;
    }
    return true;
}

static const char *place_of(sb_tree *scenario, sb_tree *about)
{
    const char *location = sb_text(about, "location");
    return location[0] != '\0' ? location : sb_text(sb_get(scenario, "defaults"), "region");
}

static bool
add_repositories(struct sb_world *world, struct sb_node *project, sb_tree *from, struct rr_err *err)
{
    sb_tree *all = sb_get(from, "repositories");
    if (all == NULL)
        return true;
    json_object_object_foreach(all, id, about)
    {
        if (!sb_scenario_check(about, "location,bindings{*},conditional", id, err))
            return false;
        struct sb_node *node =
            sb_repository_add(world, project, place_of(world->scenario, about), id, birth());
        if (!grant(world, node, about, err))
            return false;
    }
    return true;
}

static bool
add_buckets(struct sb_world *world, struct sb_node *project, sb_tree *from, struct rr_err *err)
{
    sb_tree *all = sb_get(from, "buckets");
    if (all == NULL)
        return true;
    json_object_object_foreach(all, id, about)
    {
        if (!sb_scenario_check(about, "location,bindings{*},conditional", id, err))
            return false;
        struct sb_node *node =
            sb_bucket_add(world, project, id, place_of(world->scenario, about), birth());
        if (!grant(world, node, about, err))
            return false;
    }
    return true;
}

/* "image" and "port" are short for a template of one container. */
static sb_tree *
service_body(struct sb_world *world, struct sb_node *project, const char *id, sb_tree *about)
{
    sb_tree *body = sb_copy(sb_get(about, "v2"));
    if (body == NULL)
        body = json_object_new_object();
    if (sb_get(body, "template") != NULL)
        return body;
    sb_tree *template = json_object_new_object(), *list = json_object_new_array();
    sb_tree *container = json_object_new_object(), *ports = json_object_new_array();
    sb_tree *port = sb_object_of("name", "http1", NULL);
    sb_put_number(port, "containerPort", sb_number(about, "port", 8080));
    json_object_array_add(ports, port);
    sb_put_format(container, "image", "%s-docker.pkg.dev/%s/cloud-run-source-deploy/%s",
                  place_of(world->scenario, about), sb_project_id(project), id);
    sb_put(container, "ports", ports);
    json_object_array_add(list, container);
    sb_put(template, "containers", list);
    if (sb_text(about, "account")[0] != '\0')
        sb_put_text(template, "serviceAccount", sb_text(about, "account"));
    sb_put(body, "template", template);
    return body;
}

static bool
add_run_services(struct sb_world *world, struct sb_node *project, sb_tree *from, struct rr_err *err)
{
    sb_tree *all = sb_get(from, "runServices");
    if (all == NULL)
        return true;
    json_object_object_foreach(all, id, about)
    {
        if (!sb_scenario_check(
                about, "location,port,account,bindings{*},conditional,v2{" SB_BODY_SERVICE "}", id,
                err))
            return false;
        struct sb_node *node = sb_service_add(world, project, place_of(world->scenario, about), id,
                                              service_body(world, project, id, about), birth());
        if (!grant(world, node, about, err))
            return false;
    }
    return true;
}

static bool
add_run_jobs(struct sb_world *world, struct sb_node *project, sb_tree *from, struct rr_err *err)
{
    sb_tree *all = sb_get(from, "runJobs");
    if (all == NULL)
        return true;
    json_object_object_foreach(all, id, about)
    {
        if (!sb_scenario_check(about, "location,account,bindings{*},conditional", id, err))
            return false;
        struct sb_node *node = sb_run_job_add(world, project, place_of(world->scenario, about), id,
                                              sb_text(about, "account"), birth());
        if (!grant(world, node, about, err))
            return false;
    }
    return true;
}

static bool
add_jobs(struct sb_world *world, struct sb_node *project, sb_tree *from, struct rr_err *err)
{
    sb_tree *all = sb_get(from, "jobs");
    if (all == NULL)
        return true;
    json_object_object_foreach(all, id, about)
    {
        if (!sb_scenario_check(about, "region," SB_BODY_JOB, id, err))
            return false;
        const char *region = sb_text(about, "region");
        if (region[0] == '\0')
            region = place_of(world->scenario, NULL);
        const char *name =
            rr_arena_printf(&world->arena, "%s/locations/%s/jobs/%s", project->name, region, id);
        struct sb_node *node = sb_world_add(world, SB_JOB, name, project);
        json_object_put(node->body);
        node->body = sb_copy(about);
        json_object_object_del(node->body, "region");
        sb_put_text(node->body, "name", name);
        if (sb_text(about, "state")[0] == '\0')
            sb_put_text(node->body, "state", "ENABLED");
        sb_put_time(node->body, "userUpdateTime", birth());
    }
    return true;
}

static bool add_project(struct sb_world *world, const char *id, sb_tree *from, struct rr_err *err)
{
    const char *name = rr_arena_printf(&world->arena, "projects/%s", id);
    struct sb_node *parent;
    if (!sb_scenario_check(from, sb_scenario_project_spec, name, err) ||
        !read_parent(world, from, name, &parent, err))
        return false;
    const char *number = sb_text(from, "number");
    if (number[0] == '\0' || number[strspn(number, "0123456789")] != '\0')
        return bad(err, name, _("\"number\" must be a text of digits"));
    struct sb_node *node = sb_world_add(world, SB_PROJECT, name, parent);
    copy_extra(node, from);
    sb_put_time(node->extra, "createTime", birth());
    if (sb_text(node->extra, "displayName")[0] == '\0')
        sb_put_text(node->extra, "displayName", id);
    if (sb_text(node->extra, "buildAccount")[0] == '\0')
        sb_put_text(node->extra, "buildAccount", "compute");
    add_services(world, node, from);
    return add_accounts(world, node, from, err) && add_repositories(world, node, from, err) &&
           add_buckets(world, node, from, err) && add_run_services(world, node, from, err) &&
           add_run_jobs(world, node, from, err) && add_jobs(world, node, from, err) &&
           grant(world, node, from, err);
}

static bool add_projects(struct sb_world *world, sb_tree *projects, struct rr_err *err)
{
    if (!json_object_is_type(projects, json_type_object) ||
        json_object_object_length(projects) == 0)
        return bad(err, "projects", _("at least one project is needed"));
    json_object_object_foreach(projects, id, from)
    {
        if (!add_project(world, id, from, err))
            return false;
    }
    return true;
}

bool sb_scenario_build(struct sb_world *world, sb_tree *scenario, struct rr_err *err)
{
    const struct sb_roles *roles = world->roles;
    *world = (struct sb_world){.scenario = scenario, .roles = roles};
    world->caller = sb_text(scenario, "caller");
    if (world->caller[0] == '\0')
        world->caller = "user:you@example.com";
    if (sb_text(scenario, "requireToken")[0] != '\0')
        world->require_token = sb_text(scenario, "requireToken");
    world->operation_ms = sb_number(scenario, "operationMs", 150);
    world->deny_reads_per_minute = sb_number(scenario, "denyReadsPerMinute", 0);
    world->account_delay_ms = sb_number(scenario, "accountDelayMs", 0);
    bool fine = add_organization(world, sb_get(scenario, "organization"), err) &&
                add_folders(world, sb_get(scenario, "folders"), err) &&
                add_projects(world, sb_get(scenario, "projects"), err);
    if (!fine) {
        sb_world_free(world);
        world->roles = roles;
    }
    return fine;
}
