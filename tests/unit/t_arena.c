#include "config.h"

#include <string.h>

#include "runready/arena.h"
#include "tests/support/unit.h"

static void gives_zeroed_and_aligned_memory(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    for (size_t size = 0; size < 300; size++) {
        unsigned char *p = rr_arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, size);
    }
    rr_arena_free(&arena);
    assert_null(arena.head);
}

static void gives_more_than_a_block(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    char *small = rr_arena_alloc(&arena, 10);
    char *large = rr_arena_alloc(&arena, 1 << 20);
    char *after = rr_arena_alloc(&arena, 10);
    memset(large, 'x', 1 << 20);
    assert_int_equal(small[9] + after[0], 0);
    rr_arena_free(&arena);
}

static void copies_text(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    assert_string_equal(rr_arena_str(&arena, NULL), "");
    assert_string_equal(rr_arena_str(&arena, "一つ"), "一つ");
    assert_string_equal(rr_arena_strn(&arena, "project-1/rest", 9), "project-1");
    assert_string_equal(rr_arena_printf(&arena, "%s:%d", "port", 8080), "port:8080");
    rr_arena_free(&arena);
}

static void can_be_used_again_after_free(void **state)
{
    (void)state;
    struct rr_arena arena = {0};
    rr_arena_str(&arena, "first");
    rr_arena_free(&arena);
    assert_string_equal(rr_arena_str(&arena, "second"), "second");
    rr_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_and_aligned_memory),
        cmocka_unit_test(gives_more_than_a_block),
        cmocka_unit_test(copies_text),
        cmocka_unit_test(can_be_used_again_after_free),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
