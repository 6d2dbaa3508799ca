/* Overlays on top of each other. */
#include "config.h"

#include <locale.h>

#include "tests/support/unit.h"
#include "tui/model.h"

static void what_an_overlay_covers_keeps_its_place(void **state)
{
    (void)state;
    static const char *const themes[] = {"a", "b", "c", "d", "e"};
    struct model_options options = {
        .context = rr_context_default(), .scenario = "", .themes = themes, .n_themes = 5};
    struct model *m = calloc(1, sizeof *m);
    struct effects fx = {0};
    model_init(m, &options);
    model_open(m, OVERLAY_LANGUAGE, &fx);
    m->choice.cursor = 1;
    model_open(m, OVERLAY_THEMES, &fx);
    m->choice.cursor = 4;
    model_open(m, OVERLAY_HELP, &fx);
    m->scroll = 9;
    model_close(m);
    assert_int_equal(m->choice.cursor, 4);
    model_close(m);
    assert_int_equal(m->choice.cursor, 1);
    assert_int_equal(m->scroll, 0);
    model_free(m);
    free(m);
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_overlay_covers_keeps_its_place),
    };
    return cmocka_run_group_tests_name("overlays", tests, NULL, NULL);
}
