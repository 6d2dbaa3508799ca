/* runready resume: says how a run stands, asks, and finishes it. */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/front.h"
#include "cli/run.h"
#include "cli/undo_json.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "runready/undo.h"

/* The plan with the steps that are still to be done. */
static struct rr_plan open_part(const struct rr_resume *resume, struct rr_arena *arena)
{
    struct rr_plan open = resume->plan;
    struct rr_step *steps = rr_arena_array(arena, open.n_steps, sizeof *steps);
    open.n_steps = 0;
    for (size_t i = 0; i < resume->plan.n_steps; i++)
        if (resume->steps[i].outcome == RR_OUTCOME_WAITING)
            steps[open.n_steps++] = resume->plan.steps[i];
    open.steps = steps;
    return open;
}

static void add_settled(struct rr_buf *out, const struct rr_resume *resume)
{
    size_t n_there = resume->plan.n_steps - resume->n_open;
    rr_buf_printf(out, _("Run %s: %zu of %zu steps are there.\n"), resume->run, n_there,
                  resume->plan.n_steps);
    if (resume->n_settled > 0)
        rr_buf_printf(out, _("Not known until now, and there: %zu\n"), resume->n_settled);
}

static bool confirm(struct front *front, const struct rr_resume *resume, struct rr_err *err)
{
    if (front->options.yes || resume->n_open == 0)
        return true;
    RR_BUF_AUTO out = {0};
    struct rr_plan open = open_part(resume, &front->arena);
    add_settled(&out, resume);
    rr_buf_add(&out, rr_plan_text(&open, &front->arena));
    fputs(rr_buf_text(&out), stderr);
    return run_ask(&open, err);
}

static const char *result_text(const struct rr_resume *resume,
                               const struct rr_run_result *result,
                               struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    if (*resume->run == '\0')
        return _("Nothing to resume: every run here was finished.\n");
    if (resume->n_open == 0) {
        add_settled(&out, resume);
        rr_buf_add(&out, _("Nothing to resume: everything that the run planned is there.\n"));
        return rr_arena_str(arena, rr_buf_text(&out));
    }
    run_add_result(&out, result);
    if (!result->is_complete)
        rr_buf_add(&out, _("Not everything could be done; what was done stays, and is in the "
                           "journal.\n"));
    else if (resume->plan.is_complete)
        rr_buf_add(&out, _("The run is finished and verified.\n"));
    else
        rr_buf_add(&out, _("The run is finished and verified. More can be planned now that the "
                           "APIs are on: runready apply\n"));
    return rr_arena_str(arena, rr_buf_text(&out));
}

static bool carry_out(struct front *front,
                      const struct rr_resume *resume,
                      struct rr_run_result *result,
                      struct rr_err *err)
{
    if (!confirm(front, resume, err))
        return false;
    front_expect_stop(true);
    bool ok = rr_resume(front->session, resume, isatty(STDERR_FILENO) ? run_show_step : NULL, NULL,
                        result, &front->arena, err);
    front_expect_stop(false);
    return ok;
}

int command_resume(struct front *front)
{
    struct rr_err err = {0};
    struct rr_resume resume;
    struct rr_run_result result;
    if (!front_open(front, false, &err) ||
        !rr_resume_plan(front->session, front->options.run, &resume, &front->arena, &err))
        return front_fail(&err);
    bool has_run = *resume.run != '\0';
    bool was_done = has_run && carry_out(front, &resume, &result, &err);
    int status = was_done ? run_status(&result) : EXIT_READY;
    if (has_run && !was_done)
        status = front_fail(&err);
    if (front->options.json)
        front_print(resume_json(&resume, was_done ? &result : NULL, &front->arena));
    else if (was_done || !has_run)
        front_print(result_text(&resume, was_done ? &result : NULL, &front->arena));
    return status;
}
