/*
 * Runs against the whole sandbox: apply, undo and resume as the session does them, with a clock that runs
 * RATE times as fast, and what the sandbox's state means, as lines that can be compared.
 */
#ifndef RR_TESTS_RUNS_H
#define RR_TESTS_RUNS_H

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "core/apply/apply.h"
#include "core/apply/journal_read.h"
#include "core/apply/resume.h"
#include "core/apply/undo.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "sandbox/sandbox.h"
#include "sandbox/server.h"
#include "tests/support/unit.h"

#define RUNS_PROJECT "my-ml-project"
#define RUNS_REGION  "asia-northeast1"

/* Room for a loaded machine: an answer without a fault takes a few milliseconds of RUNS_TIMEOUT_MS. */
enum { RUNS_RATE = 100, RUNS_TIMEOUT_MS = 600 };

struct runs {
    struct rr_arena arena;
    struct rr_sandbox *sandbox;
    struct rr_http *http;
    struct rr_auth *auth;
    struct rr_caller *caller;
    struct rr_clock clock; // fast
    struct rr_clock wall;  // of the journal: the system's
    const char *journal_dir;
    pthread_t ticker;
    atomic_bool is_over;
};

static inline int64_t runs_mono_ms(void *data)
{
    (void)data;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return ((int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000) * RUNS_RATE / 1000;
}

/* The engine waits by the real clock for timers of the fast one; so it is woken every millisecond. */
static inline void *runs_tick(void *data)
{
    struct runs *runs = data;
    while (!atomic_load(&runs->is_over)) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        rr_http_wake(runs->http);
    }
    return NULL;
}

static inline void runs_sleep(void *data, int64_t ms)
{
    struct runs *runs = data;
    rr_caller_sleep(runs->caller, ms);
}

/* `extra`: members of the scenario's document beside "like", "" or starting with a comma. */
static inline void
runs_start(struct runs *runs, const char *scenario, const char *extra, const char *dir)
{
    struct rr_err err = {0};
    memset(runs, 0, sizeof *runs);
    runs->journal_dir = unit_path(&runs->arena, dir);
    const char *path =
        unit_path(&runs->arena, rr_arena_printf(&runs->arena, "%s-scenario.json", dir));
    const char *text = rr_arena_printf(
        &runs->arena,
        "{\"title\": \"Quick\", \"like\": \"%s\", \"operationMs\": 0, \"accountDelayMs\": 0%s}",
        scenario, extra);
    if (!rr_file_replace(path, text, strlen(text), 0600, &err))
        fail_msg("%s", err.summary);
    runs->sandbox = rr_sandbox_start(&(struct rr_sandbox_options){.scenario = path}, &err);
    if (runs->sandbox == NULL)
        fail_msg("%s: %s", err.summary, err.detail);
    runs->clock = (struct rr_clock){.mono_ms = runs_mono_ms};
    runs->http = rr_http_new(&(struct rr_http_options){.clock = &runs->clock});
    runs->auth = rr_auth_new(&(struct rr_auth_options){.http = runs->http, .no_sign_in = true});
    struct rr_caller_options options = {
        .http = runs->http, .auth = runs->auth, .timeout_ms = RUNS_TIMEOUT_MS};
    const char *base =
        rr_arena_printf(&runs->arena, "http://127.0.0.1:%d/", rr_sandbox_port(runs->sandbox));
    if (!rr_endpoints_all(&options.endpoints, base, &err))
        fail_msg("%s", err.summary);
    runs->caller = rr_caller_new(&options);
    if (pthread_create(&runs->ticker, NULL, runs_tick, runs) != 0)
        fail_msg("%s", "no thread");
}

static inline void runs_stop(struct runs *runs)
{
    atomic_store(&runs->is_over, true);
    pthread_join(runs->ticker, NULL);
    rr_caller_free(runs->caller);
    rr_auth_free(runs->auth);
    rr_http_free(runs->http);
    rr_sandbox_stop(runs->sandbox);
    rr_arena_free(&runs->arena);
}

static inline void runs_faults(struct runs *runs, const char *fault)
{
    struct rr_err err = {0};
    const char *faults[] = {fault, NULL};
    if (!rr_sandbox_set_faults(runs->sandbox, faults, &err))
        fail_msg("%s", err.detail);
}

static inline struct rr_apply_env runs_env(struct runs *runs)
{
    return (struct rr_apply_env){.caller = runs->caller,
                                 .clock = &runs->wall,
                                 .journal_dir = runs->journal_dir,
                                 .is_sandbox = true,
                                 .sleep = runs_sleep,
                                 .sleep_data = runs};
}

static inline struct rr_run_result runs_apply(struct runs *runs, const struct rr_plan *plan)
{
    struct rr_err err = {0};
    struct rr_run_result result = {0};
    struct rr_apply_env env = runs_env(runs);
    env.plan_json = rr_plan_write_json(plan, &runs->arena);
    if (!rr_apply_run(&env, plan, NULL, NULL, &result, &runs->arena, &err))
        fail_msg("%s: %s", err.summary, err.detail);
    return result;
}

static inline struct rr_undo runs_undo_plan(struct runs *runs, const char *run)
{
    struct rr_err err = {0};
    struct rr_undo undo = {0};
    struct rr_apply_env env = runs_env(runs);
    if (!rr_undo_read(&env, run, &undo, &runs->arena, &err))
        fail_msg("%s: %s", err.summary, err.detail);
    return undo;
}

static inline struct rr_resume runs_resume_plan(struct runs *runs, const char *run)
{
    struct rr_err err = {0};
    struct rr_resume resume = {0};
    struct rr_apply_env env = runs_env(runs);
    if (!rr_resume_read(&env, run, &resume, &runs->arena, &err))
        fail_msg("%s: %s", err.summary, err.detail);
    return resume;
}

static inline struct rr_run_result runs_resume(struct runs *runs, const struct rr_resume *resume)
{
    struct rr_err err = {0};
    struct rr_run_result result = {0};
    struct rr_apply_env env = runs_env(runs);
    env.resume = resume;
    if (!rr_apply_run(&env, &resume->plan, NULL, NULL, &result, &runs->arena, &err))
        fail_msg("%s: %s", err.summary, err.detail);
    return result;
}

static inline struct rr_journal_record runs_record(struct runs *runs, const char *run)
{
    return rr_journal_read(rr_arena_printf(&runs->arena, "%s/%s.jsonl", runs->journal_dir, run),
                           run, &runs->arena);
}

/* ---- what the state means ---- */

enum { MEANING_LINES = 600 };

struct meaning {
    const char *lines[MEANING_LINES]; // sorted
    size_t n;
};

/* Marks of a write's moment, not of what it means. */
static inline bool is_moment(const char *key)
{
    static const char *const keys[] = {"etag",        "uniqueId",       "oauth2ClientId",
                                       "uid",         "generation",     "updated",
                                       "timeCreated", "metageneration", "observedGeneration"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i], key) == 0)
            return true;
    return rr_str_has_suffix(key, "Time") || rr_str_has_suffix(key, "Revision") ||
           strcmp(key, "terminalCondition") == 0 || strcmp(key, "conditions") == 0 ||
           strcmp(key, "lastModifier") == 0 ||
           strcmp(key, "User-Agent") == 0 || // what the Scheduler fills in itself
           strcmp(key, "minBackoffDuration") == 0 || strcmp(key, "maxBackoffDuration") == 0 ||
           strcmp(key, "maxDoublings") == 0 || strcmp(key, "maxRetryDuration") == 0;
}

static inline void meaning_add(struct meaning *meaning, const char *line)
{
    if (meaning->n == MEANING_LINES)
        fail_msg("%s", "more lines than there is room for");
    meaning->lines[meaning->n++] = line;
}

static inline void meaning_flatten(struct meaning *meaning,
                                   struct json_object *json,
                                   const char *at,
                                   struct rr_arena *arena)
{
    if (json_object_is_type(json, json_type_object)) {
        json_object_object_foreach(json, key, value)
        {
            bool is_empty = json_object_is_type(value, json_type_object) &&
                            json_object_object_length(value) == 0;
            if (!is_moment(key) && value != NULL && !is_empty)
                meaning_flatten(meaning, value, rr_arena_printf(arena, "%s %s", at, key), arena);
        }
    } else if (json_object_is_type(json, json_type_array)) {
        for (size_t i = 0; i < rr_json_len(json); i++)
            meaning_flatten(meaning, rr_json_at(json, i), at, arena);
    } else if (json_object_is_type(json, json_type_int)) {
        meaning_add(meaning, at); // since when a service is on, and the like
    } else if (!json_object_is_type(json, json_type_boolean) || json_object_get_boolean(json)) {
        meaning_add(meaning, rr_arena_printf(arena, "%s = %s", at, json_object_get_string(json)));
    }
}

static inline void meaning_bindings(struct meaning *meaning,
                                    struct json_object *iam,
                                    const char *resource,
                                    struct rr_arena *arena)
{
    struct json_object *bindings = rr_json_arr(iam, "bindings");
    for (size_t i = 0; i < rr_json_len(bindings); i++) {
        struct json_object *binding = rr_json_at(bindings, i);
        struct json_object *members = rr_json_arr(binding, "members");
        for (size_t k = 0; k < rr_json_len(members); k++)
            meaning_add(meaning,
                        rr_arena_printf(arena, "%s grants %s to %s if %s", resource,
                                        rr_json_str(binding, "role"), rr_json_at_str(members, k),
                                        rr_json_text(rr_json_obj(binding, "condition"))));
    }
    meaning_flatten(meaning, rr_json_arr(iam, "auditConfigs"), resource, arena);
}

static inline int meaning_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static inline struct meaning runs_meaning(struct runs *runs)
{
    struct meaning meaning = {.n = 0};
    mtx_lock(&runs->sandbox->lock);
    RR_JSON_AUTO struct json_object *state = sb_world_state(&runs->sandbox->world, false);
    mtx_unlock(&runs->sandbox->lock);
    json_object_object_foreach(state, resource, value)
    {
        meaning_add(&meaning, rr_arena_printf(&runs->arena, "%s is there", resource));
        meaning_flatten(&meaning, rr_json_obj(value, "body"), resource, &runs->arena);
        meaning_flatten(&meaning, rr_json_obj(value, "extra"), resource, &runs->arena);
        meaning_bindings(&meaning, rr_json_obj(value, "iam"), resource, &runs->arena);
    }
    qsort(meaning.lines, meaning.n, sizeof *meaning.lines, meaning_compare);
    return meaning;
}

static inline bool meaning_has(const struct meaning *meaning, const char *part)
{
    for (size_t i = 0; i < meaning->n; i++)
        if (strstr(meaning->lines[i], part) != NULL)
            return true;
    return false;
}

/*
 * The first line that only one of the two has, "" if none. Lines with `ignored` in them count on neither
 * side; NULL = all count.
 */
static inline const char *meaning_difference(const struct meaning *a,
                                             const struct meaning *b,
                                             const char *ignored,
                                             struct rr_arena *arena)
{
    size_t i = 0, k = 0;
    while (i < a->n || k < b->n) {
        if (ignored != NULL && i < a->n && strstr(a->lines[i], ignored) != NULL) {
            i++;
            continue;
        }
        if (ignored != NULL && k < b->n && strstr(b->lines[k], ignored) != NULL) {
            k++;
            continue;
        }
        int order = i == a->n ? 1 : k == b->n ? -1 : strcmp(a->lines[i], b->lines[k]);
        if (order != 0)
            return order < 0 ? rr_arena_printf(arena, "only in the first: %s", a->lines[i])
                             : rr_arena_printf(arena, "only in the second: %s", b->lines[k]);
        i++;
        k++;
    }
    return "";
}

#endif
