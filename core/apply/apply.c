/* The executor: group after group until nothing can be begun; see the header. */
#include "config.h"

#include "core/apply/apply.h"

#include <stdlib.h>

#include "core/apply/group.h"
#include "core/apply/lock.h"
#include "core/apply/perform.h"
#include "core/apply/running.h"
#include "core/util/i18n.h"

static void skip_step(struct rr_running *run, size_t i)
{
    struct rr_err err;
    rr_err_set(&err, RR_PRECONDITION, "%s", _("a step that this one needs did not succeed"));
    rr_running_settle(run, i, RR_OUTCOME_SKIPPED, &err, "");
}

static void skip_what_cannot(struct rr_running *run, size_t *room)
{
    for (size_t n; (n = rr_group_skip(run->plan, run->results, room)) > 0;)
        for (size_t i = 0; i < n; i++)
            skip_step(run, room[i]);
}

static void carry_out(struct rr_running *run)
{
    size_t *group = rr_arena_array(run->arena, run->plan->n_steps, sizeof *group);
    while (!rr_running_is_cancelled(run)) {
        size_t n = rr_group_next(run->plan, run->results, group);
        if (n == 0)
            break;
        rr_perform(run, group, n);
        if (run->results[group[0]].outcome == RR_OUTCOME_WAITING) // cancelled before its write
            break;
        skip_what_cannot(run, group);
    }
}

static void sum_up(const struct rr_running *run, struct rr_run_result *out)
{
    out->is_complete = true;
    for (size_t i = 0; i < run->plan->n_steps; i++) {
        enum rr_step_outcome outcome = run->results[i].outcome;
        out->n_changed += outcome == RR_OUTCOME_DONE;
        out->is_complete =
            out->is_complete && (outcome == RR_OUTCOME_DONE || outcome == RR_OUTCOME_ALREADY);
    }
    out->was_cancelled = !out->is_complete && rr_running_is_cancelled(run);
}

static struct rr_step_result *
begin_results(const struct rr_apply_env *env, const struct rr_plan *plan, struct rr_arena *arena)
{
    struct rr_step_result *results = rr_arena_array(arena, plan->n_steps, sizeof *results);
    for (size_t i = 0; i < plan->n_steps; i++) {
        results[i].step = plan->steps[i].id;
        if (env->resume != NULL)
            results[i].outcome = env->resume->steps[i].outcome;
    }
    return results;
}

/* What reading has settled goes into the journal before anything else is done. */
static void note_settled(struct rr_running *run)
{
    const struct rr_resume *resume = run->env->resume;
    for (size_t i = 0; i < run->plan->n_steps; i++)
        if (resume->was_sent[i] && resume->steps[i].outcome == RR_OUTCOME_DONE)
            rr_running_settle(run, i, RR_OUTCOME_DONE, NULL, "");
}

/* Waits while another run on this machine is at work on the project; its end is not told, so it is asked for. */
static bool lock_project(const struct rr_running *run,
                         const char *dir,
                         struct rr_lock *lock,
                         struct rr_err *err)
{
    static const struct rr_backoff waiting = {
        .first_ms = 100, .percent = 150, .cap_ms = 1000, .limit_ms = 300 * 1000};
    struct rr_waits waits = {0};
    int64_t wait_ms;
    if (run->env->is_sandbox) // each has a cloud of its own
        return true;
    while (!rr_lock_take(dir, run->plan->project_id, lock, NULL, err)) {
        if (err->kind != RR_CONFLICT || !rr_backoff_next(&waiting, &waits, &wait_ms))
            return false;
        if (run->progress != NULL && waits.n == 1)
            run->progress(run->data, &run->plan->steps[0], RR_OUTCOME_WAITING, err, wait_ms);
        if (rr_running_is_cancelled(run) || !rr_pacer_sleep(&run->pacer, wait_ms))
            return rr_err_set(err, RR_CANCELLED, "%s", _("Interrupted; nothing was sent."));
    }
    return true;
}

static struct rr_journal *
open_journal(const struct rr_running *run, const char *dir, struct rr_err *err)
{
    const struct rr_apply_env *env = run->env;
    struct rr_journal_head head = {run->plan, env->plan_json, env->is_sandbox};
    if (env->resume == NULL)
        return rr_journal_open(dir, env->clock, &head, err);
    const char *path =
        rr_arena_printf(run->arena, "%s/%s" RR_JOURNAL_SUFFIX, dir, env->resume->run);
    return rr_journal_reopen(path, env->clock, env->resume->run, err);
}

static struct rr_run_result carry_out_and_end(struct rr_running *run, struct rr_arena *arena)
{
    if (run->env->resume != NULL)
        note_settled(run);
    carry_out(run);
    struct rr_run_result result = {
        .run = rr_arena_str(arena, rr_journal_run(run->journal)),
        .journal = rr_arena_str(arena, rr_journal_path(run->journal)),
        .steps = run->results,
        .n_steps = run->plan->n_steps,
    };
    sum_up(run, &result);
    rr_journal_end(run->journal, &result);
    rr_journal_close(run->journal);
    return result;
}

bool rr_apply_run(const struct rr_apply_env *env,
                  const struct rr_plan *plan,
                  rr_progress_fn *progress,
                  void *data,
                  struct rr_run_result *out,
                  struct rr_arena *arena,
                  struct rr_err *err)
{
    struct rr_arena scratch = {0};
    struct rr_lock lock = {-1};
    struct rr_running run = {
        .env = env,
        .pacer = {env->caller, env->sleep, env->sleep_data},
        .plan = plan,
        .results = begin_results(env, plan, arena),
        .was_sent = env->resume != NULL ? env->resume->was_sent : NULL,
        .arena = &scratch,
        .progress = progress,
        .data = data,
    };
    const char *dir = rr_journal_folder(env->journal_dir, &scratch);
    if (lock_project(&run, dir, &lock, err))
        run.journal = open_journal(&run, dir, err);
    if (run.journal != NULL)
        *out = carry_out_and_end(&run, arena);
    rr_lock_release(&lock);
    free(run.enabled);
    free(run.created);
    rr_arena_free(&scratch);
    return run.journal != NULL;
}
