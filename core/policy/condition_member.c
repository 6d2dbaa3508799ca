/* Names, literals, brackets, calls: what stands between operators. */
#include "config.h"

#include <stdlib.h>

#include "core/policy/condition_parser.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "core/util/vec.h"

struct children {
    struct rr_node **items;
    size_t n_items, cap_items;
};

static void free_children(struct children *children)
{
    free(children->items);
}

/* Expressions with commas between, up to `close`, which is taken as well. */
static bool parse_list(struct rr_parser *parser, const char *close, struct rr_node *out)
{
    __attribute__((cleanup(free_children))) struct children children = {0};
    bool may_end_in_comma = *close == ']';
    while (!rr_parser_is_sign(parser, close)) {
        struct rr_node *item = rr_parse_expression(parser);
        if (item == NULL)
            return false;
        *rr_vec_push(&children, items) = item;
        if (!rr_parser_take_sign(parser, ","))
            break;
        if (rr_parser_is_sign(parser, close) && !may_end_in_comma)
            break;
    }
    out->args = rr_arena_array(parser->arena, children.n_items, sizeof *out->args);
    out->n_args = children.n_items;
    for (size_t i = 0; i < children.n_items; i++)
        out->args[i] = children.items[i];
    return rr_parser_want_sign(parser, close);
}

/* ---- primaries ---- */

static bool is_reserved(const char *name)
{
    static const char *const words[] = {
        "as",       "break",     "const",  "continue", "else", "false", "for",
        "function", "if",        "import", "in",       "let",  "loop",  "null",
        "package",  "namespace", "return", "true",     "var",  "void",  "while",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rr_str_eq(words[i], name))
            return true;
    return false;
}

static struct rr_node *parse_literal(struct rr_parser *parser, struct rr_value value)
{
    const char *begin = parser->token.begin;
    rr_parser_advance(parser);
    return rr_parser_add_node(parser, (struct rr_node){.kind = RR_NODE_LITERAL, .literal = value},
                              begin);
}

/* Behind "(", whose function or method is `node`. */
static struct rr_node *parse_call(struct rr_parser *parser, struct rr_node node, const char *begin)
{
    node.kind = RR_NODE_CALL;
    return parse_list(parser, ")", &node) ? rr_parser_add_node(parser, node, begin) : NULL;
}

static struct rr_node *parse_name(struct rr_parser *parser)
{
    struct rr_token token = parser->token;
    if (rr_str_eq(token.text, "true") || rr_str_eq(token.text, "false"))
        return parse_literal(parser, rr_value_of_bool(*token.text == 't'));
    if (rr_str_eq(token.text, "null"))
        return parse_literal(parser, (struct rr_value){.kind = RR_VALUE_NULL});
    if (is_reserved(token.text))
        return rr_parser_fail(parser, _("a reserved word stands where a name should"));
    struct rr_node node = {.kind = RR_NODE_PATH, .name = token.text};
    rr_parser_advance(parser);
    return rr_parser_take_sign(parser, "(") ? parse_call(parser, node, token.begin)
                                            : rr_parser_add_node(parser, node, token.begin);
}

static struct rr_node *parse_parenthesis(struct rr_parser *parser, const char *begin)
{
    struct rr_node *inner = rr_parse_expression(parser);
    if (inner == NULL || !rr_parser_want_sign(parser, ")"))
        return NULL;
    inner->begin = begin;
    inner->length = (size_t)(parser->end - begin);
    return inner;
}

/* A map: read to its end, and of no use. */
static struct rr_node *parse_map(struct rr_parser *parser, const char *begin)
{
    while (!rr_parser_is_sign(parser, "}")) {
        if (rr_parse_expression(parser) == NULL || !rr_parser_want_sign(parser, ":") ||
            rr_parse_expression(parser) == NULL)
            return NULL;
        if (!rr_parser_take_sign(parser, ","))
            break;
    }
    if (!rr_parser_want_sign(parser, "}"))
        return NULL;
    return rr_parser_add_node(parser, (struct rr_node){.kind = RR_NODE_OTHER}, begin);
}

static struct rr_node *parse_bracket(struct rr_parser *parser)
{
    const char *begin = parser->token.begin;
    struct rr_node list = {.kind = RR_NODE_LIST};
    if (rr_parser_take_sign(parser, "("))
        return parse_parenthesis(parser, begin);
    if (rr_parser_take_sign(parser, "["))
        return parse_list(parser, "]", &list) ? rr_parser_add_node(parser, list, begin) : NULL;
    if (rr_parser_take_sign(parser, "{"))
        return parse_map(parser, begin);
    return rr_parser_fail(parser, _("something is missing beside an operator"));
}

static struct rr_node *parse_primary(struct rr_parser *parser)
{
    const char *begin = parser->token.begin;
    switch (parser->token.kind) {
    case RR_TOKEN_NAME:
        return parse_name(parser);
    case RR_TOKEN_INT:
        return parse_literal(parser, rr_value_of_int(parser->token.number));
    case RR_TOKEN_TEXT:
        return parse_literal(parser, rr_value_of_text(parser->token.text));
    case RR_TOKEN_OTHER:
        rr_parser_advance(parser);
        return rr_parser_add_node(parser, (struct rr_node){.kind = RR_NODE_OTHER}, begin);
    case RR_TOKEN_SIGN:
        return parse_bracket(parser);
    case RR_TOKEN_END:
    case RR_TOKEN_BAD:
        break;
    }
    return rr_parser_fail(parser, _("it ends too early"));
}

/* ---- what follows a primary ---- */

static struct rr_node *parse_selection(struct rr_parser *parser, struct rr_node *target)
{
    struct rr_token name = parser->token;
    if (name.kind != RR_TOKEN_NAME)
        return rr_parser_fail(parser, _("a name is missing behind a dot"));
    rr_parser_advance(parser);
    struct rr_node node = {.name = name.text, .target = target};
    if (rr_parser_take_sign(parser, "("))
        return parse_call(parser, node, target->begin);
    node.kind = RR_NODE_FIELD;
    if (target->kind == RR_NODE_PATH) {
        node = (struct rr_node){.kind = RR_NODE_PATH, .height = target->height + 1};
        node.name = rr_arena_printf(parser->arena, "%s.%s", target->name, name.text);
    }
    return rr_parser_add_node(parser, node, target->begin);
}

static struct rr_node *parse_index(struct rr_parser *parser, struct rr_node *target)
{
    struct rr_node node = {.kind = RR_NODE_INDEX, .target = target};
    if (!parse_list(parser, "]", &node))
        return NULL;
    return node.n_args == 1
               ? rr_parser_add_node(parser, node, target->begin)
               : rr_parser_fail(parser, _("brackets hold more or less than one value"));
}

struct rr_node *rr_parse_member(struct rr_parser *parser)
{
    struct rr_node *node = parse_primary(parser);
    while (node != NULL) {
        if (rr_parser_take_sign(parser, "."))
            node = parse_selection(parser, node);
        else if (rr_parser_take_sign(parser, "["))
            node = parse_index(parser, node);
        else
            break;
    }
    return node;
}
