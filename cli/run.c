/* What the commands that carry a plan out share; see the header. */
#include "config.h"

#include "cli/run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/front.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"
#include "tui/consent.h"

bool run_can_ask(void)
{
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* In the wizard's own words: nobody types that by accident. */
bool run_ask(const struct rr_plan *plan, struct rr_err *err)
{
    if (!run_can_ask()) {
        rr_err_set(err, RR_BAD_INPUT, _("Nothing was changed: there is no terminal to ask on."));
        return rr_err_detail(err, _("To apply without being asked: --yes"));
    }
    char expected[CONSENT_TEXT];
    char typed[CONSENT_TEXT] = "";
    const struct rr_step *gravest = consent_gravest(plan);
    consent_expected(plan, expected);
    if (gravest != NULL)
        fprintf(stderr, "%s %s\n", _("Grave:"),
                *gravest->risk_text != '\0' ? gravest->risk_text : gravest->id);
    fprintf(stderr, _("To make these %zu changes, type: %s\n> "), plan->n_steps, expected);
    if (fgets(typed, sizeof typed, stdin) == NULL)
        typed[0] = '\0';
    typed[strcspn(typed, "\r\n")] = '\0';
    if (consent_check(plan, typed) == CONSENT_RIGHT)
        return true;
    return rr_err_set(err, RR_CANCELLED, _("Nothing was changed: what was typed does not match."));
}

static const char *outcome_title(enum rr_step_outcome outcome)
{
    static const char *const titles[RR_OUTCOME_COUNT] = {
        [RR_OUTCOME_WAITING] = N_("not begun"), [RR_OUTCOME_READING] = N_("reading"),
        [RR_OUTCOME_WRITING] = N_("writing"),   [RR_OUTCOME_DONE] = N_("done"),
        [RR_OUTCOME_ALREADY] = N_("was there"), [RR_OUTCOME_REFUSED] = N_("refused"),
        [RR_OUTCOME_FAILED] = N_("failed"),     [RR_OUTCOME_LOST] = N_("outcome unknown"),
        [RR_OUTCOME_SKIPPED] = N_("left out"),
    };
    return _(titles[outcome]);
}

void run_show_step(void *data,
                   const struct rr_step *step,
                   enum rr_step_outcome outcome,
                   const struct rr_err *err,
                   int64_t wait_ms)
{
    (void)data;
    if (err != NULL && wait_ms > 0)
        fprintf(stderr, _("  %s: again in %.1f s (%s)\n"), step->id, (double)wait_ms / 1000,
                err->summary);
    else
        fprintf(stderr, "  %s: %s\n", step->id, outcome_title(outcome));
}

static bool same_error(const struct rr_err *a, const struct rr_err *b)
{
    return a->kind == b->kind && strcmp(a->summary, b->summary) == 0 &&
           strcmp(a->detail, b->detail) == 0;
}

void run_add_result(struct rr_buf *out, const struct rr_run_result *run)
{
    for (size_t i = 0; i < run->n_steps; i++) {
        const struct rr_step_result *step = &run->steps[i];
        rr_buf_add(out, "  ");
        rr_buf_add_padded(out, outcome_title(step->outcome), 16);
        rr_buf_printf(out, " %s\n", step->step);
        // Grants of one write share one fate, which is told once.
        bool is_told = i + 1 < run->n_steps && same_error(&step->err, &run->steps[i + 1].err);
        if (step->err.kind != RR_OK && !is_told)
            front_add_error(out, &step->err, "                   ");
    }
    rr_buf_printf(out, _("%zu changed. Journal: %s\n"), run->n_changed, run->journal);
}

static bool is_done(enum rr_step_outcome outcome)
{
    return outcome == RR_OUTCOME_DONE || outcome == RR_OUTCOME_ALREADY;
}

/* A run whose first failure explains the rest decides the status, but only if nothing was changed. */
int run_status(const struct rr_run_result *run)
{
    if (run->is_complete)
        return EXIT_READY;
    if (run->was_cancelled)
        return EXIT_INTERRUPTED;
    bool any_done = run->n_changed > 0;
    for (size_t i = 0; i < run->n_steps; i++) {
        const struct rr_step_result *step = &run->steps[i];
        if (is_done(step->outcome) || step->outcome == RR_OUTCOME_SKIPPED)
            continue;
        bool is_blocked = step->err.kind == RR_BLOCKED || step->err.kind == RR_DENIED;
        if (is_blocked)
            return EXIT_BLOCKED;
        if (step->outcome == RR_OUTCOME_LOST || any_done)
            return EXIT_PARTIAL;
        return exit_status_of(&step->err);
    }
    return EXIT_PARTIAL;
}
