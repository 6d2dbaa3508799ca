/*
 * CEL's operators over what stands between them. Recursion comes only from brackets and "?", and those
 * are counted; long chains of operators are loops.
 */
#include "config.h"

#include "core/policy/condition_parse.h"

#include <string.h>

#include "core/policy/condition_parser.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

static struct rr_node *
binary(struct rr_parser *parser, enum rr_operator op, struct rr_node *a, struct rr_node *b)
{
    struct rr_node node = {.kind = RR_NODE_OPERATOR, .op = op, .n_args = 2};
    node.args = rr_arena_array(parser->arena, 2, sizeof *node.args);
    node.args[0] = a;
    node.args[1] = b;
    return rr_parser_add_node(parser, node, a->begin);
}

static struct rr_node *
unary(struct rr_parser *parser, enum rr_operator op, struct rr_node *side, const char *begin)
{
    struct rr_node node = {.kind = RR_NODE_OPERATOR, .op = op, .n_args = 1};
    node.args = rr_arena_array(parser->arena, 1, sizeof *node.args);
    node.args[0] = side;
    return rr_parser_add_node(parser, node, begin);
}

static struct rr_node *parse_unary(struct rr_parser *parser)
{
    const char *begin = parser->token.begin;
    bool is_not = rr_parser_is_sign(parser, "!");
    const char *sign = is_not ? "!" : "-";
    size_t n = 0;
    while (rr_parser_take_sign(parser, sign))
        n++;
    struct rr_node *node = rr_parse_member(parser);
    if (node == NULL || n == 0)
        return node;
    // Twice is nothing, but for the check that the type fits.
    node = unary(parser, is_not ? RR_OP_NOT : RR_OP_NEGATE, node, begin);
    if (node != NULL && n % 2 == 0)
        node = unary(parser, node->op, node, begin);
    return node;
}

struct binary_sign {
    const char *text;
    enum rr_operator op;
    int level; // binds tighter the higher it is
};

static const struct binary_sign binary_signs[] = {
    {"||", RR_OP_OR, 1}, {"&&", RR_OP_AND, 2}, {"==", RR_OP_EQ, 3}, {"!=", RR_OP_NE, 3},
    {"<=", RR_OP_LE, 3}, {">=", RR_OP_GE, 3},  {"<", RR_OP_LT, 3},  {">", RR_OP_GT, 3},
    {"in", RR_OP_IN, 3}, {"+", RR_OP_ADD, 4},  {"-", RR_OP_SUB, 4}, {"*", RR_OP_MUL, 5},
    {"/", RR_OP_DIV, 5}, {"%", RR_OP_MOD, 5},
};

enum { UNARY_LEVEL = 6 };

static const struct binary_sign *find_binary(const struct rr_parser *parser, int level)
{
    if (parser->token.kind != RR_TOKEN_SIGN && parser->token.kind != RR_TOKEN_NAME)
        return NULL;
    for (size_t i = 0; i < sizeof binary_signs / sizeof *binary_signs; i++)
        if (binary_signs[i].level == level && rr_str_eq(binary_signs[i].text, parser->token.text))
            return &binary_signs[i];
    return NULL;
}

/* One call for each level, and no deeper. */
static struct rr_node *parse_binary(struct rr_parser *parser, int level)
{
    if (level == UNARY_LEVEL)
        return parse_unary(parser);
    struct rr_node *node = parse_binary(parser, level + 1);
    for (;;) {
        const struct binary_sign *sign = find_binary(parser, level);
        if (node == NULL || sign == NULL)
            return node;
        rr_parser_advance(parser);
        struct rr_node *right = parse_binary(parser, level + 1);
        node = right != NULL ? binary(parser, sign->op, node, right) : NULL;
    }
}

/* Behind "which ?" */
static struct rr_node *parse_choice(struct rr_parser *parser, struct rr_node *which)
{
    struct rr_node *yes = parse_binary(parser, 1);
    if (yes == NULL || !rr_parser_want_sign(parser, ":"))
        return NULL;
    struct rr_node *no = rr_parse_expression(parser);
    if (no == NULL)
        return NULL;
    struct rr_node node = {.kind = RR_NODE_OPERATOR, .op = RR_OP_CHOOSE, .n_args = 3};
    node.args = rr_arena_array(parser->arena, 3, sizeof *node.args);
    node.args[0] = which;
    node.args[1] = yes;
    node.args[2] = no;
    return rr_parser_add_node(parser, node, which->begin);
}

struct rr_node *rr_parse_expression(struct rr_parser *parser)
{
    if (++parser->nesting > RR_MAX_NESTING)
        return rr_parser_fail(parser, _("it is nested too deeply"));
    struct rr_node *node = parse_binary(parser, 1);
    if (node != NULL && rr_parser_take_sign(parser, "?"))
        node = parse_choice(parser, node);
    parser->nesting--;
    return node;
}

struct rr_node *rr_condition_parse(const char *expression, struct rr_arena *arena, const char **why)
{
    struct rr_parser parser = {.arena = arena, .token = {.begin = expression}};
    struct rr_node *node = NULL;
    if (strlen(expression) > RR_MAX_EXPRESSION) {
        rr_parser_fail(&parser, _("it is too long"));
    } else {
        rr_parser_advance(&parser);
        node = rr_parse_expression(&parser);
    }
    if (node != NULL && parser.token.kind != RR_TOKEN_END)
        rr_parser_fail(&parser, _("there is something behind its end"));
    if (parser.why != NULL) {
        *why = parser.why;
        return NULL;
    }
    return node;
}
