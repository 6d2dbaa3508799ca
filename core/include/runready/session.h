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
#include "runready/observed.h"
#include "runready/plan.h"
#include "runready/run.h"

struct rr_session;

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
    const char
        *act_as; // service account to act as, after delegates by commas; NULL = gcloud's setting
    const char *journal_dir; // NULL = $XDG_STATE_HOME/runready/journal
    void (*activity)(void *data, const struct rr_activity *activity); // may be NULL
    rr_command_fn *run_command; // runs gcloud for a deploy; NULL = nobody can
    void *data;
};

/*
 * Errors: RR_BAD_INPUT for an endpoint override that is not allowed, RR_FILE.
 * Owner: the caller, by rr_session_free.
 */
RR_API RR_MUST_CHECK struct rr_session *rr_session_new(const struct rr_session_options *options,
                                                       struct rr_err *err);
RR_API void rr_session_free(struct rr_session *session);

/*
 * Ends what is running as soon as it can be ended. While a plan is carried out, the first call stops
 * after the step in hand, the second stops waiting: a write without an answer is then noted as unknown.
 * Async-signal-safe; any thread.
 */
RR_API void rr_session_cancel(struct rr_session *session);

/* Lets a session that was cancelled work again. From the thread that drives it, between two works. */
RR_API void rr_session_resume(struct rr_session *session);

/* Waits, unless cancelled; false then. */
RR_API RR_MUST_CHECK bool rr_session_wait(struct rr_session *session, int64_t ms);

/* How the session is signed in, for people ("access token from file ..."); "" until the first call. */
RR_API const char *rr_session_sign_in(const struct rr_session *session);

/*
 * Reads everything the context needs, all at once where it does not depend on each other.
 * Errors: only those that make reading pointless: RR_NOT_SIGNED_IN, RR_CANCELLED, RR_BAD_INPUT, and
 * that of the project's own read where the network answered nothing at all; everything else is in the
 * facts.
 * Owner: the caller, by rr_observed_free. NULL on failure.
 */
RR_API RR_MUST_CHECK struct rr_observed *rr_gather(struct rr_session *session,
                                                   const struct rr_context *context,
                                                   rr_fact_fn *fact_fn,
                                                   void *data,
                                                   struct rr_err *err);
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
    size_t n_failed;       // refused or failed
    size_t n_unknown;      // sent, fate not known
    size_t n_resumed;      // how often it was taken up again
    const char *undoes;    // the run that it takes back, "" if none
    const char *undone_by; // the run that took it back, "" if none
    const char *note;      // what is wrong with the file, "" if nothing
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
