/*
 * A plan in other forms. Whatever a plan holds stays data: a script is run with a gcloud that records
 * its arguments, HCL is read back by a reader of its own, Markdown by one that knows what has a meaning.
 */
#include "config.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/plan/step.h"
#include "core/util/buf.h"
#include "core/util/fileio.h"
#include "core/util/str.h"
#include "runready/export.h"
#include "runready/lang.h"
#include "tests/support/hostile.h"
#include "tests/support/unit.h"

#define BUILDER "serviceAccount:1-compute@developer.gserviceaccount.com"
#define MARK    "mark"

static struct rr_arena arena;

/* ---- plans ---- */

enum field {
    FIELD_PROJECT,
    FIELD_REGION,
    FIELD_SERVICE,
    FIELD_REPOSITORY,
    FIELD_ACCOUNT,
    FIELD_API,
    FIELD_ROLE,
    FIELD_MEMBER,
    FIELD_WHY,
    FIELD_RISK,
    FIELD_BLOCKED_BY,
    FIELD_BLOCKED_WHY,
    FIELD_ROAD,
    FIELD_NUMBER,
    FIELD_BUILD_ACCOUNT,
    FIELD_CRON,
    FIELD_TIME_ZONE,
    FIELD_URI,
    FIELD_CALLER,
    FIELD_AUDIENCE,
    FIELD_CONTENT_TYPE,
    FIELD_COMMAND,
    N_FIELDS
};

static const char *const field_names[N_FIELDS] = {
    "project", "region",   "service",       "repository", "account",    "API",
    "role",    "member",   "why",           "risk",       "blocked by", "blocked why",
    "road",    "number",   "build account", "cron",       "time zone",  "URI",
    "caller",  "audience", "content type",  "command",
};

struct fixture {
    struct rr_step steps[RR_STEP_KIND_COUNT];
    struct rr_blocked blocked[RR_STEP_KIND_COUNT + 1];
    const char *services[2];
    const char *roads[1];
    const char *needs[1];
    struct rr_base base[2];
    struct rr_schedule schedule;
    const char *command[3];
    struct rr_plan plan;
};

static const char *pick(enum field field, enum field chosen, const char *value, const char *usual)
{
    return field == chosen ? value : usual;
}

static const char *resource_of(const struct fixture *f, enum rr_step_kind kind)
{
    const struct rr_context *c = &f->plan.context;
    switch (kind) {
    case RR_STEP_ENABLE_SERVICES:
        return rr_arena_printf(&arena, "projects/%s/services", c->project);
    case RR_STEP_GRANT_PROJECT_ROLE:
        return rr_arena_printf(&arena, "projects/%s", c->project);
    case RR_STEP_CREATE_SERVICE_ACCOUNT:
    case RR_STEP_GRANT_ACCOUNT_ROLE:
        return rr_arena_printf(&arena, "projects/%s/serviceAccounts/%s", c->project,
                               f->plan.runtime_account);
    case RR_STEP_CREATE_REPOSITORY:
    case RR_STEP_GRANT_REPOSITORY_ROLE:
        return rr_arena_printf(&arena, "projects/%s/locations/%s/repositories/%s", c->project,
                               c->region, c->repository);
    case RR_STEP_CREATE_SCHEDULE:
    case RR_STEP_UPDATE_SCHEDULE:
        return rr_arena_printf(&arena, "projects/%s/locations/asia-northeast1/jobs/%s-schedule",
                               c->project, c->service);
    case RR_STEP_DEPLOY:
    case RR_STEP_ENABLE_IAP:
    case RR_STEP_GRANT_SERVICE_ROLE:
    case RR_STEP_ALLOW_PUBLIC:
    case RR_STEP_DISABLE_INVOKER_CHECK:
    case RR_STEP_KIND_COUNT:
        break;
    }
    return rr_arena_printf(&arena, "projects/%s/locations/%s/services/%s", c->project, c->region,
                           c->service);
}

static bool is_grant(enum rr_step_kind kind)
{
    return kind == RR_STEP_GRANT_PROJECT_ROLE || kind == RR_STEP_GRANT_REPOSITORY_ROLE ||
           kind == RR_STEP_GRANT_ACCOUNT_ROLE || kind == RR_STEP_GRANT_SERVICE_ROLE ||
           kind == RR_STEP_ALLOW_PUBLIC;
}

static void fill_schedule(struct fixture *f, enum field chosen, const char *value)
{
    f->schedule = rr_schedule_empty();
    f->schedule.cron = pick(FIELD_CRON, chosen, value, "0 9 * * *");
    f->schedule.time_zone = pick(FIELD_TIME_ZONE, chosen, value, "Asia/Tokyo");
    f->schedule.uri = pick(FIELD_URI, chosen, value, "https://x.run.app/job");
    f->schedule.account = pick(FIELD_CALLER, chosen, value, "i@my-project.iam.gserviceaccount.com");
    f->schedule.audience = pick(FIELD_AUDIENCE, chosen, value, "https://x.run.app");
    f->schedule.content_type = pick(FIELD_CONTENT_TYPE, chosen, value, "application/json");
    f->schedule.body = "e30=";
    f->schedule.retries = "3";
    f->command[0] = "gcloud";
    f->command[1] = "run";
    f->command[2] = pick(FIELD_COMMAND, chosen, value, "deploy");
}

static void
fill_step(struct fixture *f, enum rr_step_kind kind, enum field chosen, const char *value)
{
    bool is_schedule = kind == RR_STEP_CREATE_SCHEDULE || kind == RR_STEP_UPDATE_SCHEDULE;
    f->steps[kind] = (struct rr_step){
        .id = rr_step_kind_word(kind),
        .kind = kind,
        .resource = resource_of(f, kind),
        .risk = RR_RISK_HIGH,
        .why = pick(FIELD_WHY, chosen, value, "a reason"),
        .risk_text = pick(FIELD_RISK, chosen, value, "a risk"),
        .role = is_grant(kind) ? pick(FIELD_ROLE, chosen, value, "roles/run.admin") : "",
        .member = is_grant(kind) ? pick(FIELD_MEMBER, chosen, value, BUILDER) : "",
        .services = f->services,
        .n_services = kind == RR_STEP_ENABLE_SERVICES ? 2 : 0,
        .needs = f->needs,
        .n_needs = kind > 0 ? 1 : 0,
        .schedule = is_schedule ? &f->schedule : NULL,
        .schedule_before = kind == RR_STEP_UPDATE_SCHEDULE ? &f->schedule : NULL,
        .fields = ~0U,
        .command = f->command,
        .n_command = kind == RR_STEP_DEPLOY ? 3 : 0,
    };
    f->blocked[kind] =
        (struct rr_blocked){.step = f->steps[kind].id,
                            .by = pick(FIELD_BLOCKED_BY, chosen, value, "permission:x.y.z"),
                            .why = pick(FIELD_BLOCKED_WHY, chosen, value, "you lack it")};
}

static void fill_context(struct fixture *f, enum field chosen, const char *value)
{
    struct rr_plan *plan = &f->plan;
    plan->context = rr_context_default();
    plan->context.project = pick(FIELD_PROJECT, chosen, value, "my-project");
    plan->context.region = pick(FIELD_REGION, chosen, value, "asia-northeast1");
    plan->context.service = pick(FIELD_SERVICE, chosen, value, "churn-api");
    plan->context.repository = pick(FIELD_REPOSITORY, chosen, value, "cloud-run-source-deploy");
    plan->project_id = plan->context.project;
    plan->project_number = pick(FIELD_NUMBER, chosen, value, "1");
    plan->build_account =
        pick(FIELD_BUILD_ACCOUNT, chosen, value, "1-compute@developer.gserviceaccount.com");
    plan->runtime_account =
        pick(FIELD_ACCOUNT, chosen, value, "1-compute@developer.gserviceaccount.com");
    plan->is_complete = true;
}

/* Every kind of step, all blocked by rights, and an organisation policy beside; one field is `value`. */
static void fill(struct fixture *f, enum field chosen, const char *value)
{
    *f = (struct fixture){0};
    fill_context(f, chosen, value);
    f->services[0] = pick(FIELD_API, chosen, value, "run.googleapis.com");
    f->services[1] = "artifactregistry.googleapis.com";
    f->roads[0] = pick(FIELD_ROAD, chosen, value, "another road");
    f->needs[0] = "enable-services";
    fill_schedule(f, chosen, value);
    for (int kind = 0; kind < RR_STEP_KIND_COUNT; kind++)
        fill_step(f, (enum rr_step_kind)kind, chosen, value);
    f->blocked[RR_STEP_KIND_COUNT] =
        (struct rr_blocked){.step = "",
                            .by = "constraint:iam.allowedPolicyMemberDomains",
                            .why = pick(FIELD_BLOCKED_WHY, chosen, value, "kept out"),
                            .roads = f->roads,
                            .n_roads = 1};
    f->plan.steps = f->steps;
    f->plan.n_steps = RR_STEP_KIND_COUNT;
    f->plan.blocked = f->blocked;
    f->plan.n_blocked = RR_STEP_KIND_COUNT + 1;
}

static const char *replaced(const char *text, const char *from, const char *to)
{
    RR_BUF_AUTO out = {0};
    for (const char *at; (at = strstr(text, from)) != NULL; text = at + strlen(from)) {
        rr_buf_addn(&out, text, (size_t)(at - text));
        rr_buf_add(&out, to);
    }
    rr_buf_add(&out, text);
    return rr_arena_str(&arena, rr_buf_text(&out));
}

/* What stands after the last slash of a resource is its name, and an account's id ends at its "@". */
static bool is_cut(enum field field, const char *value)
{
    bool is_in_resource = field == FIELD_REPOSITORY || field == FIELD_ACCOUNT ||
                          field == FIELD_SERVICE || field == FIELD_PROJECT || field == FIELD_REGION;
    return (is_in_resource && strchr(value, '/') != NULL) ||
           (field == FIELD_ACCOUNT && strchr(value, '@') != NULL);
}

/* ---- shell ---- */

static const char stub[] = "#!/bin/sh\n"
                           "printf '%s\\001' \"$@\" >>\"$RECORD\"\n"
                           "printf '\\002' >>\"$RECORD\"\n"
                           "case $3 in describe) exit 1 ;; esac\n";

static void write_file(const char *path, const char *text, mode_t mode)
{
    struct rr_err err = {0};
    assert_true(rr_file_replace(path, text, strlen(text), mode, &err));
}

/* The arguments of every gcloud that `script` runs, in a folder of its own, where nothing may appear. */
static const char *record(const char *script)
{
    static int n;
    const char *folder = unit_path(&arena, rr_arena_printf(&arena, "shell-%d", n++));
    const char *path = rr_arena_printf(&arena, "%s.sh", folder);
    const char *record_path = rr_arena_printf(&arena, "%s.record", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    write_file(path, script, 0600);
    write_file(record_path, "", 0600);
    pid_t child = fork();
    if (child == 0) {
        const char *bin = unit_path(&arena, "bin");
        if (chdir(folder) != 0 || setenv("RECORD", record_path, 1) != 0 ||
            setenv("PATH", rr_arena_printf(&arena, "%s:/usr/bin:/bin", bin), 1) != 0)
            _exit(99);
        execl("/bin/sh", "sh", path, (char *)NULL);
        _exit(98);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(rmdir(folder), 0);
    RR_BUF_AUTO text = {0};
    struct rr_err err = {0};
    assert_true(rr_file_read(record_path, 1 << 20, &text, &err));
    return rr_arena_str(&arena, rr_buf_text(&text));
}

static const char *script_of(enum field field, const char *value)
{
    struct fixture f;
    fill(&f, field, value);
    return rr_plan_gcloud(&f.plan, &arena);
}

/* All values of one field in one run: a word too many anywhere moves everything behind it. */
static void a_script_hands_every_value_to_gcloud_as_one_word(void **state)
{
    (void)state;
    for (int field = 0; field < N_FIELDS; field++) {
        const char *plain = record(script_of((enum field)field, MARK));
        RR_BUF_AUTO script = {0};
        RR_BUF_AUTO wanted = {0};
        for (size_t i = 0; i < N_HOSTILE; i++) {
            if (is_cut((enum field)field, hostile[i]))
                continue;
            rr_buf_add(&script, script_of((enum field)field, hostile[i]));
            rr_buf_add(&wanted, replaced(plain, MARK, hostile[i]));
        }
        const char *got = record(rr_buf_text(&script));
        if (strcmp(got, rr_buf_text(&wanted)) != 0)
            fail_msg("%s: a value is not one word in %s", field_names[field], got);
    }
}

static void a_script_names_the_condition_and_the_project(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    const char *got = record(rr_plan_gcloud(&f.plan, &arena));
    assert_non_null(strstr(got, "projects\001add-iam-policy-binding\001my-project\001"
                                "--member=" BUILDER "\001--role=roles/run.admin\001"
                                "--condition=None\001\002"));
    assert_non_null(strstr(got, "services\001enable\001run.googleapis.com\001"
                                "artifactregistry.googleapis.com\001--project=my-project\001\002"));
    assert_non_null(strstr(got, "artifacts\001repositories\001create\001cloud-run-source-deploy\001"
                                "--location=asia-northeast1\001--project=my-project\001"));
}

static void what_takes_back_is_done_by_the_undoing_command(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    f.steps[RR_STEP_GRANT_PROJECT_ROLE].is_undo = true;
    f.plan.steps = &f.steps[RR_STEP_GRANT_PROJECT_ROLE];
    f.plan.n_steps = 1;
    assert_string_equal(record(rr_plan_gcloud(&f.plan, &arena)),
                        "projects\001remove-iam-policy-binding\001my-project\001--member=" BUILDER
                        "\001--role=roles/run.admin\001--condition=None\001\002");
    assert_null(strstr(rr_plan_terraform(&f.plan, &arena), "resource \""));
}

/* ---- HCL ---- */

/* A quoted string as HCL's specification reads it; NULL when it is none or holds a template. */
static const char *hcl_string(const char *text, const char **end)
{
    RR_BUF_AUTO out = {0};
    if (*text++ != '"')
        return NULL;
    while (*text != '"') {
        unsigned code = 0;
        int n = 0;
        if (*text == '\0' || *text == '\n')
            return NULL;
        if ((strncmp(text, "$${", 3) == 0 || strncmp(text, "%%{", 3) == 0)) {
            rr_buf_printf(&out, "%c{", *text);
            text += 3;
        } else if (strncmp(text, "${", 2) == 0 || strncmp(text, "%{", 2) == 0) {
            return NULL;
        } else if (sscanf(text, "\\u%4x%n", &code, &n) == 1 && n == 6) {
            if (code < 0x80)
                rr_buf_addc(&out, (char)code);
            else if (code < 0x800)
                rr_buf_printf(&out, "%c%c", (int)(0xc0 | code >> 6), (int)(0x80 | (code & 0x3f)));
            else
                rr_buf_printf(&out, "%c%c%c", (int)(0xe0 | code >> 12),
                              (int)(0x80 | (code >> 6 & 0x3f)), (int)(0x80 | (code & 0x3f)));
            text += 6;
        } else if (*text == '\\') {
            static const char names[] = "nrt\"\\";
            static const char values[] = "\n\r\t\"\\";
            const char *which = text[1] != '\0' ? strchr(names, text[1]) : NULL;
            if (which == NULL)
                return NULL;
            rr_buf_addc(&out, values[which - names]);
            text += 2;
        } else {
            rr_buf_addc(&out, *text++);
        }
    }
    *end = text + 1;
    return rr_arena_str(&arena, rr_buf_text(&out));
}

static bool is_word(const char *text, size_t n)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_.";
    return n > 0 && strspn(text, allowed) >= n && *text >= 'a' && *text <= 'z';
}

static bool is_argument(const char *line, const char **value)
{
    static const char header[] = "\"Content-Type\"";
    line += strspn(line, " ");
    const char *sign = strstr(line, " = ");
    size_t n = strcspn(line, " ");
    if (sign == NULL || (!is_word(line, n) && strncmp(line, header, n) != 0))
        return false;
    sign += strspn(sign, " =");
    const char *end = sign + strlen(sign);
    *value = *sign == '"' ? hcl_string(sign, &end) : "";
    bool is_expression = is_word(sign, strcspn(sign, " ")) || strcmp(sign, "[") == 0;
    return *value != NULL && (*sign == '"' ? *end == '\0' : is_expression);
}

static bool is_resource(const char *line)
{
    char type[128];
    char name[1024];
    int n = 0;
    return sscanf(line, "resource \"%127[a-z0-9_]\" \"%1023[a-z0-9_]\" {%n", type, name, &n) == 2 &&
           line[n] == '\0' && is_word(name, strlen(name));
}

static bool is_frame(const char *line)
{
    static const char *const frames[] = {"",
                                         "terraform {",
                                         "import {",
                                         "  lifecycle {",
                                         "  http_target {",
                                         "    oidc_token {",
                                         "    headers = {",
                                         "  retry_config {",
                                         "}",
                                         "  }",
                                         "    }",
                                         "  ]"};
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        if (strcmp(frames[i], line) == 0)
            return true;
    return *line == '#';
}

/* The values of all arguments, one after another; fails on a line that is nothing known. */
static const char *hcl_values(const char *text)
{
    RR_BUF_AUTO out = {0};
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        const char *line = rr_arena_strn(&arena, text, n);
        const char *value = "";
        bool is_reference = rr_str_has_prefix(line, "    ") && rr_str_has_suffix(line, ",") &&
                            is_word(line + 4, strlen(line) - 5);
        if (is_argument(line, &value))
            rr_buf_printf(&out, "%s\001", value);
        else if (!is_frame(line) && !is_resource(line) && !is_reference)
            fail_msg("no line of Terraform: %s", line);
        text += n + (text[n] == '\n');
    }
    return rr_arena_str(&arena, rr_buf_text(&out));
}

static const char *terraform_values(enum field field, const char *value)
{
    struct fixture f;
    fill(&f, field, value);
    return hcl_values(rr_plan_terraform(&f.plan, &arena));
}

static void terraform_reads_every_value_as_it_is(void **state)
{
    (void)state;
    for (int field = 0; field < N_FIELDS; field++) {
        const char *plain = terraform_values((enum field)field, MARK);
        for (size_t i = 0; i < N_HOSTILE; i++) {
            // HCL has no way to write bytes that are no UTF-8.
            if (is_cut((enum field)field, hostile[i]) || (unsigned char)hostile[i][0] == 0xff)
                continue;
            const char *got = terraform_values((enum field)field, hostile[i]);
            if (strcmp(got, replaced(plain, MARK, hostile[i])) != 0)
                fail_msg("%s: \"%s\" became %s", field_names[field], hostile[i], got);
        }
    }
}

static void terraform_adds_and_never_replaces(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    const char *text = rr_plan_terraform(&f.plan, &arena);
    assert_null(strstr(text, "_iam_binding"));
    assert_null(strstr(text, "_iam_policy"));
    assert_non_null(strstr(text,
                           "resource \"google_project_iam_member\" \"run_admin_1_compute\" {\n"
                           "  project = \"my-project\"\n"
                           "  role    = \"roles/run.admin\"\n"
                           "  member  = \"" BUILDER "\"\n"));
    assert_non_null(strstr(text, "  service            = \"run.googleapis.com\"\n"
                                 "  disable_on_destroy = false\n"));
    assert_non_null(strstr(text, "  service_account_id = \"projects/my-project/serviceAccounts/"));
    assert_non_null(strstr(text, "  depends_on = [\n    google_project_service.run,\n"
                                 "    google_project_service.artifactregistry,\n  ]\n"));
    assert_non_null(strstr(text, "    service_account_email = \"i@my-project"));
    assert_non_null(
        strstr(text, "import {\n  to = google_cloud_scheduler_job.churn_api_schedule_2\n"));
    assert_null(strstr(text, "import {\n  to = google_artifact"));
    assert_non_null(strstr(text, "# gcloud run deploy\n"));
}

static void terraform_imports_a_repository_that_is_there(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    f.plan.steps = &f.steps[RR_STEP_GRANT_REPOSITORY_ROLE];
    f.plan.n_steps = 1;
    f.base[0] = (struct rr_base){f.plan.steps[0].resource, "BwX="};
    f.plan.base = f.base;
    f.plan.n_base = 1;
    const char *text = rr_plan_terraform(&f.plan, &arena);
    assert_non_null(strstr(text, "import {\n  to = google_artifact_registry_repository."
                                 "cloud_run_source_deploy\n  id = \"projects/my-project/locations/"
                                 "asia-northeast1/repositories/cloud-run-source-deploy\"\n}\n"));
    assert_non_null(strstr(text, "    prevent_destroy = true\n"));
    assert_non_null(
        strstr(text, "    google_artifact_registry_repository.cloud_run_source_deploy,\n"));
    f.base[0].mark = "absent";
    assert_null(strstr(rr_plan_terraform(&f.plan, &arena), "import {"));
}

static void terraform_gives_equal_things_names_of_their_own(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    struct rr_step steps[3];
    for (int i = 0; i < 3; i++)
        steps[i] = f.steps[RR_STEP_GRANT_PROJECT_ROLE];
    steps[1].role = "roles/run_admin";
    steps[2].member = "serviceAccount:1-compute@elsewhere.iam.gserviceaccount.com";
    f.plan.steps = steps;
    f.plan.n_steps = 3;
    const char *text = rr_plan_terraform(&f.plan, &arena);
    assert_non_null(strstr(text, "\"run_admin_1_compute\""));
    assert_non_null(strstr(text, "\"run_admin_1_compute_2\""));
    assert_non_null(strstr(text, "\"run_admin_1_compute_3\""));
    assert_string_equal(text, rr_plan_terraform(&f.plan, &arena));
}

/* ---- Markdown ---- */

static size_t run_of(const char *text, char c)
{
    size_t n = 0;
    while (text[n] == c)
        n++;
    return n;
}

/* The end of a code span that begins here, or NULL. */
static const char *after_span(const char *at)
{
    size_t n = run_of(at, '`');
    for (at += n; *at != '\0';) {
        size_t m = run_of(at, '`');
        if (m == n)
            return at + m;
        at += m > 0 ? m : 1;
    }
    return NULL;
}

/* Nothing on the line has a meaning, but for code spans. */
static bool is_plain(const char *line)
{
    while (*line != '\0') {
        if (*line == '\\') {
            line += 2;
        } else if (*line == '`') {
            line = after_span(line);
            if (line == NULL)
                return false;
        } else if (strchr("*_[]<>|~&$", *line) != NULL || strncmp(line, "://", 3) == 0 ||
                   strncmp(line, "www.", 4) == 0 || (unsigned char)*line < ' ' || *line == 0x7f) {
            return false;
        } else {
            line++;
        }
    }
    return true;
}

/* One letter a line: what it is. A block is one letter. Fails where data has a meaning. */
static const char *md_shape(const char *text)
{
    RR_BUF_AUTO out = {0};
    size_t fence = 0;
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        const char *line = rr_arena_strn(&arena, text, n);
        size_t ticks = run_of(line, '`');
        text += n + (text[n] == '\n');
        if (fence > 0) {
            fence = ticks >= fence && line[ticks] == '\0' ? 0 : fence;
            continue;
        }
        const char *begin = line;
        if (ticks >= 3 && strchr(line + ticks, '`') == NULL) {
            fence = ticks;
            rr_buf_addc(&out, '`');
            continue;
        }
        rr_buf_addc(&out, *line == '\0' ? '.' : *line == '#' || *line == '-' ? *line : 'x');
        begin += strspn(line, "#");
        begin += rr_str_has_prefix(begin, "- ") ? 2 : 0;
        if (!is_plain(begin))
            fail_msg("this line has a meaning: %s", line);
    }
    assert_int_equal(fence, 0);
    return rr_arena_str(&arena, rr_buf_text(&out));
}

static const char *request_shape(enum field field, const char *value)
{
    struct fixture f;
    fill(&f, field, value);
    return md_shape(rr_plan_request(&f.plan, NULL, &arena));
}

static void a_request_keeps_its_shape_whatever_it_holds(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ja"};
    for (int l = 0; l < 2; l++) {
        assert_true(rr_lang_set(languages[l]));
        for (int field = 0; field < N_FIELDS; field++) {
            if (field == FIELD_BLOCKED_BY)
                continue; // its prefix decides whether a permission is named
            const char *plain = request_shape((enum field)field, MARK);
            for (size_t i = 0; i < N_HOSTILE; i++)
                if (strcmp(request_shape((enum field)field, hostile[i]), plain) != 0)
                    fail_msg("%s: \"%s\" changes the page", field_names[field], hostile[i]);
        }
    }
    assert_true(rr_lang_set("en"));
}

static void a_request_escapes_what_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_HOSTILE; i++) {
        const char *by = rr_arena_printf(&arena, "permission:%s", hostile[i]);
        assert_string_equal(request_shape(FIELD_BLOCKED_BY, by),
                            request_shape(FIELD_BLOCKED_BY, "permission:mark"));
    }
}

/* The commands of a fenced block, run: the first that holds `part`. */
static const char *run_block(const char *text, const char *part)
{
    for (const char *at = text; (at = strstr(at, "```sh\n")) != NULL;) {
        at += 6;
        const char *end = strstr(at, "```");
        const char *block = rr_arena_strn(&arena, at, (size_t)(end - at));
        if (strstr(block, part) != NULL)
            return record(block);
        at = end + 3;
    }
    fail_msg("no block holds %s", part);
    return "";
}

static void a_request_says_how_to_do_and_to_undo(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    const char *text = rr_plan_request(&f.plan, NULL, &arena);
    assert_string_equal(run_block(text, "projects add-iam"),
                        "projects\001add-iam-policy-binding\001my-project\001--member=" BUILDER
                        "\001--role=roles/run.admin\001--condition=None\001\002");
    assert_string_equal(run_block(text, "projects remove-iam"),
                        "projects\001remove-iam-policy-binding\001my-project\001--member=" BUILDER
                        "\001--role=roles/run.admin\001--condition=None\001\002");
    assert_string_equal(run_block(text, "repositories delete"),
                        "artifacts\001repositories\001delete\001cloud-run-source-deploy\001"
                        "--location=asia-northeast1\001--project=my-project\001\002");
    assert_non_null(strstr(text, "`x.y.z`"));
    assert_non_null(strstr(text, "## What the accounts could newly do"));
    assert_non_null(strstr(text, "allUsersIngress"));
    assert_non_null(strstr(text, "runready check --project my-project"));
}

static void a_request_holds_only_what_the_caller_may_not_do(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    f.plan.blocked = &f.blocked[RR_STEP_GRANT_PROJECT_ROLE];
    f.plan.n_blocked = 1;
    const char *text = rr_plan_request(&f.plan, NULL, &arena);
    assert_non_null(strstr(text, "## 1. Grant roles/run.admin on the project"));
    assert_null(strstr(text, "## 2."));
    assert_null(strstr(text, "services enable"));
    assert_non_null(strstr(text, "## What I do myself"));
    assert_non_null(strstr(text, "Switch on run.googleapis.com"));
}

static void a_request_says_when_there_is_nothing_to_ask_for(void **state)
{
    (void)state;
    struct fixture f;
    fill(&f, N_FIELDS, "");
    f.plan.n_blocked = 0;
    const char *text = rr_plan_request(&f.plan, NULL, &arena);
    assert_non_null(strstr(text, "Nothing has to be asked for"));
    assert_non_null(strstr(text, "runready apply"));
    assert_null(strstr(text, "```"));
    f.plan.n_steps = 0;
    assert_non_null(strstr(rr_plan_request(&f.plan, NULL, &arena), "there is nothing to change"));
}

/* ---- plan files ---- */

static void a_plan_file_with_hostile_names_is_refused(void **state)
{
    (void)state;
    static const enum field names[] = {FIELD_PROJECT, FIELD_REGION, FIELD_SERVICE, FIELD_REPOSITORY,
                                       FIELD_API,     FIELD_ROLE,   FIELD_MEMBER};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        for (size_t i = 0; i < N_HOSTILE; i++) {
            struct fixture f;
            struct rr_plan read = {0};
            struct rr_err err = {0};
            const char *value = hostile[i];
            if (names[k] == FIELD_API)
                value = rr_arena_printf(&arena, "%s.googleapis.com", value);
            if (names[k] == FIELD_ROLE)
                value = rr_arena_printf(&arena, "roles/%s", value);
            if (names[k] == FIELD_MEMBER)
                value = rr_arena_printf(&arena, "serviceAccount:%s", value);
            fill(&f, names[k], value);
            const char *json = rr_plan_write_json(&f.plan, &arena);
            if (rr_plan_read_json(json, strlen(json), &read, &arena, &err))
                fail_msg("%s: \"%s\" was taken", field_names[names[k]], value);
            assert_int_equal(err.kind, RR_BAD_INPUT);
        }
    }
}

static int setup(void **state)
{
    (void)state;
    const char *bin = unit_path(&arena, "bin");
    assert_int_equal(mkdir(bin, 0700), 0);
    write_file(rr_arena_printf(&arena, "%s/gcloud", bin), stub, 0700);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    rr_arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_hands_every_value_to_gcloud_as_one_word),
        cmocka_unit_test(a_script_names_the_condition_and_the_project),
        cmocka_unit_test(what_takes_back_is_done_by_the_undoing_command),
        cmocka_unit_test(terraform_reads_every_value_as_it_is),
        cmocka_unit_test(terraform_adds_and_never_replaces),
        cmocka_unit_test(terraform_imports_a_repository_that_is_there),
        cmocka_unit_test(terraform_gives_equal_things_names_of_their_own),
        cmocka_unit_test(a_request_keeps_its_shape_whatever_it_holds),
        cmocka_unit_test(a_request_escapes_what_blocks),
        cmocka_unit_test(a_request_says_how_to_do_and_to_undo),
        cmocka_unit_test(a_request_holds_only_what_the_caller_may_not_do),
        cmocka_unit_test(a_request_says_when_there_is_nothing_to_ask_for),
        cmocka_unit_test(a_plan_file_with_hostile_names_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
