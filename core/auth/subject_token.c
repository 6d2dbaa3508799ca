/* Where a subject token lies, and getting it; see the header. */
#include "config.h"

#include "core/auth/subject_token.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/net/json.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"
#include "core/util/xalloc.h"

enum { TIMEOUT_MS = 10 * 1000, MAX_HEADERS = 16 };

struct rr_subject_token {
    struct rr_http *http;
    struct rr_arena arena;
    const char *path;  // of the credential file, for errors
    const char *place; // the file or address
    const char *field; // of JSON; NULL = the whole text
    bool is_file;
    struct rr_sensitive headers[MAX_HEADERS];
    size_t n_headers;
    rr_subject_token_fn *fn;
    void *data;
    unsigned ticket;
};

static bool read_format(struct rr_subject_token *subject,
                        const struct rr_credential_file *file,
                        struct json_object *source,
                        struct rr_err *err)
{
    struct json_object *format = rr_json_obj(source, "format");
    const char *type = rr_json_str(format, "type");
    const char *field = rr_json_str(format, "subject_token_field_name");
    if (*type == '\0' || rr_str_eq(type, "text"))
        return true;
    if (!rr_str_eq(type, "json"))
        return rr_credential_fault(file, "credential_source.format.type",
                                   _("is neither \"text\" nor \"json\""), err);
    if (*field == '\0')
        return rr_credential_fault(file, "credential_source.format.subject_token_field_name",
                                   _("is missing"), err);
    subject->field = rr_arena_str(&subject->arena, field);
    return true;
}

static bool is_header_name(const char *name)
{
    if (*name == '\0')
        return false;
    for (const char *p = name; *p != '\0'; p++)
        if (!isalnum((unsigned char)*p) && strchr("!#$%&'*+-.^_`|~", *p) == NULL)
            return false;
    return true;
}

static bool is_header_value(const char *value)
{
    for (const char *p = value; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7F)
            return false;
    return true;
}

static bool read_headers(struct rr_subject_token *subject,
                         const struct rr_credential_file *file,
                         struct json_object *source,
                         struct rr_err *err)
{
    struct json_object *headers = rr_json_obj(source, "headers");
    if (headers == NULL)
        return true;
    json_object_object_foreach(headers, name, value)
    {
        const char *text =
            json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;
        if (text == NULL || !is_header_name(name) || !is_header_value(text) ||
            subject->n_headers == MAX_HEADERS)
            return rr_credential_fault(file, "credential_source.headers",
                                       _("holds something that is no header"), err);
        RR_BUF_AUTO start = {0};
        rr_buf_printf(&start, "%s: ", name);
        rr_sensitive_set(&subject->headers[subject->n_headers++], start.data, text, strlen(text));
    }
    return true;
}

/* An address of a machine's own metadata service is plain http, and that is how it is meant. */
static bool is_address(const char *url)
{
    bool is_http = rr_str_has_prefix(url, "https://") || rr_str_has_prefix(url, "http://");
    for (const char *p = url; *p != '\0'; p++)
        if (*p <= ' ' || *p >= 0x7F)
            return false;
    return is_http;
}

static bool read_place(struct rr_subject_token *subject,
                       const struct rr_credential_file *file,
                       struct json_object *source,
                       struct rr_err *err)
{
    const char *path = rr_json_str(source, "file");
    const char *url = rr_json_str(source, "url");
    if ((*path == '\0') == (*url == '\0'))
        return rr_credential_fault(file, "credential_source",
                                   _("must have one of \"file\" and \"url\""), err);
    if (*url != '\0' && !is_address(url))
        return rr_credential_fault(file, "credential_source.url", _("is no address"), err);
    subject->is_file = *path != '\0';
    subject->place = rr_arena_str(&subject->arena, subject->is_file ? path : url);
    return true;
}

static void fail(struct rr_subject_token *subject, const char *what, const char *why)
{
    struct rr_err err = {0};
    RR_BUF_AUTO text = {0};
    rr_buf_add_visible(&text, why);
    rr_err_set(&err, RR_NOT_SIGNED_IN, "%s: %s", subject->place, what);
    rr_err_detail(&err, _("%s says that the other provider's token is there. %s"), subject->path,
                  rr_buf_text(&text));
    subject->fn(subject->data, NULL, &err);
}

static void deliver_json(struct rr_subject_token *subject, const char *bytes, size_t n)
{
    struct json_object *tree = NULL;
    if (!rr_json_parse(bytes, n, RR_HTTP_MAX_SECRET_BODY, &tree, NULL)) {
        fail(subject, _("this is not JSON"), "");
        return;
    }
    const char *token = rr_json_str(tree, subject->field);
    if (*token != '\0')
        subject->fn(subject->data, token, NULL);
    else
        fail(subject, _("the field with the token is missing or empty"), subject->field);
    rr_json_wipe(tree);
    json_object_put(tree);
}

static void deliver(struct rr_subject_token *subject, const char *bytes, size_t n)
{
    if (subject->field != NULL) {
        deliver_json(subject, bytes, n);
        return;
    }
    // Files often end in a line break that the token does not have.
    RR_SENSITIVE_AUTO token = {0};
    size_t blank = strspn(bytes, " \t\r\n");
    const char *start = bytes + blank;
    size_t left = strlen(start);
    while (left > 0 && isspace((unsigned char)start[left - 1]))
        left--;
    rr_sensitive_set(&token, NULL, start, left);
    if (left > 0)
        subject->fn(subject->data, rr_sensitive_text(&token), NULL);
    else
        fail(subject, _("there is no token in it"), "");
}

static void read_file(void *data)
{
    struct rr_subject_token *subject = data;
    struct rr_err err = {0};
    struct rr_buf bytes = {0};
    subject->ticket = 0;
    // Room at once, so that growing leaves no copies behind.
    size_t cap = bytes.cap = RR_HTTP_MAX_SECRET_BODY + 1;
    char *room = bytes.data = rr_xcalloc(bytes.cap, 1);
    if (rr_file_read(subject->place, RR_HTTP_MAX_SECRET_BODY, &bytes, &err))
        deliver(subject, rr_buf_text(&bytes), bytes.len);
    else
        fail(subject, _("cannot be read"), err.detail);
    rr_wipe(room, cap);
    free(room);
}

static void on_reply(void *data, const struct rr_http_reply *reply, const struct rr_err *err)
{
    struct rr_subject_token *subject = data;
    char status[16];
    subject->ticket = 0;
    snprintf(status, sizeof status, "HTTP %d", reply->status);
    if (err != NULL)
        fail(subject, _("gave no answer"), err->summary);
    else if (reply->status != 200)
        fail(subject, _("gave no token"), status);
    else
        deliver(subject, reply->body, reply->n_body);
}

static void ask_address(struct rr_subject_token *subject)
{
    const char *headers[MAX_HEADERS];
    for (size_t i = 0; i < subject->n_headers; i++)
        headers[i] = rr_sensitive_text(&subject->headers[i]);
    struct rr_http_request request = {
        .method = "GET",
        .url = subject->place,
        .headers = headers,
        .n_headers = subject->n_headers,
        .timeout_ms = TIMEOUT_MS,
        // Plain http is a service beside this machine, which no proxy reaches.
        .no_proxy = rr_str_has_prefix(subject->place, "http://"),
        .is_sensitive = true,
    };
    subject->ticket = rr_http_submit(subject->http, &request, on_reply, subject);
}

struct rr_subject_token *rr_subject_token_start(struct rr_http *http,
                                                const struct rr_credential_file *file,
                                                rr_subject_token_fn *fn,
                                                void *data,
                                                struct rr_err *err)
{
    struct json_object *source = rr_json_obj(file->tree, "credential_source");
    struct rr_subject_token *subject = rr_xcalloc(1, sizeof *subject);
    subject->http = http;
    subject->fn = fn;
    subject->data = data;
    subject->path = rr_arena_str(&subject->arena, file->path);
    if (!read_place(subject, file, source, err) || !read_format(subject, file, source, err) ||
        !read_headers(subject, file, source, err)) {
        rr_subject_token_free(subject);
        return NULL;
    }
    if (subject->is_file)
        subject->ticket = rr_http_after(http, 0, read_file, subject);
    else
        ask_address(subject);
    return subject;
}

void rr_subject_token_free(struct rr_subject_token *subject)
{
    if (subject == NULL)
        return;
    rr_http_cancel(subject->http, subject->ticket);
    for (size_t i = 0; i < subject->n_headers; i++)
        rr_sensitive_free(&subject->headers[i]);
    rr_arena_free(&subject->arena);
    free(subject);
}
