/* Commands for the shell; see the header. */
#include "config.h"

#include "tui/command.h"

static void add_option(struct rr_buf *out, const char *name, const char *value)
{
    if (*value == '\0')
        return;
    rr_buf_printf(out, " \\\n  --%s=", name);
    rr_buf_add_shell(out, value);
}

static const char *access_flag(const struct rr_context *context)
{
    switch (context->access) {
    case RR_ACCESS_PUBLIC:
        return " \\\n  --allow-unauthenticated";
    case RR_ACCESS_NO_INVOKER_CHECK:
        return " \\\n  --no-invoker-iam-check";
    case RR_ACCESS_IAP:
        return " \\\n  --no-allow-unauthenticated \\\n  --iap";
    case RR_ACCESS_PRIVATE:
    case RR_ACCESS_SCHEDULED:
    case RR_ACCESS_COUNT:
        break;
    }
    return " \\\n  --no-allow-unauthenticated";
}

void command_deploy(const struct rr_context *context, struct rr_buf *out)
{
    bool is_job = context->use_case == RR_USE_PIPELINE;
    rr_buf_add(out, is_job ? "gcloud run jobs deploy " : "gcloud run deploy ");
    rr_buf_add_shell(out, context->service);
    add_option(out, "source", *context->source != '\0' ? context->source : ".");
    add_option(out, "region", context->region);
    add_option(out, "project", context->project);
    if (context->port > 0 && !is_job)
        rr_buf_printf(out, " \\\n  --port=%d", context->port);
    if (*context->build_account != '\0' && !is_job)
        rr_buf_printf(out, " \\\n  --build-service-account=projects/%s/serviceAccounts/%s",
                      context->project, context->build_account);
    if (*context->runtime_account != '\0')
        add_option(out, "service-account", context->runtime_account);
    if (!is_job)
        rr_buf_add(out, access_flag(context));
}

void command_call(const struct rr_context *context, struct rr_buf *out)
{
    bool is_open =
        context->access == RR_ACCESS_PUBLIC || context->access == RR_ACCESS_NO_INVOKER_CHECK;
    rr_buf_add(out, "URL=$(gcloud run services describe ");
    rr_buf_add_shell(out, context->service);
    rr_buf_add(out, " \\\n  --region=");
    rr_buf_add_shell(out, context->region);
    rr_buf_add(out, " --project=");
    rr_buf_add_shell(out, context->project);
    rr_buf_add(out, " --format='value(status.url)')\n");
    if (is_open)
        rr_buf_add(out, "curl \"$URL\"");
    else
        rr_buf_add(
            out, "curl -H \"Authorization: Bearer $(gcloud auth print-identity-token)\" \"$URL\"");
}
