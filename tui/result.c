/* The result of a walk; see the header. */
#include "config.h"

#include "tui/result.h"

#include <stdio.h>

struct wizard_result wizard_result_of(const struct model *m)
{
    const struct run_state *run = &m->run;
    struct wizard_result out = {
        .n_changed = m->n_changed,
        .is_ready = m->judged.is_there && m->judged.findings.is_ready,
        .is_blocked = m->judged.is_there && m->judged.findings.is_blocked,
        .is_partial = run->has_result && run->result.n_changed > 0 && !run->result.is_complete,
        .last = run->failure,
    };
    if (m->n_finished > 0)
        snprintf(out.journal, sizeof out.journal, "%s", m->finished[m->n_finished - 1].journal);
    return out;
}
