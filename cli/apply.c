/* runready apply: shows the plan, asks, hands it to the core, tells what came of it. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/apply_json.h"
#include "cli/fallback.h"
#include "cli/front.h"
#include "cli/run.h"
#include "core/judge/judge.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"

enum { PLAN_FILE_MAX = 4 * 1024 * 1024, ROUNDS_MAX = 4 };

struct apply {
    struct front *front;
    struct rr_context context;
    struct rr_plan plan;
    struct rr_run_result runs[ROUNDS_MAX];
    struct rr_plan plans[ROUNDS_MAX];
    size_t n_runs;
    bool is_ready;            // as judged before the last round
    const char *const *roads; // where the chosen access is refused
    size_t n_roads;
    size_t n_waiting; // steps that wait for the deploy
};

/* ---- where the plan comes from ---- */

static bool read_plan_file(struct apply *apply, struct rr_err *err)
{
    const struct options *options = &apply->front->options;
    if (options->has_context) {
        rr_err_set(err, RR_BAD_INPUT, _("A plan file holds its own context and choices."));
        return rr_err_detail(err, _("Give either PLAN.json or the options, not both."));
    }
    RR_BUF_AUTO text = {0};
    if (!rr_file_read(options->plan_file, PLAN_FILE_MAX, &text, err))
        return false;
    if (!rr_plan_read_json(rr_buf_text(&text), text.len, &apply->plan, &apply->front->arena, err))
        return false;
    apply->context = apply->plan.context;
    if (rr_str_is_empty(apply->plan.undoes))
        return true;
    rr_err_set(err, RR_BAD_INPUT, _("This plan takes back a run; it is made afresh each time."));
    return rr_err_detail(err, "runready undo %s", apply->plan.undoes);
}

static bool check_plan_file(struct apply *apply, struct rr_err *err)
{
    struct rr_observed *now = front_gather(apply->front, &apply->context, err);
    if (now == NULL)
        return false;
    bool ok = rr_plan_check_base(&apply->plan, &apply->context, now, err);
    rr_observed_free(now);
    return ok;
}

/* Without --deploy, or while not everything can be seen yet, what needs the service waits. */
static bool leave_deploy(struct apply *apply, struct rr_err *err)
{
    static const char *const deploy[] = {"deploy"};
    size_t n = apply->plan.n_steps;
    apply->n_waiting = 0;
    if (apply->front->options.deploy && apply->plan.is_complete)
        return true;
    if (rr_plan_find(&apply->plan, deploy[0]) == NULL)
        return true;
    bool ok = rr_plan_select(&apply->plan, NULL, 0, deploy, 1, &apply->front->arena, err);
    apply->n_waiting = n - apply->plan.n_steps - 1;
    return ok;
}

static bool make_plan(struct apply *apply, struct rr_err *err)
{
    struct rr_arena *arena = &apply->front->arena;
    const struct options *options = &apply->front->options;
    struct rr_observed *observed = front_gather(apply->front, &apply->context, err);
    if (observed == NULL)
        return false;
    struct rr_findings findings = rr_judge(&apply->context, observed, arena);
    if (options->fallback && fallback_is_due(&findings)) {
        fprintf(stderr, "%s\n",
                _("The chosen access is blocked: going on with identity tokens (OIDC)."));
        fallback_take(&apply->context);
        // Another choice asks for other facts.
        rr_observed_free(observed);
        observed = front_gather(apply->front, &apply->context, err);
        if (observed == NULL)
            return false;
        findings = rr_judge(&apply->context, observed, arena);
    }
    apply->is_ready = findings.is_ready;
    apply->roads = rr_access_roads(observed, arena, &apply->n_roads);
    apply->plan = options->deploy ? rr_plan_make_deploy(&apply->context, observed, &findings, arena)
                                  : rr_plan_make(&apply->context, observed, &findings, arena);
    rr_observed_free(observed);
    return rr_plan_select(&apply->plan, options->only.items, options->only.n, options->skip.items,
                          options->skip.n, arena, err) &&
           leave_deploy(apply, err);
}

/* ---- the result ---- */

static const char *result_text(const struct apply *apply)
{
    RR_BUF_AUTO out = {0};
    bool is_complete = true;
    for (size_t i = 0; i < apply->n_runs; i++) {
        run_add_result(&out, &apply->runs[i]);
        is_complete &= apply->runs[i].is_complete;
    }
    if (apply->n_runs == 0)
        rr_buf_add(&out, apply->is_ready
                             ? _("Nothing to change: everything is there already.\n")
                             : _("Nothing to change here, but not everything is well: runready "
                                 "check says what is left.\n"));
    else if (is_complete)
        rr_buf_add(&out, _("Applied and verified. It takes usually 2 minutes, sometimes 7 or more, "
                           "until a grant acts everywhere.\n"));
    else
        rr_buf_add(&out, _("Not everything could be done; what was done stays, and is in the "
                           "journal.\n"));
    if (apply->n_waiting > 0)
        rr_buf_printf(&out,
                      _("Steps that wait for the service: %zu. Deploy it with runready deploy, or "
                        "by yourself, and then apply again.\n"),
                      apply->n_waiting);
    return rr_arena_str(&apply->front->arena, rr_buf_text(&out));
}

/* ---- one round ---- */

static bool run_plan(struct apply *apply, struct rr_err *err)
{
    struct front *front = apply->front;
    apply->plans[apply->n_runs] = apply->plan;
    front_expect_stop(true);
    bool ok = rr_apply(front->session, &apply->plan, isatty(STDERR_FILENO) ? run_show_step : NULL,
                       NULL, &apply->runs[apply->n_runs], &front->arena, err);
    front_expect_stop(false);
    apply->n_runs += ok;
    return ok;
}

static bool confirm(struct apply *apply, struct rr_err *err)
{
    if (apply->front->options.yes)
        return true;
    fputs(rr_plan_text(&apply->plan, &apply->front->arena), stderr);
    return run_ask(&apply->plan, err);
}

static int show_blocked(const struct apply *apply)
{
    fputs(rr_plan_text(&apply->plan, &apply->front->arena), stderr);
    fprintf(stderr, "%s\n",
            _("Nothing was changed. To do the rest all the same, leave out what is "
              "blocked: --skip STEP,..."));
    return EXIT_BLOCKED;
}

/*
 * An API that was just switched on may go on saying that it is off for some minutes (gcp-apis 6.3). Plans
 * again until the build account is known.
 */
static bool plan_next_round(struct apply *apply, struct rr_err *err)
{
    enum { FIRST_WAIT_MS = 2000, LONGEST_WAIT_MS = 20000, ALL_WAITS_MS = 240000 };
    int64_t waited_ms = 0;
    for (int64_t wait_ms = FIRST_WAIT_MS;; wait_ms = wait_ms * 3 / 2) {
        if (!make_plan(apply, err))
            return false;
        if (apply->plan.n_steps > 0 || apply->plan.is_complete || waited_ms >= ALL_WAITS_MS)
            return true;
        if (wait_ms > LONGEST_WAIT_MS)
            wait_ms = LONGEST_WAIT_MS;
        fprintf(stderr, "%s\n", _("Waiting until the APIs that were switched on answer..."));
        if (!rr_session_wait(apply->front->session, wait_ms))
            return rr_err_set(err, RR_CANCELLED, _("Interrupted; what was done stays."));
        waited_ms += wait_ms;
    }
}

/* Nothing is left to write: what does that mean for the project? */
static int status_without_steps(const struct apply *apply)
{
    if (apply->n_runs == 0)
        return apply->is_ready ? EXIT_READY : EXIT_NOT_READY;
    return apply->plan.is_complete ? EXIT_READY : EXIT_PARTIAL;
}

static bool has_more_to_come(const struct apply *apply)
{
    const struct rr_run_result *last = &apply->runs[apply->n_runs - 1];
    bool has_enabled = rr_plan_find(&apply->plan, "enable-services") != NULL;
    return apply->front->options.plan_file == NULL && !apply->plan.is_complete && has_enabled &&
           last->is_complete && apply->n_runs < ROUNDS_MAX;
}

/* Nothing could be seen beforehand, and the write itself was refused by an organisation policy. */
static bool was_refused_late(const struct apply *apply)
{
    size_t last = apply->n_runs - 1;
    return fallback_refusal(&apply->plans[last], &apply->runs[last]) != NULL;
}

/* What was done stays. A person gets a new plan to look at; a script gets one only by --fallback. */
static bool plan_the_other_road(struct apply *apply, struct rr_err *err)
{
    size_t last = apply->n_runs - 1;
    fallback_tell(fallback_refusal(&apply->plans[last], &apply->runs[last]), apply->roads,
                  apply->n_roads);
    bool may = run_can_ask() || apply->front->options.fallback;
    if (!may || apply->front->options.plan_file != NULL || apply->n_runs == ROUNDS_MAX)
        return false;
    fallback_take(&apply->context);
    return make_plan(apply, err);
}

/* Rounds: while APIs are off, what else is missing cannot be seen; it is planned when they are on. */
static int run_rounds(struct apply *apply, struct rr_err *err)
{
    for (;;) {
        if (apply->plan.n_blocked > 0)
            return show_blocked(apply);
        if (apply->plan.n_steps == 0)
            return status_without_steps(apply);
        if (!confirm(apply, err) || !run_plan(apply, err))
            return front_fail(err);
        int status = run_status(&apply->runs[apply->n_runs - 1]);
        if (status == EXIT_BLOCKED && was_refused_late(apply)) {
            if (!plan_the_other_road(apply, err))
                return err->kind == RR_OK ? status : front_fail(err);
            continue;
        }
        if (status != EXIT_READY || !has_more_to_come(apply))
            return status;
        if (!plan_next_round(apply, err))
            return front_fail(err);
    }
}

static bool prepare(struct apply *apply, struct rr_err *err)
{
    struct front *front = apply->front;
    bool from_file = front->options.plan_file != NULL;
    if (from_file && !read_plan_file(apply, err))
        return false;
    if (!front_open(front, !from_file, err))
        return false;
    if (from_file)
        return check_plan_file(apply, err) && leave_deploy(apply, err);
    apply->context = front->options.context;
    return make_plan(apply, err);
}

int command_apply(struct front *front)
{
    struct apply apply = {.front = front};
    struct rr_err err = {0};
    if (!prepare(&apply, &err))
        return front_fail(&err);
    int status = run_rounds(&apply, &err);
    bool has_result = apply.n_runs > 0 || apply.plan.n_blocked == 0;
    if (front->options.json)
        front_print(apply_json(&apply.plan, apply.runs, apply.n_runs, &front->arena));
    else if (has_result && err.kind == RR_OK)
        front_print(result_text(&apply));
    return status;
}
