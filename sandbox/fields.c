/* Walking a document and its specification together. */
#include "config.h"

#include "sandbox/fields.h"

#include <string.h>

/* The end of one entry "name" or "name{...}" that starts at `at`. */
static const char *entry_end(const char *at)
{
    int depth = 0;
    for (; *at != '\0'; at++) {
        if (*at == '{')
            depth++;
        else if (*at == '}' && depth-- == 0)
            return at;
        else if (*at == ',' && depth == 0)
            return at;
    }
    return at;
}

/* The inner specification of `name` in `spec`: after its brace, "" for none, NULL if not allowed. */
static const char *inner(const char *spec, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = spec; *at != '\0' && *at != '}';) {
        const char *end = entry_end(at);
        size_t n = strcspn(at, ",{}");
        if (n == 1 && *at == '*')
            return "*";
        if (n == len && memcmp(at, name, n) == 0)
            return at[n] == '{' ? at + n + 1 : "*";
        at = *end == ',' ? end + 1 : end;
    }
    return NULL;
}

static bool check(sb_tree *document, const char *spec, struct sb_field_fault *fault);

static bool check_items(sb_tree *array, const char *spec, struct sb_field_fault *fault)
{
    size_t mark = fault->where.len;
    for (size_t i = 0; i < sb_length(array); i++) {
        rr_buf_printf(&fault->where, "[%zu]", i);
        if (!check(sb_at(array, i), spec, fault))
            return false;
        fault->where.len = mark;
        fault->where.data[mark] = '\0';
    }
    return true;
}

static bool check_object(sb_tree *object, const char *spec, struct sb_field_fault *fault)
{
    size_t mark = fault->where.len;
    json_object_object_foreach(object, key, value)
    {
        const char *rest = inner(spec, key);
        if (rest == NULL) {
            fault->name = key;
            return false;
        }
        rr_buf_printf(&fault->where, "%s%s", mark > 0 ? "." : "", key);
        if (!check(value, rest, fault))
            return false;
        fault->where.len = mark;
        fault->where.data[mark] = '\0';
    }
    return true;
}

static bool check(sb_tree *document, const char *spec, struct sb_field_fault *fault)
{
    if (*spec == '*' || document == NULL)
        return true;
    if (json_object_is_type(document, json_type_array))
        return check_items(document, spec, fault);
    if (json_object_is_type(document, json_type_object))
        return check_object(document, spec, fault);
    fault->name = NULL;
    return false;
}

bool sb_fields_check(sb_tree *document, const char *spec, struct sb_field_fault *fault)
{
    return check(document, spec, fault);
}
