/* One request on loopback; see the header. */
#include "config.h"

#include "core/net/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/net/sensitive.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/xalloc.h"

/* Browsers open connections ahead and use one of them. */
enum { MAX_GUESTS = 8, MAX_REQUEST = 8192 };

struct guest {
    struct rr_listener *listener;
    int fd; // -1 = free
    unsigned watch;
    size_t n;
    char bytes[MAX_REQUEST + 1];
};

struct rr_listener {
    struct rr_http *http;
    int fd; // -1 = it has taken its request
    int port;
    unsigned watch;
    rr_listener_fn *fn;
    void *data;
    struct guest guests[MAX_GUESTS];
};

static void dismiss(struct guest *guest)
{
    if (guest->fd < 0)
        return;
    rr_http_cancel(guest->listener->http, guest->watch);
    close(guest->fd);
    guest->fd = -1;
    rr_wipe(guest->bytes, sizeof guest->bytes);
}

static void stop_listening(struct rr_listener *listener)
{
    if (listener->fd < 0)
        return;
    rr_http_cancel(listener->http, listener->watch);
    close(listener->fd);
    listener->fd = -1;
}

/* A short answer fits into the socket's buffer; one that does not is nobody's loss. */
static void answer(const struct guest *guest, int status, const char *page)
{
    RR_BUF_AUTO text = {0};
    rr_buf_printf(
        &text,
        "HTTP/1.1 %d %s\r\nContent-Type: text/html; charset=UTF-8\r\n"
        "Content-Length: %zu\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
        "Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n%s",
        status, status == 200 ? "OK" : "Not Found", strlen(page), page);
    ssize_t ignored = send(guest->fd, text.data, text.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)ignored;
}

/* The target of "GET TARGET HTTP/1.x", cut out in place; NULL for anything else. */
static char *read_target(char *bytes)
{
    if (strncmp(bytes, "GET /", 5) != 0)
        return NULL;
    char *target = bytes + 4;
    size_t n = strcspn(target, " \r\n");
    if (strncmp(target + n, " HTTP/1.", 8) != 0)
        return NULL;
    target[n] = '\0';
    return target;
}

static void hear(struct guest *guest)
{
    struct rr_listener *listener = guest->listener;
    const char *target = read_target(guest->bytes);
    const char *page = target != NULL ? listener->fn(listener->data, target) : NULL;
    answer(guest, page != NULL ? 200 : 404, page != NULL ? page : "");
    if (page != NULL)
        stop_listening(listener);
    dismiss(guest);
}

static void on_bytes(void *data)
{
    struct guest *guest = data;
    ssize_t n = recv(guest->fd, guest->bytes + guest->n, MAX_REQUEST - guest->n, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    guest->n += n > 0 ? (size_t)n : 0;
    guest->bytes[guest->n] = '\0';
    if (n > 0 && strstr(guest->bytes, "\r\n\r\n") != NULL)
        hear(guest);
    else if (n <= 0 || guest->n == MAX_REQUEST)
        dismiss(guest);
}

static void on_guest(void *data)
{
    struct rr_listener *listener = data;
    int fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0)
        return;
    for (size_t i = 0; i < MAX_GUESTS; i++) {
        struct guest *guest = &listener->guests[i];
        if (guest->fd >= 0)
            continue;
        guest->fd = fd;
        guest->n = 0;
        guest->watch = rr_http_watch(listener->http, fd, on_bytes, guest);
        return;
    }
    close(fd);
}

static bool open_port(struct rr_listener *listener)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    listener->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool ok = listener->fd >= 0 && bind(listener->fd, (struct sockaddr *)&address, size) == 0 &&
              listen(listener->fd, MAX_GUESTS) == 0 &&
              getsockname(listener->fd, (struct sockaddr *)&address, &size) == 0;
    listener->port = ntohs(address.sin_port);
    return ok;
}

struct rr_listener *
rr_listener_new(struct rr_http *http, rr_listener_fn *fn, void *data, struct rr_err *err)
{
    struct rr_listener *listener = rr_xcalloc(1, sizeof *listener);
    listener->http = http;
    listener->fn = fn;
    listener->data = data;
    for (size_t i = 0; i < MAX_GUESTS; i++)
        listener->guests[i] = (struct guest){.listener = listener, .fd = -1};
    if (!open_port(listener)) {
        rr_err_set(err, RR_FILE, _("No port on 127.0.0.1 can be had for the browser's answer"));
        rr_err_detail(err, "%s", strerror(errno));
        rr_listener_free(listener);
        return NULL;
    }
    listener->watch = rr_http_watch(http, listener->fd, on_guest, listener);
    return listener;
}

int rr_listener_port(const struct rr_listener *listener)
{
    return listener->port;
}

void rr_listener_free(struct rr_listener *listener)
{
    if (listener == NULL)
        return;
    stop_listening(listener);
    for (size_t i = 0; i < MAX_GUESTS; i++)
        dismiss(&listener->guests[i]);
    free(listener);
}
