/* What the commands share; see the header. */
#include "config.h"

#include "cli/front.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/defaults.h"
#include "cli/run_command.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"

int exit_status_of(const struct rr_err *err)
{
    static const int statuses[RR_ERR_KIND_COUNT] = {
        [RR_BAD_INPUT] = EXIT_USAGE,
        [RR_NOT_SIGNED_IN] = EXIT_NOT_SIGNED_IN,
        [RR_DENIED] = EXIT_BLOCKED,
        [RR_API_OFF] = EXIT_BLOCKED,
        [RR_BLOCKED] = EXIT_BLOCKED,
        [RR_NOT_FOUND] = EXIT_NOT_READY,
        [RR_EXISTS] = EXIT_NOT_READY,
        [RR_CONFLICT] = EXIT_NETWORK,
        [RR_PRECONDITION] = EXIT_NOT_READY,
        [RR_QUOTA] = EXIT_NETWORK,
        [RR_OFFLINE] = EXIT_NETWORK,
        [RR_TIMEOUT] = EXIT_NETWORK,
        [RR_CLOUD] = EXIT_NETWORK,
        [RR_BAD_REPLY] = EXIT_NETWORK,
        [RR_FILE] = EXIT_USAGE,
        [RR_STALE] = EXIT_NOT_READY,
        [RR_CANCELLED] = EXIT_INTERRUPTED,
        [RR_OUTCOME_UNKNOWN] = EXIT_PARTIAL,
    };
    return statuses[err->kind];
}

void front_add_error(struct rr_buf *out, const struct rr_err *err, const char *indent)
{
    enum { PAGE_COLUMNS = 80 };
    RR_BUF_AUTO text = {0};
    rr_buf_add_visible(&text, err->summary);
    rr_buf_add_wrapped(out, rr_buf_text(&text), indent, PAGE_COLUMNS);
    // Line by line, so that the breaks of the text stay and everything else is made harmless.
    for (const char *line = err->detail; *line != '\0';) {
        size_t n = strcspn(line, "\n");
        RR_BUF_AUTO one = {0};
        rr_buf_addn(&one, line, n);
        rr_buf_clear(&text);
        rr_buf_add_visible(&text, rr_buf_text(&one));
        rr_buf_add_wrapped(out, rr_buf_text(&text), indent, PAGE_COLUMNS);
        line += n + (line[n] == '\n');
    }
}

int front_fail(const struct rr_err *err)
{
    static const char indent[] = "  ";
    RR_BUF_AUTO text = {0};
    front_add_error(&text, err, indent);
    fprintf(stderr, "runready: %s", rr_buf_text(&text) + strlen(indent));
    return exit_status_of(err);
}

bool front_print(const char *text)
{
    if (fputs(text, stdout) >= 0 && fflush(stdout) == 0)
        return true;
    fprintf(stderr, "runready: %s\n", _("the output could not be written"));
    return false;
}

static bool start_sandbox(struct front *front, struct rr_err *err)
{
    const struct options *options = &front->options;
    struct rr_sandbox_options sandbox = {.scenario = options->scenario,
                                         .latency_ms = options->latency_ms,
                                         .faults = options->faults};
    front->sandbox = rr_sandbox_start(&sandbox, err);
    return front->sandbox != NULL;
}

bool front_place(struct front *front, struct rr_session_options *out, struct rr_err *err)
{
    struct options *options = &front->options;
    if (options->wants_sandbox && !start_sandbox(front, err))
        return false;
    if (!options->wants_sandbox && (options->latency_ms > 0 || options->n_faults > 0))
        return rr_err_set(err, RR_BAD_INPUT, _("--latency and --fault go with --sandbox only."));
    *out = (struct rr_session_options){.act_as = options->act_as};
    if (front->sandbox != NULL)
        out->loopback =
            rr_arena_printf(&front->arena, "http://127.0.0.1:%d/", rr_sandbox_port(front->sandbox));
    out->run_command = run_command;
    out->data = (void *)(uintptr_t)out->loopback;
    return true;
}

bool front_open(struct front *front, bool with_context, struct rr_err *err)
{
    struct rr_session_options session;
    if (!front_place(front, &session, err))
        return false;
    if (with_context && !defaults_fill(&front->options.context, front->sandbox, &front->arena, err))
        return false;
    front->session = rr_session_new(&session, err);
    front_set_interruptible(front->session);
    return front->session != NULL;
}

void front_close(struct front *front)
{
    front_set_interruptible(NULL);
    rr_session_free(front->session);
    rr_sandbox_stop(front->sandbox);
    rr_arena_free(&front->arena);
}

/* ---- progress ---- */

static void show_fact(void *data, const struct rr_fact *fact)
{
    size_t *n = data;
    if (fact->state == RR_FACT_PENDING)
        return;
    ++*n;
    RR_BUF_AUTO title = {0};
    rr_buf_add_visible(&title, fact->title);
    fprintf(stderr, "\r\033[K%s %zu: %s", _("reading"), *n, rr_buf_text(&title));
}

struct rr_observed *
front_gather(struct front *front, const struct rr_context *context, struct rr_err *err)
{
    const char *term = getenv("TERM");
    bool is_terminal = isatty(STDERR_FILENO) && term != NULL && strcmp(term, "dumb") != 0;
    size_t n = 0;
    struct rr_observed *observed =
        rr_gather(front->session, context, is_terminal ? show_fact : NULL, &n, err);
    if (is_terminal && n > 0)
        fputs("\r\033[K", stderr);
    return observed;
}

/* ---- the head of a page ---- */

void front_add_head(const struct front *front,
                    const char *title,
                    const struct rr_observed *observed,
                    struct rr_buf *out)
{
    struct rr_project_view view = rr_observed_project(observed);
    RR_BUF_AUTO line = {0};
    rr_buf_printf(&line, "runready %s   %s", title, view.id);
    if (*view.number != '\0')
        rr_buf_printf(&line, " (%s)", view.number);
    rr_buf_printf(&line, ", %s", view.region);
    if (*front->options.context.service != '\0')
        rr_buf_printf(&line, ", %s", front->options.context.service);
    rr_buf_add_visible(out, rr_buf_text(&line));
    const char *sign_in = rr_session_sign_in(front->session);
    if (front->sandbox != NULL)
        rr_buf_printf(out, "   [%s]\n", _("sandbox"));
    else if (*sign_in != '\0')
        rr_buf_printf(out, "\n%s %s\n", _("signed in by:"), sign_in);
    else
        rr_buf_addc(out, '\n');
}
