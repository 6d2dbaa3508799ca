/*
 * What a deploy from source needs, by permission, and the presets: which role is asked for what.
 * Tables; each row names its source.
 */
#ifndef RR_JUDGE_NEEDS_H
#define RR_JUDGE_NEEDS_H

#include <stddef.h>

#include "runready/context.h"
#include "runready/finding.h"
#include "runready/step.h"

/* A set of permissions that must all be held, and where. Source: gcp-apis 4.3. */
enum rr_need {
    RR_NEED_LOG,
    RR_NEED_PUSH,
    RR_NEED_SOURCE_READ,
    RR_NEED_OBJECT_WRITE,
    RR_NEED_RUN_DEPLOY,
    RR_NEED_RUN_IAM,
    RR_NEED_ACT_AS,
    RR_NEED_INVOKE,
    RR_NEED_RUN_JOB,
    RR_NEED_ID_TOKEN,
    RR_NEED_ACCESS_TOKEN,
    RR_NEED_COUNT
};

/* The resource below the project whose policy also counts. */
enum rr_need_place {
    RR_PLACE_PROJECT,
    RR_PLACE_REPOSITORY,
    RR_PLACE_BUCKET,
    RR_PLACE_RUNTIME, // the account that the service runs as
    RR_PLACE_SERVICE,
    RR_PLACE_COUNT
};

struct rr_need_def {
    const char *const *permissions;
    size_t n_permissions;
    enum rr_need_place place;
};

const struct rr_need_def *rr_need_def(enum rr_need need);

enum { RR_ROW_NEEDS_MAX = 3 };

/* One line of the checklist: a role, what it is for, and the needs it stands for. */
struct rr_role_row {
    const char *id; // of the finding
    enum rr_station station;
    const char *role;
    const char *title;       // N_: the role's job in this flow
    const char *why;         // N_: what happens without it
    const char *would_say;   // the error text that its absence causes; never translated
    enum rr_step_kind grant; // where the preset grants it
    enum rr_risk risk;
    const char *risk_text; // N_, "" for low
    enum rr_need needs[RR_ROW_NEEDS_MAX];
    size_t n_needs;
    bool adds_run_iam; // RUN_IAM too, where the service is to be public
};

/* Rows of a preset, in the order of the checklist. */
const struct rr_role_row *rr_preset_rows(enum rr_preset preset, size_t *n);

/* The row of this preset that grants `role` by a step of `kind`; NULL if none. */
const struct rr_role_row *
rr_preset_row(enum rr_preset preset, const char *role, enum rr_step_kind kind);

/* An API that the flow needs. Source: gcp-apis 6.1. */
struct rr_service_row {
    const char *name;  // "run.googleapis.com"
    const char *title; // "Cloud Run"; never translated
    enum rr_station station;
    unsigned only_for; // bits of rr_access_choice that need it; 0 = always
};

const struct rr_service_row *rr_service_rows(size_t *n);

/* Roles that commonly hold a permission, for people: "roles/owner, roles/resourcemanager.projectIamAdmin"; "" if not listed. */
const char *rr_usual_roles(const char *permission);

#endif
