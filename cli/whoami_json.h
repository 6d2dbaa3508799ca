/* Who is signed in, as JSON (doc/schema/whoami-v1.schema.json). */
#ifndef RR_CLI_WHOAMI_JSON_H
#define RR_CLI_WHOAMI_JSON_H

#include "runready/sign_in.h"

/* Lives in `arena`. */
const char *whoami_json(const struct rr_sign_in *who, struct rr_arena *arena);

#endif
