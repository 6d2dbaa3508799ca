/* Apply: asks once, in writing; then each step with its state, and what came of it. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"
#include "tui/consent.h"
#include "tui/frame.h"
#include "tui/model.h"
#include "tui/outcomes.h"
#include "tui/pen.h"
#include "tui/rows.h"
#include "tui/screens/screens.h"

/* What the page shows. */
enum face { FACE_NOTHING, FACE_BLOCKED, FACE_ASK, FACE_RUN };

static enum face face_of(const struct model *m)
{
    if (m->run.is_there)
        return FACE_RUN;
    if (m->judged.plan.n_blocked > 0)
        return FACE_BLOCKED;
    return m->judged.plan.n_steps > 0 ? FACE_ASK : FACE_NOTHING;
}

static bool is_complete(const struct run_state *run)
{
    return run->has_result && run->result.is_complete;
}

/* ---- update ---- */

static void enter(struct model *m, struct effects *fx)
{
    (void)fx;
    bool is_over = m->run.is_there && !m->run.is_running;
    // What was applied stays on the page until there is something new to ask for.
    if (is_over && m->judged.plan.n_steps > 0 && m->check.ticket == 0)
        m->run.is_there = false;
    input_set(&m->confirm, "");
    m->apply = (struct list){0};
}

static unsigned contexts(const struct model *m)
{
    switch (face_of(m)) {
    case FACE_ASK:
        return CONTEXT_TEXT | CONTEXT_FORM | CONTEXT_NEXT;
    case FACE_RUN:
        return CONTEXT_LIST | (m->run.is_running ? CONTEXT_RUNNING : CONTEXT_NEXT);
    case FACE_BLOCKED:
        return CONTEXT_TICKS | CONTEXT_READ;
    case FACE_NOTHING:
        break;
    }
    return CONTEXT_NEXT | CONTEXT_READ;
}

/* Tab finishes a word of which at least three letters were typed; the number is typed in full. */
static void complete(struct model *m)
{
    char expected[CONSENT_TEXT];
    const char *typed = m->confirm.text;
    consent_expected(&m->judged.plan, expected);
    if (consent_check(&m->judged.plan, typed) != CONSENT_BEGUN)
        return;
    size_t n = strlen(typed);
    size_t word = n;
    while (word > 0 && typed[word - 1] != ' ')
        word--;
    if (word == 0 || n - word < 3)
        return;
    size_t end = n + strcspn(expected + n, " ");
    if (expected[end] == ' ')
        end++;
    expected[end] = '\0';
    input_set(&m->confirm, expected);
}

static void confirm(struct model *m, struct effects *fx)
{
    const char *typed = m->confirm.text;
    char expected[CONSENT_TEXT];
    consent_expected(&m->judged.plan, expected);
    switch (consent_check(&m->judged.plan, typed)) {
    case CONSENT_RIGHT:
        model_apply(m, fx);
        return;
    case CONSENT_EMPTY:
        model_notice(m, _("No change has been made yet. To make these, type: %s"), expected);
        return;
    case CONSENT_BEGUN:
        if (expected[strlen(typed)] == ' ')
            input_paste(&m->confirm, " ");
        model_notice(m, _("Right so far; the whole of it is: %s"), expected);
        return;
    case CONSENT_WRONG:
        model_notice(m, _("That does not match; nothing was changed. Type: %s"), expected);
        return;
    }
}

static bool has_blocked_step(const struct run_state *run)
{
    for (size_t i = 0; i < run->plan.n_steps; i++)
        if (run->steps[i].outcome == RR_OUTCOME_REFUSED && run->steps[i].err.kind == RR_BLOCKED)
            return true;
    return false;
}

/* After a run: onwards when all of it is done, else back to what is left. */
static void leave_run(struct model *m, struct effects *fx)
{
    bool is_whole = is_complete(&m->run) && m->run.plan.is_complete;
    if (is_whole) {
        model_go(m, PAGE_PROPAGATION, fx);
        return;
    }
    bool was_public = m->access == RR_ACCESS_PUBLIC || m->access == RR_ACCESS_NO_INVOKER_CHECK;
    if (has_blocked_step(&m->run) && was_public) {
        m->access = RR_ACCESS_PRIVATE;
        model_notice(m, "%s",
                     _("The organisation refused it: private with OIDC is proposed instead."));
    } else if (is_complete(&m->run)) {
        model_notice(m, "%s", _("The APIs are on now: reading what could not be seen before."));
    } else {
        model_notice(m, "%s", _("Reading again, to see what is left."));
    }
    m->run.is_there = false;
    if (m->check.ticket == 0)
        model_gather(m, fx);
    model_go(m, PAGE_CHECK, fx);
}

/* Leaves out what the person may not do. */
static void leave_out_blocked(struct model *m)
{
    char ids[STEPS_OFF_MAX][STEP_ID_BYTES];
    size_t n = 0;
    const struct rr_plan *plan = &m->judged.plan;
    for (size_t i = 0; i < plan->n_blocked && n < STEPS_OFF_MAX; i++)
        if (*plan->blocked[i].step != '\0')
            snprintf(ids[n++], STEP_ID_BYTES, "%s", plan->blocked[i].step);
    for (size_t i = 0; i < n; i++)
        model_set_step(m, ids[i], false);
    model_notice(m, _("%zu steps are left out; they stand in the request to an administrator."), n);
}

static bool act(struct model *m, enum action action, struct effects *fx)
{
    enum face face = face_of(m);
    if (face == FACE_ASK && (action == ACTION_NEXT || action == ACTION_FOCUS_NEXT)) {
        if (action == ACTION_NEXT)
            confirm(m, fx);
        else
            complete(m);
        return true;
    }
    if (face == FACE_BLOCKED && action == ACTION_TICK) {
        leave_out_blocked(m);
        return true;
    }
    if (face != FACE_RUN)
        return false;
    if (action == ACTION_STOP) {
        m->run.is_stopping = true;
        effect_add(fx, (struct effect){.kind = FX_CANCEL});
        model_notice(m, "%s", _("Stopping after what is being done now."));
        return true;
    }
    if (action == ACTION_NEXT) {
        leave_run(m, fx);
        return true;
    }
    if (action == ACTION_BACK && m->run.is_running) {
        model_notice(m, "%s", _("Changes are being made. X stops after what is being done now."));
        return true;
    }
    return rows_act(&m->apply, action, (int)m->run.plan.n_steps,
                    frame_panes(frame_body(m)).list.rows - 1);
}

static void take_text(struct model *m, const struct msg *msg, struct effects *fx)
{
    (void)fx;
    if (msg->kind == MSG_PASTE)
        input_paste(&m->confirm, msg->text);
    else
        input_key(&m->confirm, msg->key);
}

/* The cursor follows what is being done; at the end everything is read once more. */
static void take(struct model *m, const struct msg *msg, struct effects *fx)
{
    int rows = frame_panes(frame_body(m)).list.rows - 1;
    if (msg->kind == MSG_PROGRESS && m->run.is_running) {
        for (size_t i = 0; i < m->run.plan.n_steps; i++)
            if (strcmp(m->run.plan.steps[i].id, msg->progress.step) == 0)
                rows_set(&m->apply, (int)i, (int)m->run.plan.n_steps, rows);
    } else if (msg->kind == MSG_RAN && !m->is_ending) {
        model_gather(m, fx);
    }
}

/* ---- view ---- */

static void draw_what(const struct model *m, struct pen *pen)
{
    const struct rr_plan *plan = &m->judged.plan;
    const struct rr_step *gravest = consent_gravest(plan);
    pen_printf(pen, STYLE_HEADING, _("%zu changes in %s (%s)"), plan->n_steps, plan->project_id,
               plan->project_number);
    pen_text(pen, STYLE_STRONG, _("No change has been made yet."));
    pen_skip(pen, 1);
    if (gravest == NULL)
        return;
    pen_entry(pen, _("Grave:"), STYLE_DANGER, model_step_title(m, gravest->id));
    pen_text(pen, STYLE_WARNING, gravest->risk_text);
    pen_text(pen, STYLE_DIM,
             _("That is why the service's name is asked for as well. Esc, then p on Roles, "
               "leads to a smaller set."));
    pen_skip(pen, 1);
}

static void draw_field(const struct model *m, struct pen *pen)
{
    const struct rr_plan *plan = &m->judged.plan;
    char expected[CONSENT_TEXT];
    pen_entry(pen, _("To make them, type:"), STYLE_VALUE, consent_expected(plan, expected));
    bool is_wrong = consent_check(plan, m->confirm.text) == CONSENT_WRONG;
    struct rect line = rect_row(pen->rest, 0);
    canvas_put(pen->canvas, line, STYLE_LABEL, "> ");
    rows_draw_field(&m->confirm, pen->canvas, rect_skip(line, 0, 2), !is_wrong, m->n_overlays == 0);
    pen_skip(pen, 2);
}

/* Where there is little room, the field keeps its own, and what is said above it is cut. */
static void draw_ask(const struct model *m, struct canvas *canvas, struct rect body)
{
    enum { ROOMY = 14, FIELD_ROWS = 4 };
    struct rect area = rect_inset(body, 0, 2);
    int above = area.rows < ROOMY ? area.rows - FIELD_ROWS : area.rows;
    struct pen pen = pen_begin(canvas, rect_keep(area, above, area.cols));
    draw_what(m, &pen);
    if (area.rows < ROOMY)
        pen = pen_begin(canvas, rect_skip(area, above, 0));
    draw_field(m, &pen);
    pen_text(&pen, STYLE_DIM,
             _("Each change goes into the journal before it is sent, is read back afterwards, and "
               "can be taken back. A failure stops what depends on it and nothing else."));
}

static void draw_blocked(const struct model *m, struct canvas *canvas, struct rect body)
{
    const struct rr_plan *plan = &m->judged.plan;
    struct pen pen = pen_begin(canvas, rect_inset(body, 0, 2));
    pen_text(&pen, STYLE_HEADING, _("Some of it cannot be done by you"));
    pen_text(&pen, STYLE_STRONG, _("No change has been made yet."));
    pen_skip(&pen, 1);
    for (size_t i = 0; i < plan->n_blocked; i++) {
        const struct rr_blocked *blocked = &plan->blocked[i];
        pen_text(&pen, STYLE_BLOCKED, *blocked->step != '\0' ? blocked->step : blocked->by);
        pen_text(&pen, STYLE_PLAIN, blocked->why);
    }
    pen_skip(&pen, 1);
    pen_text(
        &pen, STYLE_PLAIN,
        _("space leaves these steps out and goes on with the rest. The Review screen holds the "
          "request for somebody who has the rights."));
}

static void draw_nothing(const struct model *m, struct canvas *canvas, struct rect body)
{
    struct pen pen = pen_begin(canvas, rect_inset(body, 0, 2));
    pen_text(&pen, STYLE_HEADING, _("Nothing to change"));
    pen_text(
        &pen, STYLE_PLAIN,
        m->judged.findings.is_ready
            ? _("Everything that a deploy needs is there already. Enter goes on to the deploy.")
            : _("No step is switched on, or none would help; the Check screen says what is "
                "left. Enter goes on all the same."));
}

static void draw_sum(const struct model *m, struct canvas *canvas, struct rect area)
{
    const struct run_state *run = &m->run;
    struct rect line = rect_skip(rect_row(area, 0), 0, 2);
    char text[256];
    enum style style = STYLE_HEADING;
    if (run->is_running) {
        size_t n = 0;
        for (size_t i = 0; i < run->plan.n_steps; i++)
            n += run->steps[i].outcome >= RR_OUTCOME_DONE;
        snprintf(text, sizeof text,
                 run->is_stopping ? _("Stopping: %zu of %zu") : _("Applying: %zu of %zu"), n,
                 run->plan.n_steps);
    } else if (is_complete(run)) {
        style = STYLE_OK;
        snprintf(text, sizeof text, _("Applied and verified: %zu changes, each read back."),
                 run->result.n_changed);
    } else if (run->has_result) {
        style = STYLE_WARNING;
        snprintf(text, sizeof text,
                 _("Not everything could be done: %zu changed. What was done stays."),
                 run->result.n_changed);
    } else {
        style = STYLE_MISSING;
        snprintf(text, sizeof text, _("Nothing was changed: %s"), run->failure.summary);
    }
    canvas_put_cut(canvas, line, style, text);
}

static void draw_step(const struct model *m, struct canvas *canvas, struct rect area, size_t i)
{
    enum { STATE_COLS = 18 };
    char words[OUTCOME_WORDS];
    struct outcome_look look = outcome_look(m, &m->run.steps[i], words);
    canvas_glyph(canvas, rect_skip(area, 0, 2), look.style, look.glyph);
    struct rect title = rect_keep(rect_skip(area, 0, 4), 1, area.cols - 4 - STATE_COLS);
    canvas_put_cut(canvas, title, STYLE_PLAIN, m->run.titles[i]);
    canvas_put_cut(canvas, rect_skip(area, 0, area.cols - STATE_COLS + 1), look.style, words);
}

static void draw_details(const struct model *m, struct canvas *canvas, struct rect area)
{
    const struct run_state *run = &m->run;
    struct pen pen = pen_begin(canvas, area);
    if ((size_t)m->apply.cursor >= run->plan.n_steps)
        return;
    const struct step_progress *step = &run->steps[m->apply.cursor];
    pen_text(&pen, STYLE_CODE, run->plan.steps[m->apply.cursor].resource);
    pen_text(&pen, STYLE_WARNING, step->err.summary);
    pen_text(&pen, STYLE_PLAIN, step->err.detail);
    if (run->has_result)
        pen_entry(&pen, _("Journal:"), STYLE_VALUE, run->result.journal);
    if (is_complete(run) && run->plan.is_complete)
        pen_text(&pen, STYLE_DIM,
                 _("It takes usually 2 minutes, sometimes 7 or more, until a grant acts "
                   "everywhere. Enter goes on."));
}

static void view(const struct model *m, struct canvas *canvas, struct rect body)
{
    switch (face_of(m)) {
    case FACE_NOTHING:
        draw_nothing(m, canvas, body);
        return;
    case FACE_BLOCKED:
        draw_blocked(m, canvas, body);
        return;
    case FACE_ASK:
        draw_ask(m, canvas, body);
        return;
    case FACE_RUN:
        break;
    }
    struct panes panes = frame_panes(body);
    struct rect area = rect_skip(panes.list, 1, 0);
    draw_sum(m, canvas, panes.list);
    for (size_t i = 0; i < m->run.plan.n_steps; i++) {
        struct rect row = rows_rect(&m->apply, area, (int)m->run.plan.n_steps, (int)i);
        if (rect_is_empty(row))
            continue;
        draw_step(m, canvas, row, i);
        if ((int)i == m->apply.cursor)
            rows_draw_cursor(canvas, row);
    }
    rows_draw_more(&m->apply, canvas, area, (int)m->run.plan.n_steps);
    frame_draw_divider(canvas, body, panes);
    draw_details(m, canvas, panes.details);
}

static bool may_leave(const struct model *m, struct rr_err *why)
{
    if (face_of(m) == FACE_BLOCKED)
        return rr_err_set(
            why, RR_PRECONDITION, "%s",
            _("Steps that you may not do are still in the plan: space leaves them out."));
    return true;
}

const struct screen apply_screen = {
    .id = "apply",
    .title = N_("Apply"),
    .help =
        N_("The one place where something is changed, after the number of changes and the "
           "project's id were typed. Each step is written to the journal before it is sent, and "
           "read back afterwards. X stops after what is being done; what was done stays and can "
           "be taken back."),
    .enter = enter,
    .contexts = contexts,
    .act = act,
    .text = take_text,
    .take = take,
    .may_leave = may_leave,
    .view = view,
};
