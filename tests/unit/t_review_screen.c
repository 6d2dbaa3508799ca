/* The Review page: what its keys do, and golden screens of it, on what the sandbox's scenarios hold. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "core/observe/observed.h"
#include "core/util/str.h"
#include "runready/lang.h"
#include "runready/session.h"
#include "sandbox/sandbox.h"
#include "tests/support/screen.h"
#include "tui/app.h"

static struct rr_arena lasting; // addresses of sandboxes

static struct rr_context context_of(void)
{
    struct rr_context context = rr_context_default();
    context.project = "my-ml-project";
    context.region = "asia-northeast1";
    context.service = "churn-api";
    context.source = ".";
    return context;
}

static struct rr_observed *read_scenario(const char *scenario)
{
    const struct rr_sandbox_options options = {.scenario = scenario};
    const struct rr_context context = context_of();
    struct rr_err err = {0};
    struct rr_sandbox *sandbox = rr_sandbox_start(&options, &err);
    assert_non_null(sandbox);
    const struct rr_session_options session_options = {
        .loopback = rr_arena_printf(&lasting, "http://127.0.0.1:%d/", rr_sandbox_port(sandbox))};
    struct rr_session *session = rr_session_new(&session_options, &err);
    assert_non_null(session);
    struct rr_observed *observed = rr_gather(session, &context, NULL, NULL, &err);
    assert_non_null(observed);
    rr_session_free(session);
    rr_sandbox_stop(sandbox);
    observed->made_at_s = 1795582800;
    return observed;
}

/* ---- a wizard on the Review page ---- */

struct scene {
    struct model model;
    struct effects fx; // of the last key; texts live until the next
    struct canvas canvas;
};

static void take(struct scene *scene, struct msg *msg)
{
    scene->fx = (struct effects){0};
    msg->wall_s = 1795582800;
    app_update(&scene->model, msg, &scene->fx);
    msg_drop(msg);
}

static void open_scene(struct scene *scene, const char *scenario, int rows, int cols)
{
    const struct model_options options = {
        .context = context_of(), .is_sandbox = true, .scenario = scenario};
    struct msg begin = {.kind = MSG_BEGIN};
    struct msg observed = {.kind = MSG_OBSERVED};
    struct effects fx = {0};
    *scene = (struct scene){0};
    model_init(&scene->model, &options);
    begin.size.rows = rows;
    begin.size.cols = cols;
    take(scene, &begin);
    observed.observed.all = read_scenario(scenario);
    observed.observed.sign_in = "";
    take(scene, &observed);
    model_go(&scene->model, PAGE_REVIEW, &fx);
    canvas_resize(&scene->canvas, rows, cols);
}

static void close_scene(struct scene *scene)
{
    model_free(&scene->model);
    rr_arena_free(&scene->model.turn);
    canvas_free(&scene->canvas);
}

static void press(struct scene *scene, struct key key)
{
    struct msg msg = {.kind = MSG_KEY};
    msg.key = key;
    take(scene, &msg);
}

/* One key for each character; '\n' is Enter, '^' Esc, 'v' and '>' are cursor down and right. */
static void type(struct scene *scene, const char *keys)
{
    for (; *keys != '\0'; keys++) {
        struct key key = {.code = KEY_CODE_RUNE, .rune = (uint32_t)*keys};
        if (*keys == '\n')
            key = (struct key){.code = KEY_CODE_ENTER};
        else if (*keys == '^')
            key = (struct key){.code = KEY_CODE_ESC};
        else if (*keys == 'v')
            key = (struct key){.code = KEY_CODE_DOWN};
        else if (*keys == '>')
            key = (struct key){.code = KEY_CODE_RIGHT};
        press(scene, key);
    }
}

static void look(struct scene *scene, const char *name)
{
    app_view(&scene->model, &scene->canvas);
    screen_check(&scene->canvas, name);
}

/* ---- what keys do ---- */

static void enter_goes_on_from_where_the_cursor_stands(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    type(&scene, "\n");
    assert_int_equal(scene.model.page, PAGE_APPLY);
    type(&scene, "^");
    assert_int_equal(scene.model.page, PAGE_REVIEW);
    close_scene(&scene);
}

static void a_step_goes_off_with_what_needs_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    assert_int_equal(scene.model.judged.plan.n_steps, 7);
    type(&scene, "vv ");
    const struct rr_review *review = &scene.model.judged.reviewed.value;
    assert_int_equal(rr_review_find(review, "create-repository")->state, RR_REVIEW_OFF);
    assert_int_equal(scene.model.judged.plan.n_steps, 5);
    // On again by the one that follows: it brings what it needs.
    type(&scene, "vx");
    assert_int_equal(scene.model.judged.plan.n_steps, 7);
    close_scene(&scene);
}

static void a_resource_goes_off_as_a_whole(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    type(&scene, "vvvv ");
    assert_int_equal(scene.model.judged.plan.n_steps, 2);
    type(&scene, " ");
    assert_int_equal(scene.model.judged.plan.n_steps, 7);
    close_scene(&scene);
}

static void what_is_left_out_stays_out(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    // The second follows the first; switched off itself, it is not brought back by that.
    model_set_step(&scene.model, "create-repository", false);
    model_set_step(&scene.model, "grant-repository-role:roles/artifactregistry.writer", false);
    assert_int_equal(scene.model.judged.plan.n_steps, 5);
    model_set_step(&scene.model, "create-repository", true);
    assert_int_equal(scene.model.judged.plan.n_steps, 6);
    model_set_step(&scene.model, "create-repository", true);
    model_set_step(&scene.model, "no-such-step", false);
    assert_int_equal(scene.model.judged.plan.n_steps, 6);
    close_scene(&scene);
}

static void what_waits_for_the_deploy_is_not_applied_before(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "fresh", 24, 80);
    scene.model.access = RR_ACCESS_PUBLIC;
    model_judge(&scene.model);
    assert_non_null(rr_plan_find(&scene.model.judged.whole, "deploy"));
    assert_null(rr_plan_find(&scene.model.judged.plan, "deploy"));
    assert_true(model_step_waits(&scene.model, "allow-public"));
    assert_int_equal(model_n_waiting(&scene.model), 1);
    for (int i = 0; i < 30; i++)
        type(&scene, "v");
    look(&scene, "review-waits-80x24");
    // What waits can be switched off too, and then nothing waits.
    type(&scene, " ");
    assert_int_equal(model_n_waiting(&scene.model), 0);
    close_scene(&scene);
}

static void a_switches_all_off_and_on_again(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    type(&scene, "va");
    assert_int_equal(scene.model.judged.plan.n_steps, 0);
    type(&scene, "a");
    assert_int_equal(scene.model.judged.plan.n_steps, 7);
    close_scene(&scene);
}

static void enter_on_a_step_tells_all_of_it(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    type(&scene, "vv\n");
    assert_int_equal(scene.model.page, PAGE_REVIEW);
    assert_int_equal(scene.model.n_overlays, 1);
    assert_int_equal(scene.model.overlays[0], OVERLAY_STEP);
    type(&scene, "^");
    assert_int_equal(scene.model.n_overlays, 0);
    close_scene(&scene);
}

static void y_copies_what_the_cursor_is_on(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    type(&scene, "vvy");
    assert_int_equal(scene.fx.n, 1);
    assert_int_equal(scene.fx.items[0].kind, FX_COPY);
    assert_true(rr_str_has_prefix(scene.fx.items[0].text, "gcloud artifacts repositories"));
    type(&scene, ">>>y");
    assert_true(rr_str_has_prefix(scene.fx.items[0].text, "# Made by runready"));
    close_scene(&scene);
}

static void the_same_can_be_shown_without_a_frame(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    type(&scene, ">>");
    press(&scene, (struct key){.code = KEY_CODE_RUNE, .rune = 'v'});
    assert_int_equal(scene.fx.n, 1);
    assert_int_equal(scene.fx.items[0].kind, FX_BARE);
    assert_true(rr_str_has_prefix(scene.fx.items[0].text, "#!/bin/sh"));
    close_scene(&scene);
}

static void s_saves_each_form_under_a_name_that_says_what_it_is(void **state)
{
    (void)state;
    static const char *const names[REVIEW_TABS] = {
        "runready-my-ml-project-20261125-050000-plan.json",
        "runready-my-ml-project-20261125-050000-changes.diff",
        "runready-my-ml-project-20261125-050000-gcloud.sh",
        "runready-my-ml-project-20261125-050000-main.tf",
        "runready-my-ml-project-20261125-050000-request.md"};
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    for (int i = 0; i < REVIEW_TABS; i++) {
        type(&scene, "s");
        assert_int_equal(scene.fx.n, 1);
        assert_int_equal(scene.fx.items[0].kind, FX_SAVE);
        assert_string_equal(scene.fx.items[0].path, names[i]);
        assert_true(strlen(scene.fx.items[0].text) > 100);
        type(&scene, ">");
    }
    assert_int_equal(scene.model.review.tabs.current, REVIEW_CHANGES);
    close_scene(&scene);
}

static void nothing_here_asks_for_a_change(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    for (const char *keys = "vv \nx^>y>s>v>\n^\n"; *keys != '\0'; keys++) {
        const char one[2] = {*keys, '\0'};
        type(&scene, one);
        for (size_t i = 0; i < scene.fx.n; i++)
            assert_int_not_equal(scene.fx.items[i].kind, FX_APPLY);
    }
    close_scene(&scene);
}

/* ---- how it looks ---- */

struct golden {
    const char *name;
    const char *scenario;
    int rows, cols;
    const char *keys;
};

static const struct golden goldens[] = {
    {"review-80x24", "first-day", 24, 80, ""},
    {"review-step-80x24", "first-day", 24, 80, "vvvvvvvv"},
    {"review-off-80x24", "first-day", 24, 80, "vv "},
    {"review-resource-80x24", "first-day", 24, 80, "vvvv"},
    {"review-overlay-80x24", "first-day", 24, 80, "vvvvvvvv\n"},
    {"review-diff-80x24", "first-day", 24, 80, ">"},
    {"review-gcloud-80x24", "first-day", 24, 80, ">>"},
    {"review-terraform-80x24", "first-day", 24, 80, ">>>"},
    {"review-request-80x24", "no-rights", 24, 80, ">>>>"},
    {"review-no-rights-80x24", "no-rights", 24, 80, ""},
    {"review-no-rights-step-80x24", "no-rights", 24, 80, "vv"},
    {"review-apis-off-80x24", "apis-off", 24, 80, ""},
    {"review-deployed-80x24", "deployed-public", 24, 80, ""},
    {"review-120x40", "first-day", 40, 120, ""},
    {"review-step-120x40", "first-day", 40, 120, "vvvvvvvv"},
    {"review-60x18", "first-day", 18, 60, "vvvv"},
    {"review-40x12", "first-day", 12, 40, "vv "},
    {"review-overlay-40x12", "first-day", 12, 40, "vv\n"},
};

static void looks_as_its_golden_screens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++) {
        struct scene scene;
        open_scene(&scene, goldens[i].scenario, goldens[i].rows, goldens[i].cols);
        type(&scene, goldens[i].keys);
        look(&scene, goldens[i].name);
        close_scene(&scene);
    }
}

static void looks_as_its_golden_screens_in_ascii(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "first-day", 24, 80);
    scene.canvas.glyphs = GLYPHS_ASCII;
    type(&scene, "vv ");
    look(&scene, "review-ascii-80x24");
    close_scene(&scene);
}

static void looks_as_its_golden_screens_in_japanese(void **state)
{
    (void)state;
    struct scene scene;
    assert_true(rr_lang_set("ja"));
    open_scene(&scene, "no-rights", 24, 80);
    scene.canvas.glyphs = GLYPHS_NARROW;
    type(&scene, "vv");
    look(&scene, "review-ja-80x24");
    type(&scene, ">>>>");
    look(&scene, "review-request-ja-80x24");
    close_scene(&scene);
    open_scene(&scene, "first-day", 12, 40);
    look(&scene, "review-ja-40x12");
    close_scene(&scene);
    assert_true(rr_lang_set("en"));
}

static int teardown(void **state)
{
    (void)state;
    rr_arena_free(&lasting);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_goes_on_from_where_the_cursor_stands),
        cmocka_unit_test(a_step_goes_off_with_what_needs_it),
        cmocka_unit_test(a_resource_goes_off_as_a_whole),
        cmocka_unit_test(what_is_left_out_stays_out),
        cmocka_unit_test(what_waits_for_the_deploy_is_not_applied_before),
        cmocka_unit_test(a_switches_all_off_and_on_again),
        cmocka_unit_test(enter_on_a_step_tells_all_of_it),
        cmocka_unit_test(y_copies_what_the_cursor_is_on),
        cmocka_unit_test(the_same_can_be_shown_without_a_frame),
        cmocka_unit_test(s_saves_each_form_under_a_name_that_says_what_it_is),
        cmocka_unit_test(nothing_here_asks_for_a_change),
        cmocka_unit_test(looks_as_its_golden_screens),
        cmocka_unit_test(looks_as_its_golden_screens_in_ascii),
        cmocka_unit_test(looks_as_its_golden_screens_in_japanese),
    };
    setlocale(LC_ALL, "");
    return cmocka_run_group_tests(tests, NULL, teardown);
}
