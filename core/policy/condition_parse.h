/* An expression as a tree. Private to the evaluator of conditions. */
#ifndef RR_POLICY_CONDITION_PARSE_H
#define RR_POLICY_CONDITION_PARSE_H

#include "core/policy/condition_value.h"
#include "runready/arena.h"

enum rr_node_kind {
    RR_NODE_LITERAL,
    RR_NODE_PATH,  // "request.time": names with dots between
    RR_NODE_CALL,  // "size(x)", "x.size()"
    RR_NODE_FIELD, // a name behind something that is no path
    RR_NODE_INDEX,
    RR_NODE_LIST,
    RR_NODE_OTHER, // maps, numbers with fractions: no use for them in conditions
    RR_NODE_OPERATOR
};

struct rr_node {
    enum rr_node_kind kind;
    enum rr_operator op;     // OPERATOR
    struct rr_value literal; // LITERAL
    const char *name;        // PATH: the whole; CALL: the function; FIELD
    struct rr_node *target;  // CALL: what stands before the dot, or NULL; FIELD; INDEX
    struct rr_node **args;   // CALL, LIST; INDEX: one; OPERATOR: its sides
    size_t n_args;
    const char *begin; // in the expression
    size_t length;
    int height;              // of the tree below; bounds what walks over it
    enum rr_value_kind last; // what the last evaluation made of it; NULL if it was not asked
};

// More is refused: nothing that IAM takes is as large (12 logical operators a condition).
enum {
    RR_MAX_EXPRESSION = 8192, // bytes
    RR_MAX_NODES = 1000,
    RR_MAX_NESTING = 24, // parentheses, lists, arguments
    RR_MAX_HEIGHT = 120
};

/*
 * NULL when the expression cannot be read, and then *why says so for people. The tree lives in `arena`
 * and borrows the expression. Source: CEL language definition, Syntax.
 */
struct rr_node *
rr_condition_parse(const char *expression, struct rr_arena *arena, const char **why);

#endif
