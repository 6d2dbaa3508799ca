/* Answers of testIamPermissions, which is the same message for every API. */
#ifndef RR_GCP_GRANTED_H
#define RR_GCP_GRANTED_H

#include <stddef.h>

#include "runready/arena.h"

struct json_object;

/* The permissions that the caller holds; *n = how many. An absent list is an empty one. */
const char *const *rr_granted_read(struct json_object *json, size_t *n, struct rr_arena *arena);

#endif
