/*
 * The one handle a front end gets: network, sign-in, endpoints, clock and journal folder.
 *
 *   gather facts -> judge findings -> make a plan -> apply confirmed steps
 *
 * A session is driven by the thread that calls it; only rr_session_cancel may come from another
 * thread or a signal handler.
 */
#ifndef RUNREADY_SESSION_H
#define RUNREADY_SESSION_H

#include "runready/fact.h"
#include "runready/finding.h"
#include "runready/plan.h"
#include "runready/run.h"

struct rr_session;
struct rr_observed; // everything that was read, immutable after gathering

/* One line for the activity log; borrowed during the call. Never holds a token. */
struct rr_activity {
    const char *method;
    const char *api; // "cloudresourcemanager"
    const char *path;
    int status; // 0 = no answer
    int64_t ms;
    int attempt;     // 1 = the first
    int64_t wait_ms; // > 0: will be tried again after this long
};

struct rr_session_options {
    const char *
        loopback; // base URL of a stand-in for every API, without sign-in; NULL = the real ones, or the environment's overrides
    const char *journal_dir; // NULL = $XDG_STATE_HOME/runready/journal
    void (*activity)(void *data, const struct rr_activity *activity); // may be NULL
    void *data;
};

/*
 * Errors: RR_BAD_INPUT for an endpoint override that is not allowed, RR_FILE.
 * Owner: the caller, by rr_session_free.
 */
RR_API RR_MUST_CHECK struct rr_session *rr_session_new(const struct rr_session_options *options,
                                                       struct rr_err *err);
RR_API void rr_session_free(struct rr_session *session);

/* Ends what is running as soon as it can be ended. Async-signal-safe; any thread. */
RR_API void rr_session_cancel(struct rr_session *session);

/* How the session is signed in, for people ("access token from file ..."); "" until the first call. */
RR_API const char *rr_session_sign_in(const struct rr_session *session);

/* Told as each fact becomes known. */
typedef void rr_fact_fn(void *data, const struct rr_fact *fact);

/*
 * Reads everything the context needs, all at once where it does not depend on each other.
 * Errors: only those that make reading pointless (RR_NOT_SIGNED_IN, RR_CANCELLED, RR_BAD_INPUT);
 * everything else is in the facts.
 * Owner: the caller, by rr_observed_free. NULL on failure.
 */
RR_API RR_MUST_CHECK struct rr_observed *rr_gather(struct rr_session *session,
                                                   const struct rr_context *context,
                                                   rr_fact_fn *fact_fn,
                                                   void *data,
                                                   struct rr_err *err);
RR_API void rr_observed_free(struct rr_observed *observed);
RR_API const struct rr_fact *rr_observed_facts(const struct rr_observed *observed, size_t *n);

/* What is known of the project; texts "" where it is not. Borrowed from `observed`. */
struct rr_project_view {
    const char *id;
    const char *number;
    const char *name;
    const char *state;
    const char *parent;
    const char *region;
    const char *build_account;
    const char *runtime_account;
};
RR_API struct rr_project_view rr_observed_project(const struct rr_observed *observed);

/* Judges what was observed against the choices. Pure. Results live in `arena`. */
RR_API struct rr_findings rr_judge(const struct rr_context *context,
                                   const struct rr_observed *observed,
                                   struct rr_arena *arena);

/* Makes the plan that closes the findings' gaps. Pure. Results live in `arena`. */
RR_API struct rr_plan rr_plan_make(const struct rr_context *context,
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

/* The plan as text for people, as its JSON file, and as a gcloud script. Result lives in `arena`. */
RR_API const char *rr_plan_text(const struct rr_plan *plan, struct rr_arena *arena);
RR_API const char *rr_plan_write_json(const struct rr_plan *plan, struct rr_arena *arena);
RR_API const char *rr_plan_gcloud(const struct rr_plan *plan, struct rr_arena *arena);

/*
 * Reads a plan file. Errors: RR_BAD_INPUT when it is no plan, of another version, edited by hand or
 * holds names that are not allowed.
 */
RR_API RR_MUST_CHECK bool rr_plan_read_json(
    const char *bytes, size_t n, struct rr_plan *out, struct rr_arena *arena, struct rr_err *err);

/*
 * Carries the plan out: one read-modify-write for each resource, journal before the deed, each write
 * read back. A step that fails stops what needs it and nothing else.
 * Errors: RR_FILE when the journal cannot be written (nothing was sent then). All else is in `out`,
 * whose texts live in `arena`.
 */
RR_API RR_MUST_CHECK bool rr_apply(struct rr_session *session,
                                   const struct rr_plan *plan,
                                   rr_progress_fn *progress,
                                   void *data,
                                   struct rr_run_result *out,
                                   struct rr_arena *arena,
                                   struct rr_err *err);

/* A run as the journal tells it. */
struct rr_run_summary {
    const char *run;
    const char *path;
    const char *started; // RFC 3339
    const char *ended;   // "" when it was cut off
    const char *project;
    bool is_sandbox;
    size_t n_steps;
    size_t n_done;
    size_t n_already;
    size_t n_failed;  // refused or failed
    size_t n_unknown; // sent, fate not known
    const char *note; // what is wrong with the file, "" if nothing
};

/*
 * The runs in the journal folder, newest first; an empty list when there is none.
 * Errors: RR_FILE when the folder is there and cannot be read.
 */
RR_API RR_MUST_CHECK bool rr_history(const struct rr_session *session,
                                     const struct rr_run_summary **out,
                                     size_t *n,
                                     struct rr_arena *arena,
                                     struct rr_err *err);

#endif
