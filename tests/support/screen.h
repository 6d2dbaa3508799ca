/*
 * Golden screens: a canvas as text, styles and cursor, compared with tests/screen/golden/NAME.txt. `make golden` (or
 * UPDATE_GOLDEN=1) writes the files anew; look at the difference before you commit it.
 */
#ifndef RR_TESTS_SCREEN_H
#define RR_TESTS_SCREEN_H

#include <string.h>

#include "core/util/buf.h"
#include "core/util/fileio.h"
#include "tests/support/unit.h"
#include "tui/canvas.h"

/* The whole content of a golden file. */
static inline void screen_dump(const struct canvas *canvas, struct rr_buf *out)
{
    canvas_dump_text(canvas, out);
    rr_buf_add(out, "---- styles\n");
    canvas_dump_styles(canvas, out);
    if (canvas->cursor_row >= 0)
        rr_buf_printf(out, "---- cursor %d %d\n", canvas->cursor_row, canvas->cursor_col);
}

/* Compares with NAME.txt, or writes it. */
static inline void screen_check(const struct canvas *canvas, const char *name)
{
    struct rr_arena arena = {0};
    struct rr_err err = {0};
    RR_BUF_AUTO now = {0};
    RR_BUF_AUTO golden = {0};
    const char *file = rr_arena_printf(&arena, "tests/screen/golden/%s.txt", name);
    const char *path = unit_source_path(&arena, file);
    screen_dump(canvas, &now);
    if (getenv("UPDATE_GOLDEN") != NULL) {
        if (!rr_file_replace(path, rr_buf_text(&now), now.len, 0644, &err))
            print_error("%s: %s\n", file, err.summary);
    } else if (!rr_file_read(path, 256 * 1024, &golden, &err)) {
        print_error("%s: %s (make golden writes it)\n", file, err.summary);
    } else if (strcmp(rr_buf_text(&golden), rr_buf_text(&now)) != 0) {
        rr_err_set(&err, RR_STALE, "the screen differs");
        fprintf(stderr, "%s: the screen is now\n%s", file,
                rr_buf_text(&now)); // cmocka would cut it
    }
    rr_arena_free(&arena);
    if (err.kind != RR_OK)
        fail_msg("golden screen %s: %s", name, err.summary);
}

#endif
