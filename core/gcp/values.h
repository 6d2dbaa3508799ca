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

/* Principal access boundary policies that are bound to a project. */
struct rr_boundaries {
    const char *const *names;
    size_t n;
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
    const char *const *urls;     // every URL it answers at, without a slash at the end
    size_t n_urls;
    const char *const *audiences; // further audiences that it takes tokens for
    size_t n_audiences;
    const char *etag;
    const char *ready; // state of the condition Ready: "CONDITION_SUCCEEDED", ...; "" if not told
    const char *ready_reason;  // "HEALTH_CHECK_CONTAINER_ERROR", ...
    const char *ready_message; // for people, in Google's words
    bool is_default_url_off;
    int port; // 8080 when the answer names none
    bool is_invoker_check_off;
    bool is_iap_on;
};

/* How the last attempt of a Scheduler job ended. */
struct rr_attempt {
    const char *at;      // RFC 3339; "" = there was none
    int code;            // google.rpc.Code; 0 = it went well
    const char *message; // "" if none
};

#endif
