/*
 * The engine of reading: starts at once every row whose needs are settled, over one wait, so that the
 * wall time is the longest chain and not the sum. One failing read never spoils the others: its fact
 * says why, and what depends on it says that.
 */
#include "config.h"

#include "core/observe/gather.h"

#include <stdlib.h>
#include <string.h>

#include "core/observe/reads.h"
#include "core/util/i18n.h"
#include "core/util/xalloc.h"

/* ---- the engine ---- */

/* One fact on its way; freed when its answer is in. */
struct task {
    struct rr_gather_state *g;
    enum rr_read read;
    size_t i;
    int64_t started_ms;
};

static void start_ready_rows(struct rr_gather_state *g);

static struct rr_fact *fact_of(const struct task *task)
{
    return &task->g->out->reads[task->read].items[task->i];
}

static enum rr_fact_state state_of_error(const struct rr_read_row *row, const struct rr_err *err)
{
    switch (err->kind) {
    case RR_NOT_FOUND:
        return row->absent_on_404 ? RR_FACT_ABSENT : RR_FACT_UNKNOWN;
    case RR_OFFLINE:
    case RR_TIMEOUT:
    case RR_CLOUD:
    case RR_QUOTA:
    case RR_BAD_REPLY:
    case RR_OUTCOME_UNKNOWN:
    case RR_CANCELLED:
        return RR_FACT_ERROR;
    case RR_OK:
    case RR_BAD_INPUT:
    case RR_NOT_SIGNED_IN:
    case RR_DENIED:
    case RR_API_OFF:
    case RR_BLOCKED:
    case RR_EXISTS:
    case RR_CONFLICT:
    case RR_PRECONDITION:
    case RR_FILE:
    case RR_STALE:
    case RR_ERR_KIND_COUNT:
        break;
    }
    return RR_FACT_UNKNOWN;
}

static void tell(struct rr_gather_state *g, enum rr_read read, size_t i)
{
    if (g->fact_fn != NULL)
        g->fact_fn(g->data, &g->out->reads[read].items[i]);
}

static void settle(struct rr_gather_state *g, enum rr_read read, size_t i)
{
    tell(g, read, i);
    g->n_open[read]--;
}

static void fail(struct task *task, const struct rr_err *err)
{
    struct rr_fact *fact = fact_of(task);
    fact->err = *err;
    fact->state = state_of_error(&rr_read_rows[task->read], err);
    bool is_fatal = err->kind == RR_NOT_SIGNED_IN || err->kind == RR_CANCELLED;
    if (is_fatal && task->g->fatal.kind == RR_OK)
        task->g->fatal = *err;
}

static void ask(struct task *task);

/* Reads one answer; true when the fact is settled, false when it has to be asked once more. */
static bool take(struct task *task, struct json_object *json)
{
    struct rr_fact *fact = fact_of(task);
    switch (rr_read_rows[task->read].read(task->g, task->i, json)) {
    case RR_READING_KNOWN:
        fact->state = RR_FACT_KNOWN;
        return true;
    case RR_READING_ABSENT:
        fact->state = RR_FACT_ABSENT;
        rr_err_set(&fact->err, RR_NOT_FOUND, _("there is none"));
        return true;
    case RR_READING_ASK_AGAIN:
        return false;
    case RR_READING_BAD:
        break;
    }
    fact->state = RR_FACT_ERROR;
    rr_err_set(&fact->err, RR_BAD_REPLY, _("the answer lacks what it should hold"));
    return true;
}

static void on_reply(void *data, const struct rr_reply *reply, const struct rr_err *err)
{
    struct task *task = data;
    struct rr_gather_state *g = task->g;
    fact_of(task)->ms = rr_clock_mono_ms(g->clock) - task->started_ms;
    if (err != NULL) {
        bool (*retry)(struct rr_gather_state *, size_t, const struct rr_err *) =
            rr_read_rows[task->read].retry;
        if (retry != NULL && retry(g, task->i, err)) {
            ask(task);
            return;
        }
        fail(task, err);
    } else if (!take(task, reply->json)) {
        ask(task);
        return;
    }
    settle(g, task->read, task->i);
    free(task);
    start_ready_rows(g);
}

static void ask(struct task *task)
{
    struct rr_gather_state *g = task->g;
    struct rr_fact *fact = fact_of(task);
    struct rr_call call = {0};
    struct rr_err why = {0};
    if (!rr_read_rows[task->read].request(g, task->i, &call, &why)) {
        fact->state = RR_FACT_UNKNOWN;
        fact->err = why;
        settle(g, task->read, task->i);
        free(task);
        return;
    }
    fact->request = rr_arena_printf(&g->out->arena, "%s %s", call.method, call.path);
    rr_call_start(g->caller, &call, on_reply, task);
    rr_call_drop(&call);
}

static void start_row(struct rr_gather_state *g, enum rr_read read)
{
    const struct rr_read_row *row = &rr_read_rows[read];
    size_t n = row->count != NULL ? row->count(g) : 1;
    struct rr_read_facts *facts = &g->out->reads[read];
    facts->items = rr_arena_array(&g->out->arena, n, sizeof *facts->items);
    facts->n = n;
    g->is_started[read] = true;
    g->n_open[read] = n;
    for (size_t i = 0; i < n; i++) {
        facts->items[i] = (struct rr_fact){.id = row->id,
                                           .title = _(row->title),
                                           .request = "",
                                           .need = row->need,
                                           .state = RR_FACT_PENDING};
        if (row->suffix != NULL)
            facts->items[i].id =
                rr_arena_printf(&g->out->arena, "%s:%s", row->id, row->suffix(g, i));
    }
    for (size_t i = 0; i < n; i++) {
        tell(g, read, i);
        struct task *task = rr_xcalloc(1, sizeof *task);
        *task = (struct task){g, read, i, rr_clock_mono_ms(g->clock)};
        ask(task);
    }
}

static bool is_settled(const struct rr_gather_state *g, unsigned needs)
{
    for (int read = 0; read < RR_READ_COUNT; read++)
        if ((needs >> read & 1) != 0 && (!g->is_started[read] || g->n_open[read] > 0))
            return false;
    return true;
}

static void start_ready_rows(struct rr_gather_state *g)
{
    // A row without facts settles at once and may free others, hence the second look.
    for (bool again = true; again;) {
        again = false;
        for (int read = 0; read < RR_READ_COUNT; read++) {
            if (g->is_started[read] || !is_settled(g, rr_read_rows[read].needs))
                continue;
            start_row(g, (enum rr_read)read);
            again = true;
        }
    }
}

static void flatten(struct rr_observed *out)
{
    for (int read = 0; read < RR_READ_COUNT; read++)
        out->n_facts += out->reads[read].n;
    out->facts = rr_arena_array(&out->arena, out->n_facts, sizeof *out->facts);
    size_t n = 0;
    for (int read = 0; read < RR_READ_COUNT; read++)
        for (size_t i = 0; i < out->reads[read].n; i++)
            out->facts[n++] = out->reads[read].items[i];
}

/* Where nothing at all could be read, one error says more than thirty facts. */
static void give_up_on_silence(struct rr_gather_state *g)
{
    const struct rr_fact *project = rr_observed_fact(g->out, RR_READ_PROJECT);
    bool is_hopeless = project->state == RR_FACT_ERROR || project->err.kind == RR_BAD_INPUT;
    if (g->fatal.kind != RR_OK || !is_hopeless)
        return;
    for (int read = 0; read < RR_READ_COUNT; read++)
        for (size_t i = 0; i < g->out->reads[read].n; i++)
            if (g->out->reads[read].items[i].state == RR_FACT_KNOWN ||
                g->out->reads[read].items[i].state == RR_FACT_ABSENT)
                return;
    g->fatal = project->err;
}

struct rr_observed *rr_gather_run(struct rr_caller *caller,
                                  const struct rr_clock *clock,
                                  const struct rr_context *context,
                                  rr_fact_fn *fact_fn,
                                  void *data,
                                  struct rr_err *err)
{
    struct rr_observed *out = rr_xcalloc(1, sizeof *out);
    out->context = rr_context_copy(context, &out->arena);
    out->made_at_s = rr_clock_wall_ms(clock) / 1000;
    out->roles = rr_roles_load(&out->arena);
    out->build_default = out->builder = out->compute_default = out->bucket_owner = "";
    struct rr_gather_state g = {.caller = caller,
                                .clock = clock,
                                .out = out,
                                .fact_fn = fact_fn,
                                .data = data,
                                .page_token = ""};
    start_ready_rows(&g);
    rr_caller_run(caller);
    give_up_on_silence(&g);
    free(g.roles);
    free(g.found);
    if (g.fatal.kind != RR_OK) {
        *err = g.fatal;
        rr_observed_free(out);
        return NULL;
    }
    flatten(out);
    return out;
}

const char *rr_fact_title(const char *id)
{
    size_t n = strcspn(id, ":"); // a row with several facts names them "row:which"
    for (int read = 0; read < RR_READ_COUNT; read++)
        if (strlen(rr_read_rows[read].id) == n && strncmp(rr_read_rows[read].id, id, n) == 0)
            return _(rr_read_rows[read].title);
    return "";
}

void rr_observed_free(struct rr_observed *observed)
{
    if (observed == NULL)
        return;
    free(observed->services);
    free(observed->schedules);
    rr_arena_free(&observed->arena);
    free(observed);
}
