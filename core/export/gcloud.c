/* The plan as a shell script for gcloud: what an administrator can read, keep and run. Pure. */
#include "config.h"

#include "core/export/command.h"
#include "core/plan/step.h"
#include "core/util/i18n.h"
#include "runready/export.h"

const char *rr_plan_gcloud(const struct rr_plan *plan, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    rr_buf_add(&out, "#!/bin/sh\n");
    rr_buf_add_comment(&out,
                       rr_arena_printf(arena,
                                       _("Made by runready for the project %s. It may run twice: "
                                         "what is there already stays as it is."),
                                       plan->project_id));
    rr_buf_add(&out, "set -eu\n");
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct rr_step *step = &plan->steps[i];
        rr_buf_addc(&out, '\n');
        rr_buf_add_comment(&out, rr_step_title(step, arena));
        if (*step->why != '\0')
            rr_buf_add_comment(&out, step->why);
        rr_buf_add_command(&out, plan, step, RR_COMMAND_DO);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}
