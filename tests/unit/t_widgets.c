/* What pages are built from: lists, inputs, completion, pager, tabs, tables, confirming, the footer. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "runready/lang.h"
#include "tests/support/screen.h"
#include "tests/support/unit.h"
#include "tui/widgets/completion.h"
#include "tui/widgets/confirm.h"
#include "tui/widgets/filter.h"
#include "tui/widgets/footer.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"
#include "tui/widgets/pager.h"
#include "tui/widgets/progress.h"
#include "tui/widgets/table.h"
#include "tui/widgets/tabs.h"
#include "tui/widgets/tick.h"

static struct key rune(uint32_t c)
{
    return (struct key){KEY_CODE_RUNE, c, 0};
}

static struct key code(enum key_code code)
{
    return (struct key){code, 0, 0};
}

static struct key ctrl(uint32_t c)
{
    return (struct key){KEY_CODE_RUNE, c, KEY_CTRL};
}

static void type(struct input *input, const char *ascii)
{
    for (; *ascii != '\0'; ascii++)
        input_key(input, rune((unsigned char)*ascii));
}

/* ---- list ---- */

static void a_cursor_stays_among_its_rows_and_in_sight(void **state)
{
    (void)state;
    struct list list = {0};
    list_fit(&list, 10, 4);
    assert_true(list_update(&list, ACTION_UP));
    assert_int_equal(list.cursor, 0);
    for (int i = 0; i < 5; i++)
        list_update(&list, ACTION_DOWN);
    assert_int_equal(list.cursor, 5);
    assert_int_equal(list.top, 2);
    list_update(&list, ACTION_END);
    assert_int_equal(list.top, 6);
    assert_int_equal(list_end(&list), 10);
    list_update(&list, ACTION_PAGE_UP);
    assert_int_equal(list.cursor, 5);
    list_update(&list, ACTION_HOME);
    assert_int_equal(list.top, 0);
    assert_false(list_update(&list, ACTION_TICK));
}

static void rows_that_go_take_the_cursor_along(void **state)
{
    (void)state;
    struct list list = {0};
    list_fit(&list, 10, 4);
    list_go(&list, 9);
    list_fit(&list, 3, 4);
    assert_int_equal(list.cursor, 2);
    assert_int_equal(list.top, 0);
    list_fit(&list, 0, 4);
    assert_int_equal(list.cursor, 0);
    assert_int_equal(list_end(&list), 0);
    list_update(&list, ACTION_DOWN);
    assert_int_equal(list.cursor, 0);
}

static void the_mouse_puts_the_cursor_on_a_row(void **state)
{
    (void)state;
    struct list list = {0};
    struct rect area = {5, 2, 4, 20};
    list_fit(&list, 10, 4);
    list_go(&list, 7);
    assert_true(list_mouse(&list, area, (struct mouse){MOUSE_PRESS, 6, 3}));
    assert_int_equal(list.cursor, 5);
    assert_true(list_mouse(&list, area, (struct mouse){MOUSE_WHEEL_UP, 6, 3}));
    assert_int_equal(list.cursor, 2);
    assert_false(list_mouse(&list, area, (struct mouse){MOUSE_PRESS, 4, 3}));
    list_fit(&list, 2, 4);
    assert_false(list_mouse(&list, area, (struct mouse){MOUSE_PRESS, 8, 3}));
}

/* ---- input ---- */

static void an_input_is_edited_by_characters(void **state)
{
    (void)state;
    struct input input = {0};
    input_set(&input, "権限e\xcc\x81");
    assert_int_equal(input.cursor, 9);
    input_key(&input, code(KEY_CODE_BACKSPACE));
    assert_string_equal(input.text, "権限");
    input_key(&input, code(KEY_CODE_LEFT));
    type(&input, "ab");
    assert_string_equal(input.text, "権ab限");
    input_key(&input, code(KEY_CODE_DELETE));
    assert_string_equal(input.text, "権ab");
    input_key(&input, code(KEY_CODE_HOME));
    input_key(&input, code(KEY_CODE_BACKSPACE));
    input_key(&input, rune(0x6a29));
    assert_string_equal(input.text, "権権ab");
    input_key(&input, code(KEY_CODE_END));
    input_key(&input, code(KEY_CODE_DELETE));
    assert_string_equal(input.text, "権権ab");
}

static void an_input_knows_the_keys_of_a_shell(void **state)
{
    (void)state;
    struct input input = {0};
    input_set(&input, "my-ml-project/run");
    input_key(&input, ctrl('w'));
    assert_string_equal(input.text, "my-ml-project/");
    input_key(&input, ctrl('w'));
    assert_string_equal(input.text, "my-ml-");
    input_key(&input, ctrl('a'));
    input_key(&input, ctrl('f'));
    input_key(&input, ctrl('k'));
    assert_string_equal(input.text, "m");
    input_key(&input, ctrl('u'));
    assert_string_equal(input.text, "");
    assert_false(input_key(&input, ctrl('x')));
    assert_false(input_key(&input, code(KEY_CODE_TAB)));
}

static void an_input_that_is_full_stays_whole(void **state)
{
    (void)state;
    struct input input = {0};
    for (int i = 0; i < INPUT_MAX; i++)
        input_key(&input, rune(0x6a29));
    assert_true(input.n < INPUT_MAX);
    assert_int_equal(input.n % 3, 0);
    assert_int_equal(strlen(input.text), input.n);
}

static void a_paste_into_one_line_is_one_line(void **state)
{
    (void)state;
    struct input input = {0};
    input_paste(&input, "\n  my-project \n");
    assert_string_equal(input.text, "my-project");
    input_set(&input, "");
    input_paste(&input, "a\nb\tc");
    assert_string_equal(input.text, "abc");
}

static void the_cursor_of_a_long_input_is_seen(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    struct input input = {0};
    struct input_view view = {.has_focus = true};
    RR_BUF_AUTO out = {0};
    canvas_resize(&canvas, 1, 6);
    input_set(&input, "abcdefgh権");
    input_draw(&input, &canvas, canvas_all(&canvas), &view);
    canvas_dump_text(&canvas, &out);
    assert_string_equal(rr_buf_text(&out), "fgh権\n");
    assert_int_equal(canvas.cursor_col, 5);
    assert_true(input_mouse(&input, canvas_all(&canvas), (struct mouse){MOUSE_PRESS, 0, 1}));
    assert_int_equal(input.cursor, 6);
    canvas_free(&canvas);
}

/* ---- filter and completion ---- */

static void a_filter_wants_every_word(void **state)
{
    (void)state;
    struct filter filter = {0};
    filter_open(&filter);
    filter_key(&filter, rune('R'));
    filter_key(&filter, rune('u'));
    filter_key(&filter, rune('n'));
    filter_key(&filter, rune(' '));
    filter_key(&filter, rune('a'));
    assert_true(filter_passes(&filter, "Cloud Run Admin roles/run.admin"));
    assert_false(filter_passes(&filter, "roles/logging.viewer"));
    filter_key(&filter, code(KEY_CODE_ENTER));
    assert_false(filter.is_typing);
    assert_true(filter_is_set(&filter));
    assert_true(filter_clear(&filter));
    assert_true(filter_passes(&filter, "anything"));
    assert_false(filter_clear(&filter));
}

static const char *const projects[] = {"ml-prod", "my-ml-project", "sandbox", "mlops"};
static const struct candidates candidates = {projects, NULL, 4};

static void completion_offers_what_begins_with_the_text_first(void **state)
{
    (void)state;
    assert_int_equal(completion_count(&candidates, "ml"), 3);
    assert_int_equal(completion_match(&candidates, "ml", 0), 0);
    assert_int_equal(completion_match(&candidates, "ml", 1), 3);
    assert_int_equal(completion_match(&candidates, "ml", 2), 1);
    assert_int_equal(completion_match(&candidates, "ml", 3), -1);
}

static void completion_is_taken_by_enter_and_left_by_esc(void **state)
{
    (void)state;
    struct input input = {0};
    struct completion completion = {0};
    type(&input, "ml");
    completion_refresh(&completion, &candidates, input.text);
    assert_true(completion.is_open);
    assert_true(completion_key(&completion, &candidates, &input, code(KEY_CODE_DOWN)));
    assert_true(completion_key(&completion, &candidates, &input, code(KEY_CODE_ENTER)));
    assert_string_equal(input.text, "mlops");
    completion_refresh(&completion, &candidates, input.text);
    assert_false(completion.is_open);
    assert_false(completion_key(&completion, &candidates, &input, code(KEY_CODE_ENTER)));
    input_set(&input, "");
    completion_refresh(&completion, &candidates, input.text);
    assert_false(completion.is_open);
    assert_true(completion_key(&completion, &candidates, &input, code(KEY_CODE_DOWN)));
    assert_true(completion.is_open);
    assert_true(completion_key(&completion, &candidates, &input, code(KEY_CODE_ESC)));
    assert_false(completion.is_open);
    assert_string_equal(input.text, "");
}

/* ---- pager, tabs, confirm, table ---- */

static void a_pager_scrolls_as_far_as_its_text(void **state)
{
    (void)state;
    struct pager pager = {0};
    pager_fit(&pager, "1\n2\n3\n4\n5\n6", 4, 20);
    assert_false(pager_is_whole(&pager));
    assert_true(pager_update(&pager, ACTION_END));
    assert_int_equal(pager.top, 2);
    pager_update(&pager, ACTION_DOWN);
    assert_int_equal(pager.top, 2);
    pager_update(&pager, ACTION_PAGE_UP);
    assert_int_equal(pager.top, 0);
    pager_update(&pager, ACTION_END);
    pager_fit(&pager, "1\n2\n3", 4, 20);
    assert_int_equal(pager.top, 0);
    assert_true(pager_is_whole(&pager));
}

static void tabs_go_round(void **state)
{
    (void)state;
    static const char *const names[] = {"Changes", "差分", "gcloud"};
    struct tabs tabs = {3, 0};
    assert_true(tabs_update(&tabs, ACTION_LEFT));
    assert_int_equal(tabs.current, 2);
    assert_true(tabs_update(&tabs, ACTION_TAB_NEXT));
    assert_int_equal(tabs.current, 0);
    assert_false(tabs_update(&tabs, ACTION_UP));
    struct rect area = {1, 0, 1, 40};
    assert_true(tabs_mouse(&tabs, area, names, (struct mouse){MOUSE_PRESS, 1, 10}));
    assert_int_equal(tabs.current, 1);
    assert_false(tabs_mouse(&tabs, area, names, (struct mouse){MOUSE_PRESS, 1, 8}));
}

static void confirming_takes_the_very_word(void **state)
{
    (void)state;
    struct confirm confirm;
    confirm_begin(&confirm, "5 my-project");
    assert_int_equal(confirm_key(&confirm, code(KEY_CODE_ENTER)), CONFIRM_OPEN);
    assert_true(confirm.was_wrong);
    type(&confirm.input, "5 my-projec");
    assert_int_equal(confirm_key(&confirm, code(KEY_CODE_ENTER)), CONFIRM_OPEN);
    assert_int_equal(confirm_key(&confirm, rune('t')), CONFIRM_OPEN);
    assert_false(confirm.was_wrong);
    assert_true(confirm_is_right(&confirm));
    assert_int_equal(confirm_key(&confirm, rune(' ')), CONFIRM_OPEN);
    assert_int_equal(confirm_key(&confirm, code(KEY_CODE_ENTER)), CONFIRM_GIVEN);
    assert_int_equal(confirm_key(&confirm, code(KEY_CODE_ESC)), CONFIRM_LEFT);
}

static void an_empty_word_confirms_nothing(void **state)
{
    (void)state;
    struct confirm confirm;
    confirm_begin(&confirm, "");
    assert_int_equal(confirm_key(&confirm, code(KEY_CODE_ENTER)), CONFIRM_OPEN);
}

static struct table role_table(void)
{
    return (struct table){.n = 3, .gap = 2, .columns = {{20, 10, 1}, {30, 12, 2}, {9, 9, 0}}};
}

static void a_table_shrinks_by_rank(void **state)
{
    (void)state;
    struct table table = role_table();
    table_fit(&table, 80);
    assert_int_equal(table.cols[1], 30);
    assert_int_equal(table.col[2], 54);
    table_fit(&table, 50);
    assert_int_equal(table.cols[0], 20);
    assert_int_equal(table.cols[1], 17);
    table_fit(&table, 38);
    assert_int_equal(table.cols[1], 12);
    assert_int_equal(table.cols[0], 13);
    table_fit(&table, 25);
    assert_int_equal(table.cols[1], 0);
    assert_int_equal(table.cols[0], 14);
    assert_int_equal(table.col[2], 16);
    table_fit(&table, 5);
    assert_int_equal(table.cols[0], 0);
    table_want(&table, 0, "権限権限権限権限権限権限");
    assert_int_equal(table.columns[0].wanted, 24);
}

/* ---- the footer ---- */

static const char *why_not(const void *data, enum action action)
{
    (void)data;
    return action == ACTION_NEXT ? "two rows are still being read" : NULL;
}

static const struct footer roles_footer = {
    .contexts = CONTEXT_PAGE | CONTEXT_LIST | CONTEXT_TICKS | CONTEXT_NEXT | CONTEXT_PRESET |
                CONTEXT_BACK | CONTEXT_DETAILS,
    .why_not = why_not,
};

static void the_footer_keeps_what_matters_most(void **state)
{
    (void)state;
    static const struct {
        int cols;
        const char *shown;
    } cases[] = {
        {90, " ↑↓ move  space tick  Enter continue  Esc back  p preset  d details  "
             "? help  q quit\n"},
        {80, " ↑↓ move  space tick  Enter continue  Esc back  p preset  ? help  q quit\n"},
        {60, " space tick  Enter continue  p preset  ? help  q quit\n"},
        {40, " Enter continue  ? help  q quit\n"},
        {20, " ? help  q quit\n"},
        {9, " ? help\n"},
        {3, "\n"},
    };
    struct canvas canvas = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RR_BUF_AUTO out = {0};
        canvas_resize(&canvas, 1, cases[i].cols);
        footer_draw(&roles_footer, &canvas, canvas_all(&canvas));
        canvas_dump_text(&canvas, &out);
        assert_string_equal(rr_buf_text(&out), cases[i].shown);
    }
    canvas_free(&canvas);
}

static void a_click_on_the_footer_is_its_key(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    canvas_resize(&canvas, 1, 100);
    struct rect area = canvas_all(&canvas);
    footer_draw(&roles_footer, &canvas, area);
    RR_BUF_AUTO out = {0};
    canvas_dump_text(&canvas, &out);
    const char *at = strstr(rr_buf_text(&out), "? help");
    assert_non_null(at);
    RR_BUF_AUTO before = {0};
    rr_buf_addn(&before, rr_buf_text(&out), (size_t)(at - rr_buf_text(&out)));
    int col = text_width(rr_buf_text(&before));
    struct mouse mouse = {MOUSE_PRESS, 0, col + 2};
    assert_int_equal(footer_mouse(&roles_footer, &canvas, area, mouse), ACTION_HELP);
    mouse.col = 0;
    assert_int_equal(footer_mouse(&roles_footer, &canvas, area, mouse), ACTION_NONE);
    canvas_free(&canvas);
}

static void the_page_of_keys_says_why_a_key_does_nothing(void **state)
{
    (void)state;
    RR_BUF_AUTO out = {0};
    footer_add_keys(&roles_footer, &out);
    assert_non_null(
        strstr(rr_buf_text(&out), "Enter         Go on to the next screen. Not now: two rows"));
    assert_non_null(strstr(rr_buf_text(&out), "space, x      Switch the row on or off.\n"));
    assert_null(strstr(rr_buf_text(&out), "Ctrl"));
}

/* ---- all of them on one screen ---- */

static void draw_rows(struct canvas *canvas, struct rect area)
{
    static const char *const rows[][3] = {
        {"Logs Writer", "roles/logging.logWriter", "missing"},
        {"Artifact Registry Writer", "roles/artifactregistry.writer", "missing"},
        {"組織のポリシー管理者", "roles/orgpolicy.policyAdmin", "granted"},
    };
    struct table table = {.n = 3, .gap = 2, .columns = {{0, 10, 1}, {0, 12, 2}, {0, 7, 0}}};
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            table_want(&table, j, rows[i][j]);
    table_fit(&table, area.cols - TICK_COLS - 1);
    for (int i = 0; i < 3; i++) {
        struct rect row = rect_row(area, i);
        struct rect cells = rect_skip(row, 0, TICK_COLS);
        tick_draw(canvas, row, i == 2 ? TICK_FIXED : TICK_ON, i == 1);
        canvas_put_cut(canvas, table_cell(&table, cells, 0), STYLE_PLAIN, rows[i][0]);
        canvas_put_cut(canvas, table_cell(&table, cells, 1), STYLE_CODE, rows[i][1]);
        canvas_put_cut(canvas, table_cell(&table, cells, 2), i == 2 ? STYLE_OK : STYLE_MISSING,
                       rows[i][2]);
        if (i == 1)
            canvas_ground(canvas, row, STYLE_FOCUS);
    }
}

static void draw_all(struct canvas *canvas)
{
    static const char *const tabs[] = {"Changes", "Policy diff", "gcloud", "Terraform"};
    struct rect all = canvas_all(canvas);
    tabs_draw(&(struct tabs){4, 1}, canvas, rect_inset(rect_row(all, 0), 0, 1), tabs);
    canvas_hline(canvas, rect_row(all, 1), STYLE_BORDER);
    draw_rows(canvas, rect_rows(all, 2, 3));
    struct list list = {.n = 9, .page = 3, .top = 2};
    list_draw_scrollbar(&list, canvas, rect_rows(all, 2, 3));
    struct rect bar = rect_rows(all, 6, 1);
    canvas_glyph(canvas, bar, STYLE_RUNNING, spinner_glyph(3));
    progress_draw(canvas, rect_inset(rect_skip(bar, 0, 1), 0, 1), 150, 420);
    struct pager pager = {0};
    static const char diff[] =
        "@ my-project\n- user:a@example.com\n+ serviceAccount:b@example.com\n  12 more";
    struct rect area = rect_rows(all, 8, 3);
    pager_fit(&pager, diff, area.rows, pager_cols(area));
    pager_draw(&pager, canvas, area, diff, pager_diff_style);
    footer_draw(&roles_footer, canvas, rect_row(all, all.rows - 1));
}

static void draw_overlay(struct canvas *canvas)
{
    struct confirm confirm;
    confirm_begin(&confirm, "5 my-ml-project");
    type(&confirm.input, "5 my");
    confirm.was_wrong = true;
    struct rect inside = overlay_draw(canvas, "適用の確認", 5, 50);
    canvas_put_wrapped(
        canvas, rect_rows(inside, 0, 2), STYLE_PLAIN,
        "5 件の変更を my-ml-project に適用します。続けるには、次のとおり入力してください。");
    confirm_draw(&confirm, canvas, rect_skip(inside, 2, 0), "5 my-ml-project:");
}

static void widgets_look_as_they_did(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int rows, cols;
        enum glyph_set_id glyphs;
    } cases[] = {{"widgets-80x24", 24, 80, GLYPHS_UNICODE},
                 {"widgets-40x12", 12, 40, GLYPHS_NARROW},
                 {"widgets-60x18-ascii", 18, 60, GLYPHS_ASCII}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rr_arena arena = {0};
        struct canvas canvas = {.glyphs = cases[i].glyphs};
        canvas_resize(&canvas, cases[i].rows, cases[i].cols);
        draw_all(&canvas);
        screen_check(&canvas, cases[i].name);
        draw_overlay(&canvas);
        screen_check(&canvas, rr_arena_printf(&arena, "%s-overlay", cases[i].name));
        canvas_free(&canvas);
        rr_arena_free(&arena);
    }
}

static void completion_looks_as_it_did(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    struct input input = {0};
    struct completion completion = {0};
    struct input_view view = {.has_focus = true};
    static const char *const remarks[] = {"本番", NULL, "created today", NULL};
    struct candidates with_remarks = {projects, remarks, 4};
    canvas_resize(&canvas, 6, 30);
    type(&input, "ml");
    completion_refresh(&completion, &with_remarks, input.text);
    input_draw(&input, &canvas, canvas_all(&canvas), &view);
    struct rect below = rect_skip(canvas_all(&canvas), 1, 0);
    assert_int_equal(completion_draw(&completion, &with_remarks, input.text, &canvas, below), 3);
    screen_check(&canvas, "completion");
    canvas_free(&canvas);
}

static void any_size_can_be_drawn(void **state)
{
    (void)state;
    for (int rows = 0; rows < 14; rows++) {
        for (int cols = 0; cols < 60; cols += 3) {
            struct canvas canvas = {0};
            canvas_resize(&canvas, rows, cols);
            draw_all(&canvas);
            draw_overlay(&canvas);
            canvas_free(&canvas);
        }
    }
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cursor_stays_among_its_rows_and_in_sight),
        cmocka_unit_test(rows_that_go_take_the_cursor_along),
        cmocka_unit_test(the_mouse_puts_the_cursor_on_a_row),
        cmocka_unit_test(an_input_is_edited_by_characters),
        cmocka_unit_test(an_input_knows_the_keys_of_a_shell),
        cmocka_unit_test(an_input_that_is_full_stays_whole),
        cmocka_unit_test(a_paste_into_one_line_is_one_line),
        cmocka_unit_test(the_cursor_of_a_long_input_is_seen),
        cmocka_unit_test(a_filter_wants_every_word),
        cmocka_unit_test(completion_offers_what_begins_with_the_text_first),
        cmocka_unit_test(completion_is_taken_by_enter_and_left_by_esc),
        cmocka_unit_test(a_pager_scrolls_as_far_as_its_text),
        cmocka_unit_test(tabs_go_round),
        cmocka_unit_test(confirming_takes_the_very_word),
        cmocka_unit_test(an_empty_word_confirms_nothing),
        cmocka_unit_test(a_table_shrinks_by_rank),
        cmocka_unit_test(the_footer_keeps_what_matters_most),
        cmocka_unit_test(a_click_on_the_footer_is_its_key),
        cmocka_unit_test(the_page_of_keys_says_why_a_key_does_nothing),
        cmocka_unit_test(widgets_look_as_they_did),
        cmocka_unit_test(completion_looks_as_it_did),
        cmocka_unit_test(any_size_can_be_drawn),
    };
    return cmocka_run_group_tests_name("widgets", tests, NULL, NULL);
}
