/*
 * Walks the tree. Nothing is cut short: a side that does not matter now may matter later, and the
 * moments at which it changes are wanted too.
 */
#include "config.h"

#include "core/policy/condition_eval.h"

#include <string.h>

#include "core/policy/calendar.h"
#include "core/util/buf.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/utf8.h"

void rr_eval_note(struct rr_eval *eval, int64_t at_s)
{
    if (at_s > rr_floor_div(eval->now_us, RR_US) && at_s < eval->next_s)
        eval->next_s = at_s;
}

/* ---- attributes ---- */

static struct rr_value text_fact(const char *fact, bool is_open)
{
    if (fact == NULL)
        return rr_value_unknown();
    struct rr_value value = rr_value_of_text(fact);
    value.is_open = is_open;
    return value;
}

static bool is_below(const char *path, const char *root)
{
    size_t n = strlen(root);
    return strncmp(path, root, n) == 0 && (path[n] == '\0' || path[n] == '.');
}

/* Source: IAM, "Attribute reference for IAM Conditions". */
static struct rr_value eval_path(const struct rr_eval *eval, const char *path)
{
    static const char *const roots[] = {"request", "resource",  "destination", "origin",
                                        "source",  "principal", "api",         "compute"};
    const struct rr_condition_facts *facts = eval->facts;
    if (rr_str_eq(path, "request.time"))
        return rr_value_of_time(eval->now_us, 1);
    if (rr_str_eq(path, "resource.name"))
        return text_fact(facts->resource_name, facts->is_name_a_prefix);
    if (rr_str_eq(path, "resource.type"))
        return text_fact(facts->resource_type, false);
    if (rr_str_eq(path, "resource.service"))
        return text_fact(facts->resource_service, false);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (is_below(path, roots[i]))
            return rr_value_unknown();
    return rr_value_unread();
}

/* ---- the rest ---- */

static struct rr_value eval_list(struct rr_eval *eval, struct rr_node *node)
{
    struct rr_value *items = rr_arena_array(eval->arena, node->n_args, sizeof *items);
    for (size_t i = 0; i < node->n_args; i++)
        items[i] = rr_node_eval(eval, node->args[i]);
    return (struct rr_value){.kind = RR_VALUE_LIST, .items = items, .n_items = node->n_args};
}

static struct rr_value eval_index(struct rr_eval *eval, struct rr_node *node)
{
    struct rr_value list = rr_node_eval(eval, node->target);
    struct rr_value index = rr_node_eval(eval, node->args[0]);
    struct rr_value barred;
    if (rr_value_bars(list, index, &barred))
        return barred;
    if (list.kind != RR_VALUE_LIST || index.kind != RR_VALUE_INT)
        return rr_value_no_such_use();
    if (index.number < 0 || (uint64_t)index.number >= list.n_items)
        return rr_value_error(_("a list has no such place"));
    return list.items[index.number];
}

/* Where two times pass each other, a comparison of them changes: at that second or the next. */
static void note_crossing(struct rr_eval *eval, struct rr_value a, struct rr_value b)
{
    bool are_timely = a.kind == b.kind && (a.kind == RR_VALUE_TIME || a.kind == RR_VALUE_SPAN);
    int pace = a.pace - b.pace;
    if (!are_timely || pace == 0)
        return;
    int64_t at_us = eval->now_us - (a.number - b.number) / pace;
    int64_t at_s = rr_floor_div(at_us, RR_US);
    for (int64_t s = at_s - (pace != 1 && pace != -1); s <= at_s + 1; s++)
        rr_eval_note(eval, s);
}

/* What is on a list may be a time as well. */
static void note_crossings(struct rr_eval *eval, struct rr_value a, struct rr_value b)
{
    if (b.kind != RR_VALUE_LIST) {
        note_crossing(eval, a, b);
        return;
    }
    for (size_t i = 0; i < b.n_items; i++)
        note_crossing(eval, a.kind == RR_VALUE_LIST && i < a.n_items ? a.items[i] : a, b.items[i]);
}

static struct rr_value eval_operator(struct rr_eval *eval, struct rr_node *node)
{
    struct rr_value sides[3] = {{0}};
    for (size_t i = 0; i < node->n_args; i++)
        sides[i] = rr_node_eval(eval, node->args[i]);
    if (node->op == RR_OP_NOT)
        return rr_value_not(sides[0]);
    if (node->op == RR_OP_NEGATE)
        return rr_value_negate(sides[0]);
    if (node->op == RR_OP_CHOOSE)
        return rr_value_choose(sides[0], sides[1], sides[2]);
    if (node->op >= RR_OP_EQ && node->op <= RR_OP_IN)
        note_crossings(eval, sides[0], sides[1]);
    return rr_value_apply(node->op, sides[0], sides[1], eval->arena);
}

static struct rr_value eval_field(struct rr_eval *eval, struct rr_node *node)
{
    struct rr_value target = rr_node_eval(eval, node->target);
    bool passes = rr_value_is_undecided(target) || target.kind == RR_VALUE_ERROR;
    return passes ? target : rr_value_no_such_use();
}

static struct rr_value eval_kind(struct rr_eval *eval, struct rr_node *node)
{
    switch (node->kind) {
    case RR_NODE_LITERAL:
        return node->literal;
    case RR_NODE_PATH:
        return eval_path(eval, node->name);
    case RR_NODE_CALL:
        return rr_call_eval(eval, node);
    case RR_NODE_FIELD:
        return eval_field(eval, node);
    case RR_NODE_INDEX:
        return eval_index(eval, node);
    case RR_NODE_LIST:
        return eval_list(eval, node);
    case RR_NODE_OPERATOR:
        return eval_operator(eval, node);
    case RR_NODE_OTHER:
        break;
    }
    return rr_value_unread();
}

/* Recursion: as deep as the tree is high, RR_MAX_HEIGHT at most. */
struct rr_value rr_node_eval(struct rr_eval *eval, struct rr_node *node)
{
    eval->cost++;
    struct rr_value value = eval_kind(eval, node);
    node->last = value.kind;
    return value;
}

/* ---- what is to blame ---- */

// So much of the expression is shown for each cause, and so much in all.
enum { CAUSE_TEXT = 160, CAUSES_TEXT = 600 };

static bool is_undecided(const struct rr_node *node)
{
    return node->last == RR_VALUE_UNKNOWN || node->last == RR_VALUE_UNREAD;
}

static void add_cause(struct rr_buf *out, const struct rr_node *node)
{
    char text[CAUSE_TEXT + 1] = "";
    size_t n = node->length < CAUSE_TEXT ? node->length : CAUSE_TEXT;
    memcpy(text, node->begin, n);
    rr_utf8_mend_end(text);
    if (out->len > CAUSES_TEXT || strstr(rr_buf_text(out), text) != NULL)
        return;
    if (out->len > 0)
        rr_buf_add(out, ", ");
    rr_buf_add(out, text);
}

/* The innermost expressions that are undecided. */
static void add_causes(struct rr_buf *out, const struct rr_node *node)
{
    bool is_innermost = true;
    if (node->target != NULL && is_undecided(node->target)) {
        add_causes(out, node->target);
        is_innermost = false;
    }
    for (size_t i = 0; i < node->n_args; i++) {
        if (!is_undecided(node->args[i]))
            continue;
        add_causes(out, node->args[i]);
        is_innermost = false;
    }
    if (is_innermost)
        add_cause(out, node);
}

const char *rr_node_causes(const struct rr_node *node, struct rr_arena *arena)
{
    RR_BUF_AUTO out = {0};
    add_causes(&out, node);
    return rr_arena_str(arena, rr_buf_text(&out));
}
