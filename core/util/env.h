/* The environment as a value that tests replace. */
#ifndef RR_UTIL_ENV_H
#define RR_UTIL_ENV_H

/* Zero-initialised = the environment of the process. */
struct rr_env {
    const char *(*get)(void *data, const char *name); // NULL when unset; borrowed
    void *data;
};

/* NULL when unset or empty. Borrowed until the environment changes. `env` may be NULL. */
const char *rr_env_get(const struct rr_env *env, const char *name);

#endif
