/* Cells and how to write them. Rectangles stand in rect.c, dumps in canvas_dump.c. */
#include "config.h"

#include "tui/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "core/util/utf8.h"
#include "core/util/xalloc.h"

static struct cell blank(enum style style)
{
    return (struct cell){.width = 1, .style = (uint8_t)style, .ground = STYLE_PLAIN};
}

void canvas_resize(struct canvas *canvas, int rows, int cols)
{
    if (rows != canvas->rows || cols != canvas->cols || canvas->cells == NULL) {
        free(canvas->cells);
        canvas->rows = rows > 0 ? rows : 0;
        canvas->cols = cols > 0 ? cols : 0;
        size_t n = (size_t)canvas->rows * (size_t)canvas->cols;
        canvas->cells = rr_xcalloc(n > 0 ? n : 1, sizeof *canvas->cells);
    }
    canvas_clear(canvas);
}

void canvas_free(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

void canvas_clear(struct canvas *canvas)
{
    size_t n = (size_t)canvas->rows * (size_t)canvas->cols;
    for (size_t i = 0; i < n; i++)
        canvas->cells[i] = blank(STYLE_PLAIN);
    canvas_cursor(canvas, -1, -1);
}

static struct cell *cell_at(const struct canvas *canvas, int row, int col)
{
    if (row < 0 || col < 0 || row >= canvas->rows || col >= canvas->cols)
        return NULL;
    return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

const struct cell *canvas_cell(const struct canvas *canvas, int row, int col)
{
    return cell_at(canvas, row, col);
}

void canvas_cursor(struct canvas *canvas, int row, int col)
{
    bool is_inside = cell_at(canvas, row, col) != NULL;
    canvas->cursor_row = is_inside ? row : -1;
    canvas->cursor_col = is_inside ? col : -1;
}

static void make_blank(struct cell *cell)
{
    cell->n_bytes = 0;
    cell->width = 1;
}

/* Frees a cell for something new: the other half of a wide character becomes a blank. */
static struct cell *vacate(const struct canvas *canvas, int row, int col)
{
    struct cell *cell = cell_at(canvas, row, col);
    if (cell == NULL)
        return NULL;
    if (cell->width == 2)
        make_blank(cell + 1);
    else if (cell->width == 0)
        make_blank(cell - 1);
    make_blank(cell);
    return cell;
}

/* Bytes of `text` for one cell: as many marks as there is room for; emoji variation is left out, it changes widths. */
static void set_text(struct cell *cell, const char *text, size_t n)
{
    cell->n_bytes = 0;
    for (size_t at = 0; at < n;) {
        uint32_t code = 0;
        size_t step = rr_utf8_decode(text + at, &code);
        bool is_odd = wcwidth((wchar_t)code) < 0;
        if (at == 0 && wcwidth((wchar_t)code) == 0)
            cell->text[cell->n_bytes++] = ' ';
        if (at == 0 && is_odd)
            cell->text[cell->n_bytes++] = '?';
        else if (code != 0xfe0f && !is_odd && cell->n_bytes + step <= CELL_BYTES) {
            memcpy(cell->text + cell->n_bytes, text + at, step);
            cell->n_bytes = (uint8_t)(cell->n_bytes + step);
        }
        at += step;
    }
}

struct place {
    int row, col;
    enum style style;
};

/* One character of one or two columns that is known to fit. */
static void set_cell(struct canvas *canvas, struct place at, struct text_span span, int cols)
{
    struct cell *cell = vacate(canvas, at.row, at.col);
    struct cell *right = cols == 2 ? vacate(canvas, at.row, at.col + 1) : NULL;
    if (cell == NULL || (cols == 2 && right == NULL))
        return;
    cell->style = (uint8_t)at.style;
    if (cols == 1 && span.n == 1 && span.text[0] == ' ')
        return;
    set_text(cell, span.text, span.n);
    if (right == NULL)
        return;
    right->style = cell->style;
    right->width = 0;
    cell->width = 2;
}

/* What could harm is written out as "<U+001B>". */
static void set_piece(struct canvas *canvas, struct place at, struct text_span span, int cols)
{
    char piece[RR_PIECE];
    if (cols <= 2) {
        set_cell(canvas, at, span, cols);
        return;
    }
    rr_utf8_show(span.text, piece);
    for (int i = 0; piece[i] != '\0'; i++, at.col++)
        set_cell(canvas, at, (struct text_span){&piece[i], 1}, 1);
}

int canvas_putn(struct canvas *canvas, struct rect area, enum style style, struct text_span span)
{
    int used = 0;
    for (size_t at = 0; at < span.n && area.rows > 0;) {
        int cols = 0;
        size_t n = text_next(span.text + at, &cols);
        if (n == 0 || used + cols > area.cols)
            break;
        struct place place = {area.row, area.col + used, style};
        set_piece(canvas, place, (struct text_span){span.text + at, n}, cols);
        used += cols;
        at += n;
    }
    return used;
}

int canvas_put(struct canvas *canvas, struct rect area, enum style style, const char *text)
{
    return canvas_putn(canvas, area, style, (struct text_span){text, strlen(text)});
}

int canvas_printf(
    struct canvas *canvas, struct rect area, enum style style, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    rr_utf8_mend_end(text);
    return canvas_put(canvas, area, style, text);
}

static const char *ellipsis_of(const struct canvas *canvas)
{
    return glyph_text(canvas->glyphs, GLYPH_ELLIPSIS);
}

int canvas_put_cut(struct canvas *canvas, struct rect area, enum style style, const char *text)
{
    if (text_width(text) <= area.cols)
        return canvas_put(canvas, area, style, text);
    const char *ellipsis = ellipsis_of(canvas);
    struct text_span span = text_fit(text, area.cols - text_width(ellipsis));
    int used = canvas_putn(canvas, area, style, span);
    return used + canvas_put(canvas, rect_skip(area, 0, used), style, ellipsis);
}

int canvas_put_tail(struct canvas *canvas, struct rect area, enum style style, const char *text)
{
    if (text_width(text) <= area.cols)
        return canvas_put(canvas, area, style, text);
    int used = canvas_put(canvas, area, style, ellipsis_of(canvas));
    struct text_span span = text_fit_tail(text, area.cols - used);
    return used + canvas_putn(canvas, rect_skip(area, 0, used), style, span);
}

int canvas_put_right(struct canvas *canvas, struct rect area, enum style style, const char *text)
{
    int room = area.cols - text_width(text);
    return canvas_put_cut(canvas, room > 0 ? rect_skip(area, 0, room) : area, style, text);
}

int canvas_put_centre(struct canvas *canvas, struct rect area, enum style style, const char *text)
{
    int room = area.cols - text_width(text);
    return canvas_put_cut(canvas, room > 0 ? rect_skip(area, 0, room / 2) : area, style, text);
}

int canvas_put_wrapped(struct canvas *canvas, struct rect area, enum style style, const char *text)
{
    struct text_span line;
    int row = 0;
    while (row < area.rows && area.cols > 0 && text_next_line(&text, area.cols, &line)) {
        struct rect at = rect_row(area, row++);
        bool is_cut = row == area.rows && *text != '\0';
        if (!is_cut) {
            canvas_putn(canvas, at, style, line);
            continue;
        }
        int room = area.cols - text_width(ellipsis_of(canvas));
        int used = canvas_putn(canvas, rect_keep(at, 1, room), style, line);
        canvas_put(canvas, rect_skip(at, 0, used), style, ellipsis_of(canvas));
    }
    return row;
}

/* ---- glyphs, lines and grounds ---- */

int canvas_glyph(struct canvas *canvas, struct rect area, enum style style, enum glyph glyph)
{
    return canvas_put(canvas, area, style, glyph_text(canvas->glyphs, glyph));
}

void canvas_fill(struct canvas *canvas, struct rect area, enum style style)
{
    for (int row = area.row; row < area.row + area.rows; row++) {
        for (int col = area.col; col < area.col + area.cols; col++) {
            struct cell *cell = vacate(canvas, row, col);
            if (cell == NULL)
                continue;
            cell->style = (uint8_t)style;
            if (style_def(style)->is_ground)
                cell->ground = (uint8_t)style;
        }
    }
}

void canvas_ground(struct canvas *canvas, struct rect area, enum style ground)
{
    for (int row = area.row; row < area.row + area.rows; row++) {
        for (int col = area.col; col < area.col + area.cols; col++) {
            struct cell *cell = cell_at(canvas, row, col);
            if (cell != NULL)
                cell->ground = (uint8_t)ground;
        }
    }
}

void canvas_hline(struct canvas *canvas, struct rect area, enum style style)
{
    for (int i = 0; i < area.cols; i++)
        canvas_glyph(canvas, rect_skip(rect_row(area, 0), 0, i), style, GLYPH_HLINE);
}

void canvas_vline(struct canvas *canvas, struct rect area, enum style style)
{
    for (int i = 0; i < area.rows; i++)
        canvas_glyph(canvas, rect_row(area, i), style, GLYPH_VLINE);
}

struct rect canvas_frame(struct canvas *canvas, struct rect area, enum style style)
{
    if (area.rows < 2 || area.cols < 2)
        return (struct rect){0};
    struct rect bottom = rect_row(area, area.rows - 1);
    canvas_hline(canvas, area, style);
    canvas_hline(canvas, bottom, style);
    canvas_vline(canvas, area, style);
    canvas_vline(canvas, rect_skip(area, 0, area.cols - 1), style);
    canvas_glyph(canvas, area, style, GLYPH_TOP_LEFT);
    canvas_glyph(canvas, bottom, style, GLYPH_BOTTOM_LEFT);
    canvas_glyph(canvas, rect_skip(area, 0, area.cols - 1), style, GLYPH_TOP_RIGHT);
    canvas_glyph(canvas, rect_skip(bottom, 0, area.cols - 1), style, GLYPH_BOTTOM_RIGHT);
    return rect_inset(area, 1, 1);
}
