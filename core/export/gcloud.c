/*
 * The plan as a shell script for gcloud: what an administrator can read, keep and run. Each command may
 * run twice; every value is quoted; --condition=None always, since gcloud refuses to guess. Pure.
 */
#include "config.h"

#include "core/export/gcloud.h"

#include <string.h>

#include "core/plan/step.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "runready/export.h"

void rr_gcloud_flag(struct rr_buf *out, const char *flag, const char *value)
{
    rr_buf_printf(out, " \\\n  %s=", flag);
    rr_buf_add_shell(out, value);
}

/* A comment holds one line, whatever the text says. */
static void add_comment(struct rr_buf *out, const char *text)
{
    rr_buf_add(out, "# ");
    for (; *text != '\0'; text++)
        rr_buf_addc(out, (unsigned char)*text < ' ' ? ' ' : *text);
    rr_buf_addc(out, '\n');
}

static void add_enable(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    rr_buf_add(out, "gcloud services enable");
    for (size_t i = 0; i < step->n_services; i++) {
        rr_buf_add(out, " \\\n  ");
        rr_buf_add_shell(out, step->services[i]);
    }
    rr_gcloud_flag(out, "--project", plan->context.project);
    rr_buf_addc(out, '\n');
}

static void
add_repository(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    const char *name = rr_str_after_last(step->resource, '/');
    RR_BUF_AUTO where = {0};
    rr_gcloud_flag(&where, "--location", plan->context.region);
    rr_gcloud_flag(&where, "--project", plan->context.project);
    rr_buf_add(out, "gcloud artifacts repositories describe ");
    rr_buf_add_shell(out, name);
    rr_buf_printf(out, "%s >/dev/null 2>&1 ||\ngcloud artifacts repositories create ",
                  rr_buf_text(&where));
    rr_buf_add_shell(out, name);
    rr_buf_add(out, " \\\n  --repository-format=docker");
    rr_gcloud_flag(out, "--description", "Cloud Run Source Deployments");
    rr_buf_printf(out, "%s\n", rr_buf_text(&where));
}

static void add_grant(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    if (step->kind == RR_STEP_GRANT_PROJECT_ROLE) {
        rr_buf_add(out, "gcloud projects add-iam-policy-binding ");
        rr_buf_add_shell(out, plan->context.project);
    } else if (step->kind == RR_STEP_GRANT_REPOSITORY_ROLE) {
        rr_buf_add(out, "gcloud artifacts repositories add-iam-policy-binding ");
        rr_buf_add_shell(out, rr_str_after_last(step->resource, '/'));
        rr_gcloud_flag(out, "--location", plan->context.region);
        rr_gcloud_flag(out, "--project", plan->context.project);
    } else {
        rr_buf_add(out, "gcloud iam service-accounts add-iam-policy-binding ");
        rr_buf_add_shell(out, rr_str_after_last(step->resource, '/'));
        rr_gcloud_flag(out, "--project", plan->context.project);
    }
    rr_gcloud_flag(out, "--member", step->member);
    rr_gcloud_flag(out, "--role", step->role);
    rr_buf_add(out, " \\\n  --condition=None >/dev/null\n");
}

static void add_commands(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    switch (step->kind) {
    case RR_STEP_ENABLE_SERVICES:
        add_enable(out, plan, step);
        return;
    case RR_STEP_CREATE_REPOSITORY:
        add_repository(out, plan, step);
        return;
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        rr_gcloud_account(out, plan, step);
        return;
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        add_grant(out, plan, step);
        return;
    case RR_STEP_DEPLOY:
        rr_gcloud_deploy(out, step);
        return;
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
        rr_gcloud_service_grant(out, plan, step);
        return;
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_DISABLE_INVOKER_CHECK:
        rr_gcloud_switch(out, plan, step);
        return;
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        rr_gcloud_schedule(out, plan, step);
        return;
    case RR_STEP_KIND_COUNT:
        return;
    }
}

const char *rr_plan_gcloud(const struct rr_plan *plan, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    rr_buf_add(&out, "#!/bin/sh\n");
    add_comment(&out,
                rr_arena_printf(arena,
                                _("Made by runready for the project %s. It may run twice: what "
                                  "is there already stays as it is."),
                                plan->project_id));
    rr_buf_add(&out, "set -eu\n");
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct rr_step *step = &plan->steps[i];
        rr_buf_addc(&out, '\n');
        add_comment(&out, rr_step_title(step, arena));
        if (*step->why != '\0')
            add_comment(&out, step->why);
        add_commands(&out, plan, step);
    }
    return rr_arena_str(arena, rr_buf_text(&out));
}
