/* The journal's lines; see the header. Words here are part of the file format: never translated. */
#include "config.h"

#include "core/apply/journal_json.h"

#include <json-c/json.h>
#include <string.h>

#include "core/apply/kind.h"
#include "core/net/json.h"
#include "core/util/str.h"

static void put(struct json_object *object, const char *key, struct json_object *taken)
{
    json_object_object_add(object, key, taken);
}

/* Error texts may be cut inside a character: what is left of it would make the line unreadable. */
static size_t whole_characters(const char *text)
{
    size_t n = strlen(text);
    size_t lead = n;
    while (lead > 0 && n - lead < 3 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80)
        lead--;
    if (lead == 0)
        return n;
    unsigned char first = (unsigned char)text[lead - 1];
    size_t needed = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return n - lead + 1 < needed ? lead - 1 : n;
}

static void put_text(struct json_object *object, const char *key, const char *text)
{
    put(object, key, json_object_new_string_len(text, (int)whole_characters(text)));
}

static void put_given(struct json_object *object, const char *key, const char *text)
{
    if (!rr_str_is_empty(text))
        put_text(object, key, text);
}

static struct json_object *list_of(const char *const *texts, size_t n)
{
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < n; i++)
        json_object_array_add(list, json_object_new_string(texts[i]));
    return list;
}

static struct json_object *new_line(const char *event, const char *at)
{
    struct json_object *line = json_object_new_object();
    put_text(line, "event", event);
    put_text(line, "at", at);
    return line;
}

static void finish(struct rr_buf *out, struct json_object *line)
{
    rr_buf_add(out, rr_json_text(line));
    json_object_put(line);
}

static struct json_object *context_of(const struct rr_context *context)
{
    struct json_object *json = json_object_new_object();
    put_given(json, "region", context->region);
    put_given(json, "service", context->service);
    put_given(json, "build_account", context->build_account);
    put_given(json, "runtime_account", context->runtime_account);
    put_given(json, "repository", context->repository);
    return json;
}

static struct json_object *step_ids(const struct rr_plan *plan)
{
    struct json_object *ids = json_object_new_array();
    for (size_t i = 0; i < plan->n_steps; i++)
        json_object_array_add(ids, json_object_new_string(plan->steps[i].id));
    return ids;
}

static void put_plan(struct json_object *line, const char *plan_json)
{
    struct json_object *plan = NULL;
    enum { MAX_PLAN = 1 << 20 };
    if (plan_json != NULL && rr_json_parse(plan_json, strlen(plan_json), MAX_PLAN, &plan, NULL))
        put(line, "plan", plan);
}

void rr_journal_line_run(struct rr_buf *out,
                         const char *at,
                         const char *run,
                         const struct rr_journal_head *head)
{
    struct json_object *line = new_line("run", at);
    put_text(line, "schema", RR_JOURNAL_SCHEMA);
    put_text(line, "version", PACKAGE_VERSION);
    put_text(line, "run", run);
    put_text(line, "project", head->plan->project_id);
    put_given(line, "project_number", head->plan->project_number);
    put_given(line, "undoes", head->plan->undoes);
    put(line, "sandbox", json_object_new_boolean(head->is_sandbox));
    put(line, "context", context_of(&head->plan->context));
    put(line, "steps", step_ids(head->plan));
    put_plan(line, head->plan_json);
    finish(out, line);
}

void rr_journal_line_resume(struct rr_buf *out, const char *at)
{
    struct json_object *line = new_line("resume", at);
    put_text(line, "version", PACKAGE_VERSION);
    finish(out, line);
}

static struct json_object *binding_of(const struct rr_step_binding *binding)
{
    struct json_object *json = json_object_new_object();
    put(json, "members", list_of(binding->members, binding->n_members));
    if (rr_str_is_empty(binding->condition_expression))
        return json;
    struct json_object *condition = json_object_new_object();
    put_text(condition, "title", binding->condition_title);
    put_text(condition, "expression", binding->condition_expression);
    put(json, "condition", condition);
    return json;
}

static struct json_object *bindings_of(const struct rr_step_binding *bindings, size_t n)
{
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < n; i++)
        json_object_array_add(list, binding_of(&bindings[i]));
    return list;
}

void rr_journal_line_intended(struct rr_buf *out,
                              const char *at,
                              const struct rr_step *step,
                              const struct rr_step_binding *before,
                              size_t n_before)
{
    struct json_object *line = new_line("intended", at);
    put_text(line, "step", step->id);
    put_text(line, "kind", rr_step_kind_word(step->kind));
    if (step->is_undo)
        put(line, "is_undo", json_object_new_boolean(true));
    put_text(line, "resource", step->resource);
    put_given(line, "role", step->role);
    put_given(line, "member", step->member);
    if (step->n_services > 0)
        put(line, "services", list_of(step->services, step->n_services));
    if (rr_kind_is_grant(step->kind))
        put(line, "before", bindings_of(before, n_before));
    put_text(line, "undo", rr_kind_undo(step));
    finish(out, line);
}

void rr_journal_line_sent(struct rr_buf *out,
                          const char *at,
                          const struct rr_step *step,
                          const struct rr_journal_sent *sent)
{
    struct json_object *line = new_line("sent", at);
    put_text(line, "step", step->id);
    put_text(line, "method", sent->method);
    put_text(line, "path", sent->path);
    put_given(line, "etag", sent->etag);
    finish(out, line);
}

static struct json_object *error_of(const struct rr_err *err)
{
    struct json_object *json = json_object_new_object();
    put_text(json, "kind", rr_err_kind_word(err->kind));
    if (err->http_status != 0)
        put(json, "http_status", json_object_new_int(err->http_status));
    put_given(json, "reason", err->reason);
    put_given(json, "permission", err->permission);
    put_text(json, "summary", err->summary);
    put_given(json, "detail", err->detail);
    return json;
}

void rr_journal_line_outcome(struct rr_buf *out,
                             const char *at,
                             const struct rr_step_result *result,
                             const char *etag)
{
    struct json_object *line = new_line(rr_step_outcome_word(result->outcome), at);
    put_text(line, "step", result->step);
    put_given(line, "etag", etag);
    if (result->err.kind != RR_OK)
        put(line, "error", error_of(&result->err));
    finish(out, line);
}

void rr_journal_line_end(struct rr_buf *out, const char *at, const struct rr_run_result *result)
{
    struct json_object *line = new_line("end", at);
    put(line, "changed", json_object_new_int64((int64_t)result->n_changed));
    put(line, "complete", json_object_new_boolean(result->is_complete));
    put(line, "cancelled", json_object_new_boolean(result->was_cancelled));
    finish(out, line);
}
