/* The wizard's loop: one wait, one redraw a turn; see the header. */
#include "config.h"

#include "tui/runtime.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/util/clock.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "core/util/vec.h"
#include "runready/lang.h"
#include "tui/app.h"
#include "tui/engine.h"

struct runtime {
    struct model model;
    struct canvas canvas;
    struct terminal *term;
    struct engine *engine;
    struct rr_clock clock;
    struct rr_arena arena;
    struct theme_dirs themes;
    struct preferences preferences;
    const char *preferences_path;
    struct settings begun;  // as the wizard started
    const char *begun_lang; // "en" or "ja"
    bool has_own_glyphs;    // chosen by the person: the terminal's answer changes nothing
    bool is_dirty;          // the screen no longer shows the model
    bool is_over;
    bool was_stopped;
    bool owes_sync; // a test waits for the marker
    bool sync_wants_idle;
    int64_t tick_at_ms; // 0 = none
};

static void update(struct runtime *rt, struct msg *msg);
static void resize(struct runtime *rt, enum msg_kind kind);

/* ---- effects ---- */

static void tell(struct runtime *rt, enum msg_kind kind, const char *text)
{
    struct msg msg = {.kind = kind};
    msg.text = rr_arena_str(&msg.arena, text);
    update(rt, &msg);
}

static void tell_failure(struct runtime *rt, const struct rr_err *err)
{
    struct msg msg = {.kind = MSG_FAILED};
    msg.err = *err;
    update(rt, &msg);
}

static void copy(struct runtime *rt, const char *text)
{
    if (term_copy(rt->term, text))
        tell(rt, MSG_COPIED, "");
    else
        tell(rt, MSG_NOTICE, _("This terminal does not let a program copy; s saves it to a file."));
}

static void save(struct runtime *rt, const struct effect *effect)
{
    struct rr_err err = {0};
    if (rr_file_create(effect->path, effect->text, strlen(effect->text), 0600, &err))
        tell(rt, MSG_SAVED, effect->path);
    else
        tell_failure(rt, &err);
}

static void set_theme(struct runtime *rt, const char *name)
{
    struct theme theme;
    struct rr_err err = {0};
    RR_BUF_AUTO problems = {0};
    if (!theme_load(&theme, &rt->themes, name, &problems, &err)) {
        tell(rt, MSG_NOTICE, err.summary);
        return;
    }
    term_set_theme(rt->term, &theme);
    if (problems.len > 0)
        tell(rt, MSG_NOTICE, rr_buf_text(&problems));
    canvas_clear(&rt->canvas);
}

/*
 * Keeps the choices made on the screen. What only this start was given on its command line is not one of them, so what
 * is as it was at the begin is left alone.
 */
static void keep_choices(struct runtime *rt)
{
    const struct settings *now = &rt->model.settings;
    const struct settings *begun = &rt->begun;
    struct preferences *preferences = &rt->preferences;
    struct rr_err err = {0};
    if (strcmp(now->theme, begun->theme) != 0)
        preferences_set(preferences, PREFERENCE_THEME, now->theme);
    if (now->has_mouse != begun->has_mouse)
        preferences_set(preferences, PREFERENCE_MOUSE, now->has_mouse ? "on" : "off");
    if (now->is_casual != begun->is_casual)
        preferences_set(preferences, PREFERENCE_WORDS, now->is_casual ? "plain" : "exact");
    if (strcmp(rr_lang_get(), rt->begun_lang) != 0)
        preferences_set(preferences, PREFERENCE_LANGUAGE, rr_lang_get());
    if (rt->preferences_path != NULL && !preferences_save(preferences, rt->preferences_path, &err))
        tell(rt, MSG_NOTICE, err.summary);
}

/* Until Enter, the end of the input or a signal, which the loop then takes. */
static void wait_for_enter(void)
{
    char byte = '\0';
    while (byte != '\n' && byte != '\r' && read(STDIN_FILENO, &byte, 1) == 1)
        continue;
}

/* Nothing of ours stands between the text and the mouse. */
static void show_bare(struct runtime *rt, const char *text)
{
    RR_BUF_AUTO shown = {0};
    rr_buf_add_visible_lines(&shown, text);
    term_lend(rt->term);
    printf("\n%s\n%s\n", rr_buf_text(&shown), _("Enter leads back."));
    fflush(stdout);
    wait_for_enter();
    term_take_back(rt->term);
    resize(rt, MSG_RESIZE);
}

static void carry_out(struct runtime *rt, const struct effect *effect)
{
    switch (effect->kind) {
    case FX_GATHER:
        engine_gather(rt->engine, effect->ticket, effect->context);
        return;
    case FX_APPLY:
        engine_apply(rt->engine, effect->ticket, effect->text);
        return;
    case FX_HISTORY:
        engine_history(rt->engine, effect->ticket);
        return;
    case FX_CANCEL:
        engine_cancel(rt->engine);
        return;
    case FX_COPY:
        copy(rt, effect->text);
        return;
    case FX_SAVE:
        save(rt, effect);
        return;
    case FX_LANG:
        rr_lang_set(effect->text);
        tell(rt, MSG_LANG, effect->text);
        return;
    case FX_THEME:
        set_theme(rt, effect->text);
        return;
    case FX_MOUSE:
        term_set_mouse(rt->term, rt->model.settings.has_mouse);
        return;
    case FX_CONFIG:
        keep_choices(rt);
        return;
    case FX_REDRAW:
        term_lend(rt->term);
        term_take_back(rt->term);
        return;
    case FX_BARE:
        show_bare(rt, effect->text);
        return;
    case FX_QUIT:
        rt->is_over = true;
        return;
    case FX_COUNT:
        return;
    }
}

/* Effects may live in the model's turn, and carrying one out may be answered by a message at once. */
static void update(struct runtime *rt, struct msg *msg)
{
    struct effects fx = {0};
    msg->now_ms = rr_clock_mono_ms(&rt->clock);
    msg->wall_s = rr_clock_wall_ms(&rt->clock) / 1000;
    app_update(&rt->model, msg, &fx);
    msg_drop(msg);
    struct rr_arena turn = rt->model.turn;
    rt->model.turn = (struct rr_arena){0};
    for (size_t i = 0; i < fx.n; i++)
        carry_out(rt, &fx.items[i]);
    rr_arena_free(&turn);
    rt->is_dirty = true;
}

/* ---- events of the terminal ---- */

static void resize(struct runtime *rt, enum msg_kind kind)
{
    struct msg msg = {.kind = kind};
    term_size(rt->term, &msg.size.rows, &msg.size.cols);
    canvas_resize(&rt->canvas, msg.size.rows, msg.size.cols);
    update(rt, &msg);
}

static void stop(struct runtime *rt)
{
    struct msg msg = {.kind = MSG_STOP};
    rt->was_stopped = true;
    update(rt, &msg);
}

static void take_paste(struct runtime *rt, const struct event *event)
{
    struct msg msg = {.kind = MSG_PASTE};
    msg.text = rr_arena_strn(&msg.arena, event->paste.text, event->paste.bytes);
    update(rt, &msg);
}

static void choose_glyphs(struct runtime *rt, int ambiguous_cols)
{
    bool is_unicode = term_facts(rt->term)->is_utf8 && rt->canvas.glyphs != GLYPHS_ASCII;
    if (rt->has_own_glyphs || !is_unicode)
        return;
    rt->canvas.glyphs = ambiguous_cols == 1 ? GLYPHS_UNICODE : GLYPHS_NARROW;
    rt->is_dirty = true;
}

static void take_event(struct runtime *rt, const struct event *event)
{
    struct msg msg = {0};
    switch (event->kind) {
    case EVENT_KEY:
        msg.kind = MSG_KEY;
        msg.key = event->key;
        update(rt, &msg);
        return;
    case EVENT_MOUSE:
        msg.kind = MSG_MOUSE;
        msg.mouse = event->mouse;
        update(rt, &msg);
        return;
    case EVENT_PASTE:
        take_paste(rt, event);
        return;
    case EVENT_RESIZE:
    case EVENT_RESUMED:
        resize(rt, MSG_RESIZE);
        return;
    case EVENT_SIGNAL:
        stop(rt);
        return;
    case EVENT_HANGUP:
        rt->was_stopped = true;
        rt->is_over = true;
        return;
    case EVENT_WIDTH:
        choose_glyphs(rt, event->ambiguous_cols);
        return;
    case EVENT_SYNC:
        rt->owes_sync = true;
        rt->sync_wants_idle = event->wants_idle;
        return;
    case EVENT_FOCUS:
    case EVENT_NONE:
        return;
    }
}

/* ---- the loop ---- */

static int requests_in_flight(const struct runtime *rt)
{
    return (rt->model.check.ticket != 0) + (rt->model.run.is_running ? 1 : 0);
}

static void draw(struct runtime *rt)
{
    if (rt->is_dirty) {
        app_view(&rt->model, &rt->canvas);
        term_draw(rt->term, &rt->canvas);
        rt->is_dirty = false;
    }
    if (rt->owes_sync && (!rt->sync_wants_idle || requests_in_flight(rt) == 0)) {
        rt->owes_sync = false;
        term_answer_sync(rt->term, requests_in_flight(rt));
    }
}

/* The timer is armed only while something on the screen moves by itself. */
static int timeout_ms(struct runtime *rt)
{
    int64_t now_ms = rr_clock_mono_ms(&rt->clock);
    int64_t wanted_ms = model_next_tick_ms(&rt->model);
    if (wanted_ms < 0) {
        rt->tick_at_ms = 0;
        return -1;
    }
    if (rt->tick_at_ms == 0 || rt->tick_at_ms > now_ms + wanted_ms)
        rt->tick_at_ms = now_ms + wanted_ms;
    return rt->tick_at_ms > now_ms ? (int)(rt->tick_at_ms - now_ms) : 0;
}

static void tick(struct runtime *rt)
{
    if (rt->tick_at_ms == 0 || rr_clock_mono_ms(&rt->clock) < rt->tick_at_ms)
        return;
    struct msg msg = {.kind = MSG_TICK};
    rt->tick_at_ms = 0;
    update(rt, &msg);
}

static void turn(struct runtime *rt)
{
    struct event event;
    struct msg msg;
    term_wait(rt->term, engine_fd(rt->engine), timeout_ms(rt));
    while (!rt->is_over && term_next(rt->term, &event))
        take_event(rt, &event);
    while (!rt->is_over && engine_take(rt->engine, &msg))
        update(rt, &msg);
    tick(rt);
    if (!rt->is_over)
        draw(rt);
}

/* ---- beginning and end ---- */

static bool set_glyphs(struct runtime *rt, const char *name, struct rr_err *err)
{
    rt->canvas.glyphs = term_facts(rt->term)->glyphs;
    if (name == NULL)
        return true;
    rt->has_own_glyphs = true;
    return glyph_set_parse(name, &rt->canvas.glyphs) ||
           rr_err_set(err, RR_BAD_INPUT,
                      _("There is no glyph set \"%.40s\"; there are unicode, narrow and ascii."),
                      name);
}

static bool open_all(struct runtime *rt, const struct wizard_options *options, struct rr_err *err)
{
    rt->engine = engine_start(&options->session, err);
    if (rt->engine == NULL || !term_open(&rt->term, &options->term, err))
        return false;
    if (!set_glyphs(rt, options->glyphs, err))
        return false;
    rt->preferences = options->preferences;
    rt->preferences_path = options->preferences_path;
    rt->themes = theme_find_dirs(&rt->arena);
    struct theme_names names = theme_list(&rt->themes, &rt->arena);
    struct model_options model = options->model;
    model.themes = names.items;
    model.n_themes = names.n;
    model_init(&rt->model, &model);
    rt->begun = rt->model.settings;
    rt->begun_lang = rr_lang_get();
    // What cannot be loaded leaves the looks as they are, so there have to be some.
    set_theme(rt, "default");
    set_theme(rt, rt->model.settings.theme);
    return true;
}

bool wizard_run(const struct wizard_options *options, struct wizard_result *out, struct rr_err *err)
{
    struct runtime *rt = rr_xcalloc(1, sizeof *rt);
    bool ok = open_all(rt, options, err);
    if (ok) {
        resize(rt, MSG_BEGIN);
        if (options->problems != NULL && *options->problems != '\0')
            tell(rt, MSG_NOTICE, options->problems);
        draw(rt);
        while (!rt->is_over)
            turn(rt);
        *out = wizard_result_of(&rt->model);
        out->was_stopped = rt->was_stopped;
    }
    // The terminal first: what is still on its way may take a while to settle.
    term_close(rt->term);
    engine_stop(rt->engine);
    model_free(&rt->model);
    canvas_free(&rt->canvas);
    rr_arena_free(&rt->arena);
    free(rt);
    return ok;
}
