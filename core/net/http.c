/*
 * The engine: takes requests, turns, delivers. What a request looks like to curl is http_easy.c, the
 * wait http_wait.c, the words for failures http_failure.c. Knows nothing of Google and of tokens.
 */
#include "config.h"

#include "core/net/http.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/net/http_private.h"
#include "core/util/str.h"
#include "core/util/xalloc.h"

static pthread_once_t curl_is_ready = PTHREAD_ONCE_INIT;

static void start_curl(void)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        rr_out_of_memory();
}

static char *copy_or_null(const char *text)
{
    return text != NULL ? rr_xstrdup(text) : NULL;
}

/* libcurl reads neither variable itself; the order is the curl tool's. */
static char *choose_ca_file(const struct rr_http_options *options)
{
    const char *file = options->ca_file;
    if (file == NULL)
        file = rr_env_get(options->env, "CURL_CA_BUNDLE");
    if (file == NULL)
        file = rr_env_get(options->env, "SSL_CERT_FILE");
    return copy_or_null(file);
}

/* Whether libcurl's own bundle is there; without it, only its folder of certificates is left. */
static bool has_system_bundle(void)
{
    CURL *easy = curl_easy_init();
    char *file = NULL;
    bool has = easy != NULL && curl_easy_getinfo(easy, CURLINFO_CAINFO, &file) == CURLE_OK &&
               file != NULL && access(file, R_OK) == 0;
    curl_easy_cleanup(easy);
    return has;
}

struct rr_http *rr_http_new(const struct rr_http_options *options)
{
    pthread_once(&curl_is_ready, start_curl);
    struct rr_http *http = rr_xcalloc(1, sizeof *http);
    if (!rr_http_wait_init(http)) {
        free(http);
        return NULL;
    }
    http->multi = curl_multi_init();
    if (http->multi == NULL)
        rr_out_of_memory();
    curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, 64L);
    curl_multi_setopt(http->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 64L);
    http->ca_file = choose_ca_file(options);
    http->keep_ca_path = http->ca_file == NULL && !has_system_bundle();
    const char *agent = options->user_agent;
    http->user_agent = rr_xstrdup(agent != NULL ? agent : "runready/" PACKAGE_VERSION);
    http->connect_to = copy_or_null(options->connect_to);
    if (options->clock != NULL)
        http->clock = *options->clock;
    http->trace = options->trace;
    http->trace_data = options->trace_data;
    return http;
}

static void drop(struct rr_http *http, struct rr_transfer *transfer)
{
    curl_multi_remove_handle(http->multi, transfer->easy);
    struct rr_transfer **link = &http->transfers;
    while (*link != transfer)
        link = &(*link)->next;
    *link = transfer->next;
}

void rr_http_free(struct rr_http *http)
{
    if (http == NULL)
        return;
    while (http->transfers != NULL) {
        struct rr_transfer *transfer = http->transfers;
        drop(http, transfer);
        rr_transfer_free(transfer);
    }
    curl_multi_cleanup(http->multi);
    rr_http_wait_free(http);
    free(http->ca_file);
    free(http->user_agent);
    free(http->connect_to);
    free(http);
}

unsigned rr_http_next_ticket(struct rr_http *http)
{
    return ++http->last_ticket;
}

unsigned rr_http_submit(struct rr_http *http,
                        const struct rr_http_request *request,
                        rr_http_done_fn *done,
                        void *data)
{
    struct rr_transfer *transfer = rr_transfer_new(http, request);
    transfer->ticket = rr_http_next_ticket(http);
    transfer->done = done;
    transfer->data = data;
    transfer->next = http->transfers;
    http->transfers = transfer;
    if (curl_multi_add_handle(http->multi, transfer->easy) != CURLM_OK)
        rr_out_of_memory();
    return transfer->ticket;
}

void rr_http_cancel(struct rr_http *http, unsigned ticket)
{
    for (struct rr_transfer *t = http->transfers; t != NULL; t = t->next) {
        if (t->ticket == ticket) {
            drop(http, t);
            rr_transfer_free(t);
            return;
        }
    }
    rr_http_forget(http, ticket);
}

static void fill_reply(struct rr_transfer *transfer, struct rr_http_reply *reply)
{
    long status = 0;
    long request_size = 0;
    curl_off_t elapsed_us = 0;
    char *type = NULL;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &request_size);
    curl_easy_getinfo(transfer->easy, CURLINFO_TOTAL_TIME_T, &elapsed_us);
    curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_TYPE, &type);
    reply->status = (int)status;
    reply->content_type = type != NULL ? type : "";
    reply->body = rr_buf_text(&transfer->reply);
    reply->n_body = transfer->reply.len;
    reply->elapsed_ms = elapsed_us / 1000;
    reply->was_sent = request_size > 0;
    reply->handle = transfer->easy;
}

static void trace(const struct rr_http *http,
                  const struct rr_transfer *transfer,
                  const struct rr_http_reply *reply,
                  CURLcode code)
{
    if (http->trace == NULL)
        return;
    RR_BUF_AUTO line = {0};
    rr_buf_printf(&line, "%s %s %d %lld ms", transfer->method, transfer->trace, reply->status,
                  (long long)reply->elapsed_ms);
    if (code != CURLE_OK)
        rr_buf_printf(&line, " (%s)", curl_easy_strerror(code));
    http->trace(http->trace_data, line.data);
}

static void deliver(struct rr_http *http, struct rr_transfer *transfer, CURLcode code)
{
    drop(http, transfer);
    struct rr_http_reply reply = {0};
    struct rr_err err = {0};
    fill_reply(transfer, &reply);
    trace(http, transfer, &reply, code);
    if (code != CURLE_OK)
        rr_http_failure(transfer, code, &err);
    transfer->done(transfer->data, &reply, code != CURLE_OK ? &err : NULL);
    rr_transfer_free(transfer);
}

static void deliver_all(struct rr_http *http)
{
    int n_left = 0;
    for (CURLMsg *m = curl_multi_info_read(http->multi, &n_left); m != NULL;
         m = curl_multi_info_read(http->multi, &n_left)) {
        if (m->msg != CURLMSG_DONE)
            continue;
        CURLcode code = m->data.result;
        struct rr_transfer *transfer = NULL;
        curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &transfer);
        deliver(http, transfer, code);
    }
}

bool rr_http_turn(struct rr_http *http, int timeout_ms)
{
    if (timeout_ms < 0 && !rr_http_busy(http))
        return false;
    int n_running = 0;
    rr_http_wait(http, timeout_ms);
    curl_multi_perform(http->multi, &n_running);
    deliver_all(http);
    rr_http_fire_timers(http);
    return rr_http_busy(http);
}

bool rr_http_busy(const struct rr_http *http)
{
    return http->transfers != NULL || http->n_timers > 0 || http->n_watches > 0;
}

const char *rr_http_header(const struct rr_http_reply *reply, const char *name)
{
    struct curl_header *header = NULL;
    if (curl_easy_header(reply->handle, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return "";
    return header->value;
}

int64_t rr_http_retry_after_ms(const struct rr_http_reply *reply)
{
    curl_off_t seconds = 0;
    if (*rr_http_header(reply, "Retry-After") == '\0' ||
        curl_easy_getinfo(reply->handle, CURLINFO_RETRY_AFTER, &seconds) != CURLE_OK)
        return -1;
    return (int64_t)seconds * 1000;
}
