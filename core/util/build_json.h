/* Builds JSON documents; the values are copied. For the files called *_json.c. */
#ifndef RR_UTIL_BUILD_JSON_H
#define RR_UTIL_BUILD_JSON_H

#include <stddef.h>

#include "runready/arena.h"
#include "runready/err.h"

struct json_object;

void rr_json_put(struct json_object *object, const char *key, const char *text);
void rr_json_put_list(struct json_object *object,
                      const char *key,
                      const char *const *texts,
                      size_t n);

/* {"kind", "http_status", "reason", "permission", "summary", "detail"}; owned by the caller. */
struct json_object *rr_json_error(const struct rr_err *err);

/* The document as people read it, ending in a newline. Lives in `arena`. */
const char *rr_json_document(struct json_object *object, struct rr_arena *arena);

#endif
