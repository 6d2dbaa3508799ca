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
void rr_perform_grants(struct rr_running *run, const size_t *steps, size_t n); // and taking back
void rr_perform_account(struct rr_running *run, const size_t *steps, size_t n);
void rr_perform_deploy(struct rr_running *run, const size_t *steps, size_t n);
void rr_perform_service(struct rr_running *run, const size_t *steps, size_t n);
void rr_perform_schedule(struct rr_running *run, const size_t *steps, size_t n);
void rr_undo_creation(struct rr_running *run, const size_t *steps, size_t n);

/* Reading back until a change is seen: replicas may be behind. */
extern const struct rr_backoff rr_perform_reading_back;

// accounts that were just made may take a minute or two to be seen everywhere
extern const struct rr_backoff rr_perform_account_appearing;

/* Ends a step of a single write: WAITING is told, everything else is settled; `err` for the bad ones. */
void rr_perform_end(struct rr_running *run,
                    size_t step,
                    enum rr_step_outcome outcome,
                    const struct rr_err *err);

/* Is `email` named in what the service said? */
bool rr_perform_names(const struct rr_err *err, const char *email);

/* The text for a change that was sent and never seen. */
void rr_perform_lose(struct rr_err *err, const struct rr_err *cause);

#endif
