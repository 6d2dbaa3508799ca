/* Short forms over json-c. */
#include "config.h"

#include "sandbox/tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/util/clock.h"
#include "core/util/xalloc.h"

sb_tree *sb_get(sb_tree *object, const char *key)
{
    sb_tree *value = NULL;
    if (!json_object_is_type(object, json_type_object))
        return NULL;
    json_object_object_get_ex(object, key, &value);
    return value;
}

const char *sb_text(sb_tree *object, const char *key)
{
    sb_tree *value = sb_get(object, key);
    return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "";
}

bool sb_flag(sb_tree *object, const char *key, bool otherwise)
{
    sb_tree *value = sb_get(object, key);
    return json_object_is_type(value, json_type_boolean) ? json_object_get_boolean(value)
                                                         : otherwise;
}

long sb_number(sb_tree *object, const char *key, long otherwise)
{
    sb_tree *value = sb_get(object, key);
    return json_object_is_type(value, json_type_int) ? (long)json_object_get_int64(value)
                                                     : otherwise;
}

size_t sb_length(sb_tree *array)
{
    return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

sb_tree *sb_at(sb_tree *array, size_t i)
{
    return i < sb_length(array) ? json_object_array_get_idx(array, i) : NULL;
}

bool sb_array_has(sb_tree *array, const char *text)
{
    for (size_t i = 0; i < sb_length(array); i++) {
        sb_tree *item = sb_at(array, i);
        if (json_object_is_type(item, json_type_string) &&
            strcmp(json_object_get_string(item), text) == 0)
            return true;
    }
    return false;
}

void sb_put(sb_tree *object, const char *key, sb_tree *value)
{
    json_object_object_add(object, key, value);
}

void sb_put_text(sb_tree *object, const char *key, const char *value)
{
    sb_put(object, key, json_object_new_string(value));
}

void sb_put_format(sb_tree *object, const char *key, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        rr_out_of_memory();
    va_end(args);
    sb_put_text(object, key, text);
    free(text);
}

void sb_put_flag(sb_tree *object, const char *key, bool value)
{
    sb_put(object, key, json_object_new_boolean(value));
}

void sb_put_number(sb_tree *object, const char *key, int64_t value)
{
    sb_put(object, key, json_object_new_int64(value));
}

void sb_add_text(sb_tree *array, const char *value)
{
    json_object_array_add(array, json_object_new_string(value));
}

sb_tree *sb_object_of(const char *key, ...)
{
    sb_tree *object = json_object_new_object();
    va_list args;
    va_start(args, key);
    for (; key != NULL; key = va_arg(args, const char *))
        sb_put_text(object, key, va_arg(args, const char *));
    va_end(args);
    return object;
}

sb_tree *sb_copy(sb_tree *tree)
{
    sb_tree *copy = NULL;
    if (tree != NULL && json_object_deep_copy(tree, &copy, NULL) != 0)
        rr_out_of_memory();
    return copy;
}

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static sb_tree *sorted_object(sb_tree *tree)
{
    size_t n = (size_t)json_object_object_length(tree), i = 0;
    const char **keys = rr_xcalloc(n + 1, sizeof *keys);
    json_object_object_foreach(tree, key, value)
    {
        (void)value;
        keys[i++] = key;
    }
    qsort(keys, n, sizeof *keys, by_key);
    sb_tree *out = json_object_new_object();
    for (i = 0; i < n; i++)
        sb_put(out, keys[i], sb_sorted(sb_get(tree, keys[i])));
    free(keys);
    return out;
}

sb_tree *sb_sorted(sb_tree *tree)
{
    if (json_object_is_type(tree, json_type_object))
        return sorted_object(tree);
    if (!json_object_is_type(tree, json_type_array))
        return sb_copy(tree);
    sb_tree *out = json_object_new_array();
    for (size_t i = 0; i < sb_length(tree); i++)
        json_object_array_add(out, sb_sorted(sb_at(tree, i)));
    return out;
}

void sb_put_time(sb_tree *object, const char *key, int64_t wall_ms)
{
    char text[RR_TIME_TEXT];
    rr_time_format(wall_ms, text);
    sb_put_format(object, key, "%.19s.%03d123Z", text, (int)(wall_ms % 1000));
}
