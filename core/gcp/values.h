/*
 * What the readers of this folder make of answers: plain values without a word of HTTP or JSON, so that
 * those who judge them need to know neither. Texts are never NULL.
 */
#ifndef RR_GCP_VALUES_H
#define RR_GCP_VALUES_H

#include <stdbool.h>
#include <stddef.h>

struct rr_project {
    const char *id;
    const char *number; // decimal text
    const char *name;   // display name
    const char *state;  // "ACTIVE", "DELETE_REQUESTED"
    const char *parent; // "folders/11", "organizations/22", "" without one
};

/* Nearest first, without the project itself; resource "folders/11" or "organizations/22". */
struct rr_ancestors {
    const char *const *resources;
    size_t n;
    bool has_organization;
};

struct rr_billing {
    const char *account; // "billingAccounts/…", "" if none
    bool is_enabled;
};

struct rr_account {
    const char *email;
    const char *display_name;
    bool is_disabled;
};

struct rr_repository {
    const char *format; // "DOCKER"
    const char *mode;
};

struct rr_run_service {
    const char *uri;             // "" until the first revision is ready
    const char *runtime_account; // "" when the answer names none
    const char *build_account;   // sticky from an earlier deploy, e-mail; "" if none
    const char *source_bucket;   // sticky bucket of the uploaded source; "" if none
    const char *ingress;         // "INGRESS_TRAFFIC_ALL", …
    int port;                    // 8080 when the answer names none
    bool is_invoker_check_off;
    bool is_iap_on;
};

#endif
