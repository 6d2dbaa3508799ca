/* The table of everything that is served: one row a method. */
#ifndef RR_SANDBOX_ROUTE_H
#define RR_SANDBOX_ROUTE_H

#include "sandbox/call.h"

#define SB_CRM         "cloudresourcemanager.googleapis.com"
#define SB_IAM         "iam.googleapis.com"
#define SB_CREDENTIALS "iamcredentials.googleapis.com"
#define SB_USAGE       "serviceusage.googleapis.com"
#define SB_BUILD       "cloudbuild.googleapis.com"
#define SB_REGISTRY    "artifactregistry.googleapis.com"
#define SB_RUN         "run.googleapis.com"
#define SB_SCHEDULER   "cloudscheduler.googleapis.com"
#define SB_ORGPOLICY   "orgpolicy.googleapis.com"
#define SB_BILLING     "cloudbilling.googleapis.com"
#define SB_STORAGE     "storage.googleapis.com"
#define SB_LOGGING     "logging.googleapis.com"

enum sb_route_flag {
    SB_MAY_MISS = 1, // the handler runs even when the resource does not exist
    SB_RAW = 2,      // the body is not JSON
    SB_OPEN = 4,     // outside the APIs: no sign-in, no enablement, any query
    SB_ON_PARENT = 8 // the path names a collection: the permission is asked on its project
};

struct sb_route {
    const char *method;
    const char *path;       // "/v1/projects/{project}/serviceAccounts/{account}:getIamPolicy"
    const char *service;    // SB_…, "" for none
    const char *permission; // asked of the caller; "" for none, or asked by the handler
    enum sb_kind kind;      // what the path names
    unsigned flags;
    void (*handle)(struct sb_call *call);
    const char *query; // allowed parameters, "a,b"; the general ones always are
    const char *body;  // allowed fields (see fields.h); NULL = no body, or an empty one
};

/* The row for the call's method and path, with the variables filled in; NULL if there is none. */
const struct sb_route *sb_route_find(struct sb_call *call);

/* Does `path` fit the template? Fills vars (at most 8). */
bool sb_route_fits(struct rr_arena *arena,
                   const char *path_template,
                   const char *path,
                   struct sb_pair *vars,
                   size_t *n_vars);

/* Serves a call from sign-in to answer. The world's lock is held. */
void sb_route_serve(struct sb_call *call);

extern const struct sb_route sb_routes[]; // ends with a NULL method

#endif
