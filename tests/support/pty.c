/* A program in a pseudo-terminal. */
#include "config.h"

#include "tests/support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include "core/util/clock.h"
#include "core/util/str.h"
#include "core/util/utf8.h"
#include "tests/support/unit.h"

/* Long, because a loaded machine under valgrind is slow; a test that is right never waits that long. */
enum { DEADLINE_MS = 60000 };

static const char sync_key[] = "\033[9997~";
static const char idle_key[] = "\033[9998~";

extern char **environ;

/* What a test's program gets of its environment. */
static bool is_passed_on(const char *entry)
{
    static const char *const names[] = {
        "PATH=",         "HOME=", "TMPDIR=", "XDG_", "RUNREADY_TEST_DIR=",
        "LSAN_OPTIONS=", "top_",  "TERMINFO"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rr_str_has_prefix(entry, names[i]))
            return true;
    return false;
}

/* "NAME=value" into the environment; an empty value takes the name out. */
static void put(const char *entry)
{
    char name[64] = {0};
    const char *sign = strchr(entry, '=');
    memcpy(name, entry, (size_t)(sign - entry));
    if (sign[1] == '\0')
        unsetenv(name);
    else
        setenv(name, sign + 1, 1);
}

/* What this test inherited, such as an ignored Ctrl-C from a job in the background, is not the program's. */
static void forget_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
}

static void run_child(const char *const argv[], const char *const env[])
{
    char **old = environ;
    forget_signals();
    clearenv();
    put("TERM=xterm-256color");
    put("LC_ALL=C.UTF-8");
    put("TZ=UTC");
    put("RUNREADY_TEST_SYNC=1");
    // Told apart from the program's own statuses.
    put("ASAN_OPTIONS=exitcode=99");
    put("UBSAN_OPTIONS=exitcode=99");
    for (char **entry = old; *entry != NULL; entry++)
        if (is_passed_on(*entry))
            put(*entry);
    for (size_t i = 0; env != NULL && env[i] != NULL; i++)
        put(env[i]);
    // What the program saves without a path is nobody's.
    if (getenv("TMPDIR") != NULL && chdir(getenv("TMPDIR")) != 0)
        _exit(126);
    execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

static void open_vterm(struct pty *pty)
{
    pty->terminal = vterm_new(pty->rows, pty->cols);
    vterm_set_utf8(pty->terminal, 1);
    pty->screen = vterm_obtain_screen(pty->terminal);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
}

void pty_start(
    struct pty *pty, const char *const argv[], const char *const env[], int rows, int cols)
{
    *pty = (struct pty){.rows = rows, .cols = cols, .fd = -1};
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    int master = -1;
    int slave = -1;
    if (openpty(&master, &slave, NULL, NULL, &size) != 0) {
        if (getenv("RUNREADY_REQUIRE_PTY") != NULL)
            fail_msg("no pseudo-terminal: %s", strerror(errno));
        skip();
    }
    tcgetattr(slave, &pty->found);
    fflush(NULL);
    pty->pid = fork();
    if (pty->pid == 0) {
        close(master);
        login_tty(slave);
        run_child(argv, env);
    }
    close(slave);
    fcntl(master, F_SETFL, O_NONBLOCK);
    fcntl(master, F_SETFD, FD_CLOEXEC);
    pty->fd = master;
    open_vterm(pty);
}

/* What the terminal itself answers, such as where its cursor stands. */
static void answer(struct pty *pty)
{
    char bytes[256];
    size_t n = 0;
    while ((n = vterm_output_read(pty->terminal, bytes, sizeof bytes)) > 0)
        if (write(pty->fd, bytes, n) < 0)
            return;
}

static void find_markers(struct pty *pty)
{
    static const char begin[] = "\033]7773;";
    for (;;) {
        const char *at = strstr(rr_buf_text(&pty->raw) + pty->seen, begin);
        if (at == NULL || strchr(at, '\a') == NULL)
            return;
        unsigned number = 0;
        if (sscanf(at + sizeof begin - 1, "%u;%d;%d;%d", &number, &pty->marker_rows,
                   &pty->marker_cols, &pty->marker_requests) == 4)
            pty->n_markers = number;
        pty->seen = (size_t)(strchr(at, '\a') - rr_buf_text(&pty->raw)) + 1;
    }
}

static void take_output(struct pty *pty)
{
    char bytes[16384];
    ssize_t n = read(pty->fd, bytes, sizeof bytes);
    if (n > 0) {
        for (ssize_t i = 0; i < n; i++)
            rr_buf_addc(&pty->raw, bytes[i] != '\0' ? bytes[i] : ' ');
        vterm_input_write(pty->terminal, bytes, (size_t)n);
        answer(pty);
        find_markers(pty);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        pty->has_ended = true;
    }
}

void pty_fail(struct pty *pty, const char *what)
{
    RR_BUF_AUTO screen = {0};
    RR_BUF_AUTO raw = {0};
    size_t from = pty->raw.len > 6000 ? pty->raw.len - 6000 : 0;
    rr_buf_add_visible_lines(&raw, rr_buf_text(&pty->raw) + from);
    // cmocka would cut it.
    fprintf(stderr, "%s (wait status %#x)\n---- screen\n%s---- raw\n%s\n----\n", what,
            (unsigned)pty->status, pty_text(pty, &screen), rr_buf_text(&raw));
    pty_close(pty);
    fail();
}

/* Waits for output or the end; the deadline is absolute. */
static void wait_output(struct pty *pty, int64_t deadline, const char *what)
{
    int64_t left = deadline - rr_clock_mono_ms(NULL);
    struct pollfd fd = {pty->fd, POLLIN, 0};
    if (left <= 0 || poll(&fd, 1, (int)left) == 0)
        pty_fail(pty, what);
    else
        take_output(pty);
}

static int64_t deadline(void)
{
    return rr_clock_mono_ms(NULL) + DEADLINE_MS;
}

void pty_send(struct pty *pty, const char *bytes)
{
    size_t n = strlen(bytes);
    int64_t until = deadline();
    while (n > 0 && !pty->has_ended) {
        struct pollfd fd = {pty->fd, POLLIN | POLLOUT, 0};
        if (rr_clock_mono_ms(NULL) > until || poll(&fd, 1, DEADLINE_MS) <= 0)
            pty_fail(pty, "the program does not read what is typed");
        if ((fd.revents & (POLLIN | POLLHUP | POLLERR)) != 0)
            take_output(pty);
        ssize_t done = (fd.revents & POLLOUT) != 0 ? write(pty->fd, bytes, n < 512 ? n : 512) : 0;
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
}

/* False when the program ended instead. */
static bool try_marker(struct pty *pty, const char *key)
{
    unsigned before = pty->n_markers;
    int64_t until = deadline();
    pty_send(pty, key);
    while (pty->n_markers == before && !pty->has_ended)
        wait_output(pty, until, "no marker came");
    return pty->n_markers != before;
}

static void await_marker(struct pty *pty, const char *key)
{
    if (!try_marker(pty, key))
        pty_fail(pty, "the program ended before the marker");
}

bool pty_try_type(struct pty *pty, const char *bytes)
{
    pty_send(pty, bytes);
    return try_marker(pty, sync_key);
}

void pty_sync(struct pty *pty)
{
    await_marker(pty, sync_key);
}

void pty_sync_idle(struct pty *pty)
{
    await_marker(pty, idle_key);
}

void pty_type(struct pty *pty, const char *bytes)
{
    pty_send(pty, bytes);
    pty_sync(pty);
}

void pty_sync_until(struct pty *pty, const char *text)
{
    int64_t until = deadline();
    while (!pty_shows(pty, text)) {
        if (rr_clock_mono_ms(NULL) > until)
            pty_fail(pty, "the text is not shown");
        pty_sync(pty);
    }
}

void pty_resize(struct pty *pty, int rows, int cols)
{
    int64_t until = deadline();
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    pty->rows = rows;
    pty->cols = cols;
    vterm_set_size(pty->terminal, rows, cols);
    ioctl(pty->fd, TIOCSWINSZ, &size);
    // The signal may come after the sync key.
    do {
        if (rr_clock_mono_ms(NULL) > until)
            pty_fail(pty, "the new size is not taken");
        pty_sync(pty);
    } while (pty->marker_rows != rows || pty->marker_cols != cols);
}

void pty_await(struct pty *pty, const char *text)
{
    int64_t until = deadline();
    while (strstr(rr_buf_text(&pty->raw), text) == NULL) {
        if (pty->has_ended)
            pty_fail(pty, "the program ended before the text came");
        wait_output(pty, until, "the text did not come");
    }
}

static void add_cell(struct pty *pty, VTermPos pos, struct rr_buf *out)
{
    VTermScreenCell cell;
    if (vterm_screen_get_cell(pty->screen, pos, &cell) == 0 || cell.chars[0] == 0) {
        rr_buf_addc(out, ' ');
        return;
    }
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
        char text[RR_UTF8_MAX];
        // The right half of a wide character.
        if (cell.chars[i] == (uint32_t)-1)
            return;
        rr_utf8_encode(cell.chars[i], text);
        rr_buf_add(out, text);
    }
}

const char *pty_text(struct pty *pty, struct rr_buf *out)
{
    rr_buf_clear(out);
    for (int row = 0; row < pty->rows; row++) {
        size_t begin = out->len;
        for (int col = 0; col < pty->cols; col++)
            add_cell(pty, (VTermPos){row, col}, out);
        while (out->len > begin && out->data[out->len - 1] == ' ')
            out->data[--out->len] = '\0';
        rr_buf_addc(out, '\n');
    }
    return rr_buf_text(out);
}

bool pty_shows(struct pty *pty, const char *text)
{
    RR_BUF_AUTO out = {0};
    return strstr(pty_text(pty, &out), text) != NULL;
}

void pty_assert_shows(struct pty *pty, const char *text)
{
    RR_BUF_AUTO what = {0};
    rr_buf_printf(&what, "the screen does not show \"%s\"", text);
    if (!pty_shows(pty, text))
        pty_fail(pty, rr_buf_text(&what));
}

int pty_wait(struct pty *pty)
{
    int64_t until = deadline();
    while (!pty->has_ended)
        wait_output(pty, until, "the program does not end");
    if (pty->pid > 0)
        waitpid(pty->pid, &pty->status, 0);
    pty->pid = 0;
    return WIFSIGNALED(pty->status) ? 128 + WTERMSIG(pty->status) : WEXITSTATUS(pty->status);
}

/* Takes one "CSI ? n ; n h" apart; returns what follows it. */
static const char *read_modes(const char *at, int mode, int *state)
{
    const char *begin = at + 3;
    const char *end = begin + strspn(begin, "0123456789;");
    if (*end != 'h' && *end != 'l')
        return end;
    for (const char *c = begin; c < end;) {
        char *after = NULL;
        if (strtol(c, &after, 10) == mode)
            *state = *end == 'h';
        c = after + (*after == ';');
        if (after == c && *after != ';' && after >= end)
            break;
    }
    return end;
}

int pty_mode(const struct pty *pty, int mode)
{
    int state = -1;
    const char *at = rr_buf_text(&pty->raw);
    while ((at = strstr(at, "\033[?")) != NULL)
        at = read_modes(at, mode, &state);
    return state;
}

void pty_assert_restored(struct pty *pty)
{
    static const int off[] = {1049, 1000, 1002, 1003, 1006, 2004, 1004, 1};
    struct termios now;
    if (pty->fd >= 0 && tcgetattr(pty->fd, &now) == 0) {
        assert_int_equal(now.c_lflag, pty->found.c_lflag);
        assert_int_equal(now.c_iflag, pty->found.c_iflag);
        assert_int_equal(now.c_oflag, pty->found.c_oflag);
    }
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        if (pty_mode(pty, off[i]) == 1)
            pty_fail(pty, "a mode was left on");
    if (pty_mode(pty, 25) == 0)
        pty_fail(pty, "the cursor was left hidden");
}

void pty_close(struct pty *pty)
{
    if (pty->pid > 0) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, NULL, 0);
        pty->pid = 0;
    }
    if (pty->terminal != NULL) {
        vterm_free(pty->terminal);
        close(pty->fd);
    }
    rr_buf_free(&pty->raw);
    *pty = (struct pty){.fd = -1};
}
