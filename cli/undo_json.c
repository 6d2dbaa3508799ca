/* Undo and resume as JSON; see the header. */
#include "config.h"

#include "cli/undo_json.h"

#include <json-c/json.h>
#include <string.h>

#include "cli/apply_json.h"
#include "core/net/json.h"
#include "core/util/build_json.h"

static void put_count(struct json_object *out, const char *key, size_t n)
{
    json_object_object_add(out, key, json_object_new_int64((int64_t)n));
}

static struct json_object *write_kept(const struct rr_undo *undo)
{
    struct json_object *out = json_object_new_array();
    for (size_t i = 0; i < undo->n_kept; i++) {
        struct json_object *one = json_object_new_object();
        rr_json_put(one, "step", undo->kept[i].step);
        rr_json_put(one, "why", undo->kept[i].why);
        json_object_array_add(out, one);
    }
    return out;
}

/* The plan as the plan command prints it; null when there is none. */
static struct json_object *write_plan(const struct rr_plan *plan, struct rr_arena *arena)
{
    enum { PLAN_MAX = 8 << 20 };
    struct json_object *out = NULL;
    const char *text = rr_plan_write_json(plan, arena);
    return rr_json_parse(text, strlen(text), PLAN_MAX, &out, NULL) ? out : NULL;
}

static struct json_object *write_runs(const struct rr_run_result *result)
{
    struct json_object *out = json_object_new_array();
    if (result != NULL)
        json_object_array_add(out, apply_json_run(result));
    return out;
}

static void put_result(struct json_object *out, const struct rr_run_result *result, size_t n_open)
{
    bool is_complete = result != NULL ? result->is_complete : n_open == 0;
    json_object_object_add(out, "complete", json_object_new_boolean(is_complete));
    put_count(out, "changed", result != NULL ? result->n_changed : 0);
    json_object_object_add(out, "runs", write_runs(result));
}

const char *
undo_json(const struct rr_undo *undo, const struct rr_run_result *result, struct rr_arena *arena)
{
    RR_JSON_AUTO struct json_object *out = json_object_new_object();
    rr_json_put(out, "schema", "runready/undo/v1");
    rr_json_put(out, "run", undo->run);
    json_object_object_add(out, "plan", *undo->run != '\0' ? write_plan(&undo->plan, arena) : NULL);
    json_object_object_add(out, "kept", write_kept(undo));
    put_count(out, "gone", undo->n_gone);
    put_result(out, result, undo->plan.n_steps);
    return rr_json_document(out, arena);
}

static struct json_object *write_stands(const struct rr_resume *resume)
{
    struct json_object *out = json_object_new_array();
    for (size_t i = 0; i < resume->plan.n_steps; i++) {
        struct json_object *one = json_object_new_object();
        rr_json_put(one, "id", resume->steps[i].step);
        rr_json_put(one, "outcome", rr_step_outcome_word(resume->steps[i].outcome));
        json_object_array_add(out, one);
    }
    return out;
}

const char *resume_json(const struct rr_resume *resume,
                        const struct rr_run_result *result,
                        struct rr_arena *arena)
{
    RR_JSON_AUTO struct json_object *out = json_object_new_object();
    rr_json_put(out, "schema", "runready/resume/v1");
    rr_json_put(out, "run", resume->run);
    json_object_object_add(out, "found", write_stands(resume));
    put_count(out, "open", resume->n_open);
    put_count(out, "settled", resume->n_settled);
    put_result(out, result, resume->n_open);
    return rr_json_document(out, arena);
}
