/*
 * The deploy itself is gcloud's work: the front end runs it, with the terminal in its hands, and what
 * came of it is read from Cloud Run, not from what gcloud said.
 */
#include "config.h"

#include <string.h>

#include "core/apply/perform.h"
#include "core/gcp/deployment.h"
#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"

static const char *command_line(const struct rr_step *step, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    for (size_t i = 0; i < step->n_command; i++) {
        if (i > 0)
            rr_buf_addc(&out, ' ');
        rr_buf_add_shell(&out, step->command[i]);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}

static const char *const *argv_of(const struct rr_step *step, struct rr_arena *arena)
{
    const char **argv = rr_arena_array(arena, step->n_command + 1, sizeof *argv);
    for (size_t i = 0; i < step->n_command; i++)
        argv[i] = step->command[i];
    return argv;
}

static bool run_command(struct rr_running *run, size_t i, int *status, struct rr_err *err)
{
    const struct rr_step *step = &run->plan->steps[i];
    struct rr_call as_call = {.method = "EXEC", .path = command_line(step, run->arena)};
    struct rr_running_write write = {.step = i};
    if (run->env->run_command == NULL) {
        rr_err_set(err, RR_PRECONDITION, "%s", _("nothing here can run gcloud"));
        return rr_err_detail(err, _("Run it yourself: %s"), as_call.path);
    }
    if (!rr_running_announce(run, &write, 1, &as_call, "", err))
        return false;
    rr_running_tell(run, i, RR_OUTCOME_WRITING, NULL, 0);
    return run->env->run_command(run->env->run_data, argv_of(step, run->arena), status, err);
}

static bool
read_service(struct rr_running *run, size_t i, struct rr_run_service *out, struct rr_err *err)
{
    struct rr_call call = {
        .api = RR_API_RUN,
        .method = "GET",
        .path = rr_resource_path(run->arena, "/v2/", run->plan->steps[i].resource, ""),
        .idempotent = true};
    RR_JSON_AUTO struct json_object *json = NULL;
    if (!rr_running_call(run, i, &call, &json, err))
        return false;
    *out = rr_run_service_read(json, run->arena);
    return true;
}

static enum rr_step_outcome tell_failure(int status, struct rr_err *err)
{
    rr_err_set(err, RR_PRECONDITION,
               _("gcloud ended with status %d: the deploy did not go through"), status);
    rr_err_detail(err, "%s", _("What it said stands above."));
    return RR_OUTCOME_FAILED;
}

/* A service that is there and not ready has failed, whatever the exit status was. */
static enum rr_step_outcome judge(struct rr_running *run, size_t i, struct rr_err *err)
{
    struct rr_run_service service;
    if (!read_service(run, i, &service, err)) {
        if (err->kind == RR_NOT_FOUND)
            return RR_OUTCOME_FAILED;
        rr_perform_lose(err, err);
        return RR_OUTCOME_LOST;
    }
    if (strcmp(service.ready, "CONDITION_FAILED") != 0)
        return RR_OUTCOME_DONE;
    rr_err_set(err, RR_PRECONDITION, _("the service is there, but it is not ready: %s"),
               service.ready_reason);
    rr_err_detail(err, "%s", service.ready_message);
    return RR_OUTCOME_FAILED;
}

void rr_perform_deploy(struct rr_running *run, const size_t *steps, size_t n)
{
    (void)n;
    struct rr_err err = {0};
    int status = 0;
    enum rr_step_outcome outcome = RR_OUTCOME_WAITING;
    if (!rr_running_is_cancelled(run)) {
        if (!run_command(run, *steps, &status, &err))
            outcome = RR_OUTCOME_FAILED;
        else
            outcome = status == 0 ? judge(run, *steps, &err) : tell_failure(status, &err);
    }
    rr_perform_end(run, *steps, outcome, &err);
}
