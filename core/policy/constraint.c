/*
 * The constraints that this flow meets, in words, and what an effective policy means. A policy that
 * could not be read is not a case for this file: whoever observes it says "unknown".
 */
#include "config.h"

#include "core/policy/constraint.h"

#include <assert.h>

#include "core/util/i18n.h"
#include "core/util/str.h"

static const struct rr_constraint_def defs[] = {
    [RR_CONSTRAINT_DOMAINS] =
        {"iam.allowedPolicyMemberDomains", RR_FORM_LIST,
         N_("Only members of the listed organizations may be given access. allUsers belongs to "
            "none, so the service cannot be opened to everybody with a role binding."),
         "gcp-apis 9.2, 9.3",
         "FAILED_PRECONDITION: One or more users named in the policy do not belong to a permitted "
         "customer,  perhaps due to an organization policy.",
         N_("Choose private access with an identity token, Identity-Aware Proxy, or --access "
            "no-invoker-check; an administrator can make an exception for one service by a tag.")},
    [RR_CONSTRAINT_MANAGED_MEMBERS] =
        {"iam.managed.allowedPolicyMembers", RR_FORM_MANAGED,
         N_("Only the listed members and organizations may be given access. Unless allUsers is "
            "listed, the service cannot be opened to everybody with a role binding."),
         "gcp-apis 9.2",
         "Operation denied by org policy: [\"constraints/iam.managed.allowedPolicyMembers\"]",
         N_("Choose private access with an identity token, Identity-Aware Proxy, or --access "
            "no-invoker-check; an administrator can make an exception for one service by a tag.")},
    [RR_CONSTRAINT_REQUIRE_INVOKER] =
        {"run.managed.requireInvokerIam", RR_FORM_MANAGED,
         N_("Every Cloud Run service must check who calls it. The check cannot be switched off, so "
            "this way to a public service is closed."),
         "gcp-apis 9.1, 9.2", "invoker_iam_disabled is not currently available",
         N_("Choose private access with an identity token, or Identity-Aware Proxy.")},
    [RR_CONSTRAINT_INGRESS] =
        {"run.allowedIngress", RR_FORM_LIST,
         N_("Only the listed ingress settings may be used. Without \"all\", the service cannot be "
            "reached directly from the internet."),
         "gcp-apis 9.2", "",
         N_("Call the service from inside: from the project's network, through a load balancer, or "
            "by a Scheduler of the same project.")},
    [RR_CONSTRAINT_VPC_EGRESS] =
        {"run.allowedVPCEgress", RR_FORM_LIST,
         N_("Limits how a service may send traffic into your network. It does not decide who may "
            "call the service, but a deployment without the right setting can be refused."),
         "gcp-apis 9.2", "",
         N_("Deploy with the setting that is allowed: gcloud run deploy --vpc-egress")},
    [RR_CONSTRAINT_BINARY_AUTHORIZATION] =
        {"run.allowedBinaryAuthorizationPolicies", RR_FORM_LIST,
         N_("A service must name a permitted Binary Authorization policy. A deployment that names "
            "none can be refused."),
         "gcp-apis 9.2 (unverified)", "",
         N_("Deploy with a policy that is allowed: gcloud run deploy --binary-authorization")},
    [RR_CONSTRAINT_NO_LEGACY_BUILD_ACCOUNT] =
        {"cloudbuild.disableCreateDefaultServiceAccount", RR_FORM_BOOLEAN,
         N_("The old Cloud Build service account is not created any more. Builds run as the "
            "Compute Engine default service account, or as one that you name."),
         "gcp-apis 2.4", "", N_("Nothing to do: the account that builds is read, not guessed.")},
    // The sense of these two is the other way round: enforced permits.
    [RR_CONSTRAINT_USE_LEGACY_BUILD_ACCOUNT] =
        {"cloudbuild.useBuildServiceAccount", RR_FORM_BOOLEAN,
         N_("Builds may use the old Cloud Build service account by default."), "gcp-apis 2.4", "",
         N_("Nothing to do: the account that builds is read, not guessed.")},
    [RR_CONSTRAINT_USE_COMPUTE_BUILD_ACCOUNT] =
        {"cloudbuild.useComputeServiceAccount", RR_FORM_BOOLEAN,
         N_("Builds may use the Compute Engine default service account by default."),
         "gcp-apis 2.4", "", N_("Nothing to do: the account that builds is read, not guessed.")},
    [RR_CONSTRAINT_NO_AUTOMATIC_GRANTS] =
        {"iam.automaticIamGrantsForDefaultServiceAccounts", RR_FORM_BOOLEAN,
         N_("Default service accounts are created without the Editor role, so the build's account "
            "has no rights until somebody grants them."),
         "gcp-apis 2.4", "", N_("Grant the build account the roles that the plan names.")},
    [RR_CONSTRAINT_NO_BASIC_ROLES] =
        {"iam.managed.preventPrivilegedBasicRolesForDefaultServiceAccounts", RR_FORM_MANAGED,
         N_("Default service accounts can never be given Owner or Editor. Grant the narrow roles "
            "instead."),
         "gcp-apis 2.4",
         "Operation denied by org policy: "
         "[\"constraints/iam.managed.preventPrivilegedBasicRolesForDefaultServiceAccounts\"]",
         N_("Grant the build account the narrow roles that the plan names.")},
    [RR_CONSTRAINT_NO_NEW_ACCOUNTS] =
        {"iam.disableServiceAccountCreation", RR_FORM_BOOLEAN,
         N_("No service account can be created here, neither for builds nor for Cloud Scheduler. "
            "Use one that exists, or ask an administrator."),
         "gcp-apis 2.4",
         "FAILED_PRECONDITION: Service account creation is not allowed on this project.",
         N_("Ask somebody who may to make the account cloud-scheduler-invoker in this project; "
            "everything else is planned as soon as it is there.")},
    [RR_CONSTRAINT_MANAGED_NO_NEW_ACCOUNTS] =
        {"iam.managed.disableServiceAccountCreation", RR_FORM_MANAGED,
         N_("No service account can be created here, neither for builds nor for Cloud Scheduler. "
            "Use one that exists, or ask an administrator."),
         "gcp-apis 2.4",
         "Operation denied by org policy: "
         "[\"constraints/iam.managed.disableServiceAccountCreation\"]",
         N_("Ask somebody who may to make the account cloud-scheduler-invoker in this project; "
            "everything else is planned as soon as it is there.")},
    [RR_CONSTRAINT_NO_CROSS_PROJECT] =
        {"iam.disableCrossProjectServiceAccountUsage", RR_FORM_BOOLEAN,
         N_("A service account of another project cannot be attached to a service or a build."),
         "gcp-apis 2.4", "", N_("Use a service account of this project.")},
    [RR_CONSTRAINT_LOCATIONS] =
        {"gcp.resourceLocations", RR_FORM_LIST,
         N_("Resources may only be made in the listed locations. The repository, the bucket and "
            "the service must be in one of them."),
         "gcp-apis 2.4 (unverified)",
         "FAILED_PRECONDITION: Location violates constraint constraints/gcp.resourceLocations",
         N_("Choose a region that it allows: --region")},
};

_Static_assert(sizeof defs / sizeof *defs == RR_CONSTRAINT_COUNT, "a row for each constraint");

const struct rr_constraint_def *rr_constraint_def(enum rr_constraint constraint)
{
    assert(constraint < RR_CONSTRAINT_COUNT);
    return &defs[constraint];
}

enum rr_constraint rr_constraint_find(const char *name)
{
    static const char prefix[] = "constraints/";
    if (rr_str_has_prefix(name, prefix))
        name += sizeof prefix - 1;
    for (int i = 0; i < RR_CONSTRAINT_COUNT; i++)
        if (rr_str_eq(defs[i].name, name))
            return (enum rr_constraint)i;
    return RR_CONSTRAINT_COUNT;
}

/* gcp-apis 9.3: no value of the list means allUsers, so any list keeps it out. */
static bool domains_block(const struct rr_effective *effective)
{
    bool has_list = false;
    bool allows_all = false;
    for (size_t i = 0; i < effective->n_rules; i++) {
        if (effective->rules[i].deny_all)
            return true;
        has_list = has_list || effective->rules[i].has_values;
        allows_all = allows_all || effective->rules[i].allow_all;
    }
    return has_list && !allows_all;
}

static bool lists(const char *const *values, size_t n, const char *value)
{
    for (size_t i = 0; i < n; i++)
        if (rr_str_eq(values[i], value))
            return true;
    return false;
}

static bool managed_members_block(const struct rr_effective *effective)
{
    for (size_t i = 0; i < effective->n_rules; i++) {
        const struct rr_constraint_rule *rule = &effective->rules[i];
        if (rule->enforce && !lists(rule->subjects, rule->n_subjects, "allUsers"))
            return true;
    }
    return false;
}

bool rr_effective_blocks_all_users(enum rr_constraint constraint,
                                   const struct rr_effective *effective)
{
    assert(constraint == RR_CONSTRAINT_DOMAINS || constraint == RR_CONSTRAINT_MANAGED_MEMBERS);
    return constraint == RR_CONSTRAINT_DOMAINS ? domains_block(effective)
                                               : managed_members_block(effective);
}

static bool lists_value(const char *const *values, size_t n, const char *value)
{
    for (size_t i = 0; i < n; i++)
        if (rr_str_eq(values[i], value) ||
            (rr_str_has_prefix(values[i], "is:") && rr_str_eq(values[i] + 3, value)))
            return true;
    return false;
}

bool rr_effective_allows(const struct rr_effective *effective, const char *value)
{
    bool has_list = false;
    bool is_allowed = false;
    for (size_t i = 0; i < effective->n_rules; i++) {
        const struct rr_constraint_rule *rule = &effective->rules[i];
        if (rule->deny_all || lists_value(rule->denied, rule->n_denied, value))
            return false;
        has_list = has_list || rule->n_allowed > 0;
        is_allowed =
            is_allowed || rule->allow_all || lists_value(rule->allowed, rule->n_allowed, value);
    }
    return !has_list || is_allowed;
}

bool rr_effective_is_enforced(const struct rr_effective *effective)
{
    for (size_t i = 0; i < effective->n_rules; i++)
        if (effective->rules[i].enforce)
            return true;
    return false;
}
