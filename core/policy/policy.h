/*
 * An allow policy as the domain sees it: pure data, for judging only. Writing patches the JSON that
 * was read (core/gcp/iam_policy), so that nothing this struct does not know is ever lost.
 * Source: google.iam.v1.Policy.
 */
#ifndef RR_POLICY_POLICY_H
#define RR_POLICY_POLICY_H

#include <stdbool.h>
#include <stddef.h>

/* Texts are never NULL. */
struct rr_condition {
    const char *title;
    const char *description;
    const char *expression; // CEL; "" = no condition at all
};

struct rr_binding {
    const char *role;
    const char *const *members;
    size_t n_members;
    struct rr_condition condition;
};

struct rr_policy {
    int version;
    const char *etag;
    const struct rr_binding *bindings;
    size_t n_bindings;
};

bool rr_binding_has_condition(const struct rr_binding *binding);

/* The first binding of `role` without a condition that lists `member`; NULL if none. */
const struct rr_binding *
rr_policy_find(const struct rr_policy *policy, const char *role, const char *member);

#endif
