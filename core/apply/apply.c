/* The executor: group after group until nothing can be begun; see the header. */
#include "config.h"

#include "core/apply/apply.h"

#include <stdlib.h>

#include "core/apply/group.h"
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

static struct rr_step_result *begin_results(const struct rr_plan *plan, struct rr_arena *arena)
{
    struct rr_step_result *results = rr_arena_array(arena, plan->n_steps, sizeof *results);
    for (size_t i = 0; i < plan->n_steps; i++)
        results[i].step = plan->steps[i].id;
    return results;
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
    struct rr_running run = {
        .env = env,
        .pacer = {env->caller, env->sleep, env->sleep_data},
        .plan = plan,
        .results = begin_results(plan, arena),
        .arena = &scratch,
        .progress = progress,
        .data = data,
    };
    struct rr_journal_head head = {plan, env->plan_json, env->is_sandbox};
    run.journal = rr_journal_open(env->journal_dir, env->clock, &head, err);
    if (run.journal == NULL)
        return false;
    carry_out(&run);
    struct rr_run_result result = {
        .run = rr_arena_str(arena, rr_journal_run(run.journal)),
        .journal = rr_arena_str(arena, rr_journal_path(run.journal)),
        .steps = run.results,
        .n_steps = plan->n_steps,
    };
    sum_up(&run, &result);
    rr_journal_end(run.journal, &result);
    rr_journal_close(run.journal);
    free(run.enabled);
    free(run.created);
    rr_arena_free(&scratch);
    *out = result;
    return true;
}
