/* The real program in a terminal, walked as a person walks it; what it leaves is what runready apply leaves. */
#include "config.h"

#include <locale.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/util/clock.h"
#include "tests/support/pty.h"
#include "tests/support/unit.h"
#include "tests/support/world.h"

static const char *program(struct rr_arena *arena)
{
    return rr_arena_printf(arena, "%s/runready", getenv("top_builddir"));
}

struct walk {
    struct pty pty;
    struct world world;
    int n_keys;
    bool was_applied;       // "applied and verified" was on the screen
    size_t n_writes_before; // when the confirmation was first asked for
};

static void walk_start(struct walk *walk, const char *scenario, const char *const more[])
{
    struct rr_arena arena = {0};
    const char *argv[24] = {program(&arena), "wizard",          "--project", "my-ml-project",
                            "--region",      "asia-northeast1", "--service", "churn-api"};
    for (size_t i = 0; more[i] != NULL; i++)
        argv[8 + i] = more[i];
    *walk = (struct walk){0};
    world_open(&walk->world, scenario);
    pty_start(&walk->pty, argv, walk->world.env, 24, 80);
    pty_sync_idle(&walk->pty);
    rr_arena_free(&arena);
}

static void press(struct walk *walk, const char *keys)
{
    pty_send(&walk->pty, keys);
    pty_sync_idle(&walk->pty);
    walk->n_keys += (int)strlen(keys);
}

/* What the screen asks to be typed; "" when it asks for nothing. */
static const char *asked_for(struct walk *walk, struct rr_arena *arena)
{
    static const char before[] = "To make them, type:";
    RR_BUF_AUTO text = {0};
    const char *at = strstr(pty_text(&walk->pty, &text), before);
    if (at == NULL)
        return "";
    at += strlen(before);
    at += strspn(at, " ");
    return rr_arena_strn(arena, at, strcspn(at, "\n"));
}

static void confirm(struct walk *walk, const char *words)
{
    walk->n_writes_before = world_writes(&walk->world);
    pty_assert_shows(&walk->pty, "No change has been made yet");
    press(walk, words);
    press(walk, "\r");
    if (pty_shows(&walk->pty, "Applied and verified"))
        walk->was_applied = true;
}

/* Enter until the program ends, and what has to be typed typed. */
static int walk_through(struct walk *walk)
{
    enum { PAGES_MAX = 60 };
    struct rr_arena arena = {0};
    for (int i = 0; i < PAGES_MAX; i++) {
        const char *words = asked_for(walk, &arena);
        if (*words != '\0')
            confirm(walk, words);
        else if (pty_shows(&walk->pty, "Some of it cannot be done by you"))
            press(walk, " ");
        else if (pty_shows(&walk->pty, "Enter leaves."))
            break;
        else
            press(walk, "\r");
    }
    pty_assert_shows(&walk->pty, "Enter leaves.");
    pty_send(&walk->pty, "\r");
    rr_arena_free(&arena);
    int status = pty_wait(&walk->pty);
    pty_assert_restored(&walk->pty);
    return status;
}

static void walk_end(struct walk *walk)
{
    pty_close(&walk->pty);
    world_close(&walk->world);
}

/* What runready apply leaves in a sandbox of its own. */
static void apply_leaves(const char *scenario, const char *const more[], struct rr_buf *state)
{
    struct rr_arena arena = {0};
    struct world world;
    world_open(&world, scenario);
    const char *argv[24] = {program(&arena),   "apply",         "--yes",
                            "--project",       "my-ml-project", "--region",
                            "asia-northeast1", "--service",     "churn-api"};
    for (size_t i = 0; more[i] != NULL; i++)
        argv[9 + i] = more[i];
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t i = 0; world.env[i] != NULL; i++) {
            const char *sign = strchr(world.env[i], '=');
            setenv(rr_arena_strn(&arena, world.env[i], (size_t)(sign - world.env[i])), sign + 1, 1);
        }
        if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
            _exit(126);
        execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    world_state(&world, state);
    world_close(&world);
    rr_arena_free(&arena);
}

static void leaves_what_apply_leaves(const char *scenario, const char *const more[], int status)
{
    struct walk walk;
    RR_BUF_AUTO walked = {0};
    RR_BUF_AUTO applied = {0};
    walk_start(&walk, scenario, more);
    assert_int_equal(walk_through(&walk), status);
    world_state(&walk.world, &walked);
    apply_leaves(scenario, more, &applied);
    assert_string_equal(rr_buf_text(&walked), rr_buf_text(&applied));
    walk_end(&walk);
}

static const char *const nothing[] = {NULL};

static void a_first_day_ends_applied_and_verified(void **state)
{
    (void)state;
    struct walk walk;
    RR_BUF_AUTO walked = {0};
    RR_BUF_AUTO applied = {0};
    struct rr_clock clock = {0};
    int64_t began_ms = rr_clock_mono_ms(&clock);
    walk_start(&walk, "first-day", nothing);
    assert_int_equal(walk_through(&walk), 0);
    assert_true(walk.was_applied);
    assert_int_equal(walk.n_writes_before, 0);
    assert_true(rr_clock_mono_ms(&clock) - began_ms < 120 * 1000);
    world_state(&walk.world, &walked);
    apply_leaves("first-day", nothing, &applied);
    assert_string_equal(rr_buf_text(&walked), rr_buf_text(&applied));
    walk_end(&walk);
}

static void a_fresh_project_ends_as_apply_leaves_it(void **state)
{
    (void)state;
    leaves_what_apply_leaves("fresh", nothing, 0);
}

static void apis_that_were_off_take_a_second_round(void **state)
{
    (void)state;
    leaves_what_apply_leaves("apis-off", nothing, 0);
}

static void a_blocked_public_service_ends_private(void **state)
{
    (void)state;
    static const char *const public[] = {"--access", "public", NULL};
    static const char *const fallback[] = {"--access", "public", "--fallback", NULL};
    struct walk walk;
    RR_BUF_AUTO walked = {0};
    RR_BUF_AUTO applied = {0};
    walk_start(&walk, "org-blocked", public);
    assert_int_equal(walk_through(&walk), 0);
    world_state(&walk.world, &walked);
    apply_leaves("org-blocked", fallback, &applied);
    assert_string_equal(rr_buf_text(&walked), rr_buf_text(&applied));
    walk_end(&walk);
}

static void without_rights_nothing_is_written(void **state)
{
    (void)state;
    struct walk walk;
    walk_start(&walk, "no-rights", nothing);
    assert_int_equal(walk_through(&walk), 3);
    assert_int_equal(world_writes(&walk.world), 0);
    walk_end(&walk);
}

static void a_wrong_word_changes_nothing(void **state)
{
    (void)state;
    struct walk walk;
    struct rr_arena arena = {0};
    walk_start(&walk, "fresh", nothing);
    for (int i = 0; i < 20 && *asked_for(&walk, &arena) == '\0'; i++)
        press(&walk, "\r");
    press(&walk, "yes\r");
    pty_assert_shows(&walk.pty, "nothing was changed");
    assert_int_equal(world_writes(&walk.world), 0);
    press(&walk, "\033");
    pty_assert_shows(&walk.pty, "No change has been made yet");
    rr_arena_free(&arena);
    walk_end(&walk);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_day_ends_applied_and_verified),
        cmocka_unit_test(a_fresh_project_ends_as_apply_leaves_it),
        cmocka_unit_test(apis_that_were_off_take_a_second_round),
        cmocka_unit_test(a_blocked_public_service_ends_private),
        cmocka_unit_test(without_rights_nothing_is_written),
        cmocka_unit_test(a_wrong_word_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
