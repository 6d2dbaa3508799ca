/*
 * The scan before json-c: refuses what its strict mode lets through, and what would take memory out
 * of proportion. Grammar is json-c's business, not this file's.
 */
#include "config.h"

#include "core/net/json_scan.h"

#include <string.h>

#include "core/net/json.h"

struct scan {
    const char *at;
    const char *end;
    size_t n_structure;
    size_t n_pairs;
    int depth;
};

/* Called behind the opening quote; leaves `at` behind the closing one. */
static const char *skip_text(struct scan *scan)
{
    while (scan->at < scan->end) {
        unsigned char c = (unsigned char)*scan->at++;
        if (c == '"')
            return NULL;
        if (c < 0x20)
            return "control character in a text";
        if (c != '\\')
            continue;
        // json-c would cut a key there, and its getters would cut a value.
        if (scan->end - scan->at >= 5 && memcmp(scan->at, "u0000", 5) == 0)
            return "NUL in a text";
        if (scan->at < scan->end)
            scan->at++;
    }
    return "text without an end";
}

static const char *count(struct scan *scan, unsigned char c)
{
    if (c == ':')
        scan->n_pairs++;
    if (c == ',' || c == '[' || c == '{')
        scan->n_structure++;
    if (c == '[' || c == '{')
        scan->depth++;
    if ((c == ']' || c == '}') && scan->depth > 0)
        scan->depth--;
    if (scan->depth > RR_JSON_MAX_DEPTH)
        return "too deep";
    return scan->n_structure > RR_JSON_MAX_STRUCTURE ? "too many values" : NULL;
}

const char *rr_json_scan(const char *bytes, size_t n, size_t *n_pairs)
{
    struct scan scan = {.at = bytes, .end = bytes + n};
    const char *fault = NULL;
    while (fault == NULL && scan.at < scan.end) {
        unsigned char c = (unsigned char)*scan.at++;
        if (c == '"')
            fault = skip_text(&scan);
        else if (c == '\0' || strchr(" \t\r\n:,[]{}0123456789-+.eEtrufalsn", c) == NULL)
            fault = "character that JSON does not have";
        else
            fault = count(&scan, c);
    }
    *n_pairs = scan.n_pairs;
    return fault;
}
