/*
 * The error value. Knows no text of its own: the layer that knows the cause writes it.
 */
#include "config.h"

#include "runready/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/util/utf8.h"

static const char *const kind_words[RR_ERR_KIND_COUNT] = {
    [RR_OK] = "ok",
    [RR_BAD_INPUT] = "bad-input",
    [RR_NOT_SIGNED_IN] = "not-signed-in",
    [RR_DENIED] = "denied",
    [RR_API_OFF] = "api-off",
    [RR_BLOCKED] = "blocked",
    [RR_NOT_FOUND] = "not-found",
    [RR_EXISTS] = "exists",
    [RR_CONFLICT] = "conflict",
    [RR_PRECONDITION] = "precondition",
    [RR_QUOTA] = "quota",
    [RR_OFFLINE] = "offline",
    [RR_TIMEOUT] = "timeout",
    [RR_CLOUD] = "service-error",
    [RR_BAD_REPLY] = "bad-reply",
    [RR_FILE] = "file",
    [RR_STALE] = "stale",
    [RR_CANCELLED] = "cancelled",
    [RR_OUTCOME_UNKNOWN] = "outcome-unknown",
};

bool rr_err_set(struct rr_err *err, enum rr_err_kind kind, const char *summary, ...)
{
    if (err == NULL)
        return false;
    memset(err, 0, sizeof *err);
    err->kind = kind;
    va_list args;
    va_start(args, summary);
    vsnprintf(err->summary, sizeof err->summary, summary, args);
    va_end(args);
    return false;
}

bool rr_err_detail(struct rr_err *err, const char *detail, ...)
{
    if (err == NULL)
        return false;
    va_list args;
    va_start(args, detail);
    vsnprintf(err->detail, sizeof err->detail, detail, args);
    va_end(args);
    return false;
}

bool rr_err_prefix(struct rr_err *err, const char *context, ...)
{
    if (err == NULL)
        return false;
    char old[sizeof err->summary];
    memcpy(old, err->summary, sizeof old);
    va_list args;
    va_start(args, context);
    int n = vsnprintf(err->summary, sizeof err->summary, context, args);
    va_end(args);
    static const char colon[] = ": ";
    int room = (int)(sizeof err->summary - sizeof colon) - n;
    if (n >= 0 && room > 0)
        snprintf(err->summary + n, sizeof err->summary - (size_t)n, "%s%.*s", colon, room, old);
    rr_utf8_mend_end(err->summary);
    return false;
}

const char *rr_err_kind_word(enum rr_err_kind kind)
{
    return kind < RR_ERR_KIND_COUNT ? kind_words[kind] : kind_words[RR_CLOUD];
}

enum rr_err_kind rr_err_kind_parse(const char *word)
{
    for (int kind = 0; kind < RR_ERR_KIND_COUNT; kind++)
        if (strcmp(kind_words[kind], word) == 0)
            return (enum rr_err_kind)kind;
    return RR_CLOUD;
}
