/* Values of conditions: making them, comparing them, CEL's logic. Arithmetic is next door. */
#include "config.h"

#include "core/policy/condition_value.h"

#include <string.h>

#include "core/policy/condition_sum.h"
#include "core/util/i18n.h"

/* ---- making ---- */

struct rr_value rr_value_of_bool(bool is_true)
{
    return (struct rr_value){.kind = RR_VALUE_BOOL, .number = is_true};
}

struct rr_value rr_value_of_int(int64_t number)
{
    return (struct rr_value){.kind = RR_VALUE_INT, .number = number};
}

struct rr_value rr_value_of_text(const char *text)
{
    return (struct rr_value){.kind = RR_VALUE_TEXT, .text = text};
}

struct rr_value rr_value_error(const char *why)
{
    return (struct rr_value){.kind = RR_VALUE_ERROR, .text = why};
}

struct rr_value rr_value_unknown(void)
{
    return (struct rr_value){.kind = RR_VALUE_UNKNOWN};
}

struct rr_value rr_value_unread(void)
{
    return (struct rr_value){.kind = RR_VALUE_UNREAD};
}

struct rr_value rr_value_no_such_use(void)
{
    return rr_value_error(_("an operator or function is used on values of the wrong type"));
}

// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z
static const int64_t EARLIEST_US = INT64_C(-62135596800) * 1000000;
static const int64_t LATEST_US = INT64_C(253402300799) * 1000000 + 999999;
// google.protobuf.Duration: about 10,000 years either way
static const int64_t LONGEST_US = INT64_C(315576000000) * 1000000;

struct rr_value rr_value_of_time(int64_t us, int pace)
{
    if (us < EARLIEST_US || us > LATEST_US)
        return rr_value_error(_("a time is outside the years 1 to 9999"));
    return (struct rr_value){.kind = RR_VALUE_TIME, .number = us, .pace = pace};
}

struct rr_value rr_value_of_span(int64_t us, int pace)
{
    if (us < -LONGEST_US || us > LONGEST_US)
        return rr_value_error(_("a duration is too long"));
    return (struct rr_value){.kind = RR_VALUE_SPAN, .number = us, .pace = pace};
}

/* ---- asking ---- */

bool rr_value_is_undecided(struct rr_value value)
{
    return value.kind == RR_VALUE_UNKNOWN || value.kind == RR_VALUE_UNREAD;
}

bool rr_value_is_true(struct rr_value value)
{
    return value.kind == RR_VALUE_BOOL && value.number != 0;
}

bool rr_value_is_false(struct rr_value value)
{
    return value.kind == RR_VALUE_BOOL && value.number == 0;
}

bool rr_value_bars(struct rr_value a, struct rr_value b, struct rr_value *out)
{
    static const enum rr_value_kind order[] = {RR_VALUE_UNREAD, RR_VALUE_UNKNOWN, RR_VALUE_ERROR};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (a.kind != order[i] && b.kind != order[i])
            continue;
        *out = a.kind == order[i] ? a : b;
        return true;
    }
    return false;
}

/* ---- comparing ---- */

static struct rr_value equal_texts(struct rr_value a, struct rr_value b)
{
    if (!a.is_open && !b.is_open)
        return rr_value_of_bool(strcmp(a.text, b.text) == 0);
    size_t n_a = strlen(a.text);
    size_t n_b = strlen(b.text);
    // A text that goes on cannot be one that ends before, and not one that begins otherwise.
    bool is_longer =
        (a.is_open && !b.is_open && n_a > n_b) || (b.is_open && !a.is_open && n_b > n_a);
    if (is_longer || strncmp(a.text, b.text, n_a < n_b ? n_a : n_b) != 0)
        return rr_value_of_bool(false);
    return rr_value_unknown();
}

/* Recursion ends with the lists, which are no deeper than the expression is nested. */
static struct rr_value equal_lists(struct rr_value a, struct rr_value b)
{
    struct rr_value all = rr_value_of_bool(a.n_items == b.n_items);
    for (size_t i = 0; a.n_items == b.n_items && i < a.n_items; i++)
        all = rr_value_apply(RR_OP_AND, all, rr_value_equal(a.items[i], b.items[i]), NULL);
    return all;
}

struct rr_value rr_value_equal(struct rr_value a, struct rr_value b)
{
    struct rr_value barred;
    if (rr_value_bars(a, b, &barred))
        return barred;
    if (a.kind == RR_VALUE_NULL || b.kind == RR_VALUE_NULL)
        return rr_value_of_bool(a.kind == b.kind);
    // IAM checks types before it stores an expression, so this does not come from there.
    if (a.kind != b.kind)
        return rr_value_no_such_use();
    if (a.kind == RR_VALUE_TEXT)
        return equal_texts(a, b);
    return a.kind == RR_VALUE_LIST ? equal_lists(a, b) : rr_value_of_bool(a.number == b.number);
}

static struct rr_value is_in(struct rr_value item, struct rr_value list)
{
    struct rr_value barred;
    if (rr_value_bars(item, list, &barred))
        return barred;
    if (list.kind != RR_VALUE_LIST)
        return rr_value_no_such_use();
    struct rr_value found = rr_value_of_bool(false);
    for (size_t i = 0; i < list.n_items; i++)
        found = rr_value_apply(RR_OP_OR, found, rr_value_equal(item, list.items[i]), NULL);
    return found;
}

static bool decide(enum rr_operator op, int order)
{
    if (op == RR_OP_LT || op == RR_OP_GE)
        return (order < 0) == (op == RR_OP_LT);
    return (order > 0) == (op == RR_OP_GT);
}

static struct rr_value compare(enum rr_operator op, struct rr_value a, struct rr_value b)
{
    struct rr_value barred;
    if (rr_value_bars(a, b, &barred))
        return barred;
    if (a.kind != b.kind || a.kind == RR_VALUE_LIST || a.kind == RR_VALUE_NULL)
        return rr_value_no_such_use();
    if (a.is_open || b.is_open)
        return rr_value_unknown();
    int order = a.kind == RR_VALUE_TEXT ? strcmp(a.text, b.text)
                                        : (a.number > b.number) - (a.number < b.number);
    return rr_value_of_bool(decide(op, order));
}

/* ---- logic ---- */

/* `absorbing` decides alone, whatever the other side is: CEL, Logical Operators. */
static struct rr_value join(struct rr_value a, struct rr_value b, bool absorbing)
{
    bool a_decides = a.kind == RR_VALUE_BOOL && (a.number != 0) == absorbing;
    bool b_decides = b.kind == RR_VALUE_BOOL && (b.number != 0) == absorbing;
    if (a_decides || b_decides)
        return rr_value_of_bool(absorbing);
    struct rr_value barred;
    if (rr_value_bars(a, b, &barred))
        return barred;
    if (a.kind != RR_VALUE_BOOL || b.kind != RR_VALUE_BOOL)
        return rr_value_no_such_use();
    return rr_value_of_bool(!absorbing);
}

struct rr_value rr_value_not(struct rr_value value)
{
    if (rr_value_is_undecided(value) || value.kind == RR_VALUE_ERROR)
        return value;
    return value.kind == RR_VALUE_BOOL ? rr_value_of_bool(value.number == 0)
                                       : rr_value_no_such_use();
}

struct rr_value rr_value_choose(struct rr_value which, struct rr_value yes, struct rr_value no)
{
    if (which.kind == RR_VALUE_BOOL)
        return which.number != 0 ? yes : no;
    if (!rr_value_is_undecided(which))
        return which.kind == RR_VALUE_ERROR ? which : rr_value_no_such_use();
    bool is_same = yes.kind == RR_VALUE_BOOL && no.kind == RR_VALUE_BOOL && yes.number == no.number;
    return is_same ? yes : which;
}

struct rr_value
rr_value_apply(enum rr_operator op, struct rr_value a, struct rr_value b, struct rr_arena *arena)
{
    switch (op) {
    case RR_OP_OR:
        return join(a, b, true);
    case RR_OP_AND:
        return join(a, b, false);
    case RR_OP_EQ:
        return rr_value_equal(a, b);
    case RR_OP_NE:
        return rr_value_not(rr_value_equal(a, b));
    case RR_OP_IN:
        return is_in(a, b);
    case RR_OP_LT:
    case RR_OP_LE:
    case RR_OP_GT:
    case RR_OP_GE:
        return compare(op, a, b);
    case RR_OP_ADD:
    case RR_OP_SUB:
    case RR_OP_MUL:
    case RR_OP_DIV:
    case RR_OP_MOD:
        return rr_value_sum(op, a, b, arena);
    case RR_OP_NOT:
    case RR_OP_NEGATE:
    case RR_OP_CHOOSE:
        break;
    }
    return rr_value_no_such_use();
}
