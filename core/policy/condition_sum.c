/* Arithmetic of conditions; see the header. What does not fit its type is an error, never wraps. */
#include "config.h"

#include "core/policy/condition_sum.h"

#include <string.h>

#include "core/util/i18n.h"

static struct rr_value divide(enum rr_operator op, int64_t a, int64_t b)
{
    if (b == 0)
        return rr_value_error(_("a division by zero"));
    if (a == INT64_MIN && b == -1)
        return rr_value_error(_("a number is too large"));
    return rr_value_of_int(op == RR_OP_DIV ? a / b : a % b);
}

static struct rr_value sum_ints(enum rr_operator op, int64_t a, int64_t b)
{
    int64_t out = 0;
    bool is_too_large = false;
    if (op == RR_OP_DIV || op == RR_OP_MOD)
        return divide(op, a, b);
    if (op == RR_OP_ADD)
        is_too_large = __builtin_add_overflow(a, b, &out);
    else if (op == RR_OP_SUB)
        is_too_large = __builtin_sub_overflow(a, b, &out);
    else
        is_too_large = __builtin_mul_overflow(a, b, &out);
    return is_too_large ? rr_value_error(_("a number is too large")) : rr_value_of_int(out);
}

/* Times and durations are far from the ends of int64_t, so that nothing here overflows. */
static struct rr_value sum_times(enum rr_operator op, struct rr_value a, struct rr_value b)
{
    int64_t sign = op == RR_OP_SUB ? -1 : 1;
    int64_t us = a.number + sign * b.number;
    int pace = a.pace + (int)sign * b.pace;
    bool a_is_time = a.kind == RR_VALUE_TIME;
    bool b_is_time = b.kind == RR_VALUE_TIME;
    if (op != RR_OP_ADD && op != RR_OP_SUB)
        return rr_value_no_such_use();
    if (a_is_time && b_is_time)
        return op == RR_OP_SUB ? rr_value_of_span(us, pace) : rr_value_no_such_use();
    if (b_is_time && op == RR_OP_SUB)
        return rr_value_no_such_use();
    return a_is_time || b_is_time ? rr_value_of_time(us, pace) : rr_value_of_span(us, pace);
}

// What a value grown by "+" may have: nothing of use is longer.
enum { MAX_TEXT = 4096, MAX_ITEMS = 1024 };

static struct rr_value join_texts(struct rr_value a, struct rr_value b, struct rr_arena *arena)
{
    if (strlen(a.text) + strlen(b.text) > MAX_TEXT)
        return rr_value_unread();
    struct rr_value out = a;
    if (!a.is_open) {
        out.text = rr_arena_printf(arena, "%s%s", a.text, b.text);
        out.is_open = b.is_open;
    }
    return out;
}

static struct rr_value join_lists(struct rr_value a, struct rr_value b, struct rr_arena *arena)
{
    if (a.n_items + b.n_items > MAX_ITEMS)
        return rr_value_unread();
    struct rr_value *items = rr_arena_array(arena, a.n_items + b.n_items, sizeof *items);
    for (size_t i = 0; i < a.n_items; i++)
        items[i] = a.items[i];
    for (size_t i = 0; i < b.n_items; i++)
        items[a.n_items + i] = b.items[i];
    return (struct rr_value){
        .kind = RR_VALUE_LIST, .items = items, .n_items = a.n_items + b.n_items};
}

static bool is_timely(struct rr_value value)
{
    return value.kind == RR_VALUE_TIME || value.kind == RR_VALUE_SPAN;
}

struct rr_value
rr_value_sum(enum rr_operator op, struct rr_value a, struct rr_value b, struct rr_arena *arena)
{
    struct rr_value barred;
    if (rr_value_bars(a, b, &barred))
        return barred;
    if (is_timely(a) && is_timely(b))
        return sum_times(op, a, b);
    if (a.kind != b.kind)
        return rr_value_no_such_use();
    if (a.kind == RR_VALUE_INT)
        return sum_ints(op, a.number, b.number);
    if (op == RR_OP_ADD && a.kind == RR_VALUE_TEXT)
        return join_texts(a, b, arena);
    if (op == RR_OP_ADD && a.kind == RR_VALUE_LIST)
        return join_lists(a, b, arena);
    return rr_value_no_such_use();
}

struct rr_value rr_value_negate(struct rr_value value)
{
    if (rr_value_is_undecided(value) || value.kind == RR_VALUE_ERROR)
        return value;
    return value.kind == RR_VALUE_INT ? sum_ints(RR_OP_SUB, 0, value.number)
                                      : rr_value_no_such_use();
}
