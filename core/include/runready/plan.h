/*
 * A plan: the steps that would make the project ready, bound to what was observed. A value: it can
 * be printed, stored, compared. Nothing in it was carried out.
 */
#ifndef RUNREADY_PLAN_H
#define RUNREADY_PLAN_H

#include <stdint.h>

#include "runready/arena.h"
#include "runready/context.h"
#include "runready/err.h"
#include "runready/finding.h"
#include "runready/observed.h"
#include "runready/power.h"
#include "runready/schedule.h"
#include "runready/step.h"

/* A binding of the step's role as it stood when the plan was made: members and condition. */
struct rr_step_binding {
    const char *const *members;
    size_t n_members;
    const char *condition_title; // "" = no condition
    const char *condition_expression;
};

/* Texts are never NULL, "" where they do not apply. */
struct rr_step {
    const char *id; // "enable-services", "create-repository", "grant-project-role:roles/run.admin"
    enum rr_step_kind kind;
    bool is_undo; // takes back what a step of this kind did
    enum rr_phase phase;
    enum rr_risk risk;
    // "projects/p", "projects/p/locations/l/repositories/r", "projects/p/serviceAccounts/e"
    const char *resource;
    const char *why;
    const char *risk_text;       // what could go wrong, or what power is given; "" for low
    const char *role;            // grants
    const char *member;          // grants
    const char *const *services; // enable-services: those that are off now
    size_t n_services;
    const char *const *needs; // step ids
    size_t n_needs;
    const char *const *rights; // permissions that the caller needs for it
    size_t n_rights;
    const struct rr_step_binding *before; // grants: every binding of the role on the resource
    size_t n_before;
    const struct rr_schedule *schedule;        // create-, update-schedule: as it shall be
    const struct rr_schedule *schedule_before; // update-schedule: as it stood
    unsigned fields;            // update-schedule: bits of rr_schedule_field, what is written
    const char *const *command; // deploy: the program and its arguments
    size_t n_command;
};

/* A step that cannot be carried out as things are. */
struct rr_blocked {
    const char *step; // its id; "" when no single step is meant
    const char *by;   // "permission:resourcemanager.projects.setIamPolicy", "constraint:iam.…"
    const char *why;
    const char *const *roads; // what can be done instead
    size_t n_roads;
};

/* What a resource looked like: its policy's etag, or "absent", or a state word. */
struct rr_base {
    const char *resource;
    const char *mark;
};

struct rr_plan {
    struct rr_context context;
    const char *undoes; // the run that it takes back; NULL or "" = none
    const char *project_id;
    const char *project_number;
    const char *build_account;
    const char *runtime_account;
    int64_t made_at_s;           // seconds since 1970
    const struct rr_step *steps; // in an order that can be carried out
    size_t n_steps;
    const struct rr_base *base;
    size_t n_base;
    const struct rr_blocked *blocked;
    size_t n_blocked;
    bool is_complete; // false: more will be known after these steps (APIs are still off)
};

/* The step with this id, or NULL. */
RR_API const struct rr_step *rr_plan_find(const struct rr_plan *plan, const char *id);

/* The blocked entry for this step id, or NULL. */
RR_API const struct rr_blocked *rr_plan_blocks(const struct rr_plan *plan, const char *id);

/* Makes the plan that closes the findings' gaps. Pure. Results live in `arena`. */
RR_API struct rr_plan rr_plan_make(const struct rr_context *context,
                                   const struct rr_observed *observed,
                                   const struct rr_findings *findings,
                                   struct rr_arena *arena);

/* The same with the deploy in it, whether something waits for it or not. */
RR_API struct rr_plan rr_plan_make_deploy(const struct rr_context *context,
                                          const struct rr_observed *observed,
                                          const struct rr_findings *findings,
                                          struct rr_arena *arena);

/*
 * Keeps the steps that `only` names (ids or kinds; n 0 = all) and drops those that `skip` names; what
 * needs a dropped step goes with it.
 * Errors: RR_BAD_INPUT for a word that is neither a kind nor the id of a step of this plan.
 */
RR_API RR_MUST_CHECK bool rr_plan_select(struct rr_plan *plan,
                                         const char *const *only,
                                         size_t n_only,
                                         const char *const *skip,
                                         size_t n_skip,
                                         struct rr_arena *arena,
                                         struct rr_err *err);

/*
 * Does a plan made earlier still fit what is there now? Steps that somebody carried out meanwhile
 * stay (apply finds them already there).
 * Errors: RR_STALE, naming what moved.
 */
RR_API RR_MUST_CHECK bool rr_plan_check_base(const struct rr_plan *plan,
                                             const struct rr_context *context,
                                             const struct rr_observed *now,
                                             struct rr_err *err);

/*
 * What the grants of a plan would let their members newly do, for each member and worst first. What
 * `observed` proves to be held already is left out; with NULL (a plan read from a file) all that the
 * roles permit counts as new. Pure. Results live in `arena`.
 */
RR_API struct rr_powers rr_plan_power(const struct rr_plan *plan,
                                      const struct rr_observed *observed,
                                      struct rr_arena *arena);

/* These in words for people, worst first; "" where nothing is new. Lives in `arena`. */
RR_API const char *rr_powers_text(const struct rr_powers *powers, struct rr_arena *arena);

/* The plan as text for people, and as its JSON file. Results live in `arena`. */
RR_API const char *rr_plan_text(const struct rr_plan *plan, struct rr_arena *arena);
RR_API const char *rr_plan_write_json(const struct rr_plan *plan, struct rr_arena *arena);

/*
 * Reads a plan file. Errors: RR_BAD_INPUT when it is no plan, of another version, edited by hand or
 * holds names that are not allowed.
 */
RR_API RR_MUST_CHECK bool rr_plan_read_json(
    const char *bytes, size_t n, struct rr_plan *out, struct rr_arena *arena, struct rr_err *err);

#endif
