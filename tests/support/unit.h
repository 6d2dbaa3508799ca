/*
 * What every unit program begins with: cmocka, after the headers it wants to find, and few helpers.
 *
 *     #include "config.h"
 *     #include "tests/support/unit.h"
 */
#ifndef RR_TESTS_UNIT_H
#define RR_TESTS_UNIT_H

// cmocka.h does not include these itself.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>

#include "runready/arena.h"

/* A path in this program's scratch folder, which tests/env.sh makes and `make check` removes. */
static inline const char *unit_path(struct rr_arena *arena, const char *name)
{
    const char *dir = getenv("RUNREADY_TEST_DIR");
    if (dir == NULL)
        fail_msg("%s", "RUNREADY_TEST_DIR is not set: run by `make check`, or source tests/env.sh");
    return rr_arena_printf(arena, "%s/%s", dir, name);
}

/* A path in the source tree. */
static inline const char *unit_source_path(struct rr_arena *arena, const char *name)
{
    const char *dir = getenv("top_srcdir");
    return rr_arena_printf(arena, "%s/%s", dir != NULL ? dir : ".", name);
}

/* A file of schemas or recorded answers beside the source (fixtures/..., schemas/...); skips the test where there are none. */
static inline const char *unit_shared_path(struct rr_arena *arena, const char *name)
{
    const char *dir = getenv("RUNREADY_SHARED");
    if (dir == NULL) {
        print_message("no RUNREADY_SHARED: %s is not here\n", name);
        skip();
    }
    return rr_arena_printf(arena, "%s/%s", dir, name);
}

#endif
