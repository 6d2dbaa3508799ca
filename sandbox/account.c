/* IAM v1: service accounts and roles; IAM Credentials. */
#include "config.h"

#include "sandbox/account.h"

#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/constraint.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"
#include "sandbox/role_table.h"
#include "sandbox/route.h"

struct sb_node *sb_account_add(struct sb_world *world,
                               struct sb_node *project,
                               const char *email,
                               const char *display_name)
{
    const char *name =
        rr_arena_printf(&world->arena, "%s/serviceAccounts/%s", project->name, email);
    struct sb_node *node = sb_world_add(world, SB_ACCOUNT, name, project);
    const char *id = sb_world_unique_id(world);
    sb_tree *body = node->body;
    sb_put_text(body, "name", name);
    sb_put_text(body, "projectId", sb_project_id(project));
    sb_put_text(body, "uniqueId", id);
    sb_put_text(body, "email", email);
    if (display_name[0] != '\0')
        sb_put_text(body, "displayName", display_name);
    sb_put_text(body, "etag", "MDEwMjE5MjA=");
    sb_put_text(body, "oauth2ClientId", id);
    return node;
}

void sb_account_get(struct sb_call *call)
{
    sb_ok(call, sb_copy(call->node->body));
}

void sb_account_list(struct sb_call *call)
{
    const char *prefix = rr_arena_printf(&call->arena, "%s/serviceAccounts/", call->project->name);
    sb_page_of(call, "accounts", sb_list_bodies(call, SB_ACCOUNT, prefix), 20);
}

static bool is_account_id(const char *id)
{
    size_t n = strlen(id);
    return n >= 6 && n <= 30 && id[0] >= 'a' && id[0] <= 'z' && id[n - 1] != '-' &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool check_creation(struct sb_call *call)
{
    if (sb_constraint_enforced(call->project, "iam.managed.disableServiceAccountCreation")) {
        sb_refuse(call, 400, "FAILED_PRECONDITION",
                  "Operation denied by org policy: "
                  "[\"constraints/iam.managed.disableServiceAccountCreation\"].");
        sb_refuse_info(call, "CUSTOM_ORG_POLICY_VIOLATION", "googleapis.com",
                       sb_object_of("customConstraints",
                                    "constraints/iam.managed.disableServiceAccountCreation", NULL));
        return false;
    }
    if (sb_constraint_enforced(call->project, "iam.disableServiceAccountCreation"))
        return sb_refuse(call, 400, "FAILED_PRECONDITION",
                         "Service account creation is not allowed on this project.");
    return true;
}

void sb_account_create(struct sb_call *call)
{
    const char *id = sb_text(call->body, "accountId");
    sb_tree *given = sb_get(call->body, "serviceAccount");
    if (!is_account_id(id)) {
        sb_refuse(call, 400, "INVALID_ARGUMENT", "Invalid value at 'account_id': %s", id);
        return;
    }
    const char *email = rr_arena_printf(&call->arena, "%s@%s.iam.gserviceaccount.com", id,
                                        sb_project_id(call->project));
    if (!check_creation(call))
        return;
    if (sb_world_account(call->world, email, call->now) != NULL) {
        sb_refuse_exists(call, "Service account %s already exists within project %s.", id,
                         call->project->name);
        sb_tree *resource = json_object_new_object();
        sb_put_format(resource, "resourceName", "%s/serviceAccounts/%s", call->project->name,
                      email);
        sb_refuse_detail(call, "google.rpc.ResourceInfo", resource);
        return;
    }
    struct sb_node *node =
        sb_account_add(call->world, call->project, email, sb_text(given, "displayName"));
    node->visible_at = call->now;
    if (sb_text(given, "description")[0] != '\0')
        sb_put_text(node->body, "description", sb_text(given, "description"));
    sb_ok(call, sb_copy(node->body));
}

void sb_account_patch(struct sb_call *call)
{
    static const char *const fields[] = {"displayName", "description"};
    sb_tree *given = sb_get(call->body, "serviceAccount");
    for (size_t i = 0; i < 2; i++) {
        if (strstr(sb_text(call->body, "updateMask"), fields[i]) != NULL)
            sb_put_text(call->node->body, fields[i], sb_text(given, fields[i]));
    }
    sb_ok(call, sb_copy(call->node->body));
}

void sb_account_delete(struct sb_call *call)
{
    call->node->gone = true;
    sb_ok(call, json_object_new_object());
}

/* Nobody makes keys here; those that Google keeps are of no use to anybody. */
void sb_account_keys(struct sb_call *call)
{
    sb_ok(call, json_object_new_object());
}

void sb_account_enable(struct sb_call *call)
{
    json_object_object_del(call->node->body, "disabled");
    sb_ok(call, json_object_new_object());
}

void sb_account_disable(struct sb_call *call)
{
    sb_put_flag(call->node->body, "disabled", true);
    sb_ok(call, json_object_new_object());
}

bool sb_may_act_as(struct sb_call *call, const char *email)
{
    const struct sb_node *account = sb_world_account(call->world, email, call->now);
    if (account != NULL &&
        sb_may(call->world, call->world->caller, "iam.serviceAccounts.actAs", account, call->now))
        return true;
    return sb_refuse(
        call, 403, "PERMISSION_DENIED",
        "Permission 'iam.serviceaccounts.actAs' denied on service account %s (or it may "
        "not exist).",
        email);
}

static bool may_mint(struct sb_call *call, const char *permission)
{
    if (sb_may(call->world, call->world->caller, permission, call->node, call->now))
        return true;
    sb_refuse(call, 403, "PERMISSION_DENIED",
              "Permission '%s' denied on resource (or it may not exist).", permission);
    sb_refuse_info(call, "IAM_PERMISSION_DENIED", SB_IAM,
                   sb_object_of("permission", permission, NULL));
    return false;
}

void sb_account_token(struct sb_call *call)
{
    if (!may_mint(call, "iam.serviceAccounts.getAccessToken"))
        return;
    const char *token = call->world->require_token;
    sb_tree *out =
        sb_object_of("accessToken", token != NULL ? token : "ya29.sandbox-impersonated", NULL);
    sb_put_time(out, "expireTime", call->now + 3600 * 1000);
    sb_ok(call, out);
}

void sb_account_id_token(struct sb_call *call)
{
    if (may_mint(call, "iam.serviceAccounts.getOpenIdToken"))
        sb_ok(call, sb_object_of("token", "eyJhbGciOiJub25lIn0.e30.sandbox", NULL));
}

void sb_role_get(struct sb_call *call)
{
    const char *name = call->path + strlen("/v1/");
    name = sb_decoded(&call->arena, name, strlen(name));
    const struct sb_node *owner = call->project;
    if (!rr_str_has_prefix(name, "roles/")) {
        if (owner == NULL)
            owner = sb_world_find(
                call->world, SB_ORGANIZATION,
                rr_arena_printf(&call->arena, "organizations/%s", sb_var(call, "organization")),
                call->now);
        call->node_name = name;
        if (!sb_require(call, "iam.roles.get", owner))
            return;
    }
    sb_tree *role = sb_role_json(call->world, name);
    if (role == NULL) {
        sb_refuse(call, 404, "NOT_FOUND", "The role named %s was not found.", name);
        return;
    }
    sb_ok(call, role);
}

void sb_role_list(struct sb_call *call)
{
    sb_tree *all = json_object_new_array();
    sb_tree *roles = sb_get(call->project->extra, "roles");
    if (roles != NULL) {
        json_object_object_foreach(roles, name, role)
        {
            sb_tree *copy = sb_copy(role);
            sb_put_format(copy, "name", "%s/roles/%s", call->project->name, name);
            json_object_object_del(copy, "includedPermissions");
            json_object_array_add(all, copy);
        }
    }
    sb_page_of(call, "roles", all, 300);
}
