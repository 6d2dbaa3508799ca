/* What a job shall be, and what is wrong with one; see the header. */
#include "config.h"

#include "core/judge/scheduling.h"

#include <string.h>

#include "core/judge/judge.h"
#include "core/policy/invoker.h"
#include "core/policy/schedule.h"
#include "core/util/base64.h"
#include "core/util/str.h"

struct maker {
    struct rr_judge judge;
    const struct rr_context *context;
    const struct rr_observed *observed;
    struct rr_arena *arena;
    struct rr_scheduling out;
};

/* ---- the URL ---- */

static const char *job_url(const struct maker *maker)
{
    return rr_arena_printf(maker->arena, "https://run.googleapis.com/v2/%s:run",
                           rr_observed_target(maker->observed, maker->arena));
}

static bool is_own_url(const struct maker *maker, const char *url)
{
    const struct rr_run_service *service = &maker->observed->service;
    if (rr_context_is_job(maker->context))
        return strcmp(url, maker->out.url) == 0;
    const char *base = rr_url_base(maker->arena, url);
    if (*maker->out.url != '\0' && strcmp(base, maker->out.url) == 0)
        return true;
    if (!rr_observed_has(maker->observed, RR_READ_SERVICE))
        return false;
    for (size_t i = 0; i < service->n_urls; i++)
        if (strcmp(service->urls[i], base) == 0)
            return true;
    return *service->uri != '\0' && strcmp(rr_url_base(maker->arena, service->uri), base) == 0;
}

static const char *path_of(const struct maker *maker, const char *url)
{
    return url + strlen(rr_url_base(maker->arena, url));
}

static const char *wanted_path(const struct maker *maker)
{
    return *maker->context->path != '\0' ? maker->context->path : "/";
}

/* ---- the job that is there ---- */

static bool is_named(const struct maker *maker, const struct rr_found_schedule *found)
{
    return strcmp(rr_str_after_last(found->name, '/'), maker->context->job) == 0;
}

/* By name where one is given; else one that calls this service, rather at the path that is asked for. */
static const struct rr_found_schedule *find_job(const struct maker *maker)
{
    const struct rr_observed *observed = maker->observed;
    const struct rr_found_schedule *any = NULL;
    for (size_t i = 0; i < observed->n_schedules; i++) {
        const struct rr_found_schedule *found = &observed->schedules[i];
        if (*maker->context->job != '\0') {
            if (is_named(maker, found))
                return found;
            continue;
        }
        if (!is_own_url(maker, found->value.uri))
            continue;
        bool is_exact = *maker->context->path == '\0' ||
                        strcmp(path_of(maker, found->value.uri), maker->context->path) == 0;
        if (is_exact)
            return found;
        any = any != NULL ? any : found;
    }
    return any;
}

/* ---- the account ---- */

static bool may_call(struct maker *maker, const char *email)
{
    enum rr_need need = rr_context_is_job(maker->context) ? RR_NEED_RUN_JOB : RR_NEED_INVOKE;
    const char *member = rr_arena_printf(maker->arena, "serviceAccount:%s", email);
    return rr_judge_ask(&maker->judge, member, need).truth == RR_GRANTED_TRUTH;
}

/* Somebody else's account is kept where it does its work. */
static void choose_account(struct maker *maker)
{
    const char *own = rr_observed_invoker(maker->observed, maker->arena);
    const struct rr_found_schedule *found = maker->out.found;
    maker->out.account = own;
    maker->out.is_own_account = true;
    if (found == NULL || *found->value.account == '\0' || strcmp(found->value.account, own) == 0)
        return;
    if (!may_call(maker, found->value.account))
        return;
    maker->out.account = found->value.account;
    maker->out.is_own_account = false;
}

/* ---- what shall be ---- */

static void set_choices(struct maker *maker)
{
    const struct rr_context *context = maker->context;
    struct rr_schedule *wanted = &maker->out.wanted;
    wanted->cron = context->schedule;
    wanted->time_zone = context->time_zone;
    wanted->method = context->method;
    wanted->body = rr_base64(maker->arena, context->body, strlen(context->body));
    bool is_json = *context->body == '{' || *context->body == '[';
    wanted->content_type = is_json ? "application/json" : "";
    wanted->deadline = context->deadline;
    wanted->retries = context->retries;
    wanted->is_oauth = rr_context_is_job(context);
}

static bool is_good_audience(const struct maker *maker, const char *audience)
{
    const struct rr_run_service *service = &maker->observed->service;
    if (strcmp(audience, rr_url_base(maker->arena, audience)) == 0 && is_own_url(maker, audience))
        return true;
    if (!rr_observed_has(maker->observed, RR_READ_SERVICE))
        return false;
    for (size_t i = 0; i < service->n_audiences; i++)
        if (strcmp(service->audiences[i], audience) == 0)
            return true;
    return false;
}

static void set_address(struct maker *maker, const char *base, const char *path)
{
    struct rr_schedule *wanted = &maker->out.wanted;
    wanted->uri = wanted->is_oauth ? base : rr_arena_printf(maker->arena, "%s%s", base, path);
    wanted->audience = wanted->is_oauth ? "" : base;
}

static void want_new(struct maker *maker)
{
    struct rr_schedule *wanted = &maker->out.wanted;
    set_choices(maker);
    wanted->time_zone = *wanted->time_zone != '\0' ? wanted->time_zone : "Etc/UTC";
    wanted->method = *wanted->method != '\0' ? wanted->method : "POST";
    wanted->account = maker->out.account;
    set_address(maker, maker->out.url, wanted_path(maker));
    maker->out.can_be_made =
        *wanted->cron != '\0' && *maker->out.url != '\0' && *wanted->account != '\0';
}

/* Of a job that is there, what works is kept, whoever made it so. */
static void want_repaired(struct maker *maker)
{
    const struct rr_schedule *now = &maker->out.found->value;
    struct rr_schedule *wanted = &maker->out.wanted;
    set_choices(maker);
    wanted->account = maker->out.account;
    bool is_ours = is_own_url(maker, now->uri);
    const char *base = is_ours ? rr_url_base(maker->arena, now->uri) : maker->out.url;
    if (wanted->is_oauth)
        base = maker->out.url;
    bool keeps_path = *maker->context->path == '\0' && *path_of(maker, now->uri) != '\0';
    if (*base != '\0') {
        set_address(maker, base, keeps_path ? path_of(maker, now->uri) : wanted_path(maker));
        if (is_ours && *maker->context->path == '\0')
            wanted->uri = now->uri;
        if (!wanted->is_oauth && is_good_audience(maker, now->audience))
            wanted->audience = now->audience;
    }
    if (strcmp(now->state, "PAUSED") == 0)
        wanted->state = "ENABLED";
    maker->out.fields = rr_schedule_differences(now, wanted);
}

static const char *job_name(const struct maker *maker)
{
    const struct rr_context *context = maker->context;
    if (maker->out.found != NULL)
        return maker->out.found->name;
    const char *location = rr_observed_scheduler_location(maker->observed);
    if (*context->job != '\0')
        return rr_arena_printf(maker->arena, "projects/%s/locations/%s/jobs/%s", context->project,
                               location, context->job);
    return rr_arena_printf(maker->arena, "projects/%s/locations/%s/jobs/%s-schedule",
                           context->project, location, context->service);
}

struct rr_scheduling rr_scheduling_of(const struct rr_context *context,
                                      const struct rr_observed *observed,
                                      struct rr_arena *arena)
{
    struct maker maker = {
        .judge = {.context = context, .observed = observed, .arena = arena},
        .context = context,
        .observed = observed,
        .arena = arena,
        .out = {.wanted = rr_schedule_empty()},
    };
    maker.out.url = rr_context_is_job(context) ? job_url(&maker) : rr_observed_url(observed, arena);
    maker.out.found = find_job(&maker);
    choose_account(&maker);
    if (maker.out.found != NULL)
        want_repaired(&maker);
    else
        want_new(&maker);
    maker.out.name = job_name(&maker);
    return maker.out;
}
