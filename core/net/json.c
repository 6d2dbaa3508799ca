/* JSON from outside; see the header. The scan before the parse is json_scan.c. */
#include "config.h"

#include "core/net/json.h"

#include <limits.h>
#include <string.h>

#include "core/net/json_scan.h"
#include "core/net/sensitive.h"
#include "core/util/i18n.h"

static struct json_object *parse_strict(const char *bytes, size_t n, const char **fault)
{
    struct json_tokener *tokener = json_tokener_new_ex(RR_JSON_MAX_DEPTH);
    if (tokener == NULL) {
        *fault = "no memory";
        return NULL;
    }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    struct json_object *tree = json_tokener_parse_ex(tokener, bytes, (int)n);
    // A bare number has no end of its own: one NUL ends it.
    if (json_tokener_get_error(tokener) == json_tokener_continue)
        tree = json_tokener_parse_ex(tokener, "", 1);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    *fault = error == json_tokener_success ? NULL : json_tokener_error_desc(error);
    json_tokener_free(tokener);
    return tree;
}

/* Depth is bounded by the parse. */
static size_t count_pairs(struct json_object *o)
{
    size_t n = 0;
    if (json_object_is_type(o, json_type_object)) {
        json_object_object_foreach(o, key, value)
        {
            (void)key;
            n += 1 + count_pairs(value);
        }
    } else if (json_object_is_type(o, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(o); i++)
            n += count_pairs(json_object_array_get_idx(o, i));
    }
    return n;
}

static bool refuse(struct rr_err *err, const char *fault)
{
    rr_err_set(err, RR_BAD_REPLY, _("This is not JSON that can be trusted"));
    return rr_err_detail(err, "%s", fault);
}

bool rr_json_parse(
    const char *bytes, size_t n, size_t max, struct json_object **out, struct rr_err *err)
{
    if (n > max || n > INT_MAX)
        return rr_err_set(err, RR_BAD_REPLY, _("A JSON document is larger than %zu bytes"), max);
    size_t n_pairs = 0;
    const char *fault = rr_json_scan(bytes, n, &n_pairs);
    if (fault != NULL)
        return refuse(err, fault);
    struct json_object *tree = parse_strict(bytes, n, &fault);
    if (fault == NULL && count_pairs(tree) != n_pairs)
        fault = "duplicate keys";
    if (fault != NULL) {
        json_object_put(tree);
        return refuse(err, fault);
    }
    *out = tree;
    return true;
}

static struct json_object *get(struct json_object *o, const char *key, enum json_type type)
{
    struct json_object *value = NULL;
    if (!json_object_is_type(o, json_type_object) || !json_object_object_get_ex(o, key, &value))
        return NULL;
    return json_object_is_type(value, type) ? value : NULL;
}

const char *rr_json_str(struct json_object *o, const char *key)
{
    struct json_object *value = get(o, key, json_type_string);
    return value != NULL ? json_object_get_string(value) : "";
}

bool rr_json_bool(struct json_object *o, const char *key)
{
    struct json_object *value = get(o, key, json_type_boolean);
    return value != NULL && json_object_get_boolean(value);
}

int64_t rr_json_int(struct json_object *o, const char *key)
{
    struct json_object *value = NULL;
    if (!json_object_is_type(o, json_type_object) || !json_object_object_get_ex(o, key, &value))
        return 0;
    // json_object_get_int64 reads decimal texts too, and saturates.
    switch (json_object_get_type(value)) {
    case json_type_int:
    case json_type_double:
    case json_type_string:
        return json_object_get_int64(value);
    default:
        return 0;
    }
}

struct json_object *rr_json_obj(struct json_object *o, const char *key)
{
    return get(o, key, json_type_object);
}

struct json_object *rr_json_arr(struct json_object *o, const char *key)
{
    return get(o, key, json_type_array);
}

size_t rr_json_len(struct json_object *array)
{
    return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

struct json_object *rr_json_at(struct json_object *array, size_t i)
{
    return i < rr_json_len(array) ? json_object_array_get_idx(array, i) : NULL;
}

const char *rr_json_at_str(struct json_object *array, size_t i)
{
    struct json_object *value = rr_json_at(array, i);
    return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "";
}

const char *rr_json_text(struct json_object *o)
{
    if (o == NULL)
        return "null";
    return json_object_to_json_string_ext(o,
                                          JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
}

/* Depth is bounded by the parse. */
void rr_json_wipe(struct json_object *o)
{
    if (json_object_is_type(o, json_type_object)) {
        json_object_object_foreach(o, key, value)
        {
            (void)key;
            rr_json_wipe(value);
        }
    } else if (json_object_is_type(o, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(o); i++)
            rr_json_wipe(json_object_array_get_idx(o, i));
    } else if (json_object_is_type(o, json_type_string)) {
        // json-c hands its own bytes out as const; they are not.
        const char *text = json_object_get_string(o);
        char *bytes = NULL;
        memcpy(&bytes, &text, sizeof bytes);
        rr_wipe(bytes, (size_t)json_object_get_string_len(o));
    }
}

void rr_json_put_at(struct json_object **o)
{
    json_object_put(*o);
}
