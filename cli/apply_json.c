/* The result of apply as JSON; see the header. */
#include "config.h"

#include "cli/apply_json.h"

#include <json-c/json.h>

#include "core/net/json.h"
#include "core/util/build_json.h"

static struct json_object *write_step(const struct rr_step_result *step)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "id", step->step);
    rr_json_put(out, "outcome", rr_step_outcome_word(step->outcome));
    if (step->err.kind != RR_OK)
        json_object_object_add(out, "error", rr_json_error(&step->err));
    return out;
}

struct json_object *apply_json_run(const struct rr_run_result *run)
{
    struct json_object *out = json_object_new_object();
    struct json_object *steps = json_object_new_array();
    for (size_t i = 0; i < run->n_steps; i++)
        json_object_array_add(steps, write_step(&run->steps[i]));
    rr_json_put(out, "run", run->run);
    rr_json_put(out, "journal", run->journal);
    json_object_object_add(out, "changed", json_object_new_int64((int64_t)run->n_changed));
    json_object_object_add(out, "complete", json_object_new_boolean(run->is_complete));
    json_object_object_add(out, "cancelled", json_object_new_boolean(run->was_cancelled));
    json_object_object_add(out, "steps", steps);
    return out;
}

static struct json_object *write_blocked(const struct rr_plan *plan)
{
    struct json_object *out = json_object_new_array();
    for (size_t i = 0; i < plan->n_blocked; i++) {
        struct json_object *one = json_object_new_object();
        rr_json_put(one, "step", plan->blocked[i].step);
        rr_json_put(one, "by", plan->blocked[i].by);
        rr_json_put(one, "why", plan->blocked[i].why);
        rr_json_put_list(one, "roads", plan->blocked[i].roads, plan->blocked[i].n_roads);
        json_object_array_add(out, one);
    }
    return out;
}

const char *apply_json(const struct rr_plan *plan,
                       const struct rr_run_result *runs,
                       size_t n_runs,
                       struct rr_arena *arena)
{
    RR_JSON_AUTO struct json_object *out = json_object_new_object();
    struct json_object *project = json_object_new_object();
    struct json_object *list = json_object_new_array();
    int64_t changed = 0;
    bool is_complete = plan->n_blocked == 0;
    for (size_t i = 0; i < n_runs; i++) {
        json_object_array_add(list, apply_json_run(&runs[i]));
        changed += (int64_t)runs[i].n_changed;
        is_complete &= runs[i].is_complete;
    }
    rr_json_put(project, "id", plan->project_id);
    rr_json_put(project, "number", plan->project_number);
    rr_json_put(out, "schema", "runready/apply/v1");
    json_object_object_add(out, "project", project);
    json_object_object_add(out, "complete", json_object_new_boolean(is_complete));
    json_object_object_add(out, "changed", json_object_new_int64(changed));
    json_object_object_add(out, "runs", list);
    json_object_object_add(out, "blocked", write_blocked(plan));
    return rr_json_document(out, arena);
}
