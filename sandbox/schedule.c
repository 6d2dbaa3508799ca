/* Cloud Scheduler. */
#include "config.h"

#include <string.h>

#include "core/util/str.h"
#include "sandbox/api.h"
#include "sandbox/page.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"
#include "sandbox/run_job.h"

enum { CODE_DENIED = 7, CODE_NOT_FOUND = 5, CODE_UNAUTHENTICATED = 16 };

static const struct sb_node *service_at(struct sb_call *call, const char *uri)
{
    for (size_t i = 0; i < call->world->n_nodes; i++) {
        const struct sb_node *node = call->world->nodes[i];
        sb_tree *urls = node->kind == SB_SERVICE && !node->gone ? sb_get(node->body, "urls") : NULL;
        for (size_t j = 0; j < sb_length(urls); j++) {
            const char *url = json_object_get_string(sb_at(urls, j));
            size_t n = strlen(url);
            if (strncmp(uri, url, n) == 0 && (uri[n] == '\0' || uri[n] == '/' || uri[n] == '?'))
                return node;
        }
    }
    return NULL;
}

static bool is_audience(const struct sb_node *service, const char *audience)
{
    return sb_array_has(sb_get(service->body, "urls"), audience) ||
           sb_array_has(sb_get(service->body, "customAudiences"), audience);
}

/* A job of Cloud Run is started through the API, with an access token. */
static int attempt_job(struct sb_call *call, const struct sb_node *job, sb_tree *target)
{
    const char *email = sb_text(sb_get(target, "oauthToken"), "serviceAccountEmail");
    const char *member = rr_arena_printf(&call->arena, "serviceAccount:%s", email);
    if (email[0] == '\0')
        return CODE_UNAUTHENTICATED;
    return sb_may(call->world, member, "run.jobs.run", job, call->now) ? 0 : CODE_DENIED;
}

/* How an attempt ends: the code of the last attempt's google.rpc.Status, 0 for success. */
static int attempt(struct sb_call *call, sb_tree *job)
{
    sb_tree *target = sb_get(job, "httpTarget"), *oidc = sb_get(target, "oidcToken");
    const struct sb_node *service = service_at(call, sb_text(target, "uri"));
    const struct sb_node *started = sb_run_job_at(call, sb_text(target, "uri"));
    if (started != NULL)
        return attempt_job(call, started, target);
    if (service == NULL)
        return strstr(sb_text(target, "uri"), ".run.app") != NULL ? CODE_NOT_FOUND : 0;
    const char *agent = rr_arena_printf(
        &call->arena, "serviceAccount:service-%s@gcp-sa-cloudscheduler.iam.gserviceaccount.com",
        sb_project_number(call->project));
    const char *email = sb_text(oidc, "serviceAccountEmail");
    const struct sb_node *account = sb_world_account(call->world, email, call->now);
    const char *member =
        oidc != NULL ? rr_arena_printf(&call->arena, "serviceAccount:%s", email) : "allUsers";
    if (oidc != NULL &&
        (account == NULL ||
         !sb_may(call->world, agent, "iam.serviceAccounts.getOpenIdToken", account, call->now)))
        return CODE_DENIED;
    if (sb_flag(service->body, "invokerIamDisabled", false))
        return 0;
    const char *audience = sb_text(oidc, "audience");
    if (oidc != NULL &&
        !is_audience(service, audience[0] != '\0' ? audience : sb_text(target, "uri")))
        return CODE_UNAUTHENTICATED;
    return sb_may(call->world, member, "run.routes.invoke", service, call->now) ? 0 : CODE_DENIED;
}

/* An attempt that has ended by now shows its result. */
static sb_tree *shown(struct sb_call *call, struct sb_node *node)
{
    sb_tree *out = sb_copy(node->body), *last = sb_get(node->extra, "attempt");
    if (last != NULL && node->ready_at <= call->now) {
        long code = sb_number(last, "code", 0);
        sb_tree *status = json_object_new_object();
        if (code != 0)
            sb_put_number(status, "code", code);
        sb_put(out, "status", status);
        sb_put(out, "lastAttemptTime", sb_copy(sb_get(last, "time")));
    }
    return out;
}

void sb_job_get(struct sb_call *call)
{
    sb_ok(call, shown(call, call->node));
}

void sb_job_list(struct sb_call *call)
{
    const char *prefix = rr_arena_printf(&call->arena, "%s/locations/%s/jobs/", call->project->name,
                                         sb_var(call, "location"));
    sb_page_of(call, "jobs", sb_list_bodies(call, SB_JOB, prefix), 500);
}

static size_t words(const char *text)
{
    size_t n = 0;
    while (*(text += strspn(text, " ")) != '\0') {
        n++;
        text += strcspn(text, " ");
    }
    return n;
}

static bool check_schedule(struct sb_call *call, const char *schedule)
{
    bool cron = words(schedule) == 5 &&
                strspn(schedule, "0123456789*/,- ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(schedule);
    return cron || rr_str_has_prefix(schedule, "every ") ||
           sb_refuse(call, 400, "INVALID_ARGUMENT", "Schedule or time zone is invalid.");
}

static bool check_target(struct sb_call *call, sb_tree *target)
{
    const char *uri = sb_text(target, "uri");
    const char *oidc = sb_text(sb_get(target, "oidcToken"), "serviceAccountEmail");
    const char *oauth = sb_text(sb_get(target, "oauthToken"), "serviceAccountEmail");
    const char *email = oidc[0] != '\0' ? oidc : oauth;
    if (!rr_str_has_prefix(uri, "https://") && !rr_str_has_prefix(uri, "http://"))
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "HttpTarget.url must start with \"http://\" or \"https://\".");
    if (oauth[0] != '\0' && strstr(uri, ".googleapis.com/") == NULL)
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "HttpTarget.oauthToken can only be used with *.googleapis.com targets.");
    if (email[0] == '\0')
        return true;
    const struct sb_node *account = sb_world_account(call->world, email, call->now);
    if (account == NULL)
        return sb_refuse(call, 404, "NOT_FOUND", "Service account '%s' was not found.", email);
    if (account->parent != call->project)
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "The service account must be in the project of the job.");
    return sb_may(call->world, call->world->caller, "iam.serviceAccounts.actAs", account,
                  call->now) ||
           sb_refuse(
               call, 403, "PERMISSION_DENIED",
               "The principal (user or service account) lacks IAM permission "
               "\"iam.serviceAccounts.actAs\" for the resource \"%s\" (or the resource may not "
               "exist).",
               email);
}

static bool judge(struct sb_call *call, sb_tree *job)
{
    if (sb_text(job, "schedule")[0] == '\0')
        return sb_refuse(call, 400, "INVALID_ARGUMENT", "Schedule or time zone is invalid.");
    if (!check_schedule(call, sb_text(job, "schedule")))
        return false;
    sb_tree *target = sb_get(job, "httpTarget");
    return target == NULL || check_target(call, target);
}

static void fill(struct sb_call *call, sb_tree *job)
{
    sb_tree *target = sb_get(job, "httpTarget");
    if (sb_text(job, "timeZone")[0] == '\0')
        sb_put_text(job, "timeZone", "UTC");
    if (sb_text(job, "state")[0] == '\0')
        sb_put_text(job, "state", "ENABLED");
    if (sb_text(job, "attemptDeadline")[0] == '\0')
        sb_put_text(job, "attemptDeadline", "180s");
    if (target != NULL && sb_text(target, "httpMethod")[0] == '\0')
        sb_put_text(target, "httpMethod", "POST");
    if (target != NULL && sb_get(target, "headers") == NULL)
        sb_put(target, "headers", sb_object_of("User-Agent", "Google-Cloud-Scheduler", NULL));
    if (sb_get(job, "retryConfig") == NULL)
        sb_put(job, "retryConfig",
               sb_object_of("maxRetryDuration", "0s", "minBackoffDuration", "5s",
                            "maxBackoffDuration", "3600s", NULL));
    sb_put_time(job, "userUpdateTime", call->now);
    sb_put_time(job, "scheduleTime", (call->now / 3600000 + 1) * 3600000);
}

void sb_job_create(struct sb_call *call)
{
    const char *name = sb_text(call->body, "name");
    const char *prefix = rr_arena_printf(&call->arena, "%s/locations/%s/jobs/", call->project->name,
                                         sb_var(call, "location"));
    if (!rr_str_has_prefix(name, prefix) || name[strlen(prefix)] == '\0') {
        sb_refuse(
            call, 400, "INVALID_ARGUMENT",
            "Job name must be formatted: \"projects/<PROJECT_ID>/locations/<LOCATION_ID>/jobs/"
            "<JOB_ID>\".");
        return;
    }
    if (sb_world_find(call->world, SB_JOB, name, call->now) != NULL) {
        sb_refuse_exists(call, "Job %s already exists.", name);
        return;
    }
    if (!judge(call, call->body))
        return;
    struct sb_node *node = sb_world_add(call->world, SB_JOB, name, call->project);
    json_object_put(node->body);
    node->body = sb_copy(call->body);
    fill(call, node->body);
    sb_ok(call, sb_copy(node->body));
}

/* Sets what the mask's leaf paths name; whole top-level fields where it names no leaf. */
static void apply_mask(sb_tree *to, sb_tree *from, const char *path)
{
    size_t n = strcspn(path, ".,");
    char key[64];
    if (n >= sizeof key)
        return;
    memcpy(key, path, n);
    key[n] = '\0';
    sb_tree *value = sb_get(from, key);
    if (path[n] == '.' && json_object_is_type(value, json_type_object)) {
        if (!json_object_is_type(sb_get(to, key), json_type_object))
            sb_put(to, key, json_object_new_object());
        apply_mask(sb_get(to, key), value, path + n + 1);
    } else if (value != NULL) {
        sb_put(to, key, sb_copy(value));
    } else {
        json_object_object_del(to, key);
    }
}

void sb_job_patch(struct sb_call *call)
{
    sb_tree *job = sb_copy(call->node->body);
    const char *mask = sb_query(call, "updateMask");
    if (mask[0] == '\0')
        mask = "schedule,timeZone,description,httpTarget,retryConfig,attemptDeadline";
    for (const char *at = mask; *at != '\0'; at += strcspn(at, ","), at += *at == ',')
        apply_mask(job, call->body, at);
    if (!judge(call, job)) {
        json_object_put(job);
        return;
    }
    fill(call, job);
    json_object_put(call->node->body);
    call->node->body = job;
    sb_ok(call, shown(call, call->node));
}

void sb_job_delete(struct sb_call *call)
{
    call->node->gone = true;
    sb_ok(call, json_object_new_object());
}

void sb_job_run(struct sb_call *call)
{
    sb_tree *last = json_object_new_object();
    sb_put_number(last, "code", attempt(call, call->node->body));
    sb_put_time(last, "time", call->now + call->world->operation_ms);
    sb_ok(call, shown(call, call->node));
    sb_put(call->node->extra, "attempt", last);
    call->node->ready_at = call->now + call->world->operation_ms;
}

static void set_state(struct sb_call *call, const char *state)
{
    sb_put_text(call->node->body, "state", state);
    sb_ok(call, shown(call, call->node));
}

void sb_job_pause(struct sb_call *call)
{
    set_state(call, "PAUSED");
}

void sb_job_resume(struct sb_call *call)
{
    set_state(call, "ENABLED");
}
