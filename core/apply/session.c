/*
 * The handle of a front end: owns the network, the sign-in and the endpoints, and hands them to
 * gathering and applying.
 */
#include "config.h"

#include "runready/session.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/apply/apply.h"
#include "core/apply/history.h"
#include "core/apply/resume.h"
#include "core/apply/session_parts.h"
#include "core/apply/undo.h"
#include "core/gcp/call.h"
#include "core/observe/gather.h"
#include "core/util/xalloc.h"

struct rr_session {
    struct rr_arena arena;
    struct rr_env env;
    struct rr_clock clock;
    struct rr_gcloud_config *gcloud;
    struct rr_http *http;
    struct rr_secret_store *secrets;
    struct rr_auth *auth;
    struct rr_caller *caller;
    const char *journal_dir;
    bool is_sandbox;
    atomic_bool is_applying;
    atomic_bool stop; // after the step in hand
    void (*activity)(void *data, const struct rr_activity *activity);
    rr_command_fn *run_command;
    void *data;
};

static void on_call(void *data, const struct rr_call_event *event)
{
    struct rr_session *session = data;
    struct rr_activity activity = {.method = event->method,
                                   .api = event->api,
                                   .path = event->path,
                                   .status = event->status,
                                   .ms = event->ms,
                                   .attempt = event->attempt,
                                   .wait_ms = event->wait_ms};
    session->activity(session->data, &activity);
}

static bool find_endpoints(const struct rr_session *session,
                           const struct rr_session_options *options,
                           struct rr_endpoints *out,
                           struct rr_err *err)
{
    if (options->loopback != NULL)
        return rr_endpoints_all(out, options->loopback, err);
    return rr_endpoints_from_env(out, &session->env, err);
}

struct rr_session *rr_session_new(const struct rr_session_options *options, struct rr_err *err)
{
    struct rr_session *session = rr_xcalloc(1, sizeof *session);
    session->is_sandbox = options->loopback != NULL;
    session->activity = options->activity;
    session->run_command = options->run_command;
    session->data = options->data;
    if (options->journal_dir != NULL)
        session->journal_dir = rr_arena_str(&session->arena, options->journal_dir);
    struct rr_caller_options caller = {.observe = options->activity != NULL ? on_call : NULL,
                                       .data = session};
    if (!find_endpoints(session, options, &caller.endpoints, err)) {
        rr_session_free(session);
        return NULL;
    }
    session->gcloud = rr_gcloud_config_new(&session->env);
    struct rr_http_options http = {.env = &session->env, .clock = &session->clock};
    session->http = rr_http_new(&http);
    session->secrets = rr_secret_store_new(session->http, &session->env);
    struct rr_auth_options auth = {.http = session->http,
                                   .env = &session->env,
                                   .clock = &session->clock,
                                   .gcloud = session->gcloud,
                                   .secrets = session->secrets,
                                   .no_sign_in = session->is_sandbox,
                                   .act_as = options->act_as};
    session->auth = rr_auth_new(&auth);
    caller.http = session->http;
    caller.auth = session->auth;
    session->caller = rr_caller_new(&caller);
    return session;
}

void rr_session_free(struct rr_session *session)
{
    if (session == NULL)
        return;
    rr_caller_free(session->caller);
    rr_auth_free(session->auth);
    rr_secret_store_free(session->secrets);
    rr_http_free(session->http);
    rr_gcloud_config_free(session->gcloud);
    rr_arena_free(&session->arena);
    free(session);
}

/*
 * While a plan is carried out, the first one lets the step in hand end; the second waits for nothing,
 * and a write that is on its way keeps no time to be answered.
 */
void rr_session_cancel(struct rr_session *session)
{
    bool is_applying = atomic_load(&session->is_applying);
    if (is_applying && !atomic_exchange(&session->stop, true))
        return;
    rr_caller_cancel(session->caller);
    if (is_applying)
        rr_caller_cancel(session->caller);
}

void rr_session_resume(struct rr_session *session)
{
    rr_caller_resume(session->caller);
}

bool rr_session_wait(struct rr_session *session, int64_t ms)
{
    rr_caller_sleep(session->caller, ms);
    return !rr_caller_is_cancelled(session->caller);
}

struct rr_session_parts rr_session_parts(const struct rr_session *session)
{
    return (struct rr_session_parts){
        .auth = session->auth, .caller = session->caller, .gcloud = session->gcloud};
}

const char *rr_session_sign_in(const struct rr_session *session)
{
    const struct rr_credential *credential = rr_auth_current(session->auth);
    return credential != NULL ? credential->title : "";
}

struct rr_observed *rr_gather(struct rr_session *session,
                              const struct rr_context *context,
                              rr_fact_fn *fact_fn,
                              void *data,
                              struct rr_err *err)
{
    if (!rr_context_check(context, err))
        return NULL;
    return rr_gather_run(session->caller, &session->clock, context, fact_fn, data, err);
}

static struct rr_apply_env env_of(struct rr_session *session)
{
    return (struct rr_apply_env){.caller = session->caller,
                                 .clock = &session->clock,
                                 .journal_dir = session->journal_dir,
                                 .is_sandbox = session->is_sandbox,
                                 .stop = &session->stop,
                                 .run_command = session->run_command,
                                 .run_data = session->data};
}

/* Who is told of the progress. */
struct told {
    rr_progress_fn *progress;
    void *data;
};

static bool run_plan(struct rr_session *session,
                     const struct rr_apply_env *env,
                     const struct rr_plan *plan,
                     const struct told *told,
                     struct rr_run_result *out,
                     struct rr_arena *arena,
                     struct rr_err *err)
{
    atomic_store(&session->stop, false);
    atomic_store(&session->is_applying, true);
    bool ok = rr_apply_run(env, plan, told->progress, told->data, out, arena, err);
    atomic_store(&session->is_applying, false);
    if (atomic_load(&session->stop)) // what would come after this plan is not wanted either
        rr_caller_cancel(session->caller);
    return ok;
}

bool rr_apply(struct rr_session *session,
              const struct rr_plan *plan,
              rr_progress_fn *progress,
              void *data,
              struct rr_run_result *out,
              struct rr_arena *arena,
              struct rr_err *err)
{
    struct rr_apply_env env = env_of(session);
    env.plan_json = rr_plan_write_json(plan, arena);
    return run_plan(session, &env, plan, &(struct told){progress, data}, out, arena, err);
}

bool rr_undo_plan(struct rr_session *session,
                  const char *run,
                  struct rr_undo *out,
                  struct rr_arena *arena,
                  struct rr_err *err)
{
    struct rr_apply_env env = env_of(session);
    return rr_undo_read(&env, run, out, arena, err);
}

bool rr_resume_plan(struct rr_session *session,
                    const char *run,
                    struct rr_resume *out,
                    struct rr_arena *arena,
                    struct rr_err *err)
{
    struct rr_apply_env env = env_of(session);
    return rr_resume_read(&env, run, out, arena, err);
}

bool rr_resume(struct rr_session *session,
               const struct rr_resume *resume,
               rr_progress_fn *progress,
               void *data,
               struct rr_run_result *out,
               struct rr_arena *arena,
               struct rr_err *err)
{
    struct rr_apply_env env = env_of(session);
    env.resume = resume;
    return run_plan(session, &env, &resume->plan, &(struct told){progress, data}, out, arena, err);
}

bool rr_history(const struct rr_session *session,
                const struct rr_run_summary **out,
                size_t *n,
                struct rr_arena *arena,
                struct rr_err *err)
{
    return rr_journal_history(session->journal_dir, out, n, arena, err);
}
