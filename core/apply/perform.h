/* Carries out the steps of one group: one write's worth of work on one resource. A table by kind. */
#ifndef RR_APPLY_PERFORM_H
#define RR_APPLY_PERFORM_H

#include "core/apply/running.h"

/*
 * `steps`: positions in the plan, all of one kind and on one resource; more than one only for grants.
 * Every step is settled, or stays waiting when the run was cancelled before its write.
 */
void rr_perform(struct rr_running *run, const size_t *steps, size_t n);

/* Rows of the table. */
void rr_perform_services(struct rr_running *run, const size_t *steps, size_t n);
void rr_perform_repository(struct rr_running *run, const size_t *steps, size_t n);
void rr_perform_grants(struct rr_running *run, const size_t *steps, size_t n);

/* Reading back until a change is seen: replicas may be behind. */
extern const struct rr_backoff rr_perform_reading_back;

/* The text for a change that was sent and never seen. */
void rr_perform_lose(struct rr_err *err, const struct rr_err *cause);

#endif
