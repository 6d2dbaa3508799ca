/* The environment; see the header. */
#include "config.h"

#include "core/util/env.h"

#include <stdlib.h>

#include "core/util/str.h"

const char *rr_env_get(const struct rr_env *env, const char *name)
{
    const char *value = env != NULL && env->get != NULL ? env->get(env->data, name) : getenv(name);
    return rr_str_is_empty(value) ? NULL : value;
}
