/* runready undo: shows what would be taken back and what stays, asks, hands it to the core. */
#include "config.h"

#include "runready/undo.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/front.h"
#include "cli/run.h"
#include "cli/undo_json.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"

static void add_kept(struct rr_buf *out, const struct rr_undo *undo)
{
    if (undo->n_kept > 0)
        rr_buf_add(out, _("What stays:\n"));
    for (size_t i = 0; i < undo->n_kept; i++) {
        RR_BUF_AUTO why = {0};
        rr_buf_add(out, "  ");
        rr_buf_add_visible(out, undo->kept[i].step);
        rr_buf_addc(out, '\n');
        rr_buf_add_visible(&why, undo->kept[i].why);
        rr_buf_add_wrapped(out, rr_buf_text(&why), "      ", 80);
    }
    if (undo->n_gone > 0)
        rr_buf_printf(out, _("No longer as the run left them, so nothing is done: %zu\n"),
                      undo->n_gone);
}

static void show_plan(const struct rr_undo *undo, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    rr_buf_add(&out, rr_plan_text(&undo->plan, arena));
    rr_buf_addc(&out, '\n');
    add_kept(&out, undo);
    fputs(rr_buf_text(&out), stderr);
}

static const char *
result_text(const struct rr_undo *undo, const struct rr_run_result *result, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    if (*undo->run == '\0') {
        rr_buf_add(&out, _("Nothing to undo: no run here changed anything that was not already "
                           "taken back.\n"));
    } else if (result == NULL) {
        rr_buf_printf(&out, _("Nothing to take back of run %s.\n"), undo->run);
        add_kept(&out, undo);
    } else {
        run_add_result(&out, result);
        add_kept(&out, undo);
        bool is_redo = !undo->plan.steps[0].is_undo;
        if (result->is_complete)
            rr_buf_printf(&out,
                          is_redo ? _("Given back and verified. To take it back again: runready "
                                      "undo %s\n")
                                  : _("Taken back and verified. To have it again: runready undo "
                                      "%s\n"),
                          result->run);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}

static bool carry_out(struct front *front,
                      const struct rr_undo *undo,
                      struct rr_run_result *result,
                      struct rr_err *err)
{
    if (!front->options.yes) {
        show_plan(undo, &front->arena);
        if (!run_ask(&undo->plan, err))
            return false;
    }
    front_expect_stop(true);
    bool ok = rr_apply(front->session, &undo->plan, isatty(STDERR_FILENO) ? run_show_step : NULL,
                       NULL, result, &front->arena, err);
    front_expect_stop(false);
    return ok;
}

int command_undo(struct front *front)
{
    struct rr_err err = {0};
    struct rr_undo undo;
    struct rr_run_result result;
    if (!front_open(front, false, &err) ||
        !rr_undo_plan(front->session, front->options.run, &undo, &front->arena, &err))
        return front_fail(&err);
    bool has_steps = undo.plan.n_steps > 0;
    bool was_done = has_steps && carry_out(front, &undo, &result, &err);
    int status = was_done ? run_status(&result) : EXIT_READY;
    const struct rr_run_result *told = was_done ? &result : NULL;
    if (has_steps && !was_done)
        status = front_fail(&err);
    if (front->options.json)
        front_print(undo_json(&undo, told, &front->arena));
    else if (was_done || !has_steps)
        front_print(result_text(&undo, told, &front->arena));
    return status;
}
