/* The few questions about a URL that decide whether something secret may go there. */
#ifndef RR_NET_URL_H
#define RR_NET_URL_H

#include <stdbool.h>

enum { RR_URL_MAX = 256 };

/* "https://host:8080/path" */
struct rr_url {
    char origin[RR_URL_MAX]; // "https://host:8080"
    char host[RR_URL_MAX];   // "host", an IPv6 address without brackets
    char path[RR_URL_MAX];   // "/path", "" when there is none
    bool is_https;
    bool is_loopback; // 127.0.0.0/8, ::1 or localhost
};

/*
 * Reads an http or https URL without user, query and fragment.
 * Returns NULL, or why not (untranslated, marked for the catalogue); the text never quotes the URL,
 * which may hold a password.
 */
const char *rr_url_read(const char *text, struct rr_url *out);

/* rr_url_read, and plain http only to this machine: what a token may be sent to. */
const char *rr_url_read_safe(const char *text, struct rr_url *out);

/*
 * rr_url_read_safe, and https only to a host of `universe` ("googleapis.com") or to Google's accounts:
 * what a secret may be sent to although only a file names it.
 */
const char *rr_url_read_trusted(const char *text, const char *universe, struct rr_url *out);

#endif
