/* The model's life, its questions, and the changes that several pages share; see the header. */
#include "config.h"

#include "tui/model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/plan/step.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

/* ---- life ---- */

static const char *field_text(const struct model *m, enum field_id field)
{
    return m->fields[field].text;
}

static void fill_fields(struct model *m, const struct rr_context *context)
{
    char port[16] = "";
    if (context->port > 0)
        snprintf(port, sizeof port, "%d", context->port);
    const char *const texts[FIELD_COUNT] = {
        [FIELD_PROJECT] = context->project,
        [FIELD_REGION] = context->region,
        [FIELD_SERVICE] = context->service,
        [FIELD_SOURCE] = context->source,
        [FIELD_PORT] = port,
        [FIELD_BUILD_ACCOUNT] = context->build_account,
        [FIELD_SCHEDULE] = context->schedule,
        [FIELD_TIME_ZONE] = context->time_zone,
        [FIELD_PATH] = context->path,
    };
    for (int i = 0; i < FIELD_COUNT; i++)
        input_set(&m->fields[i], texts[i]);
}

void model_init(struct model *m, const struct model_options *options)
{
    *m = (struct model){.settings = options->settings,
                        .themes = options->themes,
                        .n_themes = options->n_themes,
                        .is_sandbox = options->is_sandbox,
                        .station = -1};
    if (options->scenario != NULL)
        snprintf(m->scenario, sizeof m->scenario, "%s", options->scenario);
    m->given = options->context;
    m->use_case = options->context.use_case;
    m->preset = options->context.preset;
    m->access = options->context.access;
    m->log.lines = rr_xcalloc(ACTIVITY_MAX, sizeof *m->log.lines);
    fill_fields(m, &options->context);
}

void model_free(struct model *m)
{
    rr_arena_free(&m->turn);
    rr_arena_free(&m->check.arena);
    free(m->check.lines);
    rr_observed_free(m->observed);
    rr_arena_free(&m->judged.arena);
    rr_arena_free(&m->run.arena);
    rr_arena_free(&m->run.result_arena);
    free(m->log.lines);
}

/* ---- questions ---- */

struct rr_context model_context(const struct model *m)
{
    struct rr_context context = m->given;
    long port = 0;
    context.project = field_text(m, FIELD_PROJECT);
    context.region = field_text(m, FIELD_REGION);
    context.service = field_text(m, FIELD_SERVICE);
    context.source = field_text(m, FIELD_SOURCE);
    context.port = rr_str_to_int(field_text(m, FIELD_PORT), 1, 65535, &port) ? (int)port : 0;
    context.build_account = field_text(m, FIELD_BUILD_ACCOUNT);
    context.schedule = field_text(m, FIELD_SCHEDULE);
    context.time_zone = field_text(m, FIELD_TIME_ZONE);
    context.path = field_text(m, FIELD_PATH);
    context.use_case = m->use_case;
    context.preset = m->preset;
    context.access = m->access;
    return context;
}

static bool is_moving(const struct model *m)
{
    return m->check.ticket != 0 || m->run.is_running;
}

int64_t model_next_tick_ms(const struct model *m)
{
    enum { FRAME_MS = 120 };
    if (is_moving(m))
        return FRAME_MS;
    return m->propagation.is_on || m->check.again_ms > 0 ? 1000 : -1;
}

bool model_step_is_off(const struct model *m, const char *step)
{
    for (size_t i = 0; i < m->off.n; i++)
        if (strcmp(m->off.ids[i], step) == 0)
            return true;
    return false;
}

bool model_step_follows(const struct model *m, const char *step, const char **by)
{
    const struct rr_step *found = rr_plan_find(&m->judged.all, step);
    if (found == NULL || model_step_is_off(m, step))
        return false;
    for (size_t i = 0; i < found->n_needs; i++) {
        if (rr_plan_find(&m->judged.whole, found->needs[i]) != NULL)
            continue;
        *by = found->needs[i];
        return true;
    }
    return false;
}

bool model_step_waits(const struct model *m, const char *step)
{
    return rr_plan_find(&m->judged.whole, step) != NULL &&
           rr_plan_find(&m->judged.plan, step) == NULL;
}

size_t model_n_waiting(const struct model *m)
{
    size_t n = m->judged.whole.n_steps - m->judged.plan.n_steps;
    return n > 0 ? n - 1 : 0;
}

static const char *step_text(const struct model *m, const char **texts, const char *step)
{
    const struct rr_step *found = rr_plan_find(&m->judged.all, step);
    return found != NULL ? texts[found - m->judged.all.steps] : "";
}

const char *model_step_title(const struct model *m, const char *step)
{
    return step_text(m, m->judged.titles, step);
}

const char *model_step_undo(const struct model *m, const char *step)
{
    return step_text(m, m->judged.undos, step);
}

const struct rr_finding *model_finding(const struct model *m, const char *id)
{
    for (size_t i = 0; i < m->judged.findings.n_items; i++)
        if (strcmp(m->judged.findings.items[i].id, id) == 0)
            return &m->judged.findings.items[i];
    return NULL;
}

/* ---- changes ---- */

unsigned model_ticket(struct model *m)
{
    return ++m->last_ticket;
}

void model_notice(struct model *m, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(m->notice, sizeof m->notice, format, args);
    va_end(args);
}

/* ---- judging ---- */

/* The id of the one step that the engine cannot carry out: gcloud wants the terminal. */
static const char deploy_step[] = "deploy";

static struct rr_plan
plan_without(const struct rr_plan *from, const char *const *skip, size_t n, struct rr_arena *arena)
{
    struct rr_plan plan = *from;
    struct rr_err ignored;
    bool ok = rr_plan_select(&plan, NULL, 0, skip, n, arena, &ignored);
    (void)ok; // every word names a step of the plan
    return plan;
}

static void leave_out(struct model *m)
{
    struct judged *judged = &m->judged;
    const char *skip[STEPS_OFF_MAX];
    size_t n = 0;
    // Only those that this plan has: the others wait for a preset that brings them back.
    for (size_t i = 0; i < m->off.n; i++)
        if (rr_plan_find(&judged->all, m->off.ids[i]) != NULL)
            skip[n++] = m->off.ids[i];
    judged->whole = plan_without(&judged->all, skip, n, &judged->arena);
    bool has_deploy = rr_plan_find(&judged->whole, deploy_step) != NULL;
    const char *const deploy[] = {deploy_step};
    judged->plan = plan_without(&judged->whole, deploy, has_deploy ? 1 : 0, &judged->arena);
}

static const char **step_texts(const struct rr_plan *plan,
                               struct rr_arena *arena,
                               const char *(*text)(const struct rr_step *, struct rr_arena *))
{
    const char **out = rr_arena_array(arena, plan->n_steps, sizeof *out);
    for (size_t i = 0; i < plan->n_steps; i++)
        out[i] = text(&plan->steps[i], arena);
    return out;
}

static const struct rr_finding *access_finding(const struct rr_findings *findings)
{
    const struct rr_finding *found = NULL;
    for (size_t i = 0; i < findings->n_items; i++) {
        const struct rr_finding *finding = &findings->items[i];
        bool is_worse = found == NULL || (finding->state == RR_FINDING_BLOCKED &&
                                          found->state != RR_FINDING_BLOCKED);
        if (finding->station == RR_STATION_ACCESS && finding->is_required &&
            finding->state != RR_FINDING_OK && is_worse)
            found = finding;
    }
    return found;
}

static void judge_access(struct model *m)
{
    struct judged *judged = &m->judged;
    for (int i = 0; i < RR_ACCESS_COUNT; i++) {
        struct rr_context context = judged->context;
        context.access = (enum rr_access_choice)i;
        struct rr_findings findings = rr_judge(&context, m->observed, &judged->arena);
        struct access_row *row = &judged->access[i];
        row->finding = access_finding(&findings);
        row->is_blocked = row->finding != NULL && row->finding->state == RR_FINDING_BLOCKED;
    }
}

void model_judge(struct model *m)
{
    struct judged *judged = &m->judged;
    if (m->observed == NULL)
        return;
    rr_arena_free(&judged->arena);
    *judged = (struct judged){.is_there = true};
    struct rr_context now = model_context(m);
    judged->context = rr_context_copy(&now, &judged->arena);
    judged->findings = rr_judge(&judged->context, m->observed, &judged->arena);
    judged->all = rr_plan_make(&judged->context, m->observed, &judged->findings, &judged->arena);
    judged->titles = step_texts(&judged->all, &judged->arena, rr_step_title);
    judged->undos = step_texts(&judged->all, &judged->arena, rr_step_undo);
    leave_out(m);
    judge_access(m);
    if (m->page == PAGE_REVIEW)
        review_write(m);
}

/* The run gets a copy of its own, so that what was confirmed stays what it was. */
void model_apply(struct model *m, struct effects *fx)
{
    struct run_state *run = &m->run;
    struct rr_err err = {0};
    const char *json = rr_plan_write_json(&m->judged.plan, &m->turn);
    rr_arena_free(&run->arena);
    rr_arena_free(&run->result_arena);
    *run = (struct run_state){.is_there = true, .is_running = true, .began_ms = m->now_ms};
    if (!rr_plan_read_json(json, strlen(json), &run->plan, &run->arena, &err)) {
        run->is_running = false;
        model_fail(m, &err, fx);
        return;
    }
    run->steps = rr_arena_array(&run->arena, run->plan.n_steps, sizeof *run->steps);
    run->titles = step_texts(&run->plan, &run->arena, rr_step_title);
    run->ticket = model_ticket(m);
    effect_add(fx, (struct effect){.kind = FX_APPLY, .ticket = run->ticket, .text = json});
}

void model_gather(struct model *m, struct effects *fx)
{
    struct check *check = &m->check;
    rr_arena_free(&check->arena);
    check->n_lines = 0;
    check->ticket = model_ticket(m);
    check->began_ms = m->now_ms;
    check->failure = (struct rr_err){0};
    check->wants_next = false;
    check->again_ms = 0;
    struct rr_context *context = rr_arena_alloc(&m->turn, sizeof *context);
    struct rr_context now = model_context(m);
    *context = rr_context_copy(&now, &m->turn);
    effect_add(fx, (struct effect){.kind = FX_GATHER, .ticket = check->ticket, .context = context});
}

/* On comes with all that the step needs; off goes alone, and what needs it follows by itself. */
static void switch_over(struct model *m, const char *step)
{
    struct steps_off before = m->off;
    const char *off[STEPS_OFF_MAX];
    const char *out[STEPS_OFF_MAX + 1];
    for (size_t i = 0; i < before.n; i++)
        off[i] = before.ids[i];
    const struct rr_review_wish wish = {.all = &m->judged.all, .off = off, .n_off = before.n};
    size_t n = rr_review_toggle(&wish, step, out, &m->turn);
    if (n > STEPS_OFF_MAX)
        return;
    m->off.n = n;
    for (size_t i = 0; i < n; i++)
        snprintf(m->off.ids[i], sizeof *m->off.ids, "%s", out[i]);
}

void model_set_step(struct model *m, const char *step, bool is_on)
{
    bool was_on = rr_plan_find(&m->judged.whole, step) != NULL;
    struct steps_off *off = &m->off;
    if (is_on != was_on)
        switch_over(m, step);
    // Off already because of another, it stays off when that one comes back.
    bool is_left = !is_on && !was_on && !model_step_is_off(m, step) && off->n < STEPS_OFF_MAX;
    if (is_left && rr_plan_find(&m->judged.all, step) != NULL)
        snprintf(off->ids[off->n++], sizeof *off->ids, "%s", step);
    model_judge(m);
}

void model_toggle_step(struct model *m, const char *step)
{
    model_set_step(m, step, rr_plan_find(&m->judged.whole, step) == NULL);
}
