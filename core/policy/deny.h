/*
 * Deny policies: what they take away. Pure.
 * Source: IAM v2 DenyRule (gcp-apis 4.7): a rule applies to principals that it names and does not
 * except, for permissions that it names and does not except, while its condition holds; it takes away
 * whatever any allow policy gives.
 */
#ifndef RR_POLICY_DENY_H
#define RR_POLICY_DENY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/policy/member.h"
#include "core/policy/policy.h"

struct rr_names {
    const char *const *items;
    size_t n;
};

/* Texts are never NULL. */
struct rr_deny_rule {
    struct rr_names principals;        // "principalSet://goog/public:all", "principal://…"
    struct rr_names except_principals; // none of them is denied
    struct rr_names
        permissions; // "run.googleapis.com/services.create", "run.googleapis.com/services.*"
    struct rr_names except_permissions;
    struct rr_condition condition; // denialCondition
};

struct rr_deny_policy {
    const char
        *name; // "policies/cloudresourcemanager.googleapis.com%2Fprojects%2F1/denypolicies/x"
    const char *title; // displayName, or the last part of the name
    const struct rr_deny_rule *rules;
    size_t n_rules;
    bool is_known; // false: its rules could not be read, so it may deny anything
};

/* The deny policies that are attached to a project, folder or organisation. */
struct rr_deny_level {
    const char *resource; // "projects/p", "folders/11"
    const char *title;    // for people
    const struct rr_deny_policy *policies;
    size_t n_policies;
    bool is_known;      // false: which there are could not be read
    bool is_read_error; // not read because the network or the service failed
};

/*
 * Is `permission` ("run.services.create") among the names of a deny rule? A name is
 * SERVICE.googleapis.com/TYPE.VERB, where "*" stands for any type or verb.
 */
bool rr_deny_names_permission(const struct rr_names *names, const char *permission);

/* Is the member among the principals? MAYBE through groups and sets. */
enum rr_match rr_deny_names_member(const struct rr_names *names, const struct rr_member *member);

/*
 * Does the rule take this permission from the member, were its condition to hold? YES, NO, or MAYBE
 * where a group or set may hold the member, on either side.
 */
enum rr_match rr_deny_rule_takes(const struct rr_deny_rule *rule,
                                 const struct rr_member *member,
                                 const char *permission);

#endif
