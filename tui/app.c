/*
 * Routes messages: what the engine tells goes into the model first, then to the page; keys become actions,
 * which the overlay on top or the page takes, or else the frame.
 */
#include "config.h"

#include "tui/app.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/vec.h"
#include "tui/frame.h"
#include "tui/strip.h"

/* ---- actions that mean the same everywhere ---- */

struct opener {
    enum action action;
    enum overlay_id overlay;
};

static const struct opener openers[] = {
    {ACTION_HELP, OVERLAY_HELP},         {ACTION_KEYS, OVERLAY_KEYS},
    {ACTION_GLOSSARY, OVERLAY_GLOSSARY}, {ACTION_TROUBLESHOOT, OVERLAY_TROUBLE},
    {ACTION_THEME, OVERLAY_THEMES},      {ACTION_LANGUAGE, OVERLAY_LANGUAGE},
    {ACTION_ACTIVITY, OVERLAY_ACTIVITY}, {ACTION_SIGN_IN, OVERLAY_SIGN_IN},
};

static bool open_overlay(struct model *m, enum action action, struct effects *fx)
{
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        if (openers[i].action != action)
            continue;
        if (m->n_overlays > 0 && m->overlays[m->n_overlays - 1] == openers[i].overlay)
            model_close(m);
        else
            model_open(m, openers[i].overlay, fx);
        return true;
    }
    return false;
}

static void choose_station(struct model *m, int by, struct effects *fx)
{
    m->station = m->station < 0 ? (by > 0 ? 0 : STRIP_STATIONS - 1)
                                : (m->station + by + STRIP_STATIONS) % STRIP_STATIONS;
    model_open(m, OVERLAY_STATION, fx);
}

static void go_on(struct model *m, struct effects *fx)
{
    const struct screen *screen = page_screen(m->page);
    struct rr_err why = {0};
    if (screen->may_leave != NULL && !screen->may_leave(m, &why)) {
        model_notice(m, "%s", why.summary);
        return;
    }
    model_go(m, page_after(m, m->page), fx);
}

static void go_back(struct model *m, struct effects *fx)
{
    if (m->n_overlays > 0)
        model_close(m);
    else if (m->page != PAGE_START)
        model_go(m, page_before(m, m->page), fx);
}

static void switch_mouse(struct model *m, struct effects *fx)
{
    m->settings.has_mouse = !m->settings.has_mouse;
    effect_add(fx, (struct effect){.kind = FX_MOUSE});
    effect_add(fx, (struct effect){.kind = FX_CONFIG});
    model_notice(m, "%s",
                 m->settings.has_mouse
                     ? _("The mouse belongs to runready now.")
                     : _("The mouse belongs to the terminal now: mark and copy as usual."));
}

static void switch_words(struct model *m, struct effects *fx)
{
    m->settings.is_casual = !m->settings.is_casual;
    effect_add(fx, (struct effect){.kind = FX_CONFIG});
    model_notice(m, "%s",
                 m->settings.is_casual ? _("Explanations are in plain words now.")
                                       : _("Explanations are in exact terms now."));
}

static void do_action(struct model *m, enum action action, struct effects *fx)
{
    const struct screen *screen = model_screen(m);
    if (screen->act != NULL && screen->act(m, action, fx))
        return;
    if (open_overlay(m, action, fx))
        return;
    switch (action) {
    case ACTION_NEXT:
        go_on(m, fx);
        return;
    case ACTION_BACK:
        go_back(m, fx);
        return;
    case ACTION_QUIT:
        model_quit(m, fx);
        return;
    case ACTION_MOUSE:
        switch_mouse(m, fx);
        return;
    case ACTION_WORDS:
        switch_words(m, fx);
        return;
    case ACTION_READ_AGAIN:
        model_gather(m, fx);
        return;
    case ACTION_STATION_NEXT:
        choose_station(m, 1, fx);
        return;
    case ACTION_STATION_PREVIOUS:
        choose_station(m, -1, fx);
        return;
    default:
        return;
    }
}

/* ---- keys, paste and mouse ---- */

static bool is_ctrl(struct key key, uint32_t rune)
{
    return key.code == KEY_CODE_RUNE && key.rune == rune && (key.modifiers & KEY_CTRL) != 0;
}

static bool take_control_key(struct key key, struct effects *fx)
{
    if (!is_ctrl(key, 'l'))
        return false;
    effect_add(fx, (struct effect){.kind = FX_REDRAW});
    return true;
}

static void take_key(struct model *m, const struct msg *msg, struct effects *fx)
{
    m->notice[0] = '\0';
    if (take_control_key(msg->key, fx))
        return;
    const struct screen *screen = model_screen(m);
    unsigned contexts = frame_contexts(m);
    enum action action = action_for_key(contexts, msg->key);
    bool is_small = frame_layout(m->rows, m->cols).is_too_small;
    if (is_small && action != ACTION_QUIT)
        return;
    if (action != ACTION_NONE)
        do_action(m, action, fx);
    else if ((contexts & CONTEXT_TEXT) != 0 && screen->text != NULL)
        screen->text(m, msg, fx);
}

static void take_paste(struct model *m, const struct msg *msg, struct effects *fx)
{
    const struct screen *screen = model_screen(m);
    m->notice[0] = '\0';
    if ((frame_contexts(m) & CONTEXT_TEXT) != 0 && screen->text != NULL)
        screen->text(m, msg, fx);
}

static void take_mouse(struct model *m, const struct msg *msg, struct effects *fx)
{
    const struct screen *screen = model_screen(m);
    struct layout layout = frame_layout(m->rows, m->cols);
    const struct mouse *mouse = &msg->mouse;
    if (m->n_overlays > 0) {
        struct rect area = frame_overlay(m);
        if (!rect_has(area, mouse->row, mouse->col) && mouse->kind == MOUSE_PRESS)
            model_close(m);
        else if (screen->mouse != NULL)
            screen->mouse(m, mouse, area, fx);
    } else if (rect_has(layout.strip, mouse->row, mouse->col) && mouse->kind == MOUSE_PRESS) {
        int station = strip_at(layout.strip.cols, mouse->col);
        m->station = station;
        if (station >= 0)
            model_open(m, OVERLAY_STATION, fx);
    } else if (rect_has(layout.body, mouse->row, mouse->col) && screen->mouse != NULL) {
        screen->mouse(m, mouse, layout.body, fx);
    }
}

/* ---- what the engine tells ---- */

static struct check_line *find_line(struct check *check, const char *id)
{
    for (size_t i = 0; i < check->n_lines; i++)
        if (strcmp(check->lines[i].id, id) == 0)
            return &check->lines[i];
    return NULL;
}

static void take_fact(struct model *m, const struct msg *msg)
{
    struct check *check = &m->check;
    struct check_line *line = find_line(check, msg->fact.id);
    if (line == NULL) {
        line = rr_vec_push(check, lines);
        *line = (struct check_line){.id = rr_arena_str(&check->arena, msg->fact.id)};
    }
    line->request = rr_arena_str(&check->arena, msg->fact.request);
    line->need = rr_arena_str(&check->arena, msg->fact.need);
    line->state = msg->fact.state;
    line->err = msg->fact.err;
    line->ms = msg->fact.ms;
}

static void take_observed(struct model *m, struct msg *msg)
{
    rr_observed_free(m->observed);
    m->observed = msg->observed.all;
    msg->observed.all = NULL;
    snprintf(m->sign_in, sizeof m->sign_in, "%s", msg->observed.sign_in);
    m->check.ticket = 0;
    m->check.took_ms = m->now_ms - m->check.began_ms;
    model_judge(m);
}

static void take_activity(struct model *m, const struct msg *msg)
{
    struct activity_line *line = &m->log.lines[m->log.n++ % ACTIVITY_MAX];
    const struct rr_activity *from = &msg->activity;
    *line = (struct activity_line){.wall_s = m->wall_s,
                                   .status = from->status,
                                   .ms = from->ms,
                                   .attempt = from->attempt,
                                   .wait_ms = from->wait_ms};
    snprintf(line->method, sizeof line->method, "%s", from->method);
    snprintf(line->api, sizeof line->api, "%s", from->api);
    snprintf(line->path, sizeof line->path, "%s", from->path);
}

static void take_progress(struct model *m, const struct msg *msg)
{
    for (size_t i = 0; i < m->run.plan.n_steps; i++) {
        if (strcmp(m->run.plan.steps[i].id, msg->progress.step) != 0)
            continue;
        struct step_progress *step = &m->run.steps[i];
        bool is_waiting = msg->progress.wait_ms > 0;
        step->outcome = msg->progress.outcome;
        step->err = msg->progress.has_err ? msg->progress.err : (struct rr_err){0};
        step->retry_at_ms = is_waiting ? m->now_ms + msg->progress.wait_ms : 0;
    }
}

static void take_run(struct model *m, struct msg *msg)
{
    struct run_state *run = &m->run;
    run->is_running = false;
    run->ended_ms = m->now_ms;
    run->has_result = true;
    run->result = msg->run;
    run->result_arena = msg->arena;
    msg->arena = (struct rr_arena){0};
    for (size_t i = 0; i < run->result.n_steps && i < run->plan.n_steps; i++)
        run->steps[i] = (struct step_progress){.outcome = run->result.steps[i].outcome,
                                               .err = run->result.steps[i].err};
    m->n_changed += run->result.n_changed;
    if (m->n_finished == FINISHED_MAX)
        return;
    struct finished_run *finished = &m->finished[m->n_finished++];
    finished->n_changed = run->result.n_changed;
    snprintf(finished->id, sizeof finished->id, "%s", run->result.run);
    snprintf(finished->journal, sizeof finished->journal, "%s", run->result.journal);
}

static void take_failure(struct model *m, const struct msg *msg, struct effects *fx)
{
    if (msg->ticket == m->check.ticket) {
        m->check.ticket = 0;
        m->check.took_ms = m->now_ms - m->check.began_ms;
        m->check.failure = msg->err;
        if (msg->err.kind != RR_CANCELLED)
            model_fail(m, &msg->err, fx);
    } else if (m->run.is_running && msg->ticket == m->run.ticket) {
        m->run.is_running = false;
        m->run.ended_ms = m->now_ms;
        m->run.failure = msg->err;
        model_fail(m, &msg->err, fx);
    } else {
        model_fail(m, &msg->err, fx);
    }
}

/* Late answers to old questions are dropped here. */
static bool is_late(const struct model *m, const struct msg *msg)
{
    switch (msg->kind) {
    case MSG_FACT:
    case MSG_OBSERVED:
        return msg->ticket != m->check.ticket;
    case MSG_PROGRESS:
    case MSG_RAN:
        return !m->run.is_running || msg->ticket != m->run.ticket;
    case MSG_FAILED:
        return msg->ticket != 0 && msg->ticket != m->check.ticket && msg->ticket != m->run.ticket;
    default:
        return false;
    }
}

static void take_engine(struct model *m, struct msg *msg, struct effects *fx)
{
    switch (msg->kind) {
    case MSG_FACT:
        take_fact(m, msg);
        break;
    case MSG_OBSERVED:
        take_observed(m, msg);
        break;
    case MSG_ACTIVITY:
        take_activity(m, msg);
        break;
    case MSG_PROGRESS:
        take_progress(m, msg);
        break;
    case MSG_RAN:
        take_run(m, msg);
        break;
    case MSG_FAILED:
        take_failure(m, msg, fx);
        break;
    default:
        break;
    }
    const struct screen *page = page_screen(m->page);
    if (page->take != NULL)
        page->take(m, msg, fx);
    if (m->is_ending && !m->run.is_running)
        effect_add(fx, (struct effect){.kind = FX_QUIT});
}

void app_update(struct model *m, struct msg *msg, struct effects *fx)
{
    rr_arena_free(&m->turn);
    m->now_ms = msg->now_ms;
    m->wall_s = msg->wall_s;
    if (is_late(m, msg))
        return;
    switch (msg->kind) {
    case MSG_BEGIN:
        m->rows = msg->size.rows;
        m->cols = msg->size.cols;
        model_go(m, PAGE_START, fx);
        return;
    case MSG_RESIZE:
        m->rows = msg->size.rows;
        m->cols = msg->size.cols;
        return;
    case MSG_KEY:
        take_key(m, msg, fx);
        return;
    case MSG_MOUSE:
        take_mouse(m, msg, fx);
        return;
    case MSG_PASTE:
        take_paste(m, msg, fx);
        return;
    case MSG_LANG:
        model_judge(m);
        return;
    case MSG_NOTICE:
        model_notice(m, "%s", msg->text);
        return;
    case MSG_SAVED:
        model_notice(m, _("Saved: %s"), msg->text);
        return;
    case MSG_COPIED:
        model_notice(m, "%s", _("Copied."));
        return;
    case MSG_STOP:
        model_end(m, fx);
        return;
    case MSG_FACT:
    case MSG_ACTIVITY:
    case MSG_OBSERVED:
    case MSG_PROGRESS:
    case MSG_RAN:
    case MSG_HISTORY:
    case MSG_FAILED:
    case MSG_TICK:
        take_engine(m, msg, fx);
        return;
    case MSG_COUNT:
        return;
    }
}

void app_view(const struct model *m, struct canvas *canvas)
{
    frame_view(m, canvas);
}
