/* What the parts of the reader of expressions share. Private to them. */
#ifndef RR_POLICY_CONDITION_PARSER_H
#define RR_POLICY_CONDITION_PARSER_H

#include "core/policy/condition_parse.h"
#include "core/policy/condition_token.h"

struct rr_parser {
    struct rr_arena *arena;
    struct rr_token token; // the next one
    const char *end;       // of the last token that was taken
    size_t n_nodes;
    int nesting;
    const char *why; // the first thing that is wrong, or NULL
};

/* NULL, for whoever returns it; keeps the first reason. */
void *rr_parser_fail(struct rr_parser *parser, const char *why);

void rr_parser_advance(struct rr_parser *parser);
bool rr_parser_is_sign(const struct rr_parser *parser, const char *sign);
bool rr_parser_take_sign(struct rr_parser *parser, const char *sign);
bool rr_parser_want_sign(struct rr_parser *parser, const char *sign); // fails without it

/* NULL when there are too many. `begin` is where it begins in the expression; it ends with the last token. */
struct rr_node *
rr_parser_add_node(struct rr_parser *parser, struct rr_node node, const char *begin);

/* Each NULL when it fails. */
struct rr_node *rr_parse_expression(struct rr_parser *parser);
struct rr_node *rr_parse_member(struct rr_parser *parser); // what operators stand between

#endif
