/*
 * Service accounts, and which of them builds.
 * Source: iam v1 projects.serviceAccounts.get; cloudbuild v1 projects.locations.getDefaultServiceAccount.
 */
#ifndef RR_GCP_ACCOUNT_H
#define RR_GCP_ACCOUNT_H

#include "core/gcp/call.h"
#include "runready/arena.h"

struct rr_account {
    const char *email;
    const char *display_name;
    bool is_disabled;
};

/* By e-mail, in whatever project it lives. 404 = it does not exist. */
struct rr_call rr_account_get(struct rr_arena *arena, const char *email);
struct rr_account rr_account_read(struct json_object *json, struct rr_arena *arena);

/* The default build account as a deploy in `region` gets it. */
struct rr_call
rr_build_account_get(struct rr_arena *arena, const char *project, const char *region);

/* Its e-mail: the answer's field is a resource name or an e-mail; "" when no default applies. */
const char *rr_build_account_read(struct json_object *json, struct rr_arena *arena);

enum rr_account_form {
    RR_ACCOUNT_COMPUTE_DEFAULT, // N-compute@developer.gserviceaccount.com
    RR_ACCOUNT_LEGACY_BUILD,    // N@cloudbuild.gserviceaccount.com
    RR_ACCOUNT_OTHER
};

enum rr_account_form rr_account_form(const char *email);

#endif
