/*
 * Where each API of Google Cloud lives, and what may be put in its place.
 */
#ifndef RR_GCP_ENDPOINT_H
#define RR_GCP_ENDPOINT_H

#include <stdbool.h>

#include "core/net/url.h"
#include "core/util/buf.h"
#include "core/util/env.h"
#include "runready/err.h"

enum rr_api {
    RR_API_RESOURCEMANAGER,
    RR_API_CLOUDBUILD,
    RR_API_IAM,
    RR_API_ARTIFACTREGISTRY,
    RR_API_RUN,
    RR_API_SCHEDULER,
    RR_API_ORGPOLICY,
    RR_API_SERVICEUSAGE,
    RR_API_BILLING,
    RR_API_STORAGE,
    RR_API_IAMCREDENTIALS,
    RR_API_LOGGING,
    RR_API_POLICYTROUBLESHOOTER,
    RR_API_COUNT
};

/* One row of the table of APIs. */
struct rr_api_def {
    const char *name;         // "run": for the activity log
    const char *service;      // "run.googleapis.com": host, and name for Service Usage
    const char *variable;     // suffix of CLOUDSDK_API_ENDPOINT_OVERRIDES_
    bool needs_quota_project; // with a person's credentials (x-goog-user-project)
};

const struct rr_api_def *rr_api_def(enum rr_api api);

struct rr_endpoint {
    char base[RR_URL_MAX]; // "https://run.googleapis.com", no slash at the end
    bool is_loopback;
    bool is_override;
};

struct rr_endpoints {
    struct rr_endpoint of[RR_API_COUNT];
};

/*
 * The real hosts, each replaced by CLOUDSDK_API_ENDPOINT_OVERRIDES_<API> where that is set. Storage's
 * may end in /storage/v1/, as gcloud wants it.
 * Errors: RR_BAD_INPUT naming the variable: no URL, plain http to another machine, a user part, a
 *         query, a path.
 */
RR_MUST_CHECK bool
rr_endpoints_from_env(struct rr_endpoints *out, const struct rr_env *env, struct rr_err *err);

/* Every API at one base URL ("http://127.0.0.1:8080/"). Errors: as above. */
RR_MUST_CHECK bool rr_endpoints_all(struct rr_endpoints *out, const char *base, struct rr_err *err);

/*
 * Appends the URL of a call. `path` begins with "/" and is percent-encoded already, as is `query`
 * (without "?", may be NULL). Storage's path has its "/storage/v1" in it.
 */
void rr_endpoint_url(const struct rr_endpoints *endpoints,
                     enum rr_api api,
                     const char *path,
                     const char *query,
                     struct rr_buf *out);

bool rr_endpoints_is_loopback(const struct rr_endpoints *endpoints, enum rr_api api);

/* Is each of them on this machine? Only then may calls go without a token. */
bool rr_endpoints_are_loopback(const struct rr_endpoints *endpoints);

#endif
