/*
 * A program that shows every event it gets, for tests of the terminal alone. Some keys do something:
 * q quits, Y copies, M switches the mouse, B lends the terminal to a child, A aborts, E touches what is not there,
 * R recurses without end, W draws Japanese, T changes the theme.
 */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/term.h"

enum { LINES_MAX = 12, LINE_SIZE = 96 };

struct show {
    struct terminal *term;
    struct canvas canvas;
    char lines[LINES_MAX][LINE_SIZE];
    int n;
    bool is_mouse_on;
    bool is_done;
    bool wants_sync;
    bool is_dark;
    int exit_status;
};

static void add(struct show *show, const char *format, ...) RR_PRINTF(2, 3);

static void add(struct show *show, const char *format, ...)
{
    if (show->n == LINES_MAX) {
        memmove(show->lines[0], show->lines[1], sizeof show->lines - LINE_SIZE);
        show->n--;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(show->lines[show->n++], LINE_SIZE, format, args);
    va_end(args);
}

static void set_theme(struct show *show)
{
    struct theme theme = {0};
    struct theme_dirs nowhere = {NULL, NULL};
    if (theme_load(&theme, &nowhere, show->is_dark ? "dark" : "default", NULL, NULL))
        term_set_theme(show->term, &theme);
}

static void draw(struct show *show)
{
    int rows = 0;
    int cols = 0;
    term_size(show->term, &rows, &cols);
    canvas_resize(&show->canvas, rows, cols);
    struct rect all = canvas_all(&show->canvas);
    canvas_printf(&show->canvas, all, STYLE_TITLE, "%dx%d %s", rows, cols,
                  term_facts(show->term)->name);
    for (int i = 0; i < show->n; i++)
        canvas_put(&show->canvas, rect_row(all, i + 1), STYLE_OK, show->lines[i]);
    canvas_ground(&show->canvas, rect_row(all, 1), STYLE_FOCUS);
    canvas_put_right(&show->canvas, rect_row(all, rows - 1), STYLE_DIM, "権限を確認しました。");
    term_draw(show->term, &show->canvas);
}

static void lend(struct show *show)
{
    term_lend(show->term);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        execlp("sh", "sh", "-c", "stty -a | grep -o '.icanon'; echo child was here", (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
    term_take_back(show->term);
    add(show, "back");
}

/* Never ends, and cannot be made a loop by a compiler. */
static int recurse(volatile int *n)
{
    volatile char room[4096];
    room[0] = (char)*n;
    *n = *n + 1;
    return *n < 0 ? 0 : recurse(n) + room[0];
}

static void do_key(struct show *show, struct key key)
{
    char name[KEY_NAME];
    volatile int n = 0;
    key_format(key, name);
    add(show, "key %s", name);
    if (key.code != KEY_CODE_RUNE)
        return;
    if (key.rune == 'q')
        show->is_done = true;
    else if (key.rune == 'Y')
        add(show, "copied %d", term_copy(show->term, "gcloud run deploy"));
    else if (key.rune == 'M')
        term_set_mouse(show->term, show->is_mouse_on = !show->is_mouse_on);
    else if (key.rune == 'B')
        lend(show);
    else if (key.rune == 'A')
        abort();
    else if (key.rune == 'E')
        raise(SIGSEGV);
    else if (key.rune == 'R')
        add(show, "%d", recurse(&n));
    else if (key.rune == 'W')
        add(show, "組織のポリシー e\xcc\x81");
    else if (key.rune == 'T') {
        show->is_dark = !show->is_dark;
        set_theme(show);
    }
}

static void do_mouse(struct show *show, struct mouse mouse)
{
    static const char *const kinds[] = {"press", "wheel up", "wheel down"};
    add(show, "%s %d %d", kinds[mouse.kind], mouse.row, mouse.col);
}

static void do_event(struct show *show, const struct event *event)
{
    switch (event->kind) {
    case EVENT_NONE:
        return;
    case EVENT_KEY:
        do_key(show, event->key);
        return;
    case EVENT_MOUSE:
        do_mouse(show, event->mouse);
        return;
    case EVENT_PASTE:
        add(show, "pasted %zu: %.60s", event->paste.bytes, event->paste.text);
        return;
    case EVENT_RESIZE:
        add(show, "resized");
        return;
    case EVENT_FOCUS:
        add(show, "focus %d", event->has_focus);
        return;
    case EVENT_SIGNAL:
        add(show, "signal %d", event->signal);
        show->is_done = event->signal == SIGTERM;
        show->exit_status = 143;
        return;
    case EVENT_HANGUP:
        show->is_done = true;
        show->exit_status = 7;
        return;
    case EVENT_RESUMED:
        add(show, "resumed");
        return;
    case EVENT_WIDTH:
        add(show, "ambiguous %d", event->ambiguous_cols);
        return;
    case EVENT_SYNC:
        show->wants_sync = true;
        return;
    }
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    struct show show = {.is_mouse_on = true};
    struct term_options options = {0};
    struct rr_err err = {0};
    if (!term_open(&show.term, &options, &err)) {
        fprintf(stderr, "%s\n%s\n", err.summary, err.detail);
        return 2;
    }
    set_theme(&show);
    draw(&show);
    while (!show.is_done) {
        struct event event;
        term_wait(show.term, -1, -1);
        while (!show.is_done && term_next(show.term, &event))
            do_event(&show, &event);
        draw(&show);
        if (show.wants_sync)
            term_answer_sync(show.term, 0);
        show.wants_sync = false;
    }
    term_close(show.term);
    canvas_free(&show.canvas);
    return show.exit_status;
}
