/*
 * What is read, as a table: for each row what it needs first, the request and the reader of the reply.
 * The engine (gather.c) runs it; the activity log, the "would need permission X" texts and the
 * documentation come from it too.
 */
#ifndef RR_OBSERVE_READS_H
#define RR_OBSERVE_READS_H

#include "core/gcp/call.h"
#include "core/observe/observed.h"
#include "core/util/clock.h"

/* A deny policy that a list named; `place` is where its rules go. */
struct rr_found_policy {
    size_t i_level;
    struct rr_deny_policy policy;
    struct rr_deny_policy *place;
};

/* One gathering under way. */
struct rr_gather_state {
    struct rr_caller *caller;
    const struct rr_clock *clock;
    struct rr_observed *out;
    rr_fact_fn *fact_fn;
    void *data;
    bool is_started[RR_READ_COUNT];
    size_t n_open[RR_READ_COUNT]; // facts of the row that are still pending
    const char **roles;           // names to be read live
    size_t n_roles, cap_roles;
    const char *page_token;
    const char **deny_tokens; // of the next page, by level
    struct rr_found_policy *found;
    size_t n_found, cap_found;
    const char *schedules_token;
    bool uses_old_api[RR_CONSTRAINT_COUNT]; // asked again of Resource Manager
    struct rr_err fatal;                    // kind RR_OK = none
};

/* What a reader makes of a reply. */
enum rr_reading { RR_READING_KNOWN, RR_READING_ABSENT, RR_READING_ASK_AGAIN, RR_READING_BAD };

struct rr_read_row {
    const char *id;
    const char *title; // N_
    const char *need;  // permission that reads it
    unsigned needs;    // set of rows that must be settled first
    bool absent_on_404;
    size_t (*count)(struct rr_gather_state *g); // NULL = one fact
    // False: it cannot be asked (`why` says it). Fills `call`.
    bool (*request)(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why);
    enum rr_reading (*read)(struct rr_gather_state *g, size_t i, struct json_object *json);
    const char *(*suffix)(struct rr_gather_state *g,
                          size_t i); // of the fact's id, for rows with several
    // May be NULL. True: the error is not the last word, the row's request asks in another way now.
    bool (*retry)(struct rr_gather_state *g, size_t i, const struct rr_err *err);
};

/* Why a row cannot be asked: what it depends on is not known. Always false. */
bool rr_read_depends_on(struct rr_gather_state *g, enum rr_read read, struct rr_err *why);

/* Permissions that were granted, from an answer of testIamPermissions. */
struct rr_granted rr_read_granted(struct rr_gather_state *g, struct json_object *json);

extern const struct rr_read_row rr_read_rows[RR_READ_COUNT];

#endif
