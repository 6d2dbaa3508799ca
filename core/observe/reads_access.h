/* Rows of the table of reads that are about who may call; private to core/observe. */
#ifndef RR_OBSERVE_READS_ACCESS_H
#define RR_OBSERVE_READS_ACCESS_H

#include "core/observe/reads.h"

/* Each as the field of rr_read_row whose name it begins with. */
bool rr_ask_caller_service(struct rr_gather_state *g,
                           size_t i,
                           struct rr_call *call,
                           struct rr_err *why);
enum rr_reading
rr_read_caller_service(struct rr_gather_state *g, size_t i, struct json_object *json);

size_t rr_count_levels(struct rr_gather_state *g);
const char *rr_level_suffix(struct rr_gather_state *g, size_t i);
bool rr_ask_level(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why);
enum rr_reading rr_read_level(struct rr_gather_state *g, size_t i, struct json_object *json);

size_t rr_if_scheduled(struct rr_gather_state *g);
bool rr_ask_invoker(struct rr_gather_state *g, size_t i, struct rr_call *call, struct rr_err *why);
enum rr_reading rr_read_invoker(struct rr_gather_state *g, size_t i, struct json_object *json);
bool rr_ask_caller_invoker(struct rr_gather_state *g,
                           size_t i,
                           struct rr_call *call,
                           struct rr_err *why);
enum rr_reading
rr_read_caller_invoker(struct rr_gather_state *g, size_t i, struct json_object *json);
bool rr_ask_scheduler_locations(struct rr_gather_state *g,
                                size_t i,
                                struct rr_call *call,
                                struct rr_err *why);
enum rr_reading
rr_read_scheduler_locations(struct rr_gather_state *g, size_t i, struct json_object *json);
bool rr_ask_schedules(struct rr_gather_state *g,
                      size_t i,
                      struct rr_call *call,
                      struct rr_err *why);
enum rr_reading rr_read_schedules(struct rr_gather_state *g, size_t i, struct json_object *json);

#endif
