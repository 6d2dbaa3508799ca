/*
 * Everything that was read for one context: facts with their values. Built by gather, immutable
 * afterwards; all memory lives in its arena.
 */
#ifndef RR_OBSERVE_OBSERVED_H
#define RR_OBSERVE_OBSERVED_H

#include "core/gcp/values.h"
#include "core/policy/constraint.h"
#include "core/policy/deny.h"
#include "core/policy/policy.h"
#include "core/policy/role.h"
#include "runready/context.h"
#include "runready/fact.h"
#include "runready/observed.h"
#include "runready/schedule.h"

/* What is read; each is a row of the gather table (gather.c), some with several facts. */
enum rr_read {
    RR_READ_PROJECT,
    RR_READ_ANCESTRY,
    RR_READ_BILLING,
    RR_READ_SERVICES,
    RR_READ_PROJECT_POLICY,
    RR_READ_REPOSITORY,
    RR_READ_REPOSITORY_POLICY,
    RR_READ_SERVICE,
    RR_READ_SERVICE_POLICY,
    RR_READ_BUILD_DEFAULT,
    RR_READ_BUILD_ACCOUNT,
    RR_READ_RUNTIME_ACCOUNT,
    RR_READ_RUNTIME_POLICY,
    RR_READ_BUCKET,
    RR_READ_BUCKET_POLICY,
    RR_READ_CONSTRAINT, // one for each row of the constraint table
    RR_READ_CALLER_PROJECT,
    RR_READ_CALLER_REPOSITORY,
    RR_READ_CALLER_RUNTIME,
    RR_READ_CALLER_BUILD,
    RR_READ_CALLER_SERVICE,
    RR_READ_LEVEL_CONSTRAINTS, // policies set at the project itself and at each level above it
    // Only where a Scheduler is to call:
    RR_READ_INVOKER, // the account it calls as
    RR_READ_CALLER_INVOKER,
    RR_READ_SCHEDULER_LOCATIONS,
    RR_READ_SCHEDULES,
    RR_READ_ANCESTOR_POLICY, // one for each folder and the organisation
    RR_READ_DENY_LIST,       // the same and the project; only where the context wants depth
    RR_READ_DENY_POLICY,     // one for each that the lists name
    RR_READ_BOUNDARY,        // only where the context wants depth
    RR_READ_ROLE,            // one for each role that the built-in data cannot answer for
    RR_READ_COUNT
};

struct rr_read_facts {
    struct rr_fact *items;
    size_t n;
};

struct rr_granted {
    const char *const *permissions;
    size_t n;
};

/* Names of the constraints that have a policy set at one level, and those of them that it takes from above. */
struct rr_level_constraints {
    const char *const *names; // "iam.allowedPolicyMemberDomains", "custom.noPublicRun"
    size_t n;
};

/* A job of Cloud Scheduler as it was found. */
struct rr_found_schedule {
    const char *name; // "projects/P/locations/L/jobs/J"
    struct rr_schedule value;
    struct rr_attempt attempt;
};

struct rr_observed {
    struct rr_arena arena;
    struct rr_context context; // copied
    int64_t made_at_s;
    const struct rr_roles *roles;

    struct rr_read_facts reads[RR_READ_COUNT];
    struct rr_fact *facts; // all of them, in the order of the table, once gathering has ended
    size_t n_facts;

    // Values; meaningful only where the fact is known.
    struct rr_project project;
    const char *builder; // cloud-run-builder@P.iam.gserviceaccount.com, whether it is there or not
    const char *compute_default; // N-compute@developer.gserviceaccount.com
    struct rr_ancestors ancestors;
    struct rr_billing billing;
    const char **services; // enabled
    size_t n_services, cap_services;
    struct rr_policy project_policy;
    struct rr_repository repository;
    struct rr_policy repository_policy;
    struct rr_run_service service;
    struct rr_policy service_policy;
    const char *build_default; // "" = Cloud Build names no default account
    struct rr_account build_account;
    struct rr_account runtime_account;
    struct rr_policy runtime_policy;
    const char *bucket_owner;
    struct rr_policy bucket_policy;
    struct rr_effective constraints[RR_CONSTRAINT_COUNT];
    struct rr_granted caller_project;
    struct rr_granted caller_repository;
    struct rr_granted caller_runtime;
    struct rr_granted caller_build;
    struct rr_granted caller_service;
    struct rr_granted caller_invoker;
    struct rr_level_constraints *level_constraints; // the project first, then its ancestors
    struct rr_account invoker;
    const char *const *scheduler_locations;
    size_t n_scheduler_locations;
    struct rr_found_schedule *schedules;
    size_t n_schedules, cap_schedules;
    struct rr_policy *ancestor_policies;
    struct rr_deny_level *denies; // of the project and what is above it; none = not looked at
    size_t n_denies;
    struct rr_boundaries boundaries;
    struct rr_live_role *roles_read;
    size_t n_roles_read;
};

/* The fact of a read with a single one; never NULL (pending when it was not asked). */
const struct rr_fact *rr_observed_fact(const struct rr_observed *observed, enum rr_read read);

/* Is the value of this read there? */
bool rr_observed_has(const struct rr_observed *observed, enum rr_read read);

bool rr_observed_service_is_on(const struct rr_observed *observed, const char *service);

/*
 * E-mail of the account that builds: the one given, the one an earlier deploy fixed, or Cloud Build's
 * default. "" when it is not known or there is none (see the fact of RR_READ_BUILD_DEFAULT).
 */
const char *rr_observed_build_account(const struct rr_observed *observed);

/* E-mail of the account the service runs as; "" when it is not known. */
const char *rr_observed_runtime_account(const struct rr_observed *observed);

/* Known to have neither folder nor organisation above it: nothing is inherited, and no organisation policy can be set. */
bool rr_observed_is_alone(const struct rr_observed *observed);

/* "projects/P/locations/L/services/S", or "…/jobs/S" for a pipeline; "" without a name. */
const char *rr_observed_target(const struct rr_observed *observed, struct rr_arena *arena);

/* E-mail of the account that the Scheduler is to call as; "" while the project's id is not known. */
const char *rr_observed_invoker(const struct rr_observed *observed, struct rr_arena *arena);

/*
 * Where Scheduler jobs go: the deploy's region, or the nearest location that the Scheduler has where
 * that is known. Source: gcp-apis 10.6.
 */
const char *rr_observed_scheduler_location(const struct rr_observed *observed);

/*
 * Base URL of the service: what it answers at, or where it will once it is deployed; "" when that
 * cannot be known before.
 */
const char *rr_observed_url(const struct rr_observed *observed, struct rr_arena *arena);

/* Name of the bucket with the uploaded source. */
const char *rr_observed_bucket(const struct rr_observed *observed, struct rr_arena *arena);

/* The permissions the caller was asked about on the project, for preflight; n of them. */
const char *const *rr_caller_permissions(size_t *n);

enum rr_verdict { RR_NO, RR_YES, RR_NOT_KNOWN };

/* May the caller do `permission` on the project? UNKNOWN when it was not asked or the answer is not there. */
enum rr_verdict rr_observed_caller_may(const struct rr_observed *observed, const char *permission);

/* The same on a single resource, whose own answer adds to the project's. */
enum rr_verdict rr_observed_caller_may_on(const struct rr_observed *observed,
                                          enum rr_read read,
                                          const char *permission);

#endif
