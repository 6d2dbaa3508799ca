/* runready login and logout: a sign-in of one's own, kept in the desktop's keyring. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/front.h"
#include "core/auth/process.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "runready/sign_in.h"

extern char **environ;

/* The desktop's own opener. Nothing in the address is secret: the verifier stays here. */
static bool open_browser(const char *url)
{
    char program[4096];
    const char *path = getenv("PATH");
    bool has_display = getenv("DISPLAY") != NULL || getenv("WAYLAND_DISPLAY") != NULL;
    if (!has_display || path == NULL || !rr_process_find("xdg-open", path, program, sizeof program))
        return false;
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    char *address = strdup(url);
    char *const argv[] = {program, address, NULL};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    bool ok = address != NULL && posix_spawn(&pid, program, &actions, NULL, argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    free(address);
    return ok;
}

static void show_address(void *data, const char *url)
{
    const struct front *front = data;
    bool is_elsewhere = front->options.no_browser;
    bool is_open = !is_elsewhere && open_browser(url);
    fprintf(stderr, "%s\n\n%s\n\n",
            is_open        ? _("Your browser should open. If it does not, open this address:")
            : is_elsewhere ? _("Open this address in a browser on any machine:")
                           : _("Open this address in a browser on this machine:"),
            url);
    if (is_elsewhere)
        fprintf(stderr, "%s\n",
                _("After you agree, the browser goes to a page that it cannot show. Copy the whole "
                  "address of that page and paste it here:"));
    else
        fprintf(stderr, "%s\n", _("Waiting for you to agree there (Ctrl-C gives up)..."));
}

/* One line from standard input, byte by byte, so that no buffer of the C library keeps it. */
static bool read_answer(void *data, char *out, size_t size)
{
    (void)data;
    size_t n = 0;
    while (n + 1 < size) {
        ssize_t got = read(STDIN_FILENO, out + n, 1);
        if (got < 0 || (got == 0 && n == 0))
            return false;
        if (got == 0 || out[n] == '\n')
            break;
        n++;
    }
    while (n > 0 && strchr(" \t\r", out[n - 1]) != NULL)
        n--;
    out[n] = '\0';
    return true;
}

static void tell_login(const struct rr_login_result *result, enum rr_login_way way)
{
    RR_BUF_AUTO account = {0};
    rr_buf_add_visible(&account, result->account);
    if (account.len > 0)
        printf(_("Signed in as %s. The keyring keeps it.\n"), account.data);
    else
        printf("%s", _("Signed in. The keyring keeps it.\n"));
    if (way == RR_LOGIN_IMPORT)
        printf("%s", _("gcloud's file stays as it is. It is the same sign-in: runready logout ends "
                       "both.\n"));
    if (*result->before != '\0')
        printf(_("But %s is set, and comes first: unset it to use this sign-in.\n"),
               result->before);
}

static bool choose_way(const struct options *options, enum rr_login_way *way, struct rr_err *err)
{
    if (options->from_adc && (options->client_file != NULL || options->no_browser))
        return rr_err_set(err, RR_BAD_INPUT,
                          _("--from-adc goes neither with --client-file nor with --no-browser."));
    *way = options->from_adc     ? RR_LOGIN_IMPORT
           : options->no_browser ? RR_LOGIN_PASTE
                                 : RR_LOGIN_BROWSER;
    if (options->from_adc || options->client_file != NULL)
        return true;
    rr_err_set(err, RR_BAD_INPUT, _("login needs --client-file FILE or --from-adc."));
    return rr_err_detail(
        err, "%s",
        _("runready has no OAuth client of its own. Take gcloud's sign-in over with --from-adc, or "
          "give the JSON file of a client of the type \"Desktop app\" from your own project."));
}

int command_login(struct front *front)
{
    struct rr_err err = {0};
    struct rr_login_result result;
    struct rr_login_options login = {.client_file = front->options.client_file,
                                     .show = show_address,
                                     .read_answer = read_answer,
                                     .data = front};
    if (!choose_way(&front->options, &login.way, &err) || !front_open(front, false, &err) ||
        !rr_login(front->session, &login, &result, &front->arena, &err))
        return front_fail(&err);
    tell_login(&result, login.way);
    return fflush(stdout) == 0 ? EXIT_READY : EXIT_USAGE;
}

int command_logout(struct front *front)
{
    struct rr_err err = {0};
    struct rr_logout_result result;
    if (!front_open(front, false, &err) || !rr_logout(front->session, &result, &front->arena, &err))
        return front_fail(&err);
    if (!result.was_signed_in) {
        printf("%s", _("Nobody was signed in by runready login.\n"));
        return EXIT_READY;
    }
    RR_BUF_AUTO account = {0};
    rr_buf_add_visible(&account, result.account);
    printf(_("Signed out%s%s. The keyring holds nothing of it any more.\n"),
           account.len > 0 ? ": " : "", rr_buf_text(&account));
    if (result.is_revoked)
        return EXIT_READY;
    rr_err_prefix(&result.revoke, "%s",
                  _("Google could not be told, so the sign-in stays good until you remove it at "
                    "https://myaccount.google.com/permissions"));
    return front_fail(&result.revoke);
}
