/*
 * An error is a value: what kind, what could not be done, why, and what now.
 *
 * Convention of the whole code base: a function that can fail returns bool (true = done) and takes
 * `struct rr_err *err` last. `err` is written only on failure; out values are untouched on failure.
 */
#ifndef RUNREADY_ERR_H
#define RUNREADY_ERR_H

#include <stdbool.h>

#include "runready/api.h"

enum rr_err_kind {
    RR_OK,
    RR_BAD_INPUT,     // the person gave something unusable; nothing was tried
    RR_NOT_SIGNED_IN, // no credentials, or they were refused (401, invalid_grant)
    RR_DENIED,        // 403: the caller lacks a permission
    RR_API_OFF,       // 403 SERVICE_DISABLED
    RR_BLOCKED,       // an organisation policy or a deny policy forbids it
    RR_NOT_FOUND,     // 404
    RR_EXISTS,        // 409 ALREADY_EXISTS
    RR_CONFLICT,      // 409 ABORTED, 412: somebody else wrote meanwhile
    RR_PRECONDITION,  // 400 FAILED_PRECONDITION other than a policy (billing, ...)
    RR_QUOTA,         // 429, or 403 for a rate limit
    RR_OFFLINE,       // no connection, no name, TLS failure
    RR_TIMEOUT,       // connected or not, no answer in time
    RR_CLOUD,         // 5xx, and 4xx without a case of their own
    RR_BAD_REPLY,     // an answer that cannot be read (HTML, cut, too big, too deep)
    RR_FILE,          // local file or process
    RR_STALE,         // the plan no longer fits what is there
    RR_CANCELLED,
    RR_OUTCOME_UNKNOWN, // a write was sent and its answer was lost
    RR_ERR_KIND_COUNT
};

/* Fixed buffers: reporting never allocates, and copying is assignment. Texts are UTF-8, possibly cut. */
struct rr_err {
    enum rr_err_kind kind;
    int http_status;     // 0 when no answer came
    char reason[96];     // machine word from the service (ErrorInfo.reason, constraint), "" if none
    char permission[96]; // the permission that was missing, "" if not named
    char summary[320];   // one line: what could not be done
    char detail[1024];   // why, and what to try; may hold several lines
};

/* Fills `err` (may be NULL). Always returns false, so that `return rr_err_set(...)` reads well. */
RR_API bool rr_err_set(struct rr_err *err, enum rr_err_kind kind, const char *summary, ...)
    RR_PRINTF(3, 4);

/* Replaces the detail text of an error that is already set (err may be NULL). Always returns false. */
RR_API bool rr_err_detail(struct rr_err *err, const char *detail, ...) RR_PRINTF(2, 3);

/* Puts "context: " in front of the summary. Always returns false. */
RR_API bool rr_err_prefix(struct rr_err *err, const char *context, ...) RR_PRINTF(2, 3);

/* Stable lower-case word for a kind ("denied", "api-off", ...), as JSON and the journal use it. Never translated. */
RR_API const char *rr_err_kind_word(enum rr_err_kind kind);

/* Back from the word; RR_CLOUD for a word that is not known. */
RR_API enum rr_err_kind rr_err_kind_parse(const char *word);

#endif
