/*
 * The life of a call: token -> request -> answer -> (again | done). Everything that may happen twice
 * (token refused, quota project refused, worth another try) is decided here and nowhere above.
 */
#include "config.h"

#include "core/gcp/call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core/gcp/call_private.h"
#include "core/gcp/google_error.h"
#include "core/net/json.h"
#include "core/net/sensitive.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

struct rr_caller *rr_caller_new(const struct rr_caller_options *options)
{
    struct rr_caller *caller = rr_xcalloc(1, sizeof *caller);
    caller->http = options->http;
    caller->auth = options->auth;
    caller->endpoints = options->endpoints;
    caller->retry = options->retry;
    caller->timeout_ms = options->timeout_ms;
    caller->observe = options->observe;
    caller->data = options->data;
    return caller;
}

static void free_call(struct rr_pending *call)
{
    free(call->method);
    free(call->path);
    free(call->query);
    free(call->body);
    free(call->quota_project);
    free(call);
}

/* Takes a call out of everything that could still reach it. */
static void detach(struct rr_pending *call)
{
    struct rr_caller *caller = call->caller;
    rr_auth_forget(caller->auth, call);
    if (call->ticket != 0)
        rr_http_cancel(caller->http, call->ticket);
    struct rr_pending **link = &caller->calls;
    while (*link != call)
        link = &(*link)->next;
    *link = call->next;
}

void rr_caller_free(struct rr_caller *caller)
{
    if (caller == NULL)
        return;
    while (caller->calls != NULL) {
        struct rr_pending *call = caller->calls;
        // What is freed was unlinked; the analyzer does not follow that through the other files.
        detach(call); // NOLINT(clang-analyzer-unix.Malloc)
        free_call(call);
    }
    free(caller);
}

void rr_pending_finish(struct rr_pending *call,
                       const struct rr_reply *reply,
                       const struct rr_err *err)
{
    detach(call);
    call->fn(call->data, reply, err);
    free_call(call);
}

static void
report(const struct rr_pending *call, const struct rr_http_reply *reply, int64_t wait_ms)
{
    const struct rr_caller *caller = call->caller;
    if (caller->observe == NULL)
        return;
    struct rr_call_event event = {
        .method = call->method,
        .api = rr_api_def(call->api)->name,
        .path = call->path,
        .status = reply->status,
        .ms = reply->elapsed_ms,
        .attempt = call->attempt,
        .wait_ms = wait_ms,
    };
    caller->observe(caller->data, &event);
}

/* Custom verbs that only read, though they are POSTs: a lost answer changes nothing. */
static bool is_reading_verb(const char *path)
{
    static const char *const verbs[] = {
        ":getIamPolicy",
        ":testIamPermissions",
        ":getAncestry",
        ":getEffectiveOrgPolicy",
        ":getOrgPolicy",
        ":listOrgPolicies",
        ":listAvailableOrgPolicyConstraints",
        ":queryGrantableRoles",
        ":queryTestablePermissions",
        ":queryAuditableServices",
        ":troubleshoot",
        ":generateAccessToken",
        "/entries:list",
    };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (rr_str_has_suffix(path, verbs[i]))
            return true;
    return false;
}

static bool changes_something(const char *method, const char *path)
{
    if (rr_str_eq(method, "GET") || rr_str_eq(method, "HEAD"))
        return false;
    return !(rr_str_eq(method, "POST") && is_reading_verb(path));
}

void rr_pending_set_unknown(const struct rr_pending *call, struct rr_err *err)
{
    char cause[sizeof err->summary];
    snprintf(cause, sizeof cause, "%s", err->summary);
    int status = err->http_status;
    rr_err_set(err, RR_OUTCOME_UNKNOWN,
               _("%s was told to change something, and its answer was lost"),
               rr_api_def(call->api)->service);
    rr_err_detail(err, _("Whether it happened must be looked up before it is tried again. %s"),
                  cause);
    err->http_status = status;
}

static void ask_token(void *data);

static uint32_t draw(void)
{
    uint32_t number = 0;
    ssize_t ignored = getrandom(&number, sizeof number, GRND_NONBLOCK);
    (void)ignored;
    return number;
}

/* Sends the call again where that helps and is safe. */
static bool try_again(struct rr_pending *call,
                      const struct rr_http_reply *reply,
                      struct rr_err *err,
                      int64_t retry_after_ms)
{
    struct rr_caller *caller = call->caller;
    struct rr_retry_case failed = {
        .kind = err->kind,
        .http_status = reply->status,
        .reason = err->reason,
        .is_idempotent = call->is_idempotent || !call->is_write,
        .was_sent = reply->was_sent,
        .attempt = call->attempt,
        .retry_after_ms = retry_after_ms,
        .elapsed_ms = rr_http_now_ms(caller->http) - call->began_ms,
        .random = draw(),
    };
    bool is_ending = call->is_write && caller->grace_ends_ms != 0;
    struct rr_retry_verdict verdict = rr_retry_decide(&caller->retry, &failed);
    if (verdict.again && !is_ending) {
        report(call, reply, verdict.wait_ms);
        call->ticket = rr_http_after(caller->http, verdict.wait_ms, ask_token, call);
        return true;
    }
    bool is_lost = verdict.is_lost || (verdict.again && failed.was_sent && reply->status == 0);
    if (is_lost && call->is_write)
        rr_pending_set_unknown(call, err);
    return false;
}

/* 401 once, and a quota project that may not be charged: both are answered by another request at once. */
static bool
try_otherwise(struct rr_pending *call, const struct rr_http_reply *reply, const struct rr_err *err)
{
    bool wants_token = reply->status == 401 && !call->was_refreshed && call->serial != 0;
    bool wants_no_quota = call->sent_quota && rr_str_eq(err->reason, "USER_PROJECT_DENIED");
    if (!wants_token && !wants_no_quota)
        return false;
    if (wants_token) {
        call->was_refreshed = true;
        rr_auth_refuse(call->caller->auth, call->serial);
    } else {
        call->no_quota = true;
    }
    report(call, reply, 0);
    call->ticket = rr_http_after(call->caller->http, 0, ask_token, call);
    return true;
}

static void fail(struct rr_pending *call, const struct rr_http_reply *reply, struct rr_err *err)
{
    int64_t retry_after_ms = rr_http_retry_after_ms(reply);
    if (retry_after_ms < 0)
        retry_after_ms = rr_google_retry_ms(reply->body, reply->n_body);
    if (try_otherwise(call, reply, err) || try_again(call, reply, err, retry_after_ms))
        return;
    report(call, reply, -1);
    rr_pending_finish(call, NULL, err);
}

static void succeed(struct rr_pending *call, const struct rr_http_reply *reply)
{
    RR_JSON_AUTO struct json_object *json = NULL;
    struct rr_err err = {0};
    report(call, reply, -1);
    if (reply->n_body > 0 &&
        !rr_json_parse(reply->body, reply->n_body, RR_HTTP_MAX_BODY, &json, &err)) {
        rr_err_prefix(&err, "%s", rr_api_def(call->api)->service);
        err.http_status = reply->status;
        rr_pending_finish(call, NULL, &err);
        return;
    }
    struct rr_reply good = {.status = reply->status, .json = json, .ms = reply->elapsed_ms};
    rr_pending_finish(call, &good, NULL);
}

static void on_answer(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct rr_pending *call = data;
    struct rr_err failure = {0};
    call->ticket = 0;
    call->is_on_its_way = false;
    if (err == NULL && reply->status >= 200 && reply->status < 300) {
        succeed(call, reply);
        return;
    }
    if (err != NULL)
        failure = *err;
    else
        rr_google_error(reply->status, reply->content_type, reply->body, reply->n_body, &failure);
    fail(call, reply, &failure);
}

/* "" = none is sent. */
static const char *quota_project(const struct rr_pending *call,
                                 const struct rr_credential *credential)
{
    bool is_wanted = credential->kind == RR_AUTH_PERSON || credential->kind == RR_AUTH_UNKNOWN;
    if (!rr_api_def(call->api)->needs_quota_project || !is_wanted || call->no_quota)
        return "";
    return *credential->quota_project != '\0' ? credential->quota_project : call->quota_project;
}

static void send_request(struct rr_pending *call, const struct rr_credential *credential)
{
    struct rr_caller *caller = call->caller;
    const char *headers[4];
    size_t n_headers = 0;
    RR_SENSITIVE_AUTO bearer = {0};
    RR_BUF_AUTO quota = {0};
    RR_BUF_AUTO url = {0};
    rr_endpoint_url(&caller->endpoints, call->api, call->path, call->query, &url);
    if (credential->kind != RR_AUTH_NONE) {
        rr_sensitive_set(&bearer, "Authorization: Bearer ", credential->token,
                         strlen(credential->token));
        headers[n_headers++] = rr_sensitive_text(&bearer);
    }
    if (call->body != NULL)
        headers[n_headers++] = "Content-Type: application/json; charset=utf-8";
    const char *project = quota_project(call, credential);
    call->sent_quota = *project != '\0';
    if (call->sent_quota) {
        rr_buf_printf(&quota, "x-goog-user-project: %s", project);
        headers[n_headers++] = quota.data;
    }
    struct rr_http_request request = {
        .method = call->method,
        .url = url.data,
        .headers = headers,
        .n_headers = n_headers,
        .body = call->body,
        .n_body = call->n_body,
        .timeout_ms = caller->timeout_ms,
        .max_body = RR_HTTP_MAX_BODY,
        .no_proxy = rr_endpoints_is_loopback(&caller->endpoints, call->api),
        .no_repeat = call->is_write && !call->is_idempotent,
        .is_sensitive = credential->kind != RR_AUTH_NONE,
    };
    call->serial = credential->kind != RR_AUTH_NONE ? credential->serial : 0;
    call->is_on_its_way = true;
    call->ticket = rr_http_submit(caller->http, &request, on_answer, call);
}

static void on_token(void *data, const struct rr_credential *credential, const struct rr_err *err)
{
    struct rr_pending *call = data;
    if (err != NULL) {
        rr_pending_finish(call, NULL, err);
        return;
    }
    if (credential->kind == RR_AUTH_NONE &&
        !rr_endpoints_is_loopback(&call->caller->endpoints, call->api)) {
        struct rr_err refused = {0};
        rr_err_set(&refused, RR_BAD_INPUT, _("%s is not called without a sign-in"),
                   rr_api_def(call->api)->service);
        rr_err_detail(&refused,
                      _("CLOUDSDK_AUTH_DISABLE_CREDENTIALS is for stand-ins on this machine: "
                        "set CLOUDSDK_API_ENDPOINT_OVERRIDES_%s, or unset it."),
                      rr_api_def(call->api)->variable);
        rr_pending_finish(call, NULL, &refused);
        return;
    }
    call->attempt++;
    send_request(call, credential);
}

static void ask_token(void *data)
{
    struct rr_pending *call = data;
    call->ticket = 0;
    rr_auth_ask(call->caller->auth, on_token, call);
}

void rr_call_start(struct rr_caller *caller, const struct rr_call *call, rr_call_fn *fn, void *data)
{
    struct rr_pending *pending = rr_xcalloc(1, sizeof *pending);
    pending->caller = caller;
    pending->api = call->api;
    pending->method = rr_xstrdup(call->method);
    pending->path = rr_xstrdup(call->path);
    pending->query = rr_xstrdup(call->query != NULL ? call->query : "");
    pending->quota_project = rr_xstrdup(call->quota_project != NULL ? call->quota_project : "");
    if (call->body != NULL) {
        pending->body = rr_xstrdup(rr_json_text(call->body));
        pending->n_body = strlen(pending->body);
    }
    pending->is_idempotent = call->idempotent;
    pending->is_write = changes_something(call->method, call->path);
    pending->fn = fn;
    pending->data = data;
    pending->began_ms = rr_http_now_ms(caller->http);
    pending->next = caller->calls;
    caller->calls = pending;
    pending->ticket = rr_http_after(caller->http, 0, ask_token, pending);
}
