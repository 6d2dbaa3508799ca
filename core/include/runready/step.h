/*
 * The kinds of change that this program knows, and the words for them.
 */
#ifndef RUNREADY_STEP_H
#define RUNREADY_STEP_H

#include <stdbool.h>
#include <stddef.h>

#include "runready/api.h"

/* In the order in which a plan carries them out. */
enum rr_step_kind {
    RR_STEP_ENABLE_SERVICES,
    RR_STEP_CREATE_REPOSITORY,
    RR_STEP_CREATE_SERVICE_ACCOUNT,
    RR_STEP_GRANT_PROJECT_ROLE,
    RR_STEP_GRANT_REPOSITORY_ROLE,
    RR_STEP_GRANT_ACCOUNT_ROLE,
    RR_STEP_DEPLOY,
    RR_STEP_ENABLE_IAP,
    RR_STEP_GRANT_SERVICE_ROLE, // on a Cloud Run service, or on a job of Cloud Run
    RR_STEP_ALLOW_PUBLIC,
    RR_STEP_DISABLE_INVOKER_CHECK,
    RR_STEP_CREATE_SCHEDULE,
    RR_STEP_UPDATE_SCHEDULE,
    RR_STEP_KIND_COUNT
};

enum rr_phase { RR_PHASE_PREPARE, RR_PHASE_DEPLOY, RR_PHASE_CONNECT, RR_PHASE_COUNT };
enum rr_risk { RR_RISK_LOW, RR_RISK_MEDIUM, RR_RISK_HIGH, RR_RISK_COUNT };

/* Words as in JSON. Never translated. */
RR_API const char *rr_step_kind_word(enum rr_step_kind kind);
RR_API bool rr_step_kind_parse(const char *word, enum rr_step_kind *out);
RR_API const char *rr_phase_word(enum rr_phase phase);
RR_API bool rr_phase_parse(const char *word, enum rr_phase *out);
RR_API const char *rr_risk_word(enum rr_risk risk);
RR_API bool rr_risk_parse(const char *word, enum rr_risk *out);

/* When a step of this kind is carried out; grants on projects, repositories and accounts come first. */
RR_API enum rr_phase rr_step_kind_phase(enum rr_step_kind kind);

/* The permissions that the caller needs for a step of this kind; *n of them. Source: gcp-apis 3.1, 5.3. */
RR_API const char *const *rr_step_kind_rights(enum rr_step_kind kind, size_t *n);

#endif
