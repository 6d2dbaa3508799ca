/* The steps around the service and its schedule as gcloud commands. Pure. */
#include "config.h"

#include <string.h>

#include "core/export/gcloud.h"
#include "core/plan/step.h"
#include "core/policy/invoker.h"
#include "core/util/str.h"

static void add_place(struct rr_buf *out, const struct rr_plan *plan)
{
    rr_gcloud_flag(out, "--region", plan->context.region);
    rr_gcloud_flag(out, "--project", plan->context.project);
}

void rr_gcloud_service_grant(struct rr_buf *out,
                             const struct rr_plan *plan,
                             const struct rr_step *step)
{
    rr_buf_printf(out, "gcloud run %s add-iam-policy-binding ",
                  rr_context_is_job(&plan->context) ? "jobs" : "services");
    rr_buf_add_shell(out, rr_str_after_last(step->resource, '/'));
    add_place(out, plan);
    rr_gcloud_flag(out, "--member", step->member);
    rr_gcloud_flag(out, "--role", step->role);
    rr_buf_add(out, " \\\n  --condition=None >/dev/null\n");
}

void rr_gcloud_account(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    const char *email = rr_str_after_last(step->resource, '/');
    rr_buf_add(out, "gcloud iam service-accounts describe ");
    rr_buf_add_shell(out, email);
    rr_gcloud_flag(out, "--project", plan->context.project);
    rr_buf_add(out, " >/dev/null 2>&1 ||\ngcloud iam service-accounts create " RR_INVOKER_ID);
    rr_gcloud_flag(out, "--display-name", RR_INVOKER_TITLE);
    rr_gcloud_flag(out, "--project", plan->context.project);
    rr_buf_addc(out, '\n');
}

void rr_gcloud_switch(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    bool is_iap = step->kind == RR_STEP_ENABLE_IAP;
    rr_buf_printf(out, "gcloud %srun services update ", is_iap ? "beta " : "");
    rr_buf_add_shell(out, rr_str_after_last(step->resource, '/'));
    rr_buf_add(out, is_iap ? " \\\n  --iap" : " \\\n  --no-invoker-iam-check");
    add_place(out, plan);
    rr_buf_addc(out, '\n');
}

void rr_gcloud_deploy(struct rr_buf *out, const struct rr_step *step)
{
    for (size_t i = 0; i < step->n_command; i++) {
        if (i > 0)
            rr_buf_add(out, step->command[i][0] == '-' ? " \\\n  " : " ");
        rr_buf_add_shell(out, step->command[i]);
    }
    rr_buf_addc(out, '\n');
}

static const char *flag_of(enum rr_schedule_field field, const struct rr_schedule *schedule)
{
    switch (field) {
    case RR_SCHEDULE_CRON:
        return "--schedule";
    case RR_SCHEDULE_TIME_ZONE:
        return "--time-zone";
    case RR_SCHEDULE_URI:
        return "--uri";
    case RR_SCHEDULE_METHOD:
        return "--http-method";
    case RR_SCHEDULE_ACCOUNT:
        return schedule->is_oauth ? "--oauth-service-account-email"
                                  : "--oidc-service-account-email";
    case RR_SCHEDULE_AUDIENCE:
        return "--oidc-token-audience";
    case RR_SCHEDULE_DEADLINE:
        return "--attempt-deadline";
    case RR_SCHEDULE_RETRIES:
        return "--max-retry-attempts";
    case RR_SCHEDULE_BODY:
    case RR_SCHEDULE_CONTENT_TYPE:
    case RR_SCHEDULE_STATE:
    case RR_SCHEDULE_FIELD_COUNT:
        break;
    }
    return NULL;
}

static void add_job(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    const char *location = step->resource + strlen("projects/") + strlen(plan->context.project) +
                           strlen("/locations/");
    rr_buf_add_shell(out, rr_str_after_last(step->resource, '/'));
    rr_buf_printf(out, " \\\n  --location=%.*s", (int)strcspn(location, "/"), location);
    rr_gcloud_flag(out, "--project", plan->context.project);
}

static void add_fields(struct rr_buf *out, const struct rr_step *step, bool is_update)
{
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        const char *flag = flag_of(field, step->schedule);
        const char *text = rr_schedule_text(step->schedule, field);
        if (flag != NULL && *text != '\0' && (step->fields >> i & 1) != 0)
            rr_gcloud_flag(out, flag, text);
    }
    bool writes_body = (step->fields >> RR_SCHEDULE_BODY & 1) != 0 && *step->schedule->body != '\0';
    if (writes_body) {
        rr_buf_add(out, " \\\n  --message-body=\"$(printf %s ");
        rr_buf_add_shell(out, step->schedule->body);
        rr_buf_add(out, " | base64 -d)\"");
    }
    if ((step->fields >> RR_SCHEDULE_CONTENT_TYPE & 1) != 0 &&
        *step->schedule->content_type != '\0') {
        rr_buf_printf(out, " \\\n  %s=", is_update ? "--update-headers" : "--headers");
        rr_buf_add(out, "Content-Type=");
        rr_buf_add_shell(out, step->schedule->content_type);
    }
}

void rr_gcloud_schedule(struct rr_buf *out, const struct rr_plan *plan, const struct rr_step *step)
{
    bool is_update = step->kind == RR_STEP_UPDATE_SCHEDULE;
    unsigned state = 1U << RR_SCHEDULE_STATE;
    if (!is_update || (step->fields & ~state) != 0) {
        rr_buf_printf(out, "gcloud scheduler jobs %s http ", is_update ? "update" : "create");
        add_job(out, plan, step);
        add_fields(out, step, is_update);
        rr_buf_addc(out, '\n');
    }
    if (is_update && (step->fields & state) != 0) {
        rr_buf_add(out, "gcloud scheduler jobs resume ");
        add_job(out, plan, step);
        rr_buf_addc(out, '\n');
    }
}
