/* Takes tokens and makes nodes for those that know the grammar; see the header. */
#include "config.h"

#include "core/policy/condition_parser.h"

#include "core/util/i18n.h"
#include "core/util/str.h"

void *rr_parser_fail(struct rr_parser *parser, const char *why)
{
    if (parser->why == NULL)
        parser->why = why;
    return NULL;
}

void rr_parser_advance(struct rr_parser *parser)
{
    parser->end = parser->token.begin + parser->token.length;
    parser->token = rr_token_read(parser->end, parser->arena);
    if (parser->token.kind == RR_TOKEN_BAD)
        rr_parser_fail(parser, parser->token.why);
}

bool rr_parser_is_sign(const struct rr_parser *parser, const char *sign)
{
    return parser->token.kind == RR_TOKEN_SIGN && rr_str_eq(parser->token.text, sign);
}

bool rr_parser_take_sign(struct rr_parser *parser, const char *sign)
{
    bool is_there = rr_parser_is_sign(parser, sign);
    if (is_there)
        rr_parser_advance(parser);
    return is_there;
}

bool rr_parser_want_sign(struct rr_parser *parser, const char *sign)
{
    if (rr_parser_take_sign(parser, sign))
        return true;
    rr_parser_fail(parser, rr_arena_printf(parser->arena, _("\"%s\" is missing"), sign));
    return false;
}

static void grow(struct rr_node *node, const struct rr_node *child)
{
    if (child->height >= node->height)
        node->height = child->height + 1;
}

struct rr_node *rr_parser_add_node(struct rr_parser *parser, struct rr_node node, const char *begin)
{
    if (++parser->n_nodes > RR_MAX_NODES)
        return rr_parser_fail(parser, _("it is too long"));
    node.begin = begin;
    node.length = (size_t)(parser->end - begin);
    if (node.target != NULL)
        grow(&node, node.target);
    for (size_t i = 0; i < node.n_args; i++)
        grow(&node, node.args[i]);
    if (node.height > RR_MAX_HEIGHT)
        return rr_parser_fail(parser, _("it is too long"));
    struct rr_node *out = rr_arena_alloc(parser->arena, sizeof *out);
    *out = node;
    return out;
}
