/*
 * The table of APIs and the rules for replacing an address. A token goes to Google's own hosts, to
 * this machine, or over https to a host the person named; never in the clear to another machine.
 */
#include "config.h"

#include "core/gcp/endpoint.h"

#include <stdio.h>

#include "core/net/url.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

/* Source: gcp-apis 0.2 and 12.11; variables: googlecloudsdk/core/properties.py (SDK 528). */
static const struct rr_api_def apis[] = {
    [RR_API_RESOURCEMANAGER] = {"cloudresourcemanager", "cloudresourcemanager.googleapis.com",
                                "CLOUDRESOURCEMANAGER", false},
    [RR_API_CLOUDBUILD] = {"cloudbuild", "cloudbuild.googleapis.com", "CLOUDBUILD", false},
    [RR_API_IAM] = {"iam", "iam.googleapis.com", "IAM", false},
    [RR_API_ARTIFACTREGISTRY] = {"artifactregistry", "artifactregistry.googleapis.com",
                                 "ARTIFACTREGISTRY", false},
    [RR_API_RUN] = {"run", "run.googleapis.com", "RUN", false},
    [RR_API_SCHEDULER] = {"cloudscheduler", "cloudscheduler.googleapis.com", "CLOUDSCHEDULER",
                          false},
    [RR_API_ORGPOLICY] = {"orgpolicy", "orgpolicy.googleapis.com", "ORGPOLICY", true},
    [RR_API_SERVICEUSAGE] = {"serviceusage", "serviceusage.googleapis.com", "SERVICEUSAGE", false},
    [RR_API_BILLING] = {"cloudbilling", "cloudbilling.googleapis.com", "CLOUDBILLING", true},
    [RR_API_STORAGE] = {"storage", "storage.googleapis.com", "STORAGE", false},
    [RR_API_IAMCREDENTIALS] = {"iamcredentials", "iamcredentials.googleapis.com", "IAMCREDENTIALS",
                               false},
    [RR_API_LOGGING] = {"logging", "logging.googleapis.com", "LOGGING", false},
    [RR_API_POLICYTROUBLESHOOTER] = {"policytroubleshooter", "policytroubleshooter.googleapis.com",
                                     "POLICYTROUBLESHOOTER", true},
};
_Static_assert(sizeof apis / sizeof *apis == RR_API_COUNT, "one row for each API");

const struct rr_api_def *rr_api_def(enum rr_api api)
{
    return &apis[api];
}

/* Why a URL may not stand for an API, or NULL; then `out` is filled. */
static const char *read_base(const char *text, bool is_storage, struct rr_endpoint *out)
{
    struct rr_url url;
    const char *fault = rr_url_read_safe(text, &url);
    if (fault != NULL)
        return fault;
    // gcloud's own default for Storage has its version in it.
    bool is_known_path =
        *url.path == '\0' || rr_str_eq(url.path, "/") ||
        (is_storage && (rr_str_eq(url.path, "/storage/v1/") || rr_str_eq(url.path, "/storage/v1")));
    if (!is_known_path)
        return N_("It must be the bare address, without a path or a version.");
    snprintf(out->base, sizeof out->base, "%s", url.origin);
    out->is_loopback = url.is_loopback;
    return NULL;
}

static bool override(
    struct rr_endpoint *out, enum rr_api api, const char *name, const char *url, struct rr_err *err)
{
    struct rr_endpoint fresh = {.is_override = true};
    const char *fault = read_base(url, api == RR_API_STORAGE, &fresh);
    if (fault != NULL) {
        rr_err_set(err, RR_BAD_INPUT, _("%s cannot be used as the address of an API"), name);
        // The value itself may hold a password.
        return rr_err_detail(err, "%s", _(fault));
    }
    *out = fresh;
    return true;
}

static void set_real(struct rr_endpoint *out, enum rr_api api)
{
    *out = (struct rr_endpoint){0};
    snprintf(out->base, sizeof out->base, "https://%s", apis[api].service);
}

bool rr_endpoints_from_env(struct rr_endpoints *out, const struct rr_env *env, struct rr_err *err)
{
    struct rr_endpoints fresh;
    for (int api = 0; api < RR_API_COUNT; api++) {
        char name[64];
        snprintf(name, sizeof name, "CLOUDSDK_API_ENDPOINT_OVERRIDES_%s", apis[api].variable);
        const char *url = rr_env_get(env, name);
        set_real(&fresh.of[api], (enum rr_api)api);
        if (url != NULL && !override(&fresh.of[api], (enum rr_api)api, name, url, err))
            return false;
    }
    *out = fresh;
    return true;
}

bool rr_endpoints_all(struct rr_endpoints *out, const char *base, struct rr_err *err)
{
    struct rr_endpoint one;
    if (!override(&one, RR_API_RUN, base, base, err))
        return false;
    for (int api = 0; api < RR_API_COUNT; api++)
        out->of[api] = one;
    return true;
}

void rr_endpoint_url(const struct rr_endpoints *endpoints,
                     enum rr_api api,
                     const char *path,
                     const char *query,
                     struct rr_buf *out)
{
    rr_buf_add(out, endpoints->of[api].base);
    rr_buf_add(out, path);
    if (!rr_str_is_empty(query)) {
        rr_buf_addc(out, '?');
        rr_buf_add(out, query);
    }
}

bool rr_endpoints_is_loopback(const struct rr_endpoints *endpoints, enum rr_api api)
{
    return endpoints->of[api].is_loopback;
}

bool rr_endpoints_are_loopback(const struct rr_endpoints *endpoints)
{
    for (int api = 0; api < RR_API_COUNT; api++)
        if (!endpoints->of[api].is_loopback)
            return false;
    return true;
}
