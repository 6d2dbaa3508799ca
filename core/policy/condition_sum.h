/* Arithmetic of conditions, on numbers, times, durations, texts and lists. Private to the evaluator. */
#ifndef RR_POLICY_CONDITION_SUM_H
#define RR_POLICY_CONDITION_SUM_H

#include "core/policy/condition_value.h"

/* ADD, SUB, MUL, DIV, MOD. Source: CEL language definition, List of Standard Definitions. */
struct rr_value
rr_value_sum(enum rr_operator op, struct rr_value a, struct rr_value b, struct rr_arena *arena);

#endif
