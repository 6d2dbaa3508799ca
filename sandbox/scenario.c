/* Reading scenario files. */
#include "config.h"

#include "sandbox/scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/buf.h"
#include "core/util/fileio.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "sandbox/fields.h"
#include "sandbox/scenario_check.h"

enum { FILE_MAX = 8 << 20, LIKE_MAX = 8, REPEAT_MAX = 10000 };

#define GRANTS                                                                                     \
    "bindings{*},conditional{role,members,condition{title,description,expression}},"               \
    "auditConfigs{service,auditLogConfigs{logType,exemptedMembers}}"
#define ABOVE                                                                                      \
    "displayName,parent,orgPolicies{*},denyPolicies{id,displayName,rules{denyRule{*}}},"           \
    "boundaries,roles{*}"                                                                          \
    "," GRANTS

/* Every name a scenario may hold. What is keyed by a name of the author's is checked where it is built. */
static const char spec[] =
    "title,like,defaults{project,region,service,deep},caller,requireToken,groups{*},absent,"
    "operationMs,"
    "accountDelayMs,denyReadsPerMinute,organization{id,domain,customer," ABOVE
    "},folders{*},projects{*}";

const char *const sb_scenario_folder_spec = ABOVE;
const char *const sb_scenario_project_spec =
    "number,billing,services,computeAccount,serviceAgents,buildAccount,accounts{*},repositories{*},"
    "buckets{*},runServices{*},runJobs{*},jobs{*},builds{*}," ABOVE;

static const char *builtin(const char *name)
{
    for (const struct sb_scenario_file *file = sb_scenario_files; file->name != NULL; file++) {
        if (strcmp(file->name, name) == 0)
            return file->text;
    }
    return NULL;
}

static sb_tree *parse(const char *name, const char *text, struct rr_err *err)
{
    struct json_tokener *tokener = json_tokener_new();
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    sb_tree *tree = json_tokener_parse_ex(tokener, text, (int)strlen(text) + 1);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    size_t end = json_tokener_get_parse_end(tokener);
    json_tokener_free(tokener);
    if (error == json_tokener_success && json_object_is_type(tree, json_type_object))
        return tree;
    int line = 1;
    for (size_t i = 0; i < end && text[i] != '\0'; i++)
        line += text[i] == '\n';
    json_object_put(tree);
    rr_err_set(err, RR_BAD_INPUT, _("scenario %s, line %d: not JSON"), name, line);
    rr_err_detail(err, "%s", json_tokener_error_desc(error));
    return NULL;
}

static sb_tree *read_one(const char *name, struct rr_err *err)
{
    const char *text = builtin(name);
    if (text != NULL)
        return parse(name, text, err);
    if (strchr(name, '/') == NULL && !rr_str_has_suffix(name, ".json")) {
        rr_err_set(err, RR_BAD_INPUT, _("there is no scenario called %s"), name);
        rr_err_detail(err, "%s", _("See `runready sandbox --list`, or give the path of a file."));
        return NULL;
    }
    RR_BUF_AUTO buf = {0};
    if (!rr_file_read(name, FILE_MAX, &buf, err)) {
        if (err != NULL)
            err->kind = RR_BAD_INPUT;
        return NULL;
    }
    return parse(name, rr_buf_text(&buf), err);
}

/* Lays `over` on `base`: objects are merged, null removes, all else replaces. */
static void lay(sb_tree *base, sb_tree *over)
{
    json_object_object_foreach(over, key, value)
    {
        sb_tree *old = sb_get(base, key);
        if (value == NULL)
            json_object_object_del(base, key);
        else if (json_object_is_type(old, json_type_object) &&
                 json_object_is_type(value, json_type_object))
            lay(old, value);
        else
            sb_put(base, key, sb_copy(value));
    }
}

static sb_tree *read_chain(const char *name, int depth, struct rr_err *err)
{
    sb_tree *own = read_one(name, err);
    const char *like = sb_text(own, "like");
    if (own == NULL || like[0] == '\0')
        return own;
    sb_tree *base = NULL;
    if (depth == LIKE_MAX)
        rr_err_set(err, RR_BAD_INPUT, _("scenario %s: \"like\" goes round in a circle"), name);
    else
        base = read_chain(like, depth + 1, err);
    if (base != NULL)
        lay(base, own);
    json_object_put(own);
    return base;
}

/* `text` with every ${as} replaced by the number. */
static sb_tree *filled_text(const char *text, const char *as, long number)
{
    RR_BUF_AUTO out = {0};
    char mark[40];
    snprintf(mark, sizeof mark, "${%.32s}", as);
    for (const char *at; (at = strstr(text, mark)) != NULL; text = at + strlen(mark)) {
        rr_buf_addn(&out, text, (size_t)(at - text));
        rr_buf_printf(&out, "%ld", number);
    }
    rr_buf_add(&out, text);
    return json_object_new_string(rr_buf_text(&out));
}

static sb_tree *filled(sb_tree *tree, const char *as, long number)
{
    if (json_object_is_type(tree, json_type_string))
        return filled_text(json_object_get_string(tree), as, number);
    if (json_object_is_type(tree, json_type_array)) {
        sb_tree *out = json_object_new_array();
        for (size_t i = 0; i < sb_length(tree); i++)
            json_object_array_add(out, filled(sb_at(tree, i), as, number));
        return out;
    }
    if (!json_object_is_type(tree, json_type_object))
        return sb_copy(tree);
    sb_tree *out = json_object_new_object();
    json_object_object_foreach(tree, key, value)
    {
        sb_tree *name = filled_text(key, as, number);
        sb_put(out, json_object_get_string(name), filled(value, as, number));
        json_object_put(name);
    }
    return out;
}

static sb_tree *expanded(sb_tree *tree);

static bool is_repeat(sb_tree *item)
{
    return json_object_is_type(sb_get(item, "repeat"), json_type_int);
}

/* The copies of a {"repeat": N, "as": "i", "value": ...}, one after the other, to `add`. */
static void repeat(sb_tree *item, sb_tree *into)
{
    long n = sb_number(item, "repeat", 0);
    for (long i = 1; i <= n && i <= REPEAT_MAX; i++) {
        sb_tree *copy = filled(sb_get(item, "value"), sb_text(item, "as"), i);
        sb_tree *value = expanded(copy);
        json_object_put(copy);
        if (json_object_is_type(into, json_type_array)) {
            json_object_array_add(into, value);
        } else {
            lay(into, value);
            json_object_put(value);
        }
    }
}

/* Lists may hold {"repeat": ...} items; an object may hold one under the name "repeat". */
static sb_tree *expanded(sb_tree *tree)
{
    if (json_object_is_type(tree, json_type_array)) {
        sb_tree *out = json_object_new_array();
        for (size_t i = 0; i < sb_length(tree); i++) {
            if (is_repeat(sb_at(tree, i)))
                repeat(sb_at(tree, i), out);
            else
                json_object_array_add(out, expanded(sb_at(tree, i)));
        }
        return out;
    }
    if (!json_object_is_type(tree, json_type_object))
        return sb_copy(tree);
    sb_tree *out = json_object_new_object();
    json_object_object_foreach(tree, key, value)
    {
        if (strcmp(key, "repeat") == 0 && is_repeat(value))
            repeat(value, out);
        else
            sb_put(out, key, expanded(value));
    }
    return out;
}

bool sb_scenario_check(sb_tree *tree, const char *rules, const char *place, struct rr_err *err)
{
    struct sb_field_fault fault = {0};
    rr_buf_add(&fault.where, place);
    bool fine = sb_fields_check(tree, rules, &fault);
    if (!fine && fault.name != NULL)
        rr_err_set(err, RR_BAD_INPUT, _("scenario, at \"%s\": \"%s\" is not a name scenarios know"),
                   rr_buf_text(&fault.where), fault.name);
    else if (!fine)
        rr_err_set(err, RR_BAD_INPUT, _("scenario, at \"%s\": an object is expected"),
                   rr_buf_text(&fault.where));
    rr_buf_free(&fault.where);
    return fine;
}

sb_tree *sb_scenario_load(const char *name, struct rr_err *err)
{
    sb_tree *raw = read_chain(name, 0, err);
    if (raw == NULL)
        return NULL;
    sb_tree *tree = expanded(raw);
    json_object_put(raw);
    if (sb_scenario_check(tree, spec, "", err))
        return tree;
    json_object_put(tree);
    return NULL;
}
