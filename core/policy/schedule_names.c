/* Forms of what a Scheduler job is made of. Source: cloudscheduler v1 Job; gcp-apis 10.4. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/policy/names.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

enum { JOB_MAX = 500, DEADLINE_MIN_S = 15, DEADLINE_MAX_S = 1800, RETRIES_MAX = 5 };

/* `summary` holds one %s, for the value. */
static bool refuse(struct rr_err *err, const char *summary, const char *text, const char *rule)
{
    char shown[RR_SHOWN_TEXT];
    rr_name_show(text, shown);
    rr_err_set(err, RR_BAD_INPUT, summary, shown);
    return rr_err_detail(err, "%s", rule);
}

bool rr_name_check_job(const char *text, struct rr_err *err)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t n = strlen(text);
    if (n >= 1 && n <= JOB_MAX && strspn(text, allowed) == n)
        return true;
    return refuse(err, _("\"%s\" cannot be the name of a Scheduler job"), text,
                  _("The name has at most 500 letters, digits, hyphens and underscores. Example: "
                    "nightly-batch."));
}

bool rr_name_check_method(const char *text, struct rr_err *err)
{
    static const char *const methods[] = {"POST",   "GET",   "HEAD",   "PUT",
                                          "DELETE", "PATCH", "OPTIONS"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i], text) == 0)
            return true;
    return refuse(err, _("\"%s\" cannot be the method of a Scheduler job"), text,
                  _("It is one of POST, GET, HEAD, PUT, DELETE, PATCH, OPTIONS."));
}

bool rr_name_check_deadline(const char *text, struct rr_err *err)
{
    char digits[16];
    long seconds = 0;
    size_t n = strlen(text);
    if (n > 1 && n < sizeof digits && text[n - 1] == 's') {
        snprintf(digits, sizeof digits, "%.*s", (int)n - 1, text);
        if (rr_str_to_int(digits, DEADLINE_MIN_S, DEADLINE_MAX_S, &seconds))
            return true;
    }
    return refuse(err, _("\"%s\" cannot be the deadline of a Scheduler job"), text,
                  _("It is a number of seconds from 15 to 1800 with an s behind it. Example: "
                    "320s."));
}

bool rr_name_check_retries(const char *text, struct rr_err *err)
{
    long retries = 0;
    if (rr_str_to_int(text, 0, RETRIES_MAX, &retries))
        return true;
    return refuse(err, _("\"%s\" cannot be the number of retries of a Scheduler job"), text,
                  _("It is a number from 0 to 5."));
}
