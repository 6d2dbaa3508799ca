#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/apply/history.h"
#include "core/apply/journal.h"
#include "core/net/json.h"
#include "core/util/fileio.h"
#include "tests/support/unit.h"

static int64_t wall_now;

static int64_t wall_ms(void *data)
{
    (void)data;
    return wall_now;
}

static const struct rr_clock fake_clock = {.wall_ms = wall_ms};

static const char *const services[] = {"run.googleapis.com"};
static const char *const others[] = {"user:a@example.com"};
static const struct rr_step_binding before[] = {
    {others, 1, "", ""},
    {others, 1, "until june", "request.time < timestamp('2027-06-01T00:00:00Z')"},
};

static const struct rr_step steps[] = {
    {.id = "enable-services",
     .kind = RR_STEP_ENABLE_SERVICES,
     .resource = "projects/p",
     .role = "",
     .member = "",
     .services = services,
     .n_services = 1},
    {.id = "grant-project-role:roles/run.builder",
     .kind = RR_STEP_GRANT_PROJECT_ROLE,
     .resource = "projects/p",
     .role = "roles/run.builder",
     .member = "serviceAccount:1-compute@developer.gserviceaccount.com"},
    {.id = "create-repository",
     .kind = RR_STEP_CREATE_REPOSITORY,
     .resource = "projects/p/locations/l/repositories/r",
     .role = "",
     .member = ""},
};

static const struct rr_plan plan = {
    .context = {.region = "asia-northeast1", .service = "hello"},
    .project_id = "p",
    .project_number = "1",
    .steps = steps,
    .n_steps = 3,
};

static const struct rr_journal_head head = {.plan = &plan,
                                            .plan_json = "{\"schema\":\"runready/plan/v1\"}"};

static struct rr_journal *open_at(const char *dir, int64_t at_ms)
{
    struct rr_err err;
    wall_now = at_ms;
    struct rr_journal *journal = rr_journal_open(dir, &fake_clock, &head, &err);
    if (journal == NULL)
        fail_msg("%s: %s", err.summary, err.detail);
    return journal;
}

static void write_a_run(struct rr_journal *journal)
{
    struct rr_err err;
    struct rr_journal_sent sent = {"POST", "/v1/projects/p:setIamPolicy", "BwY="};
    struct rr_step_result enabled = {.step = steps[0].id, .outcome = RR_OUTCOME_ALREADY};
    struct rr_step_result granted = {.step = steps[1].id, .outcome = RR_OUTCOME_DONE};
    struct rr_step_result refused = {.step = steps[2].id, .outcome = RR_OUTCOME_REFUSED};
    rr_err_set(&refused.err, RR_DENIED,
               "no \"right\" \xE2\x80\xA6\xE2\x80"); // cut inside a character
    refused.err.http_status = 403;
    rr_journal_settle(journal, &enabled, "");
    assert_true(rr_journal_intend(journal, &steps[1], before, 2, &err));
    assert_true(rr_journal_send(journal, &steps[1], &sent, &err));
    assert_true(rr_journal_sync(journal, &err));
    rr_journal_settle(journal, &granted, "BwZ=");
    rr_journal_settle(journal, &refused, "");
    rr_journal_end(journal, &(struct rr_run_result){.n_changed = 1});
}

static void is_private_and_named_by_time(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const char *dir = unit_path(&arena, "private/a/journal");
    struct rr_journal *journal = open_at(dir, INT64_C(1795493700123));
    struct stat st;
    assert_int_equal(stat(dir, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    assert_int_equal(stat(rr_journal_path(journal), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_memory_equal(rr_journal_run(journal), "20261124T", 9);
    assert_int_equal(strlen(rr_journal_run(journal)), strlen("20261124T041500Z-3f9c"));
    assert_string_equal(rr_journal_path(journal),
                        rr_arena_printf(&arena, "%s/%s.jsonl", dir, rr_journal_run(journal)));
    rr_journal_close(journal);
    rr_arena_free(&arena);
}

static const char *read_text(struct rr_arena *arena, const char *path)
{
    RR_BUF_AUTO bytes = {0};
    struct rr_err err;
    if (!rr_file_read(path, 1 << 20, &bytes, &err))
        fail_msg("%s", err.summary);
    return rr_arena_str(arena, rr_buf_text(&bytes));
}

static const char *const wanted_lines[] = {
    "{\"event\":\"run\",\"at\":\"2026-11-24T04:15:00Z\",\"schema\":\"runready/journal/v1\",",
    "{\"event\":\"already\",\"at\":\"2026-11-24T04:15:00Z\",\"step\":\"enable-services\"}",
    "{\"event\":\"intended\",\"at\":\"2026-11-24T04:15:00Z\",\"step\":\"grant-project-role:roles/"
    "run.builder\","
    "\"kind\":\"grant-project-role\",\"resource\":\"projects/p\",\"role\":\"roles/run.builder\","
    "\"member\":\"serviceAccount:1-compute@developer.gserviceaccount.com\",\"before\":[{"
    "\"members\":[\"user:a@example.com\"]},"
    "{\"members\":[\"user:a@example.com\"],\"condition\":{\"title\":\"until june\","
    "\"expression\":\"request.time < "
    "timestamp('2027-06-01T00:00:00Z')\"}}],\"undo\":\"remove-member\"}",
    "{\"event\":\"sent\",\"at\":\"2026-11-24T04:15:00Z\",\"step\":\"grant-project-role:roles/"
    "run.builder\","
    "\"method\":\"POST\",\"path\":\"/v1/projects/p:setIamPolicy\",\"etag\":\"BwY=\"}",
    "{\"event\":\"done\",\"at\":\"2026-11-24T04:15:00Z\",\"step\":\"grant-project-role:roles/"
    "run.builder\",\"etag\":\"BwZ=\"}",
    "{\"event\":\"refused\",\"at\":\"2026-11-24T04:15:00Z\",\"step\":\"create-repository\","
    "\"error\":{\"kind\":\"denied\","
    "\"http_status\":403,\"summary\":\"no \\\"right\\\" \xE2\x80\xA6\"}}",
    "{\"event\":\"end\",\"at\":\"2026-11-24T04:15:00Z\",\"changed\":1,\"complete\":false,"
    "\"cancelled\":false}",
};

static void says_what_was_intended_sent_and_got(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct rr_journal *journal = open_at(unit_path(&arena, "lines"), INT64_C(1795493700000));
    write_a_run(journal);
    const char *text = read_text(&arena, rr_journal_path(journal));
    rr_journal_close(journal);
    size_t n = 0;
    for (const char *p = text; *p != '\0'; n++) {
        size_t length = strcspn(p, "\n");
        struct json_object *line = NULL;
        struct rr_err err;
        if (!rr_json_parse(p, length, 1 << 20, &line, &err))
            fail_msg("%s: %.*s", err.summary, (int)length, p);
        json_object_put(line);
        assert_true(n < sizeof wanted_lines / sizeof *wanted_lines);
        const char *got = rr_arena_strn(&arena, p, n == 0 ? strlen(wanted_lines[0]) : length);
        assert_string_equal(got, wanted_lines[n]);
        p += length + 1;
    }
    assert_int_equal(n, sizeof wanted_lines / sizeof *wanted_lines);
    rr_arena_free(&arena);
}

static void lists_runs_newest_first(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const char *dir = unit_path(&arena, "history");
    const struct rr_run_summary *runs;
    size_t n = 9;
    struct rr_err err;
    assert_true(rr_journal_history(dir, &runs, &n, &arena, &err));
    assert_int_equal(n, 0);
    struct rr_journal *older = open_at(dir, INT64_C(1795493700000));
    write_a_run(older);
    rr_journal_close(older);
    struct rr_journal *newer = open_at(dir, INT64_C(1795493800000));
    rr_journal_close(newer);
    assert_true(rr_journal_history(dir, &runs, &n, &arena, &err));
    assert_int_equal(n, 2);
    assert_string_equal(runs[0].started, "2026-11-24T04:16:40Z");
    assert_string_equal(runs[0].ended, "");
    assert_string_equal(runs[0].note, "");
    assert_int_equal(runs[0].n_steps, 3);
    assert_int_equal(runs[0].n_done, 0);
    assert_string_equal(runs[1].project, "p");
    assert_string_equal(runs[1].ended, "2026-11-24T04:15:00Z");
    assert_int_equal(runs[1].n_done, 1);
    assert_int_equal(runs[1].n_already, 1);
    assert_int_equal(runs[1].n_failed, 1);
    assert_int_equal(runs[1].n_unknown, 0);
    rr_arena_free(&arena);
}

/* The random part of the id must not decide. */
static void tells_runs_of_one_second_apart(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    const char *dir = unit_path(&arena, "one-second");
    const char *ids[8];
    for (size_t i = 0; i < 8; i++) {
        struct rr_journal *journal = open_at(dir, INT64_C(1795493700000));
        ids[i] = rr_arena_str(&arena, rr_journal_run(journal));
        struct timespec written[2] = {{.tv_sec = 5, .tv_nsec = (long)i},
                                      {.tv_sec = 5, .tv_nsec = (long)i}};
        assert_int_equal(utimensat(AT_FDCWD, rr_journal_path(journal), written, 0), 0);
        rr_journal_close(journal);
    }
    const struct rr_run_summary *runs;
    size_t n;
    struct rr_err err;
    assert_true(rr_journal_history(dir, &runs, &n, &arena, &err));
    assert_int_equal(n, 8);
    for (size_t i = 0; i < 8; i++)
        assert_string_equal(runs[i].run, ids[7 - i]);
    rr_arena_free(&arena);
}

static void put_file(const char *path, const char *text)
{
    struct rr_err err;
    if (!rr_file_replace(path, text, strlen(text), 0600, &err))
        fail_msg("%s", err.summary);
}

#define RUN_LINE                                                                                   \
    "{\"event\":\"run\",\"at\":\"t\",\"schema\":\"runready/journal/"                               \
    "v1\",\"project\":\"p\",\"steps\":[\"a\",\"b\"]}\n"

static void survives_damage(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        size_t n_steps, n_done, n_unknown;
        bool has_note;
    } rows[] = {
        {"9-cut.jsonl", RUN_LINE "{\"event\":\"done\",\"step\":\"a\"}\n{\"event\":\"sent\",\"st", 2,
         1, 0, true},
        {"8-sent.jsonl",
         RUN_LINE "{\"event\":\"sent\",\"step\":\"a\"}\n{\"event\":\"new-thing\",\"step\":\"a\"}\n",
         2, 0, 1, false},
        {"7-lost.jsonl",
         RUN_LINE "{\"event\":\"sent\",\"step\":\"b\"}\n{\"event\":\"unknown\",\"step\":\"b\"}\n",
         2, 0, 1, false},
        {"6-middle.jsonl", RUN_LINE "\x01\xff junk\n{\"event\":\"done\",\"step\":\"b\"}\n", 2, 1, 0,
         true},
        {"5-empty.jsonl", "", 0, 0, 0, true},
        {"4-foreign.jsonl", "[]\n\"x\"\nnull\n{\"event\":7}\n", 0, 0, 0, true},
        {"3-newer.jsonl",
         "{\"event\":\"run\",\"schema\":\"runready/journal/v9\",\"steps\":{\"a\":1}}\n", 0, 0, 0,
         true},
    };
    struct rr_arena arena = {0};
    const char *dir = unit_path(&arena, "damage");
    struct rr_err err;
    assert_true(rr_file_make_dirs(dir, &err));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_file(rr_arena_printf(&arena, "%s/%s", dir, rows[i].name), rows[i].text);
    put_file(rr_arena_printf(&arena, "%s/notes.txt", dir), "not ours");
    assert_int_equal(mkdir(rr_arena_printf(&arena, "%s/2-folder.jsonl", dir), 0700), 0);
    const struct rr_run_summary *runs;
    size_t n;
    assert_true(rr_journal_history(dir, &runs, &n, &arena, &err));
    assert_int_equal(n, sizeof rows / sizeof *rows + 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(rr_arena_printf(&arena, "%s.jsonl", runs[i].run), rows[i].name);
        assert_int_equal(runs[i].n_steps, rows[i].n_steps);
        assert_int_equal(runs[i].n_done, rows[i].n_done);
        assert_int_equal(runs[i].n_unknown, rows[i].n_unknown);
        assert_int_equal(runs[i].note[0] != '\0', rows[i].has_note);
    }
    assert_true(runs[n - 1].note[0] != '\0');
    rr_arena_free(&arena);
}

static void says_that_it_cannot_be_made(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    struct rr_err err = {0};
    const char *file = unit_path(&arena, "in-the-way");
    put_file(file, "x");
    assert_null(
        rr_journal_open(rr_arena_printf(&arena, "%s/journal", file), &fake_clock, &head, &err));
    assert_int_equal(err.kind, RR_FILE);
    const struct rr_run_summary *runs;
    size_t n;
    assert_false(rr_journal_history(file, &runs, &n, &arena, &err));
    assert_int_equal(err.kind, RR_FILE);
    rr_arena_free(&arena);
}

static void finds_its_folder(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    assert_string_equal(rr_journal_folder("/x", &arena), "/x");
    setenv("HOME", "/h", 1);
    setenv("XDG_STATE_HOME", "/s", 1);
    assert_string_equal(rr_journal_folder(NULL, &arena), "/s/runready/journal");
    setenv("XDG_STATE_HOME", "relative", 1);
    assert_string_equal(rr_journal_folder("", &arena), "/h/.local/state/runready/journal");
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_private_and_named_by_time),
        cmocka_unit_test(says_what_was_intended_sent_and_got),
        cmocka_unit_test(lists_runs_newest_first),
        cmocka_unit_test(tells_runs_of_one_second_apart),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(says_that_it_cannot_be_made),
        cmocka_unit_test(finds_its_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
