/* The plan in words, for people. Pure. */
#include "config.h"

#include <string.h>

#include "core/plan/step.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "runready/plan.h"

static const char *risk_title(enum rr_risk risk)
{
    switch (risk) {
    case RR_RISK_MEDIUM:
        return _("risk: medium");
    case RR_RISK_HIGH:
        return _("risk: high");
    case RR_RISK_LOW:
    case RR_RISK_COUNT:
        break;
    }
    return _("risk: low");
}

static void add_line(struct rr_buf *out, const char *label, const char *text)
{
    if (*text != '\0')
        rr_buf_printf(out, "     %s %s\n", label, text);
}

static void
add_step(struct rr_buf *out, const struct rr_plan *plan, size_t i, struct rr_arena *arena)
{
    const struct rr_step *step = &plan->steps[i];
    rr_buf_printf(out, " %2zu. %s\n", i + 1, rr_step_title(step, arena));
    add_line(out, _("step:"), step->id);
    add_line(out, _("on:"), step->resource);
    add_line(out, step->is_undo ? _("from:") : _("to:"), step->member);
    add_line(out, _("why:"), step->why);
    rr_buf_printf(out, "     %s%s%s\n", risk_title(step->risk),
                  *step->risk_text != '\0' ? ": " : "", step->risk_text);
    if (!step->is_undo)
        add_line(out, _("undo:"), rr_step_undo(step, arena));
    const struct rr_blocked *blocked = rr_plan_blocks(plan, step->id);
    if (blocked != NULL)
        add_line(out, _("BLOCKED:"), blocked->why);
}

static void add_blocked(struct rr_buf *out, const struct rr_plan *plan)
{
    for (size_t i = 0; i < plan->n_blocked; i++) {
        const struct rr_blocked *blocked = &plan->blocked[i];
        rr_buf_printf(out, _("\nBlocked by %s\n  %s\n"), blocked->by, blocked->why);
        for (size_t k = 0; k < blocked->n_roads; k++)
            rr_buf_printf(out, "  - %s\n", blocked->roads[k]);
    }
}

static size_t count_resources(const struct rr_plan *plan)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_steps; i++) {
        size_t k = 0;
        while (strcmp(plan->steps[k].resource, plan->steps[i].resource) != 0)
            k++;
        n += k == i;
    }
    return n;
}

static void add_head(struct rr_buf *out, const struct rr_plan *plan)
{
    if (!rr_str_is_empty(plan->undoes)) {
        rr_buf_printf(out, _("Undo of run %s on %s (%s)\n"), plan->undoes, plan->project_id,
                      plan->project_number);
        return;
    }
    rr_buf_printf(out, _("Plan for %s (%s), %s, preset %s\n"), plan->project_id,
                  plan->project_number, plan->context.region, rr_preset_word(plan->context.preset));
    if (*plan->build_account != '\0')
        rr_buf_printf(out, _("Build account: %s\n"), plan->build_account);
}

const char *rr_plan_text(const struct rr_plan *plan, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    add_head(&out, plan);
    if (plan->n_steps == 0)
        rr_buf_add(&out, _("\nNothing to change.\n"));
    else
        rr_buf_printf(&out, _("\nNo change has been made yet. %zu changes, on %zu resources:\n\n"),
                      plan->n_steps, count_resources(plan));
    for (size_t i = 0; i < plan->n_steps; i++)
        add_step(&out, plan, i, arena);
    if (!plan->is_complete)
        rr_buf_add(&out,
                   _("\nMore will be known once these APIs are on; the rest is planned then.\n"));
    add_blocked(&out, plan);
    return rr_arena_str(arena, rr_buf_text(&out));
}
