/* From a request to a row of the table, and the checks that are the same for every row. */
#include "config.h"

#include "sandbox/route.h"

#include <stdio.h>
#include <string.h>

#include "core/util/str.h"
#include "sandbox/fields.h"
#include "sandbox/refuse.h"
#include "sandbox/rights.h"
#include "sandbox/usage.h"

/* One segment "{name}", "{name}:verb" or literal text against one segment of a path. */
static bool segment_fits(struct rr_arena *arena,
                         const char *want,
                         size_t want_len,
                         const char *got,
                         size_t got_len,
                         struct sb_pair *vars,
                         size_t *n_vars)
{
    if (want[0] != '{') {
        const char *plain = sb_decoded(arena, got, got_len);
        return strlen(plain) == want_len && memcmp(plain, want, want_len) == 0;
    }
    size_t close = strcspn(want, "}");
    const char *verb = want + close + 1;
    size_t verb_len = want_len - close - 1;
    const char *plain = sb_decoded(arena, got, got_len);
    size_t len = strlen(plain);
    if (len <= verb_len || memcmp(plain + len - verb_len, verb, verb_len) != 0)
        return false;
    // a colon left over is a verb of another row, except in "example.com:project"
    const char *colon = memchr(plain, ':', len - verb_len);
    if (colon != NULL && memchr(plain, '.', (size_t)(colon - plain)) == NULL)
        return false;
    vars[*n_vars].name = rr_arena_strn(arena, want + 1, close - 1);
    vars[*n_vars].value = rr_arena_strn(arena, plain, len - verb_len);
    *n_vars += 1;
    return true;
}

bool sb_route_fits(struct rr_arena *arena,
                   const char *path_template,
                   const char *path,
                   struct sb_pair *vars,
                   size_t *n_vars)
{
    *n_vars = 0;
    while (*path_template == '/' && *path == '/') {
        size_t want = strcspn(++path_template, "/"), got = strcspn(++path, "/");
        if (!segment_fits(arena, path_template, want, path, got, vars, n_vars))
            return false;
        path_template += want;
        path += got;
    }
    return *path_template == '\0' && *path == '\0';
}

const struct sb_route *sb_route_find(struct sb_call *call)
{
    for (const struct sb_route *row = sb_routes; row->method != NULL; row++) {
        if (strcmp(row->method, call->method) == 0 &&
            sb_route_fits(&call->arena, row->path, call->path, call->vars, &call->n_vars))
            return row;
    }
    return NULL;
}

static bool is_listed(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; *at != '\0';) {
        size_t n = strcspn(at, ",");
        if (n == len && memcmp(at, word, n) == 0)
            return true;
        at += n + (at[n] == ',');
    }
    return false;
}

static bool check_query(struct sb_call *call)
{
    static const char general[] = "alt,$alt,fields,$fields,key,prettyPrint,$prettyPrint,quotaUser,"
                                  "access_token,oauth_token,callback,upload_protocol,uploadType,"
                                  "$.xgafv,userProject";
    for (size_t i = 0; i < call->n_query; i++) {
        const char *name = call->query[i].name;
        if (is_listed(general, name) || is_listed(call->route->query, name))
            continue;
        const char *text = rr_arena_printf(
            &call->arena,
            "Invalid JSON payload received. Unknown name \"%s\": Cannot bind query parameter. "
            "Field '%s' could not be found in request message.",
            name, name);
        sb_refuse(call, 400, "INVALID_ARGUMENT", "%s", text);
        sb_refuse_field(call, "", text);
        return false;
    }
    return true;
}

static bool check_fields(struct sb_call *call)
{
    struct sb_field_fault fault = {0};
    const char *spec = call->route->body != NULL ? call->route->body : "";
    bool fine = sb_fields_check(call->body, spec, &fault);
    if (!fine) {
        const char *where = rr_buf_text(&fault.where), *text;
        if (fault.name == NULL)
            text = rr_arena_printf(&call->arena, "Invalid value at '%s' (type.googleapis.com).",
                                   where);
        else
            text = rr_arena_printf(
                &call->arena,
                "Invalid JSON payload received. Unknown name \"%s\"%s%s%s: Cannot find field.",
                fault.name, where[0] != '\0' ? " at '" : "", where, where[0] != '\0' ? "'" : "");
        sb_refuse(call, 400, "INVALID_ARGUMENT", "%s", text);
        sb_refuse_field(call, where, text);
    }
    rr_buf_free(&fault.where);
    return fine;
}

static bool read_body(struct sb_call *call)
{
    if (call->raw_len == 0 || (call->route->flags & SB_RAW))
        return true;
    struct json_tokener *tokener = json_tokener_new();
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    call->body = json_tokener_parse_ex(tokener, call->raw, (int)call->raw_len + 1);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    json_tokener_free(tokener);
    if (error != json_tokener_success || !json_object_is_type(call->body, json_type_object))
        return sb_refuse(call, 400, "INVALID_ARGUMENT",
                         "Invalid JSON payload received. Unexpected token.\n%.40s\n^", call->raw);
    return check_fields(call);
}

static bool check_token(struct sb_call *call)
{
    const char *want = call->world->require_token;
    if (want == NULL || (rr_str_has_prefix(call->authorization, "Bearer ") &&
                         strcmp(call->authorization + strlen("Bearer "), want) == 0))
        return true;
    bool none = call->authorization[0] == '\0';
    sb_refuse(
        call, 401, "UNAUTHENTICATED",
        none ? "Request is missing required authentication credential. Expected OAuth 2 access "
               "token, login cookie or other valid authentication credential. See "
               "https://developers.google.com/identity/sign-in/web/devconsole-project."
             : "Request had invalid authentication credentials. Expected OAuth 2 access token, "
               "login cookie or other valid authentication credential. See "
               "https://developers.google.com/identity/sign-in/web/devconsole-project.");
    sb_refuse_info(call, none ? "CREDENTIALS_MISSING" : "ACCESS_TOKEN_EXPIRED", "googleapis.com",
                   sb_object_of("service", call->route->service, NULL));
    return false;
}

static const char *node_name(struct sb_call *call)
{
    struct rr_arena *arena = &call->arena;
    const char *project =
        call->project != NULL ? sb_project_id(call->project) : sb_var(call, "project");
    const char *location = sb_var(call, "location");
    switch (call->route->flags & SB_ON_PARENT ? SB_PROJECT : call->route->kind) {
    case SB_ORGANIZATION:
        return rr_arena_printf(arena, "organizations/%s", sb_var(call, "organization"));
    case SB_FOLDER:
        return rr_arena_printf(arena, "folders/%s", sb_var(call, "folder"));
    case SB_ACCOUNT:
        return rr_arena_printf(arena, "projects/%s/serviceAccounts/%s", project,
                               sb_var(call, "account"));
    case SB_REPOSITORY:
        return rr_arena_printf(arena, "projects/%s/locations/%s/repositories/%s", project, location,
                               sb_var(call, "repository"));
    case SB_SERVICE:
        return rr_arena_printf(arena, "projects/%s/locations/%s/services/%s", project, location,
                               sb_var(call, "service"));
    case SB_JOB:
    case SB_RUN_JOB:
        return rr_arena_printf(arena, "projects/%s/locations/%s/jobs/%s", project, location,
                               sb_var(call, "job"));
    case SB_BUCKET:
        return rr_arena_printf(arena, "buckets/%s", sb_var(call, "bucket"));
    default:
        return rr_arena_printf(arena, "projects/%s", project);
    }
}

/* Cloud Run's regional hosts carry the location of Knative paths. */
static void location_from_host(struct sb_call *call)
{
    const char *end = strstr(call->host, "-run.googleapis.com");
    if (sb_var(call, "location")[0] != '\0' || call->n_vars == 8)
        return;
    struct sb_pair *pair = &call->vars[call->n_vars++];
    pair->name = "location";
    pair->value = end != NULL ? rr_arena_strn(&call->arena, call->host, (size_t)(end - call->host))
                              : sb_text(sb_get(call->world->scenario, "defaults"), "region");
}

static struct sb_node *locate(struct sb_call *call)
{
    struct sb_world *world = call->world;
    if (call->route->kind == SB_ACCOUNT && !(call->route->flags & SB_ON_PARENT)) {
        struct sb_node *account = sb_world_account(world, sb_var(call, "account"), call->now);
        if (account != NULL && call->project != NULL && account->parent != call->project)
            account = NULL;
        if (account != NULL)
            call->project = account->parent;
        return account;
    }
    enum sb_kind kind = call->route->flags & SB_ON_PARENT ? SB_PROJECT : call->route->kind;
    return sb_world_find(world, kind, call->node_name, call->now);
}

static bool find_project(struct sb_call *call)
{
    const char *id = sb_var(call, "project");
    if (id[0] == '\0' || strcmp(id, "-") == 0)
        return true;
    call->project = sb_world_project(call->world, id);
    if (call->project != NULL)
        return true;
    if (strcmp(call->route->service, SB_CRM) == 0)
        return sb_refuse(call, 403, "PERMISSION_DENIED", "The caller does not have permission");
    sb_refuse(call, 403, "PERMISSION_DENIED", "Permission denied on resource project %s.", id);
    sb_tree *metadata = sb_object_of("containerInfo", id, "service", call->route->service, NULL);
    sb_put_format(metadata, "consumer", "projects/%s", id);
    sb_refuse_info(call, "CONSUMER_INVALID", "googleapis.com", metadata);
    return false;
}

static bool check_permission(struct sb_call *call)
{
    const char *permission = call->route->permission;
    const struct sb_node *on = call->node != NULL ? call->node : call->project;
    if (permission[0] == '\0')
        return true;
    if (on == NULL && (call->route->kind == SB_BUCKET || call->route->kind == SB_ACCOUNT))
        return true; // what no project is known of is 404 for everybody
    if (on != NULL && sb_may(call->world, call->world->caller, permission, on, call->now))
        return true;
    return sb_refuse_permission(call, permission);
}

static bool prepare(struct sb_call *call)
{
    if (!check_token(call) || !find_project(call) || !sb_usage_check(call))
        return false;
    location_from_host(call);
    call->node_name = node_name(call);
    if (call->route->kind != SB_NOTHING)
        call->node = locate(call);
    if (call->project == NULL && call->node != NULL && call->node->kind == SB_BUCKET)
        call->project = call->node->parent;
    return check_query(call) && read_body(call) && check_permission(call);
}

void sb_route_serve(struct sb_call *call)
{
    call->route = sb_route_find(call);
    if (call->route == NULL) {
        sb_refuse_path(call);
        return;
    }
    if (!(call->route->flags & SB_OPEN)) {
        if (!prepare(call))
            return;
        if (call->node == NULL && call->route->kind != SB_NOTHING &&
            !(call->route->flags & SB_MAY_MISS)) {
            sb_refuse_missing(call);
            return;
        }
    }
    call->route->handle(call);
}
