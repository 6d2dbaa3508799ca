/* The envelope of an error answer; see the header. What it means is google_error.c's business. */
#include "config.h"

#include "core/gcp/google_detail.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/net/json.h"
#include "core/util/str.h"

/* gRPC number -> HTTP status and word (google/rpc/code.proto). */
static const struct {
    int http;
    const char *word;
} codes[] = {
    {200, "OK"},
    {499, "CANCELLED"},
    {500, "UNKNOWN"},
    {400, "INVALID_ARGUMENT"},
    {504, "DEADLINE_EXCEEDED"},
    {404, "NOT_FOUND"},
    {409, "ALREADY_EXISTS"},
    {403, "PERMISSION_DENIED"},
    {429, "RESOURCE_EXHAUSTED"},
    {400, "FAILED_PRECONDITION"},
    {409, "ABORTED"},
    {400, "OUT_OF_RANGE"},
    {501, "UNIMPLEMENTED"},
    {500, "INTERNAL"},
    {503, "UNAVAILABLE"},
    {500, "DATA_LOSS"},
    {401, "UNAUTHENTICATED"},
};

static void keep_first(const char **field, const char *text)
{
    if (**field == '\0')
        *field = text;
}

static void add_line(struct rr_buf *more, const char *subject, const char *text)
{
    if (*text == '\0')
        return;
    if (more->len > 0)
        rr_buf_addc(more, '\n');
    if (*subject != '\0')
        rr_buf_printf(more, "%s: ", subject);
    rr_buf_add(more, text);
}

static void read_error_info(struct json_object *info, struct rr_google_detail *out)
{
    struct json_object *metadata = rr_json_obj(info, "metadata");
    keep_first(&out->reason, rr_json_str(info, "reason"));
    keep_first(&out->permission, rr_json_str(metadata, "permission"));
    keep_first(&out->service, rr_json_str(metadata, "service"));
    keep_first(&out->link, rr_json_str(metadata, "activationUrl"));
}

static void read_precondition(struct json_object *failure, struct rr_google_detail *out)
{
    struct json_object *violations = rr_json_arr(failure, "violations");
    for (size_t i = 0; i < rr_json_len(violations); i++) {
        struct json_object *violation = rr_json_at(violations, i);
        keep_first(&out->violation, rr_json_str(violation, "type"));
        add_line(&out->more, "", rr_json_str(violation, "description"));
    }
}

static void read_quota(struct json_object *failure, struct rr_google_detail *out)
{
    struct json_object *violations = rr_json_arr(failure, "violations");
    for (size_t i = 0; i < rr_json_len(violations); i++) {
        struct json_object *violation = rr_json_at(violations, i);
        add_line(&out->more, rr_json_str(violation, "subject"),
                 rr_json_str(violation, "description"));
    }
}

static void read_bad_request(struct json_object *request, struct rr_google_detail *out)
{
    struct json_object *violations = rr_json_arr(request, "fieldViolations");
    for (size_t i = 0; i < rr_json_len(violations); i++) {
        struct json_object *violation = rr_json_at(violations, i);
        add_line(&out->more, rr_json_str(violation, "field"),
                 rr_json_str(violation, "description"));
    }
}

static void read_help(struct json_object *help, struct rr_google_detail *out)
{
    keep_first(&out->link, rr_json_str(rr_json_at(rr_json_arr(help, "links"), 0), "url"));
}

static void read_localized(struct json_object *message, struct rr_google_detail *out)
{
    keep_first(&out->message, rr_json_str(message, "message"));
}

/* A google.protobuf.Duration: "30s", "1.5s". */
static void read_retry(struct json_object *info, struct rr_google_detail *out)
{
    const char *delay = rr_json_str(info, "retryDelay");
    char *end = NULL;
    double seconds = strtod(delay, &end);
    if (end != delay && rr_str_eq(end, "s") && seconds >= 0 && seconds < 86400)
        out->retry_ms = (int64_t)(seconds * 1000);
}

static const struct {
    const char *type;
    void (*read)(struct json_object *detail, struct rr_google_detail *out);
} readers[] = {
    {"google.rpc.ErrorInfo", read_error_info},
    {"google.rpc.PreconditionFailure", read_precondition},
    {"google.rpc.QuotaFailure", read_quota},
    {"google.rpc.BadRequest", read_bad_request},
    {"google.rpc.Help", read_help},
    {"google.rpc.LocalizedMessage", read_localized},
    {"google.rpc.RetryInfo", read_retry},
};

static void read_details(struct json_object *details, struct rr_google_detail *out)
{
    for (size_t i = 0; i < rr_json_len(details); i++) {
        struct json_object *detail = rr_json_at(details, i);
        const char *type = rr_str_after_last(rr_json_str(detail, "@type"), '/');
        for (size_t k = 0; k < sizeof readers / sizeof *readers; k++)
            if (rr_str_eq(type, readers[k].type))
                readers[k].read(detail, out);
    }
}

static void set_empty(struct rr_google_detail *out, int status)
{
    *out = (struct rr_google_detail){
        .status = status,
        .word = "",
        .message = "",
        .legacy = "",
        .reason = "",
        .permission = "",
        .service = "",
        .violation = "",
        .link = "",
        .retry_ms = -1,
    };
}

void rr_google_detail_read(struct json_object *tree, int status, struct rr_google_detail *out)
{
    set_empty(out, status);
    if (json_object_is_type(tree, json_type_array))
        tree = rr_json_at(tree, 0);
    struct json_object *error = rr_json_obj(tree, "error");
    if (error == NULL) {
        // OAuth's form; some services put the fields of a Status at the top.
        out->reason = rr_json_str(tree, "error");
        out->message = rr_json_str(tree, "error_description");
        keep_first(&out->message, rr_json_str(tree, "message"));
        return;
    }
    struct json_object *legacy = rr_json_at(rr_json_arr(error, "errors"), 0);
    out->word = rr_json_str(error, "status");
    out->message = rr_json_str(error, "message");
    out->legacy = rr_json_str(legacy, "reason");
    keep_first(&out->message, rr_json_str(legacy, "message"));
    read_details(rr_json_arr(error, "details"), out);
}

void rr_google_detail_read_status(struct json_object *status, struct rr_google_detail *out)
{
    int64_t code = rr_json_int(status, "code");
    bool is_known = code > 0 && code < (int64_t)(sizeof codes / sizeof *codes);
    set_empty(out, is_known ? codes[code].http : 500);
    out->word = is_known ? codes[code].word : "UNKNOWN";
    out->message = rr_json_str(status, "message");
    read_details(rr_json_arr(status, "details"), out);
}

/* "service.resource.verb": at least two dots, words of letters and digits. */
static size_t permission_length(const char *text)
{
    size_t n = 0;
    int n_dots = 0;
    if (!islower((unsigned char)*text))
        return 0;
    while (isalnum((unsigned char)text[n]) ||
           (text[n] == '.' && isalnum((unsigned char)text[n + 1]))) {
        n_dots += text[n] == '.';
        n++;
    }
    return n_dots >= 2 ? n : 0;
}

static void copy_part(char *out, size_t size, const char *text, size_t n)
{
    snprintf(out, size, "%.*s", (int)(n < size ? n : size - 1), text);
}

void rr_google_find_permission(const char *message, char *out, size_t size)
{
    static const struct {
        const char *before;
        const char *after;
    } forms[] = {
        {"ermission '", "' "},     {"ermission \"", "\" "},       {"ermission `", "` "},
        {"Required '", "' "},      {"Required \"", "\" "},        {"ermission ", " on "},
        {"ermission ", " denied"}, {"does not have ", " access"}, {"with the ", " permission"},
    };
    *out = '\0';
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *at = message;
        while ((at = strstr(at, forms[i].before)) != NULL) {
            at += strlen(forms[i].before);
            size_t n = permission_length(at);
            if (n > 0 && rr_str_has_prefix(at + n, forms[i].after)) {
                copy_part(out, size, at, n);
                return;
            }
        }
    }
}

void rr_google_find_constraint(const char *message, char *out, size_t size)
{
    *out = '\0';
    const char *at = strstr(message, "onstraints/");
    if (at == NULL)
        return;
    const char *start = at;
    while (start > message && isalpha((unsigned char)start[-1]))
        start--;
    size_t n = strlen("onstraints/");
    while (isalnum((unsigned char)at[n]) || (at[n] != '\0' && strchr("._-", at[n]) != NULL))
        n++;
    while (at[n - 1] == '.')
        n--;
    copy_part(out, size, start, (size_t)(at - start) + n);
}
