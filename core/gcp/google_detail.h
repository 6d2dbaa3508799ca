/* Reads the envelope of an error answer; private to core/gcp/google_*.c. */
#ifndef RR_GCP_GOOGLE_DETAIL_H
#define RR_GCP_GOOGLE_DETAIL_H

#include <json-c/json.h>
#include <stdint.h>

#include "core/util/buf.h"

/* Everything borrowed from the tree it was read from; "" when absent. */
struct rr_google_detail {
    int status;       // HTTP
    const char *word; // "PERMISSION_DENIED"
    const char *message;
    const char *legacy;     // errors[0].reason, "forbidden"
    const char *reason;     // ErrorInfo.reason, or the OAuth error
    const char *permission; // ErrorInfo.metadata.permission
    const char *service;    // ErrorInfo.metadata.service
    const char *violation;  // type of the first PreconditionFailure
    const char *link;       // the first help link or activation page
    struct rr_buf more;     // violations and bad fields, one a line; free it
    int64_t retry_ms;       // RetryInfo, -1 when absent
};

/* `tree` is a whole body: {"error": {...}}, [{"error": ...}] or OAuth's {"error": "word"}. */
void rr_google_detail_read(struct json_object *tree, int status, struct rr_google_detail *out);

/* `status` is a google.rpc.Status; its gRPC number gives `status` and `word`. */
void rr_google_detail_read_status(struct json_object *status, struct rr_google_detail *out);

/*
 * The permission that a message names as missing, into `out` ("" when none): forms seen are
 * "Permission 'x' denied", "Required 'x' permission", "does not have x access", "permission x on".
 */
void rr_google_find_permission(const char *message, char *out, size_t size);

/* The first "constraints/..." or "customConstraints/..." in a text, into `out`; "" when none. */
void rr_google_find_constraint(const char *message, char *out, size_t size);

#endif
