/* Cloud Run jobs. */
#include "config.h"

#include "sandbox/run_job.h"

#include <inttypes.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"

struct sb_node *sb_run_job_add(struct sb_world *world,
                               struct sb_node *project,
                               const char *location,
                               const char *id,
                               const char *account,
                               int64_t now)
{
    const char *name =
        rr_arena_printf(&world->arena, "%s/locations/%s/jobs/%s", project->name, location, id);
    struct sb_node *node = sb_world_add(world, SB_RUN_JOB, name, project);
    sb_tree *body = node->body, *task = json_object_new_object(),
            *execution = json_object_new_object();
    sb_tree *list = json_object_new_array(), *container = json_object_new_object();
    sb_put_format(container, "image", "%s-docker.pkg.dev/%s/cloud-run-source-deploy/%s", location,
                  sb_project_id(project), id);
    json_object_array_add(list, container);
    sb_put(task, "containers", list);
    sb_put_number(task, "maxRetries", 3);
    sb_put_text(task, "timeout", "600s");
    if (account[0] != '\0')
        sb_put_text(task, "serviceAccount", account);
    else
        sb_put_format(task, "serviceAccount", "%s-compute@developer.gserviceaccount.com",
                      sb_project_number(project));
    sb_put_number(execution, "taskCount", 1);
    sb_put(execution, "template", task);
    sb_put(body, "template", execution);
    sb_put_text(body, "name", name);
    sb_put_format(body, "uid", "%08x-0000-4000-8000-%012" PRIx64,
                  (unsigned)(sb_world_draw(world) >> 32), sb_world_draw(world) & 0xffffffffffff);
    sb_put_text(body, "generation", "1");
    sb_put_text(body, "observedGeneration", "1");
    sb_put_text(body, "launchStage", "GA");
    sb_put_time(body, "createTime", now);
    sb_put_time(body, "updateTime", now);
    sb_put(body, "terminalCondition",
           sb_object_of("type", "Ready", "state", "CONDITION_SUCCEEDED", NULL));
    return node;
}

struct sb_node *sb_run_job_at(struct sb_call *call, const char *uri)
{
    const char *at = strstr(uri, "run.googleapis.com/v2/projects/");
    if (at == NULL || !rr_str_has_suffix(uri, ":run"))
        return NULL;
    at += strlen("run.googleapis.com/v2/");
    const char *name = rr_arena_strn(&call->arena, at, strlen(at) - strlen(":run"));
    return sb_world_find(call->world, SB_RUN_JOB, name, call->now);
}

void sb_run_job_get(struct sb_call *call)
{
    sb_ok(call, sb_copy(call->node->body));
}

void sb_run_job_list(struct sb_call *call)
{
    const char *prefix = rr_arena_printf(&call->arena, "%s/locations/%s/jobs/", call->project->name,
                                         sb_var(call, "location"));
    sb_page_of(call, "jobs", sb_list_bodies(call, SB_RUN_JOB, prefix), 100);
}

void sb_run_job_run(struct sb_call *call)
{
    const char *name = rr_arena_printf(
        &call->arena, "%s/locations/%s/operations/%08x-0000-4000-8000-%012" PRIx64,
        call->project->name, sb_var(call, "location"), (unsigned)(sb_world_draw(call->world) >> 32),
        sb_world_draw(call->world) & 0xffffffffffff);
    sb_tree *execution =
        sb_object_of("@type", "type.googleapis.com/google.cloud.run.v2.Execution", NULL);
    sb_put_format(execution, "name", "%s/executions/%s-%05x", call->node->name,
                  rr_str_after_last(call->node->name, '/'),
                  (unsigned)(sb_world_draw(call->world) & 0xfffff));
    sb_put_number(execution, "succeededCount", 1);
    struct sb_operation *operation = sb_world_operation(
        call->world, call->project, name, json_object_get(execution), execution, call->now);
    sb_ok(call, sb_operation_json(operation, call->now));
}
