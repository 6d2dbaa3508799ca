/* Finishing a run: its plan from the journal, its state from the cloud. */
#include "config.h"

#include "core/apply/resume.h"

#include <string.h>

#include "core/apply/history.h"
#include "core/apply/journal.h"
#include "core/apply/look.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { RUN_NAME_MAX = 64 };

/* A run's name is a file's name: nothing that leaves the folder. */
static bool is_run_name(const char *run)
{
    static const char letters[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    return strlen(run) <= RUN_NAME_MAX && strspn(run, letters) == strlen(run);
}

static bool refuse(struct rr_err *err, const char *run, const char *why)
{
    rr_err_set(err, RR_BAD_INPUT, _("Run %.64s: %s"), run, why);
    return rr_err_detail(err, "%s", _("Nothing was changed. runready history lists the runs."));
}

static bool is_own_cloud(const struct rr_apply_env *env,
                         const struct rr_run_summary *summary,
                         struct rr_err *err)
{
    if (summary->is_sandbox == env->is_sandbox)
        return true;
    return refuse(err, summary->run,
                  summary->is_sandbox ? _("it was made in a sandbox, which is gone")
                                      : _("it was made in the real cloud, not in this sandbox"));
}

bool rr_run_find(const struct rr_apply_env *env,
                 const char *run,
                 struct rr_journal_record *record,
                 struct rr_plan *plan,
                 struct rr_arena *arena,
                 struct rr_err *err)
{
    if (!is_run_name(run))
        return refuse(err, run, _("this is not the name of a run"));
    const char *path = rr_arena_printf(arena, "%s/%s" RR_JOURNAL_SUFFIX,
                                       rr_journal_folder(env->journal_dir, arena), run);
    struct rr_journal_record found = rr_journal_read(path, run, arena);
    if (!found.is_journal)
        return refuse(err, run,
                      *found.summary.note != '\0' ? found.summary.note : _("there is no such run"));
    if (!is_own_cloud(env, &found.summary, err))
        return false;
    if (*found.plan_json == '\0')
        return refuse(err, run, _("its journal does not hold the plan"));
    if (!rr_plan_read_json(found.plan_json, strlen(found.plan_json), plan, arena, err))
        return rr_err_prefix(err, _("the plan in the journal of run %s"), run);
    *record = found;
    return true;
}

/* ---- which run ---- */

static bool is_finished(const struct rr_run_summary *run)
{
    return *run->ended != '\0' && run->n_done + run->n_already == run->n_steps;
}

/* A later run that was finished stands for the earlier ones on its project. */
static bool was_overtaken(const struct rr_run_summary *runs, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (is_finished(&runs[k]) && runs[k].is_sandbox == runs[i].is_sandbox &&
            strcmp(runs[k].project, runs[i].project) == 0)
            return true;
    return false;
}

static bool pick_run(const struct rr_apply_env *env,
                     const char **run,
                     struct rr_arena *arena,
                     struct rr_err *err)
{
    const struct rr_run_summary *runs;
    size_t n;
    if (!rr_journal_history(env->journal_dir, &runs, &n, arena, err))
        return false;
    *run = "";
    for (size_t i = 0; i < n; i++) {
        bool is_candidate = *runs[i].started != '\0' && runs[i].is_sandbox == env->is_sandbox &&
                            !is_finished(&runs[i]) && *runs[i].undone_by == '\0';
        if (!is_candidate || was_overtaken(runs, i))
            continue;
        *run = runs[i].run;
        break;
    }
    return true;
}

/* ---- how it stands ---- */

static bool is_unsettled(enum rr_stand stand)
{
    return stand == RR_STAND_SENT || stand == RR_STAND_UNKNOWN;
}

static enum rr_step_outcome outcome_now(enum rr_stand stand, bool is_fulfilled)
{
    if (!is_fulfilled)
        return RR_OUTCOME_WAITING;
    return stand == RR_STAND_DONE || is_unsettled(stand) ? RR_OUTCOME_DONE : RR_OUTCOME_ALREADY;
}

/* What an API that is still off would have made is not there. */
static bool look_at_step(struct rr_looker *looker,
                         const struct rr_step *step,
                         bool *is_fulfilled,
                         struct rr_err *err)
{
    struct rr_err failed = {0};
    bool is_there = false;
    bool ok = rr_look(looker, step, &is_there, &failed);
    if (!ok && (failed.kind != RR_API_OFF || step->is_undo)) {
        *err = failed;
        return false;
    }
    *is_fulfilled = is_there != step->is_undo;
    return true;
}

static bool look_at_steps(const struct rr_apply_env *env,
                          const struct rr_journal_record *record,
                          struct rr_resume *out,
                          struct rr_arena *arena,
                          struct rr_err *err)
{
    const struct rr_plan *plan = &out->plan;
    struct rr_step_result *results = rr_arena_array(arena, plan->n_steps, sizeof *results);
    bool *was_sent = rr_arena_array(arena, plan->n_steps, sizeof *was_sent);
    struct rr_looker looker = {
        .caller = env->caller, .project = plan->context.project, .arena = arena};
    bool ok = true;
    for (size_t i = 0; i < plan->n_steps && ok; i++) {
        const struct rr_journal_step *step = rr_journal_step_of(record, plan->steps[i].id);
        enum rr_stand stand = step != NULL ? step->stand : RR_STAND_NONE;
        bool is_fulfilled = false;
        ok = look_at_step(&looker, &plan->steps[i], &is_fulfilled, err);
        // That a service is there does not tell which deploy made it.
        if (plan->steps[i].kind == RR_STEP_DEPLOY)
            is_fulfilled = is_fulfilled && stand == RR_STAND_DONE;
        results[i].step = plan->steps[i].id;
        results[i].outcome = outcome_now(stand, is_fulfilled);
        was_sent[i] = is_unsettled(stand);
        out->n_open += !is_fulfilled;
        out->n_settled += is_unsettled(stand) && is_fulfilled;
    }
    rr_looker_free(&looker);
    out->steps = results;
    out->was_sent = was_sent;
    return ok;
}

bool rr_resume_read(const struct rr_apply_env *env,
                    const char *run,
                    struct rr_resume *out,
                    struct rr_arena *arena,
                    struct rr_err *err)
{
    struct rr_resume resume = {.run = ""};
    struct rr_journal_record record;
    if (rr_str_is_empty(run) && !pick_run(env, &run, arena, err))
        return false;
    if (*run != '\0') {
        resume.run = rr_arena_str(arena, run);
        if (!rr_run_find(env, run, &record, &resume.plan, arena, err) ||
            !look_at_steps(env, &record, &resume, arena, err))
            return false;
    }
    *out = resume;
    return true;
}
