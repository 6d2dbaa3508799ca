/* Google's error bodies. Sources: recorded answers, and logs in public issues. */
#include "config.h"

#include "sandbox/refuse.h"

#include <stdarg.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/route.h"

static const struct {
    const char *status;
    const char *reason; // of the old "errors" form
} reasons[] = {
    {"INVALID_ARGUMENT", "badRequest"},  {"FAILED_PRECONDITION", "failedPrecondition"},
    {"UNAUTHENTICATED", "authError"},    {"PERMISSION_DENIED", "forbidden"},
    {"NOT_FOUND", "notFound"},           {"ABORTED", "aborted"},
    {"ALREADY_EXISTS", "alreadyExists"}, {"RESOURCE_EXHAUSTED", "rateLimitExceeded"},
    {"UNAVAILABLE", "backendError"},     {"INTERNAL", "backendError"},
};

static const char *old_reason(const char *status)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (strcmp(reasons[i].status, status) == 0)
            return reasons[i].reason;
    }
    return "backendError";
}

static sb_tree *old_errors(const char *message, const char *status)
{
    sb_tree *list = json_object_new_array();
    json_object_array_add(list, sb_object_of("message", message, "domain", "global", "reason",
                                             old_reason(status), NULL));
    return list;
}

bool sb_refuse(struct sb_call *call, int code, const char *status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = rr_arena_vprintf(&call->arena, format, args);
    va_end(args);
    bool storage = call->route != NULL && strcmp(call->route->service, SB_STORAGE) == 0;
    sb_tree *error = json_object_new_object();
    sb_put_number(error, "code", code);
    sb_put_text(error, "message", message);
    if (storage || code == 409 || code == 404)
        sb_put(error, "errors", old_errors(message, status));
    if (!storage)
        sb_put_text(error, "status", status);
    sb_tree *body = json_object_new_object();
    sb_put(body, "error", error);
    sb_ok(call, body);
    call->reply.status = code;
    return false;
}

void sb_refuse_detail(struct sb_call *call, const char *type, sb_tree *fields)
{
    sb_tree *error = sb_get(call->reply.json, "error");
    if (sb_get(error, "details") == NULL)
        sb_put(error, "details", json_object_new_array());
    sb_put_format(fields, "@type", "type.googleapis.com/%s", type);
    json_object_array_add(sb_get(error, "details"), fields);
}

void sb_refuse_info(struct sb_call *call, const char *reason, const char *domain, sb_tree *metadata)
{
    sb_tree *info = sb_object_of("reason", reason, "domain", domain, NULL);
    sb_put(info, "metadata", metadata);
    sb_refuse_detail(call, "google.rpc.ErrorInfo", info);
}

void sb_refuse_field(struct sb_call *call, const char *field, const char *description)
{
    sb_tree *list = json_object_new_array(), *detail = json_object_new_object();
    sb_tree *violation = sb_object_of("description", description, NULL);
    if (field[0] != '\0')
        sb_put_text(violation, "field", field);
    json_object_array_add(list, violation);
    sb_put(detail, "fieldViolations", list);
    sb_refuse_detail(call, "google.rpc.BadRequest", detail);
}

static bool refuse_storage(struct sb_call *call, const char *permission)
{
    const char *caller = rr_str_after_last(call->world->caller, ':');
    return sb_refuse(call, 403, "PERMISSION_DENIED",
                     "%s does not have %s access to the Google Cloud Storage bucket. Permission "
                     "'%s' denied on resource (or it may not exist).",
                     caller, permission, permission);
}

bool sb_refuse_permission(struct sb_call *call, const char *permission)
{
    const char *service = call->route->service;
    const char *name = call->node_name != NULL ? call->node_name : "";
    if (strcmp(service, SB_STORAGE) == 0)
        return refuse_storage(call, permission);
    if (strcmp(permission, "resourcemanager.projects.get") == 0)
        return sb_refuse(call, 403, "PERMISSION_DENIED", "The caller does not have permission");
    if (strcmp(service, SB_RUN) == 0)
        sb_refuse(call, 403, "PERMISSION_DENIED",
                  "Permission '%s' denied on resource '%s' (or resource may not exist).",
                  permission, name);
    else
        sb_refuse(call, 403, "PERMISSION_DENIED",
                  "Permission '%s' denied on resource '//%s/%s' (or it may not exist).", permission,
                  service, name);
    sb_refuse_info(call, "IAM_PERMISSION_DENIED", "iam.googleapis.com",
                   sb_object_of("permission", permission, "resource", name, NULL));
    return false;
}

static const struct {
    const char *service;
    const char *title;
} titles[] = {
    {SB_CRM, "Cloud Resource Manager API"}, {SB_IAM, "Identity and Access Management (IAM) API"},
    {SB_USAGE, "Service Usage API"},        {SB_BUILD, "Cloud Build API"},
    {SB_REGISTRY, "Artifact Registry API"}, {SB_RUN, "Cloud Run Admin API"},
    {SB_SCHEDULER, "Cloud Scheduler API"},  {SB_ORGPOLICY, "Organization Policy API"},
    {SB_BILLING, "Cloud Billing API"},      {SB_STORAGE, "Cloud Storage JSON API"},
    {SB_LOGGING, "Cloud Logging API"},      {SB_CREDENTIALS, "IAM Service Account Credentials API"},
};

static const char *service_title(const char *service)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        if (strcmp(titles[i].service, service) == 0)
            return titles[i].title;
    }
    return service;
}

bool sb_refuse_service_off(struct sb_call *call, const char *service, const char *consumer)
{
    const char *title = service_title(service);
    const char *url = rr_arena_printf(
        &call->arena, "https://console.developers.google.com/apis/api/%s/overview?project=%s",
        service, consumer);
    const char *message = rr_arena_printf(&call->arena,
                                          "%s has not been used in project %s before or it is "
                                          "disabled. Enable it by visiting %s then "
                                          "retry. If you enabled this API recently, wait a few "
                                          "minutes for the action to propagate to "
                                          "our systems and retry.",
                                          title, consumer, url);
    sb_refuse(call, 403, "PERMISSION_DENIED", "%s", message);
    sb_tree *metadata = sb_object_of("activationUrl", url, "containerInfo", consumer, "service",
                                     service, "serviceTitle", title, NULL);
    sb_put_format(metadata, "consumer", "projects/%s", consumer);
    sb_refuse_info(call, "SERVICE_DISABLED", "googleapis.com", metadata);
    sb_refuse_detail(call, "google.rpc.LocalizedMessage",
                     sb_object_of("locale", "en-US", "message", message, NULL));
    sb_tree *help = json_object_new_object(), *links = json_object_new_array();
    json_object_array_add(
        links,
        sb_object_of("description", "Google developers console API activation", "url", url, NULL));
    sb_put(help, "links", links);
    sb_refuse_detail(call, "google.rpc.Help", help);
    return false;
}

static bool refuse_missing_service(struct sb_call *call)
{
    if (rr_str_has_prefix(call->path, "/v2/"))
        return sb_refuse(call, 404, "NOT_FOUND", "service \"%s\" not found", call->node_name);
    return sb_refuse(
        call, 404, "NOT_FOUND",
        "Resource '%s' of kind 'SERVICE' in region '%s' in project '%s' does not exist.",
        rr_str_after_last(call->node_name, '/'), sb_var(call, "location"),
        call->project != NULL ? sb_project_id(call->project) : "");
}

bool sb_refuse_missing(struct sb_call *call)
{
    switch (call->route->kind) {
    case SB_SERVICE:
        return refuse_missing_service(call);
    case SB_ACCOUNT:
        sb_refuse(call, 404, "NOT_FOUND", "Unknown service account");
        return false;
    case SB_RUN_JOB:
        return sb_refuse(
            call, 404, "NOT_FOUND",
            "Resource '%s' of kind 'JOB' in region '%s' in project '%s' does not exist.",
            rr_str_after_last(call->node_name, '/'), sb_var(call, "location"),
            sb_project_id(call->project));
    case SB_JOB:
        return sb_refuse(call, 404, "NOT_FOUND", "Job not found.");
    case SB_BUCKET:
        return sb_refuse(call, 404, "NOT_FOUND", "The specified bucket does not exist.");
    default:
        return sb_refuse(call, 404, "NOT_FOUND", "Requested entity was not found.");
    }
}

bool sb_refuse_path(struct sb_call *call)
{
    sb_page(
        call, 404, "text/html; charset=UTF-8",
        rr_arena_printf(&call->arena,
                        "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
                        "<p><b>404.</b> <ins>That\342\200\231s an error.</ins>\n"
                        "<p>The requested URL <code>%s</code> was not found on this server.\n",
                        call->path));
    return false;
}

bool sb_refuse_aborted(struct sb_call *call)
{
    return sb_refuse(call, 409, "ABORTED",
                     "There were concurrent policy changes. Please retry the whole "
                     "read-modify-write with exponential backoff.");
}

bool sb_refuse_exists(struct sb_call *call, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = rr_arena_vprintf(&call->arena, format, args);
    va_end(args);
    return sb_refuse(call, 409, "ALREADY_EXISTS", "%s", message);
}
