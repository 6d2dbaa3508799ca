/*
 * The account that a Scheduler calls as, and the URLs of a service. Pure.
 * Source: the guide's Scheduler section; gcp-apis 10.2, 14.3.
 */
#ifndef RR_POLICY_INVOKER_H
#define RR_POLICY_INVOKER_H

#include "runready/arena.h"

#define RR_INVOKER_ID    "cloud-scheduler-invoker"
#define RR_INVOKER_TITLE "Cloud Scheduler Invoker"

/* The dedicated account that builds, where one is wanted. */
#define RR_BUILDER_ID    "cloud-run-builder"
#define RR_BUILDER_TITLE "Cloud Run Builder"

/* The display name of an account that this program makes, by its e-mail. */
const char *rr_account_title(const char *email);

/* "cloud-run-builder@P.iam.gserviceaccount.com", with a domain's project as below. */
const char *rr_builder_email(struct rr_arena *arena, const char *project_id);

/* "cloud-scheduler-invoker@P.iam.gserviceaccount.com"; a domain's project "d.com:p" gives "...@p.d.com.iam...". */
const char *rr_invoker_email(struct rr_arena *arena, const char *project_id);

/* "service-N@gcp-sa-SERVICE.iam.gserviceaccount.com" */
const char *
rr_service_agent(struct rr_arena *arena, const char *project_number, const char *service);

/* "https://S-N.L.run.app", known before the service is; "" where S-N is longer than a DNS label. */
const char *rr_service_url(struct rr_arena *arena,
                           const char *service,
                           const char *project_number,
                           const char *region);

/* The part of a URL before its path: "https://host". Lives in `arena`. */
const char *rr_url_base(struct rr_arena *arena, const char *url);

#endif
