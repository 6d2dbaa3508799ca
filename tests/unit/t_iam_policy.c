#include "config.h"

#include <dirent.h>
#include <json-c/json.h>
#include <string.h>

#include "core/gcp/iam_policy.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "tests/support/unit.h"

#define MEMBER "serviceAccount:123-compute@developer.gserviceaccount.com"

enum { MAX_FILE = 16 << 20 };

static struct json_object *parse(const char *text)
{
    struct json_object *json = NULL;
    struct rr_err err;
    if (!rr_json_parse(text, strlen(text), MAX_FILE, &json, &err))
        fail_msg("%s: %s", text, err.summary);
    return json;
}

static struct json_object *parse_file(const char *path)
{
    RR_BUF_AUTO bytes = {0};
    struct rr_err err;
    if (!rr_file_read(path, MAX_FILE, &bytes, &err))
        fail_msg("%s", err.summary);
    // not rr_json_parse: recordings are larger and deeper than what it lets through
    struct json_object *json = json_tokener_parse(rr_buf_text(&bytes));
    assert_non_null(json);
    return json;
}

static const char *text_of(struct json_object *json)
{
    return json_object_to_json_string_ext(json,
                                          JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
}

/* --- calls --- */

static const struct call_row {
    enum rr_policy_target target;
    const char *resource;
    const char *get, *get_body; // "METHOD path?query"
    const char *set, *set_body;
    const char *test, *test_body;
} call_rows[] = {
    {RR_TARGET_PROJECT, "projects/example.com:p", "POST /v1/projects/example.com:p:getIamPolicy",
     "{\"options\":{\"requestedPolicyVersion\":3}}", "POST /v1/projects/example.com:p:setIamPolicy",
     "{\"policy\":{\"etag\":\"e\"}}", "POST /v1/projects/example.com:p:testIamPermissions",
     "{\"permissions\":[\"a.b.c\",\"d.e.f\"]}"},
    {RR_TARGET_FOLDER, "folders/1", "POST /v3/folders/1:getIamPolicy",
     "{\"options\":{\"requestedPolicyVersion\":3}}", "POST /v3/folders/1:setIamPolicy",
     "{\"policy\":{\"etag\":\"e\"}}", "POST /v3/folders/1:testIamPermissions",
     "{\"permissions\":[\"a.b.c\",\"d.e.f\"]}"},
    {RR_TARGET_ORGANIZATION, "organizations/2", "POST /v3/organizations/2:getIamPolicy",
     "{\"options\":{\"requestedPolicyVersion\":3}}", "POST /v3/organizations/2:setIamPolicy",
     "{\"policy\":{\"etag\":\"e\"}}", "POST /v3/organizations/2:testIamPermissions",
     "{\"permissions\":[\"a.b.c\",\"d.e.f\"]}"},
    {RR_TARGET_REPOSITORY, "projects/p/locations/l/repositories/r",
     "GET /v1/projects/p/locations/l/repositories/r:getIamPolicy?options.requestedPolicyVersion=3",
     NULL, "POST /v1/projects/p/locations/l/repositories/r:setIamPolicy",
     "{\"policy\":{\"etag\":\"e\"}}",
     "POST /v1/projects/p/locations/l/repositories/r:testIamPermissions",
     "{\"permissions\":[\"a.b.c\",\"d.e.f\"]}"},
    {RR_TARGET_RUN_SERVICE, "projects/p/locations/l/services/s",
     "GET /v2/projects/p/locations/l/services/s:getIamPolicy?options.requestedPolicyVersion=3",
     NULL, "POST /v2/projects/p/locations/l/services/s:setIamPolicy",
     "{\"policy\":{\"etag\":\"e\"}}",
     "POST /v2/projects/p/locations/l/services/s:testIamPermissions",
     "{\"permissions\":[\"a.b.c\",\"d.e.f\"]}"},
    {RR_TARGET_ACCOUNT, "projects/p/serviceAccounts/a@p.iam.gserviceaccount.com",
     "POST "
     "/v1/projects/p/serviceAccounts/"
     "a@p.iam.gserviceaccount.com:getIamPolicy?options.requestedPolicyVersion=3",
     NULL, "POST /v1/projects/p/serviceAccounts/a@p.iam.gserviceaccount.com:setIamPolicy",
     "{\"policy\":{\"etag\":\"e\"}}",
     "POST /v1/projects/p/serviceAccounts/a@p.iam.gserviceaccount.com:testIamPermissions",
     "{\"permissions\":[\"a.b.c\",\"d.e.f\"]}"},
    {RR_TARGET_BUCKET, "b_1?", "GET /storage/v1/b/b_1%3F/iam?optionsRequestedPolicyVersion=3", NULL,
     "PUT /storage/v1/b/b_1%3F/iam", "{\"etag\":\"e\"}",
     "GET /storage/v1/b/b_1%3F/iam/testPermissions?permissions=a.b.c&permissions=d.e.f", NULL},
};

static void
check_call(struct rr_arena *arena, struct rr_call call, const char *line, const char *body)
{
    const char *mark = call.query != NULL ? "?" : "";
    const char *query = call.query != NULL ? call.query : "";
    assert_string_equal(rr_arena_printf(arena, "%s %s%s%s", call.method, call.path, mark, query),
                        line);
    if (body == NULL)
        assert_null(call.body);
    else
        assert_string_equal(text_of(call.body), body);
    json_object_put(call.body);
}

static void calls_differ_per_api(void **state)
{
    (void)state;
    static const char *const permissions[] = {"a.b.c", "d.e.f"};
    struct rr_arena arena = {0};
    assert_int_equal(sizeof call_rows / sizeof *call_rows, RR_TARGET_COUNT);
    struct json_object *policy = parse("{\"etag\":\"e\"}");
    for (size_t i = 0; i < RR_TARGET_COUNT; i++) {
        const struct call_row *row = &call_rows[i];
        check_call(&arena, rr_policy_get(&arena, row->target, row->resource), row->get,
                   row->get_body);
        check_call(&arena, rr_policy_set(&arena, row->target, row->resource, policy), row->set,
                   row->set_body);
        check_call(&arena, rr_policy_test(&arena, row->target, row->resource, permissions, 2),
                   row->test, row->test_body);
    }
    json_object_put(policy);
    rr_arena_free(&arena);
}

static void only_reads_are_idempotent(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct json_object *policy = parse("{}");
    struct rr_call get = rr_policy_get(&arena, RR_TARGET_PROJECT, "projects/p");
    struct rr_call set = rr_policy_set(&arena, RR_TARGET_PROJECT, "projects/p", policy);
    assert_true(get.idempotent);
    assert_false(set.idempotent);
    json_object_put(get.body);
    json_object_put(set.body);
    json_object_put(policy);
    rr_arena_free(&arena);
}

/* --- bodies against Google's discovery documents --- */

static const struct schema_row {
    enum rr_policy_target target;
    const char *file, *set, *get; // schema names; get NULL: the call has no body
} schema_rows[] = {
    {RR_TARGET_PROJECT, "schemas/cloudresourcemanager.v1.json", "SetIamPolicyRequest",
     "GetIamPolicyRequest"},
    {RR_TARGET_FOLDER, "schemas/cloudresourcemanager.v3.json", "SetIamPolicyRequest",
     "GetIamPolicyRequest"},
    {RR_TARGET_ORGANIZATION, "schemas/cloudresourcemanager.v3.json", "SetIamPolicyRequest",
     "GetIamPolicyRequest"},
    {RR_TARGET_REPOSITORY, "schemas/artifactregistry.v1.json", "SetIamPolicyRequest", NULL},
    {RR_TARGET_RUN_SERVICE, "schemas/run.v2.json", "GoogleIamV1SetIamPolicyRequest", NULL},
    {RR_TARGET_ACCOUNT, "schemas/iam.v1.json", "SetIamPolicyRequest", NULL},
    {RR_TARGET_BUCKET, "schemas/storage.v1.json", "Policy", NULL},
};

static struct json_object *fields_of(struct json_object *document, const char *schema)
{
    struct json_object *fields =
        rr_json_obj(rr_json_obj(rr_json_obj(document, "schemas"), schema), "properties");
    assert_non_null(fields);
    return fields;
}

static void check_fields(struct json_object *body, struct json_object *document, const char *schema)
{
    struct json_object *fields = fields_of(document, schema);
    json_object_object_foreach(body, key, value)
    {
        (void)value;
        if (!json_object_object_get_ex(fields, key, NULL))
            fail_msg("%s has no field %s", schema, key);
    }
}

static void bodies_fit_the_schemas(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    for (size_t i = 0; i < sizeof schema_rows / sizeof *schema_rows; i++) {
        const struct schema_row *row = &schema_rows[i];
        struct json_object *document = parse_file(unit_shared_path(&arena, row->file));
        struct json_object *policy = parse("{\"etag\":\"e\"}");
        assert_int_equal(rr_policy_json_add(policy, row->target, "roles/x", MEMBER), RR_PATCH_DONE);
        struct rr_call set = rr_policy_set(&arena, row->target, "r", policy);
        struct rr_call get = rr_policy_get(&arena, row->target, "r");
        check_fields(set.body, document, row->set);
        assert_int_equal(get.body != NULL, row->get != NULL);
        if (row->get != NULL)
            check_fields(get.body, document, row->get);
        json_object_put(set.body);
        json_object_put(get.body);
        json_object_put(policy);
        json_object_put(document);
    }
    rr_arena_free(&arena);
}

/* --- patch --- */

static const struct patch_row {
    enum rr_policy_target target;
    const char *before, *role, *added; // added NULL: no change
    const char *removed;               // removing from `before`; NULL: no change
} patch_rows[] = {
    // merged into the plain binding, not into the conditional one before it
    {RR_TARGET_PROJECT,
     "{\"version\":3,\"bindings\":[{\"role\":\"roles/"
     "x\",\"members\":[\"user:a@b.c\"],\"condition\":{\"expression\":\"false\"}},"
     "{\"role\":\"roles/x\",\"members\":[\"user:a@b.c\"]}],\"etag\":\"e/+=\"}",
     "roles/x",
     "{\"version\":3,\"bindings\":[{\"role\":\"roles/"
     "x\",\"members\":[\"user:a@b.c\"],\"condition\":{\"expression\":\"false\"}},"
     "{\"role\":\"roles/x\",\"members\":[\"user:a@b.c\",\"" MEMBER "\"]}],\"etag\":\"e/+=\"}",
     NULL},
    // a member that only the conditional binding holds gets a binding of its own; undo leaves it alone
    {RR_TARGET_PROJECT,
     "{\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"" MEMBER
     "\"],\"condition\":{}}],\"version\":1}",
     "roles/x",
     "{\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"" MEMBER "\"],\"condition\":{}},"
     "{\"role\":\"roles/x\",\"members\":[\"" MEMBER "\"]}],\"version\":3}",
     NULL},
    // values of accounts are compared without case
    {RR_TARGET_PROJECT,
     "{\"bindings\":[{\"members\":[\"serviceAccount:123-COMPUTE@developer.gserviceaccount.com\"],"
     "\"role\":\"roles/x\"}]}",
     "roles/x", NULL, "{\"bindings\":[],\"version\":3}"},
    // the second plain binding of the role counts as well
    {RR_TARGET_ACCOUNT,
     "{\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"user:a@b.c\"]},{\"role\":\"roles/"
     "x\",\"members\":[\"" MEMBER "\",\"user:z@b.c\"]}]}",
     "roles/x", NULL,
     "{\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"user:a@b.c\"]},{\"role\":\"roles/"
     "x\",\"members\":[\"user:z@b.c\"]}],\"version\":3}"},
    // a deleted account is not the account
    {RR_TARGET_PROJECT,
     "{\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"deleted:" MEMBER "?uid=1\"]}]}",
     "roles/x",
     "{\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"deleted:" MEMBER "?uid=1\",\"" MEMBER
     "\"]}],\"version\":3}",
     NULL},
    // never written: bindings absent; unknown fields, audit configs and number spellings stay
    {RR_TARGET_PROJECT,
     "{\"etag\":\"ACAB\",\"auditConfigs\":[{\"service\":\"allServices\"}],\"x\":[1e3,2.50,"
     "9007199254740993,null],\"y\":{\"b\":1,\"a\":2}}",
     "roles/x",
     "{\"etag\":\"ACAB\",\"auditConfigs\":[{\"service\":\"allServices\"}],\"x\":[1e3,2.50,"
     "9007199254740993,null],\"y\":{\"b\":1,\"a\":2},"
     "\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"" MEMBER "\"]}],\"version\":3}",
     NULL},
    // members absent
    {RR_TARGET_RUN_SERVICE, "{\"bindings\":[{\"role\":\"roles/x\"}],\"version\":1}", "roles/x",
     "{\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"" MEMBER "\"]}],\"version\":3}", NULL},
    // Artifact Registry gets back the version it gave, unless there are conditions
    {RR_TARGET_REPOSITORY, "{\"version\":1,\"etag\":\"e\"}", "roles/x",
     "{\"version\":1,\"etag\":\"e\",\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"" MEMBER
     "\"]}]}",
     NULL},
    {RR_TARGET_REPOSITORY, "{\"etag\":\"e\"}", "roles/x",
     "{\"etag\":\"e\",\"bindings\":[{\"role\":\"roles/x\",\"members\":[\"" MEMBER "\"]}]}", NULL},
    {RR_TARGET_REPOSITORY,
     "{\"version\":1,\"bindings\":[{\"role\":\"roles/"
     "y\",\"members\":[\"user:a@b.c\"],\"condition\":{\"expression\":\"true\"}}]}",
     "roles/x",
     "{\"version\":3,\"bindings\":[{\"role\":\"roles/"
     "y\",\"members\":[\"user:a@b.c\"],\"condition\":{\"expression\":\"true\"}},"
     "{\"role\":\"roles/x\",\"members\":[\"" MEMBER "\"]}]}",
     NULL},
};

static void
check_patch(enum rr_patch got, struct json_object *policy, const char *before, const char *after)
{
    assert_int_equal(got, after != NULL ? RR_PATCH_DONE : RR_PATCH_NONE);
    assert_string_equal(text_of(policy), after != NULL ? after : before);
    json_object_put(policy);
}

static void patches_and_touches_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof patch_rows / sizeof *patch_rows; i++) {
        const struct patch_row *row = &patch_rows[i];
        struct json_object *policy = parse(row->before);
        enum rr_patch got = rr_policy_json_add(policy, row->target, row->role, MEMBER);
        check_patch(got, policy, row->before, row->added);
        policy = parse(row->before);
        got = rr_policy_json_remove(policy, row->target, row->role, MEMBER);
        check_patch(got, policy, row->before, row->removed);
    }
}

static void refuses_what_is_no_policy(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "[]",
        "\"x\"",
        "{\"bindings\":3}",
        "{\"bindings\":[{\"role\":\"roles/x\",\"members\":\"user:a@b.c\"}]}",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_object *policy = json_tokener_parse(rows[i]);
        assert_int_equal(rr_policy_json_add(policy, RR_TARGET_PROJECT, "roles/x", MEMBER),
                         RR_PATCH_IMPOSSIBLE);
        assert_string_equal(text_of(policy), rows[i]);
        assert_int_not_equal(rr_policy_json_remove(policy, RR_TARGET_PROJECT, "roles/x", MEMBER),
                             RR_PATCH_DONE);
        json_object_put(policy);
    }
}

static void is_never_written_without_etag_or_conditions(void **state)
{
    (void)state;
    static const struct {
        const char *policy;
        bool is_writable;
    } rows[] = {
        {"{\"etag\":\"ACAB\"}", true},
        {"{\"etag\":\"\"}", false},
        {"{\"bindings\":[]}", false},
        {"{\"etag\":\"e\",\"bindings\":[{\"role\":\"roles/x_withcond_5ec1\",\"members\":[]}]}",
         false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json_object *policy = parse(rows[i].policy);
        struct rr_err err = {0};
        assert_int_equal(rr_policy_json_is_writable(policy, &err), rows[i].is_writable);
        assert_int_equal(err.kind, rows[i].is_writable ? RR_OK : RR_BAD_REPLY);
        json_object_put(policy);
    }
}

static void reads_with_tolerance(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct json_object *json =
        parse("{\"version\":3,\"etag\":\"e\",\"bindings\":[{\"role\":\"roles/"
              "x\",\"members\":[\"allUsers\",7],"
              "\"condition\":{\"title\":\"t\",\"expression\":\"true\",\"new\":1}},{},7]}");
    struct rr_policy policy = rr_policy_from_json(json, &arena);
    json_object_put(json);
    assert_int_equal(policy.version, 3);
    assert_string_equal(policy.etag, "e");
    assert_int_equal(policy.n_bindings, 3);
    assert_int_equal(policy.bindings[0].n_members, 2);
    assert_string_equal(policy.bindings[0].members[0], "allUsers");
    assert_string_equal(policy.bindings[0].members[1], "");
    assert_string_equal(policy.bindings[0].condition.expression, "true");
    assert_string_equal(policy.bindings[0].condition.description, "");
    assert_string_equal(policy.bindings[1].role, "");
    assert_int_equal(policy.bindings[2].n_members, 0);
    policy = rr_policy_from_json(NULL, &arena);
    assert_int_equal(policy.n_bindings, 0);
    assert_string_equal(policy.etag, "");
    rr_arena_free(&arena);
}

/* --- recorded policies --- */

/* The n-th item but for the one member at its end, which the patch added. */
static void drop_added(struct json_object *policy, struct json_object *original, const char *role)
{
    struct json_object *bindings = rr_json_arr(policy, "bindings");
    size_t last = rr_json_len(bindings) - 1;
    if (last >= rr_json_len(rr_json_arr(original, "bindings"))) {
        json_object_array_del_idx(bindings, last, 1);
        return;
    }
    for (size_t i = 0; i <= last; i++) {
        struct json_object *members = rr_json_arr(rr_json_at(bindings, i), "members");
        size_t n = rr_json_len(members);
        if (strcmp(rr_json_str(rr_json_at(bindings, i), "role"), role) == 0 && n > 0 &&
            strcmp(rr_json_at_str(members, n - 1), "user:new@example.com") == 0)
            json_object_array_del_idx(members, n - 1, 1);
    }
}

static void restore_version(struct json_object *policy, struct json_object *original)
{
    struct json_object *version = NULL;
    assert_int_equal(rr_json_int(policy, "version"), 3);
    if (json_object_object_get_ex(original, "version", &version))
        json_object_object_add(policy, "version", json_object_get(version));
    else
        json_object_object_del(policy, "version");
}

static void check_recorded(struct json_object *original, const char *role)
{
    const char *text = text_of(original);
    struct json_object *policy = json_tokener_parse(text);
    assert_int_equal(rr_policy_json_add(policy, RR_TARGET_PROJECT, role, "user:new@example.com"),
                     RR_PATCH_DONE);
    assert_int_equal(rr_policy_json_add(policy, RR_TARGET_PROJECT, role, "user:NEW@example.com"),
                     RR_PATCH_NONE);
    restore_version(policy, original);
    drop_added(policy, original, role);
    assert_string_equal(text_of(policy), text_of(original));
    json_object_put(policy);
}

static size_t check_exchange(struct json_object *exchange)
{
    struct json_object *policy = rr_json_obj(rr_json_obj(exchange, "response"), "body");
    struct json_object *bindings = rr_json_arr(policy, "bindings");
    if (rr_json_len(bindings) == 0)
        return 0;
    check_recorded(policy, "roles/none.of.these");
    for (size_t i = 0; i < rr_json_len(bindings); i++)
        check_recorded(policy, rr_json_str(rr_json_at(bindings, i), "role"));
    return 1;
}

static size_t check_file(const char *path)
{
    struct json_object *exchanges = parse_file(path);
    size_t n = 0;
    for (size_t i = 0; i < rr_json_len(exchanges); i++)
        n += check_exchange(rr_json_at(exchanges, i));
    json_object_put(exchanges);
    return n;
}

static void recorded_policies_keep_every_byte(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const char *folder = unit_shared_path(&arena, "fixtures/recorded");
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    size_t n = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (strstr(entry->d_name, "etIamPolicy") != NULL &&
            rr_str_has_suffix(entry->d_name, ".json"))
            n += check_file(rr_arena_printf(&arena, "%s/%s", folder, entry->d_name));
    closedir(dir);
    rr_arena_free(&arena);
    print_message("# %zu recorded policies\n", n);
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_differ_per_api),
        cmocka_unit_test(only_reads_are_idempotent),
        cmocka_unit_test(bodies_fit_the_schemas),
        cmocka_unit_test(patches_and_touches_nothing_else),
        cmocka_unit_test(refuses_what_is_no_policy),
        cmocka_unit_test(is_never_written_without_etag_or_conditions),
        cmocka_unit_test(reads_with_tolerance),
        cmocka_unit_test(recorded_policies_keep_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
