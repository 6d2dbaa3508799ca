/* The dialogue's life: the engine, effects, and one answer after the other; see the header. */
#include "config.h"

#include "tui/plain/plain.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"
#include "tui/app.h"
#include "tui/outcomes.h"
#include "tui/plain/dialogue.h"

static const struct plain_page *const pages[PAGE_COUNT] = {
    [PAGE_START] = &plain_start,   [PAGE_CHECK] = &plain_check,   [PAGE_ACCOUNT] = &plain_account,
    [PAGE_ROLES] = &plain_roles,   [PAGE_ACCESS] = &plain_access, [PAGE_SCHEDULE] = &plain_schedule,
    [PAGE_REVIEW] = &plain_review, [PAGE_APPLY] = &plain_apply,   [PAGE_PROPAGATION] = &plain_wait,
    [PAGE_DEPLOY] = &plain_deploy, [PAGE_DONE] = &plain_done,
};

const struct plain_page *plain_page_of(const struct plain *p)
{
    return pages[p->model.page];
}

/* ---- effects ---- */

static void save(struct plain *p, const struct effect *effect)
{
    struct rr_err err = {0};
    if (rr_file_create(effect->path, effect->text, strlen(effect->text), 0600, &err))
        talk_sayf(&p->talk, _("Saved: %s"), effect->path);
    else
        plain_say_err(p, &err);
}

static void carry_out(struct plain *p, const struct effect *effect)
{
    struct msg language = {.kind = MSG_LANG};
    switch (effect->kind) {
    case FX_GATHER:
        talk_say(&p->talk, _("Reading the project. Reading changes nothing."));
        engine_gather(p->engine, effect->ticket, effect->context);
        return;
    case FX_APPLY:
        engine_apply(p->engine, effect->ticket, effect->text);
        return;
    case FX_HISTORY:
        engine_history(p->engine, effect->ticket);
        return;
    case FX_CANCEL:
        engine_cancel(p->engine);
        return;
    case FX_COPY:
    case FX_BARE:
        talk_lines(&p->talk, effect->text);
        return;
    case FX_SAVE:
        save(p, effect);
        return;
    case FX_LANG:
        rr_lang_set(effect->text);
        plain_update(p, &language);
        return;
    case FX_QUIT:
        p->is_over = true;
        return;
    // What only a screen has.
    case FX_THEME:
    case FX_MOUSE:
    case FX_CONFIG:
    case FX_REDRAW:
    case FX_COUNT:
        return;
    }
}

/* Effects may live in the model's turn, and carrying one out may be answered by a message at once. */
static void settle(struct plain *p, struct effects *fx)
{
    struct rr_arena turn = p->model.turn;
    p->model.turn = (struct rr_arena){0};
    for (size_t i = 0; i < fx->n; i++)
        carry_out(p, &fx->items[i]);
    rr_arena_free(&turn);
    if (*p->model.notice != '\0')
        talk_say(&p->talk, p->model.notice);
    p->model.notice[0] = '\0';
    while (p->model.n_overlays > 0) {
        if (p->model.overlays[p->model.n_overlays - 1] == OVERLAY_ERROR)
            plain_say_err(p, &p->model.error);
        model_close(&p->model);
    }
}

void plain_update(struct plain *p, struct msg *msg)
{
    struct effects fx = {0};
    msg->now_ms = rr_clock_mono_ms(&p->clock);
    msg->wall_s = rr_clock_wall_ms(&p->clock) / 1000;
    app_update(&p->model, msg, &fx);
    msg_drop(msg);
    settle(p, &fx);
}

/* ---- waiting for the engine ---- */

static bool is_settled(enum rr_step_outcome outcome)
{
    return outcome != RR_OUTCOME_WAITING && outcome != RR_OUTCOME_READING &&
           outcome != RR_OUTCOME_WRITING;
}

/* One sentence for each step that has ended, and for each wait before another try. */
static void say_progress(struct plain *p, const struct msg *msg)
{
    const struct run_state *run = &p->model.run;
    char words[OUTCOME_WORDS];
    for (size_t i = 0; i < run->plan.n_steps; i++) {
        if (strcmp(run->plan.steps[i].id, msg->progress.step) != 0)
            continue;
        struct step_progress step = {.outcome = msg->progress.outcome};
        outcome_look(&p->model, &step, words);
        if (msg->progress.wait_ms > 0)
            talk_sayf(&p->talk, _("%s: trying again in %.1f s (%s)."), run->titles[i],
                      (double)msg->progress.wait_ms / 1000, msg->progress.err.summary);
        else if (is_settled(msg->progress.outcome))
            talk_sayf(&p->talk, _("Step %zu of %zu, %s: %s."), i + 1, run->plan.n_steps,
                      run->titles[i], words);
    }
}

static void take_messages(struct plain *p)
{
    struct msg msg;
    while (engine_take(p->engine, &msg)) {
        if (msg.kind == MSG_PROGRESS && p->model.run.is_running)
            say_progress(p, &msg);
        plain_update(p, &msg);
    }
}

static bool is_waiting_to_look_again(const struct plain *p)
{
    return p->model.page == PAGE_CHECK && p->model.check.again_ms > 0;
}

static bool is_busy(const struct plain *p)
{
    return p->model.check.ticket != 0 || p->model.run.is_running || is_waiting_to_look_again(p);
}

static int timeout_ms(struct plain *p)
{
    if (p->model.check.ticket != 0 || p->model.run.is_running)
        return -1;
    int64_t left_ms = p->model.check.again_ms - rr_clock_mono_ms(&p->clock);
    return left_ms > 0 ? (int)left_ms : 0;
}

static void stop(struct plain *p)
{
    struct signalfd_siginfo ignored;
    struct msg msg = {.kind = MSG_STOP};
    ssize_t n = read(p->talk.signals, &ignored, sizeof ignored);
    (void)n; // only that one came counts
    p->was_stopped = true;
    p->model.check.again_ms = 0;
    plain_update(p, &msg);
}

static void wait_for_engine(struct plain *p)
{
    while (!p->is_over && is_busy(p)) {
        struct pollfd fds[] = {{.fd = engine_fd(p->engine), .events = POLLIN},
                               {.fd = p->talk.signals, .events = POLLIN}};
        fflush(p->talk.out);
        int n = poll(fds, 2, timeout_ms(p));
        if (n > 0 && fds[1].revents != 0)
            stop(p);
        take_messages(p);
        if (n == 0) {
            struct msg tick = {.kind = MSG_TICK};
            plain_update(p, &tick);
        }
    }
}

/* ---- answers ---- */

void plain_press(struct plain *p, struct key key)
{
    struct msg msg = {.kind = MSG_KEY};
    msg.key = key;
    plain_update(p, &msg);
    wait_for_engine(p);
}

void plain_press_enter(struct plain *p)
{
    plain_press(p, (struct key){.code = KEY_CODE_ENTER});
}

void plain_press_rune(struct plain *p, uint32_t rune)
{
    plain_press(p, (struct key){.code = KEY_CODE_RUNE, .rune = rune});
}

void plain_change(struct plain *p, void (*change)(struct model *m, struct effects *fx))
{
    struct effects fx = {0};
    change(&p->model, &fx);
    settle(p, &fx);
    wait_for_engine(p);
}

void plain_say_err(struct plain *p, const struct rr_err *err)
{
    talk_say(&p->talk, err->summary);
    talk_note(&p->talk, err->detail);
}

void plain_say_finding(struct plain *p, const struct rr_finding *finding)
{
    talk_note(&p->talk, finding->why);
    for (size_t i = 0; i < finding->n_evidence; i++)
        talk_note(&p->talk, finding->evidence[i]);
    if (*finding->would_say != '\0' && finding->state != RR_FINDING_OK)
        talk_note(&p->talk, finding->would_say);
}

/* ---- the dialogue ---- */

static void show(struct plain *p)
{
    const struct plain_page *page = plain_page_of(p);
    rr_arena_free(&p->page);
    talk_head(&p->talk, _(page_screen(p->model.page)->title));
    if (page->show != NULL)
        page->show(p);
}

static void say_next(struct plain *p)
{
    const struct plain_page *page = plain_page_of(p);
    const char *next = page->next != NULL ? page->next(p) : NULL;
    if (next != NULL)
        talk_say(&p->talk, next);
    else
        talk_sayf(&p->talk, _("Enter goes on to %s."),
                  _(page_screen(page_after(&p->model, p->model.page))->title));
}

static enum plain_answer take_answer(struct plain *p, const char *line)
{
    const struct plain_page *page = plain_page_of(p);
    long number = 0;
    size_t n = strcspn(line, " ");
    const char *word = rr_arena_strn(&p->page, line, n);
    const char *rest = rr_arena_str(&p->page, line + n + strspn(line + n, " "));
    if (*line == '\0') {
        plain_press_enter(p);
        return PLAIN_SAID;
    }
    enum plain_answer answer = page->word != NULL ? page->word(p, word, rest) : PLAIN_UNKNOWN;
    if (answer == PLAIN_UNKNOWN && page->choose != NULL && rr_str_to_int(line, 1, 9999, &number))
        answer = page->choose(p, (size_t)number);
    return answer != PLAIN_UNKNOWN ? answer : plain_take_word(p, word, rest);
}

/* A page is said when it is come to, and after an answer that changed something on it. */
static void take_turn(struct plain *p)
{
    RR_BUF_AUTO line = {0};
    say_next(p);
    if (!talk_hear(&p->talk, &line)) {
        p->was_stopped = p->talk.is_stopping;
        p->is_over = true;
        return;
    }
    const char *text = rr_buf_text(&line);
    enum page_id before = p->model.page;
    size_t n_finished = p->model.n_finished;
    enum plain_answer answer = take_answer(p, text);
    if (answer == PLAIN_UNKNOWN)
        talk_say(&p->talk, _("That is no answer here. ? says what can be answered."));
    bool is_new = p->model.page != before || p->model.n_finished != n_finished;
    if (!p->is_over && (is_new || answer == PLAIN_CHANGED))
        show(p);
}

/* ---- beginning and end ---- */

static void greet(struct plain *p)
{
    struct msg begin = {.kind = MSG_BEGIN};
    begin.size.rows = 24;
    begin.size.cols = 80;
    talk_say(&p->talk,
             _("runready: from a Google Cloud project to a deploy from source on Cloud "
               "Run. Nothing is changed before you have seen it and typed your consent."));
    if (p->model.is_sandbox)
        talk_say(&p->talk, _("This is the sandbox: nothing real is touched."));
    talk_say(&p->talk, _("? and Enter explains at any time."));
    plain_update(p, &begin);
    wait_for_engine(p);
    show(p);
}

/* Signals come as something to read, in this thread only; the engine's thread starts with them blocked. */
static int watch_signals(sigset_t *before)
{
    sigset_t asked;
    sigemptyset(&asked);
    sigaddset(&asked, SIGINT);
    sigaddset(&asked, SIGTERM);
    sigaddset(&asked, SIGHUP);
    sigprocmask(SIG_BLOCK, &asked, before);
    return signalfd(-1, &asked, SFD_CLOEXEC | SFD_NONBLOCK);
}

bool plain_run(const struct plain_options *options, struct wizard_result *out, struct rr_err *err)
{
    sigset_t before;
    struct plain *p = rr_xcalloc(1, sizeof *p);
    p->talk =
        (struct talk){.in = options->in, .out = options->out, .signals = watch_signals(&before)};
    p->engine = engine_start(&options->session, err);
    bool ok = p->engine != NULL;
    if (ok) {
        model_init(&p->model, &options->model);
        greet(p);
        while (!p->is_over)
            take_turn(p);
        *out = wizard_result_of(&p->model);
        out->was_stopped = p->was_stopped;
        engine_stop(p->engine);
        model_free(&p->model);
    }
    talk_close(&p->talk);
    if (p->talk.signals >= 0)
        close(p->talk.signals);
    sigprocmask(SIG_SETMASK, &before, NULL);
    rr_arena_free(&p->page);
    free(p);
    return ok;
}
