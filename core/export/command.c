/*
 * gcloud commands for steps; see the header. --condition=None always, since gcloud refuses to guess
 * where a policy holds conditions (gcp-apis 18). Pure.
 */
#include "config.h"

#include "core/export/command.h"

#include "core/export/gcloud.h"
#include "core/util/str.h"
#include "core/util/utf8.h"

void rr_gcloud_flag(struct rr_buf *out, const char *flag, const char *value)
{
    rr_buf_printf(out, " \\\n  %s=", flag);
    rr_buf_add_shell(out, value);
}

void rr_buf_add_comment(struct rr_buf *out, const char *text)
{
    rr_buf_add(out, "# ");
    rr_buf_add_visible(out, text);
    rr_buf_addc(out, '\n');
}

/* ---- APIs ---- */

static void add_services(struct rr_buf *out, const struct rr_gcloud *gcloud, const char *verb)
{
    const struct rr_step *step = gcloud->step;
    rr_buf_printf(out, "gcloud services %s", verb);
    for (size_t i = 0; i < step->n_services; i++) {
        rr_buf_add(out, " \\\n  ");
        rr_buf_add_shell(out, step->services[i]);
    }
    rr_gcloud_flag(out, "--project", gcloud->plan->context.project);
    rr_buf_addc(out, '\n');
}

/* Every one must be there, so each is looked for by itself. */
static void add_services_check(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    for (size_t i = 0; i < gcloud->step->n_services; i++) {
        rr_buf_add(out, "gcloud services list --enabled");
        rr_gcloud_flag(out, "--project", gcloud->plan->context.project);
        rr_gcloud_flag(out, "--format", "value(config.name)");
        rr_buf_add(out, " |\n  grep -Fx -e ");
        rr_buf_add_shell(out, gcloud->step->services[i]);
        rr_buf_addc(out, '\n');
    }
}

static void add_services_command(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    if (gcloud->what == RR_COMMAND_VERIFY)
        add_services_check(out, gcloud);
    else
        add_services(out, gcloud, gcloud->what == RR_COMMAND_DO ? "enable" : "disable");
}

/* ---- the repository ---- */

static void add_repository(struct rr_buf *out, const struct rr_gcloud *gcloud, const char *verb)
{
    rr_buf_printf(out, "gcloud artifacts repositories %s ", verb);
    rr_buf_add_shell(out, rr_str_after_last(gcloud->step->resource, '/'));
    rr_gcloud_flag(out, "--location", gcloud->plan->context.region);
    rr_gcloud_flag(out, "--project", gcloud->plan->context.project);
}

static void add_repository_command(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    switch (gcloud->what) {
    case RR_COMMAND_DO:
        add_repository(out, gcloud, "describe");
        rr_buf_add(out, " >/dev/null 2>&1 ||\n");
        add_repository(out, gcloud, "create");
        rr_gcloud_flag(out, "--repository-format", "docker");
        rr_gcloud_flag(out, "--description", "Cloud Run Source Deployments");
        break;
    case RR_COMMAND_VERIFY:
        add_repository(out, gcloud, "describe");
        rr_gcloud_flag(out, "--format", "value(name,format)");
        break;
    case RR_COMMAND_UNDO:
        add_repository(out, gcloud, "delete");
        break;
    }
    rr_buf_addc(out, '\n');
}

/* ---- grants ---- */

const char *rr_gcloud_grant_verb(enum rr_command what)
{
    static const char *const verbs[] = {
        [RR_COMMAND_DO] = "add-iam-policy-binding",
        [RR_COMMAND_VERIFY] = "get-iam-policy",
        [RR_COMMAND_UNDO] = "remove-iam-policy-binding",
    };
    return verbs[what];
}

static void add_grant_check(struct rr_buf *out, const struct rr_step *step)
{
    rr_gcloud_flag(out, "--flatten", "bindings[].members");
    rr_gcloud_flag(out, "--format",
                   "csv[no-heading](bindings.role,bindings.members,bindings.condition.title)");
    RR_BUF_AUTO line = {0};
    rr_buf_printf(&line, "%s,%s,", step->role, step->member);
    rr_buf_add(out, " |\n  grep -Fx -e ");
    rr_buf_add_shell(out, rr_buf_text(&line));
    rr_buf_addc(out, '\n');
}

void rr_gcloud_grant_end(struct rr_buf *out, const struct rr_gcloud *gcloud)
{
    if (gcloud->what == RR_COMMAND_VERIFY) {
        add_grant_check(out, gcloud->step);
        return;
    }
    rr_gcloud_flag(out, "--member", gcloud->step->member);
    rr_gcloud_flag(out, "--role", gcloud->step->role);
    rr_buf_add(out, " \\\n  --condition=None >/dev/null\n");
}

static void add_grant_command(struct rr_buf *out, const struct rr_gcloud *gcloud, const char *group)
{
    const struct rr_context *context = &gcloud->plan->context;
    bool is_project = gcloud->step->kind == RR_STEP_GRANT_PROJECT_ROLE;
    rr_buf_printf(out, "gcloud %s %s ", group, rr_gcloud_grant_verb(gcloud->what));
    rr_buf_add_shell(out, is_project ? context->project
                                     : rr_str_after_last(gcloud->step->resource, '/'));
    if (gcloud->step->kind == RR_STEP_GRANT_REPOSITORY_ROLE)
        rr_gcloud_flag(out, "--location", context->region);
    if (!is_project)
        rr_gcloud_flag(out, "--project", context->project);
    rr_gcloud_grant_end(out, gcloud);
}

/* A step that takes back is done by what undoes the step it was. */
static enum rr_command direction(const struct rr_step *step, enum rr_command what)
{
    if (!step->is_undo || what == RR_COMMAND_VERIFY)
        return what;
    return what == RR_COMMAND_DO ? RR_COMMAND_UNDO : RR_COMMAND_DO;
}

void rr_buf_add_command(struct rr_buf *out,
                        const struct rr_plan *plan,
                        const struct rr_step *step,
                        enum rr_command what)
{
    const struct rr_gcloud gcloud = {.plan = plan, .step = step, .what = direction(step, what)};
    switch (step->kind) {
    case RR_STEP_ENABLE_SERVICES:
        add_services_command(out, &gcloud);
        return;
    case RR_STEP_CREATE_REPOSITORY:
        add_repository_command(out, &gcloud);
        return;
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        rr_gcloud_account(out, &gcloud);
        return;
    case RR_STEP_GRANT_PROJECT_ROLE:
        add_grant_command(out, &gcloud, "projects");
        return;
    case RR_STEP_GRANT_REPOSITORY_ROLE:
        add_grant_command(out, &gcloud, "artifacts repositories");
        return;
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        add_grant_command(out, &gcloud, "iam service-accounts");
        return;
    case RR_STEP_DEPLOY:
        rr_gcloud_deploy(out, &gcloud);
        return;
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
        rr_gcloud_service_grant(out, &gcloud);
        return;
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_DISABLE_INVOKER_CHECK:
        rr_gcloud_switch(out, &gcloud);
        return;
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        rr_gcloud_schedule(out, &gcloud);
        return;
    case RR_STEP_KIND_COUNT:
        return;
    }
}
