/* Parts of the gcloud script; private to core/export. */
#ifndef RR_EXPORT_GCLOUD_H
#define RR_EXPORT_GCLOUD_H

#include "core/util/buf.h"
#include "runready/plan.h"

/* " \\\n  --flag=VALUE", quoted. */
void rr_gcloud_flag(struct rr_buf *out, const char *flag, const char *value);

void rr_gcloud_service_grant(struct rr_buf *out,
                             const struct rr_plan *plan,
                             const struct rr_step *step);
void rr_gcloud_account(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step);
void rr_gcloud_switch(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step);
void rr_gcloud_deploy(struct rr_buf *out, const struct rr_step *step);
void rr_gcloud_schedule(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step);

#endif
