/*
 * What an expression of a condition comes to, and what its operators do with it. Values that cannot be
 * had are values too. Private to the evaluator of conditions.
 */
#ifndef RR_POLICY_CONDITION_VALUE_H
#define RR_POLICY_CONDITION_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runready/arena.h"

enum rr_value_kind {
    RR_VALUE_NULL,
    RR_VALUE_ERROR,
    RR_VALUE_UNKNOWN, // hangs on what is not known
    RR_VALUE_UNREAD,  // hangs on what is not understood here
    RR_VALUE_BOOL,
    RR_VALUE_INT,
    RR_VALUE_TEXT,
    RR_VALUE_TIME,
    RR_VALUE_SPAN, // CEL's duration
    RR_VALUE_LIST
};

/* Small, and passed by value; what it points at lives in an arena or in the expression. */
struct rr_value {
    enum rr_value_kind kind;
    int64_t number;   // BOOL: 0 or 1; INT; TIME, SPAN: microseconds, finer digits are cut off
    int pace;         // TIME, SPAN: microseconds it grows for each that request.time grows
    const char *text; // TEXT; ERROR: why, for people
    bool is_open;     // TEXT: only how the text begins
    const struct rr_value *items; // LIST
    size_t n_items;
};

enum rr_operator {
    RR_OP_OR,
    RR_OP_AND,
    RR_OP_EQ,
    RR_OP_NE,
    RR_OP_LT,
    RR_OP_LE,
    RR_OP_GT,
    RR_OP_GE,
    RR_OP_IN,
    RR_OP_ADD,
    RR_OP_SUB,
    RR_OP_MUL,
    RR_OP_DIV,
    RR_OP_MOD,
    RR_OP_NOT,
    RR_OP_NEGATE,
    RR_OP_CHOOSE // a ? b : c
};

static const int64_t RR_US = 1000000; // microseconds in a second

struct rr_value rr_value_of_bool(bool is_true);
struct rr_value rr_value_of_int(int64_t number);
struct rr_value rr_value_of_text(const char *text);
struct rr_value rr_value_error(const char *why);
struct rr_value rr_value_unknown(void);
struct rr_value rr_value_unread(void);
struct rr_value rr_value_no_such_use(void); // an error: the types do not fit

/* An error when it is outside what a timestamp, or a duration, can hold. */
struct rr_value rr_value_of_time(int64_t us, int pace);
struct rr_value rr_value_of_span(int64_t us, int pace);

bool rr_value_is_undecided(struct rr_value value); // UNKNOWN or UNREAD
bool rr_value_is_true(struct rr_value value);
bool rr_value_is_false(struct rr_value value);

/*
 * For whatever needs both values: true when one of them cannot be had, and *out is then what comes of
 * it. What is undecided goes before errors (CEL: it might not come to that).
 */
bool rr_value_bars(struct rr_value a, struct rr_value b, struct rr_value *out);

struct rr_value rr_value_equal(struct rr_value a, struct rr_value b);

/* OR to MOD, but for the order of times: CEL's logic takes `false && error` for false. */
struct rr_value
rr_value_apply(enum rr_operator op, struct rr_value a, struct rr_value b, struct rr_arena *arena);

struct rr_value rr_value_not(struct rr_value value);
struct rr_value rr_value_negate(struct rr_value value);
struct rr_value rr_value_choose(struct rr_value which, struct rr_value yes, struct rr_value no);

#endif
