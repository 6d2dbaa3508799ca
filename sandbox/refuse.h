/* Refusals in Google's words. All are English, never translated: programs match on them. */
#ifndef RR_SANDBOX_REFUSE_H
#define RR_SANDBOX_REFUSE_H

#include "sandbox/call.h"

/*
 * {"error": {code, message, status}}; Storage gets `errors` too and no status. Always returns false,
 * so that `return sb_refuse(...)` reads well.
 */
bool sb_refuse(struct sb_call *call, int code, const char *status, const char *format, ...)
    RR_PRINTF(4, 5);

/* Adds one detail ("google.rpc.ErrorInfo" and the like, without the prefix) to the refusal. Takes `fields`. */
void sb_refuse_detail(struct sb_call *call, const char *type, sb_tree *fields);

/* ErrorInfo; takes `metadata`. */
void sb_refuse_info(struct sb_call *call,
                    const char *reason,
                    const char *domain,
                    sb_tree *metadata);

/* BadRequest with one field. */
void sb_refuse_field(struct sb_call *call, const char *field, const char *description);

bool sb_refuse_permission(struct sb_call *call, const char *permission);
bool sb_refuse_service_off(struct sb_call *call, const char *service, const char *consumer);
bool sb_refuse_missing(struct sb_call *call); // 404 in the words of the kind of resource
bool sb_refuse_path(struct sb_call *call);    // no such method or path: 404 page
bool sb_refuse_aborted(struct sb_call *call); // 409, stale etag
bool sb_refuse_exists(struct sb_call *call, const char *format, ...) RR_PRINTF(2, 3);

#endif
