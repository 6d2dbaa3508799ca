/* What a tree of an expression comes to at a given time. Private to the evaluator of conditions. */
#ifndef RR_POLICY_CONDITION_EVAL_H
#define RR_POLICY_CONDITION_EVAL_H

#include "core/policy/condition.h"
#include "core/policy/condition_parse.h"
#include "core/policy/condition_value.h"
#include "core/policy/zone.h"

struct rr_eval {
    const struct rr_condition_facts *facts;
    int64_t now_us;         // request.time
    struct rr_arena *arena; // for what the evaluation makes
    // The first second after now at which something that was looked at changes; INT64_MAX = never.
    int64_t next_s;
    const char *zone_name; // the zone that was looked up last, or NULL
    struct rr_zone zone;
    enum rr_zone_found zone_found;
    bool varies;   // looked at the hour, the weekday, ... of a time that moves
    unsigned cost; // grows with what was done; for whoever wants to stop
};

/* Marks in each node what it came to. Both sides of every operator are evaluated. */
struct rr_value rr_node_eval(struct rr_eval *eval, struct rr_node *node);

/* A function, or a method when the node has a target. Marks as above. */
struct rr_value rr_call_eval(struct rr_eval *eval, struct rr_node *node);

/* Notes that something changes at that time; nothing when it is not after now. */
void rr_eval_note(struct rr_eval *eval, int64_t at_s);

/* What would have to be known, in the words of the expression, ", " between; lives in `arena`. */
const char *rr_node_causes(const struct rr_node *node, struct rr_arena *arena);

#endif
