/* Parts of the gcloud commands; private to core/export. */
#ifndef RR_EXPORT_GCLOUD_H
#define RR_EXPORT_GCLOUD_H

#include "core/export/command.h"

/* What a command is about. */
struct rr_gcloud {
    const struct rr_plan *plan;
    const struct rr_step *step;
    enum rr_command what;
};

/* " \\\n  --flag=VALUE", quoted. */
void rr_gcloud_flag(struct rr_buf *out, const char *flag, const char *value);

/* "add-iam-policy-binding" and its kin. */
const char *rr_gcloud_grant_verb(enum rr_command what);

/* The end of a command on a policy, after the resource and where it is. */
void rr_gcloud_grant_end(struct rr_buf *out, const struct rr_gcloud *gcloud);

void rr_gcloud_service_grant(struct rr_buf *out, const struct rr_gcloud *gcloud);
void rr_gcloud_account(struct rr_buf *out, const struct rr_gcloud *gcloud);
void rr_gcloud_switch(struct rr_buf *out, const struct rr_gcloud *gcloud);
void rr_gcloud_deploy(struct rr_buf *out, const struct rr_gcloud *gcloud);
void rr_gcloud_schedule(struct rr_buf *out, const struct rr_gcloud *gcloud);

#endif
