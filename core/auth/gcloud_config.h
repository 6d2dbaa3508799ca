/*
 * gcloud's configuration, read as gcloud reads it: environment, then the active configuration.
 * Never its credentials. Source: googlecloudsdk/core/config.py, properties.py,
 * configurations/named_configs.py (SDK 528).
 */
#ifndef RR_AUTH_GCLOUD_CONFIG_H
#define RR_AUTH_GCLOUD_CONFIG_H

#include <stdbool.h>

#include "core/util/env.h"

struct rr_gcloud_config;

/*
 * Reads $CLOUDSDK_CONFIG or ~/.config/gcloud. Missing files are normal; what cannot be read is told by
 * rr_gcloud_config_note. Owner: the caller, by rr_gcloud_config_free. `env` is copied; what it borrows
 * must outlive the result.
 */
struct rr_gcloud_config *rr_gcloud_config_new(const struct rr_env *env);
void rr_gcloud_config_free(struct rr_gcloud_config *config);

/*
 * CLOUDSDK_SECTION_PROPERTY, else the active configuration's value; "" when neither is there. Never
 * NULL; borrowed from `config` or the environment. `config` may be NULL (then "").
 */
const char *
rr_gcloud_property(const struct rr_gcloud_config *config, const char *section, const char *name);

/* A yes in gcloud's words (true, 1, on, yes, any case). */
bool rr_gcloud_property_bool(const struct rr_gcloud_config *config,
                             const char *section,
                             const char *name);

/* gcloud's folder; "" when neither CLOUDSDK_CONFIG nor HOME is set. */
const char *rr_gcloud_config_dir(const struct rr_gcloud_config *config);

/* Name of the active configuration ("default"), "" for NONE. */
const char *rr_gcloud_config_name(const struct rr_gcloud_config *config);

/* What is wrong with the configuration, for people; "" when nothing is. */
const char *rr_gcloud_config_note(const struct rr_gcloud_config *config);

#endif
