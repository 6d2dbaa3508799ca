/*
 * A job of Cloud Scheduler as this program makes, compares and repairs it. A plain value.
 * Source: cloudscheduler v1 Job; gcp-apis 10.4.
 */
#ifndef RUNREADY_SCHEDULE_H
#define RUNREADY_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/api.h"

/* Texts are never NULL; "" = not set, so that the service's default stands. */
struct rr_schedule {
    const char *cron;
    const char *time_zone; // "Asia/Tokyo"
    const char *uri;
    const char *method;       // "POST"
    const char *body;         // base64, as it travels
    const char *content_type; // header
    const char *account;      // e-mail that the token is for
    const char *audience;     // OIDC only
    const char *deadline;     // "180s"
    const char *retries;      // "0" to "5"
    const char *state;        // "ENABLED", "PAUSED"
    bool is_oauth;            // an access token for Google's APIs instead of an identity token
};

/* What can differ between two jobs; each is one leaf path of the API. */
enum rr_schedule_field {
    RR_SCHEDULE_CRON,
    RR_SCHEDULE_TIME_ZONE,
    RR_SCHEDULE_URI,
    RR_SCHEDULE_METHOD,
    RR_SCHEDULE_BODY,
    RR_SCHEDULE_CONTENT_TYPE,
    RR_SCHEDULE_ACCOUNT,
    RR_SCHEDULE_AUDIENCE,
    RR_SCHEDULE_DEADLINE,
    RR_SCHEDULE_RETRIES,
    RR_SCHEDULE_STATE,
    RR_SCHEDULE_FIELD_COUNT
};

/* "httpTarget.oidcToken.audience". Never translated. */
RR_API const char *rr_schedule_path(enum rr_schedule_field field, bool is_oauth);

/* For people, in the language of the moment: "audience". */
RR_API const char *rr_schedule_title(enum rr_schedule_field field);

RR_API const char *rr_schedule_text(const struct rr_schedule *schedule,
                                    enum rr_schedule_field field);

/* Sets one field; `text` is borrowed. */
RR_API void
rr_schedule_set(struct rr_schedule *schedule, enum rr_schedule_field field, const char *text);

/* All texts "". */
RR_API struct rr_schedule rr_schedule_empty(void);

#endif
