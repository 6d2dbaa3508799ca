/* The check as JSON; see the header. */
#include "config.h"

#include "cli/check_json.h"

#include <json-c/json.h>

#include "core/net/json.h"
#include "core/util/build_json.h"

static struct json_object *write_project(const struct rr_observed *observed)
{
    struct rr_project_view view = rr_observed_project(observed);
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "id", view.id);
    rr_json_put(out, "number", view.number);
    rr_json_put(out, "name", view.name);
    rr_json_put(out, "state", view.state);
    rr_json_put(out, "parent", view.parent);
    rr_json_put(out, "region", view.region);
    rr_json_put(out, "build_account", view.build_account);
    rr_json_put(out, "runtime_account", view.runtime_account);
    return out;
}

static struct json_object *write_fact(const struct rr_fact *fact)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "id", fact->id);
    rr_json_put(out, "state", rr_fact_state_word(fact->state));
    json_object_object_add(out, "ms", json_object_new_int64(fact->ms));
    rr_json_put(out, "title", fact->title);
    rr_json_put(out, "request", fact->request);
    if (fact->state != RR_FACT_KNOWN)
        json_object_object_add(out, "error", rr_json_error(&fact->err));
    return out;
}

static void put_given(struct json_object *out, const char *key, const char *text)
{
    if (*text != '\0')
        rr_json_put(out, key, text);
}

static struct json_object *write_condition(const struct rr_proof_line *line)
{
    struct json_object *out = json_object_new_object();
    put_given(out, "title", line->condition_title);
    rr_json_put(out, "expression", line->condition_expression);
    return out;
}

static struct json_object *write_reason(const struct rr_proof_line *line)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "kind", line->kind);
    rr_json_put(out, "level", line->level);
    rr_json_put(out, "resource", line->resource);
    put_given(out, "role", line->role);
    put_given(out, "member", line->member);
    if (*line->condition_expression != '\0')
        json_object_object_add(out, "condition", write_condition(line));
    put_given(out, "until", line->until);
    put_given(out, "deny_policy", line->deny_policy);
    rr_json_put(out, "text", line->text);
    return out;
}

static struct json_object *write_derivation(const struct rr_finding *finding)
{
    struct json_object *out = json_object_new_array();
    for (size_t i = 0; i < finding->n_proofs; i++) {
        const struct rr_proof *proof = &finding->proofs[i];
        struct json_object *one = json_object_new_object();
        struct json_object *reasons = json_object_new_array();
        for (size_t k = 0; k < proof->n_lines; k++)
            json_object_array_add(reasons, write_reason(&proof->lines[k]));
        rr_json_put(one, "permission", proof->permission);
        rr_json_put(one, "answer", proof->answer);
        json_object_object_add(one, "reasons", reasons);
        json_object_array_add(out, one);
    }
    return out;
}

static struct json_object *write_choices(const struct rr_finding *finding)
{
    struct json_object *out = json_object_new_array();
    for (size_t i = 0; i < finding->n_choices; i++) {
        const struct rr_role_choice *choice = &finding->choices[i];
        struct json_object *one = json_object_new_object();
        rr_json_put(one, "role", choice->role);
        rr_json_put(one, "resource", choice->resource);
        json_object_object_add(one, "permissions",
                               json_object_new_int64((int64_t)choice->n_permissions));
        json_object_object_add(one, "weight", json_object_new_int64(choice->weight));
        json_object_array_add(out, one);
    }
    return out;
}

static struct json_object *write_finding(const struct rr_finding *finding)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "id", finding->id);
    rr_json_put(out, "station", rr_station_word(finding->station));
    rr_json_put(out, "state", rr_finding_state_word(finding->state));
    json_object_object_add(out, "required", json_object_new_boolean(finding->is_required));
    rr_json_put(out, "title", finding->title);
    rr_json_put(out, "why", finding->why);
    rr_json_put_list(out, "evidence", finding->evidence, finding->n_evidence);
    put_given(out, "role", finding->role);
    put_given(out, "resource", finding->resource);
    put_given(out, "member", finding->member);
    put_given(out, "via", finding->via);
    put_given(out, "would_say", finding->would_say);
    if (finding->n_proofs > 0)
        json_object_object_add(out, "derivation", write_derivation(finding));
    if (finding->n_choices > 0)
        json_object_object_add(out, "choices", write_choices(finding));
    rr_json_put_list(out, "remedy", finding->remedy, finding->n_remedy);
    return out;
}

static struct json_object *write_context(const struct rr_context *context)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "service", context->service);
    rr_json_put(out, "repository", rr_context_repository(context));
    rr_json_put(out, "preset", rr_preset_word(context->preset));
    rr_json_put(out, "access", rr_access_word(context->access));
    return out;
}

const char *check_json(const struct rr_context *context,
                       const struct rr_observed *observed,
                       const struct rr_findings *findings,
                       struct rr_arena *arena)
{
    RR_JSON_AUTO struct json_object *out = json_object_new_object();
    struct json_object *facts = json_object_new_array();
    struct json_object *list = json_object_new_array();
    size_t n = 0;
    const struct rr_fact *items = rr_observed_facts(observed, &n);
    for (size_t i = 0; i < n; i++)
        json_object_array_add(facts, write_fact(&items[i]));
    for (size_t i = 0; i < findings->n_items; i++)
        json_object_array_add(list, write_finding(&findings->items[i]));
    rr_json_put(out, "schema", "runready/check/v1");
    json_object_object_add(out, "ready", json_object_new_boolean(findings->is_ready));
    json_object_object_add(out, "project", write_project(observed));
    json_object_object_add(out, "context", write_context(context));
    json_object_object_add(out, "facts", facts);
    json_object_object_add(out, "findings", list);
    return rr_json_document(out, arena);
}
