/* A sign-in with an environment, a home folder and a clock of its own, for tests of its sources. */
#ifndef RR_TESTS_RIG_H
#define RR_TESTS_RIG_H

#include <string.h>

#include "core/auth/auth.h"
#include "core/util/fileio.h"
#include "tests/support/server.h"

/* A sign-in in a home folder of its own. */
struct rig {
    struct rr_arena arena;
    int64_t wall_ms;
    const char *lines[16];
    size_t n_lines;
    const char *home;
    struct rr_env env;
    struct rr_clock clock;
    struct rr_http *http;
    struct rr_gcloud_config *gcloud;
    struct rr_auth *auth;
    const char *act_as;
    int n_told;
    char token[2048];
    struct rr_err err;
};

static inline int64_t rig_wall(void *data)
{
    return ((struct rig *)data)->wall_ms;
}

static inline void set(struct rig *rig, const char *line)
{
    rig->lines[rig->n_lines++] = line;
}

static inline void rig_init(struct rig *rig, const char *name)
{
    memset(rig, 0, sizeof *rig);
    rig->home = unit_path(&rig->arena, name);
    set(rig, rr_arena_printf(&rig->arena, "HOME=%s", rig->home));
    set(rig, "NO_GCE_CHECK=true");
    rig->env = (struct rr_env){unit_env_get, rig->lines};
    rig->clock = (struct rr_clock){.wall_ms = rig_wall, .data = rig};
    rig->wall_ms = 1000000000000;
}

static inline void rig_start(struct rig *rig)
{
    rig->http = rr_http_new(&(struct rr_http_options){.env = &rig->env});
    rig->gcloud = rr_gcloud_config_new(&rig->env);
    rig->auth = rr_auth_new(&(struct rr_auth_options){.http = rig->http,
                                                      .env = &rig->env,
                                                      .clock = &rig->clock,
                                                      .gcloud = rig->gcloud,
                                                      .act_as = rig->act_as});
}

static inline void rig_stop(struct rig *rig)
{
    rr_auth_free(rig->auth);
    rr_gcloud_config_free(rig->gcloud);
    rr_http_free(rig->http);
    rr_arena_free(&rig->arena);
}

static inline void
told(void *data, const struct rr_credential *credential, const struct rr_err *err)
{
    struct rig *rig = data;
    rig->n_told++;
    rig->err = err != NULL ? *err : (struct rr_err){0};
    snprintf(rig->token, sizeof rig->token, "%s", credential != NULL ? credential->token : "");
}

static inline const struct rr_credential *ask(struct rig *rig)
{
    int n = rig->n_told;
    rr_auth_ask(rig->auth, told, rig);
    while (rig->n_told == n)
        assert_true(rr_http_turn(rig->http, -1) || rig->n_told > n);
    assert_int_equal(rig->n_told, n + 1);
    return rig->err.kind == RR_OK ? rr_auth_current(rig->auth) : NULL;
}

static inline const char *put(struct rig *rig, const char *name, const char *text)
{
    struct rr_err err = {0};
    const char *path = rr_arena_printf(&rig->arena, "%s/%s", rig->home, name);
    const char *parent = rr_arena_strn(&rig->arena, path, (size_t)(strrchr(path, '/') - path));
    assert_true(rr_file_make_dirs(parent, &err));
    assert_true(rr_file_replace(path, text, strlen(text), 0600, &err));
    return path;
}

#endif
