/* Cloud Build, and the submission of builds through Cloud Run. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"

/* The project's default build account, "" for none. */
static const char *default_account(struct sb_call *call)
{
    const char *word = sb_text(call->project->extra, "buildAccount");
    const char *number = sb_project_number(call->project);
    if (strcmp(word, "legacy") == 0)
        return rr_arena_printf(&call->arena, "%s@cloudbuild.gserviceaccount.com", number);
    if (strcmp(word, "compute") == 0)
        return rr_arena_printf(&call->arena, "%s-compute@developer.gserviceaccount.com", number);
    return strcmp(word, "none") == 0 ? "" : word;
}

void sb_build_default_account(struct sb_call *call)
{
    const char *account = default_account(call);
    sb_tree *out = json_object_new_object();
    sb_put_format(out, "name", "%s/locations/%s/defaultServiceAccount", call->project->name,
                  sb_var(call, "location"));
    if (account[0] != '\0')
        sb_put_format(out, "serviceAccountEmail", "%s/serviceAccounts/%s", call->project->name,
                      account);
    sb_ok(call, out);
}

/* Builds are kept in the project's extra, newest first. */
void sb_build_list(struct sb_call *call)
{
    sb_tree *builds = sb_get(call->project->extra, "builds");
    sb_page_of(call, "builds", builds != NULL ? sb_copy(builds) : json_object_new_array(), 50);
}

void sb_build_get(struct sb_call *call)
{
    sb_tree *builds = sb_get(call->project->extra, "builds");
    for (size_t i = 0; i < sb_length(builds); i++) {
        if (strcmp(sb_text(sb_at(builds, i), "id"), sb_var(call, "build")) == 0) {
            sb_ok(call, sb_copy(sb_at(builds, i)));
            return;
        }
    }
    sb_refuse_missing(call);
}

void sb_empty(struct sb_call *call)
{
    sb_ok(call, json_object_new_object());
}

/* What the build account lacks decides how the build ends. */
static const char *
verdict(struct sb_call *call, const char *account, const struct sb_node *repository)
{
    const char *member = rr_arena_printf(&call->arena, "serviceAccount:%s", account);
    const struct sb_node *on = repository != NULL ? repository : call->project;
    if (!sb_may(call->world, member, "artifactregistry.repositories.uploadArtifacts", on,
                call->now))
        return "PUSH_NOT_AUTHORIZED";
    return NULL;
}

static bool check_source(struct sb_call *call, const char *account)
{
    const char *bucket = sb_text(sb_get(call->body, "storageSource"), "bucket");
    const char *name = rr_arena_printf(&call->arena, "buckets/%s", bucket);
    const struct sb_node *node = sb_world_find(call->world, SB_BUCKET, name, call->now);
    const char *member = rr_arena_printf(&call->arena, "serviceAccount:%s", account);
    if (node != NULL && sb_may(call->world, member, "storage.objects.get", node, call->now))
        return true;
    return sb_refuse(
        call, 400, "INVALID_ARGUMENT",
        "Invalid build request. could not resolve source: googleapi: Error 403: %s does "
        "not have storage.objects.get access to the Google Cloud Storage object. "
        "Permission 'storage.objects.get' denied on resource (or it may not exist)., "
        "forbidden",
        account);
}

/* The repository of "L-docker.pkg.dev/P/REPO/IMAGE", NULL if there is none. */
static const struct sb_node *image_repository(struct sb_call *call, const char *image)
{
    const char *host_end = strstr(image, "-docker.pkg.dev/");
    const char *path = host_end != NULL ? host_end + strlen("-docker.pkg.dev/") : "";
    const char *slash = strchr(path, '/');
    if (slash == NULL)
        return NULL;
    const char *name = rr_arena_printf(
        &call->arena, "projects/%.*s/locations/%.*s/repositories/%.*s", (int)(slash - path), path,
        (int)(host_end - image), image, (int)strcspn(slash + 1, "/:@"), slash + 1);
    return sb_world_find(call->world, SB_REPOSITORY, name, call->now);
}

static sb_tree *results(struct sb_call *call, const char *image)
{
    sb_tree *out = json_object_new_object(), *images = json_object_new_array();
    sb_tree *built = sb_object_of("name", image, NULL);
    sb_put_format(built, "digest", "sha256:%016" PRIx64 "%016" PRIx64 "%016" PRIx64 "%016" PRIx64,
                  sb_world_draw(call->world), sb_world_draw(call->world),
                  sb_world_draw(call->world), sb_world_draw(call->world));
    json_object_array_add(images, built);
    sb_put(out, "images", images);
    return out;
}

static sb_tree *build_json(struct sb_call *call, const char *id, const char *account)
{
    const char *image = sb_text(call->body, "imageUri");
    const char *failure = verdict(call, account, image_repository(call, image));
    sb_tree *build = sb_object_of("id", id, "projectId", sb_project_id(call->project), "status",
                                  failure != NULL ? "FAILURE" : "SUCCESS", NULL);
    sb_put_format(build, "name", "projects/%s/locations/%s/builds/%s",
                  sb_project_number(call->project), sb_var(call, "location"), id);
    sb_put_format(build, "serviceAccount", "%s/serviceAccounts/%s", call->project->name, account);
    sb_put_format(build, "logUrl",
                  "https://console.cloud.google.com/cloud-build/builds;region=%s/%s?project=%s",
                  sb_var(call, "location"), id, sb_project_number(call->project));
    sb_put_time(build, "createTime", call->now);
    sb_put_time(build, "finishTime", call->now + call->world->operation_ms);
    if (sb_get(call->body, "tags") != NULL)
        sb_put(build, "tags", sb_copy(sb_get(call->body, "tags")));
    if (failure != NULL)
        sb_put(build, "failureInfo", sb_object_of("type", failure, NULL));
    else
        sb_put(build, "results", results(call, image));
    return build;
}

static void remember(struct sb_call *call, sb_tree *build)
{
    sb_tree *builds = sb_get(call->project->extra, "builds"), *all = json_object_new_array();
    json_object_array_add(all, sb_copy(build));
    for (size_t i = 0; i < sb_length(builds); i++)
        json_object_array_add(all, sb_copy(sb_at(builds, i)));
    sb_put(call->project->extra, "builds", all);
}

void sb_build_submit(struct sb_call *call)
{
    const char *account = sb_text(call->body, "serviceAccount");
    account = account[0] != '\0' ? rr_str_after_last(account, '/') : default_account(call);
    if (account[0] == '\0') {
        sb_refuse(call, 400, "INVALID_ARGUMENT",
                  "Invalid build request. No default service account; specify one for the build.");
        return;
    }
    if (!check_source(call, account))
        return;
    const char *id = rr_arena_printf(&call->arena, "%08x-0000-4000-8000-%012" PRIx64,
                                     (unsigned)(sb_world_draw(call->world) >> 32),
                                     sb_world_draw(call->world) & 0xffffffffffff);
    sb_tree *build = build_json(call, id, account), *metadata = json_object_new_object();
    remember(call, build);
    sb_put_text(metadata, "@type",
                "type.googleapis.com/google.devtools.cloudbuild.v1.BuildOperationMetadata");
    sb_put(metadata, "build", sb_copy(build));
    const char *name = rr_arena_printf(&call->arena, "%s/locations/%s/operations/%s",
                                       call->project->name, sb_var(call, "location"), id);
    sb_put_text(build, "@type", "type.googleapis.com/google.devtools.cloudbuild.v1.Build");
    struct sb_operation *operation =
        sb_world_operation(call->world, call->project, name, metadata, build, call->now);
    sb_tree *out = json_object_new_object();
    sb_put(out, "buildOperation", sb_operation_json(operation, call->now));
    sb_put_text(out, "baseImageUri", "gcr.io/buildpacks/google-22/run");
    sb_ok(call, out);
}

void sb_operation_get(struct sb_call *call)
{
    const char *name = strchr(call->path + 1, '/') + 1;
    name = sb_decoded(&call->arena, name, strlen(name));
    size_t len = strlen(name) - (rr_str_has_suffix(name, ":wait") ? strlen(":wait") : 0);
    name = rr_arena_strn(&call->arena, name, len);
    if (strcmp(name, "operations/noop.DONE_OPERATION") == 0) {
        sb_tree *out = sb_object_of("name", name, NULL);
        sb_put_flag(out, "done", true);
        sb_ok(call, out);
        return;
    }
    struct sb_operation *operation = sb_world_find_operation(call->world, name);
    if (operation == NULL)
        sb_refuse(call, 404, "NOT_FOUND", "Requested entity was not found.");
    else
        sb_ok(call, sb_operation_json(operation, call->now));
}
