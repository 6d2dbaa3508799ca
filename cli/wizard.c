/* runready wizard: the screens, where there is a terminal for them. */
#include "config.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/defaults.h"
#include "cli/front.h"
#include "core/util/i18n.h"
#include "tui/plain/plain.h"
#include "tui/runtime.h"

/* main may have set another charset for the sake of the language; what the terminal draws is the person's own. */
static bool terminal_takes_utf8(void)
{
    locale_t own = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (own == (locale_t)0)
        return false;
    bool is_utf8 = strcmp(nl_langinfo_l(CODESET, own), "UTF-8") == 0;
    freelocale(own);
    return is_utf8;
}

/* What was given, else what the person chose once, else what fits. NULL = what fits. */
static const char *chosen(const struct front *front, const char *given, enum preference which)
{
    const char *kept = front->preferences.values[which];
    if (given != NULL)
        return given;
    return *kept != '\0' ? kept : NULL;
}

static struct wizard_options options_of(struct front *front)
{
    const struct options *options = &front->options;
    const char *theme = chosen(front, options->theme, PREFERENCE_THEME);
    bool has_mouse =
        !options->no_mouse && !preferences_is(&front->preferences, PREFERENCE_MOUSE, "off");
    struct wizard_options wizard = {
        .model = {.context = options->context,
                  .is_sandbox = front->sandbox != NULL,
                  .scenario = options->scenario,
                  .settings = {.has_mouse = has_mouse,
                               .is_casual =
                                   preferences_is(&front->preferences, PREFERENCE_WORDS, "plain")}},
        .term = {.no_mouse = !has_mouse},
        .glyphs = chosen(front, options->glyphs, PREFERENCE_GLYPHS),
        .preferences = front->preferences,
        .preferences_path = front->preferences_path,
        .problems = front->problems,
    };
    snprintf(wizard.model.settings.theme, sizeof wizard.model.settings.theme, "%.*s",
             SETTING_BYTES - 1, theme != NULL ? theme : "default");
    if (wizard.glyphs == NULL && !terminal_takes_utf8())
        wizard.glyphs = "ascii";
    return wizard;
}

/* The screen is gone; what came of it stands in the terminal. */
static int tell_result(const struct wizard_result *result)
{
    if (result->n_changed > 0)
        printf(_("%zu changed. Journal: %s\n"), result->n_changed, result->journal);
    else
        printf("%s\n", _("Nothing was changed."));
    if (result->was_stopped)
        return EXIT_INTERRUPTED;
    if (result->is_ready)
        return EXIT_READY;
    if (result->is_partial)
        return EXIT_PARTIAL;
    return result->is_blocked ? EXIT_BLOCKED : EXIT_NOT_READY;
}

static int run_wizard(struct front *front)
{
    struct rr_err err = {0};
    struct rr_session_options session;
    struct wizard_result result = {0};
    if (!front_place(front, &session, &err))
        return front_fail(&err);
    defaults_propose(&front->options.context, front->sandbox, &front->arena);
    struct wizard_options wizard = options_of(front);
    wizard.session = session;
    if (!wizard_run(&wizard, &result, &err))
        return front_fail(&err);
    return tell_result(&result);
}

static int run_plain(struct front *front)
{
    struct rr_err err = {0};
    struct rr_session_options session;
    struct wizard_result result = {0};
    if (!front_place(front, &session, &err))
        return front_fail(&err);
    defaults_propose(&front->options.context, front->sandbox, &front->arena);
    const struct wizard_options wizard = options_of(front);
    const struct plain_options plain = {
        .model = wizard.model, .session = session, .in = STDIN_FILENO, .out = stdout};
    if (!plain_run(&plain, &result, &err))
        return front_fail(&err);
    return tell_result(&result);
}

/* A terminal on which nothing can be drawn is still one to talk on. */
int command_wizard(struct front *front)
{
    bool is_asked_for = front->options.command == COMMAND_WIZARD;
    struct term_options term = {0};
    struct rr_err err = {0};
    bool has_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    if (front->options.plain)
        return run_plain(front);
    if (!front->options.json && has_terminal)
        return term_check(&term, &err) ? run_wizard(front) : run_plain(front);
    if (!is_asked_for)
        return command_check(front);
    if (err.kind == RR_OK)
        rr_err_set(&err, RR_BAD_INPUT, "%s", _("The wizard needs a terminal."));
    return front_fail(&err);
}
