/*
 * Asking the sandbox without HTTP: a world made from a scenario, and one call at a time.
 *
 *     struct asked *s = ask_open("fresh");
 *     assert_int_equal(ask(s, "GET", "/v1/projects/my-ml-project", NULL), 200);
 *     ... s->answer ...
 *     ask_close(s);
 */
#ifndef RR_TESTS_SANDBOX_CALL_H
#define RR_TESTS_SANDBOX_CALL_H

#include <string.h>

#include "core/util/clock.h"
#include "sandbox/role_table.h"
#include "sandbox/route.h"
#include "sandbox/scenario.h"
#include "tests/support/unit.h"

struct asked {
    struct sb_world world;
    struct sb_roles *roles;
    sb_tree *answer;   // of the last call; NULL when it was no JSON
    int64_t later_ms;  // added to the clock
    const char *token; // "Bearer ..." or NULL
    const char *user_project;
};

static inline struct asked *ask_open(const char *scenario)
{
    struct rr_err err = {0};
    struct asked *s = calloc(1, sizeof *s);
    s->roles = sb_roles_new();
    s->world.roles = s->roles;
    sb_tree *tree = sb_scenario_load(scenario, &err);
    if (tree == NULL || !sb_scenario_build(&s->world, tree, &err))
        fail_msg("%s", err.summary);
    return s;
}

static inline void ask_close(struct asked *s)
{
    json_object_put(s->answer);
    sb_world_free(&s->world);
    sb_roles_free(s->roles);
    free(s);
}

/* Sends one call; the status. The answer lives until the next one. */
static inline int ask(struct asked *s, const char *method, const char *target, const char *body)
{
    struct sb_call call = {.world = &s->world, .method = method, .host = ""};
    call.now = rr_clock_wall_ms(&(struct rr_clock){0}) + s->later_ms;
    call.authorization = s->token != NULL ? s->token : "";
    call.user_project = s->user_project != NULL ? s->user_project : "";
    call.raw = body != NULL ? body : "";
    call.raw_len = strlen(call.raw);
    assert_true(sb_call_target(&call, target));
    sb_route_serve(&call);
    json_object_put(s->answer);
    s->answer = sb_copy(call.reply.json);
    int status = call.reply.status;
    sb_call_free(&call);
    return status;
}

/* The last refusal's text and status word. */
static inline const char *ask_message(const struct asked *s)
{
    return sb_text(sb_get(s->answer, "error"), "message");
}

static inline const char *ask_status(const struct asked *s)
{
    return sb_text(sb_get(s->answer, "error"), "status");
}

/* "reason" of the refusal's ErrorInfo, "" if it has none. */
static inline const char *ask_reason(const struct asked *s)
{
    sb_tree *details = sb_get(sb_get(s->answer, "error"), "details");
    for (size_t i = 0; i < sb_length(details); i++) {
        if (sb_text(sb_at(details, i), "reason")[0] != '\0')
            return sb_text(sb_at(details, i), "reason");
    }
    return "";
}

#endif
