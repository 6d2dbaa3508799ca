/* What steps change, as JSON; see the header. */
#include "config.h"

#include "core/plan/change_json.h"

#include <json-c/json.h>
#include <string.h>

#include "core/net/json.h"
#include "core/policy/invoker.h"
#include "core/policy/schedule.h"
#include "core/util/build_json.h"
#include "core/util/str.h"

static struct json_object *write_flag(const char *field, bool value)
{
    struct json_object *out = json_object_new_object();
    json_object_object_add(out, field, json_object_new_boolean(value));
    return out;
}

/* Leaf paths and their values, flat: {"httpTarget.uri": "...", ...}. */
static struct json_object *write_schedule(const struct rr_schedule *schedule, unsigned fields)
{
    struct json_object *out = json_object_new_object();
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        const char *text = rr_schedule_text(schedule, field);
        if ((fields >> i & 1) != 0 && *text != '\0')
            rr_json_put(out, rr_schedule_path(field, schedule->is_oauth), text);
    }
    return out;
}

struct json_object *rr_step_before_json(const struct rr_step *step)
{
    switch (step->kind) {
    case RR_STEP_ENABLE_IAP:
        return write_flag("iapEnabled", false);
    case RR_STEP_DISABLE_INVOKER_CHECK:
        return write_flag("invokerIamDisabled", false);
    case RR_STEP_UPDATE_SCHEDULE:
        return write_schedule(step->schedule_before, step->fields);
    case RR_STEP_CREATE_REPOSITORY:
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
    case RR_STEP_DEPLOY:
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_ENABLE_SERVICES:
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
    case RR_STEP_KIND_COUNT:
        break;
    }
    return NULL;
}

static struct json_object *
write_named(const struct rr_step *step, const char *key, const char *text)
{
    struct json_object *out = json_object_new_object();
    rr_json_put(out, "name", step->resource);
    rr_json_put(out, key, text);
    return out;
}

static struct json_object *write_command(const struct rr_step *step)
{
    struct json_object *out = json_object_new_object();
    rr_json_put_list(out, "command", step->command, step->n_command);
    return out;
}

struct json_object *rr_step_after_json(const struct rr_step *step)
{
    switch (step->kind) {
    case RR_STEP_CREATE_REPOSITORY:
        return write_named(step, "format", "DOCKER");
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
        return write_named(step, "displayName",
                           rr_account_title(rr_str_after_last(step->resource, '/')));
    case RR_STEP_DEPLOY:
        return write_command(step);
    case RR_STEP_ENABLE_IAP:
        return write_flag("iapEnabled", true);
    case RR_STEP_DISABLE_INVOKER_CHECK:
        return write_flag("invokerIamDisabled", true);
    case RR_STEP_CREATE_SCHEDULE:
        return write_schedule(step->schedule, ~0U);
    case RR_STEP_UPDATE_SCHEDULE:
        return write_schedule(step->schedule, step->fields);
    case RR_STEP_ENABLE_SERVICES:
    case RR_STEP_GRANT_PROJECT_ROLE:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
    case RR_STEP_KIND_COUNT:
        break;
    }
    return NULL;
}

/* ---- reading ---- */

static unsigned
read_schedule(struct json_object *json, struct rr_schedule *out, struct rr_arena *arena)
{
    unsigned fields = 0;
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        const char *text = rr_json_str(json, rr_schedule_path(field, out->is_oauth));
        if (*text == '\0')
            continue;
        rr_schedule_set(out, field, rr_arena_str(arena, text));
        fields |= 1U << i;
    }
    return fields;
}

static bool is_oauth(struct json_object *json)
{
    return *rr_json_str(json, rr_schedule_path(RR_SCHEDULE_ACCOUNT, true)) != '\0';
}

/* A step that takes back shows what it does, and keeps what the one that it takes back did. */
static bool read_schedules(struct json_object *json, struct rr_step *step, struct rr_arena *arena)
{
    struct json_object *after = rr_json_obj(json, step->is_undo ? "before" : "after");
    struct rr_schedule *wanted = rr_arena_alloc(arena, sizeof *wanted);
    struct rr_schedule *before = rr_arena_alloc(arena, sizeof *before);
    *wanted = *before = rr_schedule_empty();
    wanted->is_oauth = before->is_oauth = is_oauth(after);
    step->fields = read_schedule(after, wanted, arena);
    read_schedule(rr_json_obj(json, step->is_undo ? "after" : "before"), before, arena);
    step->schedule = wanted;
    step->schedule_before = before;
    bool has_url = *wanted->uri == '\0' || rr_str_has_prefix(wanted->uri, "https://");
    bool is_whole = step->kind == RR_STEP_UPDATE_SCHEDULE ||
                    (*wanted->uri != '\0' && *wanted->cron != '\0' && *wanted->account != '\0');
    return step->fields != 0 && has_url && is_whole;
}

static bool read_command(struct json_object *json, struct rr_step *step, struct rr_arena *arena)
{
    struct json_object *list = rr_json_arr(rr_json_obj(json, "after"), "command");
    size_t n = rr_json_len(list);
    const char **command = rr_arena_array(arena, n, sizeof *command);
    for (size_t i = 0; i < n; i++)
        command[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    step->command = command;
    step->n_command = n;
    return n > 1 && strcmp(command[0], "gcloud") == 0 && strcmp(command[1], "run") == 0;
}

bool rr_step_read_change(struct json_object *json, struct rr_step *step, struct rr_arena *arena)
{
    if (step->kind == RR_STEP_CREATE_SCHEDULE || step->kind == RR_STEP_UPDATE_SCHEDULE)
        return read_schedules(json, step, arena);
    return step->kind != RR_STEP_DEPLOY || read_command(json, step, arena);
}
