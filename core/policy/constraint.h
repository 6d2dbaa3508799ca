/*
 * Constraints of the organisation policy service that this flow meets, and what an effective policy
 * means. Source: gcp-apis 2.4, 9.2, 9.3; orgpolicy v2 projects.policies.getEffectivePolicy.
 */
#ifndef RR_POLICY_CONSTRAINT_H
#define RR_POLICY_CONSTRAINT_H

#include <stdbool.h>
#include <stddef.h>

enum rr_constraint {
    RR_CONSTRAINT_DOMAINS,                   // iam.allowedPolicyMemberDomains
    RR_CONSTRAINT_MANAGED_MEMBERS,           // iam.managed.allowedPolicyMembers
    RR_CONSTRAINT_REQUIRE_INVOKER,           // run.managed.requireInvokerIam
    RR_CONSTRAINT_INGRESS,                   // run.allowedIngress
    RR_CONSTRAINT_VPC_EGRESS,                // run.allowedVPCEgress
    RR_CONSTRAINT_BINARY_AUTHORIZATION,      // run.allowedBinaryAuthorizationPolicies
    RR_CONSTRAINT_NO_LEGACY_BUILD_ACCOUNT,   // cloudbuild.disableCreateDefaultServiceAccount
    RR_CONSTRAINT_USE_LEGACY_BUILD_ACCOUNT,  // cloudbuild.useBuildServiceAccount
    RR_CONSTRAINT_USE_COMPUTE_BUILD_ACCOUNT, // cloudbuild.useComputeServiceAccount
    RR_CONSTRAINT_NO_AUTOMATIC_GRANTS,       // iam.automaticIamGrantsForDefaultServiceAccounts
    RR_CONSTRAINT_NO_BASIC_ROLES, // iam.managed.preventPrivilegedBasicRolesForDefaultServiceAccounts
    RR_CONSTRAINT_NO_NEW_ACCOUNTS,         // iam.disableServiceAccountCreation
    RR_CONSTRAINT_MANAGED_NO_NEW_ACCOUNTS, // iam.managed.disableServiceAccountCreation
    RR_CONSTRAINT_NO_CROSS_PROJECT,        // iam.disableCrossProjectServiceAccountUsage
    RR_CONSTRAINT_LOCATIONS,               // gcp.resourceLocations
    RR_CONSTRAINT_COUNT
};

enum rr_constraint_form { RR_FORM_LIST, RR_FORM_BOOLEAN, RR_FORM_MANAGED };

struct rr_constraint_def {
    const char *name; // without "constraints/"
    enum rr_constraint_form form;
    const char *effect; // N_(): what it does to this flow when it is in force
    const char *source; // document the row rests on
    const char
        *error;       // what the service says when it strikes; never translated, "" where not known
    const char *road; // N_(): what can be done without changing it
};

/* Row of the table; never NULL. */
const struct rr_constraint_def *rr_constraint_def(enum rr_constraint constraint);

/* The constraint of this name (with or without "constraints/"), or RR_CONSTRAINT_COUNT. */
enum rr_constraint rr_constraint_find(const char *name);

/* One rule of an effective policy. Texts and arrays are never NULL where the count is not 0. */
struct rr_constraint_rule {
    bool allow_all;
    bool deny_all;
    bool has_values;
    const char *const *allowed; // values.allowedValues
    size_t n_allowed;
    const char *const *denied; // values.deniedValues
    size_t n_denied;
    bool enforce;
    const char *const *subjects; // parameters.allowedMemberSubjects
    size_t n_subjects;
    const char *const *sets; // parameters.allowedPrincipalSets
    size_t n_sets;
};

/* An effective policy; no rules = the constraint's own default. */
struct rr_effective {
    const struct rr_constraint_rule *rules;
    size_t n_rules;
};

/* Does it keep `allUsers` out? For RR_CONSTRAINT_DOMAINS and RR_CONSTRAINT_MANAGED_MEMBERS only. */
bool rr_effective_blocks_all_users(enum rr_constraint constraint,
                                   const struct rr_effective *effective);

/*
 * List constraints: may `value` be used? Values may carry the prefix "is:". An effective policy without
 * rules allows everything.
 */
bool rr_effective_allows(const struct rr_effective *effective, const char *value);

/* Boolean and managed constraints: is it enforced? */
bool rr_effective_is_enforced(const struct rr_effective *effective);

/*
 * gcp.resourceLocations: may something be made in `region`? Understands "in:REGION-locations",
 * "is:REGION", bare regions and "in:asia-locations"-style groups by continent;
 * RR unknown value groups give `*is_sure` = false.
 */
bool rr_effective_allows_region(const struct rr_effective *effective,
                                const char *region,
                                bool *is_sure);

#endif
