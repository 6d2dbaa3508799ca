/* Rows of the gather table that are read on demand only: deny policies and boundaries. */
#ifndef RR_OBSERVE_READS_DENY_H
#define RR_OBSERVE_READS_DENY_H

#include "core/observe/reads.h"

size_t rr_deny_count_lists(struct rr_gather_state *g);
bool rr_deny_ask_list(struct rr_gather_state *g,
                      size_t i,
                      struct rr_call *call,
                      struct rr_err *why);
enum rr_reading rr_deny_take_list(struct rr_gather_state *g, size_t i, struct json_object *json);
const char *rr_deny_list_suffix(struct rr_gather_state *g, size_t i);

size_t rr_deny_count_policies(struct rr_gather_state *g);
bool rr_deny_ask_policy(struct rr_gather_state *g,
                        size_t i,
                        struct rr_call *call,
                        struct rr_err *why);
enum rr_reading rr_deny_take_policy(struct rr_gather_state *g, size_t i, struct json_object *json);
const char *rr_deny_policy_suffix(struct rr_gather_state *g, size_t i);

size_t rr_boundary_count(struct rr_gather_state *g);
bool rr_boundary_ask(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why);
enum rr_reading rr_boundary_take(struct rr_gather_state *g, size_t i, struct json_object *json);

#endif
