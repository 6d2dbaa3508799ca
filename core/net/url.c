/* Reading URLs that people set; see the header. */
#include "config.h"

#include "core/net/url.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/util/i18n.h"
#include "core/util/str.h"

static bool is_loopback_host(const char *host)
{
    struct in_addr four;
    struct in6_addr six;
    if (strcasecmp(host, "localhost") == 0)
        return true;
    if (inet_pton(AF_INET, host, &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    return inet_pton(AF_INET6, host, &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

static bool is_host_name(const char *host)
{
    for (const char *p = host; *p != '\0'; p++)
        if (!isalnum((unsigned char)*p) && strchr(".-", *p) == NULL)
            return false;
    return *host != '\0';
}

/* Takes "host", "host:port" or "[v6]:port" apart; false when it is none. */
static bool split_host(const char *authority, char host[RR_URL_MAX])
{
    bool is_v6 = *authority == '[';
    const char *start = is_v6 ? authority + 1 : authority;
    size_t n = strcspn(start, is_v6 ? "]" : ":");
    const char *port = start + n;
    if (is_v6 && *port != ']')
        return false;
    port += is_v6;
    long number = 0;
    if (*port != '\0' && (*port != ':' || !rr_str_to_int(port + 1, 1, 65535, &number)))
        return false;
    memcpy(host, start, n);
    host[n] = '\0';
    struct in6_addr six;
    return is_v6 ? inet_pton(AF_INET6, host, &six) == 1 : is_host_name(host);
}

const char *rr_url_read(const char *text, struct rr_url *out)
{
    struct rr_url url = {.is_https = strncasecmp(text, "https://", 8) == 0};
    if (!url.is_https && strncasecmp(text, "http://", 7) != 0)
        return N_("It must begin with https:// (or http:// on this machine).");
    if (strlen(text) >= RR_URL_MAX)
        return N_("It is too long.");
    size_t n_scheme = url.is_https ? 8 : 7;
    size_t n_origin = n_scheme + strcspn(text + n_scheme, "/");
    for (const char *p = text; *p != '\0'; p++)
        if (*p <= ' ' || *p >= 0x7F || strchr("?#\\\"<>", *p) != NULL ||
            (*p == '@' && p < text + n_origin))
            return N_("It must not hold a user, a query, a fragment or blanks.");
    snprintf(url.origin, sizeof url.origin, "%.*s", (int)n_origin, text);
    snprintf(url.path, sizeof url.path, "%s", text + n_origin);
    if (!split_host(url.origin + n_scheme, url.host))
        return N_("Its host or port cannot be read.");
    url.is_loopback = is_loopback_host(url.host);
    *out = url;
    return NULL;
}

const char *rr_url_read_safe(const char *text, struct rr_url *out)
{
    struct rr_url url;
    const char *fault = rr_url_read(text, &url);
    if (fault == NULL && !url.is_https && !url.is_loopback)
        fault = N_("Plain http is accepted only for this machine (127.0.0.1, ::1, localhost); "
                   "anything else needs https, because the access token goes there.");
    if (fault == NULL)
        *out = url;
    return fault;
}

static bool is_in_universe(const char *host, const char *universe)
{
    size_t n_host = strlen(host);
    size_t n = strlen(universe);
    if (n == 0 || n_host < n || strcasecmp(host + n_host - n, universe) != 0)
        return false;
    return n_host == n || host[n_host - n - 1] == '.';
}

const char *rr_url_read_trusted(const char *text, const char *universe, struct rr_url *out)
{
    struct rr_url url = {0};
    const char *fault = rr_url_read_safe(text, &url);
    // Older key files name the token endpoint of accounts.google.com.
    bool is_google =
        is_in_universe(url.host, universe) || strcasecmp(url.host, "accounts.google.com") == 0;
    if (fault == NULL && !url.is_loopback && !is_google)
        fault = N_("It is no address of Google's, and secrets are sent nowhere else.");
    if (fault == NULL)
        *out = url;
    return fault;
}
