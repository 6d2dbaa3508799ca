/* Starts the program: locale, language, signals, command. */
#include "config.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/front.h"
#include "core/util/i18n.h"

/* A signal handler can reach nothing else. */
static struct rr_session *volatile interruptible;

void front_set_interruptible(struct rr_session *session)
{
    interruptible = session;
}

/* What the first and the second Ctrl-C are answered with, made beforehand: a handler cannot translate. */
static struct {
    const char *texts[2];
    volatile sig_atomic_t n; // of the next one; 2 = none is to be told
} stopping = {.n = 2};

void front_expect_stop(bool expect)
{
    stopping.texts[0] =
        _("\nStopping after the step in hand. Ctrl-C again: stop waiting for it.\n");
    stopping.texts[1] =
        _("\nNot waiting any longer. What is on its way is noted as unknown; runready resume "
          "settles it.\n");
    stopping.n = expect ? 0 : 2;
}

static void on_interrupt(int number)
{
    struct rr_session *session = interruptible;
    if (session == NULL)
        _exit(128 + number);
    int kept = errno;
    rr_session_cancel(session);
    if (stopping.n < 2) {
        const char *text = stopping.texts[stopping.n++];
        ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
        (void)ignored;
    }
    errno = kept;
}

static void set_signals(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    // A reader that went away is told by the failing write, not by death in the middle of an apply.
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
}

/* Tokens pass through this process, and a core file would keep them. */
static void forbid_core_files(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

/* The console of Linux has no font for Japanese; who wants it there says --lang ja. */
static bool is_console(void)
{
    const char *term = getenv("TERM");
    return term != NULL && strncmp(term, "linux", 5) == 0 && isatty(STDOUT_FILENO);
}

/* Japanese where the environment says so, by the C library's order; the terminal must take UTF-8. */
static void set_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    setlocale(LC_ALL, "");
    bool is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (!is_utf8)
        setlocale(LC_CTYPE, "C.UTF-8");
    if (is_console())
        return;
    const char *language = getenv("LANGUAGE");
    const char *chosen = NULL;
    for (size_t i = 0; i < 3 && chosen == NULL; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0')
            chosen = value;
    }
    bool names_charset = chosen != NULL && strchr(chosen, '.') != NULL;
    if (names_charset && !is_utf8 && strstr(chosen, "UTF-8") == NULL &&
        strstr(chosen, "utf8") == NULL)
        return;
    if (language != NULL && *language != '\0') {
        char first[16];
        snprintf(first, sizeof first, "%.*s", (int)strcspn(language, ":"), language);
        if (rr_lang_set(first))
            return;
    }
    if (chosen != NULL)
        rr_lang_set(chosen);
}

/* A file that cannot be read is no reason to refuse work: it is told where there is a screen to tell it on. */
static void load_preferences(struct front *front)
{
    struct rr_err err = {0};
    RR_BUF_AUTO problems = {0};
    front->problems = "";
    front->preferences_path = preferences_path(&front->arena);
    if (front->preferences_path == NULL)
        return;
    if (!preferences_load(&front->preferences, front->preferences_path, &problems, &err))
        rr_buf_add(&problems, err.summary);
    front->problems = rr_arena_str(&front->arena, rr_buf_text(&problems));
    const char *language = front->preferences.values[PREFERENCE_LANGUAGE];
    if (*language != '\0')
        rr_lang_set(language);
}

static int run(struct front *front)
{
    switch (front->options.command) {
    case COMMAND_DEFAULT:
    case COMMAND_WIZARD:
        return command_wizard(front);
    case COMMAND_CHECK:
        return command_check(front);
    case COMMAND_PLAN:
        return command_plan(front);
    case COMMAND_APPLY:
    case COMMAND_DEPLOY:
        return command_apply(front);
    case COMMAND_UNDO:
        return command_undo(front);
    case COMMAND_RESUME:
        return command_resume(front);
    case COMMAND_HISTORY:
        return command_history(front);
    case COMMAND_SANDBOX:
        return command_sandbox(front);
    case COMMAND_LOGIN:
        return command_login(front);
    case COMMAND_LOGOUT:
        return command_logout(front);
    case COMMAND_WHOAMI:
        return command_whoami(front);
    case COMMAND_HELP:
        options_help(front->options.help_for);
        return EXIT_READY;
    case COMMAND_VERSION:
        printf("runready %s\n", PACKAGE_VERSION);
        return EXIT_READY;
    case COMMAND_COUNT:
        break;
    }
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    forbid_core_files();
    umask(077);
    set_language();
    set_signals();
    struct front front = {0};
    struct rr_err err = {0};
    load_preferences(&front);
    if (!options_parse(&front.options, argc, argv, &front.arena, &err)) {
        rr_arena_free(&front.arena);
        return front_fail(&err);
    }
    int status = run(&front);
    front_close(&front);
    if (fflush(stdout) != 0 && status == EXIT_READY)
        return EXIT_USAGE;
    return status;
}
