/* The real program under hard hands: kinds of terminals, signals, a storm of sizes, random keys. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

#include "tests/support/pty.h"
#include "tests/support/unit.h"
#include "tests/support/world.h"

/* The wizard, and a sandbox beside it that can be asked what was written. */
struct wizard {
    struct pty pty;
    struct world world;
};

static void wizard_open(struct wizard *w)
{
    *w = (struct wizard){0};
    world_open(&w->world, "first-day");
}

/* `term` is "TERM=...", or NULL for xterm-256color. May be called again after the program has ended. */
static void wizard_start(struct wizard *w, const char *term)
{
    const char *argv[] = {getenv("RUNREADY"),
                          "wizard",
                          "--project",
                          "my-ml-project",
                          "--region",
                          "asia-northeast1",
                          "--service",
                          "churn-api",
                          "--lang",
                          "en",
                          NULL};
    w->world.env[WORLD_APIS + 1] = term;
    w->world.env[WORLD_APIS + 2] = NULL;
    pty_start(&w->pty, argv, w->world.env, 24, 80);
}

static void wizard_close(struct wizard *w)
{
    pty_close(&w->pty);
    world_close(&w->world);
}

static void it_stands_on_every_kind_of_terminal(void **state)
{
    (void)state;
    static const char *const terms[] = {"TERM=xterm-256color", "TERM=screen-256color",
                                        "TERM=tmux-256color",  "TERM=linux",
                                        "TERM=vt100",          "TERM=xterm-mono"};
    struct wizard w;
    wizard_open(&w);
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        wizard_start(&w, terms[i]);
        pty_sync_idle(&w.pty);
        pty_assert_shows(&w.pty, "my-ml-project");
        pty_assert_shows(&w.pty, "Cloud Build");
        pty_type(&w.pty, "\r");
        pty_sync_idle(&w.pty);
        pty_send(&w.pty, "q");
        assert_int_equal(pty_wait(&w.pty), 1);
        pty_assert_restored(&w.pty);
        pty_close(&w.pty);
    }
    wizard_close(&w);
}

static void the_console_speaks_english_unless_told_otherwise(void **state)
{
    (void)state;
    static const char *const envs[][3] = {{"TERM=linux", "LC_ALL=ja_JP.UTF-8", NULL},
                                          {"TERM=xterm-256color", "LC_ALL=ja_JP.UTF-8", NULL}};
    const char *argv[] = {getenv("RUNREADY"), "wizard", "--sandbox=first-day", NULL};
    for (size_t i = 0; i < 2; i++) {
        struct pty pty;
        pty_start(&pty, argv, envs[i], 24, 80);
        pty_sync(&pty);
        assert_int_equal(pty_shows(&pty, "Source folder"), i == 0);
        pty_close(&pty);
    }
}

static void a_terminal_with_wide_signs_gets_narrow_ones(void **state)
{
    (void)state;
    struct wizard w;
    wizard_open(&w);
    wizard_start(&w, NULL);
    pty_sync_idle(&w.pty);
    pty_assert_shows(&w.pty, "─");
    pty_type(&w.pty, "\033[1;3R");
    static const char *const wide[] = {"─", "●", "○", "→", "·"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        assert_false(pty_shows(&w.pty, wide[i]));
    pty_assert_shows(&w.pty, "Cloud Build");
    wizard_close(&w);
}

static void what_has_to_be_typed_is_seen_on_the_smallest_screen(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ja"};
    for (size_t i = 0; i < 2; i++) {
        const char *argv[] = {getenv("RUNREADY"), "wizard",     "--sandbox=first-day",
                              "--lang",           languages[i], NULL};
        struct pty pty;
        pty_start(&pty, argv, NULL, 12, 40);
        pty_sync_idle(&pty);
        for (int page = 0; page < 6; page++) {
            pty_type(&pty, "\r");
            pty_sync_idle(&pty);
        }
        pty_type(&pty, "7 my");
        pty_assert_shows(&pty, "7 my-ml-project");
        pty_assert_shows(&pty, "> 7 my");
        pty_close(&pty);
    }
}

static void a_theme_that_is_nowhere_is_told_and_the_default_is_shown(void **state)
{
    (void)state;
    const char *argv[] = {getenv("RUNREADY"), "wizard", "--sandbox=first-day",
                          "--lang",           "en",     "--theme",
                          "nosuch",           NULL};
    struct pty pty;
    pty_start(&pty, argv, NULL, 24, 80);
    pty_sync_idle(&pty);
    pty_assert_shows(&pty, "There is no theme \"nosuch\"");
    assert_non_null(strstr(rr_buf_text(&pty.raw), "\033[0;7m"));
    pty_close(&pty);
}

static void where_there_can_be_no_screen_it_asks_line_by_line(void **state)
{
    (void)state;
    static const char *const terms[] = {"TERM=dumb", "TERM=nosuchthing", "TERM="};
    struct wizard w;
    wizard_open(&w);
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        wizard_start(&w, terms[i]);
        pty_await(&w.pty, "Start");
        pty_send(&w.pty, "\x04");
        assert_in_range(pty_wait(&w.pty), 0, 6);
        assert_null(strstr(rr_buf_text(&w.pty.raw), "\033["));
        pty_close(&w.pty);
    }
    wizard_close(&w);
}

static void every_end_leaves_the_terminal_as_it_was(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT};
    struct wizard w;
    wizard_open(&w);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        wizard_start(&w, NULL);
        pty_sync_idle(&w.pty);
        kill(w.pty.pid, signals[i]);
        assert_int_not_equal(pty_wait(&w.pty), 0);
        pty_assert_restored(&w.pty);
        pty_close(&w.pty);
    }
    wizard_close(&w);
}

/* The same numbers at every run. */
static unsigned next_number(unsigned *seed)
{
    *seed = *seed * 1103515245U + 12345U;
    return *seed >> 16 & 0x7fff;
}

static void a_storm_of_sizes_ends_in_order(void **state)
{
    (void)state;
    enum { SIZES = 1000 };
    unsigned seed = 20261125;
    struct wizard w;
    wizard_open(&w);
    wizard_start(&w, NULL);
    pty_sync_idle(&w.pty);
    RR_BUF_AUTO before = {0};
    RR_BUF_AUTO after = {0};
    for (int i = 0; i < SIZES; i++) {
        pty_resize(&w.pty, 1 + (int)next_number(&seed) % 100, 1 + (int)next_number(&seed) % 300);
        // On to another page, or back, now and then.
        if (i % 100 == 50)
            pty_type(&w.pty, i % 200 == 50 ? "\r" : "b");
    }
    pty_resize(&w.pty, 24, 80);
    pty_sync_idle(&w.pty);
    pty_text(&w.pty, &before);
    // What stands there is what a fresh drawing gives.
    kill(w.pty.pid, SIGSTOP);
    kill(w.pty.pid, SIGCONT);
    pty_sync_idle(&w.pty);
    assert_string_equal(rr_buf_text(&before), pty_text(&w.pty, &after));
    pty_assert_shows(&w.pty, "my-ml-project");
    wizard_close(&w);
}

/* ---- the monkey ---- */

/* A key, or what else a hand can do; most often something that means something. */
static void add_random_key(struct rr_buf *out, unsigned *seed)
{
    static const char *const keys[] = {"\r",      "\r",      "\033",    "\t",
                                       "\033[Z",  "\033[A",  "\033[B",  "\033[C",
                                       "\033[D",  "\033[5~", "\033[6~", "\033[H",
                                       "\033[F",  " ",       "x",       "a",
                                       "b",       "p",       "d",       "y",
                                       "/",       "?",       "K",       "t",
                                       "L",       "!",       "A",       "S",
                                       "c",       "i",       "m",       ">",
                                       "<",       "[",       "]",       "r",
                                       "u",       "v",       "g",       "G",
                                       "j",       "k",       "h",       "l",
                                       "\x7f",    "\x15",    "\033OP",  "X",
                                       "s",       "1",       "7",       "\xe6\xa8\xa9",
                                       "\033[3~", "q"};
    unsigned n = next_number(seed);
    if (n % 16 == 0)
        rr_buf_printf(out, "\033[<%u;%u;%uM",
                      n % 48 == 0  ? 64
                      : n % 3 == 0 ? 65
                                   : 0,
                      next_number(seed) % 82, next_number(seed) % 26);
    else if (n % 97 == 0)
        rr_buf_add(out, "\033[200~7 my-ml \xe6\xa8\xa9\n\x07\033[201~");
    else if (n % 5 == 0)
        rr_buf_addc(out, (char)(' ' + next_number(seed) % 95));
    else
        rr_buf_add(out, keys[next_number(seed) % (sizeof keys / sizeof *keys)]);
}

/* 100 000 keys where RUNREADY_MONKEY says so; else fewer, so that `make check` stays quick. */
static long keys_wanted(void)
{
    const char *wish = getenv("RUNREADY_MONKEY");
    return wish != NULL ? strtol(wish, NULL, 10) : 20000;
}

static void a_monkey_breaks_nothing_and_writes_nothing(void **state)
{
    (void)state;
    enum { BURST = 100 };
    unsigned seed = 7773;
    int starts = 1;
    struct wizard w;
    wizard_open(&w);
    wizard_start(&w, NULL);
    for (long typed = 0; typed < keys_wanted(); typed += BURST) {
        RR_BUF_AUTO burst = {0};
        for (int i = 0; i < BURST; i++)
            add_random_key(&burst, &seed);
        if (!pty_try_type(&w.pty, rr_buf_text(&burst))) {
            // It has quit: whatever it says, it must not have crashed.
            if (pty_wait(&w.pty) > 6)
                pty_fail(&w.pty, "the program crashed");
            pty_assert_restored(&w.pty);
            pty_close(&w.pty);
            wizard_start(&w, NULL);
            starts++;
        }
        if (typed % 1000 == 0)
            pty_resize(&w.pty, 10 + (int)next_number(&seed) % 30,
                       30 + (int)next_number(&seed) % 90);
    }
    assert_int_equal(world_writes(&w.world), 0);
    print_message("%ld keys, %d starts\n", keys_wanted(), starts);
    wizard_close(&w);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stands_on_every_kind_of_terminal),
        cmocka_unit_test(the_console_speaks_english_unless_told_otherwise),
        cmocka_unit_test(a_terminal_with_wide_signs_gets_narrow_ones),
        cmocka_unit_test(what_has_to_be_typed_is_seen_on_the_smallest_screen),
        cmocka_unit_test(a_theme_that_is_nowhere_is_told_and_the_default_is_shown),
        cmocka_unit_test(where_there_can_be_no_screen_it_asks_line_by_line),
        cmocka_unit_test(every_end_leaves_the_terminal_as_it_was),
        cmocka_unit_test(a_storm_of_sizes_ends_in_order),
        cmocka_unit_test(a_monkey_breaks_nothing_and_writes_nothing),
    };
    return cmocka_run_group_tests_name("storm", tests, NULL, NULL);
}
