/*
 * Forms of names, with the rule in words for whoever typed something else. Knows forms only: whether
 * the project, the region or the account exists is for the cloud to say.
 */
#include "config.h"

#include "core/policy/names.h"

#include <stdio.h>
#include <string.h>

#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* `summary` holds one %s, for the value. */
static bool refuse(struct rr_err *err, const char *summary, const char *text, const char *rule)
{
    char shown[RR_SHOWN_TEXT];
    rr_name_show(text, shown);
    rr_err_set(err, RR_BAD_INPUT, summary, shown);
    return rr_err_detail(err, "%s", rule);
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* `n` bytes, all of `set`. */
static bool is_all(const char *text, size_t n, const char *set)
{
    for (size_t i = 0; i < n; i++)
        if (!is_one_of(text[i], set))
            return false;
    return true;
}

/* Lower-case letters, digits and hyphens; a letter first, no hyphen last. */
static bool is_label(const char *text, size_t min, size_t max)
{
    size_t n = strlen(text);
    return n >= min && n <= max && is_all(text, n, LOWER DIGITS "-") && is_one_of(*text, LOWER) &&
           text[n - 1] != '-';
}

static bool is_project_number(const char *text)
{
    size_t n = strlen(text);
    return n >= 1 && n <= 19 && is_all(text, n, DIGITS) && *text != '0';
}

/* "example.com": labels with a dot between them; `n` bytes. */
static bool is_domain(const char *text, size_t n)
{
    bool has_dot = false;
    char before = '.';
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (!is_one_of(c, LOWER DIGITS ".-") || (before == '.' && is_one_of(c, ".-")) ||
            (before == '-' && c == '.'))
            return false;
        has_dot = has_dot || c == '.';
        before = c;
    }
    return has_dot && n <= 253 && !is_one_of(before, ".-");
}

bool rr_name_check_project(const char *text, struct rr_err *err)
{
    const char *colon = strchr(text, ':');
    const char *id = colon != NULL ? colon + 1 : text;
    bool has_domain = colon == NULL || is_domain(text, (size_t)(colon - text));
    if ((has_domain && is_label(id, 6, 30)) || is_project_number(text))
        return true;
    return refuse(
        err, _("\"%s\" cannot be a project ID"), text,
        _("A project ID has 6 to 30 lower-case letters, digits and hyphens; it begins with "
          "a letter and does not end with a hyphen. Example: my-project-123. A project "
          "number (digits only) is fine too."));
}

/* [a-z]+-[a-z]+[0-9]+ at the beginning of `text`; its length, or 0. */
static size_t region_length(const char *text)
{
    size_t n = strspn(text, LOWER);
    if (n == 0 || text[n] != '-')
        return 0;
    size_t m = strspn(text + n + 1, LOWER);
    size_t digits = strspn(text + n + 1 + m, DIGITS);
    return m > 0 && digits > 0 ? n + 1 + m + digits : 0;
}

bool rr_name_check_region(const char *text, struct rr_err *err)
{
    size_t n = region_length(text);
    if (n > 0 && n <= 40 && text[n] == '\0')
        return true;
    bool is_zone =
        n > 0 && n <= 40 && text[n] == '-' && is_one_of(text[n + 1], LOWER) && text[n + 2] == '\0';
    refuse(err, _("\"%s\" cannot be a region"), text,
           _("A region is written as in these examples: Tokyo is asia-northeast1, Osaka is "
             "asia-northeast2, Iowa is us-central1, Belgium is europe-west1."));
    if (is_zone)
        rr_err_detail(err, _("This is a zone. Its region is the same without the last part: %.*s."),
                      (int)n, text);
    return false;
}

bool rr_name_check_service(const char *text, struct rr_err *err)
{
    if (is_label(text, 1, 49))
        return true;
    return refuse(
        err, _("\"%s\" cannot be the name of a Cloud Run service"), text,
        _("The name has at most 49 lower-case letters, digits and hyphens; it begins with "
          "a letter and does not end with a hyphen. Example: sales-report."));
}

bool rr_name_check_repository(const char *text, struct rr_err *err)
{
    // Repositories that took over from Container Registry are named after its hosts.
    static const char *const hosts[] = {"gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (strcmp(text, hosts[i]) == 0)
            return true;
    if (is_label(text, 1, 63))
        return true;
    return refuse(
        err, _("\"%s\" cannot be the name of an Artifact Registry repository"), text,
        _("The name has at most 63 lower-case letters, digits and hyphens; it begins with "
          "a letter and does not end with a hyphen. It is the name only, without a "
          "location or a path. Example: cloud-run-source-deploy."));
}

/* The part before the @ for each kind of host; `n` bytes. */
static bool is_account_name(const char *name, size_t n, const char *host)
{
    if (n == 0 || n > 100)
        return false;
    if (strcmp(host, "cloudbuild.gserviceaccount.com") == 0)
        return is_all(name, n, DIGITS);
    if (strcmp(host, "developer.gserviceaccount.com") == 0) {
        size_t digits = strspn(name, DIGITS);
        return digits > 0 && digits + 1 < n && name[digits] == '-' &&
               is_all(name + digits, n - digits, LOWER DIGITS "-");
    }
    // appspot has the project id in front, which may be "example.com:id".
    if (strcmp(host, "appspot.gserviceaccount.com") == 0)
        return is_all(name, n, LOWER DIGITS "-.:") && is_one_of(*name, LOWER DIGITS);
    return is_all(name, n, LOWER DIGITS "-") && is_one_of(*name, LOWER DIGITS) &&
           name[n - 1] != '-';
}

static bool is_service_account(const char *text)
{
    const char *at = strchr(text, '@');
    return at != NULL && rr_str_has_suffix(at + 1, ".gserviceaccount.com") &&
           is_domain(at + 1, strlen(at + 1)) && is_account_name(text, (size_t)(at - text), at + 1);
}

/* Why this is no address of a service account, as closely as the text tells. */
static const char *account_rule(const char *text)
{
    if (strchr(text, ':') != NULL && strstr(text, "gserviceaccount.com") != NULL)
        return _("Give the address alone, without \"serviceAccount:\" in front. Example: "
                 "builder@my-project.iam.gserviceaccount.com.");
    if (strchr(text, '@') != NULL && strstr(text, "gserviceaccount.com") == NULL)
        return _("This is not a service account: it looks like the address of a person or a group. "
                 "A service account's address ends in gserviceaccount.com. Example: "
                 "builder@my-project.iam.gserviceaccount.com.");
    return _(
        "A service account's address is in lower case and ends in gserviceaccount.com. Examples: "
        "builder@my-project.iam.gserviceaccount.com, "
        "123456789012-compute@developer.gserviceaccount.com.");
}

bool rr_name_check_account(const char *text, struct rr_err *err)
{
    return is_service_account(text) ||
           refuse(err, _("\"%s\" cannot be a service account"), text, account_rule(text));
}

/* A % stands before two hexadecimal digits. */
static bool has_good_escapes(const char *text)
{
    for (const char *at = strchr(text, '%'); at != NULL; at = strchr(at + 1, '%'))
        if (!is_one_of(at[1], DIGITS "abcdefABCDEF") || !is_one_of(at[2], DIGITS "abcdefABCDEF"))
            return false;
    return true;
}

/* "." and ".." are taken out by whoever reads the address, so it would not be the one that was meant. */
static bool has_dot_part(const char *text)
{
    for (const char *at = strchr(text, '/'); at != NULL; at = strchr(at + 1, '/')) {
        size_t n = strcspn(at + 1, "/");
        if ((n == 1 && at[1] == '.') || (n == 2 && at[1] == '.' && at[2] == '.'))
            return true;
    }
    return false;
}

bool rr_name_check_path(const char *text, struct rr_err *err)
{
    size_t n = strlen(text);
    bool is_good = *text == '/' && text[1] != '/' && n <= 1024 &&
                   is_all(text, n, LOWER UPPER DIGITS "-._~!$&'()*+,;=:@%/") &&
                   has_good_escapes(text) && !has_dot_part(text);
    if (is_good)
        return true;
    return refuse(err, _("\"%s\" cannot be the path that Cloud Scheduler calls"), text,
                  _("The path begins with one slash and is what comes after the host name, without "
                    "blanks, without ? or # and what follows them, and with other characters "
                    "written as %XX. Example: /jobs/nightly."));
}

/* Names of the tz database that have no slash; an abbreviation such as JST is not among them. */
static bool is_short_zone(const char *text)
{
    static const char *const zones[] = {
        "UTC",     "GMT",     "UCT",     "Zulu",      "Universal", "Greenwich", "EST",
        "MST",     "HST",     "EST5EDT", "CST6CDT",   "MST7MDT",   "PST8PDT",   "CET",
        "MET",     "EET",     "WET",     "Cuba",      "Egypt",     "Eire",      "GB",
        "GB-Eire", "GMT+0",   "GMT-0",   "GMT0",      "Hongkong",  "Iceland",   "Iran",
        "Israel",  "Jamaica", "Japan",   "Kwajalein", "Libya",     "NZ",        "NZ-CHAT",
        "Navajo",  "PRC",     "Poland",  "Portugal",  "ROC",       "ROK",       "Singapore",
        "Turkey",  "W-SU",
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (strcmp(zones[i], text) == 0)
            return true;
    return false;
}

/* "Area/City" or "Area/Region/City". */
static bool is_long_zone(const char *text)
{
    size_t n_slashes = 0;
    for (const char *part = text;; part++, n_slashes++) {
        size_t n = strcspn(part, "/");
        if (n == 0 || n > 30 || !is_one_of(*part, UPPER LOWER) ||
            !is_all(part, n, UPPER LOWER DIGITS "_+-"))
            return false;
        part += n;
        if (*part == '\0')
            return n_slashes >= 1 && n_slashes <= 2;
    }
}

bool rr_name_check_time_zone(const char *text, struct rr_err *err)
{
    if (is_short_zone(text) || is_long_zone(text))
        return true;
    return refuse(
        err, _("\"%s\" cannot be a time zone"), text,
        _("A time zone is named after an area and a city, not by an abbreviation. Examples: "
          "Asia/Tokyo, Europe/Berlin, UTC."));
}

static const char *port_rule(void)
{
    return _(
        "A port is a whole number from 1 to 65535. Cloud Run expects 8080 unless told otherwise.");
}

bool rr_name_check_port(const char *text, struct rr_err *err)
{
    long port = 0;
    return rr_str_to_int(text, 1, 65535, &port) ||
           refuse(err, _("\"%s\" cannot be a port"), text, port_rule());
}

bool rr_name_check_port_number(long port, struct rr_err *err)
{
    if (port >= 1 && port <= 65535)
        return true;
    rr_err_set(err, RR_BAD_INPUT, _("%ld cannot be a port"), port);
    return rr_err_detail(err, "%s", port_rule());
}

void rr_name_show(const char *text, char out[RR_SHOWN_TEXT])
{
    static const char dots[] = "...";
    RR_BUF_AUTO shown = {.max = RR_SHOWN_TEXT - sizeof dots};
    rr_buf_add_visible(&shown, text);
    snprintf(out, RR_SHOWN_TEXT, "%s%s", rr_buf_text(&shown), shown.cut ? dots : "");
}
