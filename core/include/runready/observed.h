/*
 * Everything that was read for one context. Made by rr_gather, immutable afterwards.
 */
#ifndef RUNREADY_OBSERVED_H
#define RUNREADY_OBSERVED_H

#include <stddef.h>

#include "runready/fact.h"

struct rr_observed;

/* Told as each fact is asked for (RR_FACT_PENDING), and again as it becomes known. */
typedef void rr_fact_fn(void *data, const struct rr_fact *fact);

/* NULL is fine. */
RR_API void rr_observed_free(struct rr_observed *observed);
RR_API const struct rr_fact *rr_observed_facts(const struct rr_observed *observed, size_t *n);

/* What is known of the project; texts "" where it is not. Borrowed from `observed`. */
struct rr_project_view {
    const char *id;
    const char *number;
    const char *name;
    const char *state;
    const char *parent;
    const char *region;
    const char *build_account;
    const char *runtime_account;
};
RR_API struct rr_project_view rr_observed_project(const struct rr_observed *observed);

#endif
