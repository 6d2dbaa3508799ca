/* Projects, folders, organisations, billing. */
#include "config.h"

#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"

bool sb_require(struct sb_call *call, const char *permission, const struct sb_node *node)
{
    return (node != NULL &&
            sb_may(call->world, call->world->caller, permission, node, call->now)) ||
           sb_refuse_permission(call, permission);
}

/* "folders/11" -> {"type": "folder", "id": "11"} */
static sb_tree *resource_id(const char *name)
{
    const char *id = rr_str_after_last(name, '/');
    const char *type = rr_str_has_prefix(name, "folders/")         ? "folder"
                       : rr_str_has_prefix(name, "organizations/") ? "organization"
                                                                   : "project";
    return sb_object_of("type", type, "id", id, NULL);
}

static sb_tree *project_v1(const struct sb_node *project)
{
    sb_tree *out = sb_object_of("projectId", sb_project_id(project), "projectNumber",
                                sb_project_number(project), "name",
                                sb_text(project->extra, "displayName"), "lifecycleState", "ACTIVE",
                                "createTime", sb_text(project->extra, "createTime"), NULL);
    if (project->parent != NULL)
        sb_put(out, "parent", resource_id(project->parent->name));
    return out;
}

static sb_tree *project_v3(const struct sb_node *project)
{
    const char *time = sb_text(project->extra, "createTime");
    sb_tree *out = sb_object_of("projectId", sb_project_id(project), "state", "ACTIVE",
                                "displayName", sb_text(project->extra, "displayName"), "createTime",
                                time, "updateTime", time, "etag", "W/\"7c6a1f2b93e4d508\"", NULL);
    sb_put_format(out, "name", "projects/%s", sb_project_number(project));
    if (project->parent != NULL)
        sb_put_text(out, "parent", project->parent->name);
    return out;
}

void sb_project_get_v1(struct sb_call *call)
{
    sb_ok(call, project_v1(call->node));
}

void sb_project_get_v3(struct sb_call *call)
{
    sb_ok(call, project_v3(call->node));
}

static void list_projects(struct sb_call *call, sb_tree *(*show)(const struct sb_node *))
{
    sb_tree *all = json_object_new_array();
    for (size_t i = 0; i < call->world->n_nodes; i++) {
        const struct sb_node *node = call->world->nodes[i];
        if (node->kind == SB_PROJECT && sb_may(call->world, call->world->caller,
                                               "resourcemanager.projects.get", node, call->now))
            json_object_array_add(all, show(node));
    }
    sb_page_of(call, "projects", all, 50);
}

void sb_project_list_v1(struct sb_call *call)
{
    list_projects(call, project_v1);
}

void sb_project_search(struct sb_call *call)
{
    list_projects(call, project_v3);
}

void sb_project_ancestry(struct sb_call *call)
{
    sb_tree *list = json_object_new_array(), *out = json_object_new_object();
    for (const struct sb_node *node = call->node; node != NULL; node = node->parent) {
        sb_tree *entry = json_object_new_object();
        sb_put(entry, "resourceId", resource_id(node->name));
        json_object_array_add(list, entry);
    }
    sb_put(out, "ancestor", list);
    sb_ok(call, out);
}

void sb_project_billing(struct sb_call *call)
{
    bool on = sb_flag(call->project->extra, "billing", true);
    sb_tree *out = sb_object_of("projectId", sb_project_id(call->project), "billingAccountName",
                                on ? "billingAccounts/01A2B3-C4D5E6-F70819" : "", NULL);
    sb_put_format(out, "name", "projects/%s/billingInfo", sb_project_id(call->project));
    sb_put_flag(out, "billingEnabled", on);
    sb_ok(call, out);
}

void sb_folder_get(struct sb_call *call)
{
    const struct sb_node *node = call->node;
    sb_tree *out = sb_object_of("name", node->name, "displayName",
                                sb_text(node->extra, "displayName"), "state", "ACTIVE", NULL);
    if (node->parent != NULL)
        sb_put_text(out, "parent", node->parent->name);
    if (node->kind == SB_ORGANIZATION)
        sb_put_text(out, "directoryCustomerId", sb_text(node->extra, "customer"));
    sb_ok(call, out);
}
