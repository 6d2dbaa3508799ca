/* The journal's runs as JSON; see the header. */
#include "config.h"

#include "cli/history_json.h"

#include <json-c/json.h>

#include "core/net/json.h"
#include "core/util/build_json.h"

static void put_count(struct json_object *out, const char *key, size_t n)
{
    json_object_object_add(out, key, json_object_new_int64((int64_t)n));
}

static struct json_object *write_run(const struct rr_run_summary *run)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "run", run->run);
    rr_json_put(out, "path", run->path);
    rr_json_put(out, "started", run->started);
    rr_json_put(out, "ended", run->ended);
    rr_json_put(out, "project", run->project);
    json_object_object_add(out, "sandbox", json_object_new_boolean(run->is_sandbox));
    put_count(out, "steps", run->n_steps);
    put_count(out, "done", run->n_done);
    put_count(out, "already", run->n_already);
    put_count(out, "failed", run->n_failed);
    put_count(out, "unknown", run->n_unknown);
    put_count(out, "resumed", run->n_resumed);
    rr_json_put(out, "undoes", run->undoes);
    rr_json_put(out, "undone_by", run->undone_by);
    rr_json_put(out, "note", run->note);
    return out;
}

const char *history_json(const struct rr_run_summary *runs, size_t n, struct rr_arena *arena)
{
    RR_JSON_AUTO struct json_object *out = json_object_new_object();
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < n; i++)
        json_object_array_add(list, write_run(&runs[i]));
    rr_json_put(out, "schema", "runready/history/v1");
    json_object_object_add(out, "runs", list);
    return rr_json_document(out, arena);
}
