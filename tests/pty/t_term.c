/* The terminal: every kind of it, every event, and that it is left as it was found. */
#include "config.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/util/fileio.h"
#include "tests/support/pty.h"
#include "tests/support/unit.h"

static void start(struct pty *pty, const char *const env[], int rows, int cols)
{
    struct rr_arena arena = {0};
    const char *dir = getenv("top_builddir");
    const char *argv[] = {rr_arena_printf(&arena, "%s/tests/pty/term_show", dir), NULL};
    pty_start(pty, argv, env, rows, cols);
    rr_arena_free(&arena);
}

/* One line of the screen, from 0. */
static void assert_row(struct pty *pty, int row, const char *text)
{
    RR_BUF_AUTO out = {0};
    const char *at = pty_text(pty, &out);
    for (int i = 0; i < row; i++)
        at = strchr(at, '\n') + 1;
    RR_BUF_AUTO line = {0};
    rr_buf_addn(&line, at, strcspn(at, "\n"));
    assert_string_equal(rr_buf_text(&line), text);
}

static void keys_are_known_by_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        const char *shown;
    } keys[] = {
        {"a", "key a"},
        {"\xe6\xa8\xa9", "key 権"},
        {" ", "key space"},
        {"\r", "key Enter"},
        {"\n", "key Enter"},
        {"\t", "key Tab"},
        {"\033[Z", "key Shift-Tab"},
        {"\x7f", "key Bksp"},
        {"\033OA", "key Up"},
        {"\033[B", "key Down"},
        {"\033[C", "key Right"},
        {"\033OD", "key Left"},
        {"\033[H", "key Home"},
        {"\033OF", "key End"},
        {"\033[1~", "key Home"},
        {"\033[4~", "key End"},
        {"\033[5~", "key PgUp"},
        {"\033[6~", "key PgDn"},
        {"\033[3~", "key Del"},
        {"\033OP", "key F1"},
        {"\x01", "key Ctrl-A"},
        {"\033", "key Esc"},
    };
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct pty *p = &pty;
        pty_type(p, keys[i].bytes);
        pty_assert_shows(p, keys[i].shown);
        // Room for the next, so that an old line is no proof.
        pty_type(p, "............");
    }
    pty_send(&pty, "q");
    assert_int_equal(pty_wait(&pty), 0);
    pty_assert_restored(&pty);
    pty_close(&pty);
}

static void the_mouse_is_told_and_can_be_switched_off(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    assert_int_equal(pty_mode(&pty, 1006), 1);
    pty_type(&pty, "\033[<0;11;6M\033[<0;11;6m\033[<64;1;1M\033[<65;80;24M");
    pty_assert_shows(&pty, "press 5 10");
    pty_assert_shows(&pty, "wheel up 0 0");
    pty_assert_shows(&pty, "wheel down 23 79");
    pty_type(&pty, "\033[M +!");
    pty_assert_shows(&pty, "press 0 10");
    pty_type(&pty, "\033[<2;1;1M\033[<35;3;3M\033[<0;0;0M\033[<9;9Mx");
    pty_assert_shows(&pty, "wheel down 23 79\npress 0 10\nkey x");
    pty_type(&pty, "M");
    assert_int_equal(pty_mode(&pty, 1000), 0);
    pty_type(&pty, "M");
    assert_int_equal(pty_mode(&pty, 1000), 1);
    pty_close(&pty);
}

static void a_paste_is_one_event_and_harmless(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_type(&pty, "\033[200~\xe6\xa8\xa9\xe9\x99\x90 q\t\x07z\033[201~");
    pty_assert_shows(&pty, "pasted 18: 権限 q <U+0007>z");
    pty_type(&pty, "\033[200~line\rnext\033[201~");
    pty_assert_shows(&pty, "pasted 9: line<U+000A>next");
    pty_close(&pty);
}

static void what_stands_on_the_screen_is_what_was_drawn(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 6, 40);
    pty_type(&pty, "W");
    assert_row(&pty, 0, "6x40 xterm-256color");
    assert_row(&pty, 5, "                    権限を確認しました。");
    pty_assert_shows(&pty, "組織のポリシー e\xcc\x81");
    pty_close(&pty);
}

static void the_width_of_ambiguous_characters_is_asked_for(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync_until(&pty, "ambiguous 1");
    assert_row(&pty, 0, "24x80 xterm-256color");
    pty_close(&pty);
    // A terminal that draws them wide says column 3.
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    size_t before = pty.raw.len;
    pty_type(&pty, "\033[1;3R");
    pty_assert_shows(&pty, "ambiguous 2");
    assert_non_null(strstr(rr_buf_text(&pty.raw) + before, "\033[2J"));
    pty_close(&pty);
}

static void a_new_size_is_drawn_at_once(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    pty_resize(&pty, 40, 120);
    assert_row(&pty, 0, "40x120 xterm-256color");
    pty_resize(&pty, 5, 30);
    assert_row(&pty, 0, "5x30 xterm-256color");
    assert_row(&pty, 4, "          権限を確認しました。");
    pty_close(&pty);
}

static void text_can_be_copied(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_type(&pty, "Y");
    assert_non_null(strstr(rr_buf_text(&pty.raw), "\033]52;c;Z2Nsb3VkIHJ1biBkZXBsb3k=\a"));
    pty_assert_shows(&pty, "copied 1");
    pty_close(&pty);
}

static void a_child_gets_the_terminal_and_gives_it_back(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    size_t before = pty.raw.len;
    pty_type(&pty, "B");
    const char *after = rr_buf_text(&pty.raw) + before;
    const char *left = strstr(after, "\033[?1049l");
    const char *child = strstr(after, " icanon");
    assert_non_null(left);
    assert_non_null(child);
    assert_true(left < child);
    assert_non_null(strstr(child, "\033[?1049h"));
    pty_assert_shows(&pty, "back");
    assert_int_equal(pty_mode(&pty, 2004), 1);
    assert_int_equal(pty_mode(&pty, 1000), 1);
    pty_type(&pty, "T");
    pty_send(&pty, "q");
    assert_int_equal(pty_wait(&pty), 0);
    pty_assert_restored(&pty);
    pty_close(&pty);
}

/* ---- signals ---- */

/* A sanitizer ends with a status of its own. */
static void assert_ended(int status, int wanted)
{
    if (wanted > 128 && status < 128)
        assert_int_not_equal(status, 0);
    else
        assert_int_equal(status, wanted);
}

static void the_terminal_is_restored_after_every_end(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
    static const int statuses[] = {
        143, 7, 128 + SIGQUIT, 128 + SIGSEGV, 128 + SIGABRT, 128 + SIGBUS, 128 + SIGFPE};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct pty pty;
        start(&pty, NULL, 24, 80);
        pty_sync(&pty);
        kill(pty.pid, signals[i]);
        assert_ended(pty_wait(&pty), statuses[i]);
        pty_assert_restored(&pty);
        pty_close(&pty);
    }
}

static void the_terminal_is_restored_after_a_crash(void **state)
{
    (void)state;
    static const char *const keys[] = {"A", "E", "R"};
    static const int statuses[] = {128 + SIGABRT, 128 + SIGSEGV, 128 + SIGSEGV};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct pty pty;
        start(&pty, NULL, 24, 80);
        pty_sync(&pty);
        pty_send(&pty, keys[i]);
        assert_ended(pty_wait(&pty), statuses[i]);
        pty_assert_restored(&pty);
        pty_close(&pty);
    }
}

static void ctrl_c_is_an_event(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    pty_type(&pty, "\x03");
    // The line discipline sends the signal before the sync key is read, but the kernel may deliver it after.
    pty_sync_until(&pty, "signal 2");
    pty_close(&pty);
}

static void a_program_that_does_not_listen_can_be_ended(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    kill(pty.pid, SIGSTOP);
    for (int i = 0; i < 8; i++)
        kill(pty.pid, i % 2 == 0 ? SIGTERM : SIGINT);
    kill(pty.pid, SIGCONT);
    assert_int_equal(pty_wait(&pty), 143);
    pty_assert_restored(&pty);
    pty_close(&pty);
}

static void stopping_from_outside_and_going_on_draws_anew(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    kill(pty.pid, SIGSTOP);
    kill(pty.pid, SIGCONT);
    pty_sync_until(&pty, "resumed");
    assert_row(&pty, 0, "24x80 xterm-256color");
    assert_int_equal(pty_mode(&pty, 1049), 1);
    pty_send(&pty, "q");
    assert_int_equal(pty_wait(&pty), 0);
    pty_assert_restored(&pty);
    pty_close(&pty);
}

static void ctrl_z_gives_the_terminal_back_meanwhile(void **state)
{
    (void)state;
    struct pty pty = {.fd = -1};
    struct rr_arena arena = {0};
    const char *command = rr_arena_printf(
        &arena,
        "set -m; %s/tests/pty/term_show; echo stopped; stty -a | grep -o '.icanon'; fg; echo done",
        getenv("top_builddir"));
    const char *argv[] = {"/bin/bash", "-c", command, NULL};
    pty_start(&pty, argv, NULL, 24, 80);
    pty_sync(&pty);
    pty_send(&pty, "\x1a");
    pty_await(&pty, "stopped");
    pty_await(&pty, " icanon");
    pty_sync_until(&pty, "resumed");
    pty_send(&pty, "q");
    assert_int_equal(pty_wait(&pty), 0);
    assert_non_null(strstr(rr_buf_text(&pty.raw), "done"));
    pty_assert_restored(&pty);
    pty_close(&pty);
    rr_arena_free(&arena);
}

static void a_lost_terminal_ends_the_program(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    close(pty.fd);
    pty.fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int status = 0;
    waitpid(pty.pid, &status, 0);
    pty.pid = 0;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
    pty_close(&pty);
}

/* ---- kinds of terminals ---- */

static void every_kind_of_terminal_works(void **state)
{
    (void)state;
    static const char *const names[] = {
        "xterm-256color", "screen-256color", "tmux-256color", "xterm", "linux",
        "vt100",          "vt220",           "ansi",          "rxvt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct rr_arena arena = {0};
        const char *env[] = {rr_arena_printf(&arena, "TERM=%s", names[i]), NULL};
        const char *head = rr_arena_printf(&arena, "24x80 %s", names[i]);
        struct pty pty;
        start(&pty, env, 24, 80);
        pty_type(&pty, "xj");
        pty_assert_shows(&pty, head);
        pty_assert_shows(&pty, "key j");
        pty_type(&pty, "T");
        pty_send(&pty, "q");
        assert_int_equal(pty_wait(&pty), 0);
        pty_assert_restored(&pty);
        pty_close(&pty);
        rr_arena_free(&arena);
    }
}

static void a_name_that_terminfo_does_not_know_yet_is_taken_for_its_relative(void **state)
{
    (void)state;
    static const char *const env[] = {"TERM=xterm-somethingnew", NULL};
    struct pty pty;
    start(&pty, env, 24, 80);
    pty_sync(&pty);
    pty_assert_shows(&pty, "24x80 xterm-256color");
    pty_close(&pty);
}

static void a_terminal_that_cannot_do_it_is_told_what_to_do(void **state)
{
    (void)state;
    static const char *const envs[][2] = {
        {"TERM=dumb", NULL}, {"TERM=nosuchthing", NULL}, {"TERM=", NULL}};
    for (size_t i = 0; i < sizeof envs / sizeof *envs; i++) {
        struct pty pty;
        start(&pty, envs[i], 24, 80);
        assert_int_equal(pty_wait(&pty), 2);
        pty_assert_shows(&pty, "--plain");
        assert_null(strstr(rr_buf_text(&pty.raw), "\033"));
        pty_close(&pty);
    }
}

static void no_colours_are_sent_where_none_are_wanted(void **state)
{
    (void)state;
    static const char *const env[] = {"NO_COLOR=1", NULL};
    struct pty pty;
    start(&pty, env, 24, 80);
    pty_type(&pty, "abc");
    assert_null(strstr(rr_buf_text(&pty.raw), "\033[32m"));
    assert_null(strstr(rr_buf_text(&pty.raw), "38;5"));
    assert_non_null(strstr(rr_buf_text(&pty.raw), "\033[0;7m"));
    pty_close(&pty);
}

/* Terminfo of a terminal with direct colours, as ncurses-term has them (xterm-direct), which need not be installed. */
static const char direct[] = "test-direct|direct colours,\n"
                             "\tRGB, colors#0x1000000, pairs#0x7FFFF, initc@, op=\\E[39;49m,\n"
                             "\tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38:2::%p1%{65536}%/%d:%p1%{256}%/"
                             "%{255}%&%d:%p1%{255}%&%d%;m,\n"
                             "\tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48:2::%p1%{65536}%/%d:%p1%{256}%/"
                             "%{255}%&%d:%p1%{255}%&%d%;m,\n"
                             "\tuse=xterm-256color,\n";

static void a_terminal_with_direct_colours_gets_the_themes_own(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct pty pty;
    const char *folder = unit_path(&arena, "terminfo");
    const char *source = unit_path(&arena, "direct.ti");
    assert_true(rr_file_replace(source, direct, strlen(direct), 0600, NULL));
    const char *tic[] = {"/usr/bin/tic", "-x", "-o", folder, source, NULL};
    pty_start(&pty, tic, NULL, 24, 80);
    int status = pty_wait(&pty);
    pty_close(&pty);
    if (status != 0)
        skip();
    const char *env[] = {"TERM=test-direct", rr_arena_printf(&arena, "TERMINFO=%s", folder), NULL};
    start(&pty, env, 24, 80);
    pty_type(&pty, "T");
    // The ground of the dark theme, #16181d.
    assert_non_null(strstr(rr_buf_text(&pty.raw), "\033[48:2::22:24:29m"));
    pty_close(&pty);
    start(&pty, NULL, 24, 80);
    pty_type(&pty, "T");
    assert_non_null(strstr(rr_buf_text(&pty.raw), "\033[48;5;234m"));
    pty_close(&pty);
    rr_arena_free(&arena);
}

static void nothing_is_written_when_nothing_changed(void **state)
{
    (void)state;
    struct pty pty;
    start(&pty, NULL, 24, 80);
    pty_sync(&pty);
    pty_sync(&pty);
    size_t before = pty.raw.len;
    pty_sync(&pty);
    assert_true(pty.raw.len - before < 32);
    pty_close(&pty);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_known_by_their_names),
        cmocka_unit_test(the_mouse_is_told_and_can_be_switched_off),
        cmocka_unit_test(a_paste_is_one_event_and_harmless),
        cmocka_unit_test(what_stands_on_the_screen_is_what_was_drawn),
        cmocka_unit_test(the_width_of_ambiguous_characters_is_asked_for),
        cmocka_unit_test(a_new_size_is_drawn_at_once),
        cmocka_unit_test(text_can_be_copied),
        cmocka_unit_test(a_child_gets_the_terminal_and_gives_it_back),
        cmocka_unit_test(the_terminal_is_restored_after_every_end),
        cmocka_unit_test(the_terminal_is_restored_after_a_crash),
        cmocka_unit_test(ctrl_c_is_an_event),
        cmocka_unit_test(a_program_that_does_not_listen_can_be_ended),
        cmocka_unit_test(stopping_from_outside_and_going_on_draws_anew),
        cmocka_unit_test(ctrl_z_gives_the_terminal_back_meanwhile),
        cmocka_unit_test(a_lost_terminal_ends_the_program),
        cmocka_unit_test(every_kind_of_terminal_works),
        cmocka_unit_test(a_name_that_terminfo_does_not_know_yet_is_taken_for_its_relative),
        cmocka_unit_test(a_terminal_that_cannot_do_it_is_told_what_to_do),
        cmocka_unit_test(no_colours_are_sent_where_none_are_wanted),
        cmocka_unit_test(a_terminal_with_direct_colours_gets_the_themes_own),
        cmocka_unit_test(nothing_is_written_when_nothing_changed),
    };
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
