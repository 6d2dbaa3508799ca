/*
 * Functions of conditions. Sources: CEL language definition, List of Standard Definitions; IAM,
 * "Attribute reference for IAM Conditions" for extract, hasOnly, tags and attributes of APIs.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/policy/condition_eval.h"
#include "core/policy/condition_regex.h"
#include "core/policy/condition_time.h"
#include "core/util/i18n.h"
#include "core/util/str.h"

/* What a function gets: the target first, if it is a method. None of them undecided or an error. */
struct call {
    struct rr_eval *eval;
    const char *name;
    const struct rr_value *args;
    size_t n_args;
};

static bool is_text(struct rr_value value)
{
    return value.kind == RR_VALUE_TEXT;
}

static bool are_two_texts(const struct call *call)
{
    return call->n_args == 2 && is_text(call->args[0]) && is_text(call->args[1]);
}

/* ---- texts ---- */

static struct rr_value starts_with(const struct call *call)
{
    if (!are_two_texts(call))
        return rr_value_no_such_use();
    const char *text = call->args[0].text;
    const char *prefix = call->args[1].text;
    if (call->args[1].is_open)
        return rr_value_unknown();
    // What is known of the text may be too short to tell.
    bool may_go_on = call->args[0].is_open && strlen(text) < strlen(prefix);
    if (may_go_on && rr_str_has_prefix(prefix, text))
        return rr_value_unknown();
    return rr_value_of_bool(rr_str_has_prefix(text, prefix));
}

static struct rr_value ends_with(const struct call *call)
{
    if (!are_two_texts(call))
        return rr_value_no_such_use();
    if (call->args[0].is_open || call->args[1].is_open)
        return rr_value_unknown();
    return rr_value_of_bool(rr_str_has_suffix(call->args[0].text, call->args[1].text));
}

static struct rr_value contains(const struct call *call)
{
    if (!are_two_texts(call))
        return rr_value_no_such_use();
    bool is_there = strstr(call->args[0].text, call->args[1].text) != NULL;
    if (call->args[1].is_open || (call->args[0].is_open && !is_there))
        return rr_value_unknown();
    return rr_value_of_bool(is_there);
}

static struct rr_value matches(const struct call *call)
{
    if (!are_two_texts(call))
        return rr_value_no_such_use();
    if (call->args[0].is_open || call->args[1].is_open)
        return rr_value_unknown();
    call->eval->cost += RR_REGEX_COST;
    return rr_regex_match(call->args[0].text, call->args[1].text);
}

/* "prefix{name}suffix": what stands between; "" where it does not fit. */
static const char *extract_between(const char *text, const char *shape, struct rr_arena *arena)
{
    const char *open = strchr(shape, '{');
    const char *close = strchr(open, '}');
    const char *prefix = rr_arena_strn(arena, shape, (size_t)(open - shape));
    const char *begin = strstr(text, prefix);
    if (begin == NULL)
        return "";
    begin += strlen(prefix);
    if (close[1] == '\0')
        return begin;
    const char *end = strstr(begin, close + 1);
    return end != NULL ? rr_arena_strn(arena, begin, (size_t)(end - begin)) : "";
}

static struct rr_value extract(const struct call *call)
{
    if (!are_two_texts(call))
        return rr_value_no_such_use();
    if (call->args[0].is_open || call->args[1].is_open)
        return rr_value_unknown();
    const char *shape = call->args[1].text;
    const char *open = strchr(shape, '{');
    const char *close = open != NULL ? strchr(open, '}') : NULL;
    bool is_shape =
        close != NULL && strchr(open + 1, '{') == NULL && strchr(close + 1, '}') == NULL;
    if (!is_shape)
        return rr_value_error(_("a template for extract needs one name in braces"));
    return rr_value_of_text(extract_between(call->args[0].text, shape, call->eval->arena));
}

/* ---- lists, sizes, conversions ---- */

static struct rr_value has_only(const struct call *call)
{
    if (call->n_args != 2 || call->args[1].kind != RR_VALUE_LIST)
        return rr_value_no_such_use();
    if (call->args[0].kind != RR_VALUE_LIST)
        return rr_value_no_such_use();
    struct rr_value all = rr_value_of_bool(true);
    for (size_t i = 0; i < call->args[0].n_items; i++) {
        struct rr_value in =
            rr_value_apply(RR_OP_IN, call->args[0].items[i], call->args[1], call->eval->arena);
        all = rr_value_apply(RR_OP_AND, all, in, call->eval->arena);
    }
    return all;
}

static int64_t count_code_points(const char *text)
{
    int64_t n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static struct rr_value size(const struct call *call)
{
    if (call->n_args == 1 && call->args[0].kind == RR_VALUE_LIST)
        return rr_value_of_int((int64_t)call->args[0].n_items);
    if (call->n_args != 1 || !is_text(call->args[0]))
        return rr_value_no_such_use();
    return call->args[0].is_open ? rr_value_unknown()
                                 : rr_value_of_int(count_code_points(call->args[0].text));
}

static struct rr_value timestamp(const struct call *call)
{
    if (call->n_args == 1 && call->args[0].kind == RR_VALUE_TIME)
        return call->args[0];
    if (call->n_args != 1 || !is_text(call->args[0]) || call->args[0].is_open)
        return rr_value_unread();
    return rr_time_read(call->eval, call->args[0].text);
}

static struct rr_value duration(const struct call *call)
{
    if (call->n_args == 1 && call->args[0].kind == RR_VALUE_SPAN)
        return call->args[0];
    if (call->n_args != 1 || !is_text(call->args[0]) || call->args[0].is_open)
        return rr_value_unread();
    return rr_span_read(call->eval, call->args[0].text);
}

static struct rr_value to_text(const struct call *call)
{
    return call->n_args == 1 && is_text(call->args[0]) ? call->args[0] : rr_value_unread();
}

static struct rr_value to_int(const struct call *call)
{
    bool is_int = call->n_args == 1 && call->args[0].kind == RR_VALUE_INT;
    return is_int ? call->args[0] : rr_value_unread();
}

static struct rr_value getter(const struct call *call)
{
    if (call->n_args < 1 || call->n_args > 2 || (call->n_args == 2 && !is_text(call->args[1])))
        return rr_value_no_such_use();
    return rr_time_get(call->eval, call->name, call->args[0],
                       call->n_args == 2 ? call->args[1].text : NULL);
}

/* ---- the table ---- */

struct function {
    const char *name;
    struct rr_value (*run)(const struct call *call);
    bool is_method;   // text.startsWith(x)
    bool is_function; // size(x)
};

static const struct function functions[] = {
    {"contains", contains, true, false},      {"duration", duration, false, true},
    {"endsWith", ends_with, true, false},     {"extract", extract, true, false},
    {"getDate", getter, true, false},         {"getDayOfMonth", getter, true, false},
    {"getDayOfWeek", getter, true, false},    {"getDayOfYear", getter, true, false},
    {"getFullYear", getter, true, false},     {"getHours", getter, true, false},
    {"getMilliseconds", getter, true, false}, {"getMinutes", getter, true, false},
    {"getMonth", getter, true, false},        {"getSeconds", getter, true, false},
    {"hasOnly", has_only, true, false},       {"int", to_int, false, true},
    {"matches", matches, true, true},         {"size", size, true, true},
    {"startsWith", starts_with, true, false}, {"string", to_text, false, true},
    {"timestamp", timestamp, false, true},
};

static const struct function *find_function(const struct rr_node *node)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        const struct function *function = &functions[i];
        bool fits = node->target != NULL ? function->is_method : function->is_function;
        if (fits && rr_str_eq(function->name, node->name))
            return function;
    }
    return NULL;
}

static struct rr_value
run(struct rr_eval *eval, struct rr_node *node, const struct function *function)
{
    size_t n_target = node->target != NULL;
    size_t n = n_target + node->n_args;
    struct rr_value *args = rr_arena_array(eval->arena, n, sizeof *args);
    struct rr_value all = rr_value_of_bool(true);
    for (size_t i = 0; i < n; i++) {
        args[i] = rr_node_eval(eval, i < n_target ? node->target : node->args[i - n_target]);
        struct rr_value barred;
        if (rr_value_bars(all, args[i], &barred))
            all = barred;
    }
    struct call call = {.eval = eval, .name = node->name, .args = args, .n_args = n};
    return all.kind == RR_VALUE_BOOL ? function->run(&call) : all;
}

/* Is the target a bare name: "api", "resource"? What these answer is known to Google alone. */
static bool asks_google(const struct rr_node *node)
{
    return node->target != NULL && node->target->kind == RR_NODE_PATH &&
           strchr(node->target->name, '.') == NULL;
}

/*
 * A function that is not here. Its arguments may hold names of its own ("x" of exists), so that only
 * the target, or the arguments of no method, can be what is not known.
 */
static struct rr_value guess(struct rr_eval *eval, struct rr_node *node)
{
    if (node->target != NULL) {
        struct rr_value target = rr_node_eval(eval, node->target);
        bool passes = rr_value_is_undecided(target) || target.kind == RR_VALUE_ERROR;
        return passes ? target : rr_value_unread();
    }
    for (size_t i = 0; i < node->n_args; i++)
        if (rr_node_eval(eval, node->args[i]).kind == RR_VALUE_UNKNOWN)
            return rr_value_unknown();
    return rr_value_unread();
}

struct rr_value rr_call_eval(struct rr_eval *eval, struct rr_node *node)
{
    if (asks_google(node)) {
        struct rr_value target = rr_node_eval(eval, node->target);
        // The call as a whole is what is not known, not its first word.
        node->target->last = RR_VALUE_NULL;
        return target.kind == RR_VALUE_UNKNOWN ? target : rr_value_unread();
    }
    const struct function *function = find_function(node);
    return function != NULL ? run(eval, node, function) : guess(eval, node);
}
