/* Showing canvases, and what is written beside them. */
#include "config.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/util/utf8.h"
#include "core/util/xalloc.h"
#include "tui/term_private.h"

void term_set_theme(struct terminal *term, const struct theme *theme)
{
    term->theme = theme_fit(theme, term->facts.depth);
    memset(term->shades, 0, sizeof term->shades);
    term_forget_shown(term);
}

void term_forget_shown(struct terminal *term)
{
    canvas_free(&term->shown);
}

static attr_t attributes_of(int look)
{
    static const struct {
        int bit;
        attr_t attribute;
    } rows[] = {{LOOK_BOLD, A_BOLD},
                {LOOK_DIM, A_DIM},
                {LOOK_ITALIC, A_ITALIC},
                {LOOK_UNDERLINE, A_UNDERLINE},
                {LOOK_REVERSE, A_REVERSE}};
    attr_t sum = A_NORMAL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        sum |= (look & rows[i].bit) != 0 ? rows[i].attribute : 0;
    return sum;
}

/* ncurses' number of a colour; `fallback` stands for the terminal's own where that cannot be asked for. */
static int number_of(const struct terminal *term, struct colour colour, int fallback)
{
    switch ((enum colour_kind)colour.kind) {
    case COLOUR_DEFAULT:
        return term->has_defaults ? -1 : fallback;
    case COLOUR_INDEX:
        return colour.index;
    case COLOUR_RGB:
        break;
    }
    // The first eight numbers are the terminal's own colours, so a blue that dark becomes black.
    int rgb = colour.red << 16 | colour.green << 8 | colour.blue;
    return rgb < 8 ? 0 : rgb;
}

static const struct shade *shade_of(struct terminal *term, enum style style, enum style ground)
{
    struct shade *shade = &term->shades[style][ground];
    if (shade->is_known)
        return shade;
    struct look look = theme_look(&term->theme, style, ground);
    shade->attributes = attributes_of(look.attributes);
    if (term->facts.depth != DEPTH_MONO) {
        int pair = alloc_pair(number_of(term, look.fg, COLOR_WHITE),
                              number_of(term, look.bg, COLOR_BLACK));
        shade->pair = pair > 0 ? pair : 0;
    }
    shade->is_known = true;
    return shade;
}

static void make_cell(struct terminal *term, const struct cell *cell, cchar_t *out)
{
    wchar_t text[CCHARW_MAX] = L" ";
    int n = 0;
    for (size_t at = 0; at < cell->n_bytes && n < CCHARW_MAX - 1;) {
        char piece[CELL_BYTES + 1] = {0};
        uint32_t code = 0;
        memcpy(piece, cell->text + at, cell->n_bytes - at);
        at += rr_utf8_decode(piece, &code);
        text[n++] = (wchar_t)code;
        text[n] = L'\0';
    }
    const struct shade *shade = shade_of(term, (enum style)cell->style, (enum style)cell->ground);
    int pair = shade->pair;
    setcchar(out, text, shade->attributes, 0, &pair);
}

static void draw_row(struct terminal *term, const struct canvas *canvas, int row)
{
    cchar_t *line = term->line;
    int n = 0;
    int cols = canvas->cols < term->cols ? canvas->cols : term->cols;
    for (int col = 0; col < cols; col++) {
        const struct cell *cell = canvas_cell(canvas, row, col);
        bool is_cut = cell->width == 2 && col + 1 == cols;
        static const struct cell blank = {.width = 1};
        if (cell->width > 0)
            make_cell(term, is_cut ? &blank : cell, &line[n++]);
    }
    mvadd_wchnstr(row, 0, line, n);
}

/* Room for what is shown; nothing of it is true after a change of size. */
static bool is_known(struct terminal *term, const struct canvas *canvas)
{
    struct canvas *shown = &term->shown;
    if (shown->cells != NULL && shown->rows == canvas->rows && shown->cols == canvas->cols)
        return true;
    canvas_resize(shown, canvas->rows, canvas->cols);
    term->line = rr_xrealloc(term->line, sizeof(cchar_t) * (size_t)(canvas->cols + 1));
    erase();
    return false;
}

void term_draw(struct terminal *term, const struct canvas *canvas)
{
    if (term->is_lent || term->is_gone)
        return;
    bool known = is_known(term, canvas);
    size_t row_size = sizeof *canvas->cells * (size_t)canvas->cols;
    for (int row = 0; row < canvas->rows && row < term->rows; row++) {
        const struct cell *now = canvas_cell(canvas, row, 0);
        struct cell *before = &term->shown.cells[(size_t)row * (size_t)canvas->cols];
        if (now == NULL || (known && memcmp(now, before, row_size) == 0))
            continue;
        draw_row(term, canvas, row);
        memcpy(before, now, row_size);
    }
    bool has_cursor = canvas->cursor_row >= 0;
    if (has_cursor)
        move(canvas->cursor_row, canvas->cursor_col);
    curs_set(has_cursor ? 1 : 0);
    refresh();
}

/* ---- beside the screen ---- */

void term_write(struct terminal *term, const char *bytes, size_t n)
{
    fflush(stdout);
    while (n > 0) {
        ssize_t done = write(term->out_fd, bytes, n);
        struct pollfd output = {term->out_fd, POLLOUT, 0};
        if (done < 0 && errno == EAGAIN && poll(&output, 1, 1000) > 0)
            continue;
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        bytes += done;
        n -= (size_t)done;
    }
}

void term_write_text(struct terminal *term, const char *text)
{
    term_write(term, text, strlen(text));
}

static void add_base64(struct rr_buf *out, const char *text, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        unsigned long three = 0;
        for (size_t j = 0; j < 3; j++)
            three = three << 8 | (i + j < n ? (unsigned char)text[i + j] : 0);
        for (size_t j = 0; j < 4; j++)
            rr_buf_addc(out, i + j > n ? '=' : digits[three >> (18 - 6 * j) & 63]);
    }
}

bool term_copy(struct terminal *term, const char *text)
{
    enum { LONGEST = 75000 };
    size_t n = strlen(text);
    if (!term->facts.can_copy || n > LONGEST)
        return false;
    RR_BUF_AUTO out = {0};
    rr_buf_add(&out, "\033]52;c;");
    add_base64(&out, text, n);
    rr_buf_add(&out, "\a");
    term_write(term, rr_buf_text(&out), out.len);
    return true;
}

void term_bell(struct terminal *term)
{
    (void)term;
    beep();
}

void term_answer_sync(struct terminal *term, int requests)
{
    RR_BUF_AUTO out = {0};
    rr_buf_printf(&out, "\033]7773;%u;%d;%d;%d\a", ++term->sync_number, term->rows, term->cols,
                  requests);
    if (term->has_sync)
        term_write(term, rr_buf_text(&out), out.len);
}
