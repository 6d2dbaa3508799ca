/*
 * From an error answer to a kind. The kinds are one table, the first row that fits decides; the
 * constraint that forbids something is worth more than any status.
 */
#include "config.h"

#include "core/gcp/google_error.h"

#include <stdio.h>
#include <string.h>

#include "core/gcp/google_detail.h"
#include "core/net/json.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"

enum { MAX_ERROR_BODY = 1024 * 1024 };

/* Every field that is set must fit. */
struct rule {
    int status;       // HTTP; 0 = any
    const char *word; // status word, ErrorInfo.reason or legacy reason
    const char *text; // part of the message
    enum rr_err_kind kind;
    const char *reason; // put in place of the service's, where that tells nothing
};

static const struct rule rules[] = {
    {0, NULL, "do not belong to a permitted customer", RR_BLOCKED,
     "constraints/iam.allowedPolicyMemberDomains"},
    {0, "CUSTOM_ORG_POLICY_VIOLATION", NULL, RR_BLOCKED, NULL},
    {0, "ORG_RESTRICTION_VIOLATION", NULL, RR_BLOCKED, NULL},
    {0, "SECURITY_POLICY_VIOLATED", NULL, RR_BLOCKED, NULL},
    {0, "VPC_SERVICE_CONTROLS", NULL, RR_BLOCKED, NULL},
    {0, NULL, "denied by org policy", RR_BLOCKED, NULL},
    {0, NULL, "denied by custom org polic", RR_BLOCKED, NULL},
    {0, NULL, "violates constraint", RR_BLOCKED, NULL},
    {0, NULL, "Constraint constraints/", RR_BLOCKED, NULL},
    {0, NULL, "prohibited by organization's policy", RR_BLOCKED, NULL},
    // Seen where the constraint is enforced and where the feature is not open to the organisation.
    {0, NULL, "invoker_iam_disabled is not currently available", RR_BLOCKED,
     "constraints/run.managed.requireInvokerIam"},
    {0, "SERVICE_DISABLED", NULL, RR_API_OFF, NULL},
    {403, NULL, "has not been used in project", RR_API_OFF, "SERVICE_DISABLED"},
    {403, NULL, "accessNotConfigured", RR_API_OFF, "SERVICE_DISABLED"},
    {0, NULL, "nother activation or deactivation is in progress", RR_CONFLICT,
     "ACTIVATION_IN_PROGRESS"},
    {0, "BILLING_DISABLED", NULL, RR_PRECONDITION, NULL},
    {0, "UREQ_PROJECT_BILLING_NOT_FOUND", NULL, RR_PRECONDITION, NULL},
    {403, NULL, "requires billing to be enabled", RR_PRECONDITION, "BILLING_DISABLED"},
    {0, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", NULL, RR_NOT_SIGNED_IN, NULL},
    {400, "invalid_grant", NULL, RR_NOT_SIGNED_IN, NULL},
    {0, "invalid_client", NULL, RR_NOT_SIGNED_IN, NULL},
    {0, "unauthorized_client", NULL, RR_NOT_SIGNED_IN, NULL},
    {401, NULL, NULL, RR_NOT_SIGNED_IN, NULL},
    {403, "rateLimitExceeded", NULL, RR_QUOTA, NULL},
    {403, "userRateLimitExceeded", NULL, RR_QUOTA, NULL},
    {403, "quotaExceeded", NULL, RR_QUOTA, NULL},
    {403, "RATE_LIMIT_EXCEEDED", NULL, RR_QUOTA, NULL},
    {403, NULL, "Quota exceeded", RR_QUOTA, NULL},
    {403, NULL, NULL, RR_DENIED, NULL},
    {404, NULL, NULL, RR_NOT_FOUND, NULL},
    {407, NULL, NULL, RR_OFFLINE, "PROXY_AUTH"},
    {408, NULL, NULL, RR_TIMEOUT, NULL},
    {409, "ALREADY_EXISTS", NULL, RR_EXISTS, NULL},
    {409, "alreadyExists", NULL, RR_EXISTS, NULL},
    {409, NULL, NULL, RR_CONFLICT, NULL},
    {412, NULL, NULL, RR_CONFLICT, NULL},
    {429, NULL, NULL, RR_QUOTA, NULL},
    {400, "FAILED_PRECONDITION", NULL, RR_PRECONDITION, NULL},
};

/* `what` takes the number of the answer's status. */
static const struct {
    enum rr_err_kind kind;
    const char *what;
} summaries[] = {
    {RR_NOT_SIGNED_IN, N_("Google Cloud refused the sign-in (%d)")},
    {RR_DENIED, N_("Google Cloud refused: a permission is missing (%d)")},
    {RR_API_OFF, N_("An API that is needed is switched off (%d)")},
    {RR_BLOCKED, N_("A policy of the organisation forbids it (%d)")},
    {RR_NOT_FOUND, N_("Not found (%d)")},
    {RR_EXISTS, N_("It exists already (%d)")},
    {RR_CONFLICT, N_("Somebody else is changing the same thing (%d)")},
    {RR_PRECONDITION, N_("Something else must be in place first (%d)")},
    {RR_QUOTA, N_("Too many requests for the quota (%d)")},
    {RR_OFFLINE, N_("The proxy wants a sign-in of its own (%d)")},
    {RR_TIMEOUT, N_("Google Cloud gave up waiting (%d)")},
    {RR_CLOUD, N_("Google Cloud answered with an error (%d)")},
    {RR_BAD_REPLY, N_("An answer that no API of Google Cloud gives (%d)")},
};

static bool fits(const struct rule *rule, const struct rr_google_detail *detail)
{
    bool word_fits = rule->word == NULL || rr_str_eq(rule->word, detail->word) ||
                     rr_str_eq(rule->word, detail->reason) || rr_str_eq(rule->word, detail->legacy);
    return (rule->status == 0 || rule->status == detail->status) && word_fits &&
           (rule->text == NULL || strstr(detail->message, rule->text) != NULL);
}

static enum rr_err_kind choose_kind(const struct rr_google_detail *detail, const char **reason)
{
    if (strstr(detail->violation, "onstraints/") != NULL)
        return RR_BLOCKED;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (!fits(&rules[i], detail))
            continue;
        *reason = rules[i].reason;
        return rules[i].kind;
    }
    return detail->status < 400 ? RR_BAD_REPLY : RR_CLOUD;
}

static void
set_reason(struct rr_err *err, const struct rr_google_detail *detail, const char *from_rule)
{
    const char *reason = from_rule;
    char named[sizeof err->reason] = "";
    if (err->kind == RR_BLOCKED) {
        rr_google_find_constraint(detail->violation, named, sizeof named);
        if (*named == '\0')
            rr_google_find_constraint(detail->message, named, sizeof named);
        if (*named != '\0')
            reason = named;
    }
    const char *const fallbacks[] = {detail->reason, detail->word, detail->legacy};
    for (size_t i = 0; rr_str_is_empty(reason) && i < sizeof fallbacks / sizeof *fallbacks; i++)
        reason = fallbacks[i];
    snprintf(err->reason, sizeof err->reason, "%s", reason != NULL ? reason : "");
}

static void set_permission(struct rr_err *err, const struct rr_google_detail *detail)
{
    if (*detail->permission != '\0')
        snprintf(err->permission, sizeof err->permission, "%s", detail->permission);
    else if (detail->status == 403)
        rr_google_find_permission(detail->message, err->permission, sizeof err->permission);
}

static void set_summary(struct rr_err *err, enum rr_err_kind kind, int status)
{
    for (size_t i = 0; i < sizeof summaries / sizeof *summaries; i++)
        if (summaries[i].kind == kind)
            rr_err_set(err, kind, _(summaries[i].what), status);
    err->http_status = status;
}

static void set_detail(struct rr_err *err, const struct rr_google_detail *detail)
{
    struct rr_buf text = {.max = sizeof err->detail - 1};
    rr_buf_add_visible_lines(&text, detail->message);
    if (detail->more.len > 0) {
        rr_buf_addc(&text, '\n');
        rr_buf_add_visible_lines(&text, rr_buf_text(&detail->more));
    }
    bool is_told = *detail->link == '\0' || strstr(detail->message, detail->link) != NULL;
    if (!is_told && text.len + strlen(detail->link) + 1 < text.max) {
        rr_buf_addc(&text, '\n');
        rr_buf_add_visible_lines(&text, detail->link);
    }
    rr_err_detail(err, "%s", rr_buf_text(&text));
    rr_utf8_mend_end(err->detail);
    rr_buf_free(&text);
}

static void put(struct rr_google_detail *detail, struct rr_err *err)
{
    const char *reason = NULL;
    enum rr_err_kind kind = choose_kind(detail, &reason);
    set_summary(err, kind, detail->status);
    set_reason(err, detail, reason);
    set_permission(err, detail);
    set_detail(err, detail);
    rr_buf_free(&detail->more);
}

/* The text of an HTML page without its tags, blanks folded. */
static void strip_tags(struct rr_buf *out, const char *html, size_t n)
{
    bool is_in_tag = false;
    for (size_t i = 0; i < n; i++) {
        if (html[i] == '<' || html[i] == '>')
            is_in_tag = html[i] == '<';
        else if (!is_in_tag && strchr(" \t\r\n", html[i]) == NULL)
            rr_buf_addc(out, html[i]);
        else if (out->len > 0 && out->data[out->len - 1] != ' ')
            rr_buf_addc(out, ' ');
    }
    if (out->len > 0 && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
}

static void put_text(int status, const char *type, const char *body, size_t n, struct rr_err *err)
{
    struct rr_buf text = {.max = 600};
    size_t n_read = n < 65536 ? n : 65536;
    bool is_html = strstr(type, "html") != NULL || (n > 0 && *body == '<');
    if (is_html)
        strip_tags(&text, body, n_read);
    else
        rr_buf_addn(&text, body, n_read);
    struct json_object *none = NULL;
    struct rr_google_detail detail;
    rr_google_detail_read(none, status, &detail);
    detail.message = n > 0 ? rr_buf_text(&text) : _("The answer was empty.");
    put(&detail, err);
    // Only an API's own 404 proves that a thing is not there; a proxy's page proves nothing.
    if (err->kind == RR_NOT_FOUND) {
        char said[sizeof err->detail];
        snprintf(said, sizeof said, "%s", err->detail);
        set_summary(err, RR_BAD_REPLY, status);
        rr_err_detail(err, "%s", said);
    }
    rr_buf_free(&text);
}

void rr_google_error(
    int status, const char *content_type, const char *body, size_t n, struct rr_err *err)
{
    RR_JSON_AUTO struct json_object *tree = NULL;
    if (!rr_json_parse(body, n, MAX_ERROR_BODY, &tree, NULL)) {
        put_text(status, content_type, body, n, err);
        return;
    }
    struct rr_google_detail detail;
    rr_google_detail_read(tree, status, &detail);
    bool is_empty = *detail.message == '\0' && *detail.reason == '\0' && *detail.word == '\0' &&
                    *detail.legacy == '\0';
    if (is_empty)
        put_text(status, content_type, body, n, err);
    else
        put(&detail, err);
}

void rr_google_status_error(struct json_object *status, struct rr_err *err)
{
    struct rr_google_detail detail;
    rr_google_detail_read_status(status, &detail);
    put(&detail, err);
}

int64_t rr_google_retry_ms(const char *body, size_t n)
{
    RR_JSON_AUTO struct json_object *tree = NULL;
    if (!rr_json_parse(body, n, MAX_ERROR_BODY, &tree, NULL))
        return -1;
    struct rr_google_detail detail;
    rr_google_detail_read(tree, 0, &detail);
    rr_buf_free(&detail.more);
    return detail.retry_ms;
}
