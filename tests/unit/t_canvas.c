/* The grid of cells: clipping, wide characters, harmless text, frames. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "tests/support/unit.h"
#include "tui/canvas.h"

struct fixture {
    struct canvas canvas;
    struct rr_buf out;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    canvas_resize(&f->canvas, 3, 10);
    *state = f;
    return f == NULL;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    canvas_free(&f->canvas);
    rr_buf_free(&f->out);
    free(f);
    return 0;
}

static const char *shown(struct fixture *f)
{
    rr_buf_clear(&f->out);
    canvas_dump_text(&f->canvas, &f->out);
    return rr_buf_text(&f->out);
}

static struct rect row(int row, int col, int cols)
{
    return (struct rect){row, col, 1, cols};
}

static void text_is_clipped_at_its_area(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(canvas_put(&f->canvas, row(0, 2, 3), STYLE_PLAIN, "abcdef"), 3);
    assert_int_equal(canvas_put(&f->canvas, row(1, 8, 9), STYLE_PLAIN, "abcdef"), 6);
    canvas_put(&f->canvas, row(7, 0, 9), STYLE_PLAIN, "below");
    canvas_put(&f->canvas, row(-1, 0, 9), STYLE_PLAIN, "above");
    canvas_put(&f->canvas, row(2, -2, 9), STYLE_PLAIN, "abcd");
    canvas_put(&f->canvas, (struct rect){0, 0, 0, 5}, STYLE_PLAIN, "no rows");
    assert_string_equal(shown(f), "  abc\n        ab\ncd\n");
}

static void a_wide_character_is_never_split(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(canvas_put(&f->canvas, row(0, 0, 3), STYLE_PLAIN, "権限"), 2);
    canvas_put(&f->canvas, row(1, 9, 9), STYLE_PLAIN, "権");
    canvas_put(&f->canvas, row(2, 0, 9), STYLE_PLAIN, "権限");
    assert_int_equal(canvas_cell(&f->canvas, 2, 0)->width, 2);
    assert_int_equal(canvas_cell(&f->canvas, 2, 1)->width, 0);
    canvas_put(&f->canvas, row(2, 1, 2), STYLE_PLAIN, "xy");
    assert_string_equal(shown(f), "権\n\n xy\n");
    assert_int_equal(canvas_cell(&f->canvas, 2, 3)->width, 1);
}

static void marks_stay_with_their_character(void **state)
{
    struct fixture *f = *state;
    canvas_put(&f->canvas, row(0, 0, 1), STYLE_PLAIN, "e\xcc\x81x");
    canvas_put(&f->canvas, row(1, 0, 9), STYLE_PLAIN, "\xcc\x81x");
    char many[64] = "a";
    for (int i = 0; i < 15; i++)
        memcpy(many + 1 + i * 2, "\xcc\x81", 3);
    canvas_put(&f->canvas, row(2, 0, 9), STYLE_PLAIN, many);
    assert_int_equal(canvas_cell(&f->canvas, 2, 0)->n_bytes, 15);
    assert_int_equal(canvas_cell(&f->canvas, 2, 1)->n_bytes, 0);
    rr_buf_clear(&f->out);
    assert_memory_equal(shown(f), "e\xcc\x81\n \xcc\x81x\n", 8);
}

static void what_could_harm_is_written_out(void **state)
{
    struct fixture *f = *state;
    canvas_put(&f->canvas, row(0, 0, 10), STYLE_PLAIN, "a\x1bz");
    canvas_put(&f->canvas, row(1, 0, 10), STYLE_PLAIN, "\xff");
    canvas_put(&f->canvas, row(2, 0, 5), STYLE_PLAIN, "a\x1b");
    assert_string_equal(shown(f), "a<U+001B>z\n<0xFF>\na\n");
}

static void emoji_variation_is_left_out(void **state)
{
    struct fixture *f = *state;
    canvas_put(&f->canvas, row(0, 0, 10), STYLE_PLAIN, "⚠\xef\xb8\x8f!");
    assert_string_equal(shown(f), "⚠!\n\n\n");
}

static void what_does_not_fit_ends_with_an_ellipsis(void **state)
{
    struct fixture *f = *state;
    canvas_put_cut(&f->canvas, row(0, 0, 5), STYLE_PLAIN, "abcdef");
    canvas_put_tail(&f->canvas, row(1, 0, 5), STYLE_PLAIN, "src/app");
    f->canvas.glyphs = GLYPHS_ASCII;
    canvas_put_cut(&f->canvas, row(2, 0, 6), STYLE_PLAIN, "権限管理");
    assert_string_equal(shown(f), "abcd…\n…/app\n権限..\n");
}

static void text_stands_where_it_is_told(void **state)
{
    struct fixture *f = *state;
    canvas_put_right(&f->canvas, row(0, 0, 10), STYLE_PLAIN, "権限");
    canvas_put_centre(&f->canvas, row(1, 0, 10), STYLE_PLAIN, "ab");
    canvas_printf(&f->canvas, row(2, 0, 10), STYLE_PLAIN, "%d of %d", 3, 7);
    assert_string_equal(shown(f), "      権限\n    ab\n3 of 7\n");
}

static void wrapped_text_says_when_there_is_more(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        canvas_put_wrapped(&f->canvas, (struct rect){0, 0, 2, 5}, STYLE_PLAIN, "one two three"), 2);
    assert_string_equal(shown(f), "one\ntwo…\n\n");
}

static void a_frame_gives_its_inside(void **state)
{
    struct fixture *f = *state;
    struct rect inside = canvas_frame(&f->canvas, (struct rect){0, 0, 3, 5}, STYLE_BORDER);
    canvas_put(&f->canvas, inside, STYLE_PLAIN, "abcdef");
    assert_string_equal(shown(f), "┌───┐\n│abc│\n└───┘\n");
    f->canvas.glyphs = GLYPHS_ASCII;
    canvas_frame(&f->canvas, (struct rect){0, 0, 3, 5}, STYLE_BORDER);
    assert_string_equal(shown(f), "+---+\n|abc|\n+---+\n");
}

static void styles_and_grounds_are_layers(void **state)
{
    struct fixture *f = *state;
    canvas_put(&f->canvas, row(0, 0, 9), STYLE_OK, "ok");
    canvas_put(&f->canvas, row(1, 1, 9), STYLE_DANGER, "no");
    canvas_dump_styles(&f->canvas, &f->out);
    assert_string_equal(rr_buf_text(&f->out), "oo\n.DD\n\n");
    canvas_ground(&f->canvas, row(1, 0, 10), STYLE_FOCUS);
    rr_buf_clear(&f->out);
    canvas_dump_styles(&f->canvas, &f->out);
    assert_string_equal(rr_buf_text(&f->out), "oo\n.DD\n\nground 1  10*\n");
}

static void the_cursor_stands_inside_or_nowhere(void **state)
{
    struct fixture *f = *state;
    canvas_cursor(&f->canvas, 2, 9);
    assert_int_equal(f->canvas.cursor_row, 2);
    canvas_cursor(&f->canvas, 3, 0);
    assert_int_equal(f->canvas.cursor_row, -1);
}

static void rectangles_are_clipped(void **state)
{
    (void)state;
    struct rect area = {2, 3, 10, 20};
    struct rect r = rect_rows(area, 8, 5);
    assert_true(r.row == 10 && r.rows == 2 && r.cols == 20);
    assert_true(rect_is_empty(rect_row(area, 10)));
    assert_true(rect_is_empty(rect_skip(area, 0, 99)));
    r = rect_inset(area, 1, 2);
    assert_true(r.row == 3 && r.col == 5 && r.rows == 8 && r.cols == 16);
    r = rect_centre(area, 4, 10);
    assert_true(r.row == 5 && r.col == 8 && r.rows == 4 && r.cols == 10);
    r = rect_centre(area, 40, 100);
    assert_true(r.row == 2 && r.col == 3 && r.rows == 10 && r.cols == 20);
    assert_true(rect_has(area, 11, 22) && !rect_has(area, 12, 3));
}

static void any_size_can_be_drawn_on(void **state)
{
    struct fixture *f = *state;
    static const int sizes[][2] = {{0, 0}, {1, 1}, {1, 300}, {100, 1}, {2, 2}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        canvas_resize(&f->canvas, sizes[i][0], sizes[i][1]);
        struct rect all = canvas_all(&f->canvas);
        canvas_frame(&f->canvas, all, STYLE_BORDER);
        canvas_put_wrapped(&f->canvas, all, STYLE_PLAIN, "権限を確認します。 one two");
        canvas_put_cut(&f->canvas, all, STYLE_PLAIN, "権限");
        canvas_fill(&f->canvas, rect_inset(all, 1, 1), STYLE_OVERLAY);
        shown(f);
    }
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_is_clipped_at_its_area, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_wide_character_is_never_split, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_stay_with_their_character, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_could_harm_is_written_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(emoji_variation_is_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_does_not_fit_ends_with_an_ellipsis, set_up, tear_down),
        cmocka_unit_test_setup_teardown(text_stands_where_it_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrapped_text_says_when_there_is_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_frame_gives_its_inside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(styles_and_grounds_are_layers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_cursor_stands_inside_or_nowhere, set_up, tear_down),
        cmocka_unit_test(rectangles_are_clipped),
        cmocka_unit_test_setup_teardown(any_size_can_be_drawn_on, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
