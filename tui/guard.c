/* Signals while the screen is up; see the header. */
#include "config.h"

#include "tui/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "core/util/i18n.h"
#include "core/util/xalloc.h"

static const int asking[] = {SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT};
static const int ending[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGSYS, SIGTRAP};

enum {
    N_ASKING = sizeof asking / sizeof *asking,
    N_ENDING = sizeof ending / sizeof *ending,
    N_SIGNALS = 65,
    STACK_SIZE = 64 * 1024,
    // A program that does not listen any more can still be ended from outside.
    UNHEARD_MAX = 3
};

static struct {
    bool is_on;
    int tty_fd;
    int pipe[2];
    struct termios line;
    char reset[GUARD_RESET_MAX];
    size_t n_reset;
    struct sigaction old[N_SIGNALS];
    stack_t old_stack;
    void *stack;
} guard = {.pipe = {-1, -1}};

static volatile sig_atomic_t unheard[N_SIGNALS];

/* Only what POSIX allows in a handler. */
static void restore_terminal(void)
{
    for (size_t at = 0; at < guard.n_reset;) {
        ssize_t n = write(guard.tty_fd, guard.reset + at, guard.n_reset - at);
        if (n <= 0)
            break;
        at += (size_t)n;
    }
    tcsetattr(guard.tty_fd, TCSANOW, &guard.line);
}

static void die_of(int number)
{
    restore_terminal();
    sigaction(number, &guard.old[number], NULL);
    // A handler of the core would only ask a program to stop that does not listen.
    if (unheard[number] > UNHEARD_MAX)
        signal(number, SIG_DFL);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
    raise(number);
}

static void on_asking(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    bool is_urgent = number == SIGINT || number == SIGTERM || number == SIGHUP;
    unheard[number] = unheard[number] + 1;
    if (is_urgent && unheard[number] > UNHEARD_MAX)
        die_of(number);
    // A full pipe has enough waiting in it.
    ssize_t n = write(guard.pipe[1], &byte, 1);
    (void)n;
    errno = saved;
}

static void on_ending(int number)
{
    die_of(number);
}

static bool is_ignored(int number)
{
    struct sigaction now;
    return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

static void take(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, &guard.old[number]);
}

static void take_signals(void)
{
    for (size_t i = 0; i < N_ASKING; i++) {
        int number = asking[i];
        unheard[number] = 0;
        if (is_ignored(number) && number != SIGWINCH && number != SIGCONT)
            sigaction(number, NULL, &guard.old[number]);
        else
            take(number, on_asking, SA_RESTART);
    }
    stack_t stack = {.ss_sp = guard.stack, .ss_size = STACK_SIZE};
    sigaltstack(&stack, &guard.old_stack);
    for (size_t i = 0; i < N_ENDING; i++)
        take(ending[i], on_ending, SA_ONSTACK | (int)SA_RESETHAND | SA_NODEFER);
}

bool guard_start(int tty_fd, struct rr_err *err)
{
    struct termios line;
    int fds[2];
    if (tcgetattr(tty_fd, &line) != 0 || pipe2(fds, O_CLOEXEC | O_NONBLOCK) != 0) {
        rr_err_set(err, RR_FILE, _("The terminal cannot be set up."));
        return rr_err_detail(err, "%s", strerror(errno));
    }
    guard.tty_fd = tty_fd;
    guard.line = line;
    guard.pipe[0] = fds[0];
    guard.pipe[1] = fds[1];
    guard.n_reset = 0;
    guard.stack = rr_xmalloc(STACK_SIZE);
    guard.is_on = true;
    take_signals();
    return true;
}

void guard_set_reset(const char *bytes, size_t n)
{
    guard.n_reset = n < GUARD_RESET_MAX ? n : GUARD_RESET_MAX;
    memcpy(guard.reset, bytes, guard.n_reset);
}

void guard_stop(void)
{
    if (!guard.is_on)
        return;
    for (size_t i = 0; i < N_ASKING; i++)
        sigaction(asking[i], &guard.old[asking[i]], NULL);
    for (size_t i = 0; i < N_ENDING; i++)
        sigaction(ending[i], &guard.old[ending[i]], NULL);
    sigaltstack(&guard.old_stack, NULL);
    free(guard.stack);
    guard.stack = NULL;
    close(guard.pipe[0]);
    close(guard.pipe[1]);
    guard.pipe[0] = guard.pipe[1] = -1;
    guard.is_on = false;
}

int guard_fd(void)
{
    return guard.pipe[0];
}

int guard_next(void)
{
    unsigned char byte = 0;
    if (guard.pipe[0] < 0 || read(guard.pipe[0], &byte, 1) != 1)
        return 0;
    unheard[byte] = 0;
    return byte;
}

void guard_forget(void)
{
    int wish = 0;
    for (int number; (number = guard_next()) != 0;)
        if (number == SIGTERM || number == SIGHUP)
            wish = number;
    if (wish != 0)
        raise(wish);
}

void guard_suspend(void)
{
    struct sigaction ours;
    struct sigaction plain = {.sa_handler = SIG_DFL};
    sigemptyset(&plain.sa_mask);
    sigaction(SIGTSTP, &plain, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}

void guard_restore_line(void)
{
    if (guard.is_on)
        tcsetattr(guard.tty_fd, TCSANOW, &guard.line);
}
