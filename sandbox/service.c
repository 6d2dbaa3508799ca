/* Cloud Run services as values. */
#include "config.h"

#include "sandbox/service.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/constraint.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"

const char *sb_location_of(struct rr_arena *arena, const char *name)
{
    const char *at = strstr(name, "/locations/");
    at = at != NULL ? at + strlen("/locations/") : "";
    return rr_arena_strn(arena, at, strcspn(at, "/"));
}

static sb_tree *sub_object(sb_tree *object, const char *key)
{
    if (sb_get(object, key) == NULL)
        sb_put(object, key, json_object_new_object());
    return sb_get(object, key);
}

static void default_text(sb_tree *object, const char *key, const char *value)
{
    if (sb_text(object, key)[0] == '\0')
        sb_put_text(object, key, value);
}

static void fill_container(sb_tree *container)
{
    sb_tree *resources = sub_object(container, "resources"),
            *limits = sub_object(resources, "limits");
    default_text(limits, "cpu", "1000m");
    default_text(limits, "memory", "512Mi");
    if (sb_get(container, "ports") == NULL) {
        sb_tree *ports = json_object_new_array(), *port = sb_object_of("name", "http1", NULL);
        sb_put_number(port, "containerPort", 8080);
        json_object_array_add(ports, port);
        sb_put(container, "ports", ports);
    }
}

static void fill_template(const struct sb_node *node, sb_tree *body)
{
    sb_tree *template = sub_object(body, "template");
    if (sb_text(template, "serviceAccount")[0] == '\0')
        sb_put_format(template, "serviceAccount", "%s-compute@developer.gserviceaccount.com",
                      sb_project_number(node->parent));
    default_text(template, "timeout", "300s");
    if (sb_get(template, "maxInstanceRequestConcurrency") == NULL)
        sb_put_number(template, "maxInstanceRequestConcurrency", 80);
    sb_tree *scaling = sub_object(template, "scaling");
    if (sb_get(scaling, "maxInstanceCount") == NULL)
        sb_put_number(scaling, "maxInstanceCount", 100);
    sb_tree *containers = sb_get(template, "containers");
    if (containers != NULL && sb_length(containers) > 0)
        fill_container(sb_at(containers, 0));
}

static void fill_urls(const struct sb_node *node, sb_tree *body)
{
    const char *id = rr_str_after_last(node->name, '/');
    const char *location = strstr(node->name, "/locations/") + strlen("/locations/");
    int n = (int)strcspn(location, "/");
    uint32_t hash = 2166136261u;
    for (const char *at = sb_project_number(node->parent); *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * 16777619u;
    char word[12] = "";
    for (int i = 0; i < 10; i++, hash = hash * 1664525u + 1013904223u)
        word[i] = "abcdefghijklmnopqrstuvwxyz234567"[hash >> 27];
    char zone[3] = {
        location[0],
        location[strcspn(location, "-")] == '-' ? location[strcspn(location, "-") + 1] : 'x', '\0'};
    sb_put_format(body, "uri", "https://%s-%s-%s.a.run.app", id, word, zone);
    sb_tree *urls = json_object_new_array();
    char text[256];
    snprintf(text, sizeof text, "https://%s-%s.%.*s.run.app", id, sb_project_number(node->parent),
             n, location);
    sb_add_text(urls, text);
    sb_add_text(urls, sb_text(body, "uri"));
    sb_put(body, "urls", urls);
}

static sb_tree *condition(const char *type, const char *state, sb_tree *time)
{
    sb_tree *out = sb_object_of("type", type, "state", state, NULL);
    if (time != NULL)
        sb_put(out, "lastTransitionTime", json_object_get(time));
    return out;
}

static void fill_status(sb_tree *body, const char *state)
{
    sb_tree *time = sb_get(body, "updateTime"), *list = json_object_new_array();
    json_object_array_add(list, condition("RoutesReady", state, time));
    json_object_array_add(list, condition("ConfigurationsReady", state, time));
    sb_put(body, "conditions", list);
    sb_put(body, "terminalCondition", condition("Ready", state, time));
}

static void fill_traffic(sb_tree *body)
{
    sb_tree *list = json_object_new_array();
    sb_tree *target = sb_object_of("type", "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", NULL);
    sb_put_number(target, "percent", 100);
    json_object_array_add(list, target);
    if (sb_get(body, "traffic") == NULL)
        sb_put(body, "traffic", sb_copy(list));
    sb_put(body, "trafficStatuses", list);
}

void sb_service_touch(struct sb_world *world, struct sb_node *node, int64_t now)
{
    sb_tree *body = node->body;
    long generation = strtol(sb_text(body, "generation"), NULL, 10) + 1;
    const char *id = rr_str_after_last(node->name, '/');
    const char *caller = rr_str_after_last(world->caller, ':');
    sb_put_format(body, "generation", "%ld", generation);
    sb_put_format(body, "observedGeneration", "%ld", generation);
    sb_put_format(body, "etag", "\"C%015" PRIX64 "\"", sb_world_draw(world) >> 4);
    sb_put_format(body, "latestCreatedRevision", "%s/revisions/%s-%05ld-%c%c%c", node->name, id,
                  generation, (char)('a' + generation % 26), 'k', 'x');
    sb_put(body, "latestReadyRevision", sb_copy(sb_get(body, "latestCreatedRevision")));
    default_text(body, "ingress", "INGRESS_TRAFFIC_ALL");
    default_text(body, "launchStage", "GA");
    default_text(body, "creator", caller);
    sb_put_text(body, "lastModifier", caller);
    sb_put_time(body, "updateTime", now);
    fill_template(node, body);
    fill_urls(node, body);
    fill_traffic(body);
    fill_status(body, "CONDITION_SUCCEEDED");
}

struct sb_node *sb_service_add(struct sb_world *world,
                               struct sb_node *project,
                               const char *location,
                               const char *id,
                               sb_tree *body,
                               int64_t now)
{
    const char *name =
        rr_arena_printf(&world->arena, "%s/locations/%s/services/%s", project->name, location, id);
    struct sb_node *node = sb_world_add(world, SB_SERVICE, name, project);
    json_object_put(node->body);
    node->body = body;
    sb_put_text(body, "name", name);
    sb_put_format(body, "uid", "%08x-%04x-4000-8000-%012" PRIx64,
                  (unsigned)(sb_world_draw(world) >> 32), (unsigned)(sb_world_draw(world) & 0xffff),
                  sb_world_draw(world) & 0xffffffffffff);
    sb_put_time(body, "createTime", now);
    sb_put_text(body, "generation", "0");
    sb_service_touch(world, node, now);
    return node;
}

sb_tree *sb_service_shown(const struct sb_node *node, int64_t now)
{
    sb_tree *out = sb_copy(node->body);
    if (node->ready_at <= now)
        return out;
    sb_put_flag(out, "reconciling", true);
    fill_status(out, "CONDITION_RECONCILING");
    if (strcmp(sb_text(out, "generation"), "1") == 0) {
        json_object_object_del(out, "uri");
        json_object_object_del(out, "urls");
        json_object_object_del(out, "latestReadyRevision");
    }
    return out;
}

const char *sb_service_account(struct sb_call *call, sb_tree *body)
{
    const char *account = sb_text(sb_get(body, "template"), "serviceAccount");
    if (account[0] != '\0')
        return account;
    return rr_arena_printf(&call->arena, "%s-compute@developer.gserviceaccount.com",
                           sb_project_number(call->project));
}

static bool check_names(struct sb_call *call, sb_tree *map, const char *what)
{
    static const char *const reserved[] = {"run.googleapis.com/", "cloud.googleapis.com/",
                                           "serving.knative.dev/", "autoscaling.knative.dev/"};
    if (!json_object_is_type(map, json_type_object))
        return true;
    json_object_object_foreach(map, key, value)
    {
        (void)value;
        for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
            if (rr_str_has_prefix(key, reserved[i]))
                return sb_refuse(
                    call, 400, "INVALID_ARGUMENT",
                    "Violation in %s: key '%s' is reserved; use the field of the v2 API.", what,
                    key);
        }
    }
    return true;
}

static bool check_port(struct sb_call *call, sb_tree *container)
{
    sb_tree *ports = sb_get(container, "ports");
    long port = sb_number(sb_at(ports, 0), "containerPort", 8080);
    if (sb_text(container, "image")[0] == '\0')
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "template.containers[0].image: must not be empty.");
    if (sb_length(ports) > 1 || port < 1 || port > 65535)
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "template.containers[0].ports: must be one port between 1 and 65535.");
    return true;
}

static bool check_invoker(struct sb_call *call, sb_tree *body, bool was_off)
{
    bool off = sb_flag(body, "invokerIamDisabled", false);
    const struct sb_node *on = call->node != NULL ? call->node : call->project;
    if (off == was_off)
        return true;
    if (off && sb_constraint_enforced(call->project, SB_INVOKER))
        return sb_refuse(
            call, 400, "FAILED_PRECONDITION",
            "invoker_iam_disabled is not currently available for this project: denied by "
            "org policy constraints/" SB_INVOKER ".");
    return sb_require(call, "run.services.setIamPolicy", on);
}

bool sb_service_judge(struct sb_call *call, sb_tree *body, bool invoker_check_was_off)
{
    sb_tree *containers = sb_get(sb_get(body, "template"), "containers");
    if (sb_length(containers) == 0)
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "template.containers: Must contain exactly one container.");
    return check_names(call, sb_get(body, "annotations"), "annotations") &&
           check_names(call, sb_get(body, "labels"), "labels") &&
           check_port(call, sb_at(containers, 0)) &&
           sb_may_act_as(call, sb_service_account(call, body)) &&
           check_invoker(call, body, invoker_check_was_off);
}
