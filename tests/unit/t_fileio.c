#include "config.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/util/fileio.h"
#include "core/util/str.h"
#include "tests/support/unit.h"

static struct rr_arena arena;

static int free_arena(void **state)
{
    (void)state;
    rr_arena_free(&arena);
    return 0;
}

static void put(const char *path, const char *text)
{
    struct rr_err err = {0};
    if (!rr_file_replace(path, text, strlen(text), 0600, &err))
        fail_msg("%s: %s", err.summary, err.detail);
}

static void replaces_and_reads_back(void **state)
{
    (void)state;
    const char *path = unit_path(&arena, "replaced");
    struct rr_err err = {0};
    put(path, "first");
    put(path, "second");
    RR_BUF_AUTO text = {0};
    assert_true(rr_file_read(path, 100, &text, &err));
    assert_string_equal(rr_buf_text(&text), "second");
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
}

static void leaves_no_temporary_file(void **state)
{
    (void)state;
    struct rr_err err = {0};
    const char *dir = unit_path(&arena, "only-one");
    assert_true(rr_file_make_dirs(dir, &err));
    put(rr_arena_printf(&arena, "%s/file", dir), "x");
    // A folder stands where the file should go: rename fails.
    const char *taken = rr_arena_printf(&arena, "%s/taken", dir);
    assert_int_equal(mkdir(taken, 0700), 0);
    assert_false(rr_file_replace(taken, "x", 1, 0600, &err));
    assert_int_equal(err.kind, RR_FILE);
    assert_true(rr_str_has_prefix(err.summary, taken));
    assert_string_not_equal(err.detail, "");

    DIR *entries = opendir(dir);
    assert_non_null(entries);
    for (struct dirent *e = readdir(entries); e != NULL; e = readdir(entries))
        assert_true(e->d_name[0] == '.' || rr_str_eq(e->d_name, "file") ||
                    rr_str_eq(e->d_name, "taken"));
    closedir(entries);
}

static void names_a_missing_file(void **state)
{
    (void)state;
    struct rr_err err = {0};
    RR_BUF_AUTO text = {0};
    const char *path = unit_path(&arena, "not-there");
    assert_false(rr_file_read(path, 100, &text, &err));
    assert_int_equal(err.kind, RR_FILE);
    assert_string_equal(err.reason, "ENOENT");
    assert_non_null(strstr(err.summary, path));
}

static void refuses_what_is_too_large(void **state)
{
    (void)state;
    struct rr_err err = {0};
    const char *path = unit_path(&arena, "large");
    put(path, "123456");
    RR_BUF_AUTO text = {0};
    assert_true(rr_file_read(path, 6, &text, &err));
    assert_false(rr_file_read(path, 5, &text, &err));
    assert_int_equal(err.kind, RR_FILE);
    assert_string_equal(err.reason, "");
}

static void refuses_what_is_no_file(void **state)
{
    (void)state;
    struct rr_err err = {0};
    RR_BUF_AUTO text = {0};
    assert_false(rr_file_read(unit_path(&arena, ""), 100, &text, &err));
    assert_int_equal(err.kind, RR_FILE);
    const char *pipe_path = unit_path(&arena, "pipe");
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_false(rr_file_read(pipe_path, 100, &text, &err));
    assert_int_equal(err.kind, RR_FILE);
}

static void makes_missing_folders(void **state)
{
    (void)state;
    struct rr_err err = {0};
    const char *path = unit_path(&arena, "a/b/c");
    assert_true(rr_file_make_dirs(path, &err));
    assert_true(rr_file_make_dirs(path, &err));
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    put(unit_path(&arena, "plain"), "x");
    assert_false(rr_file_make_dirs(unit_path(&arena, "plain/below"), &err));
    assert_int_equal(err.kind, RR_FILE);
}

static void creates_and_never_writes_over(void **state)
{
    (void)state;
    const char *path = unit_path(&arena, "created");
    struct rr_err err = {0};
    RR_BUF_AUTO text = {0};
    assert_true(rr_file_create(path, "first", 5, 0600, &err));
    assert_false(rr_file_create(path, "second", 6, 0600, &err));
    assert_int_equal(err.kind, RR_FILE);
    assert_string_equal(err.reason, "EEXIST");
    assert_true(rr_file_read(path, 100, &text, &err));
    assert_string_equal(rr_buf_text(&text), "first");
    assert_false(rr_file_create(unit_path(&arena, "none/x"), "x", 1, 0600, &err));
    assert_string_equal(err.reason, "ENOENT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replaces_and_reads_back),
        cmocka_unit_test(creates_and_never_writes_over),
        cmocka_unit_test(leaves_no_temporary_file),
        cmocka_unit_test(names_a_missing_file),
        cmocka_unit_test(refuses_what_is_too_large),
        cmocka_unit_test(refuses_what_is_no_file),
        cmocka_unit_test(makes_missing_folders),
    };
    return cmocka_run_group_tests_name("fileio", tests, NULL, free_arena);
}
