/*
 * What Google Cloud says when it says no, as an error value.
 * Source: google/rpc/status.proto, error_details.proto, google/api/error_reason.proto; gcp-apis 13.
 */
#ifndef RR_GCP_GOOGLE_ERROR_H
#define RR_GCP_GOOGLE_ERROR_H

#include <json-c/json.h>
#include <stddef.h>
#include <stdint.h>

#include "runready/err.h"

/*
 * Reads an answer whose status is not 2xx; never fails: a body that is no JSON (HTML of a proxy, empty,
 * cut) is shown as text.
 * kind:       by ErrorInfo.reason, the violated constraint, the status word, the HTTP status.
 * reason:     the constraint ("constraints/..."), ErrorInfo.reason, the status word, or the legacy reason.
 * permission: from ErrorInfo.metadata, or named in the message.
 * detail:     Google's message word for word (control characters made visible), violations, a link.
 */
void rr_google_error(
    int status, const char *content_type, const char *body, size_t n, struct rr_err *err);

/* The same for a google.rpc.Status inside a 200 answer (operations), whose code is a gRPC number. */
void rr_google_status_error(struct json_object *status, struct rr_err *err);

/* RetryInfo's delay in an error body, in ms; -1 when there is none. */
int64_t rr_google_retry_ms(const char *body, size_t n);

#endif
