/*
 * Long-running operations: what a write answers that the service finishes later.
 * Source: google.longrunning.Operation; serviceusage v1 operations.get, artifactregistry v1
 * projects.locations.operations.get.
 */
#ifndef RR_GCP_OPERATION_H
#define RR_GCP_OPERATION_H

#include "core/gcp/pace.h"

struct json_object;

/*
 * Asks `api` for the operation in `first` until it is done, seldomer and seldomer. One that is done at
 * once (its name may then be made up: "operations/noop.DONE_OPERATION") is not asked for.
 * Shape:  `response` may be NULL; else it gets the operation's response, NULL when there was none.
 * Owner:  `response` is the caller's to put; `first` stays the caller's.
 * Errors: the operation's own (kind by its gRPC code); RR_CANCELLED; RR_OUTCOME_UNKNOWN when its end
 *         was not seen (30 minutes, or it cannot be asked for): what it did has to be looked up.
 */
RR_MUST_CHECK bool rr_operation_wait(const struct rr_pacer *pacer,
                                     enum rr_api api,
                                     struct json_object *first,
                                     struct json_object **response,
                                     struct rr_err *err);

#endif
