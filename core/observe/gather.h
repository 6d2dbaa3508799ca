/* Reads everything a context needs; see runready/session.h for the contract. */
#ifndef RR_OBSERVE_GATHER_H
#define RR_OBSERVE_GATHER_H

#include "core/gcp/call.h"
#include "core/observe/observed.h"
#include "core/util/clock.h"
#include "runready/observed.h"

struct rr_observed *rr_gather_run(struct rr_caller *caller,
                                  const struct rr_clock *clock,
                                  const struct rr_context *context,
                                  rr_fact_fn *fact_fn,
                                  void *data,
                                  struct rr_err *err);

#endif
