/* Artifact Registry. */
#include "config.h"

#include "sandbox/repository.h"

#include <inttypes.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"

struct sb_node *sb_repository_add(struct sb_world *world,
                                  struct sb_node *project,
                                  const char *location,
                                  const char *id,
                                  int64_t now)
{
    const char *name = rr_arena_printf(&world->arena, "%s/locations/%s/repositories/%s",
                                       project->name, location, id);
    struct sb_node *node = sb_world_add(world, SB_REPOSITORY, name, project);
    sb_tree *body = node->body, *scan = json_object_new_object();
    sb_put_text(body, "name", name);
    sb_put_text(body, "format", "DOCKER");
    sb_put_text(body, "mode", "STANDARD_REPOSITORY");
    sb_put_format(body, "registryUri", "%s-docker.pkg.dev/%s/%s", location, sb_project_id(project),
                  id);
    sb_put_time(body, "createTime", now);
    sb_put_time(body, "updateTime", now);
    sb_put_flag(body, "satisfiesPzi", true);
    sb_put_text(scan, "enablementState", "SCANNING_DISABLED");
    sb_put_text(scan, "enablementStateReason",
                "API containerscanning.googleapis.com is not enabled.");
    sb_put_time(scan, "lastEnableTime", now);
    sb_put(body, "vulnerabilityScanningConfig", scan);
    return node;
}

void sb_repository_get(struct sb_call *call)
{
    sb_ok(call, sb_copy(call->node->body));
}

void sb_repository_list(struct sb_call *call)
{
    const char *location = sb_var(call, "location");
    const char *prefix = strcmp(location, "-") == 0
                             ? rr_arena_printf(&call->arena, "%s/locations/", call->project->name)
                             : rr_arena_printf(&call->arena, "%s/locations/%s/repositories/",
                                               call->project->name, location);
    sb_page_of(call, "repositories", sb_list_bodies(call, SB_REPOSITORY, prefix), 100);
}

/* Answers with an operation of the registry; takes `response`. */
static void answer_operation(struct sb_call *call, sb_tree *response)
{
    uint64_t a = sb_world_draw(call->world), b = sb_world_draw(call->world);
    const char *name = rr_arena_printf(
        &call->arena, "%s/locations/%s/operations/%08x-%04x-4%03x-8%03x-%012" PRIx64,
        call->project->name, sb_var(call, "location"), (unsigned)(a >> 32), (unsigned)(a & 0xffff),
        (unsigned)(a >> 16 & 0xfff), (unsigned)(b >> 48 & 0xfff), b & 0xffffffffffff);
    sb_tree *metadata = sb_object_of(
        "@type", "type.googleapis.com/google.devtools.artifactregistry.v1.OperationMetadata", NULL);
    sb_ok(call, sb_operation_json(sb_world_operation(call->world, call->project, name, metadata,
                                                     response, call->now),
                                  call->now));
}

static bool is_id(const char *id)
{
    size_t n = strlen(id);
    return n >= 1 && n <= 63 && id[0] >= 'a' && id[0] <= 'z' && id[n - 1] != '-' &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

/* Found also while it is still being created. */
static bool exists(struct sb_call *call, const char *name)
{
    return sb_world_find(call->world, SB_REPOSITORY, name, INT64_MAX) != NULL;
}

void sb_repository_create(struct sb_call *call)
{
    const char *id = sb_query(call, "repositoryId"), *location = sb_var(call, "location");
    if (id[0] == '\0')
        id = sb_query(call, "repository_id");
    const char *format = sb_text(call->body, "format");
    if (!is_id(id)) {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid repository_id \"%s\".", id);
        return;
    }
    if (format[0] == '\0') {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Repository format is required.");
        return;
    }
    const char *name = rr_arena_printf(&call->arena, "%s/locations/%s/repositories/%s",
                                       call->project->name, location, id);
    if (exists(call, name)) {
        sb_refuse_exists(call, "the repository already exists");
        return;
    }
    struct sb_node *node = sb_repository_add(call->world, call->project, location, id, call->now);
    node->visible_at = call->now + call->world->operation_ms;
    sb_put_text(node->body, "format", format);
    if (sb_text(call->body, "description")[0] != '\0')
        sb_put_text(node->body, "description", sb_text(call->body, "description"));
    if (sb_get(call->body, "labels") != NULL)
        sb_put(node->body, "labels", sb_copy(sb_get(call->body, "labels")));
    sb_tree *response = sb_copy(node->body);
    sb_put_text(response, "@type",
                "type.googleapis.com/google.devtools.artifactregistry.v1.Repository");
    answer_operation(call, response);
}

void sb_repository_delete(struct sb_call *call)
{
    call->node->gone = true;
    answer_operation(call,
                     sb_object_of("@type", "type.googleapis.com/google.protobuf.Empty", NULL));
}

/* Adds the package of "L-docker.pkg.dev/P/REPO/IMAGE…" if the image lies in this repository. */
static void add_package(struct sb_call *call, sb_tree *packages, const char *image)
{
    const char *prefix =
        rr_arena_printf(&call->arena, "%s-docker.pkg.dev/%s/%s/", sb_var(call, "location"),
                        sb_project_id(call->project), sb_var(call, "repository"));
    if (!rr_str_has_prefix(image, prefix))
        return;
    const char *id = image + strlen(prefix);
    const char *name = rr_arena_printf(&call->arena, "%s/packages/%.*s", call->node->name,
                                       (int)strcspn(id, ":@"), id);
    for (size_t i = 0; i < sb_length(packages); i++)
        if (strcmp(sb_text(sb_at(packages, i), "name"), name) == 0)
            return;
    json_object_array_add(packages, sb_object_of("name", name, NULL));
}

/* What builds pushed, and what services run from. */
void sb_repository_packages(struct sb_call *call)
{
    sb_tree *packages = json_object_new_array();
    sb_tree *builds = sb_get(call->project->extra, "builds");
    sb_tree *services =
        sb_list_bodies(call, SB_SERVICE, rr_arena_printf(&call->arena, "%s/", call->project->name));
    for (size_t i = 0; i < sb_length(builds); i++) {
        sb_tree *images = sb_get(sb_get(sb_at(builds, i), "results"), "images");
        for (size_t k = 0; k < sb_length(images); k++)
            add_package(call, packages, sb_text(sb_at(images, k), "name"));
    }
    for (size_t i = 0; i < sb_length(services); i++) {
        sb_tree *containers = sb_get(sb_get(sb_at(services, i), "template"), "containers");
        for (size_t k = 0; k < sb_length(containers); k++)
            add_package(call, packages, sb_text(sb_at(containers, k), "image"));
    }
    json_object_put(services);
    sb_page_of(call, "packages", packages, 1000);
}
