/* Constraints in force, and domain restricted sharing. */
#include "config.h"

#include "sandbox/constraint.h"

#include <string.h>
#include <strings.h>

#include "core/util/str.h"
#include "sandbox/refuse.h"

static const struct {
    const char *name;
    bool list;
} known[] = {
    {SB_DOMAINS, true},
    {SB_MEMBERS, false},
    {SB_INVOKER, false},
    {"run.allowedIngress", true},
    {"run.allowedVPCEgress", true},
    {"run.allowedBinaryAuthorizationPolicies", true},
    {"gcp.resourceLocations", true},
    {"gcp.restrictServiceUsage", true},
    {"cloudbuild.disableCreateDefaultServiceAccount", false},
    {"cloudbuild.useBuildServiceAccount", false},
    {"cloudbuild.useComputeServiceAccount", false},
    {"cloudbuild.allowedIntegrations", true},
    {"cloudbuild.allowedWorkerPools", true},
    {"iam.automaticIamGrantsForDefaultServiceAccounts", false},
    {"iam.disableServiceAccountCreation", false},
    {"iam.managed.disableServiceAccountCreation", false},
    {"iam.disableServiceAccountKeyCreation", false},
    {"iam.disableCrossProjectServiceAccountUsage", false},
    {"iam.managed.preventPrivilegedBasicRolesForDefaultServiceAccounts", false},
    {"iam.serviceAccountKeyExposureResponse", true},
    {"compute.disableSerialPortAccess", false},
    {"storage.publicAccessPrevention", false},
    {"storage.uniformBucketLevelAccess", false},
};

bool sb_constraint_known(const struct sb_node *node, const char *name, bool *list)
{
    *list = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) == 0) {
            *list = known[i].list;
            return true;
        }
    }
    return sb_constraint_rules(node, name) != NULL;
}

sb_tree *sb_constraint_rules(const struct sb_node *node, const char *name)
{
    for (; node != NULL; node = node->parent) {
        sb_tree *policy = sb_get(sb_get(node->extra, "orgPolicies"), name);
        if (policy != NULL && sb_flag(policy, "reset", false))
            return NULL;
        if (policy != NULL)
            return sb_get(policy, "rules");
    }
    return NULL;
}

bool sb_constraint_enforced(const struct sb_node *node, const char *name)
{
    return sb_flag(sb_at(sb_constraint_rules(node, name), 0), "enforce", false);
}

/* Google's own agents and accounts of projects are taken as belonging to the organisation. */
static bool is_of_organization(const struct sb_node *organization, const char *member)
{
    if (rr_str_has_prefix(member, "serviceAccount:") || rr_str_has_prefix(member, "project") ||
        rr_str_has_prefix(member, "deleted:") || rr_str_has_prefix(member, "principal"))
        return true;
    if (strchr(member, ':') == NULL || organization == NULL)
        return false;
    const char *domain = rr_str_has_prefix(member, "domain:") ? strchr(member, ':') + 1
                                                              : rr_str_after_last(member, '@');
    return strcasecmp(domain, sb_text(organization->extra, "domain")) == 0;
}

static bool domains_admit(const struct sb_node *node, sb_tree *rules, const char *member)
{
    const struct sb_node *organization = sb_node_organization(node);
    for (size_t i = 0; i < sb_length(rules); i++) {
        sb_tree *rule = sb_at(rules, i);
        if (sb_flag(rule, "allowAll", false))
            return true;
        if (!sb_flag(rule, "denyAll", false) && is_of_organization(organization, member))
            return true;
    }
    return sb_length(rules) == 0;
}

static bool members_admit(const struct sb_node *node, sb_tree *rules, const char *member)
{
    sb_tree *rule = sb_at(rules, 0), *parameters = sb_get(rule, "parameters");
    if (!sb_flag(rule, "enforce", false) ||
        sb_array_has(sb_get(parameters, "allowedMemberSubjects"), member))
        return true;
    return is_of_organization(sb_node_organization(node), member);
}

static bool refuse_domains(struct sb_call *call, const char *member)
{
    const char *value = strchr(member, ':') != NULL ? strchr(member, ':') + 1 : member;
    const char *id = call->project != NULL ? sb_project_id(call->project) : "";
    bool bucket = call->node->kind == SB_BUCKET;
    sb_refuse(
        call, bucket ? 412 : 400, "FAILED_PRECONDITION",
        "One or more users named in the policy do not belong to a permitted customer,  perhaps "
        "due to an organization policy.");
    sb_tree *detail = json_object_new_object(), *list = json_object_new_array();
    sb_tree *violation = sb_object_of("type", "constraints/" SB_DOMAINS, NULL);
    sb_put_format(violation, "subject", "orgpolicy:projects/%s?configvalue=%s", id, value);
    sb_put_format(violation, "description", "User %s is not in permitted organization.", value);
    json_object_array_add(list, violation);
    sb_put(detail, "violations", list);
    sb_refuse_detail(call, "google.rpc.PreconditionFailure", detail);
    return false;
}

static bool refuse_members(struct sb_call *call)
{
    sb_refuse(call, 400, "FAILED_PRECONDITION",
              "Operation denied by org policy: [\"constraints/" SB_MEMBERS "\": \"Restrict allowed "
              "policy members in IAM allow policies. This list constraint defines the members or "
              "principal sets that can be used in IAM allow policies.\"].");
    sb_tree *metadata = sb_object_of("customConstraints", "constraints/" SB_MEMBERS, NULL);
    sb_refuse_info(call, "CUSTOM_ORG_POLICY_VIOLATION", "googleapis.com", metadata);
    return false;
}

bool sb_constraint_admits(struct sb_call *call, sb_tree *bindings)
{
    sb_tree *domains = sb_constraint_rules(call->node, SB_DOMAINS);
    sb_tree *managed = sb_constraint_rules(call->node, SB_MEMBERS);
    for (size_t i = 0; i < sb_length(bindings); i++) {
        sb_tree *members = sb_get(sb_at(bindings, i), "members");
        for (size_t j = 0; j < sb_length(members); j++) {
            const char *member = json_object_get_string(sb_at(members, j));
            if (domains != NULL && !domains_admit(call->node, domains, member))
                return refuse_domains(call, member);
            if (managed != NULL && !members_admit(call->node, managed, member))
                return refuse_members(call);
        }
    }
    return true;
}
