/*
 * One request as a curl handle. Every setting that a request of ours shares stands here, with its
 * reason.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/net/http_private.h"
#include "core/net/sensitive.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

static size_t take_bytes(char *bytes, size_t size, size_t n, void *data)
{
    struct rr_transfer *transfer = data;
    rr_buf_addn(&transfer->reply, bytes, size * n);
    // Anything but the full count ends the transfer; MAXFILESIZE would not see decompressed bytes.
    return transfer->reply.cut ? 0 : size * n;
}

/* "host:port" of a URL, without user and path. */
static char *host_of(const char *url)
{
    const char *start = strstr(url, "://");
    start = start != NULL ? start + 3 : url;
    size_t n = strcspn(start, "/?#");
    for (size_t i = 0; i < n; i++)
        if (start[i] == '@')
            return host_of(start + i + 1);
    char *host = rr_xmalloc(n + 1);
    memcpy(host, start, n);
    host[n] = '\0';
    return host;
}

static char *without_query(const char *url)
{
    char *copy = rr_xstrdup(url);
    copy[strcspn(copy, "?#")] = '\0';
    return copy;
}

static void add_header(struct rr_transfer *transfer, const char *line)
{
    struct curl_slist *longer = curl_slist_append(transfer->headers, line);
    if (longer == NULL)
        rr_out_of_memory();
    transfer->headers = longer;
}

static void set_headers(struct rr_transfer *transfer, const struct rr_http_request *request)
{
    for (size_t i = 0; i < request->n_headers; i++)
        add_header(transfer, request->headers[i]);
    // A server without 100-continue would cost a second.
    add_header(transfer, "Expect:");
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->headers);
}

static void set_body(struct rr_transfer *transfer, const struct rr_http_request *request)
{
    bool is_get = rr_str_eq(request->method, "GET");
    bool is_post = rr_str_eq(request->method, "POST");
    if (request->body != NULL) {
        transfer->body = rr_xmalloc(request->n_body + 1);
        memcpy(transfer->body, request->body, request->n_body);
        transfer->n_body = request->n_body;
    }
    if (request->body != NULL || is_post) {
        const char *bytes = transfer->body != NULL ? transfer->body : "";
        curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, bytes);
        curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)transfer->n_body);
    } else if (rr_str_eq(request->method, "HEAD")) {
        curl_easy_setopt(transfer->easy, CURLOPT_NOBODY, 1L);
    }
    if (!is_get && !is_post)
        curl_easy_setopt(transfer->easy, CURLOPT_CUSTOMREQUEST, transfer->method);
}

static void set_limits(struct rr_transfer *transfer, const struct rr_http_request *request)
{
    size_t usual = request->is_sensitive ? RR_HTTP_MAX_SECRET_BODY : RR_HTTP_MAX_BODY;
    transfer->reply.max = request->max_body > 0 ? request->max_body : usual;
    if (request->is_sensitive) {
        // Room at once, so that growing leaves no copies of a token behind.
        transfer->reply.cap = transfer->reply.max + 1;
        transfer->reply.data = rr_xcalloc(transfer->reply.cap, 1);
    }
    transfer->timeout_ms = request->timeout_ms > 0 ? request->timeout_ms : RR_HTTP_TOTAL_MS;
    transfer->connect_timeout_ms =
        request->connect_timeout_ms > 0 ? request->connect_timeout_ms : RR_HTTP_CONNECT_MS;
    curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, (long)transfer->timeout_ms);
    curl_easy_setopt(transfer->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)transfer->connect_timeout_ms);
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(transfer->easy, CURLOPT_LOW_SPEED_TIME, 30L);
}

static void set_network(const struct rr_http *http,
                        struct rr_transfer *transfer,
                        const struct rr_http_request *request)
{
    CURL *easy = transfer->easy;
    // Without it a name server that does not answer holds the whole engine for seconds.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    // Without TLS there is no HTTP/2 to wait for, and waiting costs a whole answer.
    bool is_tls = rr_str_has_prefix(request->url, "https:");
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, is_tls ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    if (http->ca_file != NULL)
        curl_easy_setopt(easy, CURLOPT_CAINFO, http->ca_file);
    // A folder of certificates beside the bundle would switch off the cache of the parsed bundle.
    if (!http->keep_ca_path)
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    if (request->no_proxy)
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
    if (request->no_repeat)
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    if (http->connect_to != NULL) {
        transfer->connect_to = curl_slist_append(NULL, http->connect_to);
        curl_easy_setopt(easy, CURLOPT_CONNECT_TO, transfer->connect_to);
    }
}

struct rr_transfer *rr_transfer_new(const struct rr_http *http,
                                    const struct rr_http_request *request)
{
    struct rr_transfer *transfer = rr_xcalloc(1, sizeof *transfer);
    transfer->easy = curl_easy_init();
    if (transfer->easy == NULL)
        rr_out_of_memory();
    transfer->method = rr_xstrdup(request->method);
    transfer->host = host_of(request->url);
    transfer->trace = without_query(request->url);
    transfer->is_sensitive = request->is_sensitive;
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_URL, request->url);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, http->user_agent);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error_text);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    set_network(http, transfer, request);
    set_limits(transfer, request);
    set_headers(transfer, request);
    set_body(transfer, request);
    return transfer;
}

void rr_transfer_free(struct rr_transfer *transfer)
{
    curl_easy_cleanup(transfer->easy);
    if (transfer->is_sensitive) {
        for (struct curl_slist *line = transfer->headers; line != NULL; line = line->next)
            rr_wipe(line->data, strlen(line->data));
        rr_wipe(transfer->body, transfer->n_body);
        rr_wipe(transfer->reply.data, transfer->reply.len);
    }
    curl_slist_free_all(transfer->headers);
    curl_slist_free_all(transfer->connect_to);
    rr_buf_free(&transfer->reply);
    free(transfer->method);
    free(transfer->host);
    free(transfer->trace);
    free(transfer->body);
    free(transfer);
}
