/* runready plan: the changes, in the form that was asked for. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/front.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "runready/cron.h"
#include "runready/export.h"
#include "runready/preset.h"

/* When the Scheduler would call, in words and as the next times. */
static const char *schedules_text(const struct rr_plan *plan, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct rr_schedule *schedule = plan->steps[i].schedule;
        struct rr_cron_meaning meaning;
        if (schedule == NULL || *schedule->cron == '\0' ||
            !rr_cron_explain(schedule->cron, schedule->time_zone, plan->made_at_s, &meaning, arena,
                             NULL))
            continue;
        rr_buf_printf(&out, _("\nThe Scheduler would call %s (%s %s). The next times:\n"),
                      meaning.words, schedule->cron, schedule->time_zone);
        for (size_t k = 0; k < meaning.n_next; k++)
            rr_buf_printf(&out, "  %s\n", meaning.next[k].local);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}

/* What people weigh before they confirm: the steps, what they newly allow, and the other presets. */
static const char *
text_of(struct front *front, const struct rr_plan *plan, const struct rr_observed *observed)
{
    struct rr_arena *arena = &front->arena;
    const struct rr_context *context = &front->options.context;
    struct rr_powers powers = rr_plan_power(plan, observed, arena);
    struct rr_presets presets = rr_presets_compare(context, observed, arena);
    return rr_arena_printf(arena, "%s%s%s%s", rr_plan_text(plan, arena),
                           schedules_text(plan, arena), rr_powers_text(&powers, arena),
                           rr_presets_text(&presets, context->preset, arena));
}

static const char *
write_plan(struct front *front, const struct rr_plan *plan, const struct rr_observed *observed)
{
    struct rr_arena *arena = &front->arena;
    switch (front->options.format) {
    case FORMAT_JSON:
        return rr_plan_write_json(plan, arena);
    case FORMAT_GCLOUD:
        return rr_plan_gcloud(plan, arena);
    case FORMAT_TERRAFORM:
        return rr_plan_terraform(plan, arena);
    case FORMAT_REQUEST:
        return rr_plan_request(plan, observed, arena);
    case FORMAT_TEXT:
        break;
    }
    return text_of(front, plan, observed);
}

static bool put_out(const struct front *front, const char *text, struct rr_err *err)
{
    if (front->options.out == NULL)
        return front_print(text) || rr_err_set(err, RR_FILE, _("the output could not be written"));
    if (!rr_file_replace(front->options.out, text, strlen(text), 0600, err))
        return false;
    fprintf(stderr, _("The plan is in %s; nothing was changed.\n"), front->options.out);
    return true;
}

static bool make_plan(struct front *front, struct rr_plan *plan, struct rr_err *err)
{
    const struct options *options = &front->options;
    struct rr_observed *observed = front_gather(front, &options->context, err);
    if (observed == NULL)
        return false;
    struct rr_findings findings = rr_judge(&options->context, observed, &front->arena);
    *plan = rr_plan_make(&options->context, observed, &findings, &front->arena);
    bool ok = rr_plan_select(plan, options->only.items, options->only.n, options->skip.items,
                             options->skip.n, &front->arena, err) &&
              put_out(front, write_plan(front, plan, observed), err);
    bool is_ready = findings.is_ready;
    rr_observed_free(observed);
    if (ok && plan->n_steps == 0 && !is_ready && plan->n_blocked == 0 && err->kind == RR_OK)
        err->kind = RR_PRECONDITION; // nothing that this program could change helps: see check
    return ok;
}

int command_plan(struct front *front)
{
    struct rr_err err = {0};
    struct rr_plan plan = {0};
    if (!front_open(front, true, &err) || !make_plan(front, &plan, &err))
        return front_fail(&err);
    if (plan.n_blocked > 0)
        return EXIT_BLOCKED;
    return plan.n_steps > 0 || err.kind != RR_OK ? EXIT_NOT_READY : EXIT_READY;
}
