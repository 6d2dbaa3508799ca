/*
 * What stands inside each resource. Pure.
 * Source: the Google provider's page of each resource, section "Argument Reference".
 */
#include "config.h"

#include <string.h>

#include "core/export/hcl.h"
#include "core/export/terraform.h"
#include "core/policy/invoker.h"
#include "core/util/str.h"

const char *rr_tf_type(const struct rr_plan *plan, enum rr_step_kind kind)
{
    switch (kind) {
    case RR_STEP_ENABLE_SERVICES:
        return "google_project_service";
    case RR_STEP_CREATE_REPOSITORY:
        return "google_artifact_registry_repository";
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        return "google_service_account";
    case RR_STEP_GRANT_PROJECT_ROLE:
        return "google_project_iam_member";
    case RR_STEP_GRANT_REPOSITORY_ROLE:
        return "google_artifact_registry_repository_iam_member";
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        return "google_service_account_iam_member";
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
        return rr_context_is_job(&plan->context) ? "google_cloud_run_v2_job_iam_member"
                                                 : "google_cloud_run_v2_service_iam_member";
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        return "google_cloud_scheduler_job";
    // A resource for the service would have to manage all of it.
    case RR_STEP_DEPLOY:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_DISABLE_INVOKER_CHECK:
    case RR_STEP_KIND_COUNT:
        break;
    }
    return "";
}

enum { ARGUMENTS_MAX = 8 };

struct arguments {
    struct rr_hcl_argument items[ARGUMENTS_MAX];
    size_t n;
};

static void put(struct arguments *arguments, const char *key, const char *value)
{
    arguments->items[arguments->n++] = (struct rr_hcl_argument){key, value, false};
}

static void put_expression(struct arguments *arguments, const char *key, const char *value)
{
    arguments->items[arguments->n++] = (struct rr_hcl_argument){key, value, true};
}

static void put_given(struct arguments *arguments, const char *key, const char *value)
{
    if (*value != '\0')
        put(arguments, key, value);
}

static void add(struct rr_buf *out, const char *indent, const struct arguments *arguments)
{
    rr_buf_add_hcl_arguments(out, indent, arguments->items, arguments->n);
}

static void add_block(struct rr_buf *out, const char *name, const struct arguments *arguments)
{
    rr_buf_printf(out, "\n  %s {\n", name);
    add(out, "    ", arguments);
    rr_buf_add(out, "  }\n");
}

static const char *resource_name(const struct rr_tf_block *block)
{
    return rr_str_after_last(block->step->resource, '/');
}

static void put_place(struct arguments *out,
                      const struct rr_plan *plan,
                      const char *key,
                      const struct rr_tf_block *block)
{
    put(out, "project", plan->context.project);
    put(out, "location", plan->context.region);
    put(out, key, resource_name(block));
}

static void put_grant(struct arguments *out, const struct rr_step *step)
{
    put(out, "role", step->role);
    put(out, "member", step->member);
}

/* ---- by kind ---- */

static void
add_repository(struct rr_buf *out, const struct rr_plan *plan, const struct rr_tf_block *block)
{
    struct arguments arguments = {0};
    put_place(&arguments, plan, "repository_id", block);
    put(&arguments, "format", "DOCKER");
    if (!block->is_there)
        put(&arguments, "description", "Cloud Run Source Deployments");
    add(out, "  ", &arguments);
    if (block->is_there)
        rr_buf_add(out, "\n  lifecycle {\n    ignore_changes  = all\n"
                        "    prevent_destroy = true\n  }\n");
}

static void
add_account(struct rr_buf *out, const struct rr_plan *plan, const struct rr_tf_block *block)
{
    const char *email = resource_name(block);
    RR_BUF_AUTO id = {0};
    rr_buf_addn(&id, email, strcspn(email, "@"));
    struct arguments arguments = {0};
    put(&arguments, "project", plan->context.project);
    put(&arguments, "account_id", rr_buf_text(&id));
    put(&arguments, "display_name", rr_account_title(email));
    add(out, "  ", &arguments);
}

static void
add_service(struct rr_buf *out, const struct rr_plan *plan, const struct rr_tf_block *block)
{
    struct arguments arguments = {0};
    put(&arguments, "project", plan->context.project);
    put(&arguments, "service", block->service);
    put_expression(&arguments, "disable_on_destroy", "false");
    add(out, "  ", &arguments);
}

static void
add_grant(struct rr_buf *out, const struct rr_plan *plan, const struct rr_tf_block *block)
{
    struct arguments arguments = {0};
    enum rr_step_kind kind = block->step->kind;
    if (kind == RR_STEP_GRANT_ACCOUNT_ROLE)
        put(&arguments, "service_account_id", block->step->resource);
    else if (kind == RR_STEP_GRANT_PROJECT_ROLE)
        put(&arguments, "project", plan->context.project);
    else
        put_place(&arguments, plan, kind == RR_STEP_GRANT_REPOSITORY_ROLE ? "repository" : "name",
                  block);
    put_grant(&arguments, block->step);
    add(out, "  ", &arguments);
}

/* ---- the schedule ---- */

static void add_token(struct rr_buf *out, const struct rr_schedule *schedule)
{
    struct arguments token = {0};
    put(&token, "service_account_email", schedule->account);
    if (!schedule->is_oauth)
        put_given(&token, "audience", schedule->audience);
    rr_buf_printf(out, "\n    %s {\n", schedule->is_oauth ? "oauth_token" : "oidc_token");
    add(out, "      ", &token);
    rr_buf_add(out, "    }\n");
}

static void add_target(struct rr_buf *out, const struct rr_schedule *schedule)
{
    struct arguments target = {0};
    put(&target, "uri", schedule->uri);
    put_given(&target, "http_method", schedule->method);
    put_given(&target, "body", schedule->body);
    rr_buf_add(out, "\n  http_target {\n");
    add(out, "    ", &target);
    if (*schedule->content_type != '\0') {
        rr_buf_add(out, "\n    headers = {\n      \"Content-Type\" = ");
        rr_buf_add_hcl(out, schedule->content_type);
        rr_buf_add(out, "\n    }\n");
    }
    if (*schedule->account != '\0')
        add_token(out, schedule);
    rr_buf_add(out, "  }\n");
}

static void
add_schedule(struct rr_buf *out, const struct rr_plan *plan, const struct rr_tf_block *block)
{
    static const char before[] = "/locations/";
    const struct rr_schedule *schedule = block->step->schedule;
    const char *location = strstr(block->step->resource, before);
    location = location != NULL ? location + sizeof before - 1 : "";
    RR_BUF_AUTO region = {0};
    rr_buf_addn(&region, location, strcspn(location, "/"));
    struct arguments job = {0};
    put(&job, "project", plan->context.project);
    put(&job, "region", rr_buf_text(&region));
    put(&job, "name", resource_name(block));
    put(&job, "schedule", schedule->cron);
    put_given(&job, "time_zone", schedule->time_zone);
    put_given(&job, "attempt_deadline", schedule->deadline);
    if (*schedule->state != '\0')
        put_expression(&job, "paused", strcmp(schedule->state, "PAUSED") == 0 ? "true" : "false");
    add(out, "  ", &job);
    add_target(out, schedule);
    if (*schedule->retries == '\0')
        return;
    struct arguments retries = {0};
    put(&retries, "retry_count", schedule->retries);
    add_block(out, "retry_config", &retries);
}

void rr_tf_add_body(struct rr_buf *out, const struct rr_plan *plan, const struct rr_tf_block *block)
{
    if (block->is_there) {
        add_repository(out, plan, block);
        return;
    }
    switch (block->step->kind) {
    case RR_STEP_ENABLE_SERVICES:
        add_service(out, plan, block);
        break;
    case RR_STEP_CREATE_REPOSITORY:
        add_repository(out, plan, block);
        break;
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        add_account(out, plan, block);
        break;
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
        add_grant(out, plan, block);
        break;
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        add_schedule(out, plan, block);
        break;
    case RR_STEP_DEPLOY:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_DISABLE_INVOKER_CHECK:
    case RR_STEP_KIND_COUNT:
        break;
    }
}
