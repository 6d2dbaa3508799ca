/* runready history: the runs in the journal, newest first. */
#include "config.h"

#include "cli/front.h"
#include "cli/history_json.h"
#include "core/util/i18n.h"
#include "core/util/utf8.h"

static const char *state_of(const struct rr_run_summary *run)
{
    if (*run->note != '\0')
        return run->note;
    if (run->n_unknown > 0)
        return _("outcome unknown");
    if (*run->ended == '\0')
        return _("was cut off");
    return run->n_failed > 0 ? _("not all done") : _("complete");
}

static void add_run(struct rr_buf *out, const struct rr_run_summary *run)
{
    RR_BUF_AUTO line = {0};
    rr_buf_printf(&line, _("%s  %s%s  %zu of %zu done: %s"), run->run, run->project,
                  run->is_sandbox ? _(" (sandbox)") : "", run->n_done + run->n_already,
                  run->n_steps, state_of(run));
    if (run->n_resumed > 0)
        rr_buf_add(&line, _(", resumed"));
    if (*run->undoes != '\0')
        rr_buf_printf(&line, _("; takes back %s"), run->undoes);
    if (*run->undone_by != '\0')
        rr_buf_printf(&line, _("; taken back by %s"), run->undone_by);
    rr_buf_add_visible(out, rr_buf_text(&line));
    rr_buf_addc(out, '\n');
}

int command_history(struct front *front)
{
    struct rr_err err = {0};
    const struct rr_run_summary *runs = NULL;
    size_t n = 0;
    if (!front_open(front, false, &err) ||
        !rr_history(front->session, &runs, &n, &front->arena, &err))
        return front_fail(&err);
    RR_BUF_AUTO out = {0};
    if (front->options.json)
        rr_buf_add(&out, history_json(runs, n, &front->arena));
    else if (n == 0)
        rr_buf_add(&out, _("Nothing was applied from here yet.\n"));
    for (size_t i = 0; i < n && !front->options.json; i++)
        add_run(&out, &runs[i]);
    return front_print(rr_buf_text(&out)) ? EXIT_READY : EXIT_USAGE;
}
