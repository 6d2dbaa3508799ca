/* Jobs of Cloud Scheduler; see the header. */
#include "config.h"

#include "core/gcp/schedule.h"

#include <json-c/json.h>
#include <string.h>
#include <strings.h>

#include "core/gcp/path.h"
#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "core/util/str.h"

/* ---- reading ---- */

struct rr_call rr_schedule_get(struct rr_arena *arena, const char *name)
{
    return (struct rr_call){.api = RR_API_SCHEDULER,
                            .method = "GET",
                            .path = rr_resource_path(arena, "/v1/", name, ""),
                            .idempotent = true};
}

static const char *page_query(struct rr_arena *arena, const char *page_token)
{
    RR_BUF_AUTO query = {0};
    rr_buf_add(&query, "pageSize=500");
    if (*page_token != '\0') {
        rr_buf_add(&query, "&pageToken=");
        rr_buf_add_url(&query, page_token, "");
    }
    return rr_arena_str(arena, rr_buf_text(&query));
}

struct rr_call rr_schedule_list(struct rr_arena *arena,
                                const char *project,
                                const char *location,
                                const char *page_token)
{
    return (struct rr_call){
        .api = RR_API_SCHEDULER,
        .method = "GET",
        .path = rr_path(arena, "/v1/projects/%s/locations/%s/jobs", project, location),
        .query = page_query(arena, page_token),
        .idempotent = true};
}

struct rr_call
rr_schedule_locations(struct rr_arena *arena, const char *project, const char *page_token)
{
    return (struct rr_call){.api = RR_API_SCHEDULER,
                            .method = "GET",
                            .path = rr_path(arena, "/v1/projects/%s/locations", project),
                            .query = page_query(arena, page_token),
                            .idempotent = true};
}

/* Header names are compared without case. */
static const char *header_of(struct json_object *headers, const char *name)
{
    if (headers == NULL)
        return "";
    json_object_object_foreach(headers, key, value)
    {
        if (strcasecmp(key, name) == 0 && json_object_is_type(value, json_type_string))
            return json_object_get_string(value);
    }
    return "";
}

struct rr_schedule rr_schedule_read(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *target = rr_json_obj(json, "httpTarget");
    struct json_object *oidc = rr_json_obj(target, "oidcToken");
    struct json_object *oauth = rr_json_obj(target, "oauthToken");
    struct json_object *token = oauth != NULL ? oauth : oidc;
    return (struct rr_schedule){
        .cron = rr_arena_str(arena, rr_json_str(json, "schedule")),
        .time_zone = rr_arena_str(arena, rr_json_str(json, "timeZone")),
        .uri = rr_arena_str(arena, rr_json_str(target, "uri")),
        .method = rr_arena_str(arena, rr_json_str(target, "httpMethod")),
        .body = rr_arena_str(arena, rr_json_str(target, "body")),
        .content_type =
            rr_arena_str(arena, header_of(rr_json_obj(target, "headers"), "Content-Type")),
        .account = rr_arena_str(arena, rr_json_str(token, "serviceAccountEmail")),
        .audience = rr_arena_str(arena, rr_json_str(oidc, "audience")),
        .deadline = rr_arena_str(arena, rr_json_str(json, "attemptDeadline")),
        .retries = rr_arena_printf(
            arena, "%d", (int)rr_json_int(rr_json_obj(json, "retryConfig"), "retryCount")),
        .state = rr_arena_str(arena, rr_json_str(json, "state")),
        .is_oauth = oauth != NULL,
    };
}

struct rr_attempt rr_schedule_read_attempt(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *status = rr_json_obj(json, "status");
    return (struct rr_attempt){
        .at = rr_arena_str(arena, rr_json_str(json, "lastAttemptTime")),
        .code = (int)rr_json_int(status, "code"),
        .message = rr_arena_str(arena, rr_json_str(status, "message")),
    };
}

/* ---- writing ---- */

static struct json_object *sub_object(struct json_object *object, const char *key)
{
    struct json_object *found = rr_json_obj(object, key);
    if (found != NULL)
        return found;
    found = json_object_new_object();
    json_object_object_add(object, key, found);
    return found;
}

static struct json_object *value_of(enum rr_schedule_field field, const char *text)
{
    long number = 0;
    if (field == RR_SCHEDULE_RETRIES && rr_str_to_int(text, 0, 5, &number))
        return json_object_new_int((int)number);
    if (field != RR_SCHEDULE_CONTENT_TYPE)
        return json_object_new_string(text);
    struct json_object *headers = json_object_new_object();
    json_object_object_add(headers, "Content-Type", json_object_new_string(text));
    return headers;
}

/* Puts a field where its path says ("httpTarget.oidcToken.audience"). */
static void
put_field(struct json_object *job, const struct rr_schedule *schedule, enum rr_schedule_field field)
{
    const char *path = rr_schedule_path(field, schedule->is_oauth);
    const char *text = rr_schedule_text(schedule, field);
    struct json_object *at = job;
    char key[64];
    for (size_t n; path[n = strcspn(path, ".")] == '.'; path += n + 1) {
        memcpy(key, path, n);
        key[n] = '\0';
        at = sub_object(at, key);
    }
    if (*text != '\0')
        json_object_object_add(at, path, value_of(field, text));
}

static struct json_object *retry_config(const struct rr_schedule *schedule)
{
    struct json_object *out = json_object_new_object();
    long retries = 0;
    if (!rr_str_to_int(schedule->retries, 0, 5, &retries))
        retries = 0;
    json_object_object_add(out, "retryCount", json_object_new_int((int)retries));
    json_object_object_add(out, "minBackoffDuration", json_object_new_string("5s"));
    json_object_object_add(out, "maxBackoffDuration", json_object_new_string("3600s"));
    json_object_object_add(out, "maxDoublings", json_object_new_int(5));
    return out;
}

static const char *parent_of(struct rr_arena *arena, const char *name)
{
    const char *id = rr_str_after_last(name, '/');
    return rr_arena_strn(arena, name, id > name ? (size_t)(id - name) - 1 : 0);
}

struct rr_call
rr_schedule_create(struct rr_arena *arena, const char *name, const struct rr_schedule *schedule)
{
    struct json_object *job = json_object_new_object();
    json_object_object_add(job, "name", json_object_new_string(name));
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        bool has_form_of_its_own = field == RR_SCHEDULE_STATE || field == RR_SCHEDULE_RETRIES;
        if (!has_form_of_its_own && *rr_schedule_text(schedule, field) != '\0')
            put_field(job, schedule, field);
    }
    json_object_object_add(job, "retryConfig", retry_config(schedule));
    return (struct rr_call){.api = RR_API_SCHEDULER,
                            .method = "POST",
                            .path = rr_resource_path(arena, "/v1/", parent_of(arena, name), ""),
                            .body = job};
}

struct rr_call rr_schedule_patch(struct rr_arena *arena,
                                 const char *name,
                                 const struct rr_schedule *schedule,
                                 unsigned fields)
{
    struct json_object *job = json_object_new_object();
    RR_BUF_AUTO mask = {0};
    json_object_object_add(job, "name", json_object_new_string(name));
    for (int i = 0; i < RR_SCHEDULE_FIELD_COUNT; i++) {
        enum rr_schedule_field field = (enum rr_schedule_field)i;
        if ((fields >> i & 1) == 0 || field == RR_SCHEDULE_STATE)
            continue;
        put_field(job, schedule, field);
        rr_buf_printf(&mask, "%s%s", mask.len > 0 ? "," : "",
                      rr_schedule_path(field, schedule->is_oauth));
    }
    return (struct rr_call){.api = RR_API_SCHEDULER,
                            .method = "PATCH",
                            .path = rr_resource_path(arena, "/v1/", name, ""),
                            .query = rr_arena_printf(arena, "updateMask=%s", rr_buf_text(&mask)),
                            .body = job};
}

struct rr_call rr_schedule_verb(struct rr_arena *arena, const char *name, const char *verb)
{
    return (struct rr_call){
        .api = RR_API_SCHEDULER,
        .method = "POST",
        .path = rr_resource_path(arena, "/v1/", name, rr_arena_printf(arena, ":%s", verb)),
        .body = json_object_new_object()};
}

struct rr_call rr_schedule_delete(struct rr_arena *arena, const char *name)
{
    return (struct rr_call){.api = RR_API_SCHEDULER,
                            .method = "DELETE",
                            .path = rr_resource_path(arena, "/v1/", name, "")};
}
