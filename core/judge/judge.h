/* Shared by the parts of the judge: the list of findings being built. */
#ifndef RR_JUDGE_JUDGE_H
#define RR_JUDGE_JUDGE_H

#include "core/judge/needs.h"
#include "core/observe/observed.h"
#include "core/policy/access.h"
#include "runready/finding.h"

struct rr_judge {
    const struct rr_context *context;
    const struct rr_observed *observed;
    struct rr_arena *arena;
    struct rr_finding *items;
    size_t n_items, cap_items;
    const char *build_member; // "serviceAccount:…", "" while nobody knows it
    const struct rr_standing *standings[RR_PLACE_COUNT]; // of the build member; NULL = not made yet
};

/* Appends a finding with all texts "" and required; the pointer is good until the next call. */
struct rr_finding *rr_judge_add(struct rr_judge *judge,
                                const char *id,
                                enum rr_station station,
                                enum rr_finding_state state);

/* Appends one line of evidence to a finding. */
void rr_judge_evidence(struct rr_judge *judge, struct rr_finding *finding, const char *format, ...)
    RR_PRINTF(3, 4);

/* Makes the finding unknown because of this fact: says why, which permission would help, who has it. */
void rr_judge_unknown(struct rr_judge *judge,
                      struct rr_finding *finding,
                      const struct rr_fact *fact);

/* Gives the finding its one remedy. */
void rr_judge_remedy(struct rr_judge *judge, struct rr_finding *finding, const char *step);

/* The id of the step that grants `role` by `kind`: "grant-project-role:roles/x". */
const char *rr_grant_step_id(struct rr_arena *arena, enum rr_step_kind kind, const char *role);

/* May `member` do what the need asks for, over every policy that counts for its place? */
struct rr_answer rr_judge_ask(struct rr_judge *judge, const char *member, enum rr_need need);

/* judge_roles.c: the checklist of the preset. */
void rr_judge_roles(struct rr_judge *judge);

/* What the build account stands on at a place; made once. */
const struct rr_standing *rr_judge_standing(struct rr_judge *judge, enum rr_need_place place);

/* judge_grants.c: what would close the gap of a row, smallest first. */
void rr_judge_choices(struct rr_judge *judge,
                      struct rr_finding *finding,
                      const struct rr_role_row *row);

/* judge_grants.c: roles of the build account that the flow does not need. */
void rr_judge_extra(struct rr_judge *judge);

/* judge_deny.c: deny policies and boundaries, as far as they were looked at. */
void rr_judge_deny(struct rr_judge *judge);

/* judge_access.c: who may call the service. */
void rr_judge_access(struct rr_judge *judge);

/* judge_scheduler.c: the Scheduler, its account and its job, where one is wanted. */
void rr_judge_scheduler(struct rr_judge *judge);

/* Blocks the finding where the organisation lets no service accounts be made; false where it does. */
bool rr_judge_block_new_account(struct rr_judge *judge, struct rr_finding *finding);

/* judge_policy.c: organisation policies that stand in the way of something else than access. */
void rr_judge_policies(struct rr_judge *judge);

/* Makes the finding blocked by this constraint: names it, the level that sets it, the error, the way round. */
void rr_judge_block(struct rr_judge *judge, struct rr_finding *finding, enum rr_constraint by);

/* Where the constraint's policy is set: "organizations/22", "" when it cannot be told. */
const char *rr_constraint_level(const struct rr_observed *observed, enum rr_constraint which);

/* Is the service (or job) there? NOT_KNOWN when it could not be read, or none is named. */
enum rr_verdict rr_service_exists(const struct rr_observed *observed);

/*
 * Is `allUsers` kept out? Names the constraint in `*by` when it is. NOT_KNOWN when that could not be
 * read; a project without organisation has no such policy.
 */
enum rr_verdict rr_all_users_blocked(const struct rr_observed *observed, enum rr_constraint *by);

/* Enforced? NOT_KNOWN when it could not be read. */
enum rr_verdict rr_constraint_enforced(const struct rr_observed *observed,
                                       enum rr_constraint which);

/* What is left to a person whose choice of access is blocked; lines in `arena`. */
const char *const *
rr_access_roads(const struct rr_observed *observed, struct rr_arena *arena, size_t *n);

/* May the caller do `permission` where a step of `kind` writes? */
enum rr_verdict
rr_caller_may(const struct rr_observed *observed, enum rr_step_kind kind, const char *permission);

/* judge_caller.c: what the caller may do. Call it last: it looks at the remedies. */
void rr_judge_caller(struct rr_judge *judge);

/* The kind a step id begins with; RR_STEP_KIND_COUNT for none. */
enum rr_step_kind rr_step_id_kind(const char *id);

#endif
