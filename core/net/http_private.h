/* The inside of the engine; private to core/net/http*.c. */
#ifndef RR_NET_HTTP_PRIVATE_H
#define RR_NET_HTTP_PRIVATE_H

#include <curl/curl.h>

#include "core/net/http.h"
#include "core/util/buf.h"

/* One request in flight. */
struct rr_transfer {
    struct rr_transfer *next;
    unsigned ticket;
    CURL *easy;
    struct curl_slist *headers;
    struct curl_slist *connect_to;
    char *method;
    char *host;  // for texts: host and port, never user or path
    char *trace; // URL without query
    char *body;
    size_t n_body;
    int timeout_ms;
    int connect_timeout_ms;
    bool is_sensitive;
    struct rr_buf reply; // `max` is the cap; `cut` tells that it was passed
    char error_text[CURL_ERROR_SIZE];
    rr_http_done_fn *done;
    void *data;
};

struct rr_timer {
    unsigned ticket;
    int64_t due_ms;
    void (*fn)(void *data);
    void *data;
};

struct rr_watch {
    unsigned ticket;
    int fd;
    void (*fn)(void *data);
    void *data;
};

struct rr_http {
    CURLM *multi;
    char *ca_file; // NULL = libcurl's own
    char *user_agent;
    char *connect_to;
    bool keep_ca_path; // no bundle file: the folder is all there is
    struct rr_clock clock;
    void (*trace)(void *data, const char *line);
    void *trace_data;
    struct rr_transfer *transfers;
    struct rr_timer *timers;
    size_t n_timers, cap_timers;
    struct rr_watch *watches;
    size_t n_watches, cap_watches;
    unsigned last_ticket;
    int wake_read;
    int wake_write;
};

unsigned rr_http_next_ticket(struct rr_http *http);

/* http_easy.c: makes the curl handle for a request; frees everything of a transfer. */
struct rr_transfer *rr_transfer_new(const struct rr_http *http,
                                    const struct rr_http_request *request);
void rr_transfer_free(struct rr_transfer *transfer);

/* http_wait.c */
bool rr_http_wait_init(struct rr_http *http);
void rr_http_wait_free(struct rr_http *http);
void rr_http_wait(struct rr_http *http, int timeout_ms);
void rr_http_fire_timers(struct rr_http *http);
bool rr_http_forget(struct rr_http *http, unsigned ticket);

/* http_failure.c: words a failed transfer. */
void rr_http_failure(const struct rr_transfer *transfer, CURLcode code, struct rr_err *err);

#endif
