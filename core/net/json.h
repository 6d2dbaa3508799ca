/*
 * The one door for JSON from outside: every parse has caps, every getter is tolerant.
 *
 * json-c's strict mode still takes single quotes, NaN, Infinity, raw control characters and
 * duplicate keys, and 10 MiB of "{}," would take 2.6 GiB; so a scan goes before it.
 */
#ifndef RR_NET_JSON_H
#define RR_NET_JSON_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runready/err.h"

enum {
    RR_JSON_MAX_DEPTH = 64,
    RR_JSON_MAX_STRUCTURE =
        400000, // commas and opening brackets; a body of roles.get has some 14 000
};

/*
 * Parses exactly one JSON document of at most `max` bytes.
 * Owner:  `*out` is the caller's (json_object_put); NULL for the document "null".
 * Errors: RR_BAD_REPLY: not JSON, too large, too deep, duplicate keys, NUL inside a text, bad UTF-8.
 */
RR_MUST_CHECK bool rr_json_parse(
    const char *bytes, size_t n, size_t max, struct json_object **out, struct rr_err *err);

/*
 * Getters for the wire form of proto3, where a default value is left out: absent, null and another
 * type all give the default. `o` may be NULL or no object. Results are borrowed from it.
 */
const char *rr_json_str(struct json_object *o, const char *key); // never NULL
bool rr_json_bool(struct json_object *o, const char *key);
int64_t rr_json_int(struct json_object *o, const char *key); // number, or 64-bit number in a text
struct json_object *rr_json_obj(struct json_object *o, const char *key);
struct json_object *rr_json_arr(struct json_object *o, const char *key);

/* Arrays; `array` may be NULL. */
size_t rr_json_len(struct json_object *array);
struct json_object *rr_json_at(struct json_object *array, size_t i); // NULL past the end
const char *rr_json_at_str(struct json_object *array, size_t i);     // never NULL

/* Compact text, slashes not escaped. Borrowed from `o` until it changes; "null" for NULL. */
const char *rr_json_text(struct json_object *o);

/* Overwrites every text in a tree that held secrets; the tree is of no use afterwards. */
void rr_json_wipe(struct json_object *o);

/* RR_JSON_AUTO struct json_object *x = NULL;   puts it at the end of the block, which may be its only use. */
void rr_json_put_at(struct json_object **o);
#define RR_JSON_AUTO __attribute__((cleanup(rr_json_put_at), unused))

#endif
