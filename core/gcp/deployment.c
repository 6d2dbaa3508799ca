/* Repository, service and bucket; see the header. */
#include "config.h"

#include "core/gcp/deployment.h"

#include <json-c/json.h>
#include <string.h>

#include "core/gcp/path.h"
#include "core/gcp/resource.h"
#include "core/net/json.h"
#include "core/util/buf.h"
#include "core/util/str.h"

struct rr_call rr_repository_get(struct rr_arena *arena,
                                 const char *project,
                                 const char *region,
                                 const char *repository)
{
    return (struct rr_call){.api = RR_API_ARTIFACTREGISTRY,
                            .method = "GET",
                            .path = rr_path(arena, "/v1/projects/%s/locations/%s/repositories/%s",
                                            project, region, repository),
                            .idempotent = true};
}

struct rr_repository rr_repository_read(struct json_object *json, struct rr_arena *arena)
{
    return (struct rr_repository){.format = rr_arena_str(arena, rr_json_str(json, "format")),
                                  .mode = rr_arena_str(arena, rr_json_str(json, "mode"))};
}

struct rr_call rr_run_service_get(struct rr_arena *arena,
                                  const char *project,
                                  const char *region,
                                  const char *service)
{
    return (struct rr_call){.api = RR_API_RUN,
                            .method = "GET",
                            .path = rr_path(arena, "/v2/projects/%s/locations/%s/services/%s",
                                            project, region, service),
                            .idempotent = true};
}

static int read_port(struct json_object *template_json)
{
    struct json_object *container = rr_json_at(rr_json_arr(template_json, "containers"), 0);
    int64_t port = rr_json_int(rr_json_at(rr_json_arr(container, "ports"), 0), "containerPort");
    return port > 0 && port < 65536 ? (int)port : 8080;
}

struct rr_call
rr_run_job_get(struct rr_arena *arena, const char *project, const char *region, const char *job)
{
    return (struct rr_call){
        .api = RR_API_RUN,
        .method = "GET",
        .path = rr_path(arena, "/v2/projects/%s/locations/%s/jobs/%s", project, region, job),
        .idempotent = true};
}

struct rr_call rr_run_service_patch(
    struct rr_arena *arena, const char *name, const char *field, bool value, const char *etag)
{
    struct json_object *body = json_object_new_object();
    json_object_object_add(body, "name", json_object_new_string(name));
    json_object_object_add(body, field, json_object_new_boolean(value));
    if (*etag != '\0')
        json_object_object_add(body, "etag", json_object_new_string(etag));
    return (struct rr_call){.api = RR_API_RUN,
                            .method = "PATCH",
                            .path = rr_resource_path(arena, "/v2/", name, ""),
                            .query = rr_arena_printf(arena, "updateMask=%s", field),
                            .body = body};
}

/* "gs://bucket/object" -> "bucket" */
static const char *bucket_of(struct rr_arena *arena, const char *location)
{
    static const char scheme[] = "gs://";
    if (!rr_str_has_prefix(location, scheme))
        return "";
    const char *bucket = location + sizeof scheme - 1;
    return rr_arena_strn(arena, bucket, strcspn(bucket, "/"));
}

static const char *const *read_texts(struct json_object *list, size_t *n, struct rr_arena *arena)
{
    *n = rr_json_len(list);
    const char **out = rr_arena_array(arena, *n, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = rr_arena_str(arena, rr_json_at_str(list, i));
    return out;
}

static const char *reason_of(struct json_object *condition)
{
    static const char *const keys[] = {"revisionReason", "reason", "executionReason"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (*rr_json_str(condition, keys[i]) != '\0')
            return rr_json_str(condition, keys[i]);
    return "";
}

struct rr_run_service rr_run_service_read(struct json_object *json, struct rr_arena *arena)
{
    struct json_object *template_json = rr_json_obj(json, "template");
    // A job's template holds that of its tasks.
    if (rr_json_obj(template_json, "template") != NULL)
        template_json = rr_json_obj(template_json, "template");
    struct json_object *condition = rr_json_obj(json, "terminalCondition");
    struct json_object *build = rr_json_obj(json, "buildConfig");
    const char *builder = rr_str_after_last(rr_json_str(build, "serviceAccount"), '/');
    struct rr_run_service out = {
        .etag = rr_arena_str(arena, rr_json_str(json, "etag")),
        .ready = rr_arena_str(arena, rr_json_str(condition, "state")),
        .ready_reason = rr_arena_str(arena, reason_of(condition)),
        .ready_message = rr_arena_str(arena, rr_json_str(condition, "message")),
        .is_default_url_off = rr_json_bool(json, "defaultUriDisabled"),
        .uri = rr_arena_str(arena, rr_json_str(json, "uri")),
        .runtime_account = rr_arena_str(arena, rr_json_str(template_json, "serviceAccount")),
        .build_account = rr_arena_str(arena, builder),
        .source_bucket = bucket_of(arena, rr_json_str(build, "sourceLocation")),
        .ingress = rr_arena_str(arena, rr_json_str(json, "ingress")),
        .port = read_port(template_json),
        .is_invoker_check_off = rr_json_bool(json, "invokerIamDisabled"),
        .is_iap_on = rr_json_bool(json, "iapEnabled"),
    };
    out.urls = read_texts(rr_json_arr(json, "urls"), &out.n_urls, arena);
    out.audiences = read_texts(rr_json_arr(json, "customAudiences"), &out.n_audiences, arena);
    return out;
}

static void add_replaced(struct rr_buf *out, const char *text, const char *what, const char *with)
{
    for (const char *hit; (hit = strstr(text, what)) != NULL; text = hit + strlen(what)) {
        rr_buf_addn(out, text, (size_t)(hit - text));
        rr_buf_add(out, with);
    }
    rr_buf_add(out, text);
}

const char *rr_source_bucket_name(struct rr_arena *arena, const char *project, const char *region)
{
    RR_BUF_AUTO plain = {0};
    for (const char *p = project; *p != '\0'; p++)
        rr_buf_addc(&plain, *p == ':' || *p == '.' ? '_' : *p);
    RR_BUF_AUTO name = {0};
    rr_buf_add(&name, "run-sources-");
    add_replaced(&name, rr_buf_text(&plain), "google", "elgoog");
    rr_buf_printf(&name, "-%s", region);
    return rr_arena_str(arena, rr_buf_text(&name));
}

struct rr_call rr_bucket_get(struct rr_arena *arena, const char *bucket)
{
    return (struct rr_call){.api = RR_API_STORAGE,
                            .method = "GET",
                            .path = rr_path(arena, "/storage/v1/b/%s", bucket),
                            .idempotent = true};
}

const char *rr_bucket_read_owner(struct json_object *json, struct rr_arena *arena)
{
    return rr_arena_str(arena, rr_json_str(json, "projectNumber"));
}
