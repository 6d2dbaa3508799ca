/* IAM v2: deny policies, and IAM v3: what boundaries are bound to a project; read only. */
#include "config.h"

#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"

/* The node an attachment point names; it may come encoded once or twice. */
static struct sb_node *attached(struct sb_call *call)
{
    const char *point = sb_var(call, "attachment");
    point = sb_decoded(&call->arena, point, strlen(point));
    const char *prefix = "cloudresourcemanager.googleapis.com/";
    if (!rr_str_has_prefix(point, prefix))
        return NULL;
    point += strlen(prefix);
    if (rr_str_has_prefix(point, "projects/"))
        return sb_world_project(call->world, point + strlen("projects/"));
    enum sb_kind kind = rr_str_has_prefix(point, "folders/") ? SB_FOLDER : SB_ORGANIZATION;
    return sb_world_find(call->world, kind, point, call->now);
}

/* Google lets 5 reads a minute pass; a scenario may ask for that. */
static bool count_read(struct sb_call *call)
{
    struct sb_world *world = call->world;
    int64_t minute = call->now / 60000;
    if (world->deny_minute != minute)
        world->deny_reads = 0;
    world->deny_minute = minute;
    world->deny_reads++;
    if (world->deny_reads_per_minute == 0 || world->deny_reads <= world->deny_reads_per_minute)
        return true;
    sb_refuse(
        call, 429, "RESOURCE_EXHAUSTED",
        "Quota exceeded for quota metric 'IAM v2 policy read requests' and limit 'IAM v2 policy "
        "read requests per minute' of service 'iam.googleapis.com'.");
    sb_refuse_info(call, "RATE_LIMIT_EXCEEDED", "googleapis.com",
                   sb_object_of("service", "iam.googleapis.com", NULL));
    return false;
}

static bool find(struct sb_call *call, const char *permission)
{
    if (!count_read(call))
        return false;
    call->node = attached(call);
    if (call->node != NULL)
        call->node_name = call->node->name;
    return sb_require(call, permission, call->node);
}

static sb_tree *shown(const struct sb_node *node, sb_tree *policy, bool rules)
{
    sb_tree *out = sb_copy(policy);
    bool project = node->kind == SB_PROJECT;
    const char *id = project ? sb_project_number(node) : rr_str_after_last(node->name, '/');
    sb_put_format(out, "name",
                  "policies/cloudresourcemanager.googleapis.com%%2F%s%%2F%s/denypolicies/%s",
                  project                   ? "projects"
                  : node->kind == SB_FOLDER ? "folders"
                                            : "organizations",
                  id, sb_text(policy, "id"));
    json_object_object_del(out, "id");
    sb_put_text(out, "kind", "DenyPolicy");
    sb_put_text(out, "uid", "6c2a1f0e-0000-4000-8000-5d1e9b7a3c42");
    sb_put_text(out, "etag", "MTc1NjE1MjM2NDM2OTU1MjE3OTI=");
    if (!rules)
        json_object_object_del(out, "rules");
    return out;
}

void sb_deny_list(struct sb_call *call)
{
    if (!find(call, "iam.denypolicies.list"))
        return;
    sb_tree *all = json_object_new_array(), *policies = sb_get(call->node->extra, "denyPolicies");
    for (size_t i = 0; i < sb_length(policies); i++)
        json_object_array_add(all, shown(call->node, sb_at(policies, i), false));
    sb_page_of(call, "policies", all, 50);
}

void sb_deny_get(struct sb_call *call)
{
    if (!find(call, "iam.denypolicies.get"))
        return;
    sb_tree *policies = sb_get(call->node->extra, "denyPolicies");
    for (size_t i = 0; i < sb_length(policies); i++) {
        if (strcmp(sb_text(sb_at(policies, i), "id"), sb_var(call, "policy")) == 0) {
            sb_ok(call, shown(call->node, sb_at(policies, i), true));
            return;
        }
    }
    sb_refuse(call, 404, "NOT_FOUND", "Requested entity was not found.");
}

/* Bindings of principal access boundaries whose target is the project. */
void sb_boundary_search(struct sb_call *call)
{
    sb_tree *all = json_object_new_array(), *names = sb_get(call->node->extra, "boundaries");
    const char *number = sb_project_number(call->node);
    for (size_t i = 0; i < sb_length(names); i++) {
        sb_tree *binding = json_object_new_object(), *target = json_object_new_object();
        sb_put_format(binding, "name", "projects/%s/locations/global/policyBindings/boundary-%zu",
                      number, i + 1);
        sb_put_format(target, "principalSet", "//cloudresourcemanager.googleapis.com/projects/%s",
                      number);
        sb_put(binding, "target", target);
        sb_put_text(binding, "policyKind", "PRINCIPAL_ACCESS_BOUNDARY");
        sb_put_text(binding, "policy", json_object_get_string(sb_at(names, i)));
        json_object_array_add(all, binding);
    }
    sb_page_of(call, "policyBindings", all, 50);
}
