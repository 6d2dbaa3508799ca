/*
 * The plan as a file. The file carries a digest of itself: a plan is read by people before it is
 * applied, and what they read must be what is done, so a file edited by hand is refused. Pure.
 */
#include "config.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "core/net/json.h"
#include "core/plan/change_json.h"
#include "core/plan/step.h"
#include "core/policy/member.h"
#include "core/policy/names.h"
#include "core/util/build_json.h"
#include "core/util/clock.h"
#include "core/util/digest.h"
#include "core/util/i18n.h"
#include "core/util/str.h"
#include "runready/plan.h"

static const char schema[] = "runready/plan/v1";
enum { PLAN_BYTES_MAX = 4 * 1024 * 1024 };

/* ---- writing ---- */

static struct json_object *write_context(const struct rr_context *context)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "project", context->project);
    rr_json_put(out, "region", context->region);
    rr_json_put(out, "service", context->service);
    rr_json_put(out, "source", context->source);
    json_object_object_add(out, "port", json_object_new_int(context->port));
    rr_json_put(out, "build_account", context->build_account);
    rr_json_put(out, "runtime_account", context->runtime_account);
    rr_json_put(out, "repository", context->repository);
    rr_json_put(out, "use_case", rr_use_case_word(context->use_case));
    rr_json_put(out, "preset", rr_preset_word(context->preset));
    rr_json_put(out, "access", rr_access_word(context->access));
    json_object_object_add(out, "deep", json_object_new_boolean(context->is_deep));
    rr_json_put(out, "schedule", context->schedule);
    rr_json_put(out, "time_zone", context->time_zone);
    rr_json_put(out, "path", context->path);
    rr_json_put(out, "job", context->job);
    rr_json_put(out, "method", context->method);
    rr_json_put(out, "body", context->body);
    rr_json_put(out, "deadline", context->deadline);
    rr_json_put(out, "retries", context->retries);
    return out;
}

static struct json_object *
write_binding(const char *role, const struct rr_step_binding *binding, const char *added)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "role", role);
    rr_json_put_list(out, "members", binding->members, binding->n_members);
    if (added != NULL)
        json_object_array_add(json_object_object_get(out, "members"),
                              json_object_new_string(added));
    if (*binding->condition_expression != '\0') {
        struct json_object *condition = json_object_new_object();
        rr_json_put(condition, "title", binding->condition_title);
        rr_json_put(condition, "expression", binding->condition_expression);
        json_object_object_add(out, "condition", condition);
    }
    return out;
}

/* The bindings of the step's role before it, or after it (`added` = the member). */
static struct json_object *write_bindings(const struct rr_step *step, const char *added)
{
    struct json_object *list = json_object_new_array();
    for (size_t i = 0; i < step->n_before; i++) {
        bool is_plain = *step->before[i].condition_expression == '\0';
        const char *here = is_plain ? added : NULL;
        json_object_array_add(list, write_binding(step->role, &step->before[i], here));
        if (is_plain)
            added = NULL;
    }
    if (added != NULL) {
        struct rr_step_binding fresh = {.condition_title = "", .condition_expression = ""};
        json_object_array_add(list, write_binding(step->role, &fresh, added));
    }
    struct json_object *out = json_object_new_object();
    json_object_object_add(out, "bindings", list);
    return out;
}

/* The same without the member: what is left once the grant is taken back. */
static struct json_object *write_bindings_without(const struct rr_step *step,
                                                  struct rr_arena *arena)
{
    struct rr_step left = *step;
    struct rr_step_binding *bindings = rr_arena_array(arena, step->n_before, sizeof *bindings);
    left.n_before = 0;
    for (size_t i = 0; i < step->n_before; i++) {
        struct rr_step_binding *binding = &bindings[left.n_before];
        *binding = step->before[i];
        if (*binding->condition_expression == '\0') {
            const char **members = rr_arena_array(arena, binding->n_members, sizeof *members);
            binding->n_members = 0;
            for (size_t k = 0; k < step->before[i].n_members; k++)
                if (!rr_member_eq(step->before[i].members[k], step->member))
                    members[binding->n_members++] = step->before[i].members[k];
            binding->members = members;
        }
        left.n_before += binding->n_members > 0;
    }
    left.before = bindings;
    return write_bindings(&left, NULL);
}

static struct json_object *write_services(const struct rr_step *step, const char *state)
{
    struct json_object *states = json_object_new_object();
    for (size_t i = 0; i < step->n_services; i++)
        rr_json_put(states, step->services[i], state);
    struct json_object *out = json_object_new_object();
    json_object_object_add(out, "services", states);
    return out;
}

static void swap(struct json_object **a, struct json_object **b)
{
    struct json_object *kept = *a;
    *a = *b;
    *b = kept;
}

static void
write_change(struct json_object *out, const struct rr_step *step, struct rr_arena *arena)
{
    struct json_object *before = NULL; // JSON null: nothing is there
    struct json_object *after = NULL;
    if (rr_step_is_grant(step)) {
        before = write_bindings(step, NULL);
        after = step->is_undo ? write_bindings_without(step, arena)
                              : write_bindings(step, step->member);
    } else if (step->kind == RR_STEP_ENABLE_SERVICES) {
        before = write_services(step, "DISABLED");
        after = write_services(step, "ENABLED");
    } else {
        before = rr_step_before_json(step);
        after = rr_step_after_json(step);
    }
    if (step->is_undo && !rr_step_is_grant(step))
        swap(&before, &after);
    json_object_object_add(out, "before", before);
    json_object_object_add(out, "after", after);
}

static struct json_object *write_step(const struct rr_step *step, struct rr_arena *arena)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "id", step->id);
    rr_json_put(out, "kind", rr_step_kind_word(step->kind));
    if (step->is_undo)
        json_object_object_add(out, "is_undo", json_object_new_boolean(true));
    rr_json_put(out, "title", rr_step_title(step, arena));
    rr_json_put(out, "resource", step->resource);
    rr_json_put(out, "why", step->why);
    rr_json_put(out, "risk", rr_risk_word(step->risk));
    rr_json_put(out, "risk_text", step->risk_text);
    rr_json_put(out, "phase", rr_phase_word(step->phase));
    rr_json_put_list(out, "needs", step->needs, step->n_needs);
    rr_json_put_list(out, "rights", step->rights, step->n_rights);
    if (rr_step_is_grant(step)) {
        rr_json_put(out, "role", step->role);
        rr_json_put(out, "member", step->member);
    }
    if (step->n_services > 0)
        rr_json_put_list(out, "services", step->services, step->n_services);
    write_change(out, step, arena);
    rr_json_put(out, "undo", rr_step_undo(step, arena));
    return out;
}

static struct json_object *write_blocked(const struct rr_blocked *blocked)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "step", blocked->step);
    rr_json_put(out, "by", blocked->by);
    rr_json_put(out, "why", blocked->why);
    rr_json_put_list(out, "roads", blocked->roads, blocked->n_roads);
    return out;
}

static struct json_object *write_plan(const struct rr_plan *plan, struct rr_arena *arena)
{
    struct json_object *out = json_object_new_object();
    struct json_object *project = json_object_new_object();
    struct json_object *steps = json_object_new_array();
    struct json_object *base = json_object_new_object();
    struct json_object *blocked = json_object_new_array();
    char made_at[RR_TIME_TEXT];
    rr_time_format(plan->made_at_s * 1000, made_at);
    rr_json_put(project, "id", plan->project_id);
    rr_json_put(project, "number", plan->project_number);
    for (size_t i = 0; i < plan->n_steps; i++)
        json_object_array_add(steps, write_step(&plan->steps[i], arena));
    for (size_t i = 0; i < plan->n_base; i++)
        rr_json_put(base, plan->base[i].resource, plan->base[i].mark);
    for (size_t i = 0; i < plan->n_blocked; i++)
        json_object_array_add(blocked, write_blocked(&plan->blocked[i]));
    rr_json_put(out, "schema", schema);
    rr_json_put(out, "made_at", made_at);
    if (!rr_str_is_empty(plan->undoes))
        rr_json_put(out, "undoes", plan->undoes);
    json_object_object_add(out, "project", project);
    rr_json_put(out, "phase", rr_phase_word(RR_PHASE_PREPARE));
    json_object_object_add(out, "context", write_context(&plan->context));
    rr_json_put(out, "build_account", plan->build_account);
    rr_json_put(out, "runtime_account", plan->runtime_account);
    json_object_object_add(out, "complete", json_object_new_boolean(plan->is_complete));
    json_object_object_add(out, "steps", steps);
    json_object_object_add(out, "base", base);
    json_object_object_add(out, "blocked", blocked);
    return out;
}

static void digest_of(struct json_object *plan, char out[RR_DIGEST_TEXT])
{
    const char *text = json_object_to_json_string_ext(plan, JSON_C_TO_STRING_PLAIN |
                                                                JSON_C_TO_STRING_NOSLASHESCAPE);
    rr_digest(text, strlen(text), out);
}

const char *rr_plan_write_json(const struct rr_plan *plan, struct rr_arena *arena)
{
    RR_JSON_AUTO struct json_object *out = write_plan(plan, arena);
    char digest[RR_DIGEST_TEXT];
    digest_of(out, digest);
    rr_json_put(out, "digest", digest);
    return rr_json_document(out, arena);
}

/* ---- reading ---- */

static bool refuse(struct rr_err *err, const char *why)
{
    rr_err_set(err, RR_BAD_INPUT, _("This plan file cannot be used: %s"), why);
    return rr_err_detail(
        err, _("Nothing was changed. Make a fresh one: runready plan --format json --out FILE"));
}

static bool check_digest(struct json_object *json, struct rr_err *err)
{
    char expected[RR_DIGEST_TEXT];
    char found[RR_DIGEST_TEXT];
    snprintf(expected, sizeof expected, "%s", rr_json_str(json, "digest"));
    json_object_object_del(json, "digest");
    digest_of(json, found);
    if (strcmp(expected, found) == 0)
        return true;
    return refuse(err, _("it was changed after it was made (its digest does not fit)"));
}

static const char *read_text(struct json_object *json, const char *key, struct rr_arena *arena)
{
    return rr_arena_str(arena, rr_json_str(json, key));
}

static const char *const *
read_list(struct json_object *json, const char *key, size_t *n, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, key);
    *n = rr_json_len(list);
    const char **out = rr_arena_array(arena, *n, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    return out;
}

static bool read_context(struct json_object *json,
                         struct rr_context *out,
                         struct rr_arena *arena,
                         struct rr_err *err)
{
    *out = (struct rr_context){
        .project = read_text(json, "project", arena),
        .region = read_text(json, "region", arena),
        .service = read_text(json, "service", arena),
        .source = read_text(json, "source", arena),
        .port = (int)rr_json_int(json, "port"),
        .build_account = read_text(json, "build_account", arena),
        .runtime_account = read_text(json, "runtime_account", arena),
        .repository = read_text(json, "repository", arena),
        .is_deep = rr_json_bool(json, "deep"),
        .schedule = read_text(json, "schedule", arena),
        .time_zone = read_text(json, "time_zone", arena),
        .path = read_text(json, "path", arena),
        .job = read_text(json, "job", arena),
        .method = read_text(json, "method", arena),
        .body = read_text(json, "body", arena),
        .deadline = read_text(json, "deadline", arena),
        .retries = read_text(json, "retries", arena),
    };
    if (!rr_use_case_parse(rr_json_str(json, "use_case"), &out->use_case) ||
        !rr_preset_parse(rr_json_str(json, "preset"), &out->preset) ||
        !rr_access_parse(rr_json_str(json, "access"), &out->access))
        return refuse(err, _("its context names a choice that this version does not know"));
    return rr_context_check(out, err);
}

static void read_before(struct json_object *json, struct rr_step *step, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(rr_json_obj(json, "before"), "bindings");
    size_t n = rr_json_len(list);
    struct rr_step_binding *before = rr_arena_array(arena, n, sizeof *before);
    for (size_t i = 0; i < n; i++) {
        struct json_object *binding = rr_json_at(list, i);
        struct json_object *condition = rr_json_obj(binding, "condition");
        before[i].members = read_list(binding, "members", &before[i].n_members, arena);
        before[i].condition_title = read_text(condition, "title", arena);
        before[i].condition_expression = read_text(condition, "expression", arena);
    }
    step->before = before;
    step->n_before = n;
}

static bool read_step(struct json_object *json,
                      struct rr_step *step,
                      struct rr_arena *arena,
                      struct rr_err *err)
{
    *step = (struct rr_step){
        .id = read_text(json, "id", arena),
        .resource = read_text(json, "resource", arena),
        .why = read_text(json, "why", arena),
        .risk_text = read_text(json, "risk_text", arena),
        .role = read_text(json, "role", arena),
        .member = read_text(json, "member", arena),
        .is_undo = rr_json_bool(json, "is_undo"),
    };
    if (!rr_step_kind_parse(rr_json_str(json, "kind"), &step->kind))
        return refuse(err, _("it holds a step of a kind that this version does not know"));
    if (!rr_risk_parse(rr_json_str(json, "risk"), &step->risk) ||
        !rr_phase_parse(rr_json_str(json, "phase"), &step->phase))
        return refuse(err, _("a step's risk or phase is not one of the known words"));
    step->needs = read_list(json, "needs", &step->n_needs, arena);
    step->services = read_list(json, "services", &step->n_services, arena);
    step->rights = rr_step_kind_rights(step->kind, &step->n_rights);
    read_before(json, step, arena);
    if (!rr_step_read_change(json, step, arena))
        return refuse(err, _("a step does not say what it would change"));
    return true;
}

/* A plan touches only what its own context names. */
static bool is_own_resource(const struct rr_plan *plan, const struct rr_step *step)
{
    const struct rr_context *context = &plan->context;
    char expected[512];
    switch (step->kind) {
    case RR_STEP_ENABLE_SERVICES:
        snprintf(expected, sizeof expected, "projects/%s/services", context->project);
        break;
    case RR_STEP_CREATE_REPOSITORY:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
        snprintf(expected, sizeof expected, "projects/%s/locations/%s/repositories/%s",
                 context->project, context->region, rr_context_repository(context));
        break;
    case RR_STEP_GRANT_PROJECT_ROLE:
        snprintf(expected, sizeof expected, "projects/%s", context->project);
        break;
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        snprintf(expected, sizeof expected, "projects/%s/serviceAccounts/%s", context->project,
                 plan->runtime_account);
        break;
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        snprintf(expected, sizeof expected, "projects/%s/serviceAccounts/", context->project);
        return rr_str_has_prefix(step->resource, expected) &&
               rr_name_check_account(step->resource + strlen(expected), NULL);
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        snprintf(expected, sizeof expected, "projects/%s/locations/", context->project);
        return rr_str_has_prefix(step->resource, expected) &&
               rr_name_check_job(rr_str_after_last(step->resource, '/'), NULL);
    case RR_STEP_DEPLOY:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
    case RR_STEP_DISABLE_INVOKER_CHECK:
        snprintf(expected, sizeof expected, "projects/%s/locations/%s/%s/%s", context->project,
                 context->region, rr_context_is_job(context) ? "jobs" : "services",
                 context->service);
        break;
    case RR_STEP_KIND_COUNT:
        return false;
    }
    return strcmp(expected, step->resource) == 0;
}

/* Such names become words of commands, so none may look like an option. Source: IAM, Role.name; Service Usage, Service.name. */
static bool is_role(const char *text)
{
    static const char prefix[] = "roles/";
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
    if (!rr_str_has_prefix(text, prefix))
        return false;
    const char *id = text + sizeof prefix - 1;
    return *id != '\0' && id[strspn(id, allowed)] == '\0';
}

static bool is_api(const char *text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
    return *text >= 'a' && *text <= 'z' && text[strspn(text, allowed)] == '\0' &&
           rr_str_has_suffix(text, ".googleapis.com");
}

static bool check_step(const struct rr_plan *plan, const struct rr_step *step, struct rr_err *err)
{
    static const char account[] = "serviceAccount:";
    bool is_grant_kind =
        step->kind == RR_STEP_GRANT_PROJECT_ROLE || step->kind == RR_STEP_GRANT_REPOSITORY_ROLE ||
        step->kind == RR_STEP_GRANT_ACCOUNT_ROLE || step->kind == RR_STEP_GRANT_SERVICE_ROLE;
    bool is_public = step->kind == RR_STEP_ALLOW_PUBLIC;
    if (!is_own_resource(plan, step))
        return refuse(err, _("a step names a resource outside the plan's own project"));
    if (is_grant_kind && (!is_role(step->role) || !rr_str_has_prefix(step->member, account) ||
                          !rr_name_check_account(step->member + sizeof account - 1, NULL)))
        return refuse(err, _("a step's role or member has not the form of one"));
    if (is_public &&
        (strcmp(step->role, "roles/run.invoker") != 0 || strcmp(step->member, "allUsers") != 0))
        return refuse(err, _("a step's role or member has not the form of one"));
    for (size_t i = 0; i < step->n_services; i++)
        if (!is_api(step->services[i]))
            return refuse(err, _("a step names a service that is not Google's"));
    for (size_t i = 0; i < step->n_needs; i++)
        if (rr_plan_find(plan, step->needs[i]) == NULL)
            return refuse(err, _("a step needs one that is not in the plan"));
    return true;
}

static void read_base(struct json_object *json, struct rr_plan *out, struct rr_arena *arena)
{
    struct json_object *base = rr_json_obj(json, "base");
    if (base == NULL)
        return;
    struct rr_base *items =
        rr_arena_array(arena, (size_t)json_object_object_length(base), sizeof *items);
    json_object_object_foreach(base, key, value)
    {
        (void)value;
        items[out->n_base++] =
            (struct rr_base){rr_arena_str(arena, key), read_text(base, key, arena)};
    }
    out->base = items;
}

static void read_blocked(struct json_object *json, struct rr_plan *out, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(json, "blocked");
    size_t n = rr_json_len(list);
    struct rr_blocked *items = rr_arena_array(arena, n, sizeof *items);
    for (size_t i = 0; i < n; i++) {
        struct json_object *one = rr_json_at(list, i);
        items[i] = (struct rr_blocked){.step = read_text(one, "step", arena),
                                       .by = read_text(one, "by", arena),
                                       .why = read_text(one, "why", arena)};
        items[i].roads = read_list(one, "roads", &items[i].n_roads, arena);
    }
    out->blocked = items;
    out->n_blocked = n;
}

static bool read_steps(struct json_object *json,
                       struct rr_plan *out,
                       struct rr_arena *arena,
                       struct rr_err *err)
{
    struct json_object *list = rr_json_arr(json, "steps");
    size_t n = rr_json_len(list);
    struct rr_step *steps = rr_arena_array(arena, n, sizeof *steps);
    for (size_t i = 0; i < n; i++)
        if (!read_step(rr_json_at(list, i), &steps[i], arena, err))
            return false;
    out->steps = steps;
    out->n_steps = n;
    for (size_t i = 0; i < n; i++)
        if (!check_step(out, &steps[i], err))
            return false;
    return true;
}

static bool
read_plan(struct json_object *json, struct rr_plan *out, struct rr_arena *arena, struct rr_err *err)
{
    struct json_object *project = rr_json_obj(json, "project");
    out->undoes = read_text(json, "undoes", arena);
    out->project_id = read_text(project, "id", arena);
    out->project_number = read_text(project, "number", arena);
    out->build_account = read_text(json, "build_account", arena);
    out->runtime_account = read_text(json, "runtime_account", arena);
    out->is_complete = rr_json_bool(json, "complete");
    out->made_at_s = 0; // only for people; the base tells whether the plan still fits
    read_base(json, out, arena);
    read_blocked(json, out, arena);
    return read_context(rr_json_obj(json, "context"), &out->context, arena, err) &&
           read_steps(json, out, arena, err);
}

bool rr_plan_read_json(
    const char *bytes, size_t n, struct rr_plan *out, struct rr_arena *arena, struct rr_err *err)
{
    RR_JSON_AUTO struct json_object *json = NULL;
    struct rr_err why = {0};
    if (!rr_json_parse(bytes, n, PLAN_BYTES_MAX, &json, &why))
        return refuse(err, why.summary);
    const char *found = rr_json_str(json, "schema");
    if (!rr_str_has_prefix(found, "runready/plan/"))
        return refuse(err, _("it is not a plan of runready"));
    if (strcmp(found, schema) != 0)
        return refuse(err, _("it was made by another version of runready"));
    if (!check_digest(json, err))
        return false;
    struct rr_plan plan = {0};
    if (!read_plan(json, &plan, arena, err))
        return false;
    *out = plan;
    return true;
}
