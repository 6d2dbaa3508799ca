/* The plan that takes a run back; see the header. What may go is judged in undo_keep.c. */
#include "config.h"

#include "core/apply/undo.h"

#include <stdlib.h>
#include <string.h>

#include "core/apply/grant_drift.h"
#include "core/apply/history.h"
#include "core/apply/kind.h"
#include "core/apply/resume.h"
#include "core/apply/undo_keep.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

#define UNDO_PREFIX "undo-"

struct making {
    struct rr_undoing undoing; // of the step in hand
    struct rr_arena *arena;
    struct rr_step *steps; // room for one of each step of the run
    size_t n_steps;
    struct rr_plan going; // those so far, as a plan
    struct rr_kept *kept;
    size_t n_kept;
    size_t n_gone;
};

/* ---- which run ---- */

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
    for (size_t i = 0; i < n && **run == '\0'; i++)
        if (runs[i].is_sandbox == env->is_sandbox && *runs[i].undoes == '\0' &&
            *runs[i].undone_by == '\0' && runs[i].n_done + runs[i].n_unknown > 0)
            *run = runs[i].run;
    return true;
}

/* ---- one inverse step ---- */

/* "grant-project-role:roles/x" <-> "undo-grant-project-role:roles/x". */
static const char *inverse_id(const struct rr_step *step, struct rr_arena *arena)
{
    if (step->is_undo && rr_str_has_prefix(step->id, UNDO_PREFIX))
        return rr_arena_str(arena, step->id + strlen(UNDO_PREFIX));
    return rr_arena_printf(arena, UNDO_PREFIX "%s", step->id);
}

static bool needs(const struct rr_step *step, const char *id)
{
    for (size_t i = 0; i < step->n_needs; i++)
        if (strcmp(step->needs[i], id) == 0)
            return true;
    return false;
}

/* What was built on the step goes first. */
static void link_needs(struct making *making, const struct rr_step *step, struct rr_step *inverse)
{
    const struct rr_plan *plan = making->undoing.plan;
    const char **ids = rr_arena_array(making->arena, plan->n_steps, sizeof *ids);
    inverse->n_needs = 0;
    for (size_t i = 0; i < plan->n_steps; i++) {
        const char *id = inverse_id(&plan->steps[i], making->arena);
        for (size_t k = 0; k < making->n_steps && needs(&plan->steps[i], step->id); k++)
            if (strcmp(making->steps[k].id, id) == 0)
                ids[inverse->n_needs++] = making->steps[k].id;
    }
    inverse->needs = ids;
}

#define RIGHTS(...)                                                                                \
    (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

/* Where taking back needs other rights than doing. */
static const struct {
    enum rr_step_kind kind;
    const char *const *rights;
    size_t n;
} undo_rights[] = {
    {RR_STEP_CREATE_REPOSITORY, RIGHTS("artifactregistry.repositories.get",
                                       "artifactregistry.packages.list",
                                       "artifactregistry.repositories.delete")},
    {RR_STEP_CREATE_SERVICE_ACCOUNT, RIGHTS("iam.serviceAccounts.get",
                                            "iam.serviceAccountKeys.list",
                                            "iam.serviceAccounts.delete")},
    {RR_STEP_CREATE_SCHEDULE, RIGHTS("cloudscheduler.jobs.get", "cloudscheduler.jobs.delete")},
};

static void set_rights(struct rr_step *inverse)
{
    inverse->rights = rr_step_kind_rights(inverse->kind, &inverse->n_rights);
    for (size_t i = 0; i < sizeof undo_rights / sizeof *undo_rights && inverse->is_undo; i++) {
        if (undo_rights[i].kind != inverse->kind)
            continue;
        inverse->rights = undo_rights[i].rights;
        inverse->n_rights = undo_rights[i].n;
    }
}

static void word(struct rr_step *inverse)
{
    inverse->risk = RR_RISK_LOW;
    inverse->risk_text = "";
    inverse->why = _("it was taken back by the run that is now undone");
    if (!inverse->is_undo)
        return;
    inverse->why = _("the run added it, and it is still there");
    if (!rr_kind_is_grant(inverse->kind))
        return;
    inverse->risk = RR_RISK_MEDIUM;
    inverse->risk_text = _("what relies on this role stops working within minutes");
}

/* The bindings of the role as they stand; the policy was read a moment ago. */
static bool note_before(struct making *making, struct rr_step *inverse, struct rr_err *err)
{
    const struct rr_policy *policy;
    inverse->before = NULL;
    inverse->n_before = 0;
    if (!rr_kind_is_grant(inverse->kind))
        return true;
    if (!rr_look_at_policy(making->undoing.looker, inverse, &policy, err))
        return false;
    if (policy != NULL)
        inverse->before =
            rr_grant_bindings(policy, inverse->role, &inverse->n_before, making->arena);
    return true;
}

static bool add_inverse(struct making *making, const struct rr_step *step, struct rr_err *err)
{
    struct rr_step inverse = *step;
    inverse.is_undo = !step->is_undo;
    inverse.id = inverse_id(step, making->arena);
    set_rights(&inverse);
    word(&inverse);
    link_needs(making, step, &inverse);
    if (!note_before(making, &inverse, err))
        return false;
    making->steps[making->n_steps++] = inverse;
    making->going.n_steps = making->n_steps;
    return true;
}

/* ---- all of them ---- */

static void keep(struct making *making, const struct rr_step *step, const char *why)
{
    making->kept[making->n_kept++] = (struct rr_kept){step->id, why};
}

static bool take_step(struct making *making, const struct rr_step *step, struct rr_err *err)
{
    struct rr_undoing *undoing = &making->undoing;
    const struct rr_journal_step *journal = rr_journal_step_of(undoing->record, step->id);
    enum rr_stand stand = journal != NULL ? journal->stand : RR_STAND_NONE;
    undoing->step = step;
    switch (stand) {
    case RR_STAND_NONE:
    case RR_STAND_FAILED:
        return true;
    case RR_STAND_ALREADY:
        keep(making, step, _("it was there before the run"));
        return true;
    case RR_STAND_SENT:
    case RR_STAND_UNKNOWN:
        keep(making, step,
             _("whether the run added it is not known yet: runready resume settles that"));
        return true;
    case RR_STAND_DONE:
        break;
    }
    if (!rr_undo_judge(undoing, err))
        return false;
    making->n_gone += undoing->is_gone;
    if (undoing->is_gone)
        return true;
    if (*undoing->why == '\0')
        return add_inverse(making, step, err);
    keep(making, step, undoing->why);
    return true;
}

/* Last first: a grant on the repository before the repository. */
static bool take_steps(struct making *making, struct rr_err *err)
{
    const struct rr_plan *plan = making->undoing.plan;
    for (size_t i = plan->n_steps; i-- > 0;)
        if (!take_step(making, &plan->steps[i], err))
            return false;
    return true;
}

static bool make(const struct rr_apply_env *env,
                 const char *run,
                 struct rr_undo *out,
                 struct rr_arena *arena,
                 struct rr_err *err)
{
    struct rr_journal_record record;
    struct rr_plan plan;
    if (!rr_run_find(env, run, &record, &plan, arena, err))
        return false;
    struct rr_looker looker = {
        .caller = env->caller, .project = plan.context.project, .arena = arena};
    struct making making = {
        .undoing = {.looker = &looker, .plan = &plan, .record = &record},
        .arena = arena,
        .steps = rr_arena_array(arena, plan.n_steps, sizeof(struct rr_step)),
        .kept = rr_arena_array(arena, plan.n_steps, sizeof(struct rr_kept)),
    };
    making.going = plan;
    making.going.steps = making.steps;
    making.going.n_steps = 0;
    making.undoing.going = &making.going;
    bool ok = take_steps(&making, err);
    rr_looker_free(&looker);
    if (!ok)
        return false;
    *out = (struct rr_undo){.run = run, .plan = plan, .kept = making.kept, .n_kept = making.n_kept};
    out->n_gone = making.n_gone;
    out->plan.undoes = run;
    out->plan.steps = making.steps;
    out->plan.n_steps = making.n_steps;
    out->plan.n_base = 0;
    out->plan.n_blocked = 0;
    out->plan.is_complete = true;
    out->plan.made_at_s = rr_clock_wall_ms(env->clock) / 1000;
    return true;
}

bool rr_undo_read(const struct rr_apply_env *env,
                  const char *run,
                  struct rr_undo *out,
                  struct rr_arena *arena,
                  struct rr_err *err)
{
    if (rr_str_is_empty(run) && !pick_run(env, &run, arena, err))
        return false;
    if (*run != '\0')
        return make(env, rr_arena_str(arena, run), out, arena, err);
    *out = (struct rr_undo){.run = ""};
    return true;
}
