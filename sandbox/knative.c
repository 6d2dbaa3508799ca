/* Cloud Run v1: the same services in Knative's form, as gcloud speaks it. */
#include "config.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/refuse.h"
#include "sandbox/service.h"

#define RUN "run.googleapis.com/"

/* Annotations that are fields in v2. `path` names the field, one level deep at most. */
static const struct {
    const char *annotation;
    const char *object; // NULL = top level
    const char *field;
} fields[] = {
    {RUN "build-service-account", "buildConfig", "serviceAccount"},
    {RUN "build-image-uri", "buildConfig", "imageUri"},
    {RUN "build-source-location", "buildConfig", "sourceLocation"},
    {RUN "build-id", "buildConfig", "name"},
    {RUN "build-base-image", "buildConfig", "baseImage"},
    {RUN "description", NULL, "description"},
};

static const struct {
    const char *word;
    const char *v2;
} ingress[] = {
    {"all", "INGRESS_TRAFFIC_ALL"},
    {"internal", "INGRESS_TRAFFIC_INTERNAL_ONLY"},
    {"internal-and-cloud-load-balancing", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"},
};

static sb_tree *annotations_of(const struct sb_node *node)
{
    sb_tree *body = node->body, *out = sb_copy(sb_get(node->extra, "annotations"));
    if (out == NULL)
        out = json_object_new_object();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        sb_tree *object = fields[i].object != NULL ? sb_get(body, fields[i].object) : body;
        if (sb_text(object, fields[i].field)[0] != '\0')
            sb_put_text(out, fields[i].annotation, sb_text(object, fields[i].field));
    }
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(sb_text(body, "ingress"), ingress[i].v2) == 0) {
            sb_put_text(out, RUN "ingress", ingress[i].word);
            sb_put_text(out, RUN "ingress-status", ingress[i].word);
        }
    }
    if (sb_flag(body, "invokerIamDisabled", false))
        sb_put_text(out, RUN "invoker-iam-disabled", "true");
    sb_put_text(out, "serving.knative.dev/creator", sb_text(body, "creator"));
    sb_put_text(out, "serving.knative.dev/lastModifier", sb_text(body, "lastModifier"));
    sb_tree *urls = sb_get(body, "urls");
    sb_put_text(out, RUN "urls", urls != NULL ? json_object_to_json_string_ext(urls, 0) : "[]");
    return out;
}

static sb_tree *metadata_of(struct sb_call *call, const struct sb_node *node)
{
    const char *id = rr_str_after_last(node->name, '/');
    const char *number = sb_project_number(node->parent);
    sb_tree *out = sb_object_of("name", id, "namespace", number, "uid", sb_text(node->body, "uid"),
                                "creationTimestamp", sb_text(node->body, "createTime"), NULL);
    sb_put_format(out, "selfLink", "/apis/serving.knative.dev/v1/namespaces/%s/services/%s", number,
                  id);
    sb_put_format(out, "resourceVersion", "AAY%s", sb_text(node->body, "generation"));
    sb_put_number(out, "generation", strtol(sb_text(node->body, "generation"), NULL, 10));
    sb_tree *labels = sb_copy(sb_get(node->body, "labels"));
    if (labels == NULL)
        labels = json_object_new_object();
    sb_put_text(labels, "cloud.googleapis.com/location", sb_location_of(&call->arena, node->name));
    sb_put(out, "labels", labels);
    sb_put(out, "annotations", annotations_of(node));
    return out;
}

static sb_tree *spec_of(const struct sb_node *node, const char *revision)
{
    sb_tree *stored = sb_copy(sb_get(node->extra, "spec"));
    if (stored != NULL)
        return stored;
    sb_tree *template = sb_get(node->body, "template"), *pod = json_object_new_object();
    sb_put_number(pod, "containerConcurrency", 80);
    sb_put_number(pod, "timeoutSeconds", 300);
    sb_put_text(pod, "serviceAccountName", sb_text(template, "serviceAccount"));
    sb_put(pod, "containers", sb_copy(sb_get(template, "containers")));
    sb_tree *out = json_object_new_object(), *outer = json_object_new_object();
    sb_put(outer, "metadata", sb_object_of("name", revision, NULL));
    sb_put(outer, "spec", pod);
    sb_put(out, "template", outer);
    sb_tree *traffic = json_object_new_array(), *target = json_object_new_object();
    sb_put_number(target, "percent", 100);
    sb_put_flag(target, "latestRevision", true);
    json_object_array_add(traffic, target);
    sb_put(out, "traffic", traffic);
    return out;
}

static sb_tree *status_of(const struct sb_node *node, const char *revision, bool ready)
{
    static const char *const types[] = {"Ready", "ConfigurationsReady", "RoutesReady"};
    sb_tree *out = json_object_new_object(), *list = json_object_new_array();
    for (size_t i = 0; i < 3; i++)
        json_object_array_add(list, sb_object_of("type", types[i], "status",
                                                 ready ? "True" : "Unknown", "lastTransitionTime",
                                                 sb_text(node->body, "updateTime"), NULL));
    sb_put_number(out, "observedGeneration", strtol(sb_text(node->body, "generation"), NULL, 10));
    sb_put(out, "conditions", list);
    sb_put_text(out, "latestCreatedRevisionName", revision);
    if (!ready)
        return out;
    sb_put_text(out, "latestReadyRevisionName", revision);
    sb_put_text(out, "url", sb_text(node->body, "uri"));
    sb_put(out, "address", sb_object_of("url", sb_text(node->body, "uri"), NULL));
    sb_tree *traffic = json_object_new_array(),
            *target = sb_object_of("revisionName", revision, NULL);
    sb_put_number(target, "percent", 100);
    sb_put_flag(target, "latestRevision", true);
    json_object_array_add(traffic, target);
    sb_put(out, "traffic", traffic);
    return out;
}

static sb_tree *shown_as(struct sb_call *call, const struct sb_node *node, bool ready)
{
    const char *revision = rr_str_after_last(sb_text(node->body, "latestCreatedRevision"), '/');
    sb_tree *out = sb_object_of("apiVersion", "serving.knative.dev/v1", "kind", "Service", NULL);
    sb_put(out, "metadata", metadata_of(call, node));
    sb_put(out, "spec", spec_of(node, revision));
    sb_put(out, "status", status_of(node, revision, ready));
    return out;
}

static sb_tree *shown(struct sb_call *call, const struct sb_node *node)
{
    return shown_as(call, node, node->ready_at <= call->now);
}

void sb_knative_get(struct sb_call *call)
{
    sb_ok(call, shown(call, call->node));
}

void sb_knative_list(struct sb_call *call)
{
    const char *location = sb_var(call, "location");
    bool all = strcmp(location, "-") == 0;
    sb_tree *items = json_object_new_array();
    for (size_t i = 0; i < call->world->n_nodes; i++) {
        const struct sb_node *node = call->world->nodes[i];
        if (node->kind == SB_SERVICE && !node->gone && node->parent == call->project &&
            (all || strcmp(sb_location_of(&call->arena, node->name), location) == 0))
            json_object_array_add(items, shown(call, node));
    }
    sb_tree *out =
        sb_object_of("apiVersion", "serving.knative.dev/v1", "kind", "ServiceList", NULL);
    sb_put(out, "metadata", json_object_new_object());
    if (sb_length(items) > 0)
        sb_put(out, "items", items);
    else
        json_object_put(items);
    sb_ok(call, out);
}

/* v2 knows one container shape; only names that differ are left behind. */
static sb_tree *template_from(sb_tree *pod)
{
    sb_tree *out = json_object_new_object(), *list = sb_copy(sb_get(pod, "containers"));
    if (sb_text(pod, "serviceAccountName")[0] != '\0')
        sb_put_text(out, "serviceAccount", sb_text(pod, "serviceAccountName"));
    if (sb_number(pod, "timeoutSeconds", 0) > 0)
        sb_put_format(out, "timeout", "%lds", sb_number(pod, "timeoutSeconds", 0));
    if (sb_number(pod, "containerConcurrency", 0) > 0)
        sb_put_number(out, "maxInstanceRequestConcurrency",
                      sb_number(pod, "containerConcurrency", 0));
    for (size_t i = 0; i < sb_length(list); i++) {
        if (sb_text(sb_at(list, i), "name")[0] == '\0')
            json_object_object_del(sb_at(list, i), "name");
    }
    sb_put(out, "containers", list != NULL ? list : json_object_new_array());
    return out;
}

static void read_annotations(sb_tree *body, sb_tree *annotations)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = sb_text(annotations, fields[i].annotation);
        if (value[0] == '\0')
            continue;
        if (fields[i].object != NULL && sb_get(body, fields[i].object) == NULL)
            sb_put(body, fields[i].object, json_object_new_object());
        sb_put_text(fields[i].object != NULL ? sb_get(body, fields[i].object) : body,
                    fields[i].field, value);
    }
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(sb_text(annotations, RUN "ingress"), ingress[i].word) == 0)
            sb_put_text(body, "ingress", ingress[i].v2);
    }
    if (strcasecmp(sb_text(annotations, RUN "invoker-iam-disabled"), "true") == 0)
        sb_put_flag(body, "invokerIamDisabled", true);
}

static sb_tree *body_from(sb_tree *knative)
{
    sb_tree *body = json_object_new_object();
    sb_tree *spec = sb_get(sb_get(sb_get(knative, "spec"), "template"), "spec");
    sb_put(body, "template", template_from(spec));
    read_annotations(body, sb_get(sb_get(knative, "metadata"), "annotations"));
    return body;
}

/* gcloud waits for the operation that this annotation names. */
static void start_operation(struct sb_call *call, struct sb_node *node)
{
    const char *id = rr_arena_printf(&call->arena, "%08x-0000-4000-8000-%012" PRIx64,
                                     (unsigned)(sb_world_draw(call->world) >> 32),
                                     sb_world_draw(call->world) & 0xffffffffffff);
    sb_tree *annotations = sb_copy(sb_get(sb_get(call->body, "metadata"), "annotations"));
    if (annotations == NULL)
        annotations = json_object_new_object();
    json_object_object_del(annotations, RUN "invoker-iam-disabled");
    sb_put_text(annotations, RUN "operation-id", id);
    sb_put(node->extra, "annotations", annotations);
    sb_put(node->extra, "spec", sb_copy(sb_get(call->body, "spec")));
    const char *name = rr_arena_printf(&call->arena, "%s/locations/%s/operations/%s",
                                       call->project->name, sb_var(call, "location"), id);
    node->ready_at = call->now + call->world->operation_ms;
    sb_tree *response = shown_as(call, node, true); // gcloud reads the finished service from here
    sb_put_text(response, "@type", "type.googleapis.com/google.cloud.run.v1.Service");
    sb_world_operation(call->world, call->project, name, NULL, response, call->now);
}

static bool is_dry_run(struct sb_call *call)
{
    return strcmp(sb_query(call, "dryRun"), "all") == 0;
}

void sb_knative_create(struct sb_call *call)
{
    const char *id = sb_text(sb_get(call->body, "metadata"), "name");
    const char *location = sb_var(call, "location");
    const char *name = rr_arena_printf(&call->arena, "%s/locations/%s/services/%s",
                                       call->project->name, location, id);
    if (sb_world_find(call->world, SB_SERVICE, name, call->now) != NULL) {
        sb_refuse_exists(call, "Resource '%s' already exists.", id);
        return;
    }
    sb_tree *body = body_from(call->body);
    if (!sb_service_judge(call, body, false)) {
        json_object_put(body);
        return;
    }
    if (is_dry_run(call)) {
        json_object_put(body);
        sb_ok(call, sb_copy(call->body));
        return;
    }
    struct sb_node *node =
        sb_service_add(call->world, call->project, location, id, body, call->now);
    start_operation(call, node);
    sb_ok(call, shown(call, node));
}

void sb_knative_replace(struct sb_call *call)
{
    static const char *const kept[] = {"name", "uid", "generation", "createTime", "creator"};
    bool was_off = sb_flag(call->node->body, "invokerIamDisabled", false);
    sb_tree *body = body_from(call->body);
    if (!sb_service_judge(call, body, was_off) || is_dry_run(call)) {
        if (call->reply.json == NULL)
            sb_ok(call, sb_copy(call->body));
        json_object_put(body);
        return;
    }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        sb_put_text(body, kept[i], sb_text(call->node->body, kept[i]));
    json_object_put(call->node->body);
    call->node->body = body;
    sb_service_touch(call->world, call->node, call->now);
    start_operation(call, call->node);
    sb_ok(call, shown(call, call->node));
}

void sb_locations(struct sb_call *call)
{
    static const char *const regions[] = {"asia-northeast1", "asia-northeast2", "asia-southeast1",
                                          "europe-west1",    "us-central1",     "us-east1"};
    sb_tree *out = json_object_new_object(), *list = json_object_new_array();
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        sb_tree *entry = sb_object_of("locationId", regions[i], NULL);
        sb_put_format(entry, "name", "%s/locations/%s", call->project->name, regions[i]);
        json_object_array_add(list, entry);
    }
    sb_put(out, "locations", list);
    sb_ok(call, out);
}
