#include "config.h"

#include <string.h>

#include "core/auth/gcloud_config.h"
#include "core/util/fileio.h"
#include "tests/support/server.h"

static struct rr_arena arena;

static void put(const char *dir, const char *name, const char *text)
{
    struct rr_err err = {0};
    const char *path = rr_arena_printf(&arena, "%s/%s", dir, name);
    const char *parent = rr_arena_strn(&arena, path, (size_t)(strrchr(path, '/') - path));
    assert_true(rr_file_make_dirs(parent, &err));
    assert_true(rr_file_replace(path, text, strlen(text), 0600, &err));
}

static struct rr_gcloud_config *read_config(const char **lines)
{
    struct rr_env env = {unit_env_get, lines};
    return rr_gcloud_config_new(&env);
}

static int free_arena(void **state)
{
    (void)state;
    rr_arena_free(&arena);
    return 0;
}

static void nothing_is_there(void **state)
{
    (void)state;
    const char *home = unit_path(&arena, "empty");
    const char *lines[] = {rr_arena_printf(&arena, "HOME=%s", home), NULL};
    struct rr_gcloud_config *config = read_config(lines);
    assert_string_equal(rr_gcloud_config_dir(config),
                        rr_arena_printf(&arena, "%s/.config/gcloud", home));
    assert_string_equal(rr_gcloud_config_name(config), "default");
    assert_string_equal(rr_gcloud_property(config, "core", "project"), "");
    assert_string_equal(rr_gcloud_config_note(config), "");
    rr_gcloud_config_free(config);
    const char *none[] = {NULL};
    config = read_config(none);
    assert_string_equal(rr_gcloud_config_dir(config), "");
    assert_string_equal(rr_gcloud_property(config, "core", "project"), "");
    rr_gcloud_config_free(config);
    assert_string_equal(rr_gcloud_property(NULL, "core", "project"), "");
}

static void the_active_configuration_and_the_environment(void **state)
{
    (void)state;
    const char *dir = unit_path(&arena, "gcloud");
    put(dir, "active_config", "work\n");
    put(dir, "configurations/config_default", "[core]\nproject = home\n");
    put(dir, "configurations/config_work",
        "# comment\n[core]\nproject = at-work\naccount=a@b.c\n; other\n[run]\n region : "
        "asia-northeast1 \n[auth]\n"
        "disable_credentials = True\nempty =\n");
    const char *lines[] = {rr_arena_printf(&arena, "CLOUDSDK_CONFIG=%s", dir), NULL, NULL};
    struct rr_gcloud_config *config = read_config(lines);
    assert_string_equal(rr_gcloud_config_name(config), "work");
    assert_string_equal(rr_gcloud_property(config, "core", "project"), "at-work");
    assert_string_equal(rr_gcloud_property(config, "core", "account"), "a@b.c");
    assert_string_equal(rr_gcloud_property(config, "run", "region"), "asia-northeast1");
    assert_string_equal(rr_gcloud_property(config, "run", "project"), "");
    assert_string_equal(rr_gcloud_property(config, "auth", "empty"), "");
    assert_true(rr_gcloud_property_bool(config, "auth", "disable_credentials"));
    assert_string_equal(rr_gcloud_config_note(config), "");
    lines[1] = "CLOUDSDK_CORE_PROJECT=from-env";
    assert_string_equal(rr_gcloud_property(config, "core", "project"), "from-env");
    rr_gcloud_config_free(config);

    lines[1] = "CLOUDSDK_ACTIVE_CONFIG_NAME=default";
    config = read_config(lines);
    assert_string_equal(rr_gcloud_property(config, "core", "project"), "home");
    rr_gcloud_config_free(config);
    lines[1] = "CLOUDSDK_ACTIVE_CONFIG_NAME=NONE";
    config = read_config(lines);
    assert_string_equal(rr_gcloud_property(config, "core", "project"), "");
    assert_string_equal(rr_gcloud_config_note(config), "");
    rr_gcloud_config_free(config);
}

static void what_is_broken_is_told(void **state)
{
    (void)state;
    const char *dir = unit_path(&arena, "broken");
    put(dir, "configurations/config_default",
        "[core]\nproject = good\nnonsense\n[run\nregion = r\n");
    const char *lines[] = {rr_arena_printf(&arena, "CLOUDSDK_CONFIG=%s", dir), NULL, NULL};
    struct rr_gcloud_config *config = read_config(lines);
    assert_string_equal(rr_gcloud_property(config, "core", "project"), "good");
    assert_non_null(strstr(rr_gcloud_config_note(config), "config_default"));
    rr_gcloud_config_free(config);
    lines[1] = "CLOUDSDK_ACTIVE_CONFIG_NAME=../../etc/passwd";
    config = read_config(lines);
    assert_string_equal(rr_gcloud_config_name(config), "");
    assert_string_not_equal(rr_gcloud_config_note(config), "");
    rr_gcloud_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_there),
        cmocka_unit_test(the_active_configuration_and_the_environment),
        cmocka_unit_test(what_is_broken_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, free_arena);
}
